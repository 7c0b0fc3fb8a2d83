//! One frame of the desk: keys, drawing, then the collected actions.

use super::action::{Action, Actions};
use super::command::Command;
use super::dialogs::SystemDialogs;
use super::evidence::Shower;
use super::jobs::Jobs;
use super::keys::actions_from_keys;
use super::references::{self, Shelf};
use super::role::Role;
use super::state::{Desk, Screen, TOAST_SECONDS, ToastKind};
use super::{
    DeskOptions, apply, carrier, devices, estate, evidence, frame, merging, paper, review, saving, screens, store,
    theme, what_if,
};
use egui::{Context, ThemePreference, Ui, ViewportCommand};
use std::time::Duration;

/// The running desk.
pub struct App {
    pub desk: Desk,
    title: String,
    theme: Option<ThemePreference>,
}

impl App {
    /// A desk for a person: the file, else the sample on a first start, else the recent files.
    #[must_use]
    pub fn open(context: &Context, options: DeskOptions) -> Self {
        let (prefs, notice) = store::read_prefs();
        context.set_zoom_factor(f32::from(prefs.zoom_percent()) / 100.0);
        theme::install(context);
        let mut app = Self::with(Box::new(SystemDialogs));
        app.desk.theme = store::theme_preference(prefs.theme);
        app.desk.prefs = prefs;
        app.desk.keeps_prefs = true;
        app.desk.mappings = crate::files::mappings_folder();
        app.desk.shelf.home = crate::files::default_folder();
        app.desk.shower = Shower::of_the_system();
        if let Some(notice) = notice {
            app.desk.error(notice, "");
        }
        app.desk.drafts = store::drafts();
        let mut first = Actions::new();
        match options.file {
            Some(file) => first.push(Action::OpenPath(file)),
            None if app.desk.prefs.recent().is_empty() => first.push(Action::OpenSample(crate::files::SAMPLES[0])),
            None if app.desk.role() == Role::Carrier => first.push(Command::Book.into()),
            None => app.desk.screen = Screen::Home,
        }
        apply::apply(context, &mut app.desk, first);
        app
    }

    /// An empty desk with these dialogs; it reads nothing from the disk and leaves the look alone.
    #[must_use]
    pub fn with(dialogs: Box<dyn super::dialogs::Dialogs>) -> Self {
        let desk = Desk {
            case: None,
            carrier: Default::default(),
            screen: Screen::Home,
            overlay: None,
            toasts: Vec::new(),
            prefs: crate::files::Prefs::default(),
            keeps_prefs: false,
            keeps_drafts: true,
            mappings: None,
            shelf: Shelf::default(),
            theme: ThemePreference::Light,
            jobs: Jobs::default(),
            dialogs,
            shower: Shower::silent(),
            asking: false,
            today: chrono::Local::now().date_naive(),
            now: 0.0,
            may_close: false,
            closing: false,
            next_toast: 0,
            drafts: Vec::new(),
        };
        Self { desk, title: String::new(), theme: None }
    }

    /// What happens without drawing: finished jobs, journal, autosave, toasts that go.
    pub fn between_frames(&mut self, context: &Context) {
        self.desk.now = context.time();
        for finished in self.desk.jobs.drain() {
            apply::finished(context, &mut self.desk, finished);
        }
        for failure in std::mem::take(&mut self.desk.jobs.failed) {
            self.desk.error(failure, "");
        }
        self.keep_zoom(context);
        estate::tick(context, &mut self.desk);
        saving::tick(context, &mut self.desk);
        paper::tick(context, &mut self.desk);
        devices::tick(context, &mut self.desk);
        references::tick(&mut self.desk);
        merging::tick(&mut self.desk);
        evidence::tick(&mut self.desk);
        carrier::tick(context, &mut self.desk);
        if let Some(case) = &mut self.desk.case {
            review::tick(case);
        }
        what_if::refresh(&mut self.desk);
        what_if::tick(context, &mut self.desk);
        // Their progress is shown.
        if self.desk.jobs.shown().next().is_some() {
            context.request_repaint_after(Duration::from_millis(150));
        }
        let now = self.desk.now;
        self.desk.toasts.retain(|toast| toast.kind == ToastKind::Error || now - toast.born < TOAST_SECONDS);
        if self.desk.toasts.iter().any(|toast| toast.kind == ToastKind::Done) {
            context.request_repaint_after(Duration::from_secs(1));
        }
        if context.input(|input| input.viewport().close_requested()) {
            saving::close_requested(context, &mut self.desk);
        }
    }

    /// egui changes the zoom by itself; the next start is to have it too.
    fn keep_zoom(&mut self, context: &Context) {
        let before = self.desk.prefs.zoom_percent();
        if self.desk.keeps_prefs {
            self.desk.prefs.set_zoom_percent((context.zoom_factor() * 100.0).round() as u16);
        }
        if self.desk.prefs.zoom_percent() != before {
            apply::keep_prefs(&mut self.desk);
        }
    }

    /// Draws and applies; everything of a frame but [`Self::between_frames`].
    pub fn frame_ui(&mut self, ui: &mut Ui) {
        let context = ui.ctx().clone();
        self.desk.now = context.time();
        if self.theme != Some(self.desk.theme) {
            self.theme = Some(self.desk.theme);
            context.set_theme(self.desk.theme);
        }
        let mut actions = Actions::new();
        actions_from_keys(&context, &self.desk, &mut actions);
        frame::desk_ui(ui, &self.desk, &mut actions, screens::screen_ui);
        // Before this function returns: a second pass of the same frame must see the new state.
        apply::apply(&context, &mut self.desk, actions);
        let title = self.title_now();
        if title != self.title {
            context.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Of the window, as it was last set.
    #[cfg(test)]
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// `Harbor Mill Foods.securable, saved 14:02 - Securable`.
    fn title_now(&self) -> String {
        if self.desk.screen.is_carrier() {
            let name = self.desk.carrier.name_on(self.desk.screen);
            let draft = self.desk.carrier.draft.as_ref().filter(|_| self.desk.screen == Screen::Weights);
            let state = draft.map(|draft| format!(", {}", draft.save_words())).unwrap_or_default();
            return format!("{name}{state} - Securable");
        }
        let Some(case) = &self.desk.case else { return "Securable".to_owned() };
        let file = case.slot.file_name();
        let name = if file.is_empty() { case.name().to_owned() } else { file };
        let mark = if case.submission.preview.is_some() { "Preview: " } else { "" };
        format!("{mark}{name}, {} - Securable", case.save_words().words())
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &Context, _frame: &mut eframe::Frame) {
        self.between_frames(context);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame_ui(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        saving::leave(&mut self.desk);
    }
}
