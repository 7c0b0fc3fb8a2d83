//! The desk without a window: what the benches measure.

use super::action::Action;
use super::app::App;
use super::carrier::{BookAction, DraftAction};
use super::command::Command;
use super::devices::ListAction;
use super::dialogs::{Ask, Dialogs, Reply, Request};
use super::estate::Estate;
use super::state::{Case, Screen};
use super::store::Slot;
use super::theme;
use crate::questionnaire::Questionnaire;
use crate::submission::Submission;
use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2};
use std::path::PathBuf;
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
        Self::on(Screen::Interview, questionnaire, submission, size)
    }

    /// The same on the table of devices, with the keyboard in it and everything counted.
    #[must_use]
    pub fn on_devices(questionnaire: Questionnaire, submission: Submission, size: (f32, f32)) -> Self {
        let mut desk = Self::on(Screen::Interview, questionnaire, submission, size);
        desk.act(Command::Devices.into());
        desk.frame(None);
        desk.wait_for_devices();
        desk
    }

    /// A desk without a case, with these files open as a book, scored and its list in order.
    #[must_use]
    pub fn on_book(paths: Vec<PathBuf>, size: (f32, f32)) -> Self {
        let mut desk = Self::empty(size);
        desk.act(BookAction::Open(paths).into());
        desk.wait_for_book();
        desk
    }

    /// From the book to the weights beside it.
    pub fn show_weights(&mut self) {
        self.act(Command::Weights.into());
        self.frame(None);
        self.wait_for_book();
    }

    /// One frame of dragging the slider of a question; whether the book is that of the new weight already.
    pub fn drag_weight(&mut self, question: &str, tenths: u16) -> bool {
        let draft = self.app.desk.carrier.draft.as_ref();
        if let Some(ix) = draft.and_then(|draft| draft.base.find(question)) {
            self.act(DraftAction::Weight(ix, tenths).into());
        }
        self.frame(None);
        !self.app.desk.carrier.live.is_behind()
    }

    /// Draws until nothing is being read, scored or put in order.
    pub fn wait_for_book(&mut self) {
        loop {
            self.frame(None);
            let carrier = &self.app.desk.carrier;
            let in_order = carrier.book.as_ref().is_none_or(|open| !open.table.is_waiting());
            if carrier.reading.is_none() && carrier.live.landed.is_some() && !carrier.live.is_behind() && in_order {
                return;
            }
            std::thread::yield_now();
        }
    }

    fn on(screen: Screen, questionnaire: Questionnaire, submission: Submission, size: (f32, f32)) -> Self {
        let mut desk = Self::empty(size);
        desk.app.desk.case = Some(Case::new(Arc::new(questionnaire), submission, Slot::default()));
        desk.app.desk.screen = screen;
        // Fonts and first layouts are the first frames' business.
        for _ in 0..3 {
            desk.frame(None);
        }
        desk
    }

    fn empty(size: (f32, f32)) -> Self {
        let context = Context::default();
        theme::install(&context);
        let mut app = App::with(Box::new(Silent));
        app.desk.keeps_drafts = false;
        Self { context, app, size: size.into(), seconds: 0.0 }
    }

    /// Types a filter over the devices and draws until its first rows are on the screen; how many pass.
    pub fn filter_devices(&mut self, text: &str) -> usize {
        self.act(ListAction::Filter(text.to_owned()).into());
        self.wait_for_devices()
    }

    /// Sorts the devices by the column at a place, or the other way round, and draws until that is seen.
    pub fn sort_devices(&mut self, place: usize) -> usize {
        let columns = self.app.desk.case.as_ref().map(|case| &case.devices.list.view.columns);
        let column = columns.and_then(|columns| columns.get(place)).copied();
        if let Some(column) = column {
            self.act(ListAction::Sort { column, more: false }.into());
        }
        self.wait_for_devices()
    }

    fn act(&mut self, action: Action) {
        super::apply::apply(&self.context, &mut self.app.desk, vec![action]);
    }

    /// Draws until nothing is being worked out for the devices; the number of rows in sight of a filter.
    fn wait_for_devices(&mut self) -> usize {
        loop {
            self.frame(None);
            let Some(case) = &self.app.desk.case else { return 0 };
            if !Estate::is_behind(case) && !case.devices.list.is_waiting() {
                return case.devices.list.order.rows.len();
            }
        }
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
