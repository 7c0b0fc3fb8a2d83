//! Files made to do harm, or harmed.

use super::*;
use std::fs;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("starts");
        writer.write_all(content).expect("writes");
    }
    writer.finish().expect("finishes").into_inner()
}

fn refuse(bytes: &[u8]) -> FileError {
    let folder = folder();
    let path = folder.path().join("x.securable");
    fs::write(&path, bytes).expect("writes");
    read_case(&path).expect_err("is refused")
}

fn check_refused(bytes: &[u8], kind: FileErrorKind, what: &str) {
    let error = refuse(bytes);
    assert!(error.kind() == kind && error.to_string().contains(what), "{:?} {error}", error.kind());
    assert!(error.to_string().ends_with("x.securable)"), "path last: {error}");
}

fn sample_bytes() -> Vec<u8> {
    let folder = folder();
    fs::read(saved_sample(folder.path()).0).expect("reads")
}

/// The unpacked members of a good case.
fn sample_members() -> Vec<(String, Vec<u8>)> {
    let folder = folder();
    let path = folder.path().join("dir.securable");
    write_case(&path, &sample(), &Expect::NewFolder).expect("saves");
    ["manifest.ron", "submission.ron", "questionnaire.ron", "history.jsonl", "plan.ron", "expiring.securable"]
        .iter()
        .map(|name| ((*name).to_owned(), fs::read(path.join(name)).expect("reads")))
        .collect()
}

fn zip_with(extra: &[(&str, &[u8])]) -> Vec<u8> {
    let members = sample_members();
    let mut all: Vec<(&str, &[u8])> =
        members.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    all.extend_from_slice(extra);
    zip_of(&all)
}

#[test]
fn other_files_are_refused() {
    check_refused(b"", FileErrorKind::NotACase, "empty");
    check_refused(b"hello, this is a letter", FileErrorKind::NotACase, "not a Securable case");
    check_refused(&zip_of(&[]), FileErrorKind::NotACase, "no manifest.ron");
    check_refused(b"PK\x03\x04 and then nothing", FileErrorKind::Damaged, "cut off or damaged");
    check_refused(&zip_of(&[("word/document.xml", b"x")]), FileErrorKind::Damaged, "does not belong in a case");
    let error = read_case(Path::new("/nowhere/x.securable")).expect_err("is refused");
    assert_eq!(error.kind(), FileErrorKind::NotFound);
    let folder = folder();
    let error = read_case(folder.path()).expect_err("is refused");
    assert_eq!(error.kind(), FileErrorKind::NotACase);
}

#[test]
fn cut_off_anywhere_it_is_refused() {
    let whole = sample_bytes();
    for part in 0..50 {
        let error = refuse(&whole[..whole.len() * part / 50]);
        assert!(matches!(error.kind(), FileErrorKind::NotACase | FileErrorKind::Damaged), "{error}");
    }
}

#[test]
fn any_flipped_byte_is_refused_or_harmless() {
    let (whole, good) = (sample_bytes(), sample());
    let folder = folder();
    let path = folder.path().join("x.securable");
    for place in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x55;
        fs::write(&path, &bytes).expect("writes");
        if let Ok(opened) = read_case(&path) {
            assert!(opened.case == good || !opened.notices.is_empty(), "byte {place} changed the case unseen");
        }
    }
}

#[test]
fn names_that_point_outside_are_refused() {
    for name in [
        "../up.ron",
        "evidence/../../up",
        "/etc/passwd",
        "a\\b",
        "C:evil",
        "evidence/short",
        "sub/manifest.ron",
        "submission.ron/",
    ] {
        let error = refuse(&zip_with(&[(name, b"x")]));
        assert_eq!(error.kind(), FileErrorKind::Damaged, "{name}: {error}");
        assert!(error.to_string().contains("refused"), "{error}");
    }
    check_refused(&zip_with(&[("case/submission.ron", b"x")]), FileErrorKind::Damaged, "without the folder around it");
}

#[test]
fn links_and_twins_are_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("devices.csv", "/etc/passwd", SimpleFileOptions::default()).expect("adds");
    check_refused(&writer.finish().expect("finishes").into_inner(), FileErrorKind::Damaged, "a link");

    // The writer refuses twins, so one is made by renaming a member in place.
    let mut bytes = zip_with(&[("devices.csv", b"x"), ("history.jsonX", b"y")]);
    let from = b"history.jsonX";
    for place in 0..bytes.len() - from.len() {
        if bytes[place..].starts_with(from) {
            bytes[place..place + from.len()].copy_from_slice(b"history.jsonl");
        }
    }
    check_refused(&bytes, FileErrorKind::Damaged, "two members of the same name");
}

#[test]
fn bombs_are_refused_by_declared_and_by_actual_size() {
    let zeros = vec![0_u8; 30 * 1024 * 1024];
    check_refused(&zip_with(&[("devices.csv", &zeros)]), FileErrorKind::Damaged, "200 times");
    let too_long = vec![b' '; 5 * 1024 * 1024];
    check_refused(&zip_of(&[("manifest.ron", &too_long)]), FileErrorKind::TooLarge, "manifest.ron");

    // A member that declares 10 bytes and unpacks to more.
    let mut bytes = zip_with(&[("devices.csv", &vec![b'a'; 5000])]);
    for place in 0..bytes.len() - 4 {
        if bytes[place..].starts_with(&5000_u32.to_le_bytes()) {
            bytes[place..place + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
    }
    assert_eq!(refuse(&bytes).kind(), FileErrorKind::Damaged);
}

#[test]
fn encrypted_members_are_refused() {
    let mut bytes = zip_with(&[]);
    for place in 0..bytes.len() - 10 {
        match &bytes[place..place + 4] {
            b"PK\x03\x04" => bytes[place + 6] |= 1,
            b"PK\x01\x02" => bytes[place + 8] |= 1,
            _ => {}
        }
    }
    check_refused(&bytes, FileErrorKind::Damaged, "encrypted");
}

#[test]
fn a_newer_format_is_refused_naming_both() {
    let manifest = b"(format: 2, written_by: \"securable 9.1.0\", colours: [1], questionnaire: (id: \"q\", version: \"1\", sha256: \"\"))";
    let members = sample_members();
    let all: Vec<(&str, &[u8])> = members
        .iter()
        .map(|(name, content)| (name.as_str(), if name == "manifest.ron" { &manifest[..] } else { content.as_slice() }))
        .collect();
    check_refused(
        &zip_of(&all),
        FileErrorKind::Newer,
        &format!("The case has format 2, written by securable 9.1.0; {WRITTEN_BY} reads format 1"),
    );
}

#[test]
fn unknown_fields_and_other_texts_in_members_are_refused_with_line() {
    let with = |name: &str, content: &[u8]| {
        let members = sample_members();
        let all: Vec<(&str, &[u8])> =
            members.iter().map(|(n, c)| (n.as_str(), if n == name { content } else { c.as_slice() })).collect();
        refuse(&zip_of(&all))
    };
    let error = with("submission.ron", b"(\n colour: 1,\n)");
    assert_eq!(error.kind(), FileErrorKind::Wrong);
    assert!(error.to_string().contains("submission.ron:2:2: there is no field `colour`"), "{error}");
    assert!(
        with("submission.ron", b"(reference: \"\xff\")")
            .to_string()
            .contains("submission.ron:1: a byte is not part of UTF-8")
    );
    assert!(
        with("manifest.ron", b"(format: 1,\n hash: 2)")
            .to_string()
            .contains("manifest.ron:2:2: there is no field `hash`")
    );
    assert!(with("manifest.ron", b"(format: 0)").to_string().contains("format 0"));
}

#[test]
fn zips_of_other_programs_are_read() {
    let members = sample_members();
    let folder = folder();
    let path = folder.path().join("x.securable");
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let mut writer = ZipWriter::new_stream(Vec::new());
        let options = SimpleFileOptions::default().compression_method(method);
        writer.add_directory("evidence", options).expect("adds");
        for (name, content) in &members {
            writer.start_file(name.as_str(), options).expect("starts");
            writer.write_all(content).expect("writes");
        }
        fs::write(&path, writer.finish().expect("finishes").into_inner()).expect("writes");
        let opened = read_case(&path).expect("reads");
        // The members without the table.
        let mut expected = sample().submission;
        expected.devices.table = Arc::default();
        assert_eq!(opened.case.submission, expected);
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_refused() {
    let folder = folder();
    let path = folder.path().join("dir.securable");
    write_case(&path, &sample(), &Expect::NewFolder).expect("saves");
    fs::remove_file(path.join("devices.csv")).expect("removes");
    std::os::unix::fs::symlink("/etc/hostname", path.join("devices.csv")).expect("links");
    let error = read_case(&path).expect_err("is refused");
    assert!(error.to_string().contains("devices.csv is a link"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn garbage_never_panics(bytes in vec(any::<u8>(), 0..600), is_zip in any::<bool>()) {
        let path = Path::new("x.securable");
        let mut bytes = bytes;
        if is_zip {
            bytes.splice(0..0, *b"PK\x03\x04");
        }
        drop(crate::files::zipped::members_from_zip(&bytes, path));
    }
}
