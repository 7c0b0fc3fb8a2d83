//! A carrier changes weights: by slider, by key, by number; locks, distributes, undoes, and lets a second person sign.

use super::*;
use crate::gui::action::Action;
use crate::gui::apply;
use crate::gui::carrier::draft::{Draft, DraftAction, Line, TextField};
use crate::gui::carrier::{BookAction, FileAction, Signs};
use crate::gui::command::Command;
use crate::gui::state::Overlay;
use crate::questionnaire::plan::{ChangeRecord, Status};
use egui_kittest::kittest::NodeT;

fn editor() -> Stage {
    editor_with(None)
}

/// A desk with the editor open and no case.
fn editor_with(path: Option<PathBuf>) -> Stage {
    let mut stage = stage_with(Submission::default(), Vec2::new(1280.0, 800.0), path);
    if let Some(app) = stage.state_mut() {
        app.desk.case = None;
    }
    press_with(&mut stage, Modifiers::COMMAND, Key::W);
    assert_eq!(desk(&stage).screen, Screen::Weights);
    stage
}

fn draft(stage: &Stage) -> &Draft {
    desk(stage).carrier.draft.as_ref().expect("a draft")
}

fn act(stage: &mut Stage, actions: Vec<Action>) {
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        apply::apply(&context, &mut app.desk, actions);
    }
    stage.run_steps(3);
}

fn weight(stage: &Stage, id: &str) -> u16 {
    let draft = draft(stage);
    draft.weight(draft.base.find(id).expect("the question is there"))
}

/// Puts the cursor on a question, where it can be seen.
fn look_at(stage: &mut Stage, id: &str) {
    let ix = draft(stage).base.find(id).expect("the question is there");
    let line = DraftAction::Cursor(Line::Question(ix));
    act(stage, vec![line.into(), DraftAction::Move(0).into()]);
}

#[test]
fn a_slider_moves_a_weight_and_the_book_is_told() {
    let mut stage = editor();
    let before = desk(&stage).carrier.draft_revision;
    let slider = stage.get_by_label("Weight of C1").rect();
    let to = egui::pos2(slider.right() - 20.0, slider.center().y);
    stage.drag_at(egui::pos2(slider.center().x, slider.center().y));
    stage.run();
    stage.hover_at(to);
    stage.run();
    stage.drop_at(to);
    stage.run();
    assert!(weight(&stage, "C1") > 60, "{}", weight(&stage, "C1"));
    assert!(desk(&stage).carrier.draft_revision > before);
    assert!(has(&stage, "Reset C1, was 4.0"));
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(weight(&stage, "C1"), 40, "one step back: {}", toast(&stage));
}

#[test]
fn keys_move_the_cursor_and_the_weight() {
    let mut stage = editor();
    look_at(&mut stage, "B1");
    press(&mut stage, Key::ArrowDown);
    press(&mut stage, Key::ArrowRight);
    press(&mut stage, Key::ArrowRight);
    press_with(&mut stage, Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(weight(&stage, "B2"), 22);
    press(&mut stage, Key::ArrowLeft);
    assert_eq!(weight(&stage, "B2"), 21);
    press(&mut stage, Key::R);
    assert_eq!(weight(&stage, "B2"), 10);
}

#[test]
fn an_exact_weight_is_typed_and_one_that_cannot_be_says_why() {
    let mut stage = editor();
    look_at(&mut stage, "B1");
    press(&mut stage, Key::Enter);
    type_text(&mut stage, "7.25");
    press(&mut stage, Key::Enter);
    stage.run();
    assert!(has(&stage, "at most one decimal"), "the problem stands beside the field");
    assert_eq!(weight(&stage, "B1"), 15);
    press(&mut stage, Key::Escape);
    look_at(&mut stage, "B1");
    stage.get_by_label("Write the weight of B1").click();
    stage.run();
    type_text(&mut stage, "7.2");
    press(&mut stage, Key::Enter);
    assert_eq!(weight(&stage, "B1"), 72);
}

#[test]
fn a_sum_that_is_off_is_shown_and_distributed_around_what_is_locked() {
    let mut stage = editor();
    let d1 = draft(&stage).base.find("D1").expect("D1");
    act(&mut stage, vec![DraftAction::Weight(d1, 80).into()]);
    assert!(has(&stage, "3.0 over; distribute it, or let the sum float"));
    assert!(has(&stage, "Weights are expert judgement"));
    stage.get_by_label("Lock B1").click();
    stage.run();
    stage.get_by_label("Distribute the rest").click();
    stage.run();
    let draft = draft(&stage);
    assert_eq!(draft.table.total, 1_000, "{}", toast(&stage));
    assert_eq!((weight(&stage, "B1"), weight(&stage, "D1")), (15, 80));
    assert!(draft.faults.is_empty());
}

#[test]
fn a_locked_weight_does_not_move() {
    let mut stage = editor();
    look_at(&mut stage, "B1");
    press(&mut stage, Key::L);
    press(&mut stage, Key::ArrowRight);
    assert_eq!(weight(&stage, "B1"), 15);
    assert!(toast(&stage).contains("locked"), "{}", toast(&stage));
}

#[test]
fn factors_that_fall_are_a_fault_with_its_mend() {
    let mut stage = editor();
    look_at(&mut stage, "B1");
    stage.get_by_label("B1 option a: 0.5").click();
    stage.run();
    assert!(has(&stage, "let factors rise from the best option to the worst"));
    stage.get_by_label("Reset B1 option a").click();
    stage.run();
    assert!(draft(&stage).faults.is_empty());
    assert!(!has(&stage, "let factors rise"));
}

#[test]
fn search_leaves_what_is_found_with_its_section() {
    let mut stage = editor();
    press_with(&mut stage, Modifiers::COMMAND, Key::F);
    type_text(&mut stage, "inventory");
    let shown: Vec<&str> = draft(&stage).table.shown().map(|entry| entry.id.as_str()).collect();
    assert!(shown.contains(&"C1") && shown.contains(&"C") && !shown.contains(&"D1"), "{shown:?}");
}

/// A plan of which nothing is missing, in review.
fn in_review(stage: &mut Stage) {
    let texts = [
        (TextField::Title, "OT-heavy"),
        (TextField::Id, "ot-heavy"),
        (TextField::Version, "1.0.0"),
        (TextField::Carrier, "Example Mutual"),
        (TextField::Program, "Plants"),
        (TextField::Jurisdiction, "OH"),
        (TextField::Filing, "OH-2027-1"),
        (TextField::Author, "Ada Example"),
    ];
    let mut actions: Vec<Action> =
        texts.into_iter().map(|(field, text)| DraftAction::Text(field, text.to_owned()).into()).collect();
    let d1 = draft(stage).base.find("D1").expect("D1");
    actions.extend([DraftAction::Weight(d1, 60).into(), DraftAction::Distribute.into()]);
    let text = || "Written down".to_owned();
    let record = ChangeRecord { what: text(), why: text(), evidence: text(), expected_effect: text() };
    let key = crate::gui::carrier::draft::StepKey::Record(0, "What");
    actions.push(DraftAction::Records(vec![record], key).into());
    let far = desk(stage).today + chrono::Days::new(60);
    actions.push(DraftAction::Show(crate::gui::carrier::draft::Tab::Record).into());
    act(stage, actions);
    stage.get_by_role_and_label(egui::accesskit::Role::TextInput, "Effective").click();
    stage.run();
    type_text(stage, &far.to_string());
    press(stage, Key::Enter);
    act(stage, vec![FileAction::Submit.into()]);
    assert_eq!(draft(stage).plan.status, Status::InReview, "{:?}", draft(stage).missing);
}

#[test]
fn an_author_cannot_approve_and_another_person_can() {
    let mut stage = editor();
    in_review(&mut stage);
    stage.get_by_label("Approve...").click();
    stage.run();
    let sign = |stage: &mut Stage, name: &str| {
        let Some(Overlay::Sign(signature)) = &desk(stage).overlay else { panic!("a signature is asked for") };
        let mut signature = signature.clone();
        assert_eq!(signature.signs, Signs::Approval);
        signature.by = name.to_owned();
        act(stage, vec![FileAction::Sign(signature).into()]);
        stage.get_by_label("Approve").click();
        stage.run();
    };
    sign(&mut stage, " ada EXAMPLE.");
    assert!(has(&stage, "wrote the plan and cannot approve it"));
    assert_eq!(draft(&stage).plan.status, Status::InReview);
    sign(&mut stage, "Grace Second");
    assert_eq!(draft(&stage).plan.status, Status::Approved, "{}", toast(&stage));
    // Now it cannot be changed any more.
    act(&mut stage, vec![DraftAction::Show(crate::gui::carrier::draft::Tab::Weights).into()]);
    let before = draft(&stage).plan.clone();
    look_at(&mut stage, "B1");
    press(&mut stage, Key::ArrowRight);
    assert_eq!(draft(&stage).plan, before);
    assert!(toast(&stage).contains("start a new version"), "{}", toast(&stage));
    stage.get_by_label("Start a new version").click();
    stage.run();
    let next = &draft(&stage).plan;
    assert_eq!((next.status, next.version.as_str()), (Status::Draft, "1.1.0"));
    assert_eq!(next.parent.as_ref().map(|parent| parent.sha256.clone()), Some(before.sha256.clone()));
}

#[test]
fn a_plan_with_a_fault_is_neither_submitted_nor_approved() {
    let mut stage = editor();
    in_review(&mut stage);
    act(&mut stage, vec![FileAction::BackToDraft.into()]);
    let d1 = draft(&stage).base.find("D1").expect("D1");
    act(&mut stage, vec![DraftAction::Weight(d1, 90).into(), FileAction::Submit.into()]);
    assert_eq!(draft(&stage).plan.status, Status::Draft, "{}", toast(&stage));
    assert!(toast(&stage).contains("cannot be submitted"), "{}", toast(&stage));
    // One that came to review with the fault, by hand or under another questionnaire.
    if let Some(draft) = stage.state_mut().as_mut().and_then(|app| app.desk.carrier.draft.as_mut()) {
        draft.put_plan(crate::questionnaire::Plan { status: Status::InReview, ..(*draft.plan).clone() });
    }
    act(&mut stage, vec![FileAction::AskSignature(Signs::Approval).into()]);
    let Some(Overlay::Sign(signature)) = &desk(&stage).overlay else { panic!("a signature is asked for") };
    let mut signature = signature.clone();
    signature.by = "Grace Second".to_owned();
    act(&mut stage, vec![FileAction::Sign(signature).into(), FileAction::SignDone.into()]);
    assert_eq!(draft(&stage).plan.status, Status::InReview);
    assert!(has(&stage, "The weights add up to"), "the fault is said");
}

#[test]
fn a_plan_is_saved_opened_again_and_guarded_at_close() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("trial.ron");
    let mut stage = editor_with(Some(path.clone()));
    let d1 = draft(&stage).base.find("D1").expect("D1");
    act(&mut stage, vec![DraftAction::Weight(d1, 60).into(), DraftAction::Distribute.into()]);
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        crate::gui::saving::close_requested(&context, &mut app.desk);
    }
    stage.run_steps(2);
    assert!(has(&stage, "Save the plan before closing?"));
    stage.get_by_label("Cancel").click();
    stage.run();
    press_with(&mut stage, Modifiers::COMMAND, Key::S);
    stage.run_steps(3);
    assert!(path.exists() && !draft(&stage).is_changed(), "{}", toast(&stage));
    let saved = draft(&stage).plan.clone();
    let mut other = editor_with(Some(path));
    press_with(&mut other, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O);
    other.run_steps(3);
    assert_eq!(draft(&other).plan.changes, saved.changes, "{}", toast(&other));
    assert_eq!(draft(&other).plan.sha256, saved.sha256);
}

#[test]
fn every_side_of_the_editor_draws_in_every_size() {
    for size in [Vec2::new(1920.0, 1080.0), Vec2::new(1280.0, 800.0), Vec2::new(900.0, 700.0), Vec2::new(640.0, 480.0)]
    {
        let mut stage = stage_with(Submission::default(), size, None);
        press_with(&mut stage, Modifiers::COMMAND, Key::W);
        for tab in crate::gui::carrier::draft::Tab::ALL {
            act(&mut stage, vec![DraftAction::Show(tab).into()]);
            stage.check_accessibility();
            for node in stage.query_all(egui_kittest::kittest::by()) {
                let Some(bounds) = node.accesskit_node().bounding_box() else { continue };
                let words = node.accesskit_node().label();
                assert!(bounds.x1 <= f64::from(size.x) + 1.0, "{tab:?} at {}: {words:?} ends at {}", size.x, bounds.x1);
            }
        }
    }
}

#[test]
fn the_exhibit_of_the_draft_holds_its_effect_on_the_open_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("exhibit.pdf");
    let mut stage = editor_with(Some(path.clone()));
    let may = |stage: &Stage| Command::SaveExhibit.is_enabled(desk(stage));
    assert!(!may(&stage), "nothing is changed yet");
    look_at(&mut stage, "D1");
    press(&mut stage, Key::ArrowRight);
    assert!(may(&stage));
    act(&mut stage, vec![Command::SaveExhibit.into()]);
    assert!(toast(&stage).contains("no book is open"), "{}", toast(&stage));
    let without = std::fs::read(&path).expect("a file");
    act(&mut stage, vec![BookAction::OpenSample.into()]);
    act(&mut stage, vec![Command::Weights.into(), Command::SaveExhibit.into()]);
    assert!(toast(&stage).starts_with("Saved exhibit.pdf"), "{}", toast(&stage));
    let with = std::fs::read(&path).expect("a file");
    assert!(with.starts_with(b"%PDF-") && with.len() > without.len() + 5_000, "the effect takes pages");
}
