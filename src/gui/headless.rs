//! The desk without a window: what the benches measure.

use super::app::App;
use super::dialogs::{Ask, Dialogs, Reply, Request};
use super::state::{Case, Screen};
use super::store::Slot;
use super::theme;
use crate::questionnaire::Questionnaire;
use crate::submission::Submission;
use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2};
use std::sync::Arc;

/// A desk on the interview of a case, drawn to triangles and no further.
pub struct Headless {
    context: Context,
    app: App,
    size: Vec2,
    seconds: f64,
}

/// Nobody answers.
struct Silent;

impl Dialogs for Silent {
    fn ask(&self, request: Request) -> Ask {
        Box::new(move || Reply { request, answer: super::dialogs::Answer::Unavailable })
    }
}

impl Headless {
    /// A desk of this size in points, on the interview.
    #[must_use]
    pub fn on_interview(questionnaire: Questionnaire, submission: Submission, size: (f32, f32)) -> Self {
        let context = Context::default();
        theme::install(&context);
        let mut app = App::with(Box::new(Silent));
        app.desk.keeps_drafts = false;
        app.desk.case = Some(Case::new(Arc::new(questionnaire), submission, Slot::default()));
        app.desk.screen = Screen::Interview;
        let mut desk = Self { context, app, size: size.into(), seconds: 0.0 };
        // Fonts and first layouts are the first frames' business.
        for _ in 0..3 {
            desk.frame(None);
        }
        desk
    }

    /// One frame, with a key pressed or without; returns the number of triangles.
    pub fn frame(&mut self, key: Option<Key>) -> usize {
        self.seconds += 1.0 / 60.0;
        let press =
            |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.seconds),
            focused: true,
            events: key.map(press).into_iter().collect(),
            ..RawInput::default()
        };
        let Self { context, app, .. } = self;
        app.between_frames(context);
        let mut output = context.run_ui(input, |ui| app.frame_ui(ui));
        // There is no texture to bring up to date.
        output.textures_delta.clear();
        let drawn = context.tessellate(output.shapes, output.pixels_per_point);
        drawn
            .iter()
            .map(|part| match &part.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
                egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum()
    }
}
