//! Looking at a list and reading it, both beside the frames, and putting it in place.

use super::{Import, ImportAction, Look, ReadingReport, Seen, Source};
use crate::files::{FileErrorKind, ImportOptions, Imported, Preview};
use crate::gui::apply::edit_case;
use crate::gui::devices::DevicesTab;
use crate::gui::jobs::Finished;
use crate::gui::state::{Desk, Screen};
use crate::gui::store::Refusal;
use crate::gui::{lists, words};
use crate::inventory::{DateTrouble, Origin, Report};
use crate::submission::Edit;
use egui::Context;
use std::sync::Arc;

/// What a look came back with.
pub struct Looked {
    case_id: u64,
    number: u32,
    bytes: Option<Arc<[u8]>>,
    /// Known from an earlier import of the same columns.
    remembered: Option<ImportOptions>,
    result: Result<Preview, Refusal>,
    rows_about: Option<u64>,
}

/// What an import came back with.
pub struct ReadList {
    case_id: u64,
    name: String,
    result: Result<Imported, Refusal>,
    /// Why what was decided about the columns will be asked again.
    not_kept: Option<Refusal>,
}

#[cfg(test)]
impl ReadList {
    /// An import that came to nothing.
    pub fn refused(case_id: u64, refusal: Refusal) -> Self {
        Self { case_id, name: String::new(), result: Err(refusal), not_kept: None }
    }
}

/// Carries out what the mapping screen asks for.
pub fn apply(context: &Context, desk: &mut Desk, action: ImportAction) {
    match action {
        ImportAction::Begin(source) => return begin(context, desk, source),
        ImportAction::Others(count) => {
            let files = words::counted(count, "other file was", "other files were");
            return desk.toast(format!("One list at a time: {files} not read"));
        }
        ImportAction::Run => return run(context, desk),
        ImportAction::Cancel => return cancel(desk),
        _ => {}
    }
    let Some(import) = desk.case.as_mut().and_then(|case| case.import.as_deref_mut()) else { return };
    let looks_again = import.change(action);
    if looks_again {
        look(context, desk);
    }
}

/// Looks at a list; one that was looked at before makes room.
fn begin(context: &Context, desk: &mut Desk, source: Source) {
    cancel(desk);
    let Some(case) = &mut desk.case else { return };
    case.import = Some(Box::new(Import::new(source)));
    desk.screen = Screen::Devices;
    look(context, desk);
}

fn cancel(desk: &mut Desk) {
    let import = desk.case.as_mut().and_then(|case| case.import.take());
    if let Some(job) = import.and_then(|import| import.running) {
        desk.jobs.cancel(job);
    }
}

/// Looks at the first rows in the background, with what was decided so far.
fn look(context: &Context, desk: &mut Desk) {
    let Some(case) = &mut desk.case else { return };
    let Some(import) = case.import.as_deref_mut() else { return };
    import.looks += 1;
    let (case_id, number, source) = (case.id, import.looks, import.source.clone());
    let (bytes, options) = (import.bytes.clone(), import.options.clone());
    // Only before anything was decided does an earlier decision count.
    let mappings = desk.mappings.clone().filter(|_| bytes.is_none());
    desk.jobs.start("Looking at the list", true, context, move |_| {
        let looked = |bytes: Option<Arc<[u8]>>, remembered, result: Result<Preview, Refusal>| {
            let seen = bytes.as_deref().zip(result.as_ref().ok()).filter(|(_, preview)| !preview.is_whole);
            let rows_about = seen.and_then(|(bytes, preview)| lists::rows_about(bytes, preview));
            Finished::Looked(Box::new(Looked { case_id, number, bytes, remembered, result, rows_about }))
        };
        let bytes = match bytes.map_or_else(|| lists::bytes_of(&source), Ok) {
            Ok(bytes) => bytes,
            Err(refusal) => return looked(None, None, Err(refusal)),
        };
        let mut result = lists::look(&bytes, &source, &options);
        let remembered = match (&mappings, &result) {
            (Some(folder), Ok(preview)) => lists::remembered(folder, preview),
            _ => None,
        };
        if let Some(options) = &remembered {
            result = lists::look(&bytes, &source, options);
        }
        looked(Some(bytes), remembered, result)
    });
}

/// What was seen of a list.
pub fn looked(desk: &mut Desk, looked: Looked) {
    let Some(case) = desk.case.as_mut().filter(|case| case.id == looked.case_id) else { return };
    let Some(import) = case.import.as_deref_mut().filter(|import| import.looks == looked.number) else { return };
    import.bytes = looked.bytes.or(import.bytes.take());
    if let Some(options) = looked.remembered {
        (import.options, import.remembered) = (options, true);
    }
    import.look = match looked.result {
        Ok(preview) => {
            let seen = Seen::of(preview, looked.rows_about, &import.options);
            import.cursor = seen.undecided(import.cursor).unwrap_or(import.cursor);
            Look::Seen(Box::new(seen))
        }
        Err(refusal) => Look::Refused(refusal),
    };
}

/// Reads the whole list in the background.
fn run(context: &Context, desk: &mut Desk) {
    let Some(case) = &mut desk.case else { return };
    let Some(import) = case.import.as_deref_mut() else { return };
    if import.running.is_some() || import.missing().is_some() {
        return;
    }
    let (Some(bytes), Some(seen)) = (import.bytes.clone(), import.seen()) else { return };
    let kept = desk.mappings.clone().map(|folder| (folder, lists::mapping_of(&seen.preview, &import.options)));
    let (case_id, name, options) = (case.id, import.source.name(), import.options.clone());
    let source = import.source.clone();
    import.problem = None;
    import.chooser = None;
    let job = desk.jobs.start(format!("Reading {name}"), true, context, move |handle| {
        let result = lists::read(&bytes, &source, &options, handle);
        let not_kept = match (&result, kept) {
            (Ok(_), Some((folder, mapping))) => lists::keep(&folder, &mapping).err(),
            _ => None,
        };
        Finished::ListRead(Box::new(ReadList { case_id, name, result, not_kept }))
    });
    if let Some(import) = desk.case.as_mut().and_then(|case| case.import.as_deref_mut()) {
        import.running = Some(job);
    }
}

/// Puts a list that was read into the case, in one step of undo; or says why there is none.
pub fn list_read(context: &Context, desk: &mut Desk, read: ReadList) {
    let ReadList { case_id, name, result, not_kept } = read;
    let (now, today) = (desk.now, desk.today);
    let Some(case) = desk.case.as_mut().filter(|case| case.id == case_id) else { return };
    let Some(import) = case.import.as_deref_mut() else { return };
    import.running = None;
    let imported = match result {
        Ok(imported) => imported,
        Err(refusal) if refusal.kind == Some(FileErrorKind::Stopped) => {
            return desk.toast("Stopped; the device list is as it was");
        }
        Err(refusal) => {
            import.problem = Some(refusal);
            return;
        }
    };
    let report = imported.inventory.report;
    let table = imported.inventory.devices;
    if report.ambiguous_dates > 0 {
        import.ambiguous_later = unread_date(&report);
        import.problem = Some(Refusal::new(format!(
            "Nothing was imported: {} can be read day first or month first; say which",
            words::counted(report.ambiguous_dates as usize, "date", "dates")
        )));
        return;
    }
    if table.is_empty() {
        import.problem = Some(Refusal {
            text: "Nothing was imported: no row of the list is a device".to_owned(),
            details: report.notes().join("\n"),
            kind: None,
        });
        return;
    }
    let count = words::grouped(table.count());
    let noun = if table.count() == 1 { "device" } else { "devices" };
    let origin = Origin::of(&report, &name, imported.format, &imported.sha256, today);
    let has_news = origin.rows_counted != origin.rows_read || !origin.notes.is_empty();
    let edit = Edit::Devices { table: Arc::new(table), origin: Some(Box::new(origin)) };
    case.import = None;
    case.reading = Some(ReadingReport { sha256: imported.sha256, report });
    case.undo.break_merge();
    edit_case(context, case, now, edit, Some(format!("Import {count} {noun} from {name}")));
    case.devices.tab = if has_news { DevicesTab::Reading } else { DevicesTab::List };
    desk.screen = Screen::Devices;
    desk.toast(format!("Imported {count} {noun} from {name}"));
    if let Some(refusal) = not_kept {
        desk.error(refusal.text, refusal.details);
    }
}

/// A date that could not be read because it can be read in two ways, as written.
fn unread_date(report: &Report) -> Option<String> {
    let words = DateTrouble::Ambiguous.words();
    report.unusable.iter().find(|cell| cell.what == words).map(|cell| cell.raw.clone())
}
