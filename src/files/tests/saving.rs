use super::*;
use std::fs;

fn kind(result: Result<Saved, FileError>) -> FileErrorKind {
    result.expect_err("is refused").kind()
}

#[test]
fn a_case_reopens_as_it_was_packed_and_as_a_folder() {
    let folder = folder();
    for (name, expect) in [("a.securable", Expect::NewFile), ("b.securable", Expect::NewFolder)] {
        let path = folder.path().join(name);
        let saved = write_case(&path, &sample(), &expect).expect("saves");
        let opened = read_case(&path).expect("reads");
        assert_eq!(opened.case, sample());
        assert_eq!(opened.notices, []);
        assert_eq!(opened.fingerprint, saved.fingerprint);
        assert!(looks_unchanged(&path, &saved.fingerprint));
        assert_eq!(kind(write_case(&path, &sample(), &expect)), FileErrorKind::Exists);
    }
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let (one, two) = (folder(), folder());
    let (a, b) = (saved_sample(one.path()).0, saved_sample(two.path()).0);
    assert_eq!(fs::read(a).expect("reads"), fs::read(b).expect("reads"));
}

#[test]
fn the_previous_generation_is_kept() {
    let folder = folder();
    let (path, saved) = saved_sample(folder.path());
    assert_eq!(saved.backup, None);
    let mut case = sample();
    let mut fingerprint = saved.fingerprint;
    for number in 1..4 {
        case.submission.reference = number.to_string();
        let saved = write_case(&path, &case, &Expect::Unchanged(fingerprint)).expect("saves");
        let backup = saved.backup.expect("is kept");
        assert_eq!(backup, backup_path(&path));
        let before = read_case(&backup).expect("reads").case.submission.reference;
        assert_eq!(before, if number == 1 { String::new() } else { (number - 1).to_string() });
        fingerprint = saved.fingerprint;
    }
    let names: Vec<_> =
        fs::read_dir(folder.path()).expect("lists").map(|entry| entry.expect("entry").file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_change_outside_is_never_overwritten_silently() {
    let folder = folder();
    let (path, saved) = saved_sample(folder.path());
    let mut theirs = sample();
    theirs.submission.reference = "theirs".into();
    write_case(&path, &theirs, &Expect::Anything).expect("saves");
    assert!(!looks_unchanged(&path, &saved.fingerprint));
    assert_eq!(
        kind(write_case(&path, &sample(), &Expect::Unchanged(saved.fingerprint.clone()))),
        FileErrorKind::ChangedOutside
    );
    assert_eq!(read_case(&path).expect("reads").case, theirs);
    fs::remove_file(&path).expect("removes");
    assert_eq!(
        kind(write_case(&path, &sample(), &Expect::Unchanged(saved.fingerprint))),
        FileErrorKind::ChangedOutside
    );
    assert!(!path.exists());
}

#[test]
fn a_touch_is_no_change() {
    let folder = folder();
    let (path, saved) = saved_sample(folder.path());
    let bytes = fs::read(&path).expect("reads");
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(&path, bytes).expect("writes");
    write_case(&path, &sample(), &Expect::Unchanged(saved.fingerprint)).expect("saves");
}

#[test]
fn a_folder_edited_by_hand_opens_with_a_word_and_saves_again() {
    let folder = folder();
    let path = folder.path().join("dir.securable");
    let saved = write_case(&path, &sample(), &Expect::NewFolder).expect("saves");
    assert!(looks_unchanged(&path, &saved.fingerprint));
    let member = path.join("submission.ron");
    let text = fs::read_to_string(&member).expect("reads").replace("Harbour", "River");
    fs::write(&member, text).expect("writes");
    fs::create_dir(path.join(".git")).expect("makes");
    assert!(!looks_unchanged(&path, &saved.fingerprint));
    let opened = read_case(&path).expect("reads");
    assert_eq!(opened.case.submission.applicant.name, "River Cold Storage");
    let [notice] = &opened.notices[..] else { panic!("{:?}", opened.notices) };
    assert!(notice.subject == "submission.ron" && notice.text.contains("changed by hand"), "{notice}");
    assert_eq!(
        kind(write_case(&path, &sample(), &Expect::Unchanged(saved.fingerprint))),
        FileErrorKind::ChangedOutside
    );

    let mut case = opened.case;
    case.submission.devices = DeviceList::default();
    case.evidence.clear();
    case.submission.records.clear();
    write_case(&path, &case, &Expect::Unchanged(opened.fingerprint)).expect("saves");
    let opened = read_case(&path).expect("reads");
    assert_eq!((opened.case, opened.notices), (case, vec![]));
    assert!(!path.join("devices.csv").exists() && path.join(".git").exists());
}

#[test]
fn line_ends_of_version_control_are_no_change() {
    let folder = folder();
    let path = folder.path().join("dir.securable");
    write_case(&path, &sample(), &Expect::NewFolder).expect("saves");
    for name in ["submission.ron", "history.jsonl", "manifest.ron"] {
        let text = fs::read_to_string(path.join(name)).expect("reads").replace('\n', "\r\n");
        fs::write(path.join(name), text).expect("writes");
    }
    let opened = read_case(&path).expect("reads");
    assert_eq!((opened.notices, opened.case), (vec![], sample()));
}

#[test]
fn other_files_in_a_folder_are_refused_by_name() {
    let folder = folder();
    let path = folder.path().join("dir.securable");
    write_case(&path, &sample(), &Expect::NewFolder).expect("saves");
    fs::write(path.join("notes.txt"), "x").expect("writes");
    let error = read_case(&path).expect_err("is refused");
    assert!(error.to_string().contains("notes.txt"), "{error}");
}

#[test]
fn swapped_evidence_and_missing_members_are_noticed() {
    let folder = folder();
    let path = folder.path().join("dir.securable");
    write_case(&path, &sample(), &Expect::NewFolder).expect("saves");
    let evidence = fs::read_dir(path.join("evidence")).expect("lists").next().expect("one").expect("entry").path();
    fs::write(evidence, "another scan").expect("writes");
    fs::remove_file(path.join("devices.csv")).expect("removes");
    let opened = read_case(&path).expect("reads");
    let text = opened.notices.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(text.contains("question D1: the attached file \"scan.txt\" is no longer what was attached"), "{text}");
    assert!(text.contains("devices.csv: the manifest lists it"), "{text}");
    // Such a case can still be saved, as it is.
    write_case(&path, &opened.case, &Expect::Unchanged(opened.fingerprint)).expect("saves");
}

#[test]
fn content_that_packs_too_well_is_still_read_back() {
    let folder = folder();
    let path = folder.path().join("big.securable");
    let mut case = sample();
    case.submission.applicant.operations = "a".repeat(6 * 1024 * 1024);
    case.reference.insert(crate::files::hash::sha256_hex(&[b'\n'; 4096].repeat(700)), [b'\n'; 4096].repeat(700));
    write_case(&path, &case, &Expect::NewFile).expect("saves");
    assert_eq!(read_case(&path).expect("reads").case, case);
}

#[test]
fn what_is_too_large_is_refused_before_anything_is_touched() {
    let folder = folder();
    let (path, saved) = saved_sample(folder.path());
    let mut case = sample();
    case.questionnaire.text = " ".repeat(17 * 1024 * 1024);
    assert_eq!(kind(write_case(&path, &case, &Expect::Unchanged(saved.fingerprint))), FileErrorKind::TooLarge);
    assert_eq!(read_case(&path).expect("reads").case, sample());
    assert!(!backup_path(&path).exists());
    assert_eq!(kind(write_case(&folder.path().join("dir"), &case, &Expect::NewFolder)), FileErrorKind::TooLarge);
    assert!(!folder.path().join("dir").exists());
}

#[cfg(unix)]
#[test]
fn links_and_permissions_are_respected() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let (path, saved) = saved_sample(folder.path());
    let mode = |path: &Path| fs::metadata(path).expect("is there").permissions().mode() & 0o777;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("sets");
    let link = folder.path().join("link.securable");
    std::os::unix::fs::symlink(&path, &link).expect("links");
    let saved = write_case(&link, &sample(), &Expect::Unchanged(saved.fingerprint)).expect("saves");
    assert!(fs::symlink_metadata(&link).expect("is there").is_symlink());
    assert_eq!(mode(&path), 0o640);
    assert_eq!(journal_path(&link), journal_path(&path));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("sets");
    let error = write_case(&path, &sample(), &Expect::Unchanged(saved.fingerprint)).expect_err("is refused");
    assert!(error.to_string().contains("read-only"), "{error}");
}

fn holder(user: &str) -> Holder {
    Holder { user: user.into(), host: "desk-4".into(), pid: 4711, since: "2026-11-22 09:30".into() }
}

#[test]
fn the_second_to_open_is_told_who_has_it() {
    let folder = folder();
    let (path, _) = saved_sample(folder.path());
    let leftover = folder.path().join(".case.securable.abc123.saving");
    fs::write(&leftover, "half").expect("writes");
    let first = CaseLock::take(&path, &holder("ann")).expect("locks");
    assert!(!leftover.exists(), "what a killed save left is swept");
    let error = CaseLock::take(&path, &holder("bob")).expect_err("is refused");
    assert_eq!(error.kind(), FileErrorKind::Locked);
    assert!(error.to_string().contains("ann@desk-4 pid 4711 since 2026-11-22 09:30"), "{error}");
    drop(first);
    assert!(!folder.path().join("case.securable.lock").exists());
    drop(CaseLock::take(&path, &holder("bob")).expect("locks"));
    // A lock file whose holder is gone locks nothing.
    fs::write(folder.path().join("case.securable.lock"), "ann@desk-4 pid 1 since ever\n").expect("writes");
    drop(CaseLock::take(&path, &holder("bob")).expect("locks"));
}

#[test]
fn one_of_many_gets_the_lock() {
    let folder = folder();
    let (path, _) = saved_sample(folder.path());
    let inside = std::sync::atomic::AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    if let Ok(lock) = CaseLock::take(&path, &holder("x")) {
                        assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                        std::thread::yield_now();
                        inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(lock);
                    }
                }
            });
        }
    });
}

#[test]
fn error_sentences_end_with_the_path() {
    let error = read_case(Path::new("/nowhere/x.securable")).expect_err("is refused");
    assert_eq!(
        error.to_string(),
        "The file could not be read because it, or its folder, is not there. It was not opened. Check the name and the folder. (/nowhere/x.securable)"
    );
    assert!(error.detail().is_some());
}

#[test]
fn the_shipped_samples_open_without_a_word() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    for entry in fs::read_dir(samples).expect("lists") {
        let path = entry.expect("entry").path();
        let opened = read_case(&path).expect("reads");
        assert_eq!(opened.notices, [], "{}", path.display());
        let folder = folder();
        let copy = folder.path().join("copy.securable");
        write_case(&copy, &opened.case, &Expect::NewFile).expect("saves");
        assert_eq!(read_case(&copy).expect("reads").case, opened.case);
    }
}

/// A case is never scored otherwise than it was because a file beside it came or went.
#[test]
fn a_plan_or_an_expiring_case_that_was_put_or_taken_by_hand_is_refused() {
    let refused = |alter: &dyn Fn(&Path)| {
        let folder = folder();
        let path = folder.path().join("dir.securable");
        write_case(&path, &sample(), &Expect::NewFolder).expect("saves");
        alter(&path);
        read_case(&path).expect_err("is refused").to_string()
    };
    let sentence = refused(&|path| fs::remove_file(path.join("plan.ron")).expect("removes"));
    assert!(sentence.contains("plan.ron is missing"), "{sentence}");
    let sentence = refused(&|path| fs::remove_file(path.join("expiring.securable")).expect("removes"));
    assert!(sentence.contains("The expiring case is missing"), "{sentence}");
    let sentence = refused(&|path| fs::write(path.join("expiring.securable"), b"PK another").expect("writes"));
    assert!(sentence.contains("is not the one that was put there"), "{sentence}");
    let nameless = |path: &Path| fs::write(path.join("submission.ron"), "()").expect("writes");
    let sentence = refused(&nameless);
    assert!(sentence.contains("does not name"), "{sentence}");
    let large = refused(&|path| fs::write(path.join("plan.ron"), vec![b' '; 2 * 1024 * 1024]).expect("writes"));
    assert!(large.contains("larger than 1 MiB"), "{large}");
}

#[test]
fn nothing_is_saved_among_the_members_of_a_case_that_is_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["manifest.ron", "submission.ron"] {
        fs::write(folder.path().join(name), "()").expect("written");
    }
    fs::create_dir(folder.path().join("evidence")).expect("made");
    for name in ["copy.txt", "evidence/copy.txt"] {
        let refused = write_copy(&folder.path().join(name), b"content").expect_err("refused").to_string();
        assert!(refused.contains("inside the folder of a case"), "{refused}");
    }
}
