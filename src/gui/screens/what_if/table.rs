//! The table of answers: filter, heads and lines.

use super::keys::keys;
use super::line::{Columns, paint_heads, question_ui, section_ui};
use super::options::options_ui;
use crate::gui::action::Actions;
use crate::gui::carrier::draft::Line;
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{icons, tokens};
use crate::gui::what_if::{Focus, Tried, WhatIfAction};
use crate::gui::widgets::{FieldStyle, choice_ui, empty_ui, link_ui, text_field_ui};
use egui::{
    Align, Frame, Id, Layout, Margin, Panel, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

pub(super) const LINE: f32 = 30.0;
const HEAD: f32 = 28.0;

/// The keyboard focus of the table.
pub(super) fn table_id() -> Id {
    Id::unique("what-if table")
}

pub(super) fn table_ui(ui: &mut Ui, desk: &Desk, case: &Case, tried: &Tried, actions: &mut Actions) {
    let bar = Frame::new().fill(tokens(ui).ground).inner_margin(Margin::symmetric(16, 8));
    Panel::top("find a question").resizable(false).frame(bar).show(ui, |ui| filter_ui(ui, case, actions));
    let room = ui.available_rect_before_wrap();
    let tokens = tokens(ui);
    ui.painter().rect_filled(room, 0.0, tokens.surface);
    let heads = Rect::from_min_max(room.min, pos2(room.right(), room.top() + HEAD));
    ui.painter().rect_filled(heads, 0.0, tokens.raised);
    let columns = Columns::of(room.x_range());
    paint_heads(ui, heads, &columns);
    let body = Rect::from_min_max(pos2(room.left(), heads.bottom()), room.max);
    let table = ui.interact(body, table_id(), Sense::click());
    let name = name(case);
    table.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &name));
    if case.what_if.focus == Some(Focus::Table) {
        table.request_focus();
        actions.push(WhatIfAction::FocusTaken.into());
    }
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        if case.what_if.lines.is_empty() {
            return nothing_ui(ui, case, actions);
        }
        ScrollArea::vertical().id_salt("tried answers").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            lines_ui(ui, desk, case, tried, &columns, table.has_focus(), actions);
            ui.add_space(LINE);
        });
    });
    keys(ui, case, &table, actions);
}

fn nothing_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let is_filtered = !case.what_if.query.trim().is_empty();
    let nothing = if is_filtered { "No question matches" } else { "Nothing is tried in this scenario yet" };
    if empty_ui(ui, icons::SEARCH, nothing, Some("Show all questions")) {
        actions.push(WhatIfAction::Find(String::new()).into());
        if case.what_if.only_tried {
            actions.push(WhatIfAction::OnlyTried.into());
        }
    }
}

fn lines_ui(
    ui: &mut Ui,
    desk: &Desk,
    case: &Case,
    tried: &Tried,
    columns: &Columns,
    has_focus: bool,
    actions: &mut Actions,
) {
    let view = &case.what_if;
    for line in &view.lines {
        let is_current = *line == view.cursor;
        let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), LINE));
        // Only the question under the cursor is taller than a line.
        if !is_current && !ui.is_rect_visible(place) {
            ui.advance_cursor_after_rect(place);
            continue;
        }
        match line {
            Line::Section(section) => section_ui(ui, case, *section, has_focus, actions),
            Line::Question(ix) => {
                let is_cut = question_ui(ui, case, tried, *ix, columns, has_focus, actions);
                if is_current {
                    options_ui(ui, desk, case, tried, *ix, is_cut, actions);
                }
            }
        }
        if is_current && view.scroll_to_cursor {
            let rect = Rect::from_min_max(place.min, pos2(place.right(), ui.cursor().top()));
            ui.scroll_to_rect(rect.expand2(vec2(0.0, LINE)), None);
            actions.push(WhatIfAction::Scrolled.into());
        }
    }
}

fn filter_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let view = &case.what_if;
    ui.horizontal(|ui| {
        let id = Some(Id::unique("find a tried question"));
        let width = (ui.available_width() - 290.0).clamp(100.0, 300.0);
        let style = FieldStyle { hint: "Find a question", width: Some(width), id, ..FieldStyle::default() };
        let (typed, field) = text_field_ui(ui, "Find a question", &view.query, style);
        if view.focus == Some(Focus::Filter) {
            field.request_focus();
            actions.push(WhatIfAction::FocusTaken.into());
        }
        actions.extend(typed.map(|query| WhatIfAction::Find(query).into()));
        let chosen = choice_ui(ui, "Show", &["All", "Only tried"], Some(usize::from(view.only_tried)));
        if chosen.is_some_and(|place| (place == 1) != view.only_tried) {
            actions.push(WhatIfAction::OnlyTried.into());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let shuts = view.folded.is_empty();
            let (icon, words) = if shuts { (icons::RIGHT, "Fold all") } else { (icons::DOWN, "Unfold all") };
            if link_ui(ui, Some(icon), words).clicked() {
                actions.push(WhatIfAction::FoldAll(shuts).into());
            }
        });
    });
}

/// What a screen reader says of the table as a whole.
fn name(case: &Case) -> String {
    let here = match case.what_if.cursor {
        Line::Section(section) => format!("section {}", case.questionnaire.section(section).id),
        Line::Question(ix) => case.questionnaire.question(ix).id.clone(),
    };
    format!("Tried answers, {here}")
}
