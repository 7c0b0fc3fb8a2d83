//! What a preview must never say, and that it stays short.

use super::{PreviewStamp, document, steps};
use crate::assessment::{Facts, assess};
use crate::files::{SHIPPED, questionnaire_from_text};
use crate::inventory::Survey;
use crate::memo::layout::{DisplayList, lay_out};
use crate::memo::wording::Case;
use crate::questionnaire::{Questionnaire, decimal};
use crate::submission::{Answer, Carried, Grade, Record, Subjectivity, Submission};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

fn core() -> Questionnaire {
    let (file, text) = SHIPPED[0];
    questionnaire_from_text(text, file).expect("it ships")
}

/// One byte a question: which option, unknown or open, and how it is backed.
fn submission(questionnaire: &Questionnaire, picks: &[u8]) -> Submission {
    let mut submission = Submission::default();
    for (ix, pick) in questionnaire.places().zip(picks) {
        let question = questionnaire.question(ix);
        let count = question.options.len();
        let answer = match usize::from(*pick) % (count + 2) {
            place if place < count => Answer::option(&question.options[place].key),
            place if place == count => Answer::Unknown,
            _ => continue,
        };
        let grade = Some(Grade::ALL[usize::from(pick / 64)]);
        submission.records.insert(question.id.clone(), Record { answer: Some(answer), grade, ..Record::default() });
    }
    submission
}

/// The pages, and every figure with a decimal that they may show.
fn pages(questionnaire: &Questionnaire, submission: &Submission) -> (DisplayList, BTreeSet<String>) {
    let facts = Facts::default();
    let assessment = assess(questionnaire, submission, &facts);
    let case = Case { questionnaire, submission, assessment: &assessment, survey: &Survey::default(), renewal: None };
    let stamp = PreviewStamp { as_of: day(), tool_version: "1" };
    let list = lay_out(&document(&case, &stamp)).expect("it lays out");
    let plan = steps(&case, day());
    let mut may = BTreeSet::from([assessment.score_shown(questionnaire)]);
    let done: Vec<_> = plan.steps.iter().map(|step| step.improvement).collect();
    let then = crate::assessment::with_improvements(questionnaire, submission, &facts, &done);
    for range in [assessment.range, then.range] {
        may.extend([decimal(range.best, 1), decimal(range.worst, 1)]);
    }
    may.extend([assessment.completeness, assessment.confidence].map(|share| decimal(share, 1)));
    may.extend(assessment.borderline.map(|(_, distance)| decimal(distance, 1)));
    may.insert(then.score_shown(questionnaire));
    for step in &plan.steps {
        may.insert(decimal(step.gain, 1));
        may.insert(crate::assessment::shown_score(questionnaire, step.after.tier, step.after.score));
    }
    (list, may)
}

/// `2.5`, and not `1.2.0` or `2026`.
fn decimals(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|token| token.trim_matches('.'))
        .filter(|token| token.matches('.').count() == 1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_preview_shows_no_weight_no_rule_and_no_authority_on_at_most_three_pages(
        picks in proptest::collection::vec(any::<u8>(), 80),
    ) {
        let questionnaire = core();
        let submission = submission(&questionnaire, &picks);
        let (list, may) = pages(&questionnaire, &submission);
        prop_assert!((1..=3).contains(&list.pages.len()), "{} pages", list.pages.len());
        let text = list.plain_text();
        let codes = questionnaire.rules.iter().map(|it| it.code.as_str());
        let codes = codes.chain(questionnaire.themes.iter().map(|it| it.code.as_str()));
        let codes = codes.chain(questionnaire.coverage_notes.iter().map(|it| it.code.as_str()));
        let people = questionnaire.authorities.iter().map(String::as_str);
        for never in codes.chain(people).chain(["Weight", "weight", "Schedule", "Authority"]) {
            prop_assert!(!text.contains(never), "{never} in {text}");
        }
        // An option names a standard.
        for number in decimals(&text.replace("802.1X", "")) {
            prop_assert!(may.contains(number), "{number} is none of {may:?} in {text}");
        }
    }
}

#[test]
fn a_case_without_an_answer_says_what_is_open_and_promises_nothing() {
    let questionnaire = core();
    let (list, _) = pages(&questionnaire, &Submission::default());
    let text = list.plain_text();
    for must in ["Applicant not named", "Insufficient information", "Still open", "Can decide the case", "no offer"] {
        assert!(text.contains(must), "{must} is missing in {text}");
    }
    assert!(!text.contains("What would help most"), "{text}");
}

#[test]
fn steps_come_with_their_effect_and_the_last_one_says_where_all_of_them_lead() {
    let questionnaire = core();
    let submission = submission(&questionnaire, &[2; 80]);
    let assessment = assess(&questionnaire, &submission, &Facts::default());
    let survey = Survey::default();
    let case = Case {
        questionnaire: &questionnaire,
        submission: &submission,
        assessment: &assessment,
        survey: &survey,
        renewal: None,
    };
    let plan = steps(&case, day());
    assert_eq!(plan.steps.len(), 5);
    let mut score = assessment.score;
    for step in &plan.steps {
        assert!(step.gain > 0.into() && step.after.score < score, "{step:?}");
        score = step.after.score;
    }
}

#[test]
fn what_takes_longer_than_is_left_is_not_promised_before_cover_starts() {
    let questionnaire = core();
    let survey = Survey::default();
    for (days, left) in [(40, 5), (3, 0), (0, 0)] {
        let mut submission = submission(&questionnaire, &[2; 80]);
        submission.policy.inception = day().checked_add_days(Days::new(days));
        let assessment = assess(&questionnaire, &submission, &Facts::default());
        let case = Case {
            questionnaire: &questionnaire,
            submission: &submission,
            assessment: &assessment,
            survey: &survey,
            renewal: None,
        };
        let plan = steps(&case, day());
        for step in &plan.steps {
            let effort = step.estimate.effort;
            assert_eq!(step.before_inception, effort.before_inception && effort.weeks <= left, "{step:?}");
        }
        assert!(plan.steps.is_sorted_by_key(|step| !step.before_inception), "those that fit come first");
        assert_eq!(plan.total.before_inception, plan.steps.iter().all(|step| step.before_inception));
        let late = |it: &&Subjectivity| it.pre_bind;
        let conditions = case.conditions(&plan);
        let too_late = conditions.iter().filter(late).filter(|_| left == 0).count();
        assert_eq!(too_late, 0, "nothing is a condition of binding that cannot be done by then: {conditions:?}");
    }
}

#[test]
fn what_nobody_confirmed_since_last_term_is_no_strength_and_is_said() {
    let questionnaire = core();
    let mut submission = submission(&questionnaire, &[0; 80]);
    for record in submission.records.values_mut() {
        record.confirm = Some(Carried { from: "LAST".to_owned(), inception: None, grade: None });
    }
    let text = pages(&questionnaire, &submission).0.plain_text();
    assert!(!text.contains("What already speaks for you"), "{text}");
    assert!(!text.contains("Nothing is open"), "{text}");
    assert!(text.contains("come from last term and nobody has confirmed them"), "{text}");
}
