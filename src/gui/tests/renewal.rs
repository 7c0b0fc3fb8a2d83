//! Last year's case becomes this year's: rolled forward, confirmed by keyboard, compared.

use super::*;
use crate::gui::action::Action;
use crate::gui::answer::AnswerChange;
use crate::gui::command::Command;
use crate::questionnaire::SectionIx;
use crate::submission::{Answer, Grade, Record, Subjectivity};
use chrono::NaiveDate;

fn act(stage: &mut Stage, action: Action) {
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        crate::gui::apply::apply(&context, &mut app.desk, vec![action]);
    }
    stage.run_steps(6);
    stage.run();
}

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day")
}

/// Section B answered and proven, D1 on old evidence, one declaration, one open condition.
fn last_year() -> Submission {
    let mut case = Submission { reference: "HMF-2027".to_owned(), ..Submission::default() };
    case.applicant.name = "Harbor Mill Foods".to_owned();
    case.policy.inception = Some(day("2027-01-01"));
    for id in ["B1", "B2", "B3", "B4", "D1"] {
        let on = if id == "D1" { "2026-10-01" } else { "2027-06-01" };
        let record = Record {
            answer: Some(Answer::option("c")),
            grade: Some(Grade::ScanOrLog),
            said_by: "J. Ortiz".to_owned(),
            said_on: Some(day(on)),
            ..Record::default()
        };
        case.records.insert(id.to_owned(), record);
    }
    case.records.insert("K2".to_owned(), Record { answer: Some(Answer::option("no")), ..Record::default() });
    case.subjectivities.push(Subjectivity { text: "Scan from outside".to_owned(), ..Subjectivity::default() });
    case
}

fn rolled() -> Stage {
    let mut stage = stage_with(last_year(), Vec2::new(1280.0, 800.0), None);
    act(&mut stage, Command::RollForward.into());
    assert!(toast(&stage).starts_with("Rolled forward: 6 answers to confirm"), "{}", toast(&stage));
    stage
}

fn waiting(stage: &Stage) -> usize {
    case(stage).derived.to_confirm.len()
}

fn grade(stage: &Stage, id: &str) -> Option<Grade> {
    case(stage).submission.record(id).and_then(|record| record.grade)
}

#[test]
fn the_next_term_opens_unsaved_with_the_old_case_inside() {
    let stage = rolled();
    let it = case(&stage);
    assert_eq!(it.submission.policy.inception, Some(day("2028-01-01")));
    assert!(it.is_changed() && it.slot.path().is_none() && it.submission.reference.is_empty());
    assert_eq!(it.slot.changes.len(), 1, "one line says where it came from");
    assert_eq!(it.slot.changes[0].label, "Roll forward from HMF-2027");
    assert!(it.derived.renewal.is_some() && it.undo.undo_label().is_none());
    assert_eq!(desk(&stage).screen, Screen::Interview);
    assert!(has(&stage, "6 to confirm"), "the status bar says how many wait");
    assert!(has(&stage, "Confirmed"), "and the live panel");
}

#[test]
fn carried_answers_are_confirmed_by_keyboard() {
    let mut stage = rolled();
    go_to(&mut stage, "B1");
    assert!(has(&stage, "Carried over from HMF-2027, term from 2027-01-01"));
    assert!(has(&stage, "then its evidence of 2027-06-01 counts again as E2"));
    assert_eq!(case(&stage).derived.progress[1].settled, 0, "what waits is not settled");
    press_with(&mut stage, Modifiers::COMMAND, Key::Enter);
    assert_eq!((waiting(&stage), grade(&stage, "B1")), (5, Some(Grade::ScanOrLog)));
    assert_eq!(current(&stage), "B2", "it goes on");
    // The same letter says that it holds; another is a new answer without last year's evidence.
    press(&mut stage, Key::C);
    assert_eq!((waiting(&stage), grade(&stage, "B2")), (4, Some(Grade::ScanOrLog)));
    assert_eq!(case(&stage).undo.undo_label(), Some("Confirm B2"));
    go_to(&mut stage, "B3");
    press(&mut stage, Key::A);
    assert_eq!((waiting(&stage), grade(&stage, "B3")), (3, None));
    assert_eq!(case(&stage).submission.record("B3").and_then(|it| it.said_on), Some(desk(&stage).today));
    // Whoever grades a carried answer has seen that it holds.
    go_to(&mut stage, "D1");
    assert!(has(&stage, "more than twelve months old at inception"));
    press(&mut stage, Key::Num2);
    assert_eq!((waiting(&stage), grade(&stage, "D1")), (2, Some(Grade::Document)));
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!((waiting(&stage), grade(&stage, "D1")), (3, None));
}

#[test]
fn a_section_is_confirmed_as_one_step() {
    let mut stage = rolled();
    go_to(&mut stage, "B2");
    press_with(&mut stage, Modifiers::COMMAND | Modifiers::SHIFT, Key::Enter);
    assert_eq!((waiting(&stage), toast(&stage).as_str()), (2, "Confirm 4 answers of section B"));
    assert_eq!(case(&stage).derived.progress[1].settled, 4);
    assert!(!Command::ConfirmSection.is_enabled(desk(&stage)), "nothing waits there");
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(waiting(&stage), 6);
    act(&mut stage, Action::ConfirmSection(SectionIx(3)));
    assert_eq!((waiting(&stage), grade(&stage, "D1")), (5, None), "its evidence is too old");
}

#[test]
fn declarations_are_open_until_they_are_stated_anew() {
    let mut stage = rolled();
    let is_open = |stage: &Stage| {
        let case = case(stage);
        let ix = case.questionnaire.find("K2").expect("K2");
        case.derived.open.iter().any(|item| item.question == ix)
    };
    assert!(is_open(&stage));
    let text = crate::gui::email::text_from_open_items(case(&stage));
    assert!(text.contains("please state it anew") && text.contains("still hold"), "{text}");
    act(&mut stage, Command::OpenItems.into());
    assert!(has(&stage, "Declared last term, to be stated anew"));
    assert!(has(&stage, "Confirm K2"));
    let k2 = case(&stage).questionnaire.find("K2").expect("K2");
    act(&mut stage, Action::Answer(k2, AnswerChange::Confirm));
    assert!(!is_open(&stage) && waiting(&stage) == 5);
}

#[test]
fn the_renewal_view_says_what_changed() {
    let mut stage = rolled();
    press_with(&mut stage, Modifiers::COMMAND, Key::R);
    assert_eq!(desk(&stage).screen, Screen::Renewal);
    for words in [
        "6 of 6 answers are carried over from last term and not confirmed",
        "None: every question is answered as in the expiring case",
        "Neither case holds a device list",
        "E2 of 2026-10-01, more than twelve months old",
        "Scan from outside",
        "Still open",
        "Change of the score since the expiring case",
    ] {
        assert!(has(&stage, words), "{words}");
    }
    act(&mut stage, Command::DropExpiring.into());
    assert!(has(&stage, "With the expiring case on file"), "the empty view says what to do");
    assert!(!has(&stage, "Change of the score since"));
}

#[test]
fn an_old_questionnaire_can_be_left_behind() {
    let mut stage = stage_with(last_year(), Vec2::new(1280.0, 800.0), None);
    assert!(!Command::RollForwardCurrent.is_enabled(desk(&stage)), "it is the current one");
    let old = {
        let (file, text) = crate::files::SHIPPED[0];
        let text = text.replacen("id: \"B4\"", "id: \"B9\"", 1).replace("\"B4\"", "\"B9\"");
        crate::files::questionnaire_from_text(&text, file).unwrap_or_else(|problems| panic!("{problems:?}"))
    };
    let mut before = last_year();
    let record = before.records.remove("B4").expect("B4");
    before.records.insert("B9".to_owned(), record);
    if let Some(app) = stage.state_mut() {
        app.desk.case = Some(Case::new(std::sync::Arc::new(old), before, Slot::default()));
    }
    assert!(Command::RollForwardCurrent.is_enabled(desk(&stage)));
    act(&mut stage, Command::RollForwardCurrent.into());
    let it = case(&stage);
    assert!(it.questionnaire.find("B4").is_some() && it.submission.answer("B9").is_some(), "kept, never guessed");
    assert!(it.submission.answer("B4").is_none());
    assert!(desk(&stage).toasts.iter().any(|toast| toast.text.contains("counts nowhere: B9, the question")));
}
