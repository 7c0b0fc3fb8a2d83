//! Hostile names, sizes and contents; what a crash leaves; what may be shown.

use super::showable::SHOWABLE;
use super::*;
use crate::submission::Record;
use proptest::prelude::*;
use std::fs::File;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ROOM: u64 = MOST_IN_CASE;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn put(folder: &Path, name: &str, content: &[u8]) -> std::path::PathBuf {
    let path = folder.join(name);
    fs::write(&path, content).expect("writes");
    path
}

fn refusal(path: &Path, room: u64) -> String {
    take_file(path, room).expect_err("is refused").to_string()
}

fn hash(content: &[u8]) -> String {
    sha256_hex(content)
}

#[test]
fn a_file_is_taken_by_hash_with_a_hint_at_its_date() {
    let folder = folder();
    let path = put(folder.path(), "scan \u{202e}txt.exe", b"open ports: none");
    let time = UNIX_EPOCH + std::time::Duration::from_secs(1_780_000_000);
    File::options().write(true).open(&path).and_then(|file| file.set_modified(time)).expect("sets the time");
    let taken = take_file(&path, ROOM).expect("is taken");
    assert_eq!(taken.sha256, hash(b"open ports: none"));
    assert_eq!(taken.file_name, "scan [U+202E]txt.exe");
    assert_eq!(taken.changed.map(|day| day.format("%Y-%m").to_string()).as_deref(), Some("2026-05"));
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let attachment = taken.attachment(day);
    assert_eq!((attachment.bytes, attachment.dated, attachment.added), (16, None, Some(day)));
}

#[test]
fn what_is_no_plain_file_is_refused_with_the_mend() {
    let folder = folder();
    assert!(refusal(&put(folder.path(), "nothing.pdf", b""), ROOM).contains("The file is empty"));
    assert!(refusal(folder.path(), ROOM).contains("This is a folder"));
    assert!(refusal(&folder.path().join("gone.pdf"), ROOM).contains("Check the name"));
    #[cfg(unix)]
    {
        let target = put(folder.path(), "real.pdf", b"%PDF-1.7");
        let link = folder.path().join("link.pdf");
        std::os::unix::fs::symlink(&target, &link).expect("links");
        assert!(refusal(&link, ROOM).contains("This is a link"));
        assert!(refusal(Path::new("/dev/zero"), ROOM).contains("This is a device"));
    }
}

#[test]
fn a_huge_sparse_file_is_refused_before_it_is_read() {
    let folder = folder();
    let path = folder.path().join("image.raw");
    File::create(&path).and_then(|file| file.set_len(1 << 40)).expect("a sparse file");
    let before = std::time::Instant::now();
    assert!(refusal(&path, ROOM).contains("larger than 32 MiB"));
    assert!(before.elapsed() < std::time::Duration::from_secs(2), "nothing of it was read");
    File::create(&path).and_then(|file| file.set_len(MOST_IN_FILE)).expect("a sparse file");
    assert_eq!(take_file(&path, ROOM).expect("just fits").content.len() as u64, MOST_IN_FILE);
    assert!(refusal(&path, MOST_IN_FILE - 1).contains("together take at most 256 MiB"));
}

#[test]
fn room_is_counted_once_for_content_that_several_answers_name() {
    let content: Arc<[u8]> = vec![7; 1000].into();
    let attachment = Attachment { sha256: hash(&content), bytes: 1000, ..Attachment::default() };
    let record = Record { attachments: vec![attachment], ..Record::default() };
    let mut submission = Submission::default();
    submission.records.insert("D1".into(), record.clone());
    submission.records.insert("D2".into(), record);
    let mut evidence = Evidence::from([(hash(&content), content)]);
    evidence.insert(hash(b"taken back"), b"taken back".as_slice().into());
    assert_eq!(room_left(&evidence, &submission), MOST_IN_CASE - 1000);
    assert_eq!(evidence_in_use(&evidence, &submission).len(), 1, "what no answer names is not saved");
}

#[test]
fn content_beside_the_journal_comes_back_whole_or_not_at_all() {
    let folder = folder();
    let case = folder.path().join("case.securable");
    let (one, two) = (b"one".as_slice(), b"two".as_slice());
    for content in [one, two, one] {
        keep_unsaved(&case, &hash(content), content).expect("keeps");
    }
    let beside = folder.path().join("case.securable.evidence");
    put(&beside, &hash(b"three"), b"torn");
    put(&beside, "notes.txt", b"not ours");
    let found: BTreeSet<String> = unsaved_evidence(&case).into_keys().collect();
    assert_eq!(found, BTreeSet::from([hash(one), hash(two)]));
    drop_unsaved(&case, |name| name == hash(two)).expect("drops");
    assert_eq!(unsaved_evidence(&case).len(), 1);
    drop_unsaved(&case, |_| false).expect("drops");
    assert!(!beside.exists());
    drop_unsaved(&case, |_| false).expect("nothing is there");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_folder_leads_nowhere() {
    let folder = folder();
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("makes");
    put(&elsewhere, "theirs", b"x");
    std::os::unix::fs::symlink(&elsewhere, folder.path().join("case.securable.evidence")).expect("links");
    let case = folder.path().join("case.securable");
    assert!(keep_unsaved(&case, &hash(b"x"), b"x").is_err());
    assert!(unsaved_evidence(&case).is_empty());
    drop_unsaved(&case, |_| false).expect("touches nothing");
    assert!(elsewhere.join("theirs").exists());
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("starts");
        writer.write_all(text.as_bytes()).expect("writes");
    }
    writer.finish().expect("finishes").into_inner()
}

#[test]
fn only_what_is_listed_and_is_what_it_says_may_be_shown() {
    let sheet = ("xl/workbook.xml", "<workbook/>");
    let link = r#"<Relationship Type="http://x/relationships/hyperlink" Target="http://x" TargetMode="External"/>"#;
    let template =
        r#"<Relationship Type="http://x/relationships/attachedTemplate" Target="http://x" TargetMode="External"/>"#;
    let shown: [(&str, Vec<u8>); 9] = [
        ("a.pdf", b"%PDF-1.7".to_vec()),
        ("A.PDF", b"%PDF-1.7".to_vec()),
        ("a.png", b"\x89PNG\r\n\x1a\n...".to_vec()),
        ("a.jpeg", b"\xff\xd8\xff\xe0".to_vec()),
        ("notes.txt", "MZ-100 sensors, \u{fc}ber alles; <none>".into()),
        ("wide.txt", b"\xff\xfeh\0i\0".to_vec()),
        ("list.csv", b"name;phone;note\ncam;+49 30 12;-\n".to_vec()),
        ("a.xlsx", package(&[sheet])),
        ("a.docx", package(&[("word/document.xml", "<w/>"), ("word/_rels/document.xml.rels", link)])),
    ];
    for (name, content) in shown {
        assert_eq!(why_not_shown(name, &content), None, "{name}");
    }
    let refused: [(&str, Vec<u8>, &str); 23] = [
        ("setup.exe", b"MZ\x90\0".to_vec(), "a program"),
        ("report.pdf", b"MZ\x90\0%PDF-".to_vec(), "a program"),
        ("report.pdf", b"\x7fELF".to_vec(), "a program"),
        ("notes.txt", b"#!/bin/sh\nrm -rf /".to_vec(), "a script"),
        ("notes.txt", b"\xef\xbb\xbf \n#!/bin/sh".to_vec(), "a script"),
        ("plan.pdf", b"L\0\0\0\x01\x14\x02\0".to_vec(), "a shortcut"),
        ("plan.txt", b"[InternetShortcut]\nURL=file://x".to_vec(), "a shortcut"),
        ("plan.txt", b"[Desktop Entry]\nExec=x".to_vec(), "a shortcut"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "macros"),
        ("run.bat", b"echo".to_vec(), "ending in .bat"),
        ("page.html", b"<html>".to_vec(), "ending in .html"),
        ("image.svg", b"<svg>".to_vec(), "ending in .svg"),
        ("mail.eml", b"From: x".to_vec(), "ending in .eml"),
        ("macro.xlsm", package(&[sheet]), "ending in .xlsm"),
        ("plan.pdf.lnk", b"x".to_vec(), "ending in .lnk"),
        ("Makefile", b"all:".to_vec(), "without an ending"),
        ("page.txt", b"\n <script>".to_vec(), "a page of the web"),
        ("bytes.txt", b"a\0b".to_vec(), "plain text"),
        ("list.csv", b"a,b\n1,\"=cmd|' /C calc'!A0\"".to_vec(), "formulas"),
        ("list.csv", b"a,b\n1,-2+3+cmd|' /C calc'!A0".to_vec(), "formulas"),
        ("a.xlsx", package(&[sheet, ("xl/vbaProject.bin", "")]), "macros"),
        ("a.docx", package(&[("word/document.xml", ""), ("word/_rels/settings.xml.rels", template)]), "fetches"),
        ("a.docx", package(&[sheet]), "not what its name says"),
    ];
    for (name, content, why) in refused {
        let said = why_not_shown(name, &content).unwrap_or_else(|| panic!("{name} is refused"));
        assert!(said.contains(why) && said.contains("save a copy"), "{name}: {said}");
    }
    let cut = package(&[sheet]);
    assert!(why_not_shown("a.xlsx", &cut[..cut.len() / 2]).is_some(), "a truncated package");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_content_makes_the_look_at_it_fail(
        place in 0..SHOWABLE.len(), start in 0..4_usize, mut content in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let (ending, _) = SHOWABLE[place];
        let start: &[u8] = [b"".as_slice(), b"PK\x03\x04", b"%PDF-", b"\xff\xfe"][start];
        content.splice(0..0, start.iter().copied());
        let said = why_not_shown(&format!("x.{ending}"), &content);
        prop_assert!(said.is_none_or(|said| said.ends_with("save a copy if you trust it")));
    }
}

#[test]
fn a_shown_copy_is_private_read_only_and_gone_with_the_program() {
    let copies = ShownCopies::default();
    let attachment = Attachment {
        sha256: hash(b"%PDF-1.7"),
        file_name: "-rf $(x) ; plan \"final\", v2.pdf".into(),
        ..Attachment::default()
    };
    let path = copies.put(&attachment, b"%PDF-1.7").expect("is copied");
    let again = copies.clone().put(&attachment, b"%PDF-1.7").expect("is copied again");
    assert_eq!(path, again);
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
    assert_eq!(name, format!("{} -rf x plan final v2.pdf", &attachment.sha256[..12]));
    assert_eq!(fs::read(&path).expect("reads"), b"%PDF-1.7");
    assert!(fs::metadata(&path).expect("is there").permissions().readonly());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = path.parent().expect("a folder");
        assert_eq!(fs::metadata(folder).expect("is there").permissions().mode() & 0o777, 0o700);
    }
    let program = Attachment { file_name: "plan.exe".into(), ..attachment };
    assert!(copies.put(&program, b"MZ\0").is_err());
    drop(copies);
    assert!(!path.exists());
}
