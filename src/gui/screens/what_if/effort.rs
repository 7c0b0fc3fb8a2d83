//! What an improvement takes at this applicant, where the questionnaire's estimate does not fit.

use super::super::case::{TypedField, typed_ui};
use crate::assessment::{EstimateBy, Improvement, estimate_key, estimate_of, own_estimate};
use crate::gui::action::{Action, Actions};
use crate::gui::state::{Case, Field};
use crate::gui::theme::space;
use crate::gui::widgets::{FieldStyle, Text, choice_ui, field_label_ui, link_ui, text_field_ui};
use crate::memo::wording::EFFORT_IS_JUDGEMENT;
use crate::questionnaire::Effort;
use crate::submission::{Edit, OwnEffort};
use egui::{Label, Ui};

/// Class, weeks, start and reason of one improvement; what is set becomes the case's own estimate.
pub(in crate::gui::screens) fn effort_editor_ui(
    ui: &mut Ui,
    case: &Case,
    improvement: Improvement,
    actions: &mut Actions,
) {
    let (questionnaire, submission) = (&case.questionnaire, &case.submission);
    let question = questionnaire.question(improvement.question);
    let Some(key) = estimate_key(question, improvement.to) else { return };
    let about = format!("{} {key}", question.id);
    let estimate = estimate_of(questionnaire, submission, &improvement);
    let kept = own_estimate(submission, question, improvement.to);
    let class = questionnaire.cost_classes.get(usize::from(estimate.effort.cost.0));
    let own = OwnEffort {
        cost: class.map_or_else(String::new, |class| class.name.clone()),
        weeks: estimate.effort.weeks,
        before_inception: estimate.effort.before_inception,
        note: kept.map_or_else(String::new, |own| own.note.clone()),
    };
    let with = |own: Option<OwnEffort>| estimated(case, &question.id, key, own);
    let put = |own: Option<OwnEffort>, actions: &mut Actions| {
        let label = Some(format!("Estimate the effort of {about}"));
        actions.push(Action::Edit { edit: Box::new(with(own)), label });
    };

    let names: Vec<&str> = questionnaire.cost_classes.iter().map(|class| class.name.as_str()).collect();
    if names.is_empty() {
        let none = Text::quiet(ui, format!("{} has no cost classes to estimate in", questionnaire.name()));
        ui.add(Label::new(none).wrap());
        return;
    }
    field_label_ui(ui, "Cost class");
    let selected = class.map(|_| usize::from(estimate.effort.cost.0));
    let chosen = choice_ui(ui, &format!("Cost class of {about}"), &names, selected);
    if let Some(name) = chosen.and_then(|place| names.get(place)) {
        actions.push(Action::BreakMerge);
        put(Some(OwnEffort { cost: (*name).to_owned(), ..own.clone() }), actions);
    }
    if let Some(class) = class {
        let means = Text::caption(ui, &class.means);
        ui.add(Label::new(means).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::BETWEEN;
        ui.vertical(|ui| {
            ui.set_max_width(120.0);
            let field = TypedField {
                field: Field::OwnWeeks(improvement),
                name: "Weeks to proof",
                value: Some(own.weeks),
                hint: "0 to 260",
                mend: "Write whole weeks, 0 to 260",
                show: u16::to_string,
                read: read_weeks,
            };
            let weeks = |weeks: Option<u16>| with(Some(OwnEffort { weeks: weeks.unwrap_or(own.weeks), ..own.clone() }));
            typed_ui(ui, case, field, actions, weeks);
        });
        ui.vertical(|ui| {
            field_label_ui(ui, "As a rule done");
            let words = ["Before inception", "In the term"];
            let selected = Some(usize::from(!own.before_inception));
            if let Some(place) = choice_ui(ui, &format!("Start of {about}"), &words, selected) {
                actions.push(Action::BreakMerge);
                put(Some(OwnEffort { before_inception: place == 0, ..own.clone() }), actions);
            }
        });
    });
    if kept.is_some() {
        field_label_ui(ui, "Why another estimate");
        let style = FieldStyle { hint: "Who said so, and on what grounds", ..FieldStyle::default() };
        let (typed, response) = text_field_ui(ui, &format!("Reason for the estimate of {about}"), &own.note, style);
        if response.gained_focus() || response.lost_focus() {
            actions.push(Action::BreakMerge);
        }
        if let Some(note) = typed {
            put(Some(OwnEffort { note, ..own }), actions);
        }
    }
    match (estimate.by, kept) {
        (EstimateBy::Case, Some(_)) => {
            if link_ui(ui, None, "Back to the estimate of the questionnaire").clicked() {
                put(None, actions);
                actions.push(Action::Draft(Field::OwnWeeks(improvement), None));
            }
        }
        (_, Some(own)) => {
            let unused =
                Text::quiet(ui, format!("The estimate on file, {}, {} weeks, does not count", own.cost, own.weeks));
            ui.add(Label::new(unused).wrap());
        }
        (_, None) => {
            let judged = Text::caption(ui, EFFORT_IS_JUDGEMENT);
            ui.add(Label::new(judged).wrap());
        }
    }
}

fn read_weeks(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|weeks| *weeks <= Effort::MOST_WEEKS)
}

/// The own estimates with this one put, or taken away.
fn estimated(case: &Case, question: &str, key: &str, own: Option<OwnEffort>) -> Edit {
    let mut efforts = case.submission.efforts.clone();
    let of_question = efforts.entry(question.to_owned()).or_default();
    match own {
        Some(own) => drop(of_question.insert(key.to_owned(), own)),
        None => drop(of_question.remove(key)),
    }
    efforts.retain(|_, of| !of.is_empty());
    Edit::Efforts(efforts)
}
