//! Preferences: a small file of our own in the system's configuration folder.

use super::problem::{FileError, Notice};
use super::ron_text::{ron_from_value, text_from_bytes, value_from_ron};
use super::save::{beside, read_at_most, write_atomic};
use super::{FileErrorKind, Problems};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

const NAME: &str = "preferences.ron";
const MOST_BYTES: u64 = 1024 * 1024;
const MOST_RECENT: usize = 20;
const MOST_VIEWS: usize = 100;
const COMMENT: &str = "// Preferences of Securable. Delete this file to begin afresh.\n";

/// A tool for offices: light unless a person chooses otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    System,
    #[default]
    Light,
    Dark,
}

/// Whose desk it is: it arranges the places of work and protects nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    #[default]
    Underwriter,
    Broker,
    Carrier,
}

/// A way to look at a book, by the words of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedView {
    pub name: String,
    pub filter: String,
    pub columns: Vec<String>,
    /// With true for the largest first.
    pub sort: Vec<(String, bool)>,
    pub group: Option<String>,
}

/// What a person likes, on this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefs {
    pub theme: ThemeChoice,
    pub role: Role,
    zoom_percent: u16,
    recent: Vec<PathBuf>,
    books: Vec<Vec<PathBuf>>,
    views: Vec<SavedView>,
    /// Written into decisions and the history; may be empty.
    pub underwriter: String,
    /// Go on by itself after a single choice without follow-ups.
    pub advance_after_answer: bool,
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::Light,
            role: Role::Underwriter,
            zoom_percent: 100,
            recent: Vec::new(),
            books: Vec::new(),
            views: Vec::new(),
            underwriter: String::new(),
            advance_after_answer: false,
        }
    }
}

impl Prefs {
    /// 50 to 300.
    #[must_use]
    pub fn zoom_percent(&self) -> u16 {
        self.zoom_percent
    }

    /// Clamped to 50 to 300.
    pub fn set_zoom_percent(&mut self, percent: u16) {
        self.zoom_percent = percent.clamp(50, 300);
    }

    /// Latest first, at most 20, none twice.
    #[must_use]
    pub fn recent(&self) -> &[PathBuf] {
        &self.recent
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.forget(path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MOST_RECENT);
    }

    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
    }

    /// Files and folders of books, latest first, at most 20, none twice.
    #[must_use]
    pub fn books(&self) -> &[Vec<PathBuf>] {
        &self.books
    }

    /// Puts a book at the head of the recent ones.
    pub fn remember_book(&mut self, paths: &[PathBuf]) {
        self.forget_book(paths);
        self.books.insert(0, paths.to_vec());
        self.books.truncate(MOST_RECENT);
    }

    pub fn forget_book(&mut self, paths: &[PathBuf]) {
        self.books.retain(|known| known != paths);
    }

    /// By name; at most 100.
    #[must_use]
    pub fn views(&self) -> &[SavedView] {
        &self.views
    }

    /// Keeps a view in place of one with the same name.
    pub fn keep_view(&mut self, view: SavedView) {
        self.forget_view(&view.name);
        self.views.push(view);
        self.views.sort_by(|a, b| a.name.cmp(&b.name));
        self.views.truncate(MOST_VIEWS);
    }

    pub fn forget_view(&mut self, name: &str) {
        self.views.retain(|known| known.name != name);
    }
}

/// Fields that a newer version may add are passed over: preferences are never refused for them.
#[derive(Serialize, Deserialize)]
#[serde(default)]
struct PrefsV1 {
    theme: ThemeV1,
    role: RoleV1,
    zoom_percent: u16,
    underwriter: String,
    advance_after_answer: bool,
    recent: Vec<String>,
    books: Vec<Vec<String>>,
    views: Vec<ViewV1>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct ViewV1 {
    name: String,
    filter: String,
    columns: Vec<String>,
    sort: Vec<(String, bool)>,
    group: Option<String>,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
enum ThemeV1 {
    System,
    #[default]
    Light,
    Dark,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
enum RoleV1 {
    #[default]
    Underwriter,
    Broker,
    Carrier,
}

impl Default for PrefsV1 {
    fn default() -> Self {
        (&Prefs::default()).into()
    }
}

/// A path that is not Unicode cannot be kept in a text file.
fn words(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().filter_map(|path| path.to_str().map(str::to_owned)).collect()
}

impl From<&Prefs> for PrefsV1 {
    fn from(prefs: &Prefs) -> Self {
        Self {
            theme: match prefs.theme {
                ThemeChoice::System => ThemeV1::System,
                ThemeChoice::Light => ThemeV1::Light,
                ThemeChoice::Dark => ThemeV1::Dark,
            },
            role: match prefs.role {
                Role::Underwriter => RoleV1::Underwriter,
                Role::Broker => RoleV1::Broker,
                Role::Carrier => RoleV1::Carrier,
            },
            zoom_percent: prefs.zoom_percent,
            underwriter: prefs.underwriter.clone(),
            advance_after_answer: prefs.advance_after_answer,
            recent: words(&prefs.recent),
            books: prefs.books.iter().map(|paths| words(paths)).filter(|paths| !paths.is_empty()).collect(),
            views: prefs.views.iter().cloned().map(ViewV1::from).collect(),
        }
    }
}

impl From<PrefsV1> for Prefs {
    fn from(on_disk: PrefsV1) -> Self {
        let mut prefs = Self {
            theme: match on_disk.theme {
                ThemeV1::System => ThemeChoice::System,
                ThemeV1::Light => ThemeChoice::Light,
                ThemeV1::Dark => ThemeChoice::Dark,
            },
            role: match on_disk.role {
                RoleV1::Underwriter => Role::Underwriter,
                RoleV1::Broker => Role::Broker,
                RoleV1::Carrier => Role::Carrier,
            },
            underwriter: on_disk.underwriter,
            advance_after_answer: on_disk.advance_after_answer,
            ..Self::default()
        };
        prefs.set_zoom_percent(on_disk.zoom_percent);
        for path in on_disk.recent.iter().rev() {
            prefs.remember(Path::new(path));
        }
        for paths in on_disk.books.iter().rev() {
            prefs.remember_book(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        }
        for view in on_disk.views {
            prefs.keep_view(view.into());
        }
        prefs
    }
}

impl From<SavedView> for ViewV1 {
    fn from(view: SavedView) -> Self {
        let SavedView { name, filter, columns, sort, group } = view;
        Self { name, filter, columns, sort, group }
    }
}

impl From<ViewV1> for SavedView {
    fn from(on_disk: ViewV1) -> Self {
        let ViewV1 { name, filter, columns, sort, group } = on_disk;
        Self { name, filter, columns, sort, group }
    }
}

/// `SECURABLE_HOME` where it is set, else the system's configuration folder for the program; `None`
/// where the system has none.
#[must_use]
pub fn default_folder() -> Option<PathBuf> {
    match std::env::var_os("SECURABLE_HOME").filter(|home| !home.is_empty()) {
        Some(home) => Some(PathBuf::from(home)),
        None => directories::ProjectDirs::from("", "", "Securable").map(|dirs| dirs.config_dir().to_owned()),
    }
}

/// Reads the preferences in `folder`. Never fails: what cannot be read gives the defaults, is set aside
/// under another name, and is reported.
#[must_use]
pub fn load_prefs(folder: &Path) -> (Prefs, Option<Notice>) {
    let path = folder.join(NAME);
    let read =
        read_at_most(&path, MOST_BYTES).map_err(|error| (error.kind(), error.to_string())).and_then(|(bytes, _)| {
            let text = text_from_bytes(&bytes, NAME).map_err(|problem| (FileErrorKind::Wrong, problem.to_string()))?;
            value_from_ron::<PrefsV1>(text, NAME)
                .map_err(|problems: Problems| (FileErrorKind::Wrong, problems.to_string()))
        });
    match read {
        Ok(on_disk) => (on_disk.into(), None),
        Err((FileErrorKind::NotFound, _)) => (Prefs::default(), None),
        Err((_, why)) => {
            let aside = beside(&path, "unreadable");
            let kept = match fs::rename(&path, &aside) {
                Ok(()) => format!("They are kept as {}", aside.display()),
                Err(_) => "They could not be set aside and will be replaced".to_owned(),
            };
            let text = format!("The preferences could not be read ({why}), so the usual ones are in use. {kept}");
            (Prefs::default(), Some(Notice { subject: NAME.to_owned(), text }))
        }
    }
}

/// Writes the preferences into `folder`, which is made where it is missing.
///
/// # Errors
/// A disk error; the preferences on disk are then the old ones.
pub fn save_prefs(folder: &Path, prefs: &Prefs) -> Result<(), FileError> {
    let path = folder.join(NAME);
    const MEANS: &str = "Preferences will be the old ones next time";
    fs::create_dir_all(folder).map_err(|error| FileError::disk("be saved", &path, MEANS, error))?;
    let text = ron_from_value(COMMENT, &PrefsV1::from(prefs)).map_err(|error| {
        FileError::new(
            FileErrorKind::Wrong,
            &path,
            format!("The preferences cannot be written down ({error})"),
            MEANS,
            "Report the fault",
        )
    })?;
    write_atomic(&path, text.as_bytes(), None, |_| Ok(())).map(|_| ())
}
