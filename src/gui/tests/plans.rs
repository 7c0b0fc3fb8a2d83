//! A plan is tried first and kept by hand; last year's case splits the change of the score.

use super::*;
use crate::files::{CaseFile, Expect, PinnedQuestionnaire, ron_from_plan, write_case};
use crate::gui::action::Action;
use crate::gui::command::Command;
use crate::gui::state::Overlay;
use crate::questionnaire::Weight;
use crate::questionnaire::plan::{Plan, Target, Value, WeightSum};
use crate::submission::{Answer, PlanDebitUse, Record};

fn act(stage: &mut Stage, action: Action) {
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        crate::gui::apply::apply(&context, &mut app.desk, vec![action]);
    }
    // The modal settles in its place within some frames.
    stage.run_steps(6);
    stage.run();
}

/// B1 counts for 20.0 and section D may give 2 percent; written where the dialog will say.
fn plan_at(folder: &tempfile::TempDir) -> PathBuf {
    let base = store::shipped_questionnaire().expect("it ships");
    let mut plan =
        Plan { id: "ot-heavy".into(), version: "1.0.0".into(), sum: WeightSum::Floating, ..Plan::draft_on(&base) };
    let weight = Weight::from_tenths(200).expect("20.0");
    plan.set(&base, Target::Weight { question: "B1".into() }, Value::Weight(weight));
    plan.set(&base, Target::ScheduleCap { section: "D".into() }, Value::Number(2));
    let path = folder.path().join("ot-heavy.ron");
    std::fs::write(&path, ron_from_plan(&plan)).expect("written");
    path
}

/// Only B1 is answered, at its best.
fn answered() -> Submission {
    let mut submission = Submission::default();
    let record = Record { answer: Some(Answer::option("a")), ..Record::default() };
    submission.records.insert("B1".to_owned(), record);
    submission
}

fn score(stage: &Stage) -> String {
    let case = case(stage);
    case.derived.assessment.score_shown(&case.questionnaire)
}

#[test]
fn a_plan_changes_nothing_until_it_is_kept_and_can_be_undone() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = plan_at(&folder);
    let mut stage = stage_with(answered(), Vec2::new(1280.0, 800.0), Some(plan));
    let before = score(&stage);
    act(&mut stage, Command::OtherPlan.into());
    assert!(matches!(desk(&stage).overlay, Some(Overlay::Trial(_))), "{}", toast(&stage));
    assert!(has(&stage, "Nobody has approved this plan"));
    assert_eq!(score(&stage), before, "a look changes nothing");
    stage.get_by_label("Leave the case as it is").click();
    stage.run();
    assert!(desk(&stage).overlay.is_none() && case(&stage).submission.plan.is_none());

    act(&mut stage, Command::OtherPlan.into());
    stage.get_by_label("Keep this plan for the case").click();
    stage.run();
    assert_eq!(case(&stage).submission.plan.as_ref().map(|plan| plan.name()).as_deref(), Some("ot-heavy 1.0.0"));
    assert_ne!(score(&stage), before);
    assert!(has(&stage, "plan ot-heavy 1.0.0 (draft)"), "the status bar says so");
    assert_eq!(case(&stage).slot.changes.len(), 1, "one entry");

    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!((score(&stage), case(&stage).submission.plan.is_none()), (before, true));
    press_with(&mut stage, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(case(&stage).submission.plan.is_some());
    act(&mut stage, Command::NoPlan.into());
    stage.get_by_label("Keep this plan for the case").click();
    stage.run();
    assert!(case(&stage).submission.plan.is_none());
}

#[test]
fn a_case_under_a_plan_opens_under_it_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = plan_at(&folder);
    let mut stage = stage_with(answered(), Vec2::new(1280.0, 800.0), Some(plan));
    act(&mut stage, Command::OtherPlan.into());
    act(&mut stage, Action::KeepPlan);
    let kept = score(&stage);
    let path = folder.path().join("case.securable");
    let on_disk = CaseFile {
        submission: case(&stage).submission.clone(),
        questionnaire: PinnedQuestionnaire::from(&*case(&stage).base),
        ..CaseFile::default()
    };
    write_case(&path, &on_disk, &Expect::NewFile).expect("saves");
    act(&mut stage, Action::OpenPath(path));
    assert_eq!(score(&stage), kept, "{}", toast(&stage));
    assert!(case(&stage).questionnaire.plan.is_some() && case(&stage).base.plan.is_none());
}

#[test]
fn a_debit_that_the_plan_alone_changed_is_decided_on_the_desk() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("last year.securable");
    let base = store::shipped_questionnaire().expect("it ships");
    let last_year =
        CaseFile { submission: answered(), questionnaire: PinnedQuestionnaire::from(&*base), ..CaseFile::default() };
    write_case(&path, &last_year, &Expect::NewFile).expect("saves");
    let mut stage = stage_with(answered(), Vec2::new(1280.0, 4000.0), Some(path));
    act(&mut stage, Command::ChooseExpiring.into());
    let renewal = case(&stage).derived.renewal.as_ref().expect("a renewal");
    assert!(renewal.schedule.iter().all(|line| !line.by_plan_alone), "{}", toast(&stage));

    // The plan is read as a file would be; the dialog only knows one answer.
    let plan = plan_at(&folder);
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        crate::gui::plans::read_plan(&context, &mut app.desk, plan);
    }
    stage.run_steps(2);
    act(&mut stage, Action::KeepPlan);
    act(&mut stage, Command::Assessment.into());
    assert!(has(&stage, "Schedule line D waits for a decision"), "{}", toast(&stage));
    act(&mut stage, Command::Renewal.into());
    assert!(has(&stage, "Plan change, not usable"), "{}", toast(&stage));
    stage.get_by_label("Schedule line D: Keep the expiring line").click();
    stage.run();
    let debit = case(&stage).submission.plan_debits.get("D").cloned().expect("kept");
    assert_eq!((debit.usage, debit.is), (PlanDebitUse::Expiring, 2));
    assert!(has(&stage, "Plan change, not usable"), "name, date and reason are missing");
}
