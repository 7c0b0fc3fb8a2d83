//! Rolling forward loses nothing, and a confirmation brings back what is still young enough.

use super::*;
use std::sync::Arc;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day")
}

fn policy(inception: Option<&str>, expiry: Option<&str>) -> Policy {
    Policy { inception: inception.map(day), expiry: expiry.map(day), ..Policy::default() }
}

fn check_term(policy: &Policy, wish: (Option<&str>, Option<&str>), says: Result<(Option<&str>, Option<&str>), &str>) {
    let wish = NewTerm { inception: wish.0.map(day), expiry: wish.1.map(day) };
    match (NewTerm::after(policy, wish), says) {
        (Ok(term), Ok((inception, expiry))) => {
            assert_eq!((term.inception, term.expiry), (inception.map(day), expiry.map(day)), "{policy:?} {wish:?}");
        }
        (Err(said), Err(part)) => assert!(said.contains(part), "{said}"),
        (found, _) => panic!("{policy:?} {wish:?}: {found:?}"),
    }
}

#[test]
fn the_next_term_follows_the_last_unless_a_person_says_otherwise() {
    let year = policy(Some("2027-01-01"), Some("2028-01-01"));
    check_term(&year, (None, None), Ok((Some("2028-01-01"), Some("2029-01-01"))));
    check_term(&year, (Some("2028-03-01"), None), Ok((Some("2028-03-01"), Some("2029-03-01"))));
    check_term(&year, (None, Some("2028-07-01")), Ok((Some("2028-01-01"), Some("2028-07-01"))));
    check_term(&policy(Some("2027-06-30"), None), (None, None), Ok((Some("2028-06-30"), Some("2029-06-30"))));
    check_term(&policy(Some("2028-02-29"), None), (None, None), Ok((Some("2029-02-28"), Some("2030-02-28"))));
    check_term(&policy(None, None), (None, None), Ok((None, None)));
    check_term(&policy(None, None), (None, Some("2029-01-01")), Ok((None, Some("2029-01-01"))));
    check_term(&year, (Some("2027-01-01"), None), Err("choose a later inception"));
    check_term(&year, (None, Some("2028-01-01")), Err("choose a later expiry"));
    // A term that ends before it begins is a mistake of the expiring case.
    check_term(&policy(Some("2027-01-01"), Some("2026-01-01")), (None, None), Err("choose a later inception"));
    // The end of time has no year after it.
    check_term(&Policy { inception: Some(NaiveDate::MAX), ..Policy::default() }, (None, None), Ok((None, None)));
}

fn rolled(expiring: &Submission) -> Submission {
    let term = NewTerm::after(&expiring.policy, NewTerm::default()).expect("a term");
    roll_forward(expiring, "HMF-2027", term, Arc::default(), None)
}

fn proven(grade: Grade, said_on: Option<&str>, dated: &[&str]) -> Record {
    let attachment = |date: &&str| Attachment { dated: Some(day(date)), ..Attachment::default() };
    Record {
        grade: Some(grade),
        said_on: said_on.map(day),
        said_by: "J. Ortiz".into(),
        attachments: dated.iter().map(attachment).collect(),
        ..record("b")
    }
}

/// Rolls one record into the year 2028 and confirms it: its grade and day then.
fn check_confirmed(record: Record, grade: Option<Grade>, said_on: &str) {
    let mut expiring = Submission { policy: policy(Some("2027-01-01"), None), ..Submission::default() };
    expiring.records.insert("D1".into(), record.clone());
    let mut renewing = rolled(&expiring);
    let carried = renewing.record("D1").expect("carried").clone();
    assert_eq!(carried.confirm.as_ref().expect("to confirm").grade, record.grade, "the old grade waits");
    assert_eq!((carried.grade, carried.is_unconfirmed()), (None, true));
    let edits = confirming(&renewing, ["D1", "D2"], " M. Ito ", day("2027-11-20"));
    assert_eq!(edits.len(), 1, "D2 has nothing to confirm");
    for edit in edits {
        assert_eq!(edit.label(&renewing), "Confirm D1");
        let before = renewing.clone();
        let back = edit.apply(&mut renewing);
        let mut undone = renewing.clone();
        drop(back.apply(&mut undone));
        assert_eq!(undone, before, "one step back");
    }
    let now = renewing.record("D1").expect("there");
    assert_eq!((now.grade, now.said_on, now.said_by.as_str()), (grade, Some(day(said_on)), "M. Ito"), "{record:?}");
    assert_eq!((&now.answer, &now.attachments), (&record.answer, &record.attachments));
    assert!(!now.is_unconfirmed());
    assert!(confirming(&renewing, ["D1"], "", day("2027-11-20")).is_empty(), "once is enough");
}

#[test]
fn a_confirmation_brings_back_evidence_of_at_most_twelve_months() {
    use Grade::{Asserted, Document, ScanOrLog};
    let (young, old, now) = (Some("2027-01-01"), Some("2026-12-31"), "2027-11-20");
    // Where the day of the answer is all that dates the evidence, it stays.
    check_confirmed(proven(ScanOrLog, young, &[]), Some(ScanOrLog), "2027-01-01");
    check_confirmed(proven(ScanOrLog, old, &[]), None, now);
    check_confirmed(proven(ScanOrLog, None, &[]), None, now);
    check_confirmed(proven(Document, old, &["2026-03-01", "2027-06-01"]), Some(Document), now);
    check_confirmed(proven(Document, young, &["2026-03-01"]), None, now);
    check_confirmed(proven(Asserted, old, &[]), Some(Asserted), now);
    check_confirmed(Record { grade: None, ..proven(Asserted, old, &[]) }, None, now);
}

#[test]
fn without_a_term_nobody_knows_how_old_evidence_is() {
    let mut expiring = Submission::default();
    expiring.records.insert("D1".into(), proven(Grade::ScanOrLog, Some("2027-06-01"), &[]));
    let renewing = rolled(&expiring);
    assert_eq!(renewing.records["D1"].evidence_age(None), EvidenceAge::NotKnown);
    let [aged] = &CarriedOver::of(&renewing).aged[..] else { panic!("{renewing:?}") };
    assert_eq!((aged.question.as_str(), aged.grade, aged.dated), ("D1", Grade::ScanOrLog, None));
}

#[test]
fn what_belongs_to_the_old_term_stays_with_it() {
    let mut expiring = Submission { policy: policy(Some("2027-01-01"), None), ..Submission::default() };
    expiring.reference = "HMF-2027".into();
    expiring.decision = Decision { kind: DecisionKind::Quote, by: "M. Ito".into(), ..Decision::default() };
    expiring.plan_debits.insert("D".into(), PlanDebit::default());
    expiring.documents.push(Document::default());
    expiring.scenarios.push(Scenario::default());
    expiring.preview = Some(PreviewMark::default());
    let with = |text: &str, status| Subjectivity { text: text.into(), status, ..Subjectivity::default() };
    expiring.subjectivities = SubjectivityStatus::ALL.map(|status| with(status.words(), status)).to_vec();
    let renewing = rolled(&expiring);
    assert_eq!((renewing.reference.as_str(), &renewing.decision), ("", &Decision::default()));
    assert!(renewing.plan_debits.is_empty() && renewing.documents.is_empty() && renewing.scenarios.is_empty());
    assert!(renewing.preview.is_some(), "a preview stays one");
    let carried = CarriedOver::of(&renewing);
    let texts = |all: &[Subjectivity]| all.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    assert_eq!(
        (texts(&carried.open), texts(&carried.settled)),
        (vec!["Open".to_owned()], ["Met", "Waived", "Withdrawn"].map(str::to_owned).to_vec())
    );
    let before = |it: &Subjectivity| it.is_settled_before();
    assert_eq!(renewing.subjectivities.iter().map(before).collect::<Vec<_>>(), [false, true, true, true]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn rolling_forward_loses_no_answer_and_twice_keeps_since_when(
        records in proptest::collection::btree_map("[A-D][1-3]", a_record(), 0..8),
        synthetic in any::<bool>(),
    ) {
        let records = records.into_iter().filter(|(_, record)| !record.is_empty()).collect();
        let expiring = Submission {
            records, synthetic, policy: policy(Some("2027-01-01"), None), ..Submission::default()
        };
        let renewing = rolled(&expiring);
        prop_assert_eq!(renewing.records.len(), expiring.records.len());
        for (id, old) in &expiring.records {
            let new = &renewing.records[id];
            prop_assert_eq!(new.is_unconfirmed(), old.answer.is_some());
            let grade = new.confirm.as_ref().map_or(new.grade, |carried| carried.grade);
            prop_assert_eq!(&Record { grade, confirm: None, ..new.clone() }, old);
        }
        let carried = CarriedOver::of(&renewing);
        prop_assert_eq!(carried.to_confirm + carried.other_records, expiring.records.len());
        let again = rolled(&renewing);
        for (id, record) in &again.records {
            prop_assert_eq!(record, &renewing.records[id], "since the term it was last confirmed in");
        }
    }
}

#[test]
fn what_a_questionnaire_has_no_place_for_is_named() {
    let (file, text) = crate::files::SHIPPED[0];
    let core = crate::files::questionnaire_from_text(text, file).expect("it ships");
    let mut case = Submission::default();
    case.records.insert("D1".into(), record("zz"));
    case.records.insert("D2".into(), record("a"));
    case.records.insert("E1".into(), Record { answer: Some(Answer::Text("yes".into())), ..Record::default() });
    case.records.insert("Z9".into(), record("a"));
    let follow_ups = BTreeMap::from([("gone".to_owned(), FollowUpAnswer::Text("x".into()))]);
    case.records.insert("D3".into(), Record { follow_ups, ..record("a") });
    let found: Vec<String> = misfits(&core, &case).iter().map(Misfit::words).collect();
    assert_eq!(
        found,
        ["D1, the option \"zz\"", "D3, the follow-up \"gone\"", "E1, the kind of answer", "Z9, the question"]
    );
}
