//! What an action plan becomes: conditions of the quote, a table of the memo, text and cells to paste.

use super::super::super::wording::EFFORT_IS_JUDGEMENT;
use super::*;
use crate::assessment::{ActionPlan, ImprovedTo, Improvement, action_plan};
use crate::submission::{Flip, OwnEffort, Scenario, Subjectivity, SubjectivityStatus};

/// Everything at the option in the middle, from 2027-01-01, with a scenario of three better answers.
fn tried() -> (Questionnaire, Submission) {
    let questionnaire = shipped(0);
    let mut submission = answered(&questionnaire, "c");
    submission.policy.inception = NaiveDate::from_ymd_opt(2027, 1, 1);
    let flip = |key: &str| Flip { answer: Some(Answer::option(key)), grade: Some(Grade::ScanOrLog) };
    let flips = [("D1", "b"), ("D2", "b"), ("E3", "b")].map(|(id, key)| (id.to_owned(), flip(key)));
    submission.scenarios =
        vec![Scenario { name: "Zones".to_owned(), flips: flips.into_iter().collect(), note: String::new() }];
    (questionnaire, submission)
}

fn plan(questionnaire: &Questionnaire, submission: &Submission) -> ActionPlan {
    let to = |id: &str, place| Improvement {
        question: questionnaire.find(id).expect("it is there"),
        to: ImprovedTo::Option(place),
    };
    let set = [to("D1", 1), to("D2", 1), to("E3", 1)];
    action_plan(questionnaire, submission, &Facts::default(), &set, None)
}

fn with_case<T>(of: &(Questionnaire, Submission), look: impl FnOnce(Case<'_>) -> T) -> T {
    let (questionnaire, submission) = of;
    let assessment = assess(questionnaire, submission, &Facts::default());
    let survey = Survey::default();
    look(Case { questionnaire, submission, assessment: &assessment, survey: &survey, renewal: None })
}

#[test]
fn steps_of_one_theme_become_one_condition_dated_by_the_longest() {
    let of = tried();
    let conditions = with_case(&of, |case| case.conditions(&plan(&of.0, &of.1)));
    let codes: Vec<&str> = conditions.iter().map(|it| it.theme.as_str()).collect();
    assert_eq!(codes, ["ST-02", "ST-05"], "in the order in which they are begun");
    let zones = &conditions[0];
    // 26 weeks for D1, 8 for D2.
    assert_eq!((zones.due, zones.pre_bind), (NaiveDate::from_ymd_opt(2027, 7, 2), false));
    assert!(
        zones.text.contains("Steps: D2 written, and tested internally in 12 months; D1 separate zones"),
        "{}",
        zones.text
    );
    assert_eq!(
        zones.proof,
        "Test report or validated rule review; Diagram plus rule export; test report for full marks"
    );
    assert!(!zones.consequence.is_empty() && zones.status == SubjectivityStatus::Open && !zones.last_term);
}

#[test]
fn a_condition_on_file_is_not_made_twice() {
    let mut of = tried();
    let added = with_case(&of, |case| case.conditions(&plan(&of.0, &of.1)));
    of.1.subjectivities = added;
    assert_eq!(with_case(&of, |case| case.conditions(&plan(&of.0, &of.1))), []);
    of.1.subjectivities[0].status = SubjectivityStatus::Withdrawn;
    of.1.subjectivities[1] =
        Subjectivity { status: SubjectivityStatus::Met, last_term: true, ..of.1.subjectivities[1].clone() };
    let again = with_case(&of, |case| case.conditions(&plan(&of.0, &of.1)));
    assert_eq!(again.len(), 2, "withdrawn, and met last term: neither binds now");
}

#[test]
fn without_inception_there_is_no_date_and_without_a_theme_the_steps_speak() {
    let mut of = tried();
    of.1.policy.inception = None;
    for question in &mut of.0.questions {
        question.theme = None;
    }
    let conditions = with_case(&of, |case| case.conditions(&plan(&of.0, &of.1)));
    assert_eq!(conditions.len(), 3);
    assert!(conditions.iter().all(|it| it.due.is_none() && it.theme.is_empty()));
    assert_eq!(conditions[0].text, "Steps: D2 written, and tested internally in 12 months.");
}

#[test]
fn the_plan_of_a_scenario_stands_in_the_memo_and_says_that_it_is_tried() {
    let (questionnaire, mut submission) = tried();
    let text = text_of(&questionnaire, &submission);
    for said in [
        "Action plan of scenario Zones",
        "Tried, and agreed only where it stands among the subjectivities above.",
        "Separate zones with allow-lists Now: VLANs with some filtering",
        "High, 26 weeks In the term",
        EFFORT_IS_JUDGEMENT,
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let own = OwnEffort { cost: "Medium".to_owned(), weeks: 9, before_inception: false, note: "Quote".to_owned() };
    submission.efforts.entry("D1".to_owned()).or_default().insert("b".to_owned(), own);
    assert!(text_of(&questionnaire, &submission).contains("Own estimate Medium, 9 weeks In the term"));
    submission.scenarios.clear();
    assert!(!text_of(&questionnaire, &submission).contains("Action plan"));
}

#[test]
fn the_table_to_paste_holds_its_shape_and_keeps_rules_from_a_broker() {
    let mut of = tried();
    let d1 = of.0.find("D1").expect("it is there");
    of.0.questions[usize::from(d1.0)].evidence = "A\tplan\nand more".to_owned();
    for with_rules in [true, false] {
        let tsv = with_case(&of, |case| case.action_plan_tsv(&plan(&of.0, &of.1), with_rules));
        let widths: Vec<usize> = tsv.lines().map(|line| line.split('\t').count()).collect();
        assert_eq!(widths, [if with_rules { 12 } else { 11 }; 4], "{tsv}");
        assert_eq!(tsv.contains("Lifts"), with_rules);
    }
    let text = with_case(&of, |case| case.action_plan_text(&plan(&of.0, &of.1)));
    assert!(text.contains("takes: high, 26 weeks, in the term"), "{text}");
    assert!(
        text.ends_with("Cost classes and weeks are judgement, not measured; a class is no amount of money.\n"),
        "{text}"
    );
}
