//! Every screen draws in every size and theme, and every input has a name (the harness fails on one without).

use super::*;
use crate::gui::command::Command;
use crate::gui::{apply, state};
use egui::ThemePreference;
use egui_kittest::kittest::NodeT;

/// The first sample, so that every part of every screen has something to show.
fn sample() -> Submission {
    store::open_sample(crate::files::SAMPLES[0]).map_err(|refusal| refusal.text).expect("the sample reads").submission
}

fn check_all_screens(size: Vec2, submission: &Submission) {
    for theme in [ThemePreference::Light, ThemePreference::Dark] {
        let mut stage = stage_with(submission.clone(), size, None);
        for command in [
            Command::Interview,
            Command::Devices,
            Command::Assessment,
            Command::WhatIf,
            Command::Terms,
            Command::Memo,
            Command::Preview,
            Command::Case,
            Command::OpenItems,
            Command::Home,
            Command::Gallery,
            Command::Keys,
            Command::AboutRoles,
        ] {
            let context = stage.ctx.clone();
            if let Some(app) = stage.state_mut() {
                app.desk.theme = theme;
                apply::apply(&context, &mut app.desk, vec![command.into()]);
            }
            stage.run_steps(4);
            stage.check_accessibility();
            if !matches!(command, Command::Memo | Command::Preview) {
                stays_inside(&stage, size.x, command);
            }
        }
    }
}

/// Nothing reaches over the right edge of the window.
fn stays_inside(stage: &Stage, width: f32, command: Command) {
    for node in stage.query_all(egui_kittest::kittest::by()) {
        let Some(bounds) = node.accesskit_node().bounding_box() else { continue };
        let words = node.accesskit_node().label();
        assert!(bounds.x1 <= f64::from(width) + 1.0, "{command:?} at {width}: {words:?} ends at {}", bounds.x1);
    }
}

#[test]
fn all_screens_draw_at_1280_by_800() {
    check_all_screens(Vec2::new(1280.0, 800.0), &sample());
}

#[test]
fn all_screens_draw_at_900_by_700_and_when_empty() {
    check_all_screens(Vec2::new(900.0, 700.0), &Submission::default());
}

#[test]
fn all_screens_draw_at_640_by_480() {
    check_all_screens(Vec2::new(640.0, 480.0), &sample());
}

#[test]
fn narrow_windows_keep_score_band_and_range() {
    let stage = stage_with(sample(), Vec2::new(900.0, 700.0), None);
    assert!(has(&stage, "50.9"));
    assert!(has(&stage, "Conditional"));
}

#[test]
fn every_section_of_the_questionnaire_draws() {
    let mut stage = stage_with(sample(), Vec2::new(1280.0, 800.0), None);
    for _ in 0..case(&stage).questionnaire.questions.len() {
        press(&mut stage, Key::W);
        press(&mut stage, Key::ArrowDown);
    }
    assert!(current(&stage).starts_with('K') || current(&stage).starts_with('M'), "{}", current(&stage));
}

#[test]
fn the_memo_shows_its_pages() {
    let mut stage = stage_with(sample(), Vec2::new(1280.0, 800.0), None);
    press_with(&mut stage, Modifiers::COMMAND, Key::Num6);
    stage.run_steps(4);
    assert!(has(&stage, "Memo, page 1 of"));
}

#[test]
fn a_number_opens_its_arithmetic() {
    let mut stage = stage_with(sample(), Vec2::new(1280.0, 800.0), None);
    stage.get_by_label_contains("Control score 50.9, show arithmetic").click();
    stage.run();
    assert!(has(&stage, "exactly 10020/197"));
    assert!(has(&stage, "Weights are expert judgement"));
}

#[test]
fn toasts_are_alerts_and_errors_stay() {
    let mut stage = stage();
    if let Some(app) = stage.state_mut() {
        app.desk.error("The disk is full", "what the system said");
        app.desk.toast("Done");
    }
    stage.run();
    assert_eq!(stage.get_all_by_role(egui::accesskit::Role::Alert).count(), 2);
    if let Some(app) = stage.state_mut() {
        app.desk.toasts.iter_mut().for_each(|toast| toast.born = -state::TOAST_SECONDS);
    }
    stage.run();
    assert_eq!(stage.get_all_by_role(egui::accesskit::Role::Alert).count(), 1);
}
