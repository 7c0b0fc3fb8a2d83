//! The memo of a renewal: which plan, which parts, and what waits for a person.

use super::{add_words, answered, shipped, stamp};
use crate::assessment::renewal::{Renewal, Side, assess_renewed, renewal};
use crate::inventory::Survey;
use crate::memo::content::document;
use crate::memo::wording::Case;
use crate::questionnaire::plan::{Plan, Target, Value, WeightSum, lay};
use crate::questionnaire::{Questionnaire, Weight};
use crate::submission::{ExpiringCase, PlanDebit, PlanDebitUse, Submission};
use chrono::NaiveDate;
use std::sync::Arc;

fn planned(base: &Questionnaire) -> Questionnaire {
    let mut plan = Plan {
        id: "ot-heavy".into(),
        version: "1.0.0".into(),
        carrier: "Harbor Mutual".into(),
        filing: "HRBR-1".into(),
        effective: NaiveDate::from_ymd_opt(2027, 7, 1),
        sum: WeightSum::Floating,
        ..Plan::draft_on(base)
    };
    let weight = Weight::from_tenths(80).expect("8.0");
    plan.set(base, Target::Weight { question: "D1".into() }, Value::Weight(weight));
    plan.set(base, Target::ScheduleCap { section: "D".into() }, Value::Number(2));
    lay(base, &plan).unwrap_or_else(|conflicts| panic!("{conflicts:?}"))
}

/// The words of the memo of a case that renews itself under the plan.
fn words(submission: &Submission) -> (String, Renewal) {
    let base = shipped(0);
    let effective = planned(&base);
    let survey = Survey::default();
    let side = |effective| Side { base: &base, effective, submission, survey: &survey };
    let renewal = renewal(&side(&base), &side(&effective));
    let assessment = assess_renewed(&effective, submission, &survey, Some(&renewal));
    let case = Case {
        questionnaire: &effective,
        submission,
        assessment: &assessment,
        survey: &survey,
        renewal: Some(&renewal),
    };
    let mut text = String::new();
    add_words(&document(&case, &stamp()).blocks, &mut text);
    (text.split_whitespace().collect::<Vec<_>>().join(" "), renewal)
}

#[test]
fn the_memo_names_plan_parts_and_the_debit_that_waits() {
    let mut submission = answered(&shipped(0), "d");
    let expiring = ExpiringCase { file_name: "Harbour 2026.securable".into(), ..ExpiringCase::default() };
    submission.expiring = Some(Arc::new(expiring));
    submission.policy.inception = NaiveDate::from_ymd_opt(2027, 1, 1);
    let (text, renewal) = words(&submission);
    for part in [
        "Not approved: ot-heavy 1.0.0, draft, SHA-256",
        "The policy begins on 2027-01-01, before the plan is effective on 2027-07-01. from 2027-07-01; filing: HRBR-1",
        "Scored under plan ot-heavy 1.0.0 of Harbor Mutual, draft",
        "D1 weight 5.0 to 8.0; section D schedule cap 6% to 2%",
        "Harbour 2026.securable:",
        "Risk changed 0.0 0/1",
        "Questions changed 0.0 0/1",
        "Plan change, not usable",
        "None: every question is answered as in the expiring case.",
        "it holds a plan change that nobody has decided on",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let line = renewal.schedule.iter().find(|line| line.section == "D").expect("a line");
    let debit = PlanDebit {
        was: line.was(),
        is: line.is(),
        usage: PlanDebitUse::Expiring,
        by: "M. Ito".into(),
        on: NaiveDate::from_ymd_opt(2026, 12, 1),
        reason: "Utah R590-121-4".into(),
    };
    submission.plan_debits.insert("D".into(), debit);
    let (decided, _) = words(&submission);
    assert!(
        decided.contains("the expiring line goes on, decided by M. Ito on 2026-12-01: Utah R590-121-4"),
        "{decided}"
    );
    assert!(!decided.contains("Plan change, not usable"), "{decided}");
}
