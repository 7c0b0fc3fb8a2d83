//! A person tries other answers beside the real ones, compares, and applies what holds.

use super::*;
use crate::gui::what_if::Tab;
use crate::questionnaire::Ratio;
use crate::submission::{Answer, Grade, Scenario};
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

/// The first sample on the screen "What if", with one scenario.
fn trying() -> Stage {
    let mut stage = stage_with(sample(), Vec2::new(1280.0, 800.0), None);
    press_with(&mut stage, Modifiers::COMMAND, Key::T);
    stage.get_by_role_and_label(Role::Button, "New scenario").click();
    stage.run();
    press(&mut stage, Key::Enter);
    stage
}

fn sample() -> Submission {
    store::open_sample(crate::files::SAMPLES[0]).map_err(|refusal| refusal.text).expect("the sample reads").submission
}

fn scenarios(stage: &Stage) -> &[Scenario] {
    &case(stage).submission.scenarios
}

fn tried_score(stage: &Stage) -> Ratio {
    let view = &case(stage).what_if;
    view.tried(view.chosen).expect("computed").effect.after.score
}

/// Filters the table down to a question and puts the keyboard on it.
fn look_at(stage: &mut Stage, id: &str) {
    press_with(stage, Modifiers::COMMAND, Key::F);
    assert!(stage.get_by_role_and_label(Role::TextInput, "Find a question").is_focused());
    press_with(stage, Modifiers::COMMAND, Key::A);
    type_text(stage, &format!("{id} "));
    let question = case(stage).questionnaire.find(id).map(|ix| case(stage).questionnaire.question(ix).ask.clone());
    let row = format!("{id} {}", question.expect("the question is there"));
    let row = stage
        .get_all_by_role(Role::Row)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(&row)));
    row.expect("its row").click();
    stage.run();
    stage.run();
}

/// Chooses an entry of the menu of scenarios.
fn choose(stage: &mut Stage, entry: &str) {
    let of = |stage: &Stage, start: &str| {
        let all = stage.get_all_by_role(Role::Button);
        let label = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().unwrap_or_default();
        all.into_iter().find(|node| label(node).starts_with(start)).map(|node| node.rect().center())
    };
    for start in ["Scenario: ", entry] {
        let at = of(stage, start).expect("a button of this name");
        stage.drag_at(at);
        stage.run();
        stage.drop_at(at);
        stage.run();
    }
}

#[test]
fn without_a_scenario_the_screen_says_what_one_is_and_begins_with_the_levers() {
    let mut stage = stage_with(sample(), Vec2::new(1280.0, 800.0), None);
    press_with(&mut stage, Modifiers::COMMAND, Key::T);
    assert!(has(&stage, "It never touches the real answers until you apply it"));
    stage.get_by_role_and_label(Role::Button, "New from the levers").click();
    stage.run();
    let flips = &scenarios(&stage)[0].flips;
    assert_eq!((scenarios(&stage).len(), flips.len()), (1, 5));
    assert!(flips.values().all(|flip| flip.grade == Some(Grade::ScanOrLog)));
    assert!(has(&stage, "Apply 5 answers to the case"));
    assert!(tried_score(&stage) < case(&stage).derived.assessment.score);
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(toast(&stage), "Undo: new scenario Top levers");
    assert!(has(&stage, "No scenario yet"));
}

#[test]
fn an_answer_is_tried_by_key_and_by_finger_and_the_real_one_stands() {
    let mut stage = trying();
    let real = case(&stage).submission.records.clone();
    let score = case(&stage).derived.assessment.score;
    look_at(&mut stage, "D1");
    press(&mut stage, Key::A);
    assert!(has(&stage, "1 answer tried in Scenario 1"));
    let better = tried_score(&stage);
    assert!(better < score);
    assert!(has(&stage, "Tried score"));
    stage.get_by_role_and_label(Role::RadioButton, "e Flat network").click();
    stage.run();
    assert!(tried_score(&stage) > better, "a worse option is worse");
    assert_eq!(case(&stage).submission.records, real, "no answer of the case was touched");
    assert_eq!(case(&stage).derived.assessment.score, score);
    // Evidence is tried as well, and belongs to the scenario.
    press(&mut stage, Key::A);
    press(&mut stage, Key::Num3);
    assert_eq!(scenarios(&stage)[0].flips["D1"].grade, Some(Grade::ScanOrLog));
    // The real answer with its real evidence is no flip.
    press(&mut stage, Key::Backspace);
    assert!(scenarios(&stage)[0].flips.is_empty());
    assert_eq!(tried_score(&stage), score);
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(toast(&stage), "Undo: reset D1 in scenario Scenario 1");
    assert_eq!(scenarios(&stage)[0].flips.len(), 1);
}

#[test]
fn choosing_the_real_answer_again_is_not_a_flip() {
    let mut stage = trying();
    look_at(&mut stage, "D1");
    let place = case(&stage).derived.assessment.reading(case(&stage).questionnaire.find("D1").expect("D1"));
    let place = place.options.places().next().expect("it is answered");
    press(&mut stage, Key::U);
    assert_eq!(scenarios(&stage)[0].flips["D1"].answer, Some(Answer::Unknown));
    press(&mut stage, [Key::A, Key::B, Key::C, Key::D, Key::E][place]);
    assert!(scenarios(&stage)[0].flips.is_empty());
}

#[test]
fn arrows_walk_lines_and_options_and_space_tries() {
    let mut stage = trying();
    look_at(&mut stage, "D1");
    press_with(&mut stage, Modifiers::COMMAND, Key::F);
    press_with(&mut stage, Modifiers::COMMAND, Key::A);
    press(&mut stage, Key::Delete);
    press_with(&mut stage, Modifiers::COMMAND, Key::T);
    press(&mut stage, Key::ArrowDown);
    press(&mut stage, Key::ArrowRight);
    press(&mut stage, Key::Space);
    assert_eq!(scenarios(&stage)[0].flips["D2"].answer, Some(Answer::option("a")));
    stage.get_by_role_and_label(Role::RadioButton, "Show: Only tried").click();
    stage.run();
    assert_eq!(case(&stage).what_if.lines.len(), 2, "the section and its one question");
}

#[test]
fn scenarios_are_named_duplicated_deleted_and_no_name_is_given_twice() {
    let mut stage = trying();
    stage.get_by_role_and_label(Role::Button, "Name and note").click();
    stage.run();
    assert!(stage.get_by_role_and_label(Role::TextInput, "Name of the scenario").is_focused());
    press_with(&mut stage, Modifiers::COMMAND, Key::A);
    type_text(&mut stage, "Segmented plant");
    press(&mut stage, Key::Enter);
    assert_eq!(scenarios(&stage)[0].name, "Segmented plant");
    choose(&mut stage, "Duplicate");
    assert_eq!(scenarios(&stage)[1].name, "Segmented plant, copy");
    assert_eq!(case(&stage).what_if.chosen, 1, "the copy is looked at");
    stage.get_by_role_and_label(Role::Button, "Name and note").click();
    stage.run();
    press_with(&mut stage, Modifiers::COMMAND, Key::A);
    type_text(&mut stage, "Segmented plant");
    press(&mut stage, Key::Enter);
    assert!(has(&stage, "Another scenario has this name"));
    press(&mut stage, Key::Escape);
    assert_eq!(scenarios(&stage)[1].name, "Segmented plant, copy");
    choose(&mut stage, "Segmented plant");
    assert_eq!(case(&stage).what_if.chosen, 0);
    choose(&mut stage, "Delete");
    assert_eq!(toast(&stage), "Deleted scenario Segmented plant; undo brings it back");
    assert_eq!(scenarios(&stage).len(), 1);
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(scenarios(&stage)[0].name, "Segmented plant");
}

#[test]
fn all_scenarios_stand_in_one_table_with_the_best_marked() {
    let mut stage = trying();
    look_at(&mut stage, "D1");
    press(&mut stage, Key::A);
    stage.get_by_role_and_label(Role::Button, "New scenario").click();
    stage.run();
    press(&mut stage, Key::Enter);
    look_at(&mut stage, "D1");
    press(&mut stage, Key::E);
    stage.get_by_role_and_label(Role::RadioButton, "What if: Compare 2").click();
    stage.run();
    let rows: Vec<String> = stage.get_all_by_role(Role::Row).filter_map(|node| node.accesskit_node().label()).collect();
    let score = rows.iter().find(|row| row.starts_with("Score. ")).expect("a row of scores");
    assert!(score.starts_with("Score. As answered: 50.9; Scenario 1: "), "{score}");
    assert!(score.contains(", best; Scenario 2: "), "the first scenario is best: {score}");
    assert!(rows.iter().any(|row| row.starts_with("D1 ") && row.contains("Scenario 2: Flat network")), "{rows:?}");
    let text = case(&stage).what_if.comparison.as_ref().expect("a table").as_tsv(true);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "\tAs answered\tScenario 1\tScenario 2");
    assert!(lines.iter().all(|line| line.split('\t').count() == 4), "{text}");
    stage.get_by_role_and_label(Role::Button, "Copy as table").click();
    stage.run();
    assert!(toast(&stage).starts_with("Copied the comparison"));
    stage.get_by_role_and_label(Role::Button, "Go to scenario Scenario 1").click();
    stage.run();
    assert_eq!((case(&stage).what_if.chosen, case(&stage).what_if.tab), (0, Tab::Try));
}

#[test]
fn applying_asks_first_changes_the_case_once_and_is_undone_at_once() {
    let mut stage = trying();
    look_at(&mut stage, "D1");
    press(&mut stage, Key::A);
    look_at(&mut stage, "G2");
    press(&mut stage, Key::A);
    press(&mut stage, Key::Num3);
    let (real, then) = (case(&stage).submission.records.clone(), tried_score(&stage));
    stage.get_by_role_and_label(Role::Button, "Apply 2 answers to the case").click();
    stage.run();
    assert!(has(&stage, "What people say to D1, G2 is replaced"));
    assert!(has(&stage, "1 of them claims evidence"));
    stage.get_by_role_and_label(Role::Button, "Leave the case as it is").click();
    stage.run();
    assert_eq!(case(&stage).submission.records, real);
    stage.get_by_role_and_label(Role::Button, "Apply 2 answers to the case").click();
    stage.run();
    stage.get_by_role_and_label(Role::Button, "Apply").click();
    stage.run();
    assert_eq!(toast(&stage), "Applied 2 answers of Scenario 1; one undo takes them back");
    assert_eq!(case(&stage).submission.answer("D1"), Some(&Answer::option("a")));
    assert_eq!(case(&stage).derived.assessment.score, then, "exactly what was shown");
    assert_eq!(scenarios(&stage)[0].flips.len(), 2, "the scenario stays on file");
    assert!(has(&stage, "Nothing is tried that the case does not say already"));
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(toast(&stage), "Undo: apply scenario Scenario 1");
    assert_eq!(case(&stage).submission.records, real, "one undo takes all of it back");
}

#[test]
fn what_the_questionnaire_has_no_use_for_is_said_and_kept() {
    let mut submission = sample();
    let flip = |key: &str| crate::submission::Flip { answer: Some(Answer::option(key)), grade: None };
    let flips = [("D1", "zz"), ("ZZ9", "a"), ("D2", "a")].map(|(id, key)| (id.to_owned(), flip(key)));
    submission.scenarios = vec![Scenario { name: "Of last year".to_owned(), flips: flips.into(), note: String::new() }];
    let mut stage = stage_with(submission, Vec2::new(1280.0, 800.0), None);
    press_with(&mut stage, Modifiers::COMMAND, Key::T);
    assert!(has(&stage, "3 answers tried in Of last year, 2 of them cannot be used"));
    assert!(has(&stage, "D1 has no option \"zz\" any more"));
    assert!(has(&stage, "Question ZZ9 is not in the questionnaire any more"));
    assert!(has(&stage, "Apply 1 answer to the case"));
}

#[test]
fn the_effect_is_computed_once_for_a_state_of_the_case() {
    let mut stage = trying();
    look_at(&mut stage, "D1");
    press(&mut stage, Key::A);
    let first: *const _ = case(&stage).what_if.tried(0).expect("computed");
    stage.run_steps(5);
    assert_eq!(first, std::ptr::from_ref(case(&stage).what_if.tried(0).expect("computed")));
    // An answer of the case changes it.
    let before = tried_score(&stage);
    press_with(&mut stage, Modifiers::COMMAND, Key::Num3);
    go_to(&mut stage, "G2");
    press(&mut stage, Key::E);
    press_with(&mut stage, Modifiers::COMMAND, Key::T);
    assert_ne!(tried_score(&stage), before);
}

#[test]
fn a_broker_sees_neither_rule_codes_nor_risk_points() {
    let mut stage = trying();
    if let Some(app) = stage.state_mut() {
        app.desk.prefs.role = crate::gui::role::Role::Broker;
    }
    look_at(&mut stage, "K1");
    press(&mut stage, Key::B);
    let tried = case(&stage).what_if.tried(0).expect("computed");
    let codes: Vec<String> = (tried.effect.fired.iter().chain(&tried.effect.lifted))
        .map(|fired| case(&stage).questionnaire.rules[usize::from(fired.rule)].code.clone())
        .collect();
    assert!(!codes.is_empty());
    assert!(codes.iter().all(|code| stage.query_by_label(code).is_none()), "{codes:?}");
    assert!(!has(&stage, "Tried score"), "no arithmetic of weights");
}

#[test]
fn scenarios_survive_save_and_reopen() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mill.securable");
    let mut stage = stage_with(sample(), Vec2::new(1280.0, 800.0), Some(path.clone()));
    press_with(&mut stage, Modifiers::COMMAND, Key::T);
    stage.get_by_role_and_label(Role::Button, "New from the levers").click();
    stage.run();
    press_with(&mut stage, Modifiers::COMMAND, Key::S);
    stage.run_steps(3);
    let reopened = crate::files::read_case(&path).expect("it reads").case.submission;
    assert_eq!(reopened.scenarios, scenarios(&stage));
    let mut again = stage_with(reopened, Vec2::new(1280.0, 800.0), None);
    press_with(&mut again, Modifiers::COMMAND, Key::T);
    assert_eq!(tried_score(&again), tried_score(&stage));
}

/// The way to a better band, found by a job, shown with its proof, and made a scenario that reaches the band.
#[test]
fn the_way_to_a_better_band_becomes_a_scenario() {
    let to_standard = |submission| {
        let mut stage = stage_with(submission, Vec2::new(1280.0, 800.0), None);
        press_with(&mut stage, Modifiers::COMMAND, Key::T);
        stage.get_by_role_and_label(Role::Button, "Better band").click();
        stage.run();
        stage.run();
        stage.get_by_role_and_label(Role::RadioButton, "Band to reach: Standard").click();
        stage.run();
        stage.run();
        stage
    };
    assert!(has(&to_standard(sample()), "A new device list has to show G1"));
    let mut stage = to_standard(Submission { devices: Default::default(), ..sample() });
    assert!(has(&stage, "Improvements, each shown with a scan, export or log"));
    stage.get_by_role_and_label(Role::Button, "Why nothing less does").scroll_to_me();
    stage.run();
    stage.get_by_role_and_label(Role::Button, "Why nothing less does").click();
    stage.run();
    stage.run();
    assert!(has(&stage, "Nothing below "));
    stage.get_by_role_and_label(Role::Button, "Make it a scenario").click();
    stage.run();
    assert_eq!(scenarios(&stage)[0].name, "Way to Standard");
    let view = &case(&stage).what_if;
    let after = &view.tried(view.chosen).expect("computed").effect.after;
    assert_eq!(after.outcome_words(&case(&stage).questionnaire), "Standard");
    assert!(case(&stage).derived.assessment.outcome > after.outcome, "the case itself is as it was");
}
