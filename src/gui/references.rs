//! Reference files of a case: loaded from a file, or taken from those that this computer keeps.

use super::apply::{edit_case, file_name};
use super::jobs::Finished;
use super::state::{Case, Desk};
use super::store::Refusal;
use super::words;
use crate::files::{FileError, Kept, Library, LoadedReference, ReferenceContent, read_bytes, reference_from_bytes};
use crate::inventory::{
    ChangeIn, DeviceList, ExploitGrade, Pinned, ReferenceChange, ReferenceKind, References, reference_changes,
};
use crate::submission::Edit;
use chrono::NaiveDate;
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Changes that are shown.
const MOST_SHOWN: usize = 30;

/// What the desk knows of the reference files kept on this computer.
#[derive(Default)]
pub struct Shelf {
    /// The program's own folder; none in tests that keep nothing.
    pub home: Option<PathBuf>,
    /// The newest catalogue and the newest of every support list, as last looked up.
    newest: Vec<Kept>,
    /// Grows with every look.
    revision: u64,
}

/// Kept files that a case could use.
#[derive(Default)]
pub struct Offers {
    /// Revisions of the devices and of the shelf that they were worked out for.
    of: (u64, u64),
    files: Vec<Kept>,
}

impl Offers {
    /// Catalogues, or support lists.
    pub fn of_kind(&self, kind: ReferenceKind) -> impl Iterator<Item = &Pinned> {
        self.files.iter().map(|kept| &kept.pinned).filter(move |file| file.kind == kind)
    }
}

/// What reference files change for the devices of a case.
pub struct News {
    /// Of the file, or how many they are.
    pub name: String,
    pub count: usize,
    /// The first of them, without [`Self::of_vendor`].
    pub shown: Vec<ReferenceChange>,
    /// Entries of a vendor whose model the catalogue does not state.
    pub of_vendor: usize,
}

impl News {
    /// Changes that are neither shown nor of a vendor alone.
    #[must_use]
    pub fn more(&self) -> usize {
        self.count - self.of_vendor - self.shown.len()
    }
}

/// Kept files that were read and wait for a person to say that they are to be used.
pub struct Looked {
    pub kind: ReferenceKind,
    pub news: News,
    files: Vec<ReadFile>,
    /// The revision of the devices that the news are of.
    revision: u64,
}

impl Looked {
    /// Whether the devices are still those that the news are of.
    #[must_use]
    pub fn is_of(&self, case: &Case) -> bool {
        self.revision == case.devices_revision
    }
}

struct ReadFile {
    loaded: LoadedReference,
    bytes: Vec<u8>,
}

/// Reference files that were read.
pub struct ReadReferences {
    case_id: u64,
    revision: u64,
    kind: ReferenceKind,
    files: Vec<ReadFile>,
    refused: Vec<Refusal>,
    news: News,
    /// They are of the library, and are shown before they are used.
    is_offer: bool,
}

/// What a job needs of the case.
struct Asked {
    case_id: u64,
    revision: u64,
    kind: ReferenceKind,
    list: DeviceList,
    before: Arc<References>,
}

impl Asked {
    fn of(case: &Case, kind: ReferenceKind) -> Self {
        Self {
            case_id: case.id,
            revision: case.devices_revision,
            kind,
            list: case.submission.devices.clone(),
            before: case.estate.references.clone(),
        }
    }

    fn answer(self, read: Vec<Result<ReadFile, Refusal>>, is_offer: bool) -> Finished {
        let (mut files, mut refused) = (Vec::new(), Vec::new());
        for result in read {
            match result {
                Ok(file) => files.push(file),
                Err(refusal) => refused.push(refusal),
            }
        }
        let after = files.iter().fold((*self.before).clone(), |after, file| with(after, &file.loaded));
        let changes = reference_changes(&self.list.table, &self.list.declared, &self.before, &after);
        let news = news(names(&files), changes);
        let Self { case_id, revision, kind, .. } = self;
        Finished::ReferencesRead(Box::new(ReadReferences { case_id, revision, kind, files, refused, news, is_offer }))
    }
}

fn names(files: &[ReadFile]) -> String {
    match files {
        [file] => file.loaded.pinned.name.clone(),
        files => words::counted(files.len(), "support list", "support lists"),
    }
}

/// Matches of the vendor alone are counted: they say little of one model, and there are many.
fn news(name: String, changes: Vec<ReferenceChange>) -> News {
    let count = changes.len();
    let is_of_vendor = |change: &ReferenceChange| change.about == ChangeIn::KnownExploited(ExploitGrade::Vendor);
    let of_vendor = changes.iter().filter(|change| is_of_vendor(change)).count();
    let shown = changes.into_iter().filter(|change| !is_of_vendor(change)).take(MOST_SHOWN).collect();
    News { name, count, shown, of_vendor }
}

/// The references once a file has taken its place among them. A day that a person gave goes before the file's own.
fn with(mut references: References, file: &LoadedReference) -> References {
    match file.content.clone() {
        ReferenceContent::KnownExploited(mut catalogue) => {
            catalogue.as_of = file.pinned.as_of.unwrap_or(catalogue.as_of);
            references.known_exploited = Some(catalogue);
        }
        ReferenceContent::Support(mut list) => {
            list.as_of = file.pinned.as_of.or(list.as_of);
            references.support.retain(|it| it.name != list.name);
            references.support.push(list);
        }
    }
    references
}

/// A catalogue takes the place of any other, a support list that of the one of its name.
fn takes_place_of(file: &Pinned, other: &Pinned) -> bool {
    file.kind == other.kind && (file.kind == ReferenceKind::KnownExploited || file.name == other.name)
}

/// Reads a reference file in the background; this computer keeps it from then on.
pub fn add(context: &Context, desk: &mut Desk, kind: ReferenceKind, path: PathBuf) {
    let Some(case) = &desk.case else { return };
    let (asked, home, today) = (Asked::of(case, kind), desk.shelf.home.clone(), desk.today);
    desk.jobs.start(format!("Reading {}", file_name(&path)), true, context, move |_| {
        let read = read_bytes(&path).and_then(|bytes| {
            let loaded = reference_from_bytes(kind, &bytes, &file_name(&path))?;
            Ok(ReadFile { loaded, bytes })
        });
        let kept = read.as_ref().ok().zip(home).and_then(|(file, home)| keep(&home, file, today).err());
        let mut read = vec![read.map_err(Refusal::from)];
        // The case has the file all the same.
        read.extend(kept.map(|error| Err(error.into())));
        asked.answer(read, false)
    });
}

/// The library is opened anew: the command line may have added to it.
fn keep(home: &Path, file: &ReadFile, today: NaiveDate) -> Result<(), FileError> {
    Library::open(home)?.add(&file.loaded, &file.bytes, today)
}

/// Looks up what this computer keeps.
pub fn look_up(context: &Context, desk: &mut Desk) {
    let Some(home) = desk.shelf.home.clone() else { return };
    desk.jobs.start("Looking up the kept files", false, context, move |_| {
        let newest = Library::open(&home).map(|library| {
            let kinds = [ReferenceKind::KnownExploited, ReferenceKind::Support];
            kinds.into_iter().flat_map(|kind| library.newest(kind)).cloned().collect()
        });
        Finished::ShelfRead(newest.map_err(Refusal::from))
    });
}

/// Takes over what this computer keeps.
pub fn looked_up(desk: &mut Desk, newest: Result<Vec<Kept>, Refusal>) {
    match newest {
        Ok(newest) => {
            desk.shelf.newest = newest;
            desk.shelf.revision += 1;
        }
        // Every look finds the same fault.
        Err(refusal) if desk.toasts.iter().any(|toast| toast.text == refusal.text) => {}
        Err(refusal) => desk.error(refusal.text, refusal.details),
    }
}

/// Works out what the case could use, when the case or the shelf is another.
pub fn tick(desk: &mut Desk) {
    let Some(case) = &mut desk.case else { return };
    let of = (case.devices_revision, desk.shelf.revision);
    if case.review.offers.of == of {
        return;
    }
    let pinned = &case.submission.devices.declared.references;
    // What a case has none of, and what is newer than what it has.
    let is_news = |file: &Pinned| pinned.iter().filter(|it| takes_place_of(file, it)).all(|it| it.as_of < file.as_of);
    let files = desk.shelf.newest.iter().filter(|kept| is_news(&kept.pinned)).cloned().collect();
    case.review.offers = Offers { of, files };
}

/// Reads the kept files of a kind, to show what they change.
pub fn look(context: &Context, desk: &mut Desk, kind: ReferenceKind) {
    let (Some(case), Some(home)) = (&desk.case, desk.shelf.home.clone()) else { return };
    let asked = Asked::of(case, kind);
    let wanted: Vec<Kept> = case.review.offers.files.iter().filter(|it| it.pinned.kind == kind).cloned().collect();
    desk.jobs.start("Reading the kept files", true, context, move |_| {
        let read = match Library::open(&home) {
            Ok(library) => wanted.iter().map(|kept| read_kept(&library, kept).map_err(Refusal::from)).collect(),
            Err(error) => vec![Err(error.into())],
        };
        asked.answer(read, true)
    });
}

fn read_kept(library: &Library, kept: &Kept) -> Result<ReadFile, FileError> {
    let bytes = library.bytes(kept)?;
    let loaded = reference_from_bytes(kept.pinned.kind, &bytes, &kept.pinned.name)?;
    Ok(ReadFile { loaded: LoadedReference { pinned: kept.pinned.clone(), ..loaded }, bytes })
}

/// Pins files that were loaded; of kept ones it is shown what they change.
pub fn read(context: &Context, desk: &mut Desk, read: ReadReferences) {
    if desk.case.as_ref().is_none_or(|case| case.id != read.case_id) {
        return;
    }
    let ReadReferences { revision, kind, files, refused, news, is_offer, .. } = read;
    if is_offer {
        if let Some(case) = desk.case.as_mut().filter(|_| !files.is_empty()) {
            case.review.looked = Some(Looked { kind, news, files, revision });
        }
    } else {
        pin(context, desk, files, news);
        look_up(context, desk);
    }
    for refusal in refused {
        desk.error(refusal.text, refusal.details);
    }
}

/// Pins the kept files that were looked at.
pub fn use_looked(context: &Context, desk: &mut Desk) {
    let looked = desk.case.as_mut().and_then(|case| case.review.looked.take());
    if let Some(looked) = looked {
        pin(context, desk, looked.files, looked.news);
    }
}

fn pin(context: &Context, desk: &mut Desk, files: Vec<ReadFile>, news: News) {
    let now = desk.now;
    let Some(case) = desk.case.as_mut().filter(|_| !files.is_empty()) else { return };
    let said = match files.as_slice() {
        [file] => {
            let as_of = file.loaded.pinned.as_of.map(|day| format!(" as of {day}")).unwrap_or_default();
            format!("{}{as_of}", file.loaded.pinned.name)
        }
        _ => news.name.clone(),
    };
    let entries: u64 = files.iter().map(|file| u64::from(file.loaded.pinned.entries)).sum();
    let mut declared = case.submission.devices.declared.clone();
    let mut replaces = false;
    let mut unusable = Vec::new();
    for ReadFile { loaded, bytes } in files {
        let before = declared.references.len();
        declared.references.retain(|it| !takes_place_of(&loaded.pinned, it));
        replaces |= declared.references.len() < before;
        case.slot.reference.insert(loaded.pinned.sha256.clone(), bytes);
        if !loaded.notices.is_empty() {
            unusable.push((loaded.pinned.name.clone(), loaded.notices));
        }
        declared.references.push(loaded.pinned);
    }
    declared.references.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    // Only against an earlier file is anything new.
    case.review.news = replaces.then_some(news);
    case.review.looked = None;
    case.undo.break_merge();
    edit_case(context, case, now, Edit::Declared(Box::new(declared)), Some(format!("Add {said}")));
    desk.toast(format!("Added {said}, {} entries", words::grouped(entries)));
    for (name, notices) in unusable {
        let details: Vec<String> = notices.iter().map(ToString::to_string).collect();
        let count = words::counted(details.len(), "line or entry", "lines or entries");
        desk.error(format!("{count} of {name} could not be used"), details.join("\n"));
    }
}
