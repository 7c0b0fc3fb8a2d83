//! A question: closed as one line, open as a card with all that is on file for it.

use super::attachments::attachments_ui;
use super::carried::carried_ui;
use super::follow_ups::follow_ups_ui;
use super::list_says::list_says_ui;
use super::question_parts::{evidence_row_ui, footer_ui, not_applicable_ui, note_ui, text_answer_ui, why_ui};
use crate::assessment::State;
use crate::gui::action::{Action, Actions};
use crate::gui::answer::AnswerChange;
use crate::gui::command::Command;
use crate::gui::keys::option_letter;
use crate::gui::role::Role;
use crate::gui::state::{CHANGE_SHOWN_SECONDS, Case, Desk};
use crate::gui::theme::{self, CARD_RADIUS, icons, size, space, tokens};
use crate::gui::widgets::{OptionRow, Text, chip_ui, critical_ui, icon_button_ui, icon_ui, impact_ui, option_row_ui};
use crate::gui::words;
use crate::questionnaire::{AnswerKind, QuestionIx};
use crate::submission::Answer;
use egui::{
    Align, Align2, FontId, Frame, Label, Layout, Margin, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

/// The question with its answer in one or two lines; clicking opens it.
pub fn closed_row_ui(ui: &mut Ui, role: Role, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let tokens = tokens(ui);
    let question = case.questionnaire.question(ix);
    let reading = case.derived.assessment.reading(ix);
    let width = ui.available_width();
    let height = 50.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let answer = closed_answer(case, ix);
    response.widget_info(|| {
        WidgetInfo::labeled(egui::Role::Button, true, format!("{} {}: {answer}", question.id, question.ask))
    });
    if response.clicked() {
        actions.push(Action::Jump(ix));
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let (fill, line) =
        if response.hovered() { (tokens.surface, tokens.outline) } else { (tokens.surface, tokens.line) };
    ui.painter().rect(rect, CARD_RADIUS, fill, Stroke::new(1.0, line), StrokeKind::Inside);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, CARD_RADIUS, Stroke::new(2.0, tokens.accent), StrokeKind::Outside);
    }
    let left = rect.left() + 14.0;
    let strong = FontId::new(size::LABEL, theme::semibold());
    ui.painter().text(pos2(left, rect.top() + 17.0), Align2::LEFT_CENTER, &question.id, strong.clone(), tokens.quiet);
    if question.critical {
        ui.painter().circle_filled(pos2(left + 4.0, rect.top() + 34.0), 3.0, tokens.text);
    }
    let words_left = left + 36.0;
    let words_right = rect.right() - 118.0;
    let line = |text: &str, colour, y: f32, family| {
        // "To confirm" stands beside the answer.
        let words_right = if reading.unconfirmed && y > rect.center().y { words_right - 72.0 } else { words_right };
        let mut job = egui::text::LayoutJob::single_section(
            text.replace('\n', " "),
            egui::TextFormat::simple(FontId::new(size::LABEL + 0.5, family), colour),
        );
        job.wrap = egui::text::TextWrapping::truncate_at_width((words_right - words_left).max(60.0));
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(words_left, y - galley.size().y / 2.0), galley, colour);
    };
    line(&question.ask, tokens.text, rect.top() + 16.0, theme::regular());
    let open = reading.state == State::Open;
    line(&answer, if open { tokens.quiet } else { tokens.accent }, rect.top() + 34.0, theme::regular());
    closed_aside(ui, role, case, ix, rect);
    response.on_hover_cursor(egui::CursorIcon::PointingHand);
}

fn closed_aside(ui: &Ui, role: Role, case: &Case, ix: QuestionIx, rect: egui::Rect) {
    let tokens = tokens(ui);
    let question = case.questionnaire.question(ix);
    let reading = case.derived.assessment.reading(ix);
    let right = rect.right() - 14.0;
    let caption = FontId::new(size::CAPTION, theme::regular());
    let upper = rect.top() + 16.0;
    let lower = rect.top() + 34.0;
    let shows_weights = role.shows_weights();
    if shows_weights && case.questionnaire.is_scored(ix) && reading.state == State::Stated {
        crate::gui::widgets::paint_pips_at(ui, pos2(right - 44.0, upper), reading.factor.pips());
    }
    let record = case.submission.record(&question.id);
    let mut aside = Vec::new();
    if shows_weights
        && reading.factor != reading.factor_stated
        && let Some(rule) = reading.changed_by.and_then(|place| case.questionnaire.rules.get(usize::from(place)))
    {
        aside.push(rule.code.clone());
    }
    if let Some(record) = record {
        if !record.note.trim().is_empty() {
            aside.push("note".to_owned());
        }
        if reading.state == State::Stated && case.questionnaire.is_scored(ix) {
            aside.push(record.grade.unwrap_or_default().code().to_owned());
        }
    }
    let exposure = case.derived.exposure.get(usize::from(ix.0)).copied().flatten();
    match (case.derived.points_of(ix), exposure) {
        (Some(points), _) if shows_weights => aside.push(format!("+{}", words::one(points))),
        (None, Some(points)) if shows_weights => aside.push(format!("{points} pt")),
        _ => {}
    }
    let painter = ui.painter();
    let beside = painter.text(pos2(right, lower), Align2::RIGHT_CENTER, aside.join("   "), caption, tokens.quiet);
    if reading.unconfirmed {
        let gap = if aside.is_empty() { 0.0 } else { 12.0 };
        let strong = FontId::new(size::CAPTION, theme::semibold());
        painter.text(pos2(beside.left() - gap, lower), Align2::RIGHT_CENTER, "To confirm", strong, tokens.bands[2]);
    }
    if record.is_some_and(|record| record.flagged) {
        let font = FontId::new(14.0, theme::icon_family());
        ui.painter().text(pos2(right - 60.0, upper), Align2::CENTER_CENTER, icons::FLAG, font, tokens.bands[2]);
    }
    if reading.state == State::Open {
        let font = FontId::new(15.0, theme::icon_family());
        ui.painter().text(pos2(right - 6.0, upper), Align2::CENTER_CENTER, icons::UNANSWERED, font, tokens.quiet);
    }
}

fn closed_answer(case: &Case, ix: QuestionIx) -> String {
    let answer = case.derived.answer_words(ix);
    if answer.is_empty() { "Not answered".to_owned() } else { answer.to_owned() }
}

/// The open card. `show_from` is the top of what has to be seen with it.
pub fn question_card_ui(
    ui: &mut Ui,
    desk: &Desk,
    case: &Case,
    ix: QuestionIx,
    show_from: Option<f32>,
    actions: &mut Actions,
) {
    let tokens = tokens(ui);
    let question = case.questionnaire.question(ix);
    let region = UiBuilder::new()
        .id_salt(("card", ix.0))
        .accessibility_role(egui::Role::Group)
        .accessibility_label(format!("Question {}", question.id));
    let response = ui
        .scope_builder(region, |ui| {
            Frame::new()
                .fill(tokens.surface)
                .stroke(Stroke::new(2.0, tokens.accent))
                .corner_radius(CARD_RADIUS)
                .inner_margin(Margin::symmetric(14, 12))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 8.0;
                    head_ui(ui, desk, case, ix, actions);
                    ui.add(Label::new(Text::question(&question.ask)).wrap());
                    carried_ui(ui, case, ix, actions);
                    answers_ui(ui, desk.role(), case, ix, actions);
                    list_says_ui(ui, case, ix, actions);
                    not_applicable_ui(ui, case, ix, actions);
                    follow_ups_ui(ui, case, ix, actions);
                    if question.kind != AnswerKind::Text && case.questionnaire.is_scored(ix) {
                        evidence_row_ui(ui, case, ix, actions);
                    }
                    attachments_ui(ui, case, ix, actions);
                    note_ui(ui, case, ix, actions);
                    why_ui(ui, case, ix, actions);
                    footer_ui(ui, desk.role(), case, ix, actions);
                });
        })
        .response;
    if case.view.scroll_to_current {
        let mut rect = response.rect.expand2(vec2(0.0, 24.0));
        if let Some(from) = show_from {
            rect.min.y = from;
        }
        let room = ui.clip_rect().height();
        let align = if show_from.is_some() || rect.height() > room { Some(Align::TOP) } else { None };
        ui.scroll_to_rect(rect, align);
        actions.push(Action::Scrolled);
    }
}

fn head_ui(ui: &mut Ui, desk: &Desk, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let question = case.questionnaire.question(ix);
    ui.horizontal(|ui| {
        chip_ui(ui, &question.id, None);
        if question.critical {
            critical_ui(ui);
        }
        let mut facts = Vec::new();
        if case.questionnaire.is_scored(ix) {
            if desk.role().shows_weights() {
                facts.push(format!("weight {}", question.weight));
            } else {
                ui.add_space(space::SMALL);
                let impact = Text::caption(ui, "Impact");
                ui.label(impact);
                impact_ui(ui, &format!("Impact of {}", question.id), words::weight_step(&case.questionnaire, ix));
            }
        }
        if question.kind == AnswerKind::Multi {
            facts.push("several may be ticked".to_owned());
        }
        if case.derived.assessment.reading(ix).computed {
            facts.push("computed from the device list".to_owned());
        }
        let facts = Text::caption(ui, facts.join(" · "));
        ui.label(facts);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let flagged = case.submission.record(&question.id).is_some_and(|record| record.flagged);
            let name = if flagged { "Remove the flag" } else { "Flag to check" };
            let hint = format!("{name} ({})", Command::Flag.keys());
            if icon_button_ui(ui, icons::FLAG, &hint).clicked() {
                actions.push(Action::Answer(ix, AnswerChange::Flag));
            }
            if flagged {
                let colour = tokens(ui).bands[2];
                ui.label(Text::strong("To check").size(size::CAPTION).color(colour));
                icon_ui(ui, icons::FLAG, 14.0, colour);
            }
            change_ui(ui, desk, case, ix);
        });
    });
}

/// How the score moved, beside the answer for a moment.
fn change_ui(ui: &mut Ui, desk: &Desk, case: &Case, ix: QuestionIx) {
    let Some(change) = case.view.change.filter(|change| change.question == ix) else { return };
    let left = CHANGE_SHOWN_SECONDS - (desk.now - change.at);
    if left <= 0.0 {
        return;
    }
    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left + 0.05));
    let worse = change.delta > crate::questionnaire::Ratio::from_integer(0);
    let colour = if worse { tokens(ui).bands[3] } else { tokens(ui).bands[0] };
    let text = match desk.role().shows_weights() {
        true => format!("{} points", words::signed(change.delta)),
        false if worse => "Score worse".to_owned(),
        false => "Score better".to_owned(),
    };
    ui.label(Text::strong(text).color(colour)).on_hover_text("Change of the control score with this answer");
}

fn answers_ui(ui: &mut Ui, role: Role, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let question = case.questionnaire.question(ix);
    if question.kind == AnswerKind::Text {
        text_answer_ui(ui, case, ix, actions);
    }
    // Steps of risk and points are a carrier's; the options run from best to worst all the same.
    let scored = role.shows_weights() && case.questionnaire.is_scored(ix);
    let answer = case.submission.answer(&question.id);
    let reading = case.derived.assessment.reading(ix);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (place, option) in question.options.iter().enumerate() {
            let selected = if reading.computed {
                reading.options.holds(place)
            } else {
                matches!(answer, Some(Answer::Options(keys)) if keys.contains(&option.key))
            };
            let letter = option_letter(place);
            let row = OptionRow {
                key: &letter,
                text: &option.text,
                pips: scored.then(|| option.factor.pips()),
                points: question.points.filter(|_| role.shows_weights()).map(|_| option.points),
                selected,
                cursor: case.view.option_cursor == Some(place) && !selected,
                many: question.kind == AnswerKind::Multi,
                quiet: false,
            };
            if option_row_ui(ui, &row).clicked() {
                actions.push(Action::Answer(ix, AnswerChange::Option(place)));
            }
        }
        ui.add_space(2.0);
        let unknown = matches!(answer, Some(Answer::Unknown));
        let row = |key, text, selected| OptionRow {
            key,
            text,
            pips: None,
            points: None,
            selected,
            cursor: false,
            many: false,
            quiet: true,
        };
        if option_row_ui(ui, &row("u", "Unknown: asked, and nobody knows", unknown)).clicked() {
            actions.push(Action::Answer(ix, if unknown { AnswerChange::Clear } else { AnswerChange::Unknown }));
        }
        if question.not_applicable.is_some() {
            let chosen = matches!(answer, Some(Answer::NotApplicable(_)));
            if option_row_ui(ui, &row("n", "Not applicable: with reason, control and decider", chosen)).clicked() {
                if chosen {
                    actions.push(Action::Answer(ix, AnswerChange::Clear));
                } else {
                    actions.push(Command::NotApplicable.into());
                }
            }
        }
    });
    ui.add_space(space::SMALL);
}
