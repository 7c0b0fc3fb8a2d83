//! Asking for a path: the system's dialog, and a typed path where there is none.

use crate::inventory::ReferenceKind;
use crate::questionnaire::QuestionIx;
use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

/// What a path is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    OpenCase,
    ImportDevices,
    AddReference(ReferenceKind),
    /// A plan to score the case under, for a trial.
    TryPlan,
    /// The case of the term before.
    ChooseExpiring,
    /// A file to put behind the answer to a question.
    Attach(QuestionIx),
    /// A copy of an attached file, by its place.
    SaveAttached {
        question: QuestionIx,
        place: usize,
    },
    SaveCase,
    SaveMemo,
    SavePreview,
    SaveWorksheet,
    SaveForm,
    MergeWorksheet,
    OpenPlan,
    SavePlan,
    /// What the plan changes and does to the book, as PDF.
    SaveExhibit,
    /// Tables and cases, several at once.
    OpenBookFiles,
    OpenBookFolder,
    ComparePlan,
    CompareBook,
    SaveBook,
    SaveScores,
}

impl Purpose {
    /// A file that is there is asked for, not a new one.
    #[must_use]
    pub fn opens(&self) -> bool {
        matches!(
            self,
            Self::OpenCase
                | Self::OpenPlan
                | Self::ImportDevices
                | Self::AddReference(_)
                | Self::TryPlan
                | Self::ChooseExpiring
                | Self::MergeWorksheet
                | Self::Attach(_)
                | Self::OpenBookFiles
                | Self::OpenBookFolder
                | Self::ComparePlan
                | Self::CompareBook
        )
    }
}

/// A question for a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub purpose: Purpose,
    /// Suggested; empty when opening.
    pub file_name: String,
    pub folder: Option<PathBuf>,
}

impl Request {
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self.purpose {
            Purpose::OpenCase => "Open a case",
            Purpose::ImportDevices => "Import a device list",
            Purpose::AddReference(ReferenceKind::KnownExploited) => "Load exploited vulnerabilities",
            Purpose::AddReference(ReferenceKind::Support) => "Load support dates",
            Purpose::TryPlan => "Score under another plan",
            Purpose::ChooseExpiring => "Compare with the expiring case",
            Purpose::Attach(_) => "Attach a file",
            Purpose::SaveAttached { .. } => "Save a copy of the attached file",
            Purpose::SaveCase => "Save the case",
            Purpose::SaveMemo => "Save the memo as PDF",
            Purpose::SavePreview => "Save the preview as PDF",
            Purpose::SaveWorksheet => "Export the worksheet",
            Purpose::SaveForm => "Export the blank form as PDF",
            Purpose::MergeWorksheet => "Merge a worksheet",
            Purpose::OpenPlan => "Open a plan",
            Purpose::SavePlan => "Save the plan",
            Purpose::SaveExhibit => "Save the exhibit of the plan as PDF",
            Purpose::OpenBookFiles => "Open tables and cases as a book",
            Purpose::OpenBookFolder => "Open a folder as a book",
            Purpose::ComparePlan => "Compare with a plan",
            Purpose::CompareBook => "Compare with an earlier book",
            Purpose::SaveBook => "Save the book as CSV",
            Purpose::SaveScores => "Save the scores as CSV",
        }
    }

    /// Name and endings of the files.
    #[must_use]
    pub fn filter(&self) -> (&'static str, &'static [&'static str]) {
        match self.purpose {
            Purpose::OpenCase | Purpose::SaveCase | Purpose::ChooseExpiring => ("Securable case", &["securable"]),
            Purpose::ImportDevices => ("Device lists", &["csv", "tsv", "txt", "xlsx", "xlsm", "ods", "xml", "json"]),
            Purpose::AddReference(ReferenceKind::KnownExploited) => ("Catalogue", &["json"]),
            Purpose::AddReference(ReferenceKind::Support) => ("Support dates", &["csv", "tsv", "txt", "json"]),
            Purpose::TryPlan => ("Plan", &["ron"]),
            Purpose::SaveWorksheet | Purpose::MergeWorksheet => ("Worksheet", &["xlsx"]),
            Purpose::SaveMemo | Purpose::SavePreview | Purpose::SaveForm | Purpose::SaveExhibit => ("PDF", &["pdf"]),
            Purpose::OpenBookFiles | Purpose::OpenBookFolder | Purpose::CompareBook => {
                ("Tables and cases", &["csv", "tsv", "txt", "securable"])
            }
            Purpose::OpenPlan | Purpose::SavePlan | Purpose::ComparePlan => ("Plan", &["ron"]),
            Purpose::SaveBook | Purpose::SaveScores => ("CSV", &["csv"]),
            // Anything may be evidence.
            Purpose::Attach(_) | Purpose::SaveAttached { .. } => ("", &[]),
        }
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub request: Request,
    pub answer: Answer,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Path(PathBuf),
    /// Several files that belong together.
    Paths(Vec<PathBuf>),
    Cancelled,
    /// No dialog could be shown: ask for a typed path.
    Unavailable,
}

/// Work that ends with the answer, on a thread of its own.
pub type Ask = Box<dyn FnOnce() -> Reply + Send>;

/// Who can show dialogs. Tests answer in its place.
pub trait Dialogs {
    /// Begins a dialog on the main thread; what is returned waits for the answer elsewhere.
    fn ask(&self, request: Request) -> Ask;
}

/// Below this no person can have answered: there was no dialog (rfd returns `None` for both).
const NOBODY_IS_THAT_FAST: Duration = Duration::from_millis(150);

/// The dialogs of the system.
pub struct SystemDialogs;

impl Dialogs for SystemDialogs {
    fn ask(&self, request: Request) -> Ask {
        let (name, endings) = request.filter();
        let mut dialog = rfd::AsyncFileDialog::new().set_title(request.title());
        if !endings.is_empty() {
            dialog = dialog.add_filter(name, endings);
        }
        if let Some(folder) = &request.folder {
            dialog = dialog.set_directory(folder);
        }
        let started = Instant::now();
        let reply = move |request: Request, answer: Option<Answer>| {
            let answer = match answer {
                Some(answer) => answer,
                None if started.elapsed() < NOBODY_IS_THAT_FAST => Answer::Unavailable,
                None => Answer::Cancelled,
            };
            Reply { request, answer }
        };
        if request.purpose == Purpose::OpenBookFiles {
            let future = dialog.pick_files();
            Box::new(move || {
                let files = wait_for(future);
                let paths = |files: Vec<rfd::FileHandle>| files.iter().map(|file| file.path().to_owned()).collect();
                reply(request, files.map(paths).map(Answer::Paths))
            })
        } else if request.purpose == Purpose::OpenBookFolder {
            let future = dialog.pick_folder();
            Box::new(move || {
                let folder = wait_for(future);
                reply(request, folder.map(|folder| Answer::Path(folder.path().to_owned())))
            })
        } else if request.purpose.opens() {
            let future = dialog.pick_file();
            Box::new(move || {
                let file = wait_for(future);
                reply(request, file.map(|file| Answer::Path(file.path().to_owned())))
            })
        } else {
            let future = dialog.set_file_name(&request.file_name).save_file();
            Box::new(move || {
                let file = wait_for(future);
                reply(request, file.map(|file| Answer::Path(file.path().to_owned())))
            })
        }
    }
}

/// Runs one future on this thread.
fn wait_for<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        thread::park();
    }
}
