//! Carrying out what the screen asks for. Only [`WhatIfAction::Apply`] touches the answers of the case; everything
//! else is either a view or an edit of the scenarios, which are part of the submission and undone like the rest.

use super::plan::added_to_terms;
use super::{Focus, Naming, Tab, WayChange, lines};
use crate::assessment::Improvement;
use crate::assessment::what_if::{applying, from_improvements, scenario_applied, top_levers};
use crate::gui::answer::{AnswerChange, edit_from_change};
use crate::gui::apply::edit_case;
use crate::gui::carrier::draft::Line;
use crate::gui::state::{Case, Desk, Screen};
use crate::gui::words;
use crate::questionnaire::{QuestionIx, SectionIx};
use crate::submission::{Edit, Flip, Scenario};
use chrono::NaiveDate;
use egui::Context;

/// One wish of the screen.
#[derive(Clone, Debug)]
pub enum WhatIfAction {
    Show(Tab),
    /// Look at a scenario and its answers.
    Choose(usize),
    /// An empty scenario.
    New,
    /// One that begins with the largest levers.
    FromLevers,
    Duplicate,
    Delete,
    /// Write name and note.
    Name,
    TypedName(String),
    TypedNote(String),
    /// Keep what was written, or leave it.
    Named(bool),
    /// Try another answer, or other evidence for it.
    Try(QuestionIx, AnswerChange),
    /// Back to the real answer.
    Reset(QuestionIx),
    ResetAll,
    Cursor(Line),
    /// Lines down; below 0 up.
    Move(i64),
    /// Along the options of the question under the cursor.
    Option(i64),
    Find(String),
    OnlyTried,
    Fold(SectionIx),
    /// All sections, shut or open.
    FoldAll(bool),
    AskApply(bool),
    /// Make the tried answers those of the case.
    Apply,
    CopyTable,
    CopyPlan,
    /// Make conditions of the quote of the action plan.
    AddPlan,
    /// Open or shut the estimate of a step.
    Estimate(Option<Improvement>),
    /// What the way to a better band is asked for.
    Way(WayChange),
    FocusTable,
    FocusFilter,
    FocusTaken,
    Scrolled,
}

/// Carries one out.
pub fn apply(context: &Context, desk: &mut Desk, action: WhatIfAction) {
    // From the palette the screen may be another one.
    if matches!(action, WhatIfAction::Show(_) | WhatIfAction::Choose(_) | WhatIfAction::New | WhatIfAction::FromLevers)
    {
        desk.screen = Screen::WhatIf;
    }
    let (now, today, shows_weights) = (desk.now, desk.today, desk.role().shows_weights());
    let Some(case) = &mut desk.case else { return };
    let said = match action {
        WhatIfAction::CopyTable => case.what_if.comparison.as_ref().map(|comparison| {
            context.copy_text(comparison.as_tsv(shows_weights));
            "Copied the comparison; paste it into a spreadsheet".to_owned()
        }),
        WhatIfAction::CopyPlan => case.what_if.plan.as_ref().map(|plan| {
            context.copy_text(case.wording().action_plan_tsv(plan, shows_weights));
            "Copied the action plan; paste it into a spreadsheet".to_owned()
        }),
        action => one(context, case, now, today, action),
    };
    if let Some(said) = said {
        desk.toast(said);
    }
}

/// What is to be said about it, if anything.
fn one(context: &Context, case: &mut Case, now: f64, today: NaiveDate, action: WhatIfAction) -> Option<String> {
    let edit = |case: &mut Case, edit: Edit, label: String| {
        case.undo.break_merge();
        edit_case(context, case, now, edit, Some(label));
        case.undo.break_merge();
    };
    if !matches!(action, WhatIfAction::FocusTaken | WhatIfAction::Scrolled | WhatIfAction::Apply) {
        case.what_if.asks_apply = false;
    }
    match action {
        WhatIfAction::New => {
            let scenario = Scenario { name: free_name(case, "Scenario"), ..Scenario::default() };
            let label = format!("New scenario {}", scenario.name);
            let scenarios = with(case, |all| all.push(scenario));
            edit(case, scenarios, label);
            show_last(case);
            begin_naming(case, true);
        }
        WhatIfAction::FromLevers => {
            let levers = top_levers(&case.derived.assessment);
            let name = free_name(case, "Top levers");
            let scenario = from_improvements(&case.questionnaire, &case.submission, &levers, &name);
            let label = format!("New scenario {}", scenario.name);
            let scenarios = with(case, |all| all.push(scenario));
            edit(case, scenarios, label);
            show_last(case);
            if let Some(first) = levers.iter().map(|lever| lever.question).min() {
                case.what_if.cursor = Line::Question(first);
                case.what_if.scroll_to_cursor = true;
            }
        }
        WhatIfAction::Way(WayChange::AsScenario) => {
            let (stem, improvements) = case.what_if.way.as_scenario(&case.questionnaire)?;
            let name = free_name(case, &stem);
            let scenario = from_improvements(&case.questionnaire, &case.submission, &improvements, &name);
            let label = format!("New scenario {}", scenario.name);
            let scenarios = with(case, |all| all.push(scenario));
            edit(case, scenarios, label);
            show_last(case);
        }
        WhatIfAction::Duplicate => {
            let copy = case.scenario()?.clone();
            let copy = Scenario { name: free_name(case, &format!("{}, copy", copy.name)), ..copy };
            let label = format!("Duplicate as scenario {}", copy.name);
            let scenarios = with(case, |all| all.push(copy));
            edit(case, scenarios, label);
            show_last(case);
        }
        WhatIfAction::Delete => {
            let (name, chosen) = (case.scenario()?.name.clone(), case.what_if.chosen);
            let scenarios = with(case, |all| drop(all.remove(chosen)));
            edit(case, scenarios, format!("Delete scenario {name}"));
            case.what_if.naming = None;
            return Some(format!("Deleted scenario {name}; undo brings it back"));
        }
        WhatIfAction::Name => begin_naming(case, false),
        WhatIfAction::TypedName(name) => {
            let naming = case.what_if.naming.as_mut()?;
            naming.name = name;
            naming.problem = None;
        }
        WhatIfAction::TypedNote(note) => case.what_if.naming.as_mut()?.note = note,
        WhatIfAction::Named(keep) => {
            let naming = case.what_if.naming.take()?;
            case.what_if.focus = Some(Focus::Table);
            let chosen = case.what_if.chosen;
            if keep && let Some(renamed) = renamed(case, &naming) {
                let label = format!("Rename scenario to {}", renamed.name);
                let scenarios = with(case, |all| all[chosen] = renamed);
                edit(case, scenarios, label);
            }
        }
        WhatIfAction::Try(ix, change) => {
            let (flips, label) = flips_with(case, ix, &change, today)?;
            set_flips(case, flips, label, edit);
            if let AnswerChange::Option(place) = change {
                case.what_if.option = Some(place);
            }
            case.what_if.focus = Some(Focus::Table);
        }
        WhatIfAction::Reset(ix) => {
            let id = case.questionnaire.question(ix).id.clone();
            let mut flips = case.scenario()?.flips.clone();
            flips.remove(&id)?;
            set_flips(case, flips, format!("Reset {id}"), edit);
            case.what_if.focus = Some(Focus::Table);
        }
        WhatIfAction::ResetAll => set_flips(case, Default::default(), "Reset all answers".to_owned(), edit),
        WhatIfAction::Apply => {
            let scenario = case.scenario()?.clone();
            let speaker = case.view.speaker.clone();
            let applied = applying(&case.questionnaire, &case.submission, &scenario, &speaker, today)?;
            let Edit::Many { edits, label } = &applied else { return None };
            let (count, label) = (edits.len(), label.clone());
            edit(case, applied, label);
            case.what_if.asks_apply = false;
            let answers = words::counted(count, "answer", "answers");
            return Some(format!("Applied {answers} of {}; one undo takes them back", scenario.name));
        }
        WhatIfAction::AddPlan => {
            let (terms, count, name) = added_to_terms(case)?;
            edit(case, terms, format!("Add the action plan of {name} to the terms"));
            let added = words::counted(count, "subjectivity", "subjectivities");
            return Some(format!("Added {added} to the terms; one undo takes them back"));
        }
        view => look(case, view),
    }
    None
}

/// What changes only what is looked at.
fn look(case: &mut Case, action: WhatIfAction) {
    let view = &mut case.what_if;
    match action {
        WhatIfAction::Show(tab) => {
            view.tab = tab;
            view.focus = (tab == Tab::Try).then_some(Focus::Table);
        }
        WhatIfAction::Choose(place) => {
            view.chosen = place;
            view.plan = None;
            view.tab = if view.tab == Tab::Plan { Tab::Plan } else { Tab::Try };
            view.naming = None;
            view.focus = Some(Focus::Table);
            view.lines.clear();
        }
        WhatIfAction::Cursor(line) => {
            view.option = None;
            view.cursor = line;
        }
        WhatIfAction::Move(by) => step(case, by),
        WhatIfAction::Option(by) => step_option(case, by),
        WhatIfAction::Find(query) => {
            view.query = query;
            lines::arrange(case);
        }
        WhatIfAction::OnlyTried => {
            view.only_tried = !view.only_tried;
            lines::arrange(case);
        }
        WhatIfAction::Fold(section) => {
            if !view.folded.remove(&section) {
                view.folded.insert(section);
            }
            lines::arrange(case);
        }
        WhatIfAction::FoldAll(shut) => {
            let all = (0_u8..).map(SectionIx).take(case.questionnaire.sections.len());
            view.folded = if shut { all.collect() } else { Default::default() };
            lines::arrange(case);
        }
        WhatIfAction::Way(change) => view.way.change(change),
        WhatIfAction::AskApply(asks) => view.asks_apply = asks,
        WhatIfAction::Estimate(improvement) => view.estimating = improvement,
        WhatIfAction::FocusTable => view.focus = Some(Focus::Table),
        WhatIfAction::FocusFilter => {
            view.tab = Tab::Try;
            view.focus = Some(Focus::Filter);
        }
        WhatIfAction::FocusTaken => view.focus = None,
        WhatIfAction::Scrolled => view.scroll_to_cursor = false,
        _ => {}
    }
}

fn step(case: &mut Case, by: i64) {
    let view = &mut case.what_if;
    let Some(last) = view.lines.len().checked_sub(1) else { return };
    let at = view.lines.iter().position(|line| *line == view.cursor).unwrap_or(0);
    let to = i64::try_from(at).unwrap_or(0).saturating_add(by).clamp(0, i64::try_from(last).unwrap_or(0));
    if let Some(line) = usize::try_from(to).ok().and_then(|to| view.lines.get(to)) {
        view.cursor = *line;
        view.option = None;
        view.scroll_to_cursor = true;
    }
}

fn step_option(case: &mut Case, by: i64) {
    let Line::Question(ix) = case.what_if.cursor else { return };
    let Some(last) = case.questionnaire.question(ix).options.len().checked_sub(1) else { return };
    let last = i64::try_from(last).unwrap_or(0);
    let from = case.what_if.option.and_then(|place| i64::try_from(place).ok());
    let to = from.map_or(if by > 0 { 0 } else { last }, |place| (place + by).clamp(0, last));
    case.what_if.option = usize::try_from(to).ok();
}

/// The scenarios with a change, as an edit.
fn with(case: &Case, change: impl FnOnce(&mut Vec<Scenario>)) -> Edit {
    let mut all = case.submission.scenarios.clone();
    change(&mut all);
    Edit::Scenarios(all)
}

fn set_flips(
    case: &mut Case,
    flips: std::collections::BTreeMap<String, Flip>,
    label: String,
    mut edit: impl FnMut(&mut Case, Edit, String),
) {
    let (chosen, Some(name)) = (case.what_if.chosen, case.scenario().map(|scenario| scenario.name.clone())) else {
        return;
    };
    let scenarios = with(case, |all| all[chosen].flips = flips);
    edit(case, scenarios, format!("{label} in scenario {name}"));
}

/// The flips of the scenario with one more change, and what it is called. A tried answer is asserted until its
/// evidence is tried as well; one that is back at the real answer is no flip.
fn flips_with(
    case: &Case,
    ix: QuestionIx,
    change: &AnswerChange,
    today: NaiveDate,
) -> Option<(std::collections::BTreeMap<String, Flip>, String)> {
    let scenario = case.scenario()?;
    let id = &case.questionnaire.question(ix).id;
    let tried = scenario_applied(&case.submission, scenario);
    let (edit, label) = edit_from_change(&case.questionnaire, &tried, ix, change, "", today)?;
    let Edit::Record { record, .. } = edit else { return None };
    let mut flip = record.map_or_else(Flip::default, |it| Flip { answer: it.answer, grade: it.grade });
    let real = case.submission.record(id);
    if !matches!(change, AnswerChange::Grade(_)) {
        let is_real = flip.answer.as_ref() == real.and_then(|record| record.answer.as_ref());
        let earlier = scenario.flips.get(id).and_then(|flip| flip.grade);
        flip.grade = if is_real { real.and_then(|record| record.grade) } else { earlier };
    }
    let mut flips = scenario.flips.clone();
    if flip.differs_from(real) {
        flips.insert(id.clone(), flip);
    } else {
        flips.remove(id);
    }
    Some((flips, label))
}

fn show_last(case: &mut Case) {
    case.what_if.tab = Tab::Try;
    case.what_if.chosen = case.submission.scenarios.len().saturating_sub(1);
    case.what_if.naming = None;
    case.what_if.focus = Some(Focus::Table);
}

/// A scenario that was just made has a name to write over, not to mend.
fn begin_naming(case: &mut Case, is_new: bool) {
    let naming = case.scenario().map(|scenario| Naming {
        name: if is_new { String::new() } else { scenario.name.clone() },
        note: scenario.note.clone(),
        problem: None,
    });
    case.what_if.naming = naming;
    case.what_if.focus = Some(Focus::Name);
}

/// The scenario under its new name and note; `None` where nothing differs or the name is taken, and then it is said.
fn renamed(case: &mut Case, naming: &Naming) -> Option<Scenario> {
    let scenario = case.scenario()?;
    let typed = naming.name.trim();
    let name = if typed.is_empty() { scenario.name.clone() } else { typed.to_owned() };
    let renamed = Scenario { name, note: naming.note.trim().to_owned(), ..scenario.clone() };
    let others = (0_usize..).zip(&case.submission.scenarios).filter(|(place, _)| *place != case.what_if.chosen);
    if others.into_iter().any(|(_, other)| other.name == renamed.name) {
        let problem = Some("Another scenario has this name; write another one");
        case.what_if.naming = Some(Naming { problem, ..naming.clone() });
        case.what_if.focus = Some(Focus::Name);
        return None;
    }
    (renamed != *scenario).then_some(renamed)
}

/// A name that no scenario has yet: as it is where it is more than a number, else with the next number.
fn free_name(case: &Case, stem: &str) -> String {
    let is_free = |name: &str| case.submission.scenarios.iter().all(|scenario| scenario.name != name);
    if stem != "Scenario" && is_free(stem) {
        return stem.to_owned();
    }
    let first = if stem == "Scenario" { 1 } else { 2 };
    let names = (first..).map(|number: usize| format!("{stem} {number}"));
    names.into_iter().find(|name| is_free(name)).unwrap_or_default()
}
