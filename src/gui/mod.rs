//! THE DESK: everything with a window, and only here egui.
//!
//! ```text
//! keys ─┐                     ┌─► state (the case, the view, notices)
//!       ├─► Action ─► apply ──┤
//! screens, frame, widgets ─┘  └─► store (files), jobs, dialogs
//! ```
//!
//! | What | Where |
//! |---|---|
//! | one frame, from keys to applied actions | `app` |
//! | what the desk knows | `state`, computed once per change in `derived` |
//! | what a screen can ask for; everything with a name | `action`, `command` |
//! | carrying it out | `apply`, `answer`, `opening`, `saving` |
//! | files, slow work, dialogs | `store`, `jobs`, `dialogs` |
//! | the device list as a table; what is computed from it | `devices`, `estate` |
//! | a list on its way in; its bytes and remembered columns; fields in people's words | `importing`, `lists`, `field_words` |
//! | scenarios: what is tried, and what it comes to | `what_if` |
//! | the carrier's plan in work and its book | `carrier` |
//! | zones and products on their way to a declaration; reference files, also the kept ones | `review`, `references` |
//! | underwriter, broker, carrier: which places come first | `role` |
//! | memo and preview as pages; the marked copy | `paper`, `preview` |
//! | look | `theme`, `widgets`; every widget in every state in `gallery` |
//! | places of work, and what surrounds them | `screens`, `frame` |
//!
//! Drawing code never changes the submission: screens read `&Desk` and push [`action::Action`]s. A frame
//! may draw twice, so drawing has no side effects.

mod action;
mod answer;
mod app;
mod apply;
mod carrier;
mod command;
mod derived;
mod devices;
mod dialogs;
mod email;
mod estate;
mod evidence;
mod field_words;
mod finder;
mod frame;
#[cfg(debug_assertions)]
mod gallery;
mod headless;
mod importing;
mod jobs;
mod keys;
mod lists;
mod merging;
mod opening;
mod paper;
mod plans;
mod preview;
mod references;
mod renewing;
mod review;
mod role;
mod saving;
mod screens;
mod state;
mod store;
#[cfg(test)]
mod tests;
mod theme;
mod what_if;
mod widgets;
mod words;

use app::App;
use std::fmt;
use std::path::PathBuf;

/// How the desk is opened.
#[derive(Clone, Debug, Default)]
pub struct DeskOptions {
    /// A case to open; without one the desk begins with the sample or with the recent files.
    pub file: Option<PathBuf>,
}

pub use headless::Headless;

/// Why there is no desk.
#[derive(Debug)]
pub struct DeskError(String);

impl fmt::Display for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "The window could not be opened. Check that a display is there, or use the commands without a window. ({})",
            self.0
        )
    }
}

impl std::error::Error for DeskError {}

/// Opens the desk and stays until it is closed.
///
/// # Errors
/// Where the system gives no window.
pub fn run(options: DeskOptions) -> Result<(), DeskError> {
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Securable")
            .with_app_id("securable")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([640.0, 480.0]),
        ..eframe::NativeOptions::default()
    };
    let make: eframe::AppCreator<'_> = Box::new(move |creation| Ok(Box::new(App::open(&creation.egui_ctx, options))));
    eframe::run_native("Securable", native, make).map_err(|error| DeskError(error.to_string()))
}
