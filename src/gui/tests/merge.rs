//! A worksheet goes out to the applicant and comes back: four groups, a choice for every line, one step of undo.

use super::*;
use crate::files::xlsx_as_filled_in;
use crate::gui::action::Action;
use crate::gui::apply;
use crate::gui::command::Command;
use crate::gui::importing::{ImportAction, Source};
use crate::gui::merging::{MergeAction, Sheet};
use crate::submission::worksheet::{Column, Fill, Split, worksheet};
use crate::submission::{Answer, Record};
use std::path::Path;

fn submission() -> Submission {
    let mut submission = Submission { reference: "M-17".to_owned(), ..Submission::default() };
    let record = Record { answer: Some(Answer::option("c")), said_by: "Grace Hopper".to_owned(), ..Record::default() };
    submission.records.insert("D1".to_owned(), record);
    submission
}

/// The worksheet of a case as it comes back: handed out, then written in by the one who answers.
fn filled(of: &Submission, answers: &[(&str, &str)], folder: &tempfile::TempDir) -> PathBuf {
    let questionnaire = store::shipped_questionnaire().expect("the shipped questionnaire reads");
    let day = "2026-11-22".parse().expect("a day");
    let mut sheet = worksheet(&questionnaire, of, Split::Section, Fill::AsOnFile, day);
    let handed_out = sheet.clone();
    for row in sheet.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
        if let Some((_, key)) = answers.iter().find(|(number, _)| *number == row.number) {
            let question = questionnaire.question(questionnaire.find(&row.key.question).expect("a question"));
            let text = question.option(key).map(|place| question.options[place].text.clone());
            *row.cells.get_mut(Column::Answer) = text.unwrap_or_else(|| (*key).to_owned());
            *row.cells.get_mut(Column::By) = "Linus".to_owned();
        }
    }
    let path = folder.path().join("back.xlsx");
    std::fs::write(&path, xlsx_as_filled_in(&handed_out, &sheet).expect("a workbook")).expect("written");
    path
}

fn act(stage: &mut Stage, actions: Vec<Action>) {
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        apply::apply(&context, &mut app.desk, actions);
    }
    stage.run_steps(4);
}

fn merging(path: &Path) -> Stage {
    let mut stage = stage_with(submission(), Vec2::new(1280.0, 800.0), Some(path.to_owned()));
    act(&mut stage, vec![Command::MergeWorksheet.into()]);
    stage
}

#[test]
fn a_worksheet_is_merged_in_one_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = filled(&submission(), &[("D2", "b"), ("D1", "b"), ("E1", "perhaps")], &folder);
    let mut stage = merging(&path);
    assert_eq!(desk(&stage).screen, Screen::Worksheet);
    assert!(has(&stage, "1 to decide, 1 new, 0 changed, 1 unusable"));
    assert!(has(&stage, "Somebody else said what is on file"));
    assert!(has(&stage, "Grace Hopper") && has(&stage, "Linus"), "who said what");
    assert!(has(&stage, "perhaps"), "what cannot be used is shown");
    let before = case(&stage).submission.clone();
    press_with(&mut stage, Modifiers::COMMAND, Key::Enter);
    stage.run_steps(4);
    assert_eq!(case(&stage).submission.answer("D2"), Some(&Answer::option("b")));
    assert_eq!(case(&stage).submission.answer("D1"), Some(&Answer::option("c")), "the conflict was left");
    assert!(toast(&stage).contains("1 line merged from back.xlsx"), "{}", toast(&stage));
    assert!(has(&stage, "1 to decide, 0 new"), "the screen follows the case");
    // The conflict comes first: take it by key.
    press(&mut stage, Key::ArrowDown);
    press(&mut stage, Key::T);
    press_with(&mut stage, Modifiers::COMMAND, Key::Enter);
    stage.run_steps(4);
    assert_eq!(case(&stage).submission.answer("D1"), Some(&Answer::option("b")));
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(case(&stage).submission, before);
}

#[test]
fn a_line_can_be_left_out_and_another_case_is_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = Submission { reference: "M-18".to_owned(), ..submission() };
    let path = filled(&other, &[("D2", "b"), ("C1", "a")], &folder);
    let mut stage = merging(&path);
    assert!(has(&stage, "Is this the right case?") && has(&stage, "M-18"));
    press_with(&mut stage, Modifiers::COMMAND, Key::Enter);
    assert!(case(&stage).submission.answer("D2").is_none(), "nothing before somebody says so");
    stage.get_by_label("It is about this case").click();
    stage.run_steps(4);
    let c1 = merge_line(&stage, "C1");
    act(&mut stage, vec![Action::Merge(MergeAction::Take(c1, false)), Action::Merge(MergeAction::Run)]);
    assert!(case(&stage).submission.answer("C1").is_none());
    assert_eq!(case(&stage).submission.answer("D2"), Some(&Answer::option("b")));
}

fn merge_line(stage: &Stage, number: &str) -> usize {
    let Some(Sheet::Read(merging)) = &case(stage).sheet else { panic!("a worksheet") };
    merging.merge.lines.iter().position(|line| line.number == number).expect("a line")
}

#[test]
fn a_worksheet_dropped_as_a_device_list_is_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = filled(&submission(), &[("D2", "b")], &folder);
    let mut stage = stage_with(submission(), Vec2::new(1280.0, 800.0), None);
    act(&mut stage, vec![Action::Import(ImportAction::Begin(Source::File(path)))]);
    assert_eq!(desk(&stage).screen, Screen::Worksheet);
    assert!(case(&stage).import.is_none() && has(&stage, "Merge back.xlsx"));
    press(&mut stage, Key::Escape);
    assert!(has(&stage, "Hand out"), "closed, nothing changed");
}

#[test]
fn a_foreign_file_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.xlsx");
    std::fs::write(&path, b"%PDF-1.7").expect("written");
    let stage = merging(&path);
    assert!(has(&stage, "This worksheet cannot be merged"));
    assert!(has(&stage, "This is a PDF, not a worksheet"));
}

#[test]
fn worksheet_and_form_are_handed_out() {
    let folder = tempfile::tempdir().expect("a folder");
    for (command, name, begins) in
        [(Command::ExportWorksheet, "out.xlsx", b"PK".as_slice()), (Command::ExportForm, "out.pdf", b"%PDF")]
    {
        let path = folder.path().join(name);
        let mut stage = stage_with(submission(), Vec2::new(1280.0, 800.0), Some(path.clone()));
        act(&mut stage, vec![command.into()]);
        assert!(toast(&stage).contains("saved and read back"), "{}", toast(&stage));
        assert!(std::fs::read(&path).expect("it is there").starts_with(begins));
    }
}
