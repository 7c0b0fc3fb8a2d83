//! Version of the questionnaire, the next undo, jobs, open items, keys.

use crate::gui::action::{Action, Actions};
use crate::gui::apply::lower_first;
use crate::gui::command::Command;
use crate::gui::state::Desk;
use crate::gui::theme::icons;
use crate::gui::widgets::Text;
use crate::gui::words;
use crate::memo::wording::plan::{plan_in_brief, plan_in_force, plan_of, status_in_full};
use crate::questionnaire::Questionnaire;
use egui::{Align, Button, Label, Layout, Ui, vec2};

pub fn status_bar_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    ui.spacing_mut().button_padding = vec2(6.0, 0.0);
    ui.spacing_mut().interact_size.y = 20.0;
    ui.horizontal_centered(|ui| {
        let draft = desk.carrier.draft.as_ref().filter(|_| desk.screen.is_carrier());
        let of_case = || desk.case.as_ref().map(|case| &case.questionnaire);
        if let Some(questionnaire) = draft.map(|draft| &draft.base).or_else(of_case) {
            let name = Text::caption(ui, format!("{} · {}", questionnaire.name(), questionnaire.short_hash()));
            ui.label(name).on_hover_text(format!("{}\nSHA-256 {}", questionnaire.title, questionnaire.sha256));
            if draft.is_none() {
                let plan = Text::caption(ui, plan_in_brief(questionnaire));
                ui.label(plan).on_hover_text(plan_words(questionnaire));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            small_button_ui(ui, desk, "F1 keys", Command::Keys, actions);
            if let Some(case) = desk.case.as_ref().filter(|_| !desk.screen.is_carrier()) {
                let open = words::counted(case.derived.open.len(), "open item", "open items");
                small_button_ui(ui, desk, &open, Command::OpenItems, actions);
                let waiting = case.derived.to_confirm.len();
                if waiting > 0 {
                    small_button_ui(ui, desk, &format!("{waiting} to confirm"), Command::OpenItems, actions);
                }
            }
            for job in desk.jobs.shown() {
                if ui.small_button(Text::label("Stop")).accessible_name(format!("Stop: {}", job.title)).clicked() {
                    actions.push(Action::CancelJob(job.id));
                }
                let progress = job.handle.progress();
                let done = if progress > 0.0 { format!(" {:.0} %", progress * 100.0) } else { String::new() };
                let title = Text::caption(ui, format!("{}{done}", job.title));
                ui.label(title);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| undo_ui(ui, desk, actions));
        });
    });
}

fn plan_words(questionnaire: &Questionnaire) -> String {
    let Some(plan) = &questionnaire.plan else {
        return "Scored as the questionnaire was shipped".to_owned();
    };
    let (title, status, of, force) = (&plan.title, status_in_full(plan), plan_of(plan), plan_in_force(plan));
    format!("{title}\n{status}\n{of}\n{force}\nSHA-256 {}", plan.sha256)
}

fn undo_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let of_case = || desk.case.as_ref().and_then(|case| case.undo.undo_label());
    let of_draft = || desk.carrier.draft.as_ref().and_then(|draft| draft.undo_label());
    let Some(label) = (if desk.screen.is_carrier() { of_draft() } else { of_case() }) else { return };
    ui.add_space(12.0);
    let words = format!("Undo: {}", lower_first(label));
    let icon = Text::caption(ui, icons::UNDO).family(crate::gui::theme::icon_family());
    ui.add(Label::new(icon));
    let text = Text::caption(ui, words);
    let button = Button::new(text).frame_when_inactive(false).truncate();
    if ui.add(button).on_hover_text(Command::Undo.keys()).clicked() {
        actions.push(Command::Undo.into());
    }
}

fn small_button_ui(ui: &mut Ui, desk: &Desk, label: &str, command: Command, actions: &mut Actions) {
    let text = Text::caption(ui, label);
    let button = Button::new(text).frame_when_inactive(false);
    if ui.add_enabled(command.is_enabled(desk), button).on_hover_text(command.entry().tooltip).clicked() {
        actions.push(command.into());
    }
}
