//! Recent files, a new submission, a sample to try.

use crate::files::SAMPLES;
use crate::gui::action::{Action, Actions};
use crate::gui::apply::file_name;
use crate::gui::carrier::BookAction;
use crate::gui::command::Command;
use crate::gui::state::Desk;
use crate::gui::store;
use crate::gui::theme::{icons, space};
use crate::gui::widgets::{Text, card_ui, heading_ui, icon_button_ui, primary_button_ui, row_button_ui};
use egui::{Align, Button, Layout, Ui, vec2};

pub fn home_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    heading_ui(ui, "Securable", "Underwriting of cyber risks that lean on connected devices");
    ui.horizontal_wrapped(|ui| {
        if primary_button_ui(ui, Command::New.label()).on_hover_text(Command::New.keys()).clicked() {
            actions.push(Command::New.into());
        }
        let open = Button::new(Text::body(Command::Open.label())).min_size(vec2(0.0, 32.0));
        if ui.add(open).on_hover_text(Command::Open.keys()).clicked() {
            actions.push(Command::Open.into());
        }
        if let Some(case) = &desk.case {
            let back = Button::new(Text::body(format!("Back to {}", case.name()))).min_size(vec2(0.0, 32.0));
            if ui.add(back).clicked() {
                actions.push(Command::Interview.into());
            }
        }
    });
    ui.add_space(space::BETWEEN);
    card_ui(ui, "For carriers", |ui| {
        let quiet = Text::quiet(ui, "Try a change of weights on everything you hold before it becomes a plan");
        ui.add(egui::Label::new(quiet).wrap());
        ui.spacing_mut().item_spacing.y = 0.0;
        for (command, icon, words) in
            [(Command::Book, icons::BOOK, "Open a book"), (Command::Weights, icons::SLIDERS, "Edit weights")]
        {
            if row_button_ui(ui, "", icon, words, &command.keys(), false).clicked() {
                actions.push(command.into());
            }
        }
        if row_button_ui(ui, "", icons::BOOK, "Try the sample book", "1,000 synthetic submissions", false).clicked() {
            actions.push(BookAction::OpenSample.into());
        }
    });
    drafts_ui(ui, desk, actions);
    card_ui(ui, "Recent", |ui| {
        if desk.prefs.recent().is_empty() {
            let quiet = Text::quiet(
                ui,
                "Cases you open or save will be listed here; begin with a new submission or the sample",
            );
            ui.add(egui::Label::new(quiet).wrap());
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        for recent in desk.prefs.recent() {
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if icon_button_ui(ui, icons::CLOSE, &format!("Forget {}", file_name(recent))).clicked() {
                        actions.push(Action::ForgetRecent(recent.clone()));
                    }
                    let folder = recent.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
                    let name = file_name(recent);
                    if row_button_ui(ui, "", icons::CASE, &name, &folder, false).clicked() {
                        actions.push(Action::OpenPath(recent.clone()));
                    }
                });
            });
        }
    });
    card_ui(ui, "Samples to try", |ui| {
        let quiet = Text::quiet(ui, "Synthetic cases, opened as unsaved copies; change what you like");
        ui.label(quiet);
        ui.spacing_mut().item_spacing.y = 0.0;
        for sample in SAMPLES {
            if row_button_ui(ui, "", icons::BOOK, sample.title, "sample", false).clicked() {
                actions.push(Action::OpenSample(sample));
            }
        }
    });
}

fn drafts_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    if desk.drafts.is_empty() {
        return;
    }
    card_ui(ui, "Unsaved work of an earlier run", |ui| {
        for draft in &desk.drafts {
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if icon_button_ui(ui, icons::DELETE, &format!("Delete unsaved work {}", file_name(draft))).clicked()
                    {
                        actions.push(Action::DropDraft(draft.clone()));
                    }
                    if row_button_ui(ui, "", icons::CLOCK, &store::draft_words(draft), "continue", false).clicked() {
                        actions.push(Action::OpenDraft(draft.clone()));
                    }
                });
            });
        }
    });
}
