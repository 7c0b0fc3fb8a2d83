//! Saving, opening, and what stands in the way of losing work.

use super::*;
use crate::files::read_case;
use crate::gui::state::{Overlay, SaveWords};
use crate::submission::Answer;

#[test]
fn a_case_is_saved_where_the_dialog_says_and_then_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mill.securable");
    let mut stage = stage_with(Submission::default(), Vec2::new(1280.0, 800.0), Some(path.clone()));
    go_to(&mut stage, "B1");
    press(&mut stage, Key::U);
    assert_eq!(case(&stage).save_words(), SaveWords::Unsaved);
    press_with(&mut stage, Modifiers::COMMAND, Key::S);
    stage.run_steps(3);
    assert!(
        matches!(case(&stage).save_words(), SaveWords::Saved(_)),
        "{:?} {}",
        case(&stage).save_words(),
        toast(&stage)
    );
    assert_eq!(read_case(&path).expect("reads").case.submission.answer("B1"), Some(&Answer::Unknown));
    press(&mut stage, Key::A);
    // The harness moves a quarter of a second a step.
    stage.run_steps(16);
    let on_disk = read_case(&path).expect("reads").case;
    assert_eq!(on_disk.submission.answer("B1"), Some(&Answer::option("a")), "saved by itself");
    assert_eq!(on_disk.history.len(), 2);
}

#[test]
fn without_a_dialog_the_path_is_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("typed.securable");
    let mut stage = stage();
    press_with(&mut stage, Modifiers::COMMAND, Key::S);
    stage.run_steps(3);
    let Some(Overlay::TypedPath { path: suggested, .. }) = &desk(&stage).overlay else {
        panic!("a typed path is asked for")
    };
    assert!(suggested.ends_with("New submission.securable"), "{suggested}");
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        let typed = crate::gui::action::Action::TypedPath(path.display().to_string());
        crate::gui::apply::apply(&context, &mut app.desk, vec![typed]);
    }
    stage.run_steps(2);
    press(&mut stage, Key::Enter);
    stage.run_steps(3);
    assert!(path.exists(), "{}", toast(&stage));
}

#[test]
fn closing_with_unsaved_work_asks_first() {
    let mut stage = stage();
    go_to(&mut stage, "B1");
    press(&mut stage, Key::U);
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        crate::gui::saving::close_requested(&context, &mut app.desk);
    }
    stage.run_steps(2);
    assert!(has(&stage, "Save before closing?"));
    stage.get_by_label("Cancel").click();
    stage.run();
    assert!(desk(&stage).overlay.is_none());
}

#[test]
fn a_sample_opens_as_an_unsaved_copy() {
    let sample = crate::files::SAMPLES[0];
    let mut stage = stage();
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        crate::gui::apply::apply(&context, &mut app.desk, vec![crate::gui::action::Action::OpenSample(sample)]);
    }
    stage.run_steps(3);
    assert_eq!(case(&stage).save_words(), SaveWords::Sample);
    assert!(case(&stage).slot.path().is_none());
    assert!(case(&stage).submission.synthetic);
}

#[test]
fn a_case_that_does_not_read_says_so_and_leaves_the_desk_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("broken.securable");
    std::fs::write(&path, b"not a case").expect("written");
    let mut stage = stage_with(Submission::default(), Vec2::new(1280.0, 800.0), Some(path));
    press_with(&mut stage, Modifiers::COMMAND, Key::O);
    stage.run_steps(3);
    assert!(!toast(&stage).is_empty());
    assert!(desk(&stage).case.is_some());
}

#[test]
fn the_memo_is_written_under_the_suggested_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("memo");
    let mut stage = stage_with(Submission::default(), Vec2::new(1280.0, 800.0), Some(path.clone()));
    press_with(&mut stage, Modifiers::COMMAND, Key::P);
    stage.run_steps(3);
    assert!(path.with_extension("pdf").exists(), "{}", toast(&stage));
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    assert_eq!(
        crate::gui::paper::Paper::Memo.file_name(day, "Harbor/Mill: Foods."),
        "2026-11-22 Harbor Mill Foods memo.pdf"
    );
}
