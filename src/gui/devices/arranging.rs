//! Working out which rows stand where, beside the frames: one job at a time, the last question wins.

use super::change;
use super::list::{ListView, Running};
use crate::gui::estate;
use crate::gui::jobs::Finished;
use crate::gui::state::{Case, Desk, Screen};
use crate::inventory::Field;
use crate::inventory::browse::{Order, Rows, Source, arrange};
use crate::submission::Edit;
use egui::Context;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What the job came back with.
pub struct Arranged {
    /// The question that is answered.
    asked: u64,
    /// The table that was read.
    table: u64,
    /// `None` where it was given up.
    order: Option<Order>,
}

/// Between frames: starts what is to be worked out for the table on the screen.
pub fn tick(context: &Context, desk: &mut Desk) {
    if desk.screen != Screen::Devices {
        return;
    }
    let Some(case) = &mut desk.case else { return };
    let devices = &case.submission.devices.table;
    if devices.is_empty() {
        return;
    }
    let list = &mut case.devices.list;
    if list.view.columns.is_empty() {
        list.show_filled(devices);
        list.progress.rows = devices.len();
        list.ask();
    }
    let term = estate::term(&case.submission);
    let products = &case.estate.products;
    // Cells that were written leave the rows where they are; what is said from outside does not.
    let is_other = list.progress.term != term || !Arc::ptr_eq(&list.progress.products, products);
    if is_other && !list.progress.is_stale {
        list.ask();
    }
    list.progress.term = term;
    list.progress.products = products.clone();
    // The list as it is needs no job.
    if list.is_waiting() && !list.is_arranged() {
        let rows = u32::try_from(devices.len()).unwrap_or(u32::MAX);
        answer(list, Order::of(devices, Rows::All(rows)));
    }
    let progress = &mut list.progress;
    let (asked, table) = (progress.asked, progress.table);
    let at_work = progress.running.as_ref().is_some_and(|it| (it.asked, it.table) == (asked, table));
    if at_work || progress.answered == asked {
        return;
    }
    if let Some(before) = &progress.running {
        before.stop.store(true, Ordering::Relaxed);
    }
    let stop = Arc::new(AtomicBool::new(false));
    progress.running = Some(Running { asked, table, stop: stop.clone() });
    let (devices, products, wanted) = (devices.clone(), products.clone(), list.view.clone());
    let case_id = case.id;
    desk.jobs.start("Arranging the devices", false, context, move |_| {
        let source = Source { devices: &devices, products: &products, term };
        let order = arrange(&source, &wanted, &|| stop.load(Ordering::Relaxed));
        Finished::Arranged { case_id, arranged: Box::new(Arranged { asked, table, order }) }
    });
}

/// Takes over what a job came back with, unless something else was asked meanwhile.
pub fn arranged(case: &mut Case, arranged: Arranged) {
    let Arranged { asked, table, order } = arranged;
    let list = &mut case.devices.list;
    let progress = &mut list.progress;
    if progress.running.as_ref().is_some_and(|it| (it.asked, it.table) == (asked, table)) {
        progress.running = None;
    }
    if let Some(order) = order.filter(|_| (progress.asked, progress.table) == (asked, table)) {
        answer(list, order);
    }
}

fn answer(list: &mut ListView, order: Order) {
    list.progress.answered = list.progress.asked;
    list.progress.is_stale = false;
    list.take(order);
    if let Some((row, write)) = list.progress.go_to.take()
        && list.go_to_row(row)
        && write
    {
        list.cursor.column = 0;
        list.anchor = list.cursor;
        change::begin_new(list);
    }
}

/// After every edit of the case: the rows on the screen stay where they are while cells are written, as
/// in a spreadsheet; another table is looked at anew.
pub fn table_changed(case: &mut Case, edit: &Edit) {
    let touched = touched(edit);
    if touched == Touched::Nothing {
        return;
    }
    let devices = &case.submission.devices.table;
    let list = &mut case.devices.list;
    case.devices.total = devices.count();
    list.progress.table += 1;
    if touched == Touched::Declared || list.view.columns.is_empty() {
        return;
    }
    let before = std::mem::replace(&mut list.progress.rows, devices.len());
    if touched == Touched::Table || before == 0 || devices.is_empty() {
        list.view.columns = Vec::new();
        list.editing = None;
        list.order = Order::default();
        list.fold();
        list.stay_inside();
        return;
    }
    if list.editing.as_ref().is_some_and(|it| it.row >= devices.len()) {
        list.editing = None;
    }
    list.progress.is_stale = true;
    if list.order.groups.is_empty() && !list.is_waiting() {
        match devices.len() {
            more if more > before => list.order.append(devices, u32::try_from(before).unwrap_or(u32::MAX)),
            less if less < before => list.order.shorten(devices),
            _ => list.order.count(devices),
        }
    } else if devices.len() == before {
        list.order.count(devices);
    } else {
        list.ask();
    }
    list.fold();
    list.stay_inside();
}

/// Puts the cursor on the cell that an undone or repeated edit changed.
pub fn show_cell(case: &mut Case, row: u32, field: Field) {
    let list = &mut case.devices.list;
    if let Some(column) = list.view.columns.iter().position(|column| column.field() == field) {
        list.cursor.column = column;
    }
    list.editing = None;
    list.go_to_row(row as usize);
}

/// The first cell that an edit changes.
#[must_use]
pub fn changed_cell(edit: &Edit) -> Option<(u32, Field)> {
    match edit {
        Edit::DeviceCells(changes) => changes.iter().map(|change| (change.row, change.field)).min(),
        Edit::Many { edits, .. } => edits.iter().find_map(changed_cell),
        _ => None,
    }
}

/// What of the devices an edit changes; the most comes last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Touched {
    Nothing,
    Declared,
    Cells,
    Table,
}

fn touched(edit: &Edit) -> Touched {
    match edit {
        Edit::Devices { .. } => Touched::Table,
        Edit::DeviceCells(_) | Edit::AddDevices { .. } | Edit::KeepDevices(_) => Touched::Cells,
        Edit::Declared(_) => Touched::Declared,
        Edit::Many { edits, .. } => edits.iter().map(touched).max().unwrap_or(Touched::Nothing),
        _ => Touched::Nothing,
    }
}
