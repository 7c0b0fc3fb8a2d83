//! Slow work: a named thread with a title, progress, a way to stop it and one wake-up at its end.

use super::dialogs::Reply;
use super::paper::Paper;
use super::store;
use egui::Context;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// What a job hands back. Applied by `app`, once.
pub enum Finished {
    Opened(Box<Result<store::OpenedCase, store::Refusal>>),
    Saved(Box<store::SaveOutcome>),
    LaidOut {
        paper: Paper,
        case_id: u64,
        revision: u64,
        list: Result<Arc<crate::memo::layout::DisplayList>, String>,
    },
    /// Where it is and how many pages it has.
    Written(Paper, Result<(std::path::PathBuf, usize), store::Refusal>),
    Looked(Box<super::importing::Looked>),
    ListRead(Box<super::importing::ReadList>),
    ReferencesRead(Box<super::references::ReadReferences>),
    PlanRead(Box<super::plans::ReadPlan>),
    ExpiringRead(Box<super::plans::ReadCase>),
    RolledForward(Box<Result<super::renewing::RolledForward, store::Refusal>>),
    /// What this computer keeps.
    ShelfRead(Result<Vec<crate::files::Kept>, store::Refusal>),
    /// Of a revision of the devices.
    Surveyed {
        case_id: u64,
        revision: u64,
        computed: Box<super::estate::Computed>,
    },
    /// The rows of the device table in the order that was asked for.
    Arranged {
        case_id: u64,
        arranged: Box<super::devices::Arranged>,
    },
    /// The way to a better band, of a revision of the case.
    WayFound {
        case_id: u64,
        revision: u64,
        aim: crate::assessment::path::Aim,
        answer: Box<crate::assessment::path::PathAnswer>,
    },
    /// Text for the clipboard, and what to say about it.
    Copied {
        text: String,
        said: String,
    },
    /// Files to be attached.
    EvidenceTaken(Box<super::evidence::Taken>),
    /// A copy of an attached file.
    EvidenceCopied(Result<super::evidence::CopyDone, store::Refusal>),
    /// Something about the book or a plan.
    Carrier(Box<super::carrier::Done>),
    SheetRead(Box<super::merging::ReadSheet>),
    /// What is said about it.
    HandedOut(Result<String, store::Refusal>),
    Dialog(Reply),
}

/// Tells a running job to stop and hears how far it is.
#[derive(Clone, Default)]
pub struct Handle {
    stop: Arc<AtomicBool>,
    /// Thousandths.
    progress: Arc<AtomicU32>,
}

impl Handle {
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
    /// From 0 to 1.
    pub fn set_progress(&self, part: f32) {
        self.progress.store((part.clamp(0.0, 1.0) * 1000.0) as u32, Ordering::Relaxed);
    }
    #[must_use]
    pub fn progress(&self) -> f32 {
        self.progress.load(Ordering::Relaxed) as f32 / 1000.0
    }
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// A job that runs.
pub struct Job {
    pub id: u64,
    pub title: String,
    pub handle: Handle,
    /// Shown in the status bar.
    pub shown: bool,
}

/// All jobs of the desk.
pub struct Jobs {
    running: Vec<Job>,
    next: u64,
    sender: Sender<(u64, Finished)>,
    receiver: Mutex<Receiver<(u64, Finished)>>,
    /// Tests run jobs where they stand, so that nothing depends on time.
    pub inline: bool,
    /// Work that could not be started, for the desk to say.
    pub failed: Vec<String>,
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { running: Vec::new(), next: 0, sender, receiver: Mutex::new(receiver), inline: false, failed: Vec::new() }
    }
}

impl Jobs {
    /// Starts work on a thread of its own, and gives the number by which it can be stopped.
    pub fn start(
        &mut self,
        title: impl Into<String>,
        shown: bool,
        context: &Context,
        work: impl FnOnce(&Handle) -> Finished + Send + 'static,
    ) -> u64 {
        self.next += 1;
        let id = self.next;
        let title = title.into();
        let handle = Handle::default();
        let job = Job { id, title: title.clone(), handle: handle.clone(), shown };
        self.running.push(job);
        let sender = self.sender.clone();
        let context = context.clone();
        let run = move || {
            let finished = work(&handle);
            // The desk may be gone by then; its answer is not needed any more.
            if sender.send((id, finished)).is_ok() {
                context.request_repaint();
            }
        };
        if self.inline {
            run();
        } else if let Err(error) = thread::Builder::new().name(title).spawn(run) {
            self.running.retain(|job| job.id != id);
            self.failed
                .push(format!("The system gave no thread to work on; close other programs and try again. ({error})"));
        }
        id
    }

    /// What has finished since the last call.
    pub fn drain(&mut self) -> Vec<Finished> {
        let mut all = Vec::new();
        if let Ok(receiver) = self.receiver.lock() {
            while let Ok((id, finished)) = receiver.try_recv() {
                self.running.retain(|job| job.id != id);
                all.push(finished);
            }
        }
        all
    }

    pub fn shown(&self) -> impl Iterator<Item = &Job> {
        self.running.iter().filter(|job| job.shown)
    }

    pub fn cancel(&self, id: u64) {
        if let Some(job) = self.running.iter().find(|job| job.id == id) {
            job.handle.stop();
        }
    }
}
