//! The question under the cursor: its options with the real answer marked, the evidence that is tried, and what keeps
//! a tried answer from counting.

use crate::gui::action::Actions;
use crate::gui::answer::AnswerChange;
use crate::gui::keys::option_letter;
use crate::gui::state::{Case, Desk};
use crate::gui::theme::tokens;
use crate::gui::what_if::{Standing, Tried, WhatIfAction};
use crate::gui::widgets::{OptionRow, Text, evidence_ui, option_row_ui};
use crate::questionnaire::{AnswerKind, QuestionIx};
use crate::submission::{Answer, Grade};
use egui::{Frame, Label, Margin, Rect, Stroke, Ui, vec2};

/// What is tried for the question, or else what is on file.
struct Asked<'a> {
    answer: Option<&'a Answer>,
    grade: Option<Grade>,
    real: Option<&'a Answer>,
    is_tried: bool,
}

impl<'a> Asked<'a> {
    fn of(case: &'a Case, id: &str) -> Self {
        let record = case.submission.record(id);
        let real = record.and_then(|record| record.answer.as_ref());
        match case.scenario().and_then(|scenario| scenario.flips.get(id)) {
            Some(flip) => Self { answer: flip.answer.as_ref(), grade: flip.grade, real, is_tried: true },
            None => Self { answer: real, grade: record.and_then(|record| record.grade), real, is_tried: false },
        }
    }
}

/// Draws it, with the question where its line `is_cut`.
pub(super) fn options_ui(
    ui: &mut Ui,
    desk: &Desk,
    case: &Case,
    tried: &Tried,
    ix: QuestionIx,
    is_cut: bool,
    actions: &mut Actions,
) {
    let tokens = tokens(ui);
    let question = case.questionnaire.question(ix);
    let asked = Asked::of(case, &question.id);
    let margin = Margin { left: 40, right: 14, top: 6, bottom: 10 };
    let inside = Frame::new().fill(tokens.accent_ground.gamma_multiply(0.35)).inner_margin(margin);
    let block = inside.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 1.0;
        if is_cut {
            ui.add(Label::new(Text::strong(&question.ask)).wrap());
            ui.add_space(3.0);
        }
        rows_ui(ui, case, ix, &asked, desk.role().shows_weights(), actions);
        if case.questionnaire.is_scored(ix) {
            ui.add_space(4.0);
            grade_ui(ui, ix, &asked, actions);
        }
        remarks_ui(ui, case, tried, ix);
    });
    let rect = block.response.rect;
    ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, tokens.accent);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line));
}

/// Without `shows_weights`, for a broker, options carry neither risk nor points.
fn rows_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, asked: &Asked<'_>, shows_weights: bool, actions: &mut Actions) {
    let question = case.questionnaire.question(ix);
    let reading = case.derived.assessment.reading(ix);
    let holds =
        |answer: Option<&Answer>, key: &str| matches!(answer, Some(Answer::Options(keys)) if keys.contains(key));
    for (place, option) in question.options.iter().enumerate() {
        let is_real = if reading.computed { reading.options.holds(place) } else { holds(asked.real, &option.key) };
        let text = if is_real { format!("{}  (as answered)", option.text) } else { option.text.clone() };
        let selected = if asked.is_tried { holds(asked.answer, &option.key) } else { is_real };
        let row = OptionRow {
            key: &option_letter(place),
            text: &text,
            pips: (shows_weights && case.questionnaire.is_scored(ix)).then(|| option.factor.pips()),
            points: question.points.filter(|_| shows_weights).map(|_| option.points),
            selected,
            cursor: case.what_if.option == Some(place) && !selected,
            many: question.kind == AnswerKind::Multi,
            quiet: false,
        };
        if option_row_ui(ui, &row).clicked() {
            actions.push(WhatIfAction::Try(ix, AnswerChange::Option(place)).into());
        }
    }
    let unknown = OptionRow {
        key: "u",
        text: "Unknown: asked, and nobody knows",
        pips: None,
        points: None,
        selected: matches!(asked.answer, Some(Answer::Unknown)),
        cursor: false,
        many: false,
        quiet: true,
    };
    if option_row_ui(ui, &unknown).clicked() {
        actions.push(WhatIfAction::Try(ix, AnswerChange::Unknown).into());
    }
}

fn grade_ui(ui: &mut Ui, ix: QuestionIx, asked: &Asked<'_>, actions: &mut Actions) {
    let is_stated = matches!(asked.answer, Some(Answer::Options(_)));
    ui.horizontal_wrapped(|ui| {
        let caption = Text::caption(ui, "Evidence");
        ui.label(caption);
        // A tried answer without evidence is an assertion, and is shown as one.
        let grade = asked.grade.or((is_stated && asked.is_tried).then_some(Grade::Asserted));
        if let Some(grade) = evidence_ui(ui, grade, is_stated) {
            actions.push(WhatIfAction::Try(ix, AnswerChange::Grade(grade)).into());
        }
    });
}

fn remarks_ui(ui: &mut Ui, case: &Case, tried: &Tried, ix: QuestionIx) {
    let is_overruled = tried.flips.get(&ix) == Some(&Standing::Overruled);
    let computed = tried.effect.after.facts.computed(ix).filter(|_| is_overruled);
    let overruled = computed.map(|it| format!("{}; the devices have to change here, not the answer", it.why));
    let can_be_left_out = case.questionnaire.question(ix).not_applicable.is_some();
    let left_out = can_be_left_out
        .then(|| "Not applicable is set in the interview, with its reason, control and decider".to_owned());
    for remark in overruled.into_iter().chain(left_out) {
        let remark = Text::caption(ui, remark);
        ui.add(Label::new(remark).wrap());
    }
}
