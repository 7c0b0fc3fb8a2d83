//! A short call: the desk names the best question to ask, and goes from one to the next.

use super::*;
use crate::submission::{self, Record};
use egui::accesskit::Role;

/// Every question of the shipped questionnaire at this option and proven, but for some.
fn all_at(key: &str, but: &[&str]) -> Submission {
    let questionnaire = store::shipped_questionnaire().expect("the shipped questionnaire reads");
    let mut submission = Submission::default();
    for ix in questionnaire.places() {
        let question = questionnaire.question(ix);
        let wanted = if questionnaire.is_scored(ix) { question.option(key) } else { Some(0) };
        let Some(option) = wanted.and_then(|place| question.options.get(place)) else { continue };
        if !but.contains(&question.id.as_str()) {
            let grade = Some(crate::submission::Grade::ScanOrLog);
            let record = Record { answer: Some(submission::Answer::option(&option.key)), grade, ..Record::default() };
            submission.records.insert(question.id.clone(), record);
        }
    }
    submission
}

#[test]
fn the_strip_names_the_next_question_and_its_key_goes_there() {
    let mut stage = stage();
    let first = case(&stage).asking().order[0].question;
    let id = case(&stage).questionnaire.question(first).id.clone();
    assert!(has(&stage, &format!("Ask next {id}")));
    assert!(has(&stage, "band certain after"), "and says how far it is");
    press(&mut stage, Key::F8);
    assert_eq!(current(&stage), id);
}

#[test]
fn a_quick_call_goes_from_answer_to_the_next_best_question() {
    let mut stage = stage();
    press_with(&mut stage, Modifiers::SHIFT, Key::F8);
    assert!(case(&stage).view.quick_call);
    for _ in 0..3 {
        let before = current(&stage);
        assert_eq!(case(&stage).questionnaire.question(case(&stage).asking().order[0].question).id, before);
        press(&mut stage, Key::U);
        assert_ne!(current(&stage), before, "unknown is an answer too");
    }
    let before = case(&stage).view.current;
    press(&mut stage, Key::A);
    if case(&stage).view.current == before {
        // A follow-up is asked, or more may be ticked: Enter goes on.
        press(&mut stage, Key::Enter);
    }
    assert_eq!(case(&stage).asking().order[0].question, case(&stage).view.current);
    stage.get_by_role_and_label(Role::Button, "Quick call").click_accesskit();
    stage.run();
    assert!(!case(&stage).view.quick_call, "the switch in the strip turns it off");
}

#[test]
fn a_settled_band_is_said_and_the_open_answers_are_counted() {
    let mut stage = stage_with(all_at("a", &["B2", "F5", "H4", "J4"]), Vec2::new(1280.0, 800.0), None);
    assert!(has(&stage, "The band is Preferred whatever the 4 open answers turn out to be"));
    press(&mut stage, Key::F8);
    assert_eq!(toast(&stage), "The band is Preferred whatever the 4 open answers turn out to be");
}

#[test]
fn what_is_settled_still_names_the_knock_out_that_waits() {
    let mut stage = stage_with(all_at("a", &["K2", "H4"]), Vec2::new(1280.0, 800.0), None);
    assert!(has(&stage, "The band is Preferred whatever the 2 open answers turn out to be"));
    assert!(has(&stage, "KO-6 still waits for an answer"));
    press(&mut stage, Key::F8);
    assert_eq!(current(&stage), "K2");
}

#[test]
fn a_client_reads_no_weights_and_no_codes_of_rules() {
    let mut stage = stage();
    let state = stage.state_mut().as_mut().expect("a desk");
    state.desk.prefs.role = crate::files::Role::Broker;
    stage.run();
    assert!(has(&stage, "could decide the case at once"));
    assert!(!has(&stage, "KO-"), "codes of rules stay inside");
}
