//! A person makes a plan of a scenario, corrects an estimate, and puts the plan into the terms.

use super::*;
use crate::assessment::{ActionPlan, EstimateBy};
use crate::gui::what_if::Tab;
use crate::submission::OwnEffort;
use egui::accesskit::Role;

/// The first sample with a scenario of its levers, on the side of the action plan.
fn planning(size: Vec2) -> Stage {
    let sample =
        store::open_sample(crate::files::SAMPLES[0]).map_err(|refusal| refusal.text).expect("the sample reads");
    let mut stage = stage_with(sample.submission, size, None);
    press_with(&mut stage, Modifiers::COMMAND, Key::T);
    click(&mut stage, Role::Button, "New from the levers");
    click(&mut stage, Role::RadioButton, "What if: Action plan");
    assert_eq!(case(&stage).what_if.tab, Tab::Plan);
    stage
}

fn click(stage: &mut Stage, role: Role, name: &str) {
    stage.get_by_role_and_label(role, name).click();
    stage.run();
    stage.run();
}

fn plan(stage: &Stage) -> &ActionPlan {
    case(stage).what_if.plan.as_ref().expect("a plan")
}

#[test]
fn the_levers_become_steps_and_the_steps_become_terms_in_one_undo() {
    for size in [Vec2::new(1280.0, 800.0), Vec2::new(1920.0, 1080.0)] {
        let mut stage = planning(size);
        assert_eq!(plan(&stage).steps.len(), 5);
        let first = case(&stage).wording().step_words(&plan(&stage).steps[0]);
        assert!(has(&stage, &first.to) && has(&stage, &first.effort), "{first:?}");
        let terms = case(&stage).submission.subjectivities.clone();
        let made = case(&stage).wording().conditions(plan(&stage)).len();
        assert!(made > 0);
        click(&mut stage, Role::Button, "Add to terms");
        assert_eq!(case(&stage).submission.subjectivities.len(), terms.len() + made);
        assert!(toast(&stage).starts_with(&format!("Added {made} subjectivit")), "{}", toast(&stage));
        assert!(has(&stage, "All of it is in the terms"));
        press_with(&mut stage, Modifiers::COMMAND, Key::Z);
        assert_eq!(case(&stage).submission.subjectivities, terms);
        assert_eq!(toast(&stage), "Undo: add the action plan of Top levers to the terms");
        click(&mut stage, Role::Button, "Copy as table");
        assert_eq!(toast(&stage), "Copied the action plan; paste it into a spreadsheet");
    }
}

#[test]
fn an_estimate_is_corrected_for_this_applicant_and_given_back() {
    let mut stage = planning(Vec2::new(1280.0, 800.0));
    let step = plan(&stage).steps.first().expect("five steps").clone();
    let (shipped, improvement) = (step.estimate, step.improvement);
    let words = case(&stage).wording().step_words(&step);
    let key = {
        let question = case(&stage).questionnaire.question(improvement.question);
        crate::assessment::estimate_key(question, improvement.to).expect("an option").to_owned()
    };
    stage.get_all_by_role_and_label(Role::Button, &words.effort).next().expect("the effort of the step").click();
    stage.run();
    stage.run();
    click(&mut stage, Role::RadioButton, &format!("Cost class of {} {key}: Low", words.id));
    let own = |stage: &Stage| case(stage).submission.efforts.get(&words.id).and_then(|of| of.get(&key)).cloned();
    let expected = OwnEffort {
        cost: "Low".to_owned(),
        weeks: shipped.effort.weeks,
        before_inception: shipped.effort.before_inception,
        note: String::new(),
    };
    assert_eq!(own(&stage), Some(expected));
    let now = |stage: &Stage| {
        plan(stage).steps.iter().find(|it| it.improvement == improvement).expect("the same step").estimate
    };
    assert_eq!(now(&stage).by, EstimateBy::Case, "the plan follows at once");
    assert!(has(&stage, "Own estimate"));
    click(&mut stage, Role::TextInput, "Weeks to proof");
    press_with(&mut stage, Modifiers::COMMAND, Key::A);
    type_text(&mut stage, "261");
    assert!(has(&stage, "Write whole weeks, 0 to 260"));
    assert_eq!(now(&stage).effort.weeks, shipped.effort.weeks, "what does not read is not kept");
    press_with(&mut stage, Modifiers::COMMAND, Key::A);
    type_text(&mut stage, "3");
    assert_eq!(now(&stage).effort.weeks, 3);
    click(&mut stage, Role::Button, "Back to the estimate of the questionnaire");
    assert_eq!((own(&stage), now(&stage)), (None, shipped));
}

#[test]
fn a_scenario_that_makes_nothing_better_says_so_and_leads_back() {
    let sample =
        store::open_sample(crate::files::SAMPLES[0]).map_err(|refusal| refusal.text).expect("the sample reads");
    let mut stage = stage_with(sample.submission, Vec2::new(1280.0, 800.0), None);
    press_with(&mut stage, Modifiers::COMMAND, Key::T);
    click(&mut stage, Role::Button, "New scenario");
    press(&mut stage, Key::Enter);
    click(&mut stage, Role::RadioButton, "What if: Action plan");
    assert!(has(&stage, "it makes none better yet"));
    click(&mut stage, Role::Button, "Try other answers");
    assert_eq!(case(&stage).what_if.tab, Tab::Try);
}
