//! Roles arrange the desk, and a broker works on a marked copy.

use super::*;
use crate::files::SAMPLES;
use crate::gui::command::Command;
use crate::gui::role::Role;
use crate::gui::{apply, store};
use crate::memo::wording::preview::MARK;
use crate::submission::Decision;

fn sample() -> Submission {
    store::open_sample(SAMPLES[0]).map_err(|refusal| refusal.text).expect("the sample reads").submission
}

fn run(stage: &mut Stage, command: Command) {
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        apply::apply(&context, &mut app.desk, vec![command.into()]);
    }
    stage.run_steps(4);
}

fn on_sample() -> Stage {
    stage_with(sample(), Vec2::new(1280.0, 800.0), None)
}

#[test]
fn a_role_arranges_the_rail_and_loses_nothing() {
    let mut stage = on_sample();
    let before = case(&stage).submission.clone();
    assert!(has(&stage, "Role: Underwriter"));
    run(&mut stage, Command::Assessment);
    run(&mut stage, Command::AsBroker);
    assert_eq!((desk(&stage).role(), desk(&stage).screen), (Role::Broker, Screen::Interview));
    assert!(has(&stage, "For the client"));
    assert!(!has(&stage, "Book, Weights"));
    run(&mut stage, Command::Assessment);
    assert!(has(&stage, "Outside the broker's desk"), "it stays reachable, and the rail says where one is");
    run(&mut stage, Command::AsCarrier);
    assert_eq!(desk(&stage).screen, Screen::Assessment, "a screen that the role lists stays");
    run(&mut stage, Command::AsUnderwriter);
    assert_eq!(case(&stage).submission, before);
    assert_eq!(case(&stage).undo.undo_label(), None);
}

#[test]
fn the_switch_says_that_it_protects_nothing() {
    let mut stage = on_sample();
    stage.get_by_label("Role: Underwriter").click();
    stage.run();
    assert!(has(&stage, "protects nothing"));
    stage.get_by_label_contains("Carrier").click();
    stage.run();
    assert_eq!(desk(&stage).role(), Role::Carrier);
}

#[test]
fn a_broker_sees_bars_where_others_see_weights() {
    let mut stage = on_sample();
    go_to(&mut stage, "D1");
    assert!(has(&stage, "weight 5.0"));
    assert!(has(&stage, "Points of D1"));
    run(&mut stage, Command::AsBroker);
    assert!(!has(&stage, "weight 5.0"));
    assert!(!has(&stage, "show arithmetic"));
    assert!(has(&stage, "Impact of D1: very large"));
    run(&mut stage, Command::Assessment);
    for hidden in ["show arithmetic", "Schedule suggestion", "Sensitivity", "Authority:", "points. What would"] {
        assert!(!has(&stage, hidden), "{hidden}");
    }
}

#[test]
fn a_preview_copy_is_marked_everywhere_and_leaves_the_case_alone() {
    let mut stage = on_sample();
    let original = case(&stage).id;
    run(&mut stage, Command::CopyAsPreview);
    assert_ne!(case(&stage).id, original);
    let copy = &case(&stage).submission;
    assert!(copy.preview.is_some() && copy.decision == Decision::default() && copy.overrides.is_empty());
    assert!(case(&stage).slot.changes.iter().any(|change| change.label.starts_with("Make a preview copy of")));
    let commands = [Command::Interview, Command::Devices, Command::Assessment, Command::Terms, Command::Memo];
    for command in commands.into_iter().chain([Command::Preview, Command::Case, Command::OpenItems]) {
        run(&mut stage, command);
        assert!(has(&stage, MARK), "{command:?}");
    }
    assert!(stage.state().as_ref().expect("a desk").title().starts_with("Preview: "));
    // No undo takes the mark away.
    go_to(&mut stage, "B1");
    press(&mut stage, Key::U);
    for _ in 0..3 {
        press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    }
    assert!(case(&stage).submission.preview.is_some());
}

#[test]
fn only_an_underwriter_ends_a_preview_and_the_history_notes_it() {
    let mut stage = on_sample();
    run(&mut stage, Command::AsBroker);
    assert!(has(&stage, "No preview copy"), "a broker is told that this is the case itself");
    run(&mut stage, Command::New);
    assert!(case(&stage).submission.preview.is_some(), "a new case of a broker is a preview");
    run(&mut stage, Command::EndPreview);
    assert!(case(&stage).submission.preview.is_some());
    run(&mut stage, Command::AsUnderwriter);
    run(&mut stage, Command::EndPreview);
    assert!(case(&stage).submission.preview.is_none());
    assert!(case(&stage).slot.changes.iter().any(|change| change.label == "Remove the mark of a preview"));
}

#[test]
fn the_pages_for_the_client_are_shown_and_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("client.pdf");
    let mut stage = stage_with(sample(), Vec2::new(1280.0, 800.0), Some(path.clone()));
    press_with(&mut stage, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    stage.run_steps(4);
    assert!(has(&stage, "Preview, page 1 of"));
    press_with(&mut stage, Modifiers::COMMAND, Key::P);
    stage.run_steps(4);
    assert!(toast(&stage).starts_with("Preview of "), "{}", toast(&stage));
    assert!(std::fs::read(&path).expect("it is there").starts_with(b"%PDF-"));
}

#[test]
fn the_help_says_that_weights_cannot_be_kept_secret() {
    let mut stage = stage();
    press(&mut stage, Key::F1);
    stage.get_by_label("Roles and previews").click();
    stage.run();
    assert!(has(&stage, "can read every weight from the steps of the score"));
}
