//! Taking a device list from a file into the case.

use super::apply::{edit_case, file_name};
use super::jobs::Finished;
use super::state::{Desk, Screen};
use super::store::Refusal;
use super::words;
use crate::files::{ImportOptions, Imported, read_devices};
use crate::inventory::Origin;
use crate::submission::Edit;
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;

/// Reads a device list in the background; it takes the place of the one there is.
pub fn import_devices(context: &Context, desk: &mut Desk, path: PathBuf) {
    let Some(case) = &desk.case else { return };
    let (case_id, name) = (case.id, file_name(&path));
    desk.jobs.start("Reading the device list", true, context, move |_| {
        let read = read_devices(&path, &ImportOptions::default()).map_err(Refusal::from);
        Finished::DevicesRead { case_id, name, read: Box::new(read) }
    });
}

/// Puts a list that was read into the case, in one step of undo.
pub fn read(context: &Context, desk: &mut Desk, case_id: u64, name: &str, read: Result<Imported, Refusal>) {
    let imported = match read {
        Ok(imported) => imported,
        Err(refusal) => return desk.error(refusal.text, refusal.details),
    };
    let report = &imported.inventory.report;
    if report.ambiguous_dates > 0 {
        return desk.error(
            format!(
                "{} can be read day first or month first, so nothing was imported; write dates as 2027-03-31 and \
                 import again ({name})",
                words::counted(report.ambiguous_dates as usize, "date", "dates")
            ),
            "",
        );
    }
    let table = Arc::new(imported.inventory.devices);
    let devices = words::grouped(table.count());
    let Some(case) = desk.case.as_mut().filter(|case| case.id == case_id) else { return };
    if table.is_empty() {
        return desk.error(format!("The file holds no device, so nothing was imported ({name})"), "");
    }
    let origin = Origin {
        name: name.to_owned(),
        format: imported.format.to_owned(),
        sha256: imported.sha256,
        tool: report.tool.unwrap_or_default().to_owned(),
        read_on: Some(desk.today),
        rows_read: report.rows_read,
        rows_counted: report.rows_counted,
        rows_merged: u32::try_from(report.merged.len()).unwrap_or(u32::MAX),
        rows_dropped: u32::try_from(report.dropped.values().map(Vec::len).sum::<usize>()).unwrap_or(u32::MAX),
        notes: Vec::new(),
    };
    let edit = Edit::Devices { table, origin: Some(Box::new(origin)) };
    edit_case(context, case, desk.now, edit, Some(format!("Import {devices} devices from {name}")));
    desk.screen = Screen::Devices;
    desk.toast(format!("Imported {devices} devices from {name}"));
}
