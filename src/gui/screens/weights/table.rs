//! The table of weights: the sum and its choices, the lines, and the question under the cursor.

use super::keys::keys;
use super::line::{Columns, line_ui, paint_heads};
use super::{detail, number};
use crate::gui::action::Actions;
use crate::gui::carrier::draft::{Draft, DraftAction, Focus, Line, TypedAt};
use crate::gui::theme::{self, icons, size, space, tokens};
use crate::gui::widgets::{Text, choice_ui, empty_ui};
use crate::questionnaire::Unit;
use crate::questionnaire::plan::{Target, WeightSum};
use egui::{
    Align, Button, FontId, Frame, Id, Label, Layout, Margin, Panel, Rect, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

pub(super) const LINE: f32 = 30.0;
pub(super) const HEAD: f32 = 28.0;
/// Below this the question under the cursor shows nothing beside the table.
const NO_DETAIL_BELOW: f32 = 420.0;

/// The keyboard focus of the table.
pub(super) fn table_id() -> Id {
    Id::unique("weights table")
}

pub(super) fn table_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    let bar = Frame::new().fill(tokens(ui).ground).inner_margin(Margin { left: 16, right: 16, top: 0, bottom: 8 });
    Panel::top("sum of weights").resizable(false).frame(bar).show(ui, |ui| sum_ui(ui, draft, actions));
    let height = ui.available_height();
    if height >= NO_DETAIL_BELOW {
        let panel =
            Frame::new().fill(tokens(ui).surface).inner_margin(Margin { left: 16, right: 8, top: 10, bottom: 8 });
        Panel::bottom("question under the cursor")
            .exact_size((height * 0.36).clamp(150.0, 300.0))
            .resizable(false)
            .frame(panel)
            .show(ui, |ui| detail::detail_ui(ui, draft, actions));
    }
    lines_ui(ui, draft, actions);
}

/// The sum, what it is to be, and what can be done about it.
fn sum_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    let wrong = draft.table.over() != 0;
    ui.horizontal(|ui| {
        ui.set_height(30.0);
        let colour = if wrong { tokens(ui).bands[4] } else { tokens(ui).text };
        ui.label(Text::label("Sum"));
        let sum = Unit::Tenths.show(draft.table.total.into());
        ui.label(Text::heading(&sum).color(colour)).on_hover_text("Sum of all weights");
        ui.add_space(space::SMALL);
        let keep = keep_words(draft);
        let words = [keep.as_str(), "Let it float"];
        let floats = draft.plan.sum == WeightSum::Floating;
        ui.add_enabled_ui(draft.is_editable(), |ui| {
            if let Some(place) = choice_ui(ui, "Sum of weights", &words, Some(usize::from(floats))) {
                let sum = if place == 0 { WeightSum::Fixed } else { WeightSum::Floating };
                actions.push(DraftAction::Sum(sum).into());
            }
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.add_enabled_ui(draft.is_editable(), |ui| {
                let reset = Button::new(Text::label("Reset all")).min_size(vec2(0.0, 28.0));
                let hint = "Every value back to what the questionnaire says";
                if ui.add_enabled(!draft.plan.changes.is_empty(), reset).on_hover_text(hint).clicked() {
                    actions.push(DraftAction::ResetAll.into());
                }
                distribute_ui(ui, draft, actions);
            });
        });
    });
    let said = sum_words(draft);
    let colour = if wrong { tokens(ui).bands[4] } else { tokens(ui).quiet };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let judgement = Text::caption(ui, "Weights are expert judgement");
        ui.label(judgement);
        ui.add(Label::new(Text::label(&said).size(size::CAPTION).color(colour)).truncate()).on_hover_text(said);
    });
}

fn keep_words(draft: &Draft) -> String {
    let base = crate::questionnaire::plan::weight_sum(&draft.base);
    let wanted = Unit::Tenths.show(u64::try_from(base).unwrap_or(0));
    format!("Keep at {}", wanted.trim_end_matches(".0"))
}

/// The choice in one sentence, or what is off.
fn sum_words(draft: &Draft) -> String {
    let over = draft.table.over();
    let off = Unit::Tenths.show(over.unsigned_abs());
    match draft.plan.sum {
        WeightSum::Fixed if over > 0 => format!("{off} over; distribute it, or let the sum float"),
        WeightSum::Fixed if over < 0 => format!("{off} short; distribute it, or let the sum float"),
        WeightSum::Fixed => {
            "The sum is kept, so that a weight reads as points of the score where every question applies".to_owned()
        }
        WeightSum::Floating => {
            "The score is a ratio, so any sum is sound; the share says what a weight counts for".to_owned()
        }
    }
}

fn distribute_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    let wanted = crate::questionnaire::plan::weight_sum(&draft.base);
    let off = wanted != i64::from(draft.table.total);
    let (text, fill) = if off && draft.table.wanted.is_some() {
        (Text::strong("Distribute the rest").color(tokens(ui).on_accent), Some(tokens(ui).accent))
    } else {
        (Text::label("Distribute the rest"), None)
    };
    let mut button = Button::new(text).min_size(vec2(0.0, 28.0));
    if let Some(fill) = fill {
        button = button.fill(fill).stroke(Stroke::NONE);
    }
    let hint =
        "In proportion, to questions that are neither locked nor set by you, in whole tenths so that the sum is exact";
    if ui.add_enabled(off, button).on_hover_text(hint).clicked() {
        actions.push(DraftAction::Distribute.into());
    }
}

fn lines_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    let room = ui.available_rect_before_wrap();
    let tokens = tokens(ui);
    ui.painter().rect_filled(room, 0.0, tokens.surface);
    let columns = Columns::of(room.x_range());
    let heads = Rect::from_min_max(room.min, pos2(room.right(), room.top() + HEAD));
    ui.painter().rect_filled(heads, 0.0, tokens.raised);
    paint_heads(ui, heads, &columns);
    let body = Rect::from_min_max(pos2(room.left(), heads.bottom()), room.max);
    if draft.table.shown.is_empty() {
        ui.scope_builder(egui::UiBuilder::new().max_rect(body), |ui| {
            if empty_ui(ui, icons::SEARCH, "No question matches the search", Some("Show all")) {
                actions.push(DraftAction::Find(String::new()).into());
            }
        });
        return;
    }
    let response = ui.interact(body, table_id(), Sense::click());
    let name = table_name(draft);
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &name));
    if draft.view.focus == Some(Focus::Table) {
        response.request_focus();
        actions.push(DraftAction::FocusTaken.into());
    }
    ui.scope_builder(egui::UiBuilder::new().max_rect(body), |ui| {
        ScrollArea::vertical().id_salt("weights").auto_shrink([false, false]).show_viewport(ui, |ui, seen| {
            let count = draft.table.shown.len();
            let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), count as f32 * LINE), Sense::hover());
            let (first, last) = ((seen.top() / LINE).floor().max(0.0) as usize, (seen.bottom() / LINE).ceil() as usize);
            for (place, entry) in draft.table.shown().enumerate() {
                let top = whole.top() + place as f32 * LINE;
                let rect = Rect::from_min_size(pos2(whole.left(), top), vec2(whole.width(), LINE));
                if entry.line == draft.view.cursor && draft.view.scroll_to_cursor {
                    ui.scroll_to_rect(rect.expand2(vec2(0.0, LINE)), None);
                    actions.push(DraftAction::Scrolled.into());
                }
                if place + 1 >= first && place <= last {
                    line_ui(ui, draft, entry, rect, &columns, response.has_focus(), actions);
                }
            }
        });
    });
    keys(ui, draft, &response, actions);
}

/// What a screen reader says of the table as a whole.
fn table_name(draft: &Draft) -> String {
    let Some(entry) = draft.table.entry(draft.view.cursor) else { return "Weights".to_owned() };
    let fault = entry.fault.as_deref().unwrap_or_default();
    let parts = [entry.weight.as_str(), entry.was.as_str(), entry.share.as_str(), fault];
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("Weights, {} {}: {}", entry.id, entry.text, said.join(", "))
}

/// The exact field of a line, where it is being written.
pub(super) fn exact_ui(ui: &mut Ui, draft: &Draft, line: Line, shown: &str, rect: Rect, actions: &mut Actions) -> bool {
    let (at, name) = match line {
        Line::Question(ix) => {
            let id = &draft.base.question(ix).id;
            (TypedAt::Value(Target::Weight { question: id.clone() }), format!("Exact weight of {id}"))
        }
        Line::Section(section) => {
            (TypedAt::Section(section), format!("Exact sum of section {}", draft.base.section(section).id))
        }
    };
    let Some(typed) = draft.view.typed.as_ref().filter(|typed| typed.at == at) else { return false };
    number::field_ui(ui, draft, &at, shown, &name, rect, actions);
    if let Some(problem) = &typed.problem {
        let font = FontId::new(size::CAPTION, theme::regular());
        let colour = tokens(ui).bands[4];
        let galley = ui.painter().layout_no_wrap(problem.clone(), font, colour);
        let place =
            Rect::from_min_size(rect.left_bottom() + vec2(rect.width() - galley.size().x - 8.0, 3.0), galley.size());
        let place = place.expand2(vec2(8.0, 4.0));
        let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, table_id().with("problem")));
        let border = Stroke::new(1.0, colour);
        painter.rect(place, theme::CONTROL_RADIUS, tokens(ui).surface, border, egui::StrokeKind::Inside);
        painter.galley(place.min + vec2(8.0, 4.0), galley, colour);
        let said = ui.interact(place, table_id().with("problem"), Sense::hover());
        said.widget_info(|| WidgetInfo::labeled(Role::Alert, true, problem));
    }
    true
}
