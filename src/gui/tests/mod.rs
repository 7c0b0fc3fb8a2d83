//! Stories on the desk, told by role and name, as a screen reader would find things.

mod action_plan;
mod ask;
mod book;
mod devices;
mod evidence;
mod files;
mod importing;
mod interview;
mod layout;
mod merge;
mod plans;
mod renewal;
mod review;
mod roles;
mod table;
mod weights;
mod what_if;

use super::app::App;
use super::dialogs::{Answer, Ask, Dialogs, Reply, Request};
use super::state::{Case, Desk, Screen};
use super::store::{self, Slot};
use crate::submission::Submission;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::path::PathBuf;

/// A desk that draws as the real one does.
type Stage = Harness<'static, Option<App>>;

/// Answers every dialog with the same path.
struct Scripted(Option<PathBuf>);

impl Dialogs for Scripted {
    fn ask(&self, request: Request) -> Ask {
        let answer = self.0.clone().map_or(Answer::Unavailable, Answer::Path);
        Box::new(move || Reply { request, answer })
    }
}

/// An empty submission on the core questionnaire, in the interview.
fn stage() -> Stage {
    stage_with(Submission::default(), Vec2::new(1280.0, 800.0), None)
}

fn stage_with(submission: Submission, size: Vec2, path: Option<PathBuf>) -> Stage {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(24)
        .with_context_setup(crate::gui::theme::install)
        .build_ui_state(
            |ui, app: &mut Option<App>| {
                if let Some(app) = app {
                    app.between_frames(ui.ctx());
                    app.frame_ui(ui);
                }
            },
            None,
        );
    let mut app = App::with(Box::new(Scripted(path)));
    let questionnaire = store::shipped_questionnaire().expect("the shipped questionnaire reads");
    app.desk.case = Some(Case::new(questionnaire, submission, Slot::default()));
    // Drafts would land in the folder of the person who runs the tests.
    app.desk.keeps_drafts = false;
    app.desk.jobs.inline = true;
    app.desk.screen = Screen::Interview;
    *harness.state_mut() = Some(app);
    harness.run();
    harness
}

fn desk(stage: &Stage) -> &Desk {
    &stage.state().as_ref().expect("a desk").desk
}

fn case(stage: &Stage) -> &Case {
    desk(stage).case.as_ref().expect("a case")
}

fn current(stage: &Stage) -> String {
    let case = case(stage);
    case.questionnaire.question(case.view.current).id.clone()
}

fn press(stage: &mut Stage, key: Key) {
    stage.key_press(key);
    stage.run();
}

fn press_with(stage: &mut Stage, modifiers: Modifiers, key: Key) {
    stage.key_press_modifiers(modifiers, key);
    stage.run();
}

fn type_text(stage: &mut Stage, text: &str) {
    stage.event(egui::Event::Text(text.to_owned()));
    stage.run();
}

fn toast(stage: &Stage) -> String {
    desk(stage).toasts.last().map(|toast| toast.text.clone()).unwrap_or_default()
}

/// Goes to a question by the palette.
fn go_to(stage: &mut Stage, id: &str) {
    press_with(stage, Modifiers::COMMAND, Key::K);
    type_text(stage, id);
    press(stage, Key::Enter);
    assert_eq!(current(stage), id);
}

fn has(stage: &Stage, label: &str) -> bool {
    stage.query_all_by_label_contains(label).next().is_some()
}

/// A file on its way out of a file manager.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
