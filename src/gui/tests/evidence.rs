//! Files behind answers: dropped, dated, looked at, taken away and brought back.

use super::*;
use crate::files::{Expect, read_case};
use crate::gui::apply::apply;
use crate::gui::evidence::EvidenceAction;
use crate::gui::state::{Overlay, SaveWords};
use crate::gui::store::SavedAs;
use crate::submission::{Answer, Attachment, Grade, Record};
use std::path::Path;
use std::sync::{Arc, Mutex};

const SIZE: Vec2 = Vec2::new(1280.0, 800.0);

fn answered(id: &str) -> Submission {
    let mut submission = Submission::default();
    submission.records.insert(id.to_owned(), Record { answer: Some(Answer::option("b")), ..Record::default() });
    submission
}

fn file(folder: &Path, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("written");
    path
}

fn drop_files(stage: &mut Stage, paths: &[&Path]) {
    for path in paths {
        stage.input_mut().dropped_files.push(Arc::new(Dropped((*path).to_owned())));
    }
    stage.run_steps(4);
}

fn attached(stage: &Stage, id: &str) -> Vec<Attachment> {
    case(stage).submission.record(id).map(|record| record.attachments.clone()).unwrap_or_default()
}

fn act(stage: &mut Stage, action: EvidenceAction) {
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        apply(&context, &mut app.desk, vec![action.into()]);
    }
    stage.run_steps(4);
}

fn ix(stage: &Stage, id: &str) -> crate::questionnaire::QuestionIx {
    case(stage).questionnaire.find(id).expect("a question")
}

#[test]
fn a_dropped_file_stands_behind_the_answer_and_the_grade_stays_with_the_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path(), "network plan.pdf", b"%PDF-1.7 plan");
    let mut stage = stage_with(answered("D1"), SIZE, None);
    go_to(&mut stage, "D1");
    drop_files(&mut stage, &[&path]);
    let [one] = &attached(&stage, "D1")[..] else { panic!("one file: {}", toast(&stage)) };
    assert_eq!((one.file_name.as_str(), one.bytes, one.dated), ("network plan.pdf", 13, None));
    assert_eq!(case(&stage).submission.records["D1"].grade, None, "no grade is set by itself");
    assert!(toast(&stage).contains("Attached network plan.pdf to D1"));
    stage.get_by_label("The file is a document").click();
    stage.run_steps(3);
    assert_eq!(case(&stage).submission.records["D1"].grade, Some(Grade::Document));
    assert!(!has(&stage, "The file is a document"));
    // The date is offered, and set by a person.
    stage.get_by_label_contains("for network plan.pdf").click();
    stage.run_steps(3);
    assert_eq!(attached(&stage, "D1")[0].dated, Some(chrono::Local::now().date_naive()));
    // The same content again is one file.
    drop_files(&mut stage, &[&path]);
    assert_eq!(attached(&stage, "D1").len(), 1);
    assert!(toast(&stage).contains("attached to D1 already"));
}

#[test]
fn what_may_be_a_device_list_is_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path(), "scan.csv", b"name,vendor\ncam,Axis\n");
    let mut stage = stage_with(answered("D1"), SIZE, None);
    go_to(&mut stage, "D1");
    drop_files(&mut stage, &[&path]);
    assert!(has(&stage, "What is this file?") && attached(&stage, "D1").is_empty());
    stage.get_by_label("Attach to D1").click();
    stage.run_steps(4);
    assert_eq!(attached(&stage, "D1").len(), 1);
    drop_files(&mut stage, &[&path]);
    stage.get_by_label("Import as device list").click();
    stage.run_steps(4);
    assert_eq!(desk(&stage).screen, Screen::Devices);
    assert!(case(&stage).import.is_some() || !case(&stage).submission.devices.table.is_empty());
}

#[test]
fn a_dropped_case_is_opened_and_two_files_are_one_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = folder.path().join("other.securable");
    let mut stage = stage_with(Submission::default(), SIZE, Some(other.clone()));
    press_with(&mut stage, Modifiers::COMMAND, Key::S);
    stage.run_steps(3);
    let mut stage = stage_with(answered("D1"), SIZE, None);
    go_to(&mut stage, "D1");
    let (a, b) = (file(folder.path(), "a.txt", b"a"), file(folder.path(), "b.txt", b"b"));
    drop_files(&mut stage, &[&a, &b]);
    assert_eq!(attached(&stage, "D1").len(), 2);
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert!(attached(&stage, "D1").is_empty());
    drop_files(&mut stage, &[&other]);
    stage.run_steps(3);
    assert_eq!(case(&stage).slot.path(), Some(other.as_path()));
}

#[test]
fn one_file_behind_two_answers_is_stored_once_and_survives_removal_undo_and_saving() {
    let folder = tempfile::tempdir().expect("a folder");
    let scan = file(folder.path(), "scan.txt", b"ports: none");
    let path = folder.path().join("case.securable");
    let mut stage = stage_with(answered("D1"), SIZE, Some(path.clone()));
    let (d1, d2) = (ix(&stage, "D1"), ix(&stage, "D2"));
    act(&mut stage, EvidenceAction::Attach(d1, vec![scan.clone()]));
    act(&mut stage, EvidenceAction::Attach(d2, vec![scan]));
    press_with(&mut stage, Modifiers::COMMAND, Key::S);
    stage.run_steps(3);
    let on_disk = || read_case(&path).expect("reads");
    assert_eq!(on_disk().case.evidence.len(), 1, "{}", toast(&stage));
    act(&mut stage, EvidenceAction::Remove(d1, 0));
    act(&mut stage, EvidenceAction::Remove(d2, 0));
    stage.run_steps(16);
    assert!(matches!(case(&stage).save_words(), SaveWords::Saved(_)));
    assert!(on_disk().case.evidence.is_empty(), "what no answer names is not in the file");
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    stage.run_steps(16);
    let opened = on_disk();
    assert_eq!((opened.case.evidence.len(), opened.notices.len()), (1, 0), "brought back with its content");
    assert_eq!(opened.case.submission.records["D2"].attachments.len(), 1);
    assert!(!folder.path().join("case.securable.evidence").exists(), "nothing is left beside the case");
}

#[test]
fn only_a_copy_is_shown_and_never_a_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let (plan, tool) =
        (file(folder.path(), "plan.pdf", b"%PDF-1.7"), file(folder.path(), "tool.pdf", b"MZ\x90\0 program"));
    let saved = folder.path().join("copy");
    let mut stage = stage_with(answered("D1"), SIZE, Some(saved.clone()));
    let shown: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    if let Some(app) = stage.state_mut() {
        let shown = shown.clone();
        app.desk.shower.opener = Arc::new(move |path| {
            assert_eq!(std::fs::read(path).expect("a copy"), b"%PDF-1.7");
            shown.lock().expect("free").push(path.to_owned());
            Ok(())
        });
    }
    go_to(&mut stage, "D1");
    drop_files(&mut stage, &[&plan, &tool]);
    assert!(shown.lock().expect("free").is_empty(), "nothing is opened by itself");
    stage.get_by_label("Open a copy of plan.pdf").click();
    stage.run_steps(3);
    let first = shown.lock().expect("free").first().cloned().expect("shown");
    assert!(first != plan && !first.starts_with(folder.path()));
    stage.get_by_label("Open a copy of tool.pdf").click();
    stage.run_steps(3);
    assert_eq!(shown.lock().expect("free").len(), 1);
    assert!(toast(&stage).contains("Inside it is a program"), "{}", toast(&stage));
    stage.get_by_label("Save a copy of tool.pdf...").scroll_to_me();
    stage.run();
    stage.get_by_label("Save a copy of tool.pdf...").click();
    stage.run_steps(4);
    assert_eq!(std::fs::read(saved).expect("saved"), b"MZ\x90\0 program");
}

#[test]
fn a_file_that_is_gone_from_the_case_is_named_wherever_it_matters() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dir.securable");
    let scan = file(folder.path(), "scan.txt", b"ports: none");
    let mut stage = stage_with(answered("D1"), SIZE, None);
    let d1 = ix(&stage, "D1");
    act(&mut stage, EvidenceAction::Attach(d1, vec![scan.clone()]));
    let whole = crate::files::CaseFile {
        submission: case(&stage).submission.clone(),
        questionnaire: crate::files::PinnedQuestionnaire::from(&*case(&stage).base),
        evidence: case(&stage).slot.evidence.clone(),
        ..Default::default()
    };
    crate::files::write_case(&path, &whole, &Expect::NewFolder).expect("saves");
    let member = std::fs::read_dir(path.join("evidence")).expect("lists").next().expect("one").expect("an entry");
    std::fs::write(member.path(), b"another").expect("writes");
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        apply(&context, &mut app.desk, vec![crate::gui::action::Action::OpenPath(path.clone())]);
    }
    stage.run_steps(4);
    assert_eq!(case(&stage).slot.saved_as, SavedAs::File(path));
    assert!(toast(&stage).contains("question D1: the attached file \"scan.txt\""), "{}", toast(&stage));
    press_with(&mut stage, Modifiers::COMMAND, Key::E);
    stage.run_steps(2);
    assert!(has(&stage, "The content of 1 attached file cannot be used"));
    assert!(has(&stage, "The file is no longer what was attached"));
    assert!(!has(&stage, "Open a copy of scan.txt"));
    act(&mut stage, EvidenceAction::Attach(d1, vec![scan]));
    assert!(!has(&stage, "cannot be used"), "the original mends it");
}

#[test]
fn a_refused_file_says_why_and_leaves_the_case_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = file(folder.path(), "empty.pdf", b"");
    let mut stage = stage_with(answered("D1"), SIZE, None);
    go_to(&mut stage, "D1");
    let revision = case(&stage).revision;
    drop_files(&mut stage, &[&empty]);
    assert!(toast(&stage).contains("The file is empty"), "{}", toast(&stage));
    assert_eq!(case(&stage).revision, revision);
}

#[test]
fn the_evidence_screen_leads_to_the_question_that_gains_most_and_takes_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let scan = file(folder.path(), "scan.csv", b"name\ncam\n");
    let mut stage = stage_with(answered("D1"), SIZE, None);
    press_with(&mut stage, Modifiers::COMMAND, Key::E);
    stage.run_steps(2);
    assert_eq!(desk(&stage).screen, Screen::Evidence);
    assert!(has(&stage, "of the weight rests on assertion alone"));
    assert!(has(&stage, "missing answers have to come first"));
    let d1 = ix(&stage, "D1");
    act(&mut stage, EvidenceAction::Target(d1));
    drop_files(&mut stage, &[&scan]);
    assert!(!matches!(desk(&stage).overlay, Some(Overlay::Dropped(_))), "here nothing else can be meant");
    assert_eq!(attached(&stage, "D1").len(), 1);
    stage.get_by_label_contains("D1: E1 instead of E0 adds").click();
    stage.run_steps(3);
    assert_eq!((desk(&stage).screen, current(&stage).as_str()), (Screen::Interview, "D1"));
}
