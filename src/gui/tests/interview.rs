//! A person answers without a mouse.

use super::*;
use crate::gui::answer::AnswerChange;
use crate::submission::{Answer, FollowUpAnswer, Grade};
use egui::accesskit::Role;
use std::collections::BTreeSet;

fn options(keys: &[&str]) -> Answer {
    Answer::Options(keys.iter().map(|key| (*key).to_owned()).collect())
}

#[test]
fn a_whole_section_is_answered_by_keyboard() {
    let mut stage = stage();
    go_to(&mut stage, "B1");
    for key in [Key::A, Key::B, Key::C, Key::D] {
        press(&mut stage, key);
        press(&mut stage, Key::Num2);
        press(&mut stage, Key::Enter);
    }
    assert_eq!(current(&stage), "C1", "Enter goes to the next open question");
    let submission = &case(&stage).submission;
    for (id, key) in [("B1", "a"), ("B2", "b"), ("B3", "c"), ("B4", "d")] {
        assert_eq!(submission.answer(id), Some(&options(&[key])));
        assert_eq!(submission.record(id).and_then(|record| record.grade), Some(Grade::Document));
    }
    let progress = case(&stage).derived.progress.get(1).copied().expect("section B");
    assert_eq!((progress.settled, progress.shown), (4, 4));
}

#[test]
fn several_may_be_ticked_and_an_exclusive_one_stands_alone() {
    let mut stage = stage();
    go_to(&mut stage, "A3");
    press(&mut stage, Key::A);
    press(&mut stage, Key::G);
    assert_eq!(case(&stage).submission.answer("A3"), Some(&options(&["cameras", "plant_control"])));
    assert!(has(&stage, "Count of Cameras"), "the follow-up for counts appears");
    press(&mut stage, Key::M);
    assert_eq!(case(&stage).submission.answer("A3"), Some(&options(&["none"])));
    assert!(!has(&stage, "Count of Cameras"), "and goes");
}

#[test]
fn unknown_is_one_key_and_undo_says_what_it_takes_back() {
    let mut stage = stage();
    go_to(&mut stage, "D1");
    press(&mut stage, Key::C);
    assert_eq!(case(&stage).undo.undo_label(), Some("Change D1 to \"VLANs with some filtering\""));
    press(&mut stage, Key::U);
    assert_eq!(case(&stage).submission.answer("D1"), Some(&Answer::Unknown));
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(toast(&stage), "Undo: change D1 to unknown");
    assert_eq!(case(&stage).submission.answer("D1"), Some(&options(&["c"])));
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(case(&stage).submission.answer("D1"), None);
    press_with(&mut stage, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    press_with(&mut stage, Modifiers::COMMAND, Key::Y);
    assert_eq!(case(&stage).submission.answer("D1"), Some(&Answer::Unknown));
}

#[test]
fn not_applicable_opens_its_fields_and_says_what_is_missing() {
    let mut stage = stage();
    let id = case(&stage)
        .questionnaire
        .questions
        .iter()
        .find(|question| {
            question.not_applicable.as_ref().is_some_and(|rule| rule.when == crate::questionnaire::Condition::Always)
        })
        .map(|question| question.id.clone())
        .expect("a question that may be not applicable by statement alone");
    go_to(&mut stage, &id);
    press(&mut stage, Key::N);
    assert!(has(&stage, "missing: reason, compensating control, decider"));
    assert!(stage.get_by_role_and_label(Role::TextInput, "Reason").is_focused(), "the reason has the keyboard");
    type_text(&mut stage, "No such devices");
    assert!(has(&stage, "missing: compensating control, decider"));
    stage.get_by_role_and_label(Role::TextInput, "Compensating control").focus();
    stage.run();
    type_text(&mut stage, "Purchases are blocked");
    stage.get_by_role_and_label(Role::TextInput, "Decided by").focus();
    stage.run();
    type_text(&mut stage, "R. Okafor");
    assert!(has(&stage, "Counts: the question is left out of the score"));
}

#[test]
fn a_follow_up_appears_with_the_answer_that_asks_for_it() {
    let mut stage = stage();
    go_to(&mut stage, "B1");
    press(&mut stage, Key::A);
    assert!(!has(&stage, "Which team can approve"));
    press(&mut stage, Key::C);
    assert!(has(&stage, "Which team can approve"));
}

#[test]
fn ticks_set_the_answer_in_one_step() {
    let mut stage = stage();
    go_to(&mut stage, "C2");
    let ticks: Vec<String> = {
        let question = case(&stage).questionnaire.question(case(&stage).view.current);
        let follow_up =
            question.follow_ups.iter().find(|it| matches!(it.kind, crate::questionnaire::FollowUpKind::Ticks { .. }));
        match &follow_up.expect("ticks").kind {
            crate::questionnaire::FollowUpKind::Ticks { options, .. } => {
                options.iter().map(|(_, text)| text.clone()).collect()
            }
            _ => Vec::new(),
        }
    };
    for text in ticks.iter().take(4) {
        stage.get_by_role_and_label(Role::CheckBox, text).click_accesskit();
        stage.run();
    }
    assert_eq!(case(&stage).submission.answer("C2"), Some(&options(&["c"])), "4 or 5 facts are option c");
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(case(&stage).submission.answer("C2"), Some(&options(&["d"])), "one undo takes tick and answer back");
}

#[test]
fn a_text_field_keeps_its_keys() {
    let mut stage = stage();
    go_to(&mut stage, "B1");
    press_with(&mut stage, Modifiers::COMMAND, Key::Period);
    assert!(stage.get_by_role_and_label(Role::MultilineTextInput, "Note on B1").is_focused());
    type_text(&mut stage, "u");
    press(&mut stage, Key::C);
    press(&mut stage, Key::Num3);
    assert_eq!(case(&stage).submission.answer("B1"), None, "letters stay in the note");
    assert_eq!(case(&stage).submission.record("B1").map(|record| record.note.as_str()), Some("u"));
    press(&mut stage, Key::Escape);
    press(&mut stage, Key::U);
    assert_eq!(case(&stage).submission.answer("B1"), Some(&Answer::Unknown), "Escape gives the keys back");
}

#[test]
fn typing_a_note_is_one_step_of_undo() {
    let mut stage = stage();
    go_to(&mut stage, "B1");
    press_with(&mut stage, Modifiers::COMMAND, Key::Period);
    for letter in ["o", "n", "e"] {
        type_text(&mut stage, letter);
    }
    press(&mut stage, Key::Escape);
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert!(case(&stage).submission.record("B1").is_none());
}

#[test]
fn arrows_walk_questions_and_options() {
    let mut stage = stage();
    go_to(&mut stage, "B1");
    press(&mut stage, Key::ArrowDown);
    assert_eq!(current(&stage), "B2");
    press(&mut stage, Key::ArrowUp);
    assert_eq!(current(&stage), "B1");
    press(&mut stage, Key::ArrowRight);
    press(&mut stage, Key::ArrowRight);
    press(&mut stage, Key::Space);
    assert_eq!(case(&stage).submission.answer("B1"), Some(&options(&["b"])));
    press(&mut stage, Key::PageDown);
    assert_eq!(current(&stage), "C1");
    press(&mut stage, Key::PageUp);
    assert_eq!(current(&stage), "B1");
    press(&mut stage, Key::Backspace);
    assert_eq!(case(&stage).submission.answer("B1"), None);
}

#[test]
fn open_items_are_copied_as_sentences_by_section() {
    let mut stage = stage();
    press_with(&mut stage, Modifiers::COMMAND, Key::Num7);
    stage.get_by_role_and_label(Role::Button, "Copy as text for an email").click();
    stage.run_steps(1);
    let copied = stage.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let text = copied.or_else(|| Some(crate::gui::email::text_from_open_items(case(&stage)))).expect("text");
    assert!(text.contains("\nB. Governance and shared responsibility\n- B1 Who is accountable"), "{text}");
    stage.run();
    assert!(toast(&stage).starts_with("Copied "), "{}", toast(&stage));
}

#[test]
fn an_answer_that_becomes_hidden_is_kept_and_said() {
    let mut submission = Submission::default();
    for (id, key) in [("A3", "none"), ("A4", "none"), ("D6", "c")] {
        let record = submission.records.entry(id.to_owned()).or_default();
        record.answer = Some(options(&[key]));
    }
    let mut stage = stage_with(submission, Vec2::new(1280.0, 1400.0), None);
    go_to(&mut stage, "D1");
    assert!(has(&stage, "is hidden by"));
    assert!(has(&stage, "kept, counts nowhere"));
}

#[test]
fn search_finds_words_in_notes() {
    let mut stage = stage();
    go_to(&mut stage, "E2");
    press_with(&mut stage, Modifiers::COMMAND, Key::Period);
    type_text(&mut stage, "kiln controller");
    press(&mut stage, Key::Escape);
    press_with(&mut stage, Modifiers::COMMAND, Key::Num4);
    press_with(&mut stage, Modifiers::COMMAND, Key::F);
    type_text(&mut stage, "kiln");
    press(&mut stage, Key::Enter);
    assert_eq!(current(&stage), "E2");
    assert_eq!(desk(&stage).screen, Screen::Interview);
}

#[test]
fn a_finger_on_an_option_does_what_its_key_does() {
    let mut stage = stage();
    go_to(&mut stage, "B1");
    stage.get_by_role_and_label(Role::RadioButton, "e Nobody").click();
    stage.run();
    assert_eq!(case(&stage).submission.answer("B1"), Some(&options(&["e"])));
    stage.get_by_role_and_label(Role::RadioButton, "Evidence: Scan or log seen").click();
    stage.run();
    assert_eq!(case(&stage).submission.record("B1").and_then(|record| record.grade), Some(Grade::ScanOrLog));
}

#[test]
fn a_choose_one_group_replaces_and_other_groups_stay() {
    let questionnaire = store::shipped_questionnaire().expect("reads");
    let ix = questionnaire.find("A9").expect("A9");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    let mut submission = Submission::default();
    for place in [0, 3, 1] {
        let change = AnswerChange::Option(place);
        let (edit, _) =
            crate::gui::answer::edit_from_change(&questionnaire, &submission, ix, &change, "", today).expect("an edit");
        drop(edit.apply(&mut submission));
    }
    assert_eq!(submission.answer("A9"), Some(&options(&["sites_2_to_10", "third_party_systems"])));
    // Follow-ups that were emptied leave nothing behind.
    let change = AnswerChange::FollowUp("x".to_owned(), FollowUpAnswer::Text(" ".to_owned()));
    assert!(crate::gui::answer::edit_from_change(&questionnaire, &submission, ix, &change, "", today).is_none());
    assert_eq!(BTreeSet::from(["a"]).len(), 1);
}
