//! What a case is scored under, and what it renews.

use super::*;
use crate::assessment::renewal::Renewal;
use crate::questionnaire::Weight;
use crate::questionnaire::plan::{ChangeRecord, Plan, Target, Value, WeightSum};

/// D1 counts for 8.0, as a draft.
fn draft() -> Plan {
    let base = shipped();
    let mut plan = Plan {
        id: "ot-heavy".into(),
        version: "1.0.0".into(),
        title: "OT heavy".into(),
        carrier: "Harbor Mutual".into(),
        program: "Connected devices".into(),
        jurisdiction: "New York".into(),
        effective: NaiveDate::from_ymd_opt(2027, 1, 1),
        filing: "HRBR-1".into(),
        author: "M. Ito".into(),
        sum: WeightSum::Floating,
        ..Plan::draft_on(&base)
    };
    plan.records.push(ChangeRecord {
        what: "Segmentation counts for more".into(),
        why: "Claims".into(),
        evidence: "Own book".into(),
        expected_effect: "Worse scores of flat networks".into(),
    });
    let weight = Weight::from_tenths(80).expect("8.0");
    plan.set(&base, Target::Weight { question: "D1".into() }, Value::Weight(weight));
    plan
}

/// As it reads from disk.
fn read(plan: &Plan) -> Plan {
    let text = ron_from_plan(plan);
    plan_from_bytes(text.as_bytes(), "plan.ron").unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn approved() -> Plan {
    let day = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day");
    let plan = draft().submitted().and_then(|plan| plan.approved("R. Vance", day, "Read")).expect("complete");
    read(&plan)
}

fn core_pin() -> PinnedQuestionnaire {
    PinnedQuestionnaire::from(&shipped())
}

fn here() -> &'static Path {
    Path::new("case.securable")
}

fn refusal(pin: &PinnedQuestionnaire, bound: &BoundPlan) -> String {
    basis(pin, Some(bound), here()).expect_err("is refused").to_string()
}

#[test]
fn a_case_opens_under_its_plan_and_an_old_one_as_shipped() {
    let plan = approved();
    let under = basis(&core_pin(), Some(&bound_plan(&plan)), here()).unwrap_or_else(|error| panic!("{error}"));
    let ix = under.effective.find("D1").expect("D1");
    assert_eq!(under.effective.question(ix).weight.tenths(), 80);
    assert_eq!(under.base.question(ix).weight.tenths(), 50);
    assert_eq!(under.effective.plan.as_deref(), Some(&plan));
    assert_eq!(PinnedQuestionnaire::from(&*under.effective), core_pin(), "the pin is that of the base");
    let as_shipped = basis(&core_pin(), None, here()).unwrap_or_else(|error| panic!("{error}"));
    assert!(Arc::ptr_eq(&as_shipped.base, &as_shipped.effective));
}

#[test]
fn a_plan_that_does_not_belong_to_the_case_is_refused_in_a_sentence() {
    let pin = core_pin();
    let good = bound_plan(&approved());

    let other_hash = BoundPlan { sha256: "0".repeat(64), ..good.clone() };
    let sentence = refusal(&pin, &other_hash);
    assert!(sentence.contains("is another one") && sentence.contains("was bound to the hash 0000"), "{sentence}");

    let edited = good.text.replace("8.0", "9.0");
    assert_ne!(edited, *good.text);
    let sentence = refusal(&pin, &BoundPlan { text: edited.into(), ..good.clone() });
    assert!(sentence.contains("edited after it was approved"), "{sentence}");

    let mut gone = draft();
    gone.changes[0].target = Target::Weight { question: "Z9".into() };
    let gone = bound_plan(&read(&gone));
    let sentence = refusal(&pin, &gone);
    assert!(sentence.contains("does not fit its questionnaire") && sentence.contains("Z9"), "{sentence}");

    let (file, text) = questionnaire_v1::SHIPPED[1];
    let first_pass = questionnaire_v1::questionnaire_from_text(text, file).expect("it ships");
    let sentence = refusal(&PinnedQuestionnaire::from(&first_pass), &good);
    assert!(sentence.contains("the plan is made for iot-core"), "{sentence}");
    let mut rehashed = draft();
    rehashed.base.sha256 = "1".repeat(64);
    let sentence = refusal(&pin, &bound_plan(&read(&rehashed)));
    assert!(sentence.contains("with the hash 111111111111"), "{sentence}");

    let sentence = refusal(&pin, &BoundPlan { text: "Plan(".into(), ..good });
    assert!(sentence.contains("cannot be used") && sentence.contains("Restore plan.ron"), "{sentence}");
}

/// A case on the core questionnaire with an answer, perhaps under a plan.
fn case_with(d1: &str, plan: Option<&Plan>) -> CaseFile {
    let mut case = CaseFile { questionnaire: core_pin(), ..CaseFile::default() };
    case.submission.reference = "UW-7".into();
    drop(record_edit("D1", d1, "").apply(&mut case.submission));
    case.submission.plan = plan.map(|plan| Arc::new(bound_plan(plan)));
    case
}

fn renewal_of(case: &CaseFile) -> Renewal {
    let basis = basis(&case.questionnaire, case.submission.plan.as_deref(), here()).expect("a basis");
    let assessed = assessed_as_renewal(case, &basis);
    assert!(assessed.notices.is_empty(), "{:?}", assessed.notices);
    assessed.renewal.expect("a renewal")
}

#[test]
fn the_expiring_case_is_kept_without_what_no_score_needs_and_compared_as_it_was() {
    let folder = folder();
    let path = folder.path().join("Harbour 2026.securable");
    let mut old = case_with("c", None);
    old.history.append(&[change(1, record_edit("D1", "c", "said on the phone"))]).expect("writes");
    old.evidence.insert(hash::sha256_hex(b"scan"), b"scan".as_slice().into());
    old.submission.expiring = Some(Arc::new(ExpiringCase { sha256: hash::sha256_hex(b""), ..Default::default() }));
    write_case(&path, &old, &Expect::NewFile).expect("saves");

    let kept = expiring_from_file(&path).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((kept.file_name.as_str(), kept.reference.as_str()), ("Harbour 2026.securable", "UW-7"));
    assert_eq!(kept, expiring_from_file(&path).expect("reads"), "the same bytes every time");
    let read = read_expiring(&kept).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read.submission.expiring, None, "no year carries all the years before it");
    assert_eq!(read.submission.records, old.submission.records);

    let plan = approved();
    let mut new = case_with("b", Some(&plan));
    new.submission.expiring = Some(Arc::new(kept));
    let new_path = folder.path().join("Harbour 2027.securable");
    write_case(&new_path, &new, &Expect::NewFile).expect("saves");
    let opened = read_case(&new_path).expect("reads");
    assert_eq!(opened.case, new);
    let renewal = renewal_of(&opened.case);
    assert_eq!((renewal.expiring.plan, renewal.renewing.plan), (None, Some("ot-heavy 1.0.0".to_owned())));
    assert_eq!(renewal.answers.len(), 1);

    let mut broken = new;
    let kept = broken.submission.expiring.as_deref().cloned().expect("is there");
    broken.submission.expiring = Some(Arc::new(ExpiringCase { bytes: b"PK no".as_slice().into(), ..kept }));
    let basis = basis(&broken.questionnaire, broken.submission.plan.as_deref(), here()).expect("a basis");
    let assessed = assessed_as_renewal(&broken, &basis);
    assert!(assessed.renewal.is_none());
    assert!(assessed.notices[0].text.starts_with("it cannot be compared with"), "{:?}", assessed.notices);
}
