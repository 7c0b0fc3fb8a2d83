//! A program killed at any moment costs nothing that it had journalled.

use super::*;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

const FOLDER: &str = "SECURABLE_KILL_TEST";
const CHILD: &str = "files::tests::kill::the_child_that_is_killed";

/// Opens the case as the desk does and gives it back with the changes that are not saved yet.
fn open(path: &Path) -> (CaseFile, Journal, Fingerprint, Vec<Change>) {
    let opened = read_case(path).expect("the case reads cleanly");
    let mut case = opened.case;
    assert!(case.history.verify("history").is_empty());
    let unsaved =
        match recover(&journal_path(path), &opened.fingerprint.sha256, &case.history).expect("the journal reads") {
            Recovery::Nothing | Recovery::AlreadySaved => Vec::new(),
            // A folder may have been caught between two of its members; edits put values, so applying is safe.
            Recovery::OtherBase(found) if path.is_dir() => found.changes,
            Recovery::Apply(found) => found.changes,
            Recovery::OtherBase(found) => panic!("the journal does not fit the file: {found:?}"),
        };
    apply_all(&mut case.submission, &unsaved);
    case.evidence.extend(unsaved_evidence(path));
    let journal = Journal::start(&journal_path(path), &opened.fingerprint.sha256, &unsaved).expect("starts");
    (case, journal, opened.fingerprint, unsaved)
}

/// A change that attaches new content, which is on disk before the journal names it.
fn attach(path: &Path, case: &mut CaseFile, n: u64) -> Edit {
    let content = format!("scan {n} ").repeat(n as usize % 400 + 1).into_bytes();
    let sha256 = hash::sha256_hex(&content);
    keep_unsaved(path, &sha256, &content).expect("keeps");
    let attachment = Attachment { sha256, file_name: format!("{n}.txt"), ..Attachment::default() };
    case.evidence.insert(attachment.sha256.clone(), content.into());
    let record = Record { attachments: vec![attachment], ..Record::default() };
    Edit::Record { question: format!("E{}", n % 6), record: Some(Box::new(record)) }
}

fn counter(case: &CaseFile) -> u64 {
    case.submission.reference.parse().unwrap_or(0)
}

#[test]
fn the_child_that_is_killed() {
    let Some(path) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let holder = Holder { user: "child".into(), host: "here".into(), pid: std::process::id(), since: "now".into() };
    let _lock = CaseLock::take(&path, &holder).expect("the lock of a killed holder is free");
    let (mut case, mut journal, mut fingerprint, mut unsaved) = open(&path);
    let mut out = std::io::stdout();
    for n in counter(&case) + 1.. {
        let edits = [
            Edit::Reference(n.to_string()),
            record_edit(&format!("D{}", n % 40), "b", &"x".repeat(n as usize % 3000)),
            attach(&path, &mut case, n),
        ];
        let made =
            edits.map(|edit| Change { at: n.to_string(), who: "child".into(), label: format!("Change {n}"), edit });
        apply_all(&mut case.submission, &made);
        journal.append(&made).expect("appends");
        unsaved.extend(made);
        // From here on it must not be lost.
        writeln!(out, "\njournalled {n}").and_then(|()| out.flush()).expect("reports");
        if n % 5 == 0 {
            case.history.append(&unsaved).expect("appends");
            unsaved.clear();
            case.evidence = evidence_in_use(&case.evidence, &case.submission);
            fingerprint = write_case(&path, &case, &Expect::Unchanged(fingerprint)).expect("saves").fingerprint;
            journal = journal.saved(&fingerprint.sha256).expect("begins anew");
            drop_unsaved(&path, |_| false).expect("drops");
        }
    }
}

fn kill_often(path: &Path, rounds: u64) {
    let mut seed = 7_u64;
    let mut last = 0;
    for round in 0..rounds {
        let mut child = Command::new(std::env::current_exe().expect("the test itself"))
            .args([CHILD, "--exact", "--nocapture", "--test-threads=1"])
            .env(FOLDER, path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        // Every other child is let do some work, however busy the machine is; the others may be killed while opening.
        let mut first = String::new();
        while round % 2 == 0 && !first.contains("journalled ") && out.read_line(&mut first).expect("reads") > 0 {}
        std::thread::sleep(Duration::from_micros(20_000 * (round % 2) + (seed >> 33) % 120_000));
        child.kill().expect("is killed");
        let journalled = first
            .lines()
            .map(str::to_owned)
            .chain(out.lines().map_while(Result::ok))
            .filter_map(|line| line.strip_prefix("journalled ")?.parse::<u64>().ok())
            .last()
            .unwrap_or(last);
        let mut said = String::new();
        std::io::Read::read_to_string(&mut child.stderr.take().expect("piped"), &mut said).expect("reads");
        child.wait().expect("ends");
        assert!(!said.contains("panicked"), "round {round}: {said}");

        let (case, journal, ..) = open(path);
        drop(journal);
        let now = counter(&case);
        assert!(now >= journalled && now <= journalled + 1, "round {round}: {journalled} journalled, {now} recovered");
        assert!(gone_evidence(&case.submission, &case.evidence).is_empty(), "round {round}: an attached file is gone");
        last = now;
    }
    assert!(last > rounds, "the children did some work: {last}");
    let left = fs::read_dir(path.parent().expect("a folder")).expect("lists").count();
    assert!(left <= 7, "{left} files are left");
    println!("{rounds} kills, {last} changes, none lost");
}

#[test]
fn killed_at_any_moment_a_packed_case_loses_nothing() {
    let folder = folder();
    let path = folder.path().join("case.securable");
    write_case(&path, &sample(), &Expect::NewFile).expect("saves");
    kill_often(&path, 40);
}

#[test]
fn killed_at_any_moment_a_folder_loses_nothing() {
    let folder = folder();
    let path = folder.path().join("dir.securable");
    write_case(&path, &sample(), &Expect::NewFolder).expect("saves");
    kill_often(&path, 20);
}
