//! Tests of everything that touches the disk.

mod basis;
mod hostile;
mod journal;
mod kill;
mod prefs;
mod renew;
mod saving;
mod submission;
mod table;

use super::*;
use crate::inventory::{
    Cell, CellChange, DateField, DateMark, Declared, DeclaredDate, DeviceClass, DeviceList, DeviceRow, Devices,
    Disposition, Field, Pinned, ReferenceKind, YesNo, Zone, ZoneKey,
};
use crate::questionnaire::Questionnaire;
use crate::submission::*;
use chrono::NaiveDate;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn shipped() -> Questionnaire {
    let (name, text) = questionnaire_v1::SHIPPED[0];
    questionnaire_v1::questionnaire_from_text(text, name).expect("the shipped questionnaire reads")
}

fn pinned() -> PinnedQuestionnaire {
    PinnedQuestionnaire {
        id: "q".into(),
        version: "1.0.0".into(),
        sha256: "0".repeat(64),
        text: "// asked\n()\n".into(),
    }
}

fn change(n: u32, edit: Edit) -> Change {
    Change { at: format!("2026-11-22T09:00:{n:02}Z"), who: "Ann".into(), label: format!("Change {n}"), edit }
}

fn record_edit(question: &str, key: &str, note: &str) -> Edit {
    let record = Record { answer: Some(Answer::option(key)), note: note.into(), ..Record::default() };
    Edit::Record { question: question.into(), record: Some(Box::new(record)) }
}

/// A small case with something of everything.
fn sample() -> CaseFile {
    let mut case = CaseFile { questionnaire: pinned(), ..CaseFile::default() };
    let mut table = Devices::default();
    let row = table.add_row(2, 3, DeviceClass::Camera);
    table.put_text(row, Field::Model, "P3245-V");
    case.submission.devices.table = Arc::new(table);
    case.submission.applicant.name = "Harbour Cold Storage".into();
    case.submission.policy.limit = Money::parse("5000000.5");
    case.submission.plan = Some(Arc::new(BoundPlan {
        id: "harbor".into(),
        version: "1.0.0".into(),
        sha256: "ab".repeat(32),
        text: "// why\n(id: \"harbor\")\n".into(),
    }));
    let before = b"PK the case of last year";
    case.submission.expiring = Some(Arc::new(ExpiringCase {
        file_name: "Harbour 2026.securable".into(),
        reference: "UW-7".into(),
        sha256: hash::sha256_hex(before),
        bytes: before.as_slice().into(),
    }));
    let edit = record_edit("D1", "b", "seen on the call");
    drop(edit.clone().apply(&mut case.submission));
    case.history.append(&[change(1, edit)]).expect("writes");
    let proof = b"scan result";
    let attachment = Attachment {
        sha256: hash::sha256_hex(proof),
        file_name: "scan.txt".into(),
        bytes: proof.len() as u64,
        ..Attachment::default()
    };
    case.evidence.insert(attachment.sha256.clone(), proof.as_slice().into());
    case.submission.records.entry("D1".into()).or_default().attachments.push(attachment);
    case
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn saved_sample(folder: &Path) -> (PathBuf, Saved) {
    let path = folder.join("case.securable");
    let saved = write_case(&path, &sample(), &Expect::NewFile).expect("saves");
    (path, saved)
}

/// Any text that people and machines may leave: quotes, controls, other scripts, line ends.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[ -~]{0,12}",
        1 => any::<String>(),
        1 => "[\\\\\"'\r\n\t\u{0}\u{301}\u{feff}\u{202e}#/*(){};,=+@-]{0,8}",
    ]
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (0..9999_i32, 1..=365_u32).prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).expect("in range"))
}

fn money() -> impl Strategy<Value = Money> {
    any::<u64>().prop_map(|tenths| Money { tenths })
}

fn grade() -> impl Strategy<Value = Grade> {
    proptest::sample::select(&Grade::ALL[..])
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        btree_set(text(), 0..4).prop_map(Answer::Options),
        text().prop_map(Answer::Text),
        Just(Answer::Unknown),
        (text(), text(), text()).prop_map(|(reason, control, decider)| Answer::NotApplicable(NotApplicable {
            reason,
            control,
            decider
        })),
    ]
}

fn follow_up() -> impl Strategy<Value = FollowUpAnswer> {
    prop_oneof![
        text().prop_map(FollowUpAnswer::Text),
        btree_set(text(), 0..3).prop_map(FollowUpAnswer::Keys),
        btree_map(text(), text(), 0..3).prop_map(FollowUpAnswer::Table),
    ]
}

fn record() -> impl Strategy<Value = Record> {
    let said = (text(), text(), of(date()), any::<bool>());
    (of(answer()), of(grade()), said, btree_map(text(), follow_up(), 0..3), of(carried()), vec(attachment(), 0..2))
        .prop_map(|(answer, grade, (note, said_by, said_on, flagged), follow_ups, confirm, attachments)| Record {
            answer,
            grade,
            note,
            said_by,
            said_on,
            flagged,
            follow_ups,
            confirm,
            attachments,
        })
}

fn carried() -> impl Strategy<Value = Carried> {
    (text(), of(date()), of(grade())).prop_map(|(from, inception, grade)| Carried { from, inception, grade })
}

fn attachment() -> impl Strategy<Value = Attachment> {
    (text(), any::<u64>(), of(date()), of(date()), text()).prop_map(|(file_name, bytes, dated, added, note)| {
        let file_name = clean_file_name(&file_name);
        Attachment { sha256: super::hash::sha256_hex(file_name.as_bytes()), file_name, bytes, dated, added, note }
    })
}

fn scenario() -> impl Strategy<Value = Scenario> {
    let flip = (of(answer()), of(grade())).prop_map(|(answer, grade)| Flip { answer, grade });
    (text(), btree_map(text(), flip, 0..3), text()).prop_map(|(name, flips, note)| Scenario { name, flips, note })
}

fn own_efforts() -> impl Strategy<Value = OwnEfforts> {
    let own = (text(), any::<u16>(), any::<bool>(), text())
        .prop_map(|(cost, weeks, before_inception, note)| OwnEffort { cost, weeks, before_inception, note });
    btree_map(text(), btree_map(text(), own, 1..3), 0..3)
}

fn preview_mark() -> impl Strategy<Value = PreviewMark> {
    (text(), of(date())).prop_map(|(by, on)| PreviewMark { by, on })
}

fn applicant() -> impl Strategy<Value = Applicant> {
    (text(), text(), text(), of(money()), of(any::<u64>()), of(any::<u64>()), text(), text()).prop_map(
        |(name, industry, naics, revenue, employees, sites, jurisdiction, operations)| Applicant {
            name,
            industry,
            naics,
            revenue,
            employees,
            sites,
            jurisdiction,
            operations,
        },
    )
}

fn policy() -> impl Strategy<Value = Policy> {
    (text(), of(date()), of(date()), of(money()), of(money()), text(), any::<bool>(), of(any::<u8>())).prop_map(
        |(line, inception, expiry, limit, retention, currency, is_surplus, schedule_max_percent)| Policy {
            line,
            inception,
            expiry,
            limit,
            retention,
            currency: Currency(currency),
            market: if is_surplus { Market::Surplus } else { Market::Admitted },
            schedule_max_percent,
        },
    )
}

fn subjectivity() -> impl Strategy<Value = Subjectivity> {
    let status = proptest::sample::select(&SubjectivityStatus::ALL[..]);
    (text(), text(), text(), of(date()), any::<bool>(), text(), text(), (status, any::<bool>())).prop_map(
        |(theme, text, owner, due, pre_bind, proof, consequence, (status, last_term))| Subjectivity {
            theme,
            text,
            owner,
            due,
            pre_bind,
            proof,
            consequence,
            status,
            last_term,
        },
    )
}

fn override_of() -> impl Strategy<Value = Override> {
    let of = prop_oneof![
        (text(), text()).prop_map(|(from, to)| OverrideOf::Band { from, to }),
        any::<(u16, u16)>().prop_map(|(from_tenths, to_tenths)| OverrideOf::Score { from_tenths, to_tenths }),
    ];
    (of, text(), text(), text(), text(), date(), 0..86_400_u32, 0..1_000_000_000_u32).prop_map(
        |(of, reason_code, text, by, second, on, seconds, nanos)| Override {
            of,
            reason_code,
            text,
            by,
            second,
            at: on.and_time(chrono::NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos).expect("in range")),
        },
    )
}

fn decision() -> impl Strategy<Value = Decision> {
    let kind = proptest::sample::select(&DecisionKind::ALL[..]);
    (kind, text(), text(), text(), of(date()), any::<bool>()).prop_map(|(kind, reason, by, reviewer, on, is_final)| {
        Decision { kind, reason, by, reviewer, on, memo: if is_final { MemoState::Final } else { MemoState::Draft } }
    })
}

fn document() -> impl Strategy<Value = Document> {
    (text(), of(date()), text()).prop_map(|(title, received, from)| Document { title, received, from })
}

fn broker() -> impl Strategy<Value = Broker> {
    (text(), text(), text()).prop_map(|(firm, contact, email)| Broker { firm, contact, email })
}

fn any_submission() -> impl Strategy<Value = Submission> {
    let people = (text(), applicant(), broker(), policy(), decision(), any::<bool>(), declared());
    let lists =
        (btree_map(text(), record(), 0..4), vec(document(), 0..3), vec(subjectivity(), 0..3), vec(override_of(), 0..3));
    let plans = (of(any_bound_plan("")), of(expiring()), plan_debits());
    let tried = (own_efforts(), vec(scenario(), 0..3), of(preview_mark()));
    (people, lists, plans, tried).prop_map(|(people, lists, (plan, expiring, plan_debits), tried)| {
        let (efforts, scenarios, preview) = tried;
        let (reference, applicant, broker, policy, decision, synthetic, declared) = people;
        let (records, documents, subjectivities, overrides) = lists;
        Submission {
            reference,
            applicant,
            broker,
            policy,
            records,
            documents,
            subjectivities,
            overrides,
            decision,
            synthetic,
            devices: DeviceList { declared, ..DeviceList::default() },
            plan: plan.map(Arc::new),
            expiring: expiring.map(Arc::new),
            plan_debits,
            efforts,
            scenarios,
            preview,
        }
    })
}

/// Without its text, which `submission.ron` leaves to the member.
fn any_bound_plan(content: &'static str) -> impl Strategy<Value = BoundPlan> {
    (text(), text()).prop_map(move |(id, version)| BoundPlan {
        id,
        version,
        sha256: "ab".repeat(32),
        text: content.into(),
    })
}

/// Likewise.
fn expiring() -> impl Strategy<Value = ExpiringCase> {
    (text(), text()).prop_map(|(file_name, reference)| ExpiringCase {
        file_name,
        reference,
        sha256: super::hash::sha256_hex(b""),
        bytes: Arc::default(),
    })
}

fn plan_debits() -> impl Strategy<Value = BTreeMap<String, PlanDebit>> {
    let usage = proptest::sample::select(PlanDebitUse::ALL.to_vec());
    let debit = (any::<i16>(), any::<i16>(), usage, text(), of(date()), text())
        .prop_map(|(was, is, usage, by, on, reason)| PlanDebit { was, is, usage, by, on, reason });
    btree_map(text(), debit, 0..3)
}

fn declared() -> impl Strategy<Value = Declared> {
    let zone = (proptest::sample::select(ZoneKey::FIELDS.to_vec()), text(), yes_no(), yes_no())
        .prop_map(|(field, value, separated, reachable)| (ZoneKey { field, value }, Zone { separated, reachable }));
    let looked_up = (text(), text(), proptest::sample::select(DateField::LIFECYCLE.to_vec()), date(), of(date()))
        .prop_map(|(vendor, model, kind, date, checked)| DeclaredDate {
            vendor,
            model,
            kind,
            date,
            source: "maker".into(),
            checked,
        });
    let pinned = (text(), of(date()), any::<bool>(), any::<u32>()).prop_map(|(name, as_of, kev, entries)| Pinned {
        kind: if kev { ReferenceKind::KnownExploited } else { ReferenceKind::Support },
        name,
        as_of,
        sha256: "00".repeat(32),
        entries,
    });
    let settled = (text(), text(), of(date())).prop_map(|(text, by, on)| Disposition { text, by, on });
    (
        vec(zone, 0..3),
        vec(looked_up, 0..3),
        btree_map(text(), text(), 0..3),
        vec(pinned, 0..3),
        btree_map(text(), settled, 0..3),
    )
        .prop_map(|(zones, dates, vendors, references, dispositions)| Declared {
            zones: zones.into_iter().collect(),
            dates,
            vendors,
            references,
            dispositions,
        })
}

fn yes_no() -> impl Strategy<Value = YesNo> {
    proptest::sample::select(vec![YesNo::Yes, YesNo::No, YesNo::Unknown])
}

fn cell() -> impl Strategy<Value = (Field, Cell)> {
    let field = proptest::sample::select(vec![Field::Vendor, Field::Model, Field::EndOfSupport, Field::DeviceType]);
    (field, text(), of((date(), any::<bool>()))).prop_map(|(field, text, date)| {
        let mark = |month| if month { DateMark::Month } else { DateMark::Day };
        let date = date.filter(|_| field.date().is_some()).map(|(day, month)| (day, mark(month)));
        let class = (field == Field::DeviceType).then_some(DeviceClass::Camera);
        (field, Cell { text, date, class, quantity: None })
    })
}

fn device_row() -> impl Strategy<Value = DeviceRow> {
    let quantity = of(1..9_u32).prop_map(|quantity| (Field::Quantity, Cell { quantity, ..Cell::default() }));
    (any::<u32>(), vec(cell(), 0..3), quantity).prop_map(|(source_row, mut cells, quantity)| {
        cells.push(quantity);
        DeviceRow { source_row, cells }
    })
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let one = prop_oneof![
        text().prop_map(Edit::Reference),
        applicant().prop_map(|new| Edit::Applicant(Box::new(new))),
        broker().prop_map(Edit::Broker),
        policy().prop_map(|new| Edit::Policy(Box::new(new))),
        ("[A-C][1-3]", of(record()))
            .prop_map(|(question, record)| Edit::Record { question, record: record.map(Box::new) }),
        vec(document(), 0..3).prop_map(Edit::Documents),
        declared().prop_map(|new| Edit::Declared(Box::new(new))),
        of(any_bound_plan("(id: \"p\")")).prop_map(|plan| Edit::Plan(plan.map(Arc::new))),
        plan_debits().prop_map(Edit::PlanDebits),
        own_efforts().prop_map(Edit::Efforts),
        vec(scenario(), 0..3).prop_map(Edit::Scenarios),
        of(preview_mark()).prop_map(Edit::Preview),
        vec((0..3_u32, cell()), 0..4).prop_map(|cells| {
            Edit::DeviceCells(cells.into_iter().map(|(row, (field, cell))| CellChange { row, field, cell }).collect())
        }),
        (0..3_u32, vec(device_row(), 0..3)).prop_map(|(from, rows)| Edit::AddDevices { from, rows }),
        (0..3_u32).prop_map(Edit::KeepDevices),
        vec(subjectivity(), 0..3).prop_map(Edit::Subjectivities),
        vec(override_of(), 0..3).prop_map(Edit::Overrides),
        decision().prop_map(|new| Edit::Decision(Box::new(new))),
    ];
    one.prop_recursive(2, 8, 3, |inner| {
        (text(), vec(inner, 0..3)).prop_map(|(label, edits)| Edit::Many { label, edits })
    })
}

fn any_change() -> impl Strategy<Value = Change> {
    (text(), text(), text(), any_edit()).prop_map(|(at, who, label, edit)| Change { at, who, label, edit })
}

fn apply_all(submission: &mut Submission, changes: &[Change]) {
    for change in changes {
        drop(change.edit.clone().apply(submission));
    }
}
