//! One line of the table: a section, or a question.

use super::table::{exact_ui, table_id};
use crate::gui::action::Actions;
use crate::gui::carrier::draft::{Draft, DraftAction, Entry, Line, Locked};
use crate::gui::theme::{self, CONTROL_RADIUS, icons, size, tokens};
use crate::gui::widgets::{Slider, slider_ui};
use egui::{
    Align2, Color32, FontId, Painter, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// Where everything stands in a line.
pub(super) struct Columns {
    id: Rangef,
    ask: Rangef,
    /// Critical mark and basis.
    marks: Rangef,
    /// Bars of the factors; nothing on a narrow table.
    factors: Option<Rangef>,
    lock: Rangef,
    slider: Rangef,
    exact: Rangef,
    share: Rangef,
    was: Rangef,
}

impl Columns {
    pub(super) fn of(room: Rangef) -> Self {
        let width = room.span();
        let mut right = room.max - 14.0;
        let mut take = |width: f32| {
            let x = Rangef::new(right - width, right);
            right -= width;
            x
        };
        let was = take(54.0);
        let share = take(56.0);
        take(6.0);
        let exact = take(52.0);
        take(6.0);
        let slider = take((width * 0.2).clamp(110.0, 260.0));
        let lock = take(26.0);
        let factors = (width >= 760.0).then(|| take(64.0));
        let marks = take(46.0);
        let left = room.min + 14.0;
        Self {
            id: Rangef::new(left, left + 40.0),
            ask: Rangef::new(left + 40.0, right - 8.0),
            marks,
            factors,
            lock,
            slider,
            exact,
            share,
            was,
        }
    }
}

pub(super) fn paint_heads(ui: &Ui, heads: Rect, columns: &Columns) {
    let font = FontId::new(size::CAPTION, theme::semibold());
    let quiet = tokens(ui).quiet;
    let y = heads.center().y;
    let left = |x: f32, words: &str| {
        ui.painter().text(pos2(x, y), Align2::LEFT_CENTER, words, font.clone(), quiet);
    };
    let right = |x: f32, words: &str| {
        ui.painter().text(pos2(x, y), Align2::RIGHT_CENTER, words, font.clone(), quiet);
    };
    left(columns.id.min + 4.0, "Question");
    right(columns.marks.max - 8.0, "Basis");
    if let Some(factors) = columns.factors {
        left(factors.min + 4.0, "Factors");
    }
    left(columns.slider.min + 7.0, "Weight");
    right(columns.share.max, "Share");
    right(columns.was.max, "Was");
}

pub(super) fn line_ui(
    ui: &mut Ui,
    draft: &Draft,
    entry: &Entry,
    rect: Rect,
    columns: &Columns,
    has_focus: bool,
    actions: &mut Actions,
) {
    let tokens = tokens(ui);
    let is_section = matches!(entry.line, Line::Section(_));
    let is_current = entry.line == draft.view.cursor;
    let id = table_id().with(("line", entry.line));
    let row = ui.interact(rect, id, Sense::CLICK);
    let name = if is_section {
        format!("Section {} {}, {}", entry.id, entry.text, entry.weight)
    } else {
        format!("{} {}, {}", entry.id, entry.text, entry.weight)
    };
    row.widget_info(|| WidgetInfo::selected(Role::Row, true, is_current, &name));
    if row.clicked() {
        actions.push(DraftAction::Cursor(entry.line).into());
        ui.memory_mut(|memory| memory.request_focus(table_id()));
    }
    let fill = match (is_current, is_section) {
        (true, _) => Some(tokens.accent_ground),
        (false, true) => Some(tokens.raised.gamma_multiply(0.6)),
        (false, false) => row.hovered().then_some(tokens.raised.gamma_multiply(0.5)),
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 0.0, fill);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line.gamma_multiply(0.6)));
    if is_current {
        let mark = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(mark, 0.0, if has_focus { tokens.accent } else { tokens.outline });
    }
    words_ui(ui, draft, entry, rect, columns, actions);
    lock_ui(ui, draft, entry, rect, columns, actions);
    weight_ui(ui, draft, entry, rect, columns, actions);
    was_ui(ui, draft, entry, rect, columns, actions);
    if let Some(fault) = &entry.fault {
        let rim = rect.shrink(0.5);
        ui.painter().rect_stroke(rim, 0.0, Stroke::new(1.0, tokens.bands[4]), StrokeKind::Inside);
        row.on_hover_text(fault);
    } else if !is_section {
        row.on_hover_text(&entry.text);
    }
}

/// Id, the question in short, and its marks.
fn words_ui(ui: &Ui, draft: &Draft, entry: &Entry, rect: Rect, columns: &Columns, actions: &mut Actions) {
    let tokens = tokens(ui);
    let y = rect.center().y;
    let is_section = matches!(entry.line, Line::Section(_));
    let family = if is_section { theme::semibold() } else { theme::regular() };
    let colour = if entry.never_asked { tokens.quiet } else { tokens.text };
    if let Line::Section(section) = entry.line {
        let folded = draft.view.folded.contains(&section) && draft.view.query.is_empty();
        let icon = if folded { icons::RIGHT } else { icons::DOWN };
        let fold = Rect::from_center_size(pos2(columns.id.min + 6.0, y), vec2(20.0, 24.0));
        let response = ui.interact(fold, table_id().with(("fold", section)), Sense::CLICK);
        let name = format!("{} section {}", if folded { "Unfold" } else { "Fold" }, entry.id);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.clicked() {
            actions.push(DraftAction::Fold(section).into());
        }
        ui.painter().text(
            fold.center(),
            Align2::CENTER_CENTER,
            icon,
            FontId::new(13.0, theme::icon_family()),
            tokens.quiet,
        );
    }
    let left = if is_section { columns.id.min + 20.0 } else { columns.id.min + 4.0 };
    let strong = FontId::new(size::LABEL, theme::semibold());
    ui.painter().text(pos2(left, y), Align2::LEFT_CENTER, &entry.id, strong, colour);
    paint_cut(ui.painter(), &entry.text, FontId::new(size::LABEL, family), colour, columns.ask, y);
    if entry.critical {
        ui.painter().circle_filled(pos2(columns.marks.min + 8.0, y), 3.0, tokens.text);
    }
    let caption = FontId::new(size::CAPTION, theme::regular());
    let marks = columns.marks.max - 8.0;
    ui.painter().text(pos2(marks, y), Align2::RIGHT_CENTER, entry.basis, caption, tokens.quiet);
    if let Some(x) = columns.factors {
        let colour = if entry.factors_changed { tokens.accent } else { tokens.outline };
        for (place, quarters) in entry.factors.iter().take(8).enumerate() {
            let left = x.min + 4.0 + place as f32 * 8.0;
            let height = 2.0 + 3.5 * f32::from(*quarters);
            let bar = Rect::from_min_max(pos2(left, y + 8.0 - height), pos2(left + 5.0, y + 8.0));
            ui.painter().rect_filled(bar, 1.0, colour);
        }
    }
}

fn paint_cut(painter: &Painter, text: &str, font: FontId, colour: Color32, x: Rangef, y: f32) {
    let format = egui::TextFormat::simple(font, colour);
    let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    job.wrap = egui::text::TextWrapping::truncate_at_width(x.span().max(20.0));
    let galley = painter.layout_job(job);
    painter.galley(pos2(x.min, y - galley.size().y / 2.0), galley, colour);
}

fn lock_ui(ui: &Ui, draft: &Draft, entry: &Entry, rect: Rect, columns: &Columns, actions: &mut Actions) {
    if !draft.is_editable() {
        return;
    }
    let tokens = tokens(ui);
    let place = Rect::from_center_size(pos2(columns.lock.center(), rect.center().y), vec2(22.0, 22.0));
    let response = ui.interact(place, table_id().with(("lock", entry.line)), Sense::CLICK);
    let locked = entry.locked == Locked::Yes;
    let subject = match entry.line {
        Line::Section(_) => format!("section {}", entry.id),
        Line::Question(_) => entry.id.clone(),
    };
    let name = format!("{} {subject}", if locked { "Unlock" } else { "Lock" });
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, locked, &name));
    let colour = match entry.locked {
        Locked::Yes => tokens.text,
        Locked::Some => tokens.quiet,
        Locked::No => tokens.outline.gamma_multiply(if response.hovered() { 1.0 } else { 0.45 }),
    };
    let icon = if entry.locked == Locked::No { icons::UNLOCKED } else { icons::LOCKED };
    let font = FontId::new(15.0, theme::icon_family());
    ui.painter().text(place.center(), Align2::CENTER_CENTER, icon, font, colour);
    if response.clicked() {
        actions.push(DraftAction::Lock(entry.line).into());
    }
    response.on_hover_text("Locked weights are left alone by section sliders and by distributing (L)");
}

/// Slider, exact field and share.
fn weight_ui(ui: &mut Ui, draft: &Draft, entry: &Entry, rect: Rect, columns: &Columns, actions: &mut Actions) {
    let tokens = tokens(ui);
    let y = rect.y_range();
    let (name, most, action): (_, _, fn(Line, u32) -> Option<DraftAction>) = match entry.line {
        Line::Question(_) => (format!("Weight of {}", entry.id), draft.table.most[0], |line, to| match line {
            Line::Question(ix) => Some(DraftAction::Weight(ix, u16::try_from(to).ok()?)),
            Line::Section(_) => None,
        }),
        Line::Section(_) => (format!("Weight of section {}", entry.id), draft.table.most[1], |line, to| match line {
            Line::Section(section) => Some(DraftAction::Section(section, to)),
            Line::Question(_) => None,
        }),
    };
    let slider = Slider {
        name: &name,
        value: entry.tenths,
        was: entry.base,
        least: 1,
        most,
        per_one: 10.0,
        enabled: draft.is_editable() && entry.locked != Locked::Yes,
        strong: matches!(entry.line, Line::Section(_)),
    };
    let place = Rect::from_x_y_ranges(columns.slider, y).shrink2(vec2(0.0, 4.0));
    let (moved, response) = slider_ui(ui, table_id().with(("slider", entry.line)), place, slider);
    if response.drag_started() || response.clicked() {
        actions.push(DraftAction::Close.into());
        actions.push(DraftAction::Cursor(entry.line).into());
        ui.memory_mut(|memory| memory.request_focus(table_id()));
    }
    if let Some(action) = moved.and_then(|to| action(entry.line, to)) {
        actions.push(action.into());
    }
    if response.drag_stopped() {
        actions.push(DraftAction::Close.into());
    }
    let exact = Rect::from_x_y_ranges(columns.exact, y).shrink2(vec2(0.0, 3.0));
    if !exact_ui(ui, draft, entry.line, &entry.weight, exact, actions) {
        shown_exact_ui(ui, draft, entry, exact, actions);
    }
    let font = FontId::new(size::LABEL, theme::regular());
    let at = pos2(columns.share.max, rect.center().y);
    let (words, colour) =
        if entry.never_asked { ("hidden", tokens.quiet) } else { (entry.share.as_str(), tokens.text) };
    ui.painter().text(at, Align2::RIGHT_CENTER, words, font, colour);
}

/// The weight as it stands; a click begins to write it.
fn shown_exact_ui(ui: &Ui, draft: &Draft, entry: &Entry, rect: Rect, actions: &mut Actions) {
    let tokens = tokens(ui);
    let sense = if draft.is_editable() { Sense::CLICK } else { Sense::hover() };
    let response = ui.interact(rect, table_id().with(("exact", entry.line)), sense);
    let name = format!("Write the weight of {}", entry.id);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, draft.is_editable(), &name));
    if draft.is_editable() {
        let line = if response.hovered() { tokens.quiet } else { tokens.line };
        ui.painter().rect(rect, CONTROL_RADIUS, tokens.surface, Stroke::new(1.0, line), StrokeKind::Inside);
    }
    let changed = entry.tenths != entry.base;
    let strong = changed || matches!(entry.line, Line::Section(_));
    let family = if strong { theme::semibold() } else { theme::regular() };
    let colour = if changed { tokens.accent } else { tokens.text };
    let at = pos2(rect.right() - 8.0, rect.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, &entry.weight, FontId::new(size::LABEL, family), colour);
    if response.clicked() {
        actions.push(DraftAction::Cursor(entry.line).into());
        actions.push(DraftAction::WriteLine.into());
    }
}

/// What it was, and back to it.
fn was_ui(ui: &Ui, draft: &Draft, entry: &Entry, rect: Rect, columns: &Columns, actions: &mut Actions) {
    if entry.was.is_empty() {
        return;
    }
    let tokens = tokens(ui);
    let place = Rect::from_x_y_ranges(columns.was, rect.y_range()).shrink2(vec2(0.0, 4.0));
    let sense = if draft.is_editable() { Sense::CLICK } else { Sense::hover() };
    let response = ui.interact(place, table_id().with(("was", entry.line)), sense);
    let name = format!("Reset {}, {}", entry.id, entry.was);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let resets = response.hovered() && draft.is_editable();
    let (text, colour) =
        if resets { ("reset", tokens.accent) } else { (entry.was.trim_start_matches("was "), tokens.quiet) };
    let family = if entry.by_hand { theme::semibold() } else { theme::regular() };
    let at = pos2(columns.was.max, rect.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, text, FontId::new(size::LABEL, family), colour);
    if response.clicked() {
        actions.push(DraftAction::Cursor(entry.line).into());
        actions.push(DraftAction::ResetLine.into());
    }
    let hint = if entry.by_hand { "Set by you: distributing leaves it alone. R resets it" } else { "R resets it" };
    response.on_hover_text(hint);
}
