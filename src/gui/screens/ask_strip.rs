//! One line over the interview: what to ask next in a short call, why, and how far the band is from being certain.

use crate::assessment::ask::{Asking, NextQuestion};
use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::role::Role;
use crate::gui::state::Case;
use crate::gui::theme::{icons, size, space, tokens};
use crate::gui::widgets::{Text, chip_ui, icon_ui, key_cap_ui};
use crate::memo::wording::ask::{Detail, certain_text, fires_text, settled_text, waiting_text, why_next};
use crate::questionnaire::Questionnaire;
use egui::{Align, Frame, Label, Layout, Margin, Panel, Ui};

/// Room that a question needs to be worth beginning.
const LEAST_QUESTION: f32 = 140.0;

pub fn ask_strip_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let tokens = *tokens(ui);
    let frame = Frame::new().fill(tokens.surface).inner_margin(Margin::symmetric(16, 0));
    Panel::top("ask next").exact_size(36.0).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = space::INSIDE;
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                quick_call_ui(ui, case, actions);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| line_ui(ui, role, case, actions));
            });
        });
    });
}

/// The switch of the mode.
fn quick_call_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let entry = Command::QuickCall.entry();
    let text = Text::label(entry.label);
    let switch = ui.selectable_label(case.view.quick_call, text);
    if switch.on_hover_text(format!("{} ({})", entry.tooltip, Command::QuickCall.keys())).clicked() {
        actions.push(Command::QuickCall.into());
    }
}

fn line_ui(ui: &mut Ui, role: Role, case: &Case, actions: &mut Actions) {
    let (questionnaire, asking) = (&case.questionnaire, case.asking());
    let settled = settled_text(questionnaire, asking);
    if let Some(settled) = &settled {
        icon_ui(ui, icons::DONE, 16.0, tokens(ui).accent);
        ui.label(Text::strong(settled).size(size::LABEL));
    }
    let detail = if role.shows_weights() { Detail::Full } else { Detail::Plain };
    match asking.order.first() {
        Some(next) => next_ui(ui, questionnaire, asking, next, detail, settled.is_some(), actions),
        None => rest_ui(ui, &aside(questionnaire, asking, detail)),
    }
}

/// The next question: its code, why, how far the band is, and as much of its words as there is room for.
fn next_ui(
    ui: &mut Ui,
    questionnaire: &Questionnaire,
    asking: &Asking,
    next: &NextQuestion,
    detail: Detail,
    settled: bool,
    actions: &mut Actions,
) {
    let question = questionnaire.question(next.question);
    if !settled {
        ui.label(Text::strong("Ask next").size(size::LABEL));
    }
    let name = format!("Ask next {}: {}", question.id, question.ask);
    if chip_ui(ui, &question.id, Some(&name)).clicked() {
        actions.push(Action::Jump(next.question));
    }
    key_cap_ui(ui, &Command::AskNext.keys());
    let mut parts = vec![why_next(questionnaire, next, detail)];
    parts.extend(certain_text(asking));
    parts.extend(aside(questionnaire, asking, detail));
    let said = parts.join(" · ");
    let font = egui::FontId::new(size::LABEL, crate::gui::theme::regular());
    let needs = ui.painter().layout_no_wrap(said.clone(), font, tokens(ui).text).size().x;
    let left = ui.available_width() - needs - 2.0 * space::INSIDE;
    if !settled && left >= LEAST_QUESTION {
        ui.scope(|ui| {
            ui.set_max_width(left);
            ui.add(Label::new(Text::label(&question.ask)).truncate());
        });
    }
    rest_ui(ui, &[said]);
}

/// What matters beside the band: knock-outs that fire, and those that wait. Codes of rules are not for a client.
fn aside(questionnaire: &Questionnaire, asking: &Asking, detail: Detail) -> Vec<String> {
    if detail == Detail::Plain {
        return Vec::new();
    }
    let waiting = if asking.settled { waiting_text(questionnaire, asking) } else { None };
    fires_text(questionnaire, asking).into_iter().chain(waiting).collect()
}

fn rest_ui(ui: &mut Ui, parts: &[String]) {
    let text = Text::quiet(ui, parts.join(" · ")).size(size::LABEL);
    ui.add(Label::new(text).truncate());
}
