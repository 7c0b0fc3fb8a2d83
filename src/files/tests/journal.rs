use super::*;
use std::fs;

const BASE: &str = "base";

fn changes(count: u32) -> Vec<Change> {
    (1..=count).map(|n| change(n, record_edit("D1", "b", &n.to_string()))).collect()
}

fn recovered(path: &Path) -> Recovered {
    match recover(path, BASE, &History::default()).expect("reads") {
        Recovery::Apply(recovered) => recovered,
        other => panic!("{other:?}"),
    }
}

fn journal_of(path: &Path, changes: &[Change]) -> Journal {
    let mut journal = Journal::start(path, BASE, &[]).expect("starts");
    for change in changes {
        journal.append(std::slice::from_ref(change)).expect("appends");
    }
    journal
}

#[test]
fn what_was_appended_is_recovered() {
    let folder = folder();
    let path = folder.path().join("x.journal");
    assert_eq!(recover(&path, BASE, &History::default()).expect("reads"), Recovery::Nothing);
    drop(journal_of(&path, &changes(5)));
    assert_eq!(
        recovered(&path),
        Recovered {
            changes: changes(5),
            dropped_tail: false,
            lost_list: false,
            lost_expiring: false,
            base: BASE.into()
        }
    );
    let again = Journal::start(&path, BASE, &recovered(&path).changes).expect("starts");
    assert_eq!(recovered(&path).changes, changes(5));
    again.close().expect("closes");
    assert!(!path.exists());
}

#[test]
fn torn_anywhere_the_whole_lines_are_recovered() {
    let folder = folder();
    let path = folder.path().join("x.journal");
    drop(journal_of(&path, &changes(4)));
    let whole = fs::read(&path).expect("reads");
    let header = whole.iter().position(|byte| *byte == b'\n').expect("a header") + 1;
    for cut in header..whole.len() {
        fs::write(&path, &whole[..cut]).expect("writes");
        let lines = whole[header..cut].iter().filter(|byte| **byte == b'\n').count();
        let is_torn = whole[cut - 1] != b'\n';
        match recover(&path, BASE, &History::default()).expect("reads") {
            Recovery::Nothing => assert_eq!((lines, is_torn), (0, false)),
            Recovery::Apply(found) => {
                assert_eq!(found.changes, changes(lines as u32));
                assert_eq!(found.dropped_tail, is_torn);
            }
            other => panic!("{other:?}"),
        }
    }
    for cut in 1..header {
        fs::write(&path, &whole[..cut]).expect("writes");
        assert_eq!(recover(&path, BASE, &History::default()).expect_err("is refused").kind(), FileErrorKind::Damaged);
    }
}

#[test]
fn a_flipped_byte_ends_the_journal_there() {
    let folder = folder();
    let path = folder.path().join("x.journal");
    drop(journal_of(&path, &changes(4)));
    let whole = fs::read(&path).expect("reads");
    let ends: Vec<_> = (0..whole.len()).filter(|place| whole[*place] == b'\n').collect();
    for place in ends[0] + 1..whole.len() {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(&path, &bytes).expect("writes");
        let found = recovered(&path);
        let line = ends.iter().filter(|end| **end < place).count();
        assert_eq!((found.changes, found.dropped_tail), (changes(line as u32 - 1), true), "byte {place}");
    }
}

#[test]
fn a_journal_of_another_file_is_reported_not_applied() {
    let folder = folder();
    let path = folder.path().join("x.journal");
    drop(journal_of(&path, &changes(2)));
    let Recovery::OtherBase(found) = recover(&path, "elsewhere", &History::default()).expect("reads") else { panic!() };
    assert_eq!((found.changes.len(), found.base.as_str()), (2, BASE));
    // Lines of one journal do not pass under the header of another.
    let other = folder.path().join("y.journal");
    drop(Journal::start(&other, "elsewhere", &[]).expect("starts"));
    let mut mixed = fs::read(&other).expect("reads");
    let lines = fs::read(&path).expect("reads");
    mixed.extend(lines.split_inclusive(|byte| *byte == b'\n').skip(1).flatten());
    fs::write(&other, mixed).expect("writes");
    let Recovery::Apply(found) = recover(&other, "elsewhere", &History::default()).expect("reads") else { panic!() };
    assert_eq!((found.changes.len(), found.dropped_tail), (0, true));
}

#[test]
fn a_newer_journal_is_refused() {
    let folder = folder();
    let path = folder.path().join("x.journal");
    let json = r#"{"journal":2,"base":"base"}"#;
    let sum = &crate::files::hash::sha256_hex(format!("\n{json}").as_bytes())[..16];
    fs::write(&path, format!("{sum} {json}\n")).expect("writes");
    assert_eq!(recover(&path, BASE, &History::default()).expect_err("is refused").kind(), FileErrorKind::Newer);
}

#[test]
fn a_crash_between_save_and_emptying_applies_nothing_twice() {
    let folder = folder();
    let (path, saved) = saved_sample(folder.path());
    let journal = journal_path(&path);
    let mut case = sample();
    let made = changes(3);
    let mut open = Journal::start(&journal, &saved.fingerprint.sha256, &[]).expect("starts");
    open.append(&made).expect("appends");
    apply_all(&mut case.submission, &made);
    case.history.append(&made).expect("appends");
    let after = write_case(&path, &case, &Expect::Unchanged(saved.fingerprint)).expect("saves");
    // The crash: the journal is still the old one.
    let opened = read_case(&path).expect("reads");
    assert_eq!(
        recover(&journal, &opened.fingerprint.sha256, &opened.case.history).expect("reads"),
        Recovery::AlreadySaved
    );
    // And the ordinary way on.
    let open = open.saved(&after.fingerprint.sha256).expect("begins anew");
    assert!(open.is_empty());
    assert_eq!(recover(&journal, &after.fingerprint.sha256, &opened.case.history).expect("reads"), Recovery::Nothing);
}

#[test]
fn the_history_shows_where_it_was_touched() {
    let mut history = History::default();
    history.append(&changes(3)).expect("appends");
    history.append(&changes(3)[..2]).expect("appends");
    assert_eq!(history.len(), 5);
    assert!(history.verify("h").is_empty());
    let text = String::from_utf8(history.to_bytes()).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    let check = |lines: Vec<String>, found: &[u32]| {
        let history = History::from_bytes(lines.join("\n").as_bytes(), "h").expect("reads");
        let at: Vec<_> = history.verify("h").iter().filter_map(|problem| problem.line).collect();
        assert_eq!(at, found, "{}", history.verify("h"));
    };
    let owned = || lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    check(owned(), &[]);
    for place in 0..4 {
        let mut changed = owned();
        changed[place] = changed[place].replace("Ann", "Bob");
        check(changed, &[place as u32 + 1]);
    }
    let mut removed = owned();
    removed.remove(2);
    check(removed, &[3]);
    let mut headless = owned();
    headless.remove(0);
    check(headless, &[1]);
    let mut swapped = owned();
    swapped.swap(1, 2);
    check(swapped, &[2, 3, 4]);
    let mut doubled = owned();
    doubled.insert(1, doubled[0].clone());
    check(doubled, &[2]);
    let mut broken = owned();
    broken[1] = "{".to_owned();
    check(broken, &[2]);
}

#[test]
fn typing_becomes_one_line_of_history() {
    let mut typed: Vec<_> = "abc".chars().map(|c| change(1, record_edit("D1", "b", &c.to_string()))).collect();
    typed.push(change(2, record_edit("D1", "c", "abc")));
    let mut history = History::default();
    history.append(&typed).expect("appends");
    assert_eq!(history.changes(), typed[2..]);
    assert!(history.ends_with(&typed) && history.ends_with(&typed[3..]) && !history.ends_with(&typed[..3]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_changes_survive_journal_and_history(made in vec(any_change(), 0..5)) {
        let folder = folder();
        let path = folder.path().join("x.journal");
        drop(journal_of(&path, &made));
        if !made.is_empty() {
            prop_assert_eq!(&recovered(&path).changes, &made);
        }
        let mut history = History::default();
        history.append(&made).expect("appends");
        prop_assert!(history.verify("h").is_empty());
        let again = History::from_bytes(&history.to_bytes(), "h").expect("reads");
        prop_assert_eq!(&again, &history);
        prop_assert!(again.ends_with(&made));
        let (mut one, mut two) = (Submission::default(), Submission::default());
        apply_all(&mut one, &made);
        apply_all(&mut two, &again.changes());
        prop_assert_eq!(one, two, "the history replays to the same case");
    }

    #[test]
    fn a_journal_applied_twice_changes_nothing(start in any_submission(), made in vec(any_change(), 0..5)) {
        let mut once = start;
        apply_all(&mut once, &made);
        let mut twice = once.clone();
        apply_all(&mut twice, &made);
        prop_assert_eq!(once, twice);
    }
}

/// A small table is in the journal row by row, in the history by its hash; typed rows are in both.
#[test]
fn a_device_list_survives_a_crash_and_is_named_in_the_history() {
    let folder = folder();
    let path = folder.path().join("case.securable.journal");
    let typed =
        DeviceRow { source_row: 0, cells: vec![(Field::Vendor, Cell { text: "Axis".into(), ..Cell::default() })] };
    let table = sample().submission.devices.table;
    let changes = [
        change(1, Edit::Devices { table: table.clone(), origin: Some(Box::default()) }),
        change(2, Edit::AddDevices { from: 1, rows: vec![typed.clone(), typed] }),
        change(3, Edit::KeepDevices(2)),
    ];
    drop(Journal::start(&path, NEVER_SAVED, &changes).expect("writes"));
    let Recovery::Apply(recovered) = recover(&path, NEVER_SAVED, &History::default()).expect("reads") else {
        panic!("it applies")
    };
    assert_eq!(recovered.changes, changes);
    let mut submission = Submission::default();
    for change in recovered.changes {
        drop(change.edit.apply(&mut submission));
    }
    assert_eq!((submission.devices.table.len(), submission.devices.table.text(1, Field::Vendor)), (2, "Axis"));

    let mut history = History::default();
    history.append(&changes).expect("writes");
    let text = String::from_utf8(history.to_bytes()).expect("is text");
    assert!(text.contains("sha256") && !text.contains("P3245-V") && text.contains("Axis"), "{text}");
    assert!(history.ends_with(&changes) && history.verify("history.jsonl").is_empty());
}

/// What was changed in a list that did not make it into the journal must not change the list from before.
#[test]
fn changes_of_a_lost_list_are_passed_over() {
    let folder = folder();
    let path = folder.path().join("case.securable.journal");
    let mut large = Devices::default();
    for row in 0..=20_000 {
        let row = large.add_row(row, 1, DeviceClass::Camera);
        large.put_text(row, Field::Model, "M");
    }
    let cell = CellChange { row: 0, field: Field::Model, cell: Cell { text: "typed".into(), ..Cell::default() } };
    let changes = [
        change(1, Edit::Devices { table: Arc::new(large), origin: None }),
        change(2, Edit::DeviceCells(vec![cell.clone()])),
        change(3, record_edit("D1", "c", "kept")),
    ];
    drop(Journal::start(&path, NEVER_SAVED, &changes).expect("writes"));
    assert!(std::fs::metadata(&path).expect("is there").len() < 4096, "the table is not in it");
    let Recovery::Apply(recovered) = recover(&path, NEVER_SAVED, &History::default()).expect("reads") else {
        panic!("it applies")
    };
    assert!(recovered.lost_list);
    let mut submission = sample().submission;
    let before = submission.devices.clone();
    for change in recovered.changes {
        drop(change.edit.apply(&mut submission));
    }
    assert_eq!(submission.devices, before);
    assert_eq!(submission.record("D1").map(|record| record.note.as_str()), Some("kept"));

    // A small list read afterwards is whole again.
    let table = sample().submission.devices.table;
    let changes = [
        changes[0].clone(),
        change(2, Edit::Devices { table, origin: None }),
        change(3, Edit::DeviceCells(vec![cell])),
    ];
    drop(Journal::start(&path, NEVER_SAVED, &changes).expect("writes"));
    for change in self::recovered_changes(&path) {
        drop(change.edit.apply(&mut submission));
    }
    assert_eq!(submission.devices.table.text(0, Field::Model), "typed");
}

fn recovered_changes(path: &Path) -> Vec<Change> {
    match recover(path, NEVER_SAVED, &History::default()).expect("reads") {
        Recovery::Apply(recovered) => recovered.changes,
        other => panic!("{other:?}"),
    }
}

/// The journal names an expiring case and does not hold it; whoever recovers is told.
#[test]
fn an_expiring_case_is_only_named_and_the_loss_is_said() {
    let folder = folder();
    let path = folder.path().join("case.securable.journal");
    let whole = sample().submission;
    let changes = [
        change(1, Edit::Expiring(whole.expiring.clone())),
        change(2, Edit::Plan(whole.plan.clone())),
        change(3, Edit::Expiring(None)),
    ];
    drop(Journal::start(&path, NEVER_SAVED, &changes).expect("writes"));
    let Recovery::Apply(recovered) = recover(&path, NEVER_SAVED, &History::default()).expect("reads") else {
        panic!("it applies")
    };
    assert!(recovered.lost_expiring);
    let mut submission = Submission { expiring: whole.expiring.clone(), ..Submission::default() };
    let [chosen, plan, removed] = &recovered.changes[..] else { panic!("three changes") };
    drop(chosen.edit.clone().apply(&mut submission));
    assert_eq!(submission.expiring, whole.expiring, "what is there stays");
    drop(plan.edit.clone().apply(&mut submission));
    assert_eq!(submission.plan, whole.plan, "with its text");
    drop(removed.edit.clone().apply(&mut submission));
    assert_eq!(submission.expiring, None);

    let mut history = History::default();
    history.append(&changes).expect("writes");
    let text = String::from_utf8(history.to_bytes()).expect("is text");
    assert!(text.contains("Harbour 2026.securable") && !text.contains("the case of last year"), "{text}");
    assert!(history.ends_with(&changes));
}
