//! Schedule lines that changed, and what a person says to those that the plan alone has changed.

use super::super::case::{DATE_MEND, read_date};
use crate::assessment::renewal::{LineWalk, Renewal};
use crate::gui::action::{Action, Actions};
use crate::gui::state::{Case, Field};
use crate::gui::theme::tokens;
use crate::gui::widgets::{FieldStyle, Text, card_ui, choice_ui, field_label_ui, text_field_ui};
use crate::memo::wording::percent_text;
use crate::memo::wording::renewal::{PLAN_CHANGE, TOTAL_BY_PLAN, parts, signed, standing};
use crate::questionnaire::WideRatio;
use crate::submission::{Edit, PlanDebit, PlanDebitUse};
use egui::{Label, Ui};

pub(super) fn lines_ui(ui: &mut Ui, case: &Case, renewal: &Renewal, actions: &mut Actions) {
    card_ui(ui, "Schedule lines that changed", |ui| changed_ui(ui, case, renewal, actions));
}

fn changed_ui(ui: &mut Ui, case: &Case, renewal: &Renewal, actions: &mut Actions) {
    let changed: Vec<(usize, &LineWalk)> =
        renewal.schedule.iter().enumerate().filter(|(_, line)| line.percent.change() != WideRatio::default()).collect();
    if changed.is_empty() {
        let none = Text::quiet(ui, "None");
        ui.label(none);
    }
    for (place, line) in changed {
        ui.push_id(("plan debit", place), |ui| line_ui(ui, case, place, line, actions));
    }
    if renewal.total_by_plan_alone {
        ui.add(Label::new(Text::strong(TOTAL_BY_PLAN).color(tokens(ui).bands[3])).wrap());
    }
}

fn line_ui(ui: &mut Ui, case: &Case, place: usize, line: &LineWalk, actions: &mut Actions) {
    let shares: Vec<String> = parts(&line.percent)
        .into_iter()
        .filter(|(_, points)| *points != WideRatio::default())
        .map(|(name, points)| format!("{} {}", name.to_lowercase(), signed(points, 0)))
        .collect();
    let text = format!(
        "{} {}: {} to {} ({})",
        line.section,
        line.title,
        percent_text(line.was()),
        percent_text(line.is()),
        shares.join(", ")
    );
    ui.add(Label::new(Text::label(text)).wrap());
    if !line.by_plan_alone {
        return;
    }
    let said = standing(line, &case.submission.plan_debits).unwrap_or_default();
    let colour = if said == PLAN_CHANGE { tokens(ui).bands[3] } else { tokens(ui).text };
    ui.add(Label::new(Text::strong(said).color(colour)).wrap());
    decision_ui(ui, case, place, line, actions);
}

/// What a person says to the change: usage, name, date and reason.
fn decision_ui(ui: &mut Ui, case: &Case, place: usize, line: &LineWalk, actions: &mut Actions) {
    let (section, was, is) = (line.section.as_str(), line.was(), line.is());
    let kept = case.submission.plan_debits.get(section).filter(|debit| (debit.was, debit.is) == (was, is));
    let debit = kept.cloned().unwrap_or_else(|| PlanDebit { was, is, ..PlanDebit::default() });
    let put = |debit: PlanDebit, actions: &mut Actions| {
        let mut all = case.submission.plan_debits.clone();
        all.insert(section.to_owned(), debit);
        let label = Some(format!("Decide on the plan change of section {section}"));
        actions.push(Action::Edit { edit: Box::new(Edit::PlanDebits(all)), label });
    };
    let words: Vec<&str> = PlanDebitUse::ALL.iter().map(|usage| usage.words()).collect();
    let selected = PlanDebitUse::ALL.iter().position(|usage| *usage == debit.usage);
    let chosen = choice_ui(ui, &format!("Schedule line {section}"), &words, selected);
    if let Some(usage) = chosen.and_then(|place| PlanDebitUse::ALL.get(place)) {
        actions.push(Action::BreakMerge);
        put(PlanDebit { usage: *usage, ..debit.clone() }, actions);
    }
    ui.columns_const(|[left, right]| {
        field_label_ui(left, "Decided by");
        let (typed, response) =
            text_field_ui(left, &format!("Who decides on line {section}"), &debit.by, FieldStyle::default());
        break_merge(&response, actions);
        if let Some(by) = typed {
            put(PlanDebit { by, ..debit.clone() }, actions);
        }
        date_ui(right, case, place, section, &debit, actions, &put);
    });
    field_label_ui(ui, "Reason");
    let style = FieldStyle { rows: 2, ..FieldStyle::default() };
    let (typed, response) = text_field_ui(ui, &format!("Reason for line {section}"), &debit.reason, style);
    break_merge(&response, actions);
    if let Some(reason) = typed {
        put(PlanDebit { reason, ..debit }, actions);
    }
}

fn break_merge(response: &egui::Response, actions: &mut Actions) {
    if response.gained_focus() || response.lost_focus() {
        actions.push(Action::BreakMerge);
    }
}

fn date_ui(
    ui: &mut Ui,
    case: &Case,
    place: usize,
    section: &str,
    debit: &PlanDebit,
    actions: &mut Actions,
    put: &impl Fn(PlanDebit, &mut Actions),
) {
    let field = Field::PlanDebitDate(u16::try_from(place).unwrap_or(u16::MAX));
    field_label_ui(ui, "Date");
    let shown = case.view.drafts.get(&field).cloned();
    let shown = shown.unwrap_or_else(|| debit.on.map(|date| date.to_string()).unwrap_or_default());
    let wrong = !shown.trim().is_empty() && read_date(&shown).is_none();
    let style = FieldStyle { hint: "2027-01-01", wrong, ..FieldStyle::default() };
    let (typed, _) = text_field_ui(ui, &format!("Date of the decision on line {section}"), &shown, style);
    if let Some(typed) = typed {
        let on = read_date(&typed);
        if on.is_some() || typed.trim().is_empty() {
            put(PlanDebit { on, ..debit.clone() }, actions);
        }
        actions.push(Action::Draft(field, Some(typed)));
    }
    if wrong {
        let colour = tokens(ui).bands[4];
        ui.label(Text::label(DATE_MEND).size(12.0).color(colour));
    }
}
