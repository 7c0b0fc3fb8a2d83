//! The files behind one answer: attached, dated, looked at, taken away.

use super::case::read_date;
use crate::assessment::State;
use crate::files::has_listed_ending;
use crate::gui::action::{Action, Actions};
use crate::gui::answer::AnswerChange;
use crate::gui::command::Command;
use crate::gui::evidence::EvidenceAction;
use crate::gui::state::{Case, Field};
use crate::gui::theme::{icons, tokens};
use crate::gui::widgets::{FieldStyle, Text, icon_button_ui, icon_ui, link_ui, text_field_ui};
use crate::gui::words;
use crate::questionnaire::QuestionIx;
use crate::submission::{Attachment, Grade};
use egui::{Align, Label, Layout, Ui};

/// Wide enough for a day.
const DATE_WIDTH: f32 = 104.0;

/// The list under the evidence of a question, with the way to more.
pub fn attachments_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    attached_rows_ui(ui, case, ix, false, actions);
    grade_hint_ui(ui, case, ix, actions);
    let id = &case.questionnaire.question(ix).id;
    let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
    if hovering {
        let accent = tokens(ui).accent;
        ui.horizontal(|ui| {
            icon_ui(ui, icons::ATTACHED, 15.0, accent);
            ui.label(Text::strong(format!("Drop to attach to {id}")).color(accent));
        });
        return;
    }
    let hint = format!("{} ({})", Command::Attach.entry().tooltip, Command::Attach.keys());
    if link_ui(ui, Some(icons::ATTACHED), "Attach a file...").on_hover_text(hint).clicked() {
        actions.push(EvidenceAction::Ask(ix).into());
    }
}

/// One line for each attached file of a question, and a second where something is to be said about it.
pub fn attached_rows_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, with_notes: bool, actions: &mut Actions) {
    for (place, attachment) in case.attachments(ix).iter().enumerate() {
        ui.push_id(("attached", ix.0, place), |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.horizontal(|ui| row_ui(ui, case, ix, place, attachment, actions));
            below_ui(ui, case, ix, place, attachment, actions);
            if with_notes {
                attached_note_ui(ui, ix, place, attachment, actions);
            }
        });
    }
}

fn row_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, place: usize, attachment: &Attachment, actions: &mut Actions) {
    let name = &attachment.file_name;
    let quiet = tokens(ui).quiet;
    icon_ui(ui, icons::ATTACHED, 15.0, quiet);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if icon_button_ui(ui, icons::DELETE, &format!("Remove {name}")).clicked() {
            actions.push(EvidenceAction::Remove(ix, place).into());
        }
        if icon_button_ui(ui, icons::SAVE_COPY, &format!("Save a copy of {name}...")).clicked() {
            actions.push(EvidenceAction::SaveCopy(ix, place).into());
        }
        if case.gone(attachment).is_none() && has_listed_ending(name) {
            let open = icon_button_ui(ui, icons::SHOW, &format!("Open a copy of {name}"));
            if open.clicked() {
                actions.push(EvidenceAction::Show(ix, place).into());
            }
        }
        date_ui(ui, case, ix, place, attachment, actions);
        let size = Text::caption(ui, words::bytes(attachment.bytes));
        ui.label(size);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let label = ui.add(Label::new(Text::label(name)).truncate());
            let added = attachment.added.map(|day| format!("Attached on {day}. ")).unwrap_or_default();
            label.on_hover_text(format!("{name}\n{added}SHA-256 {}", attachment.sha256));
        });
    });
}

/// The date of the document itself.
fn date_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, place: usize, attachment: &Attachment, actions: &mut Actions) {
    let field = date_field(ix, place);
    let draft = case.view.drafts.get(&field).cloned();
    let shown = draft.unwrap_or_else(|| attachment.dated.map(|day| day.to_string()).unwrap_or_default());
    let wrong = !shown.trim().is_empty() && read_date(&shown).is_none();
    let style = FieldStyle { hint: "Dated", width: Some(DATE_WIDTH - 16.0), wrong, ..FieldStyle::default() };
    let (typed, response) = text_field_ui(ui, &format!("Date of {}", attachment.file_name), &shown, style);
    if response.gained_focus() || response.lost_focus() {
        actions.push(Action::BreakMerge);
    }
    if let Some(typed) = typed {
        let day = read_date(&typed);
        if day.is_some() || typed.trim().is_empty() {
            actions.push(EvidenceAction::Date(ix, place, day).into());
        }
        actions.push(Action::Draft(field, Some(typed)));
    }
}

fn date_field(ix: QuestionIx, place: usize) -> Field {
    Field::AttachmentDate(ix.0, u16::try_from(place).unwrap_or(u16::MAX))
}

/// What is wrong with the file, or what its date could be.
fn below_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, place: usize, attachment: &Attachment, actions: &mut Actions) {
    if let Some(gone) = case.gone(attachment) {
        let amber = tokens(ui).bands[2];
        ui.horizontal(|ui| {
            ui.add_space(24.0);
            icon_ui(ui, icons::ERROR, 14.0, amber);
            let words = Text::label(format!("The file {}", gone.words())).color(amber);
            ui.add(Label::new(words).wrap());
        });
        return;
    }
    let Some(changed) = case.evidence.changed.get(&attachment.sha256).filter(|_| attachment.dated.is_none()) else {
        return;
    };
    ui.horizontal(|ui| {
        ui.add_space(24.0);
        let words = Text::caption(ui, format!("Of when is it? The file was last changed on {changed}"));
        ui.label(words);
        let link = link_ui(ui, None, "Use this date");
        if link.accessible_name(format!("Use {changed} for {}", attachment.file_name)).clicked() {
            actions.push(Action::Draft(date_field(ix, place), None));
            actions.push(EvidenceAction::Date(ix, place, Some(*changed)).into());
        }
    });
}

/// What the file shows, in a person's words.
fn attached_note_ui(ui: &mut Ui, ix: QuestionIx, place: usize, attachment: &Attachment, actions: &mut Actions) {
    ui.horizontal(|ui| {
        ui.add_space(24.0);
        let style = FieldStyle { hint: "What it shows", ..FieldStyle::default() };
        let (typed, response) =
            text_field_ui(ui, &format!("Note on {}", attachment.file_name), &attachment.note, style);
        if response.gained_focus() || response.lost_focus() {
            actions.push(Action::BreakMerge);
        }
        if let Some(typed) = typed {
            actions.push(EvidenceAction::Note(ix, place, typed).into());
        }
    });
}

/// A file is on file and the answer still counts as asserted: the grade is for a person to say.
fn grade_hint_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let reading = case.derived.assessment.reading(ix);
    let grade = case.submission.record(&case.questionnaire.question(ix).id).and_then(|record| record.grade);
    let is_asserted =
        reading.state == State::Stated && !reading.computed && grade.unwrap_or_default() == Grade::Asserted;
    if case.attachments(ix).is_empty() || !is_asserted || !case.questionnaire.is_scored(ix) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let words = Text::caption(ui, "The answer still counts as asserted. If the file shows it, it is");
        ui.label(words);
        for (grade, words) in [
            (Grade::Document, "a document"),
            (Grade::ScanOrLog, "a scan or log"),
            (Grade::IndependentTest, "an independent test"),
        ] {
            let link = link_ui(ui, None, words).accessible_name(format!("The file is {words}"));
            if link.on_hover_text(format!("{} {}", grade.code(), grade.words())).clicked() {
                actions.push(Action::Answer(ix, AnswerChange::Grade(grade)));
            }
        }
    });
}
