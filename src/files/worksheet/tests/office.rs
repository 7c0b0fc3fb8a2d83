//! Through LibreOffice and back, where it is installed.

use super::*;
use std::process::{Command, Stdio};

/// Loads a workbook in LibreOffice and saves it again, as an applicant would. `None` where LibreOffice is not installed.
fn saved_again(bytes: &[u8]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, into) = (folder.path().join("sheet.xlsx"), folder.path().join("again"));
    std::fs::write(&from, bytes).expect("written");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&into)
        .arg(&from)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    run.ok()?.success().then(|| std::fs::read(into.join("sheet.xlsx")).expect("it was saved"))
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn a_worksheet_survives_libreoffice() {
    let mut submission = case();
    submission.records.entry("D2".to_owned()).or_default().follow_ups.clear();
    let mut counts = std::collections::BTreeMap::new();
    counts.insert("cameras".to_owned(), "120".to_owned());
    let record = submission.records.get_mut("A3").expect("on file");
    record.follow_ups.insert("counts".to_owned(), FollowUpAnswer::Table(counts));
    submission.records.get_mut("D1").expect("on file").said_by = "=Grace".to_owned();
    let sheet = handed_out(&submission);
    let Some(again) = saved_again(&xlsx_from_worksheet(&sheet).expect("a workbook")) else {
        eprintln!("LibreOffice is not installed, so the round trip through it was not tried");
        return;
    };
    let read = read(&again);
    assert!(is_worksheet(&again), "it is known for one when it is dropped on the desk");
    assert!(is_as_handed_out(&sheet, &read), "{:?} {:?}", read.notices, read.strays);
    assert!(news(&Merge::of(core(), &submission, &read, made())).is_empty());
}
