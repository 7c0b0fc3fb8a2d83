//! Submissions by name: those that cross an edge, and those that move most. A click opens one.

use crate::assessment::Outcome;
use crate::book::Mover;
use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::{change_words, level_of, outcome_words};
use crate::gui::carrier::live::{Landed, Live, MOST_LISTED};
use crate::gui::theme::{CONTROL_RADIUS, icons, size, tokens};
use crate::gui::widgets::{Text, label_at, link_ui, paint_level, strong_at, within};
use crate::gui::words;
use egui::{Align2, FontId, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

const LINE: f32 = 26.0;
/// Lines that are seen at once.
const SEEN: f32 = 9.5;
/// Movers each way; the list sorts by change for more.
const MOST_MOVERS: usize = 8;

pub(super) fn crossings_ui(ui: &mut Ui, live: &Live, landed: &Landed, actions: &mut Actions) {
    let impact = &landed.impact;
    let (rows, count, title) = match &landed.listed {
        Some(listed) => (&listed.rows, listed.count, "In this cell"),
        None => (&impact.crossing_rows, impact.crossings, "Crossing an edge"),
    };
    super::section_ui(ui, title, &words::grouped(count));
    if live.cell.is_some() && link_ui(ui, None, "Show all that cross an edge").clicked() {
        actions.push(BookAction::LookAtCell(None).into());
    }
    if rows.is_empty() {
        let quiet = Text::quiet(ui, "No submission changes its band or outcome");
        ui.label(quiet);
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("crossings")
        .max_height(LINE * SEEN)
        .min_scrolled_height(LINE * SEEN)
        .auto_shrink([false, true])
        .show_rows(ui, LINE, rows.len(), |ui, range| {
            for row in rows.get(range).unwrap_or_default() {
                row_ui(ui, landed, *row as usize, actions);
            }
        });
    ui.spacing_mut().item_spacing.y = 8.0;
    if count > rows.len() as u64 {
        let most = words::grouped((rows.len() as u64).max(MOST_LISTED as u64));
        let quiet = Text::caption(ui, format!("the first {most} are listed"));
        ui.label(quiet);
    }
}

/// A submission with its outcomes and scores before and after.
fn row_ui(ui: &mut Ui, landed: &Landed, row: usize, actions: &mut Actions) {
    let (before, after) = (&landed.before, &landed.after);
    if row >= before.scoring.rows() || row >= after.scoring.rows() {
        return;
    }
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, LINE), Sense::click());
    let id = landed.read.book.id(row);
    let [was, is] = edges(landed, row);
    let [was_words, is_words] = [outcome_words(&before.of, was), outcome_words(&after.of, is)];
    let scores = [before, after].map(|it| words::one(it.scoring.score(row)));
    let said = format!("Open {id}: {was_words} {} to {is_words} {}", scores[0], scores[1]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    let painter = ui.painter();
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, CONTROL_RADIUS, tokens.raised);
    }
    let y = rect.center().y;
    let figures = 38.0;
    label_at(painter, pos2(rect.right() - 6.0, y), Align2::RIGHT_CENTER, &scores[1], tokens.text);
    label_at(painter, pos2(rect.right() - 6.0 - figures, y), Align2::RIGHT_CENTER, &scores[0], tokens.quiet);
    let right = rect.right() - 6.0 - 2.0 * figures - 4.0;
    let outcomes = ((right - rect.left()) * 0.7).clamp(120.0, 300.0);
    let left = right - outcomes;
    let font = || FontId::new(size::LABEL, crate::gui::theme::regular());
    let name = Rect::from_x_y_ranges(rect.left() + 6.0..=left - 8.0, rect.y_range());
    within(painter, name, id, font(), tokens.text, false);
    let half = (outcomes - 16.0) / 2.0;
    for (place, (outcome, word)) in [(was, was_words), (is, is_words)].into_iter().enumerate() {
        let x = left + (half + 16.0) * place as f32;
        let level = level_of(outcome);
        paint_level(painter, pos2(x + 6.0, y), 10.0, level, level.colour(tokens));
        let room = Rect::from_x_y_ranges(x + 16.0..=x + half, rect.y_range());
        within(painter, room, word, font(), tokens.text, false);
    }
    let arrow = FontId::new(11.0, crate::gui::theme::icon_family());
    painter.text(pos2(left + half + 7.0, y), Align2::CENTER_CENTER, icons::RIGHT, arrow, tokens.quiet);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        actions.push(BookAction::OpenRow(row).into());
    }
}

/// What the row moves between: its outcomes, or its bands where a rule gives it the same outcome in both.
fn edges(landed: &Landed, row: usize) -> [Outcome; 2] {
    let sides = [&landed.before.scoring, &landed.after.scoring];
    let (outcomes, bands) = (sides.map(|it| it.outcome(row)), sides.map(|it| Outcome::Band(it.band(row))));
    if outcomes[0] == outcomes[1] && bands[0] != bands[1] { bands } else { outcomes }
}

pub(super) fn movers_ui(ui: &mut Ui, landed: &Landed, actions: &mut Actions) {
    let impact = &landed.impact;
    if impact.worse.is_empty() && impact.better.is_empty() {
        return;
    }
    super::section_ui(ui, "Largest movers", "change of the score");
    ui.columns(2, |columns| {
        for (ui, (title, movers)) in columns.iter_mut().zip([("Worse", &impact.worse), ("Better", &impact.better)]) {
            ui.spacing_mut().item_spacing.y = 0.0;
            let caption = Text::caption(ui, title);
            ui.label(caption);
            if movers.is_empty() {
                let quiet = Text::quiet(ui, "None");
                ui.label(quiet);
            }
            for mover in movers.iter().take(MOST_MOVERS) {
                mover_ui(ui, landed, mover, actions);
            }
        }
    });
}

fn mover_ui(ui: &mut Ui, landed: &Landed, mover: &Mover, actions: &mut Actions) {
    let tokens = tokens(ui);
    let row = mover.row as usize;
    if row >= landed.after.scoring.rows() {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    let id = landed.read.book.id(row);
    let change = change_words(mover.change);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Open {id}, {change} points")));
    let painter = ui.painter();
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, CONTROL_RADIUS, tokens.raised);
    }
    let y = rect.center().y;
    let level = level_of(landed.after.scoring.outcome(row));
    paint_level(painter, pos2(rect.left() + 8.0, y), 9.0, level, level.colour(tokens));
    strong_at(painter, pos2(rect.right() - 6.0, y), Align2::RIGHT_CENTER, &change, tokens.text);
    let room = Rect::from_x_y_ranges(rect.left() + 20.0..=rect.right() - 56.0, rect.y_range());
    within(painter, room, id, FontId::new(size::LABEL, crate::gui::theme::regular()), tokens.text, false);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        actions.push(BookAction::OpenRow(row).into());
    }
}
