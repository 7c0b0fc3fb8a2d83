mod devices;
mod renewal;

use super::*;
use crate::inventory::{Cell, CellChange, DeviceRow, Devices, Field};
use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

fn check_money(text: &str, tenths: Option<u64>) {
    assert_eq!(Money::parse(text).map(|money| money.tenths), tenths, "{text:?}");
}

#[test]
fn amounts_are_plain_digits_with_at_most_one_decimal() {
    check_money("58000000", Some(580_000_000));
    check_money(" 58,000,000 ", Some(580_000_000));
    check_money("58 000 000", Some(580_000_000));
    check_money("58\u{a0}000", Some(580_000));
    check_money("1_000", Some(10_000));
    check_money("0", Some(0));
    check_money("12.5", Some(125));
    check_money("12.50", Some(125));
    check_money("12.00", Some(120));
    check_money("007", Some(70));
    for refused in [
        "", " ", "-5", "+5", "5.", ".5", "1.25", "1.2.3", "1e6", "$5", "5 USD", "five", "1/2", "\u{661}", "1.\u{e9}",
        ",", ".",
    ] {
        check_money(refused, None);
    }
}

#[test]
fn amounts_too_large_are_refused_not_wrapped() {
    check_money("1844674407370955161.5", Some(u64::MAX));
    check_money("1844674407370955161.6", None);
    check_money("1844674407370955162", None);
    check_money("99999999999999999999999999", None);
    assert_eq!(Money::whole(u64::MAX).tenths, u64::MAX, "saturates");
}

#[test]
fn amounts_are_shown_in_groups_of_three() {
    for (tenths, shown) in [
        (0, "0"),
        (9_990, "999"),
        (10_000, "1,000"),
        (580_000_000, "58,000,000"),
        (125, "12.5"),
        (10_000_005, "1,000,000.5"),
        (u64::MAX, "1,844,674,407,370,955,161.5"),
    ] {
        assert_eq!(Money { tenths }.to_string(), shown);
    }
}

#[test]
fn currencies_know_the_dollar() {
    for (code, dollar) in [("USD", true), (" usd ", true), ("EUR", false), ("", false), ("US", false)] {
        assert_eq!(Currency(code.to_owned()).is_us_dollar(), dollar, "{code:?}");
    }
    assert!(Currency::default().is_us_dollar());
}

#[test]
fn grades_read_their_codes() {
    for grade in Grade::ALL {
        assert_eq!(Grade::from_code(grade.code()), Some(grade));
        assert_eq!(Grade::from_code(&format!(" {} ", grade.code().to_lowercase())), Some(grade));
    }
    for none in ["", "E4", "E", "2", "E 2"] {
        assert_eq!(Grade::from_code(none), None, "{none:?}");
    }
    assert_eq!(Grade::ALL.map(Grade::level), [0, 1, 2, 3]);
}

#[test]
fn not_applicable_is_complete_with_three_texts() {
    let full = NotApplicable { reason: "r".into(), control: "c".into(), decider: "d".into() };
    assert!(full.is_complete());
    for blank in ["", " ", "\t\n"] {
        assert!(!NotApplicable { reason: blank.into(), ..full.clone() }.is_complete());
        assert!(!NotApplicable { control: blank.into(), ..full.clone() }.is_complete());
        assert!(!NotApplicable { decider: blank.into(), ..full.clone() }.is_complete());
    }
}

#[test]
fn ticking_nothing_is_an_answer_and_blanks_are_none() {
    assert!(!FollowUpAnswer::Keys(BTreeSet::new()).is_empty());
    assert!(FollowUpAnswer::Text(" ".into()).is_empty());
    assert!(FollowUpAnswer::Table(BTreeMap::from([("a".into(), " ".into())])).is_empty());
    assert!(!FollowUpAnswer::Table(BTreeMap::from([("a".into(), "3".into())])).is_empty());
}

fn record(key: &str) -> Record {
    Record { answer: Some(Answer::option(key)), ..Record::default() }
}

fn put(question: &str, record: Record) -> Edit {
    Edit::Record { question: question.to_owned(), record: Some(Box::new(record)) }
}

fn note(text: &str) -> Edit {
    put("D1", Record { note: text.to_owned(), ..record("c") })
}

#[test]
fn an_empty_record_is_no_record() {
    let mut submission = Submission::default();
    assert_eq!(
        put("D1", Record::default()).apply(&mut submission),
        Edit::Record { question: "D1".into(), record: None }
    );
    assert_eq!(submission, Submission::default());
    let inverse = put("D1", record("a")).apply(&mut submission);
    assert_eq!(submission.answer("D1"), Some(&Answer::option("a")));
    assert_eq!(put("D1", Record::default()).apply(&mut submission), put("D1", record("a")));
    assert_eq!(submission, Submission::default());
    assert_eq!(inverse, Edit::Record { question: "D1".into(), record: None });
}

#[test]
fn labels_say_what_changed() {
    let mut before = Submission::default();
    before.records.insert("D1".into(), record("c"));
    let with = |change: fn(&mut Record)| {
        let mut record = record("c");
        change(&mut record);
        put("D1", record)
    };
    let applicant = |change: fn(&mut Applicant)| {
        let mut applicant = Applicant::default();
        change(&mut applicant);
        Edit::Applicant(Box::new(applicant))
    };
    for (edit, label) in [
        (put("D1", record("a")), "Change D1 to a"),
        (put("D2", record("b")), "Change D2 to b"),
        (with(|it| it.answer = Some(Answer::Unknown)), "Change D1 to unknown"),
        (with(|it| it.answer = Some(Answer::NotApplicable(NotApplicable::default()))), "Change D1 to not applicable"),
        (with(|it| it.answer = Some(Answer::Options(BTreeSet::from(["x".into(), "y".into()])))), "Change D1 to x, y"),
        (with(|it| it.answer = None), "Clear D1"),
        (Edit::Record { question: "D1".into(), record: None }, "Clear D1"),
        (with(|it| it.grade = Some(Grade::Document)), "Change evidence of D1"),
        (with(|it| it.note = "n".into()), "Change note of D1"),
        (with(|it| it.flagged = true), "Change flag of D1"),
        (with(|it| it.said_by = "x".into()), "Change speaker of D1"),
        (Edit::Reference("7".into()), "Change memo number"),
        (applicant(|it| it.name = "Acme".into()), "Change applicant name"),
        (applicant(|it| it.revenue = Some(Money::whole(1))), "Change revenue"),
        (Edit::Policy(Box::new(Policy { market: Market::Surplus, ..Policy::default() })), "Change market"),
        (Edit::Documents(vec![Document::default()]), "Add document"),
        (Edit::Subjectivities(vec![]), "Change subjectivity"),
        (
            Edit::Decision(Box::new(Decision { kind: DecisionKind::Decline, ..Decision::default() })),
            "Change decision to \"Decline\"",
        ),
        (Edit::Many { label: "Import answers".into(), edits: vec![] }, "Import answers"),
    ] {
        assert_eq!(edit.label(&before), label);
    }
}

#[test]
fn typing_merges_into_one_entry() {
    let mut submission = Submission::default();
    let mut undo = Undo::default();
    undo.edit(&mut submission, put("D1", record("c")));
    for text in ["n", "no", "not", "note"] {
        undo.edit(&mut submission, note(text));
    }
    assert_eq!(undo.undo_label(), Some("Change note of D1"));
    assert!(undo.undo(&mut submission).is_some());
    assert_eq!(submission.record("D1"), Some(&record("c")), "one step takes all of the typing back");
    assert_eq!(undo.undo_label(), Some("Change D1 to c"));
    assert!(undo.redo(&mut submission).is_some());
    assert_eq!(submission.record("D1").map(|it| it.note.as_str()), Some("note"));
}

#[test]
fn a_pause_another_field_or_an_answer_starts_a_new_entry() {
    let steps = |edits: &[Option<Edit>]| {
        let mut submission = Submission::default();
        let mut undo = Undo::default();
        for edit in edits {
            match edit {
                Some(edit) => undo.edit(&mut submission, edit.clone()),
                None => undo.break_merge(),
            }
        }
        std::iter::from_fn(|| undo.undo(&mut submission)).count()
    };
    let name = |text: &str| Edit::Applicant(Box::new(Applicant { name: text.into(), ..Applicant::default() }));
    let named_in = |text: &str| {
        Edit::Applicant(Box::new(Applicant { name: "ab".into(), industry: text.into(), ..Applicant::default() }))
    };
    assert_eq!(steps(&[Some(name("a")), Some(name("ab"))]), 1);
    assert_eq!(steps(&[Some(name("a")), None, Some(name("ab"))]), 2);
    assert_eq!(steps(&[Some(name("ab")), Some(named_in("x")), Some(named_in("xy"))]), 2);
    assert_eq!(steps(&[Some(put("D1", record("a"))), Some(put("D1", record("b")))]), 2, "answers never merge");
    assert_eq!(steps(&[Some(put("D1", record("c"))), Some(note("n")), Some(put("D1", record("b")))]), 3);
    assert_eq!(steps(&[Some(Edit::Reference("1".into())), Some(Edit::Reference("12".into()))]), 1);
    assert_eq!(steps(&[Some(note("n")), Some(put("D2", Record { note: "n".into(), ..Record::default() }))]), 2);
}

#[test]
fn a_new_change_forgets_what_was_undone() {
    let mut submission = Submission::default();
    let mut undo = Undo::default();
    undo.edit(&mut submission, put("D1", record("a")));
    undo.edit(&mut submission, put("D1", record("b")));
    assert_eq!(undo.undo(&mut submission).map(|(_, label)| label).as_deref(), Some("Change D1 to b"));
    assert_eq!(undo.redo_label(), Some("Change D1 to b"));
    undo.edit(&mut submission, put("D1", record("e")));
    assert_eq!(undo.redo_label(), None);
    assert!(undo.redo(&mut submission).is_none());
    assert_eq!(submission.answer("D1"), Some(&Answer::option("e")));
}

#[test]
fn a_thousand_steps_can_be_taken_back() {
    let mut submission = Submission::default();
    let mut undo = Undo::default();
    for step in 0..1_000 {
        undo.edit(&mut submission, put("D1", record(&step.to_string())));
    }
    assert_eq!(std::iter::from_fn(|| undo.undo(&mut submission)).count(), 1_000);
    assert_eq!(submission, Submission::default());
}

fn a_text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-c]{1,3}"]
}

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), ..Cell::default() }
}

fn row(field: Field, text: &str) -> DeviceRow {
    DeviceRow { source_row: 7, cells: vec![(field, cell(text))] }
}

fn a_record() -> impl Strategy<Value = Record> {
    let answer = prop_oneof![
        Just(None),
        Just(Some(Answer::Unknown)),
        a_text().prop_map(|text| Some(Answer::Text(text))),
        a_text().prop_map(|key| Some(Answer::option(&key))),
        a_text().prop_map(|reason| Some(Answer::NotApplicable(NotApplicable { reason, ..NotApplicable::default() }))),
    ];
    let grade = proptest::option::of(proptest::sample::select(Grade::ALL.to_vec()));
    let follow_ups = proptest::collection::btree_map(a_text(), a_text().prop_map(FollowUpAnswer::Text), 0..2);
    (answer, grade, a_text(), a_text(), any::<bool>(), follow_ups).prop_map(
        |(answer, grade, note, said_by, flagged, follow_ups)| Record {
            answer,
            grade,
            note,
            said_by,
            said_on: None,
            flagged,
            follow_ups,
            ..Record::default()
        },
    )
}

fn an_edit() -> impl Strategy<Value = Edit> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22);
    let plain = prop_oneof![
        a_text().prop_map(Edit::Reference),
        (a_text(), a_text(), any::<u8>()).prop_map(|(name, industry, employees)| {
            Edit::Applicant(Box::new(Applicant {
                name,
                industry,
                employees: Some(employees.into()),
                ..Applicant::default()
            }))
        }),
        a_text().prop_map(|firm| Edit::Broker(Broker { firm, ..Broker::default() })),
        (a_text(), any::<bool>()).prop_map(move |(line, dated)| {
            Edit::Policy(Box::new(Policy { line, inception: day.filter(|_| dated), ..Policy::default() }))
        }),
        ("[DE][12]", proptest::option::of(a_record()))
            .prop_map(|(question, record)| Edit::Record { question, record: record.map(Box::new) }),
        proptest::collection::vec(a_text(), 0..3).prop_map(|titles| {
            Edit::Documents(titles.into_iter().map(|title| Document { title, ..Document::default() }).collect())
        }),
        proptest::collection::vec(a_text(), 0..3).prop_map(|texts| {
            Edit::Subjectivities(
                texts.into_iter().map(|text| Subjectivity { text, ..Subjectivity::default() }).collect(),
            )
        }),
        (any::<u16>(), a_text()).prop_map(|(to_tenths, text)| {
            Edit::Overrides(vec![Override {
                of: OverrideOf::Score { from_tenths: 500, to_tenths },
                reason_code: "committee".into(),
                text,
                by: String::new(),
                second: String::new(),
                at: NaiveDateTime::default(),
            }])
        }),
        (0..4_u32, proptest::collection::vec(a_text(), 1..3)).prop_map(|(from, models)| Edit::AddDevices {
            from,
            rows: models.iter().map(|model| row(Field::Model, model)).collect(),
        }),
        (0..4_u32).prop_map(Edit::KeepDevices),
        (0..4_u32, a_text()).prop_map(|(row, text)| {
            Edit::DeviceCells(vec![CellChange { row, field: Field::Model, cell: cell(&text) }])
        }),
        a_text().prop_map(|name| {
            let mut table = Devices::default();
            table.append(vec![row(Field::Name, &name)]);
            Edit::Devices { table: std::sync::Arc::new(table), origin: None }
        }),
        (proptest::sample::select(DecisionKind::ALL.to_vec()), a_text())
            .prop_map(|(kind, reason)| { Edit::Decision(Box::new(Decision { kind, reason, ..Decision::default() })) }),
    ];
    plain.prop_recursive(2, 8, 4, |inner| {
        proptest::collection::vec(inner, 0..4).prop_map(|edits| Edit::Many { label: "Import".into(), edits })
    })
}

/// What a person does, one thing at a time.
#[derive(Clone, Debug)]
enum Act {
    Edit(Edit),
    Pause,
    Undo,
    Redo,
}

fn an_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => an_edit().prop_map(Act::Edit),
        1 => Just(Act::Pause),
        2 => Just(Act::Undo),
        2 => Just(Act::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn applying_the_inverse_restores(edits in proptest::collection::vec(an_edit(), 1..12)) {
        let mut submission = Submission::default();
        for edit in edits {
            let before = submission.clone();
            let inverse = edit.apply(&mut submission);
            let after = submission.clone();
            let again = inverse.apply(&mut submission);
            prop_assert_eq!(&submission, &before);
            let once_more = again.apply(&mut submission);
            prop_assert_eq!(&submission, &after, "the inverse of the inverse makes the change again");
            let (mut copy, label) = (submission.clone(), once_more.label(&submission));
            prop_assert!(!once_more.apply(&mut copy).label(&copy).is_empty() && !label.is_empty());
            prop_assert_eq!(&copy, &before);
        }
    }

    /// However far back and forth one goes, undoing all gives the start and redoing all the end.
    #[test]
    fn undo_and_redo_make_a_round_trip(acts in proptest::collection::vec(an_act(), 1..40)) {
        let mut submission = Submission::default();
        let mut undo = Undo::default();
        for act in acts {
            let before = submission.clone();
            match act {
                Act::Edit(edit) => undo.edit(&mut submission, edit),
                Act::Pause => undo.break_merge(),
                Act::Undo => if undo.undo(&mut submission).is_some() {
                    let after = submission.clone();
                    prop_assert!(undo.redo(&mut submission).is_some());
                    prop_assert_eq!(&submission, &before, "redo takes the undo back");
                    prop_assert!(undo.undo(&mut submission).is_some());
                    prop_assert_eq!(&submission, &after);
                },
                Act::Redo => if undo.redo(&mut submission).is_some() {
                    prop_assert!(undo.undo(&mut submission).is_some());
                    prop_assert_eq!(&submission, &before, "undo takes the redo back");
                    prop_assert!(undo.redo(&mut submission).is_some());
                },
            }
        }
        while undo.redo(&mut submission).is_some() {}
        let end = submission.clone();
        while undo.undo(&mut submission).is_some() {}
        prop_assert_eq!(&submission, &Submission::default());
        while undo.redo(&mut submission).is_some() {}
        prop_assert_eq!(&submission, &end);
    }

    /// What undo returns for the journal is what it did.
    #[test]
    fn undo_returns_the_edit_that_it_applied(edits in proptest::collection::vec(an_edit(), 1..12)) {
        let (mut submission, mut replayed) = (Submission::default(), Submission::default());
        let mut undo = Undo::default();
        for edit in edits {
            let mirror = edit.clone();
            undo.edit(&mut submission, edit);
            let inverse = mirror.apply(&mut replayed);
            prop_assert!(!inverse.label(&replayed).is_empty());
        }
        while let Some((applied, label)) = undo.undo(&mut submission) {
            prop_assert!(!label.is_empty());
            let inverse = applied.apply(&mut replayed);
            prop_assert!(!inverse.label(&replayed).is_empty());
            prop_assert_eq!(&replayed, &submission);
        }
    }
}

/// Two clicks are two steps; typing into one text is one.
#[test]
fn subjectivities_merge_typing_and_never_choices() {
    let mut submission = Submission { subjectivities: vec![Subjectivity::default()], ..Submission::default() };
    let mut undo = Undo::default();
    let change = |undo: &mut Undo, submission: &mut Submission, change: &dyn Fn(&mut Subjectivity)| {
        let mut new = submission.subjectivities.clone();
        change(&mut new[0]);
        undo.edit(submission, Edit::Subjectivities(new));
    };
    change(&mut undo, &mut submission, &|it| it.status = SubjectivityStatus::Met);
    change(&mut undo, &mut submission, &|it| it.status = SubjectivityStatus::Waived);
    change(&mut undo, &mut submission, &|it| it.owner = "A".to_owned());
    change(&mut undo, &mut submission, &|it| it.owner = "Al".to_owned());
    assert!(undo.undo(&mut submission).is_some());
    assert_eq!(submission.subjectivities[0].owner, "", "typing is one step");
    assert!(undo.undo(&mut submission).is_some());
    assert_eq!(submission.subjectivities[0].status, SubjectivityStatus::Met, "a click is a step of its own");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cleaned_file_name_is_short_plain_and_stays_as_it_is(name in "(\\PC|[/\\\\.\u{0}-\u{1f}\u{202e}\u{2066}\u{feff} ]){0,200}") {
        let clean = clean_file_name(&name);
        prop_assert_eq!(clean_file_name(&clean), clean.clone());
        prop_assert!(!clean.is_empty() && clean.chars().count() <= 120);
        let unfit = |letter: char| letter.is_control() || "/\\\u{202e}\u{2066}\u{feff}".contains(letter);
        prop_assert!(!clean.chars().any(unfit), "{:?}", clean);
        prop_assert!(!clean.ends_with(['.', ' ']) && !clean.starts_with(' '));
    }
}

#[test]
fn file_names_lose_folders_and_show_what_turns_them() {
    let cases = [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\scan.csv", "scan.csv"),
        ("invoice\u{202e}fdp.exe", "invoice[U+202E]fdp.exe"),
        ("a\nb\u{1b}[31m.txt", "a b [31m.txt"),
        ("report.exe. . ", "report.exe"),
        ("..", "unnamed"),
        ("///", "unnamed"),
        ("Überblick 2026.docx", "Überblick 2026.docx"),
    ];
    for (given, kept) in cases {
        assert_eq!(clean_file_name(given), kept);
    }
    let long = clean_file_name(&format!("{}.pdf", "x".repeat(400)));
    assert!(long.ends_with("\u{2026}.pdf") && long.chars().count() == 120, "{long}");
}
