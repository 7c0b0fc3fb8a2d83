//! The reader of questionnaires: every mistake once, the hash, and bytes of any origin.

mod circles;
mod efforts;
mod hash;
mod hostile;
mod mistakes;

use super::*;

#[path = "../../../../tests/all/golden.rs"]
mod golden;

const SOUND: &str = include_str!("../../../../tests/data/sound.ron");
const TEN_MISTAKES: &str = include_str!("../../../../tests/data/ten-mistakes.ron");

fn read(text: &str) -> Result<Questionnaire, Vec<Problem>> {
    questionnaire_from_text(text, "mine.ron")
}

fn sha256(text: &str) -> String {
    read(text).unwrap_or_else(|problems| panic!("{}\n{text}", shown(&problems))).sha256
}

fn shown(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The sound text with one thing changed.
fn planted(old: &str, new: &str) -> String {
    assert_eq!(SOUND.matches(old).count(), 1, "\"{old}\" stands once");
    SOUND.replacen(old, new, 1)
}

/// Holds what is reported when `old` is replaced, as `subject: what`; all of it on the line of the change.
fn check(old: &str, new: &str, expected: &[&str]) {
    let text = planted(old, new);
    let problems = read(&text).err().unwrap_or_default();
    let found: Vec<String> = problems
        .iter()
        .map(|it| if it.subject.is_empty() { it.what.clone() } else { format!("{}: {}", it.subject, it.what) })
        .collect();
    assert_eq!(found, expected, "\"{new}\":\n{}", shown(&problems));
    let before = SOUND.split(old).next().unwrap_or_default();
    let line = before.matches('\n').count() as u32 + 1;
    for problem in &problems {
        assert_eq!(problem.line, Some(line), "{problem}");
        assert!(!problem.mend.is_empty(), "{problem}");
    }
}

/// Holds all that is reported when `old` is replaced, as lines of `line: subject: what`.
fn check_all(old: &str, new: &str, expected: &str) {
    let problems = read(&planted(old, new)).err().unwrap_or_default();
    let found: Vec<String> = problems
        .iter()
        .map(|it| {
            let subject = if it.subject.is_empty() { String::new() } else { format!("{}: ", it.subject) };
            format!("{}: {subject}{}", it.line.unwrap_or(0), it.what)
        })
        .collect();
    assert_eq!(found.join("\n"), expected, "{}", shown(&problems));
}

#[test]
fn shipped_questionnaires_read_without_a_problem() {
    for (file, text) in SHIPPED {
        if let Err(problems) = questionnaire_from_text(text, file) {
            panic!("{}", shown(&problems));
        }
    }
}

#[test]
fn every_questionnaire_in_the_folder_ships() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires");
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            continue;
        }
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(SHIPPED.iter().any(|(file, _)| *file == name), "{name}");
    }
}

#[test]
fn the_sound_questionnaire_reads() {
    let questionnaire = read(SOUND).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    assert_eq!(questionnaire.name(), "sound 1.0.0");
    assert_eq!(
        questionnaire.questions.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(),
        ["A1", "A2", "S1", "S2", "M1"]
    );
    assert_eq!(questionnaire.sections.iter().map(|it| it.questions.clone()).collect::<Vec<_>>(), [0..2, 2..4, 4..5]);
    assert_eq!(questionnaire.questions.iter().map(|it| it.weight.tenths()).sum::<i64>(), 60);
    assert_eq!(&*questionnaire.source_text, SOUND);
    assert!(questionnaire.questions[2].critical && !questionnaire.questions[3].critical);
    assert!(!questionnaire.questions[2].clauses[1].verified);
}

#[test]
fn ten_planted_mistakes_are_ten_problems_on_their_lines() {
    let problems = read(TEN_MISTAKES).err().unwrap_or_default();
    let marked: Vec<Option<u32>> = (1..)
        .zip(TEN_MISTAKES.lines())
        .filter(|(_, line)| line.ends_with("// MISTAKE"))
        .map(|(line, _)| Some(line))
        .collect();
    assert_eq!(marked.len(), 10);
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), marked, "{}", shown(&problems));
    golden::check_golden(
        "ten-mistakes.txt",
        "What the reader reports for the ten mistakes planted in tests/data/ten-mistakes.ron: place, subject, what, mend.",
        &shown(&problems),
    );
}
