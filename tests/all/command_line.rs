//! The program as a stranger uses it: files in, data on standard output, messages on standard error.

use crate::golden::check_golden;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// domain.md 8.6 as rulings 10 reads it.
const WORKED: &str = include_str!("../data/worked-example.csv");

/// What one run of the program gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub said: String,
}

pub fn run(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_securable"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let said = String::from_utf8(output.stderr).expect("messages are UTF-8");
    assert!(!said.contains("panicked"), "{arguments:?}: {said}");
    Run {
        code: output.status.code().expect("it was not killed"),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        said,
    }
}

/// A folder of its own, with the worked example as a flat table.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a folder") };
        desk.write("answers.csv", WORKED.as_bytes());
        desk
    }
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
    pub fn at(&self, name: &str) -> String {
        self.path(name).to_str().expect("a plain path").to_owned()
    }
    pub fn write(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::write(self.path(name), bytes).expect("the file can be written");
        self.at(name)
    }
    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("the file is there")
    }
    /// The worked example as a case.
    pub fn worked(&self) -> String {
        let case = self.at("worked.securable");
        let made = run(&["new", "-o", &case, "--answers", &self.at("answers.csv"), "--applicant", "Harbor Mill Foods"]);
        assert_eq!(made.code, 0, "{}", made.said);
        case
    }
    fn empty(&self) -> String {
        let case = self.at("empty.securable");
        assert_eq!(run(&["new", "-o", &case]).code, 0);
        case
    }
}

fn json(case: &str) -> Value {
    let scored = run(&["score", case, "--as-of", "2026-11-22", "--json"]);
    assert_eq!(scored.code, 0, "{}", scored.said);
    serde_json::from_str(&scored.out).expect("JSON on standard output")
}

#[test]
fn the_worked_example_from_table_to_score() {
    let desk = Desk::new();
    let case = desk.worked();
    let scored = run(&["score", &case, "--as-of", "2026-11-22"]);
    assert_eq!((scored.code, scored.said.as_str()), (0, ""), "nothing to complain about");
    for expected in ["50.9", "Conditional", "70 High", "REF-01", "REF-06", "+7%"] {
        assert!(scored.out.contains(expected), "{expected}:\n{}", scored.out);
    }
    let sha = json(&case)["questionnaire"]["sha256"].as_str().expect("a hash").to_owned();
    let shown = scored.out.replace(&sha[..12], "(hash)");
    check_golden(
        "worked-example.txt",
        "What `securable score` prints for the worked example (domain.md 8.6): 50.9, Conditional, High, REF-01 and REF-06.",
        &shown,
    );
}

#[test]
fn the_json_of_the_worked_example_has_what_was_promised() {
    let desk = Desk::new();
    let it = json(&desk.worked());
    let text = |value: &Value| value.as_str().map(str::to_owned);
    assert_eq!(text(&it["questionnaire"]["id"]).as_deref(), Some("iot-core"));
    assert!(text(&it["questionnaire"]["version"]).is_some_and(|version| !version.is_empty()));
    let sha = text(&it["questionnaire"]["sha256"]).expect("a hash");
    assert!(sha.len() == 64 && sha.bytes().all(|b| b.is_ascii_hexdigit()));
    for (key, value) in [
        ("score", "50.9"),
        ("score_exact", "10020/197"),
        ("tier", "High"),
        ("band", "Conditional"),
        ("outcome", "Conditional"),
        ("completeness", "100.0"),
        ("confidence", "50.0"),
        ("applicant", "Harbor Mill Foods"),
        ("as_of", "2026-11-22"),
    ] {
        assert_eq!(text(&it[key]).as_deref(), Some(value), "{key}");
    }
    assert_eq!(
        (text(&it["range"]["best"]).as_deref(), text(&it["range"]["worst"]).as_deref()),
        (Some("50.9"), Some("50.9"))
    );
    assert_eq!(it["exposure_index"], 70);
    let sections = it["sections"].as_object().expect("sections");
    let shown: Vec<String> = sections
        .iter()
        .map(|(id, section)| format!("{id} {}", section["deficiency"].as_str().unwrap_or("-")))
        .collect();
    assert_eq!(shown.join(", "), "B 50.0, C 53.1, D 51.3, E 50.0, F 50.0, G 56.7, H 57.9, I 42.5, J 38.9");
    assert_eq!(
        (text(&it["drivers"][0]["question"]).as_deref(), text(&it["drivers"][0]["points"]).as_deref()),
        (Some("G2"), Some("3.05"))
    );
    let codes: Vec<&str> =
        it["rules"].as_array().expect("rules").iter().filter_map(|rule| rule["code"].as_str()).collect();
    assert_eq!(codes, ["REF-01", "REF-06"]);
    for rule in it["rules"].as_array().expect("rules") {
        assert!(rule["effect"].is_string() && rule["because"].as_array().is_some_and(|it| !it.is_empty()), "{rule}");
    }
    assert_eq!(it["schedule"]["total_percent"], 7);
    assert_eq!(it["schedule"]["lines"].as_array().map(Vec::len), Some(6));
    assert_eq!(it["adverse_reasons"].as_array().map(Vec::len), Some(4));
    assert_eq!(it["subjectivities"].as_array().map(Vec::len), Some(6));
}

#[test]
fn whole_scores_have_a_denominator_too() {
    let desk = Desk::new();
    let it = json(&desk.empty());
    assert_eq!(it["score_exact"], "100/1");
    assert_eq!(it["score"], "100.0");
    assert_eq!(it["outcome"], "Insufficient information");
    assert_eq!((&it["range"]["best_exact"], &it["range"]["worst_exact"]), (&Value::from("0/1"), &Value::from("100/1")));
}

#[test]
fn answers_come_back_as_they_went_in() {
    let desk = Desk::new();
    let case = desk.worked();
    let first = run(&["answers", &case]);
    assert_eq!((first.code, first.said.as_str()), (0, ""));
    let row = |text: &str, id: &str| text.lines().find(|line| line.starts_with(&format!("{id},"))).map(str::to_owned);
    for (id, expected) in [("G2", "G2,d,E1,"), ("A4", "A4,production_stop,,"), ("K3", "K3,sign,,")] {
        assert_eq!(row(&first.out, id).as_deref(), Some(expected));
    }
    let table = desk.write("exported.csv", first.out.as_bytes());
    let again = desk.at("again.securable");
    assert_eq!(run(&["new", "-o", &again, "--answers", &table]).code, 0);
    assert_eq!(run(&["answers", &again]).out, first.out);
    assert_eq!(json(&again)["score_exact"], "10020/197");
}

#[test]
fn unusable_rows_are_named_and_the_rest_is_kept() {
    let desk = Desk::new();
    let table = desk.write(
        "mixed.csv",
        b"question,answer,evidence,note\nB1,b,E1,\nZ9,a,,\nB2,z,E1,\nB3,a;b,,\nC4,na: no premises,,\nG2,UNKNOWN,,\nB4, C ,E9,\n",
    );
    let case = desk.at("mixed.securable");
    let made = run(&["new", "-o", &case, "--answers", &table]);
    assert_eq!(made.code, 0);
    for line in [":3:", ":4:", ":5:", ":8:"] {
        assert!(made.said.contains(line), "line {line} is named:\n{}", made.said);
    }
    let out = run(&["answers", &case]).out;
    assert!(out.contains("B1,b,E1,") && out.contains("G2,unknown,"), "{out}");
    assert!(out.contains("C4,na: no premises,"), "{out}");
}

#[test]
fn the_same_case_and_date_give_the_same_memo() {
    let desk = Desk::new();
    let case = desk.worked();
    for (name, date) in [("one.pdf", "2026-11-22"), ("two.pdf", "2026-11-22"), ("other.pdf", "2026-11-23")] {
        let made = run(&["memo", &case, "-o", &desk.at(name), "--as-of", date]);
        assert_eq!((made.code, made.out.as_str()), (0, ""), "{}", made.said);
    }
    let one = desk.read("one.pdf");
    assert!(one.starts_with(b"%PDF-1.7"));
    assert!(one == desk.read("two.pdf"), "identical bytes");
    assert!(one != desk.read("other.pdf"), "the date is in it");
    // A second save over the first gives the same again.
    assert_eq!(run(&["memo", &case, "-o", &desk.at("two.pdf"), "--as-of", "2026-11-22"]).code, 0);
    assert!(one == desk.read("two.pdf"));
}

#[test]
fn score_and_memo_leave_the_case_alone() {
    let desk = Desk::new();
    let case = desk.worked();
    let before = desk.read("worked.securable");
    for arguments in [&["score", &case][..], &["score", &case, "--json"], &["answers", &case], &["check", &case]] {
        assert_eq!(run(arguments).code, 0);
    }
    assert_eq!(run(&["memo", &case, "-o", &desk.at("memo.pdf")]).code, 0);
    assert!(before == desk.read("worked.securable"));
    let mut left: Vec<String> = std::fs::read_dir(desk.folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(left, ["answers.csv", "memo.pdf", "worked.securable"], "no temporary file and no lock stays behind");
}

#[test]
fn the_shipped_files_check_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<String> = Vec::new();
    for folder in ["questionnaires", "questionnaires/plans", "assets/samples"] {
        for entry in std::fs::read_dir(root.join(folder)).expect(folder) {
            let path = entry.expect("an entry").path();
            let is_case = (path.is_dir() && !path.ends_with("questionnaires/plans"))
                || path.extension().is_some_and(|it| it == "securable");
            if is_case || path.extension().is_some_and(|it| it == "ron") {
                files.push(path.to_str().expect("a plain path").to_owned());
            }
        }
    }
    assert!(files.len() >= 2);
    let arguments: Vec<&str> = std::iter::once("check").chain(files.iter().map(String::as_str)).collect();
    let checked = run(&arguments);
    assert_eq!((checked.code, checked.said.as_str()), (0, ""), "{}", checked.said);
    assert_eq!(checked.out.matches("no problems").count(), files.len());
}

#[test]
fn check_reports_all_problems_of_all_files() {
    let desk = Desk::new();
    let case = desk.worked();
    let shipped = include_str!("../../questionnaires/iot-first-pass.ron");
    let broken = desk.write(
        "broken.ron",
        shipped
            .replacen("borderline: 2.0,", "borderline: two,", 1)
            .replacen("credit_share: 50", "credit_share: 500", 1)
            .as_bytes(),
    );
    let checked = run(&["check", &case, &broken, &desk.at("absent.ron")]);
    assert_eq!(checked.code, 1);
    assert_eq!(checked.out.trim_end(), format!("{case}: no problems"));
    let line = |wanted: &str| shipped.lines().position(|line| line.contains(wanted)).expect(wanted) + 1;
    for wanted in ["borderline: 2.0", "credit_share: 50"] {
        assert!(checked.said.contains(&format!("broken.ron:{}:", line(wanted))), "{wanted}:\n{}", checked.said);
    }
    assert!(
        checked.said.contains("absent.ron") && checked.said.contains("2 of 3 files have problems"),
        "{}",
        checked.said
    );
}

#[test]
fn new_takes_a_questionnaire_by_id_or_path_and_replaces_nothing() {
    let desk = Desk::new();
    let by_id = desk.at("by-id.securable");
    assert_eq!(run(&["new", "-o", &by_id, "--questionnaire", "iot-first-pass"]).code, 0);
    assert_eq!(json(&by_id)["questionnaire"]["id"], "iot-first-pass");
    let path = desk.write("mine.ron", include_bytes!("../../questionnaires/iot-first-pass.ron"));
    let by_path = desk.at("by-path.securable");
    assert_eq!(run(&["new", "-o", &by_path, "--questionnaire", &path]).code, 0);
    assert_eq!(json(&by_path)["questionnaire"], json(&by_id)["questionnaire"]);

    let before = desk.read("by-id.securable");
    let again = run(&["new", "-o", &by_id]);
    assert_eq!(again.code, 3);
    assert!(one_sentence(&again.said, "by-id.securable"), "{}", again.said);
    assert!(before == desk.read("by-id.securable"));

    let unknown = run(&["new", "-o", &desk.at("x.securable"), "--questionnaire", "nonsense"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.said.contains("iot-core") && unknown.said.contains("iot-first-pass"), "{}", unknown.said);
    assert!(!desk.path("x.securable").exists());
}

/// One line, for people: starts with the program's name and a capital, names the file, no Rust in it.
fn one_sentence(said: &str, file: &str) -> bool {
    let mut lines = said.lines();
    let (Some(line), None) = (lines.next(), lines.next()) else { return false };
    let Some(sentence) = line.strip_prefix("securable: ") else { return false };
    sentence.contains(file)
        && !["Err(", "Error {", "os error", "unwrap", "called `", "::"].iter().any(|rust| sentence.contains(rust))
        && sentence.len() < 400
}

/// Every command that reads a case refuses the file with exit code 1 and one clear sentence.
fn check_refused(desk: &Desk, name: &str, words: &[&str]) {
    let file = desk.at(name);
    let pdf = desk.at("refused.pdf");
    for arguments in
        [&["score", &file][..], &["score", &file, "--json"], &["memo", &file, "-o", &pdf], &["answers", &file]]
    {
        let refused = run(arguments);
        assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{arguments:?}: {}", refused.said);
        assert!(one_sentence(&refused.said, name), "{arguments:?}: {}", refused.said);
        for word in words {
            assert!(refused.said.to_lowercase().contains(word), "\"{word}\" in {}", refused.said);
        }
    }
    assert!(!Path::new(&pdf).exists());
    assert_eq!(run(&["check", &file]).code, 1);
}

#[test]
fn files_that_are_no_case_are_refused_in_one_sentence() {
    let desk = Desk::new();
    check_refused(&desk, "absent.securable", &[]);
    desk.write("empty.securable", b"");
    check_refused(&desk, "empty.securable", &[]);
    desk.write(
        "garbage.securable",
        &(0..5_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<_>>(),
    );
    check_refused(&desk, "garbage.securable", &[]);
    desk.write("text.securable", b"Dear underwriter, please find attached");
    check_refused(&desk, "text.securable", &[]);
    desk.write("zip-header.securable", b"PK\x03\x04\x14\0\0\0\0\0");
    check_refused(&desk, "zip-header.securable", &[]);
    desk.write("pdf.securable", b"%PDF-1.7\n%%EOF");
    check_refused(&desk, "pdf.securable", &[]);
    std::fs::create_dir(desk.path("folder.securable")).expect("a folder");
    check_refused(&desk, "folder.securable", &[]);
}

#[test]
fn a_truncated_case_is_refused_wherever_it_was_cut() {
    let desk = Desk::new();
    desk.worked();
    let whole = desk.read("worked.securable");
    for part in [1, 10, 50, 90, 99] {
        let name = format!("cut-{part}.securable");
        desk.write(&name, &whole[..whole.len() * part / 100]);
        let refused = run(&["score", &desk.at(&name)]);
        assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{part} %");
        assert!(one_sentence(&refused.said, &name), "{part} %: {}", refused.said);
    }
}

#[test]
fn a_case_of_a_newer_format_is_refused_by_name() {
    let desk = Desk::new();
    let folder = desk.path("newer.securable");
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/harbor-mill-foods"), &folder);
    let manifest = folder.join("manifest.ron");
    let text = std::fs::read_to_string(&manifest).expect("a manifest");
    let (before, after) = text.split_once("format").expect("a format");
    let digits = after.find(|c: char| c.is_ascii_digit()).expect("a number");
    let end = after[digits..].find(|c: char| !c.is_ascii_digit()).expect("an end") + digits;
    std::fs::write(&manifest, format!("{before}format{}999{}", &after[..digits], &after[end..])).expect("written");
    check_refused(&desk, "newer.securable", &["newer"]);
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the sample") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, target).expect("a copy");
        }
    }
}

/// The samples score as their memos say, from the unpacked folder as from anything else.
#[test]
fn the_shipped_manufacturer_is_the_worked_example() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/harbor-mill-foods");
    let it = json(sample.to_str().expect("a plain path"));
    assert_eq!((&it["score"], &it["band"], &it["tier"]), (&"50.9".into(), &"Conditional".into(), &"High".into()));
}

#[test]
fn an_output_that_cannot_be_written_is_exit_code_3() {
    let desk = Desk::new();
    let case = desk.worked();
    let nowhere = desk.at("no/such/folder/memo.pdf");
    let made = run(&["memo", &case, "-o", &nowhere]);
    assert_eq!((made.code, made.out.as_str()), (3, ""));
    assert!(one_sentence(&made.said, "memo.pdf"), "{}", made.said);
    assert_eq!(run(&["new", "-o", &desk.at("no/such/folder/x.securable")]).code, 3);
}

#[test]
fn a_wrong_command_line_is_exit_code_2() {
    let desk = Desk::new();
    let case = desk.worked();
    for arguments in [
        &["score"][..],
        &["score", &case, "--as-of", "tomorrow"],
        &["score", &case, "--as-of", "2026-02-30"],
        &["score", &case, "--loud"],
        &["memo", &case],
        &["new"],
        &["check"],
    ] {
        let refused = run(arguments);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!refused.said.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_lists_every_command_and_the_exit_codes() {
    let help = run(&["--help"]);
    assert_eq!((help.code, help.said.as_str()), (0, ""));
    for word in ["new", "score", "memo", "check", "answers", "Exit codes"] {
        assert!(help.out.contains(word), "{word}");
    }
    for command in ["new", "score", "memo", "check", "answers"] {
        let help = run(&[command, "--help"]);
        assert!(help.code == 0 && help.out.contains("Usage"), "{command}");
    }
    let version = run(&["--version"]);
    assert_eq!(version.out.trim(), format!("securable {}", env!("CARGO_PKG_VERSION")));
}

/// `securable answers FILE | head -1`
#[test]
fn a_reader_that_stops_early_is_no_error() {
    let desk = Desk::new();
    let case = desk.worked();
    for arguments in [&["score", &case, "--json"][..], &["score", &case], &["answers", &case]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_securable"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("messages are UTF-8");
        let status = child.wait().expect("it ends");
        assert_eq!((status.code(), said.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

/// domain.md 11.7: facts are to be checked again after twelve months.
#[test]
fn old_facts_are_announced_after_twelve_months() {
    let desk = Desk::new();
    let case = desk.worked();
    let said = |as_of: &str| run(&["score", &case, "--as-of", as_of]).said;
    assert_eq!(said("2027-11-22"), "");
    assert!(said("2027-11-24").contains("more than twelve months"));
}
