//! Name and status of the plan, what can be done with it, and the sides of the editor.

use crate::gui::action::Actions;
use crate::gui::carrier::draft::{Draft, DraftAction, Focus, Tab};
use crate::gui::carrier::{FileAction, Signs};
use crate::gui::command::{Command, Entry};
use crate::gui::state::Desk;
use crate::gui::theme::{self, size, space, tokens};
use crate::gui::widgets::{
    FieldStyle, Text, choice_ui, menu_button_ui, menu_entry_ui, primary_button_ui, text_field_ui,
};
use crate::questionnaire::plan::Status;
use egui::{Align, Button, Color32, FontId, Id, Label, Layout, Sense, Stroke, StrokeKind, Ui, vec2};

pub(super) fn head_ui(ui: &mut Ui, desk: &Desk, draft: &Draft, actions: &mut Actions) {
    ui.horizontal(|ui| {
        ui.set_height(32.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            doings_ui(ui, desk, draft, actions);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| name_ui(ui, draft));
        });
    });
    ui.add_space(space::SMALL);
    let words = Tab::ALL.map(|tab| tab_words(draft, tab));
    let words = words.each_ref().map(String::as_str);
    let selected = Tab::ALL.iter().position(|tab| *tab == draft.view.tab);
    ui.horizontal(|ui| {
        if let Some(tab) = choice_ui(ui, "Plan", &words, selected).and_then(|place| Tab::ALL.get(place)) {
            actions.push(DraftAction::Show(*tab).into());
        }
        if draft.view.tab == Tab::Weights {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| search_ui(ui, draft, actions));
        }
    });
}

fn search_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    let (id, width) = (Some(Id::unique("search weights")), ui.available_width().clamp(60.0, 220.0) - 16.0);
    let style = FieldStyle { hint: "Search", width: Some(width), id, ..FieldStyle::default() };
    let (typed, response) = text_field_ui(ui, "Search questions", &draft.view.query, style);
    if draft.view.focus == Some(Focus::Search) {
        response.request_focus();
        actions.push(DraftAction::FocusTaken.into());
    }
    if let Some(query) = typed {
        actions.push(DraftAction::Find(query).into());
    }
}

fn tab_words(draft: &Draft, tab: Tab) -> String {
    match (tab, draft.plan.changes.len()) {
        (Tab::Changes, count) if count > 0 => format!("{} {count}", tab.words()),
        _ => tab.words().to_owned(),
    }
}

fn name_ui(ui: &mut Ui, draft: &Draft) {
    status_ui(ui, draft.plan.status);
    let mut over = format!("over {}", draft.base.name());
    if draft.is_changed() {
        over.push_str(", unsaved");
    }
    let (version, quiet) = (draft.plan.version.as_str(), tokens(ui).quiet);
    let mut name = egui::text::LayoutJob::default();
    let strong = FontId::new(size::QUESTION, theme::semibold());
    name.append(draft.name(), 0.0, egui::TextFormat::simple(strong, tokens(ui).text));
    let caption = FontId::new(size::LABEL, theme::regular());
    for words in [version, over.as_str()].into_iter().filter(|words| !words.is_empty()) {
        name.append(words, 10.0, egui::TextFormat::simple(caption.clone(), quiet));
    }
    ui.add(Label::new(name).truncate());
}

/// The status in a frame of its own.
fn status_ui(ui: &mut Ui, status: Status) {
    let tokens = tokens(ui);
    let (fill, colour): (Color32, Color32) = match status {
        Status::Draft => (tokens.surface, tokens.quiet),
        Status::InReview => (tokens.accent_ground, tokens.accent),
        Status::Approved => (tokens.surface, tokens.bands[0]),
        Status::Retired => (tokens.raised, tokens.no_decision),
    };
    let font = FontId::new(size::CAPTION, theme::semibold());
    let galley = ui.painter().layout_no_wrap(status.words().to_owned(), font, colour);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 16.0, 22.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Status, true, status.words()));
    ui.painter().rect(rect, 11.0, fill, Stroke::new(1.0, colour), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, colour);
}

fn menu_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    menu_button_ui(ui, "Plan", "Plan menu", 300.0, |ui| {
        for command in [Command::NewPlan, Command::OpenPlan, Command::SaveAs, Command::SaveExhibit] {
            let Entry { label, tooltip, .. } = *command.entry();
            if menu_entry_ui(ui, label, &command.keys(), tooltip, command.is_enabled(desk)) {
                actions.push(command.into());
            }
        }
    });
}

fn doings_ui(ui: &mut Ui, desk: &Desk, draft: &Draft, actions: &mut Actions) {
    let button_ui = |ui: &mut Ui, label: &str, hint: &str| {
        let response = ui.add(Button::new(Text::label(label)).min_size(vec2(0.0, 28.0)));
        if hint.is_empty() { response.clicked() } else { response.on_hover_text(hint).clicked() }
    };
    match draft.plan.status {
        Status::Draft => {
            let hint = "Four eyes: another person approves it after that";
            if button_ui(ui, "Submit for review", hint) {
                actions.push(FileAction::Submit.into());
            }
        }
        Status::InReview => {
            if primary_button_ui(ui, "Approve...").clicked() {
                actions.push(FileAction::AskSignature(Signs::Approval).into());
            }
            if button_ui(ui, "Back to draft", "To change something more") {
                actions.push(FileAction::BackToDraft.into());
            }
        }
        Status::Approved | Status::Retired => {
            if primary_button_ui(ui, "Start a new version").clicked() {
                actions.push(FileAction::NewVersion.into());
            }
            if draft.plan.status == Status::Approved && button_ui(ui, "Retire...", "") {
                actions.push(FileAction::AskSignature(Signs::Retirement).into());
            }
        }
    }
    if draft.is_changed() && button_ui(ui, "Save", &Command::Save.keys()) {
        actions.push(FileAction::Save.into());
    }
    menu_ui(ui, desk, actions);
}
