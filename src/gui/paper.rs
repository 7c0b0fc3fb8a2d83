//! Memo and preview as pages: set in the background, shown, written as PDF.

use super::apply::file_name;
use super::command::Command;
use super::dialogs::Purpose;
use super::jobs::Finished;
use super::state::{Case, Desk, Screen};
use super::store::{self, Refusal};
use super::words;
use crate::files::{memo_document, preview_document, write_memo, write_preview};
use crate::memo::layout::{DisplayList, lay_out};
use crate::memo::wording;
use chrono::NaiveDate;
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A document of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    Memo,
    /// For the client of a broker.
    Preview,
}

/// A document as it was set for a revision.
#[derive(Default)]
pub struct PagesView {
    pub pages: Option<Arc<DisplayList>>,
    /// The revision the pages show.
    pub revision: u64,
    pub failed: Option<String>,
    /// 1 is actual size.
    pub zoom: Option<f32>,
    pub jump_to: Option<usize>,
    /// The revision that a job works on.
    laying_out: Option<u64>,
}

impl Paper {
    /// The document that a screen shows.
    #[must_use]
    pub fn on(screen: Screen) -> Option<Self> {
        match screen {
            Screen::Memo => Some(Self::Memo),
            Screen::Preview => Some(Self::Preview),
            _ => None,
        }
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Memo => "Memo",
            Self::Preview => "Preview",
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Memo => "memo",
            Self::Preview => "preview",
        }
    }

    /// Writes it as PDF.
    #[must_use]
    pub fn save(self) -> Command {
        match self {
            Self::Memo => Command::SaveMemo,
            Self::Preview => Command::SavePreview,
        }
    }

    #[must_use]
    pub fn purpose(self) -> Purpose {
        match self {
            Self::Memo => Purpose::SaveMemo,
            Self::Preview => Purpose::SavePreview,
        }
    }

    /// `2026-11-22 Harbor Mill Foods memo.pdf`, without what a file name cannot hold.
    #[must_use]
    pub fn file_name(self, today: NaiveDate, applicant: &str) -> String {
        format!("{} {} {}.pdf", today.format("%Y-%m-%d"), store::file_stem(applicant), self.noun())
    }

    fn pages(self, case: &wording::Case<'_>, today: NaiveDate) -> Result<Arc<DisplayList>, String> {
        let document = match self {
            Self::Memo => memo_document(case, today).map_err(|error| error.to_string())?,
            Self::Preview => preview_document(case, today),
        };
        lay_out(&document).map(Arc::new).map_err(|error| error.to_string())
    }
}

impl Case {
    #[must_use]
    pub fn pages(&self, paper: Paper) -> &PagesView {
        match paper {
            Paper::Memo => &self.memo,
            Paper::Preview => &self.preview,
        }
    }

    fn pages_mut(&mut self, paper: Paper) -> &mut PagesView {
        match paper {
            Paper::Memo => &mut self.memo,
            Paper::Preview => &mut self.preview,
        }
    }
}

/// Changes how the pages on the screen are looked at.
pub fn look(desk: &mut Desk, change: impl FnOnce(&mut PagesView)) {
    if let (Some(case), Some(paper)) = (&mut desk.case, Paper::on(desk.screen)) {
        change(case.pages_mut(paper));
    }
}

/// Sets the pages on the screen anew, in the background, when they are older than the case.
pub fn tick(context: &Context, desk: &mut Desk) {
    let (now, today) = (desk.now, desk.today);
    let (Some(case), Some(paper)) = (&mut desk.case, Paper::on(desk.screen)) else { return };
    let (case_id, revision) = (case.id, case.revision);
    let waited = now - case.changed_at;
    let view = case.pages_mut(paper);
    let fresh = view.revision == revision && (view.pages.is_some() || view.failed.is_some());
    // While typing, wait for a pause.
    if fresh || view.laying_out == Some(revision) || (view.pages.is_some() && waited < 0.3) {
        return;
    }
    view.laying_out = Some(revision);
    let shown = case.snapshot();
    desk.jobs.start(format!("Setting the {}", paper.noun()), true, context, move |_| Finished::LaidOut {
        paper,
        case_id,
        revision,
        list: paper.pages(&shown.wording(), today),
    });
}

/// Pages that a job has set.
pub fn laid_out(desk: &mut Desk, paper: Paper, case_id: u64, revision: u64, list: Result<Arc<DisplayList>, String>) {
    let Some(case) = desk.case.as_mut().filter(|case| case.id == case_id) else { return };
    let view = case.pages_mut(paper);
    view.revision = revision;
    match list {
        Ok(list) => {
            view.pages = Some(list);
            view.failed = None;
        }
        Err(why) => view.failed = Some(why),
    }
}

/// Writes the document as PDF.
pub fn write(context: &Context, desk: &mut Desk, paper: Paper, path: PathBuf) {
    let today = desk.today;
    let Some(case) = &desk.case else { return };
    let shown = case.snapshot();
    let noun = paper.noun();
    desk.jobs.start(format!("Writing the {noun}"), true, context, move |handle| {
        if handle.is_stopped() {
            let why = format!("The {noun} was not written because it was stopped");
            return Finished::Written(paper, Err(Refusal::new(why)));
        }
        handle.set_progress(0.1);
        let write = |path: &Path| match paper {
            Paper::Memo => write_memo(path, &shown.wording(), today),
            Paper::Preview => write_preview(path, &shown.wording(), today),
        };
        Finished::Written(paper, write(&path).map(|pages| (path, pages)).map_err(Refusal::from))
    });
}

/// The PDF is on disk, or it is not.
pub fn written(desk: &mut Desk, paper: Paper, result: Result<(PathBuf, usize), Refusal>) {
    match result {
        Ok((path, pages)) => {
            let pages = words::counted(pages, "page", "pages");
            desk.toast(format!("{} of {pages} saved and read back: {}", paper.title(), file_name(&path)));
        }
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}
