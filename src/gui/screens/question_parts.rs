//! Parts of the question card below the options.

use crate::assessment::State;
use crate::gui::action::{Action, Actions};
use crate::gui::answer::AnswerChange;
use crate::gui::apply::not_applicable_on_file;
use crate::gui::command::Command;
use crate::gui::role::Role;
use crate::gui::state::{Case, Field};
use crate::gui::theme::{icons, size, space, tokens};
use crate::gui::widgets::{
    FieldStyle, Text, arithmetic_ui, evidence_ui, hairline_ui, icon_ui, impact_ui, link_ui, number_ui, text_field_ui,
};
use crate::gui::words;
use crate::questionnaire::QuestionIx;
use crate::submission::Answer;
use egui::{Align, Id, Label, Layout, Response, Ui};

/// Gives the keyboard to a field that was asked for, and starts an undo entry when a field is left.
pub fn focus(case: &Case, field: Field, response: &Response, actions: &mut Actions) {
    if case.view.focus == Some(field) {
        response.request_focus();
        actions.push(Action::FocusTaken);
    }
    if response.gained_focus() || response.lost_focus() {
        actions.push(Action::BreakMerge);
    }
}

/// An answer in words.
pub fn text_answer_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let question = case.questionnaire.question(ix);
    let text = match case.submission.answer(&question.id) {
        Some(Answer::Text(text)) => text.as_str(),
        _ => "",
    };
    let style = FieldStyle { hint: "Answer in words", rows: 2, ..FieldStyle::default() };
    let (typed, response) = text_field_ui(ui, &format!("Answer to {}", question.id), text, style);
    if let Some(typed) = typed {
        actions.push(Action::Answer(ix, AnswerChange::Text(typed)));
    }
    if response.gained_focus() || response.lost_focus() {
        actions.push(Action::BreakMerge);
    }
}

/// Reason, compensating control and decider, where not applicable was chosen.
pub fn not_applicable_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let question = case.questionnaire.question(ix);
    let Some((na, valid)) = not_applicable_on_file(case, ix) else { return };
    ruled_ui(ui, |ui| {
        if let Some(rule) = &question.not_applicable {
            let statement = Text::quiet(ui, format!("By choosing this the decider states: {}", rule.statement));
            ui.add(Label::new(statement).wrap());
        }
        let fields = [
            (Field::Reason, "Reason", "Why the question does not apply", &na.reason),
            (Field::Control, "Compensating control", "What protects instead", &na.control),
            (Field::Decider, "Decided by", "Name and role", &na.decider),
        ];
        for (field, name, hint, value) in fields {
            let style = FieldStyle { hint, ..FieldStyle::default() };
            let caption = Text::caption(ui, name);
            ui.label(caption);
            ui.add_space(-6.0);
            let (typed, response) = text_field_ui(ui, name, value, style);
            focus(case, field, &response, actions);
            if let Some(typed) = typed {
                let mut changed = na.clone();
                match field {
                    Field::Reason => changed.reason = typed,
                    Field::Control => changed.control = typed,
                    _ => changed.decider = typed,
                }
                actions.push(Action::Answer(ix, AnswerChange::NotApplicable(changed)));
            }
        }
        ui.horizontal(|ui| {
            let (icon, words, colour) = if valid {
                (icons::DONE, "Counts: the question is left out of the score".to_owned(), tokens(ui).text)
            } else {
                (icons::INFO, words::not_applicable_fault(&case.questionnaire, &case.submission, ix), tokens(ui).text)
            };
            icon_ui(ui, icon, 15.0, colour);
            ui.add(Label::new(Text::label(words)).wrap());
        });
    });
}

/// Contents beside a vertical rule.
pub fn ruled_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let left = ui.cursor().left();
    let response = egui::Frame::new()
        .inner_margin(egui::Margin { left: 18, right: 0, top: 2, bottom: 4 })
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui);
        })
        .response;
    let rect = response.rect;
    ui.painter().vline(left + 8.0, rect.y_range(), egui::Stroke::new(2.0, tokens(ui).line));
}

/// What stands behind the answer, and who said it.
pub fn evidence_row_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let question = case.questionnaire.question(ix);
    let reading = case.derived.assessment.reading(ix);
    let record = case.submission.record(&question.id);
    let stated = reading.state == State::Stated && !reading.computed;
    ui.horizontal_wrapped(|ui| {
        let grade = record.and_then(|record| record.grade);
        if let Some(grade) = evidence_ui(ui, grade, stated) {
            actions.push(Action::Answer(ix, AnswerChange::Grade(grade)));
        }
        let said_by = record.map_or("", |record| record.said_by.as_str());
        let date = if record.is_some_and(|record| record.said_on.is_some()) { 76.0 } else { 0.0 };
        let mut width = ui.available_size_before_wrap().x - date - 24.0;
        if width < 150.0 {
            ui.end_row();
            width = (ui.available_size_before_wrap().x - date - 24.0).clamp(132.0, 320.0);
        }
        let style = FieldStyle { hint: "Said by", width: Some(width), ..FieldStyle::default() };
        let (typed, response) = text_field_ui(ui, "Said by", said_by, style);
        focus(case, Field::SaidBy, &response, actions);
        if let Some(typed) = typed {
            actions.push(Action::Answer(ix, AnswerChange::SaidBy(typed)));
        }
        if let Some(on) = record.and_then(|record| record.said_on) {
            let on = Text::caption(ui, on.to_string());
            ui.label(on);
        }
    });
    if !question.evidence.trim().is_empty() {
        let ask = Text::caption(ui, format!("Would prove it: {}", question.evidence));
        ui.add(Label::new(ask).wrap());
    }
}

pub fn note_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let question = case.questionnaire.question(ix);
    let note = case.submission.record(&question.id).map_or("", |record| record.note.as_str());
    let rows = note.lines().count().clamp(1, 8);
    let hint = format!("Note ({})", Command::Note.keys());
    let style =
        FieldStyle { hint: &hint, rows: rows.max(2) - usize::from(note.is_empty()), id: None, ..FieldStyle::default() };
    let style = FieldStyle { rows: style.rows.max(2), id: Some(Id::unique(("note", ix.0))), ..style };
    let (typed, response) = text_field_ui(ui, &format!("Note on {}", question.id), note, style);
    focus(case, Field::Note, &response, actions);
    if let Some(typed) = typed {
        actions.push(Action::Answer(ix, AnswerChange::Note(typed)));
    }
}

/// Grounds, clauses and sources, folded.
pub fn why_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let questionnaire = &case.questionnaire;
    let question = questionnaire.question(ix);
    let open = case.view.why_open;
    let icon = if open { icons::DOWN } else { icons::RIGHT };
    if link_ui(ui, Some(icon), "Why it matters").on_hover_text(Command::Why.keys()).clicked() {
        actions.push(Action::ToggleWhy);
    }
    if !open {
        return;
    }
    ruled_ui(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.add(Label::new(Text::body(&question.why.text)).wrap());
        if !question.why.basis.is_empty() {
            let basis: Vec<String> =
                question.why.basis.iter().map(|it| format!("{} {}", it.code(), it.words())).collect();
            let mut line = format!("Grounds for the weight: {}", basis.join("; "));
            if !question.why.basis_note.trim().is_empty() {
                line.push_str(&format!(" ({})", question.why.basis_note));
            }
            let line = Text::caption(ui, line);
            ui.add(Label::new(line).wrap());
        }
        let clauses = crate::memo::wording::clauses_text(questionnaire, question);
        if !clauses.is_empty() {
            let line = Text::caption(ui, format!("Clauses: {clauses}"));
            ui.add(Label::new(line).wrap());
        }
        let sources = crate::memo::wording::sources_text(questionnaire, &question.why.sources);
        let as_of = question.why.as_of;
        let line = if sources.is_empty() { format!("As of {as_of}") } else { format!("As of {as_of}: {sources}") };
        let line = Text::caption(ui, line);
        ui.add(Label::new(line).wrap());
    });
}

/// What the answer does to the score, with its arithmetic; clearing it.
pub fn footer_ui(ui: &mut Ui, role: Role, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let (questionnaire, assessment) = (&case.questionnaire, &case.derived.assessment);
    let question = questionnaire.question(ix);
    hairline_ui(ui);
    ui.horizontal(|ui| {
        let reading = assessment.reading(ix);
        let points = case.derived.points_of(ix);
        let exposure = case.derived.exposure.get(usize::from(ix.0)).copied().flatten();
        if let Some(points) = points.filter(|_| !role.shows_weights()) {
            let adds = Text::caption(ui, "Adds");
            ui.label(adds);
            impact_ui(ui, &format!("What {} adds", question.id), words::points_step(assessment, points));
            let of = Text::caption(ui, format!("to {}", assessment.score_shown(questionnaire)));
            ui.label(of);
        } else if let Some(points) = points {
            let adds = Text::caption(ui, "Adds");
            ui.label(adds);
            ui.spacing_mut().item_spacing.x = space::SMALL;
            let number = number_ui(ui, &words::one(points), &format!("Points of {}", question.id), size::LABEL);
            let title = format!("{} adds {} points", question.id, words::one(points));
            arithmetic_ui(
                &number,
                questionnaire,
                &title,
                || words::driver_arithmetic(questionnaire, assessment, ix),
                &[],
                actions,
            );
            let of = Text::caption(ui, format!("of {}", assessment.score_shown(questionnaire)));
            ui.label(of);
            if reading.factor != reading.factor_stated
                && let Some(rule) = reading.changed_by.and_then(|place| questionnaire.rules.get(usize::from(place)))
            {
                let changed =
                    Text::caption(ui, format!("· counts {}/4 because of {}", reading.factor.count(), rule.code));
                ui.label(changed).on_hover_text(&rule.says);
            }
        } else if let Some(points) = exposure.filter(|_| role.shows_weights()) {
            let text = if reading.is_unanswered() {
                format!("{points} exposure points, the maximum while not answered")
            } else {
                format!("{points} exposure points of {}", assessment.exposure.index)
            };
            let text = Text::caption(ui, text);
            ui.label(text);
        } else if exposure.is_some() {
            let text = Text::caption(ui, "Part of the exposure, not of the score");
            ui.label(text);
        } else if reading.applies {
            let text = Text::caption(ui, "Adds nothing to the score");
            ui.label(text);
        } else {
            let text = if questionnaire.is_scored(ix) { "Left out of the score" } else { "Not scored" };
            let text = Text::caption(ui, text);
            ui.label(text);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if link_ui(ui, None, "Next open question").on_hover_text(Command::NextOpen.keys()).clicked() {
                actions.push(Command::NextOpen.into());
            }
            if case.submission.answer(&question.id).is_some() {
                ui.add_space(8.0);
                if link_ui(ui, None, "Clear answer").on_hover_text(Command::ClearAnswer.keys()).clicked() {
                    actions.push(Action::Answer(ix, AnswerChange::Clear));
                }
            }
        });
    });
}
