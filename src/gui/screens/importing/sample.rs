//! The first rows as they would be read; what cannot be used is marked by word, shape and colour.

use crate::files::PreviewRow;
use crate::gui::field_words::field_title;
use crate::gui::importing::Seen;
use crate::gui::theme::{self, icons, size, tokens};
use crate::gui::widgets::Text;
use crate::gui::words;
use crate::inventory::{DateMark, Field, Unusable, Use};
use egui::{Align2, Color32, FontId, Label, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

const ROW: f32 = 24.0;
const WIDEST: f32 = 190.0;
/// Of the row's number, alone and with what becomes of the row.
const NUMBER: f32 = 52.0;
const NUMBER_AND_FATE: f32 = 170.0;

/// A cell as it is shown.
struct Shown<'a> {
    text: String,
    /// Why it cannot be used.
    unusable: Option<&'a Unusable>,
}

/// A row that is no device of its own, and why.
fn fate(seen: &Seen, row: u32) -> Option<String> {
    let report = &seen.read.report;
    if let Some((reason, _)) = report.dropped.iter().find(|(_, rows)| rows.contains(&row)) {
        return Some(format!("dropped: {}", reason.words()));
    }
    let merged = report.merged.iter().find(|merged| merged.row == row)?;
    Some(format!("merged into row {}", merged.into_row))
}

pub fn sample_ui(ui: &mut Ui, seen: &Seen) {
    let given: Vec<(usize, Field)> = seen
        .preview
        .columns
        .iter()
        .enumerate()
        .filter_map(|(place, column)| match column.used {
            Use::Gives { field, .. } => Some((place, field)),
            Use::NotUsed | Use::Ask | Use::NotUnderstood => None,
        })
        .collect();
    ui.horizontal(|ui| {
        ui.label(Text::strong("First rows as they would be read"));
        let bad = seen.read.report.unusable.len();
        if bad > 0 {
            let colour = tokens(ui).bands[3];
            crate::gui::widgets::icon_ui(ui, icons::ERROR, 14.0, colour);
            ui.label(Text::label(words::counted(bad, "cell cannot be used", "cells cannot be used")).color(colour));
        }
    });
    if given.is_empty() {
        let quiet = Text::quiet(ui, "No column gives anything yet");
        ui.label(quiet);
        return;
    }
    ScrollArea::both().id_salt("import sample").auto_shrink([false, false]).show(ui, |ui| {
        let rows: Vec<(u32, Vec<Shown<'_>>)> =
            seen.preview.rows.iter().map(|row| (row.number, cells(seen, row, &given))).collect();
        let widths = widths(ui, &given, &rows);
        let has_fate = rows.iter().any(|(number, _)| fate(seen, *number).is_some());
        let number_width = if has_fate { NUMBER_AND_FATE } else { NUMBER };
        let width = number_width + widths.iter().sum::<f32>();
        ui.set_min_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        head_ui(ui, &given, &widths, width, number_width);
        for (number, cells) in &rows {
            row_ui(ui, seen, (*number, cells), &given, &widths, width, number_width);
        }
        ui.add_space(6.0);
        // The fold of the cells that are marked above, in sentences.
        for cell in seen.read.report.unusable.iter().take(20) {
            let words = Text::quiet(ui, unusable_words(cell));
            ui.add(Label::new(words));
        }
    });
}

/// `Row 7, Warranty: "soon" holds no date that is understood`.
#[must_use]
pub fn unusable_words(cell: &Unusable) -> String {
    let at =
        if cell.column.is_empty() { format!("Row {}", cell.row) } else { format!("Row {}, {}", cell.row, cell.column) };
    if cell.raw.is_empty() { format!("{at}: {}", cell.what) } else { format!("{at}: \"{}\" {}", cell.raw, cell.what) }
}

fn cells<'a>(seen: &'a Seen, row: &PreviewRow, given: &[(usize, Field)]) -> Vec<Shown<'a>> {
    let devices = &seen.read.devices;
    let place = (0..devices.len()).find(|place| devices.source_row(*place) == row.number);
    given
        .iter()
        .map(|(column, field)| {
            let raw = row.cells.get(*column).map_or("", String::as_str);
            let header = seen.preview.columns.get(*column).map_or("", |column| column.header.as_str());
            let unusable = seen
                .read
                .report
                .unusable
                .iter()
                .find(|cell| cell.row == row.number && cell.column == header && !raw.is_empty());
            let date = field.date().zip(place).and_then(|(date, place)| devices.date(place, date));
            let text = match date {
                Some((day, DateMark::Month)) if unusable.is_none() => day.format("end of %b %Y").to_string(),
                Some((day, _)) if unusable.is_none() => day.to_string(),
                _ => raw.to_owned(),
            };
            Shown { text, unusable }
        })
        .collect()
}

fn layout(ui: &Ui, text: &str, family: egui::FontFamily, colour: Color32, width: f32) -> std::sync::Arc<egui::Galley> {
    let format = egui::TextFormat::simple(FontId::new(size::LABEL, family), colour);
    let mut job = egui::text::LayoutJob::single_section(words::one_line(text), format);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    ui.painter().layout_job(job)
}

fn widths(ui: &Ui, given: &[(usize, Field)], rows: &[(u32, Vec<Shown<'_>>)]) -> Vec<f32> {
    let black = Color32::BLACK;
    let of = |text: &str, family| layout(ui, text, family, black, WIDEST).size().x;
    given
        .iter()
        .enumerate()
        .map(|(place, (_, field))| {
            let head = of(&field_title(*field), theme::semibold());
            let cell = |(_, cells): &(u32, Vec<Shown<'_>>)| {
                cells.get(place).map_or(0.0, |cell| {
                    of(&cell.text, theme::regular()) + if cell.unusable.is_some() { 18.0 } else { 0.0 }
                })
            };
            rows.iter().map(cell).fold(head, f32::max).clamp(48.0, WIDEST) + 18.0
        })
        .collect()
}

fn head_ui(ui: &mut Ui, given: &[(usize, Field)], widths: &[f32], width: f32, number_width: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let tokens = tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.raised);
    let mut x = rect.left() + number_width;
    for ((_, field), width) in given.iter().zip(widths) {
        let galley = layout(ui, &field_title(*field), theme::semibold(), tokens.quiet, width - 10.0);
        ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, tokens.quiet);
        x += width;
    }
}

fn row_ui(
    ui: &mut Ui,
    seen: &Seen,
    (number, cells): (u32, &[Shown<'_>]),
    given: &[(usize, Field)],
    widths: &[f32],
    width: f32,
    number_width: f32,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let tokens = tokens(ui);
    let fate = fate(seen, number);
    let said: Vec<String> = given
        .iter()
        .zip(cells)
        .filter(|(_, cell)| !cell.text.is_empty())
        .map(|((_, field), cell)| match cell.unusable {
            Some(_) => format!("{} not usable: {}", field.title(), cell.text),
            None => format!("{} {}", field.title(), cell.text),
        })
        .collect();
    let name = format!(
        "Row {number}{}: {}",
        fate.as_ref().map(|fate| format!(", {fate}")).unwrap_or_default(),
        said.join("; ")
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.line));
    let head = fate.as_ref().map_or_else(|| number.to_string(), |fate| format!("{number} {fate}"));
    let head = layout(ui, &head, theme::regular(), tokens.quiet, number_width - 12.0);
    ui.painter().galley(pos2(rect.left() + 6.0, rect.center().y - head.size().y / 2.0), head, tokens.quiet);
    let ink = if fate.is_some() { tokens.quiet } else { tokens.text };
    let mut x = rect.left() + number_width;
    let mut hovered = None;
    for (cell, width) in cells.iter().zip(widths) {
        let at = Rect::from_min_size(pos2(x, rect.top()), vec2(*width, ROW));
        let mut left = x;
        let mut colour = ink;
        if cell.unusable.is_some() {
            colour = tokens.bands[3];
            let font = FontId::new(14.0, theme::icon_family());
            ui.painter().text(pos2(left + 6.0, at.center().y), Align2::CENTER_CENTER, icons::ERROR, font, colour);
            left += 17.0;
        }
        let galley = layout(ui, &cell.text, theme::regular(), colour, at.right() - left - 10.0);
        ui.painter().galley(pos2(left, at.center().y - galley.size().y / 2.0), galley, colour);
        if response.hover_pos().is_some_and(|pointer| at.contains(pointer)) {
            hovered = Some(cell);
        }
        x += width;
    }
    match hovered {
        Some(Shown { unusable: Some(cell), .. }) => drop(response.on_hover_text_at_pointer(unusable_words(cell))),
        Some(cell) if !cell.text.is_empty() => drop(response.on_hover_text_at_pointer(&cell.text)),
        _ => {}
    }
}
