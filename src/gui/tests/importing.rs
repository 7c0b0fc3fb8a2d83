//! A device list finds its way into the case: from a dialog, a dropped file and a pasted block.

use super::*;
use crate::gui::command::Command;
use crate::gui::devices::DevicesTab;
use crate::inventory::{DateField, Field};
use std::path::Path;
use std::sync::Arc;

const CAMERAS: &str = "\
Maker Name,Model,Type,IP,End of support
Axis,P3245,Camera,10.0.0.1,2027-03-31
Axis,P3245,Camera,10.0.0.2,2027-03-31
Hanwha,XNV-8080R,Camera,10.0.0.3,soon
";

/// A file and the folder that it lies in for as long as the story goes.
fn file(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("written");
    (folder, path)
}

/// The mapping screen on a file.
fn looking_at(path: &Path) -> Stage {
    let mut stage = stage_with(Submission::default(), Vec2::new(1280.0, 800.0), Some(path.to_owned()));
    press_with(&mut stage, Modifiers::COMMAND, Key::I);
    stage.run_steps(4);
    stage
}

fn import(stage: &mut Stage) {
    press_with(stage, Modifiers::COMMAND, Key::Enter);
    stage.run_steps(4);
}

fn device_count(stage: &Stage) -> u64 {
    case(stage).submission.devices.table.count()
}

#[test]
fn a_column_is_given_its_meaning_by_keyboard_and_the_import_is_one_step_of_undo() {
    let (_folder, path) = file("cameras.csv", CAMERAS);
    let mut stage = looking_at(&path);
    assert!(has(&stage, "Import cameras.csv"));
    assert!(has(&stage, "4 of 5 columns used"));
    assert!(has(&stage, "The case has no device list yet"));
    stage.get_by_label("Column Maker Name: Not understood, left out; Axis, Hanwha");
    press(&mut stage, Key::Enter);
    assert!(has(&stage, "What does \"Maker Name\" give?"));
    type_text(&mut stage, "manufacturer");
    press(&mut stage, Key::Enter);
    stage.run_steps(3);
    stage.get_by_label("Column Maker Name: Vendor; Axis, Hanwha");
    import(&mut stage);
    assert_eq!(device_count(&stage), 3, "{}", toast(&stage));
    let table = case(&stage).submission.devices.table.clone();
    assert_eq!(table.text(0, Field::Vendor), "Axis");
    assert_eq!(table.date(0, DateField::EndOfSupport).map(|(day, _)| day.to_string()).as_deref(), Some("2027-03-31"));
    assert_eq!(case(&stage).undo.undo_label(), Some("Import 3 devices from cameras.csv"));
    assert_eq!(case(&stage).submission.devices.origin.as_ref().map(|origin| origin.rows_read), Some(3));
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(device_count(&stage), 0);
    press_with(&mut stage, Modifiers::COMMAND, Key::Y);
    assert_eq!(device_count(&stage), 3);
}

#[test]
fn cells_that_cannot_be_used_are_marked_before_and_listed_after() {
    let (_folder, path) = file("cameras.csv", CAMERAS);
    let mut stage = looking_at(&path);
    assert!(has(&stage, "1 cell cannot be used"));
    assert!(has(&stage, "Row 4, End of support: \"soon\" holds no date that is understood"));
    assert!(has(&stage, "end of support not usable: soon"), "the row says so in words");
    import(&mut stage);
    assert_eq!(case(&stage).devices.tab, DevicesTab::Reading, "the report is shown where something is to be told");
    assert!(has(&stage, "How this list was read"));
    assert!(has(&stage, "Cells that could not be used, 1"));
    assert!(has(&stage, "Columns left out, 1"));
    stage.get_by_label("Devices: List").click();
    stage.run_steps(2);
    stage.get_by_label("Devices: How it was read").click();
    stage.run_steps(2);
    assert!(has(&stage, "Row 4, End of support: \"soon\" holds no date that is understood"), "it stays in reach");
}

#[test]
fn dates_that_can_be_read_in_two_ways_wait_for_a_person() {
    let (_folder, path) = file("dates.csv", "Vendor,Model,End of support\nAxis,P3245,03/04/2026\n");
    let mut stage = looking_at(&path);
    assert!(has(&stage, "03/04/2026 in the list is"));
    assert!(has(&stage, "Say whether dates have the day or the month first"));
    import(&mut stage);
    assert_eq!(device_count(&stage), 0, "not before it is decided");
    stage.get_by_label("Order of dates: 4 March 2026").click();
    stage.run_steps(3);
    assert!(!has(&stage, "Say whether dates"));
    import(&mut stage);
    let day = case(&stage).submission.devices.table.date(0, DateField::EndOfSupport).map(|(day, _)| day.to_string());
    assert_eq!(day.as_deref(), Some("2026-03-04"));
}

#[test]
fn such_dates_beyond_the_first_rows_are_found_by_the_import_and_change_nothing() {
    let mut text = "Vendor,Model,End of support\n".to_owned();
    for row in 0..1200 {
        text.push_str(&format!("Axis,M{row},2027-03-31\n"));
    }
    text.push_str("Axis,Last,03/04/2026\n");
    let (_folder, path) = file("long.csv", &text);
    let mut stage = looking_at(&path);
    assert!(has(&stage, "Import about 1,201 rows"), "only the first rows were looked at");
    import(&mut stage);
    assert_eq!(device_count(&stage), 0);
    assert!(has(&stage, "1 date can be read day first or month first"));
    stage.get_by_label("Order of dates: 3 April 2026").click();
    stage.run_steps(3);
    import(&mut stage);
    assert_eq!(device_count(&stage), 1201);
}

#[test]
fn a_block_from_a_spreadsheet_is_pasted_into_an_empty_list() {
    let mut stage = stage();
    press_with(&mut stage, Modifiers::COMMAND, Key::Num8);
    stage.event(egui::Event::Paste("Vendor\tModel\nAxis\tP3245\nBosch\tFlexidome\n".to_owned()));
    stage.run_steps(4);
    assert!(has(&stage, "Import pasted block"));
    stage.get_by_label("Import 2 rows").click();
    stage.run_steps(4);
    assert_eq!(device_count(&stage), 2);
}

#[test]
fn a_file_is_dropped_on_the_devices() {
    let (_folder, path) = file("cameras.csv", CAMERAS);
    let mut stage = stage();
    stage.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
    stage.run_steps(4);
    assert!(case(&stage).import.is_none() && has(&stage, "What is this file?"), "elsewhere it is asked");
    press(&mut stage, Key::Escape);
    press_with(&mut stage, Modifiers::COMMAND, Key::Num8);
    stage.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
    stage.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    stage.run_steps(4);
    assert!(has(&stage, "Import cameras.csv"));
    assert_eq!(toast(&stage), "One list at a time: 1 other file was not read");
    press(&mut stage, Key::Escape);
    assert!(case(&stage).import.is_none(), "Escape goes back");
    assert!(case(&stage).undo.undo_label().is_none(), "and nothing has changed");
}

#[test]
fn another_list_says_what_it_replaces() {
    let (_folder, path) = file("cameras.csv", CAMERAS);
    let mut stage = looking_at(&path);
    import(&mut stage);
    press_with(&mut stage, Modifiers::COMMAND, Key::I);
    stage.run_steps(4);
    assert!(has(&stage, "Replaces the list of 3 devices from cameras.csv"));
    stage.get_by_label("Cancel").click();
    stage.run_steps(2);
    assert_eq!(device_count(&stage), 3);
}

#[test]
fn a_list_without_a_device_says_why() {
    let (_folder, path) = file("retired.csv", "Vendor,Model,Lifecycle state\nAxis,P3245,retired\nAxis,P3246,retired\n");
    let mut stage = looking_at(&path);
    assert!(has(&stage, "Row 2, dropped: retired"));
    import(&mut stage);
    assert_eq!(device_count(&stage), 0);
    assert!(has(&stage, "Nothing was imported: no row of the list is a device"));
}

#[test]
fn a_file_that_is_no_list_is_refused_in_a_sentence() {
    let (_folder, path) = file("memo.pdf", "%PDF-1.7 and so on");
    let mut stage = looking_at(&path);
    assert!(has(&stage, "This is a PDF"));
    stage.get_by_label("Back to the devices").click();
    stage.run_steps(2);
    assert!(case(&stage).import.is_none());
}

#[test]
fn a_list_in_which_nothing_is_understood_can_be_mapped() {
    let (_folder, path) = file("own.csv", "Foo,Bar\nAxis,P3245\nBosch,Flexidome\n");
    let mut stage = looking_at(&path);
    assert!(has(&stage, "Say which column gives the vendor, the model, the type or the name of a device"));
    stage.get_by_label_contains("Column Foo: Not understood").click();
    stage.run_steps(2);
    type_text(&mut stage, "vendor");
    press(&mut stage, Key::Enter);
    stage.run_steps(3);
    import(&mut stage);
    assert_eq!(device_count(&stage), 2);
}

#[test]
fn what_was_decided_is_remembered_for_the_next_list_of_the_same_source() {
    let (folder, path) = file("cameras.csv", CAMERAS);
    let mut stage = looking_at(&path);
    press(&mut stage, Key::Escape);
    let mappings = folder.path().join("mappings");
    stage.state_mut().as_mut().expect("a desk").desk.mappings = Some(mappings);
    press_with(&mut stage, Modifiers::COMMAND, Key::I);
    stage.run_steps(4);
    assert!(!has(&stage, "Mapped as last time"));
    press(&mut stage, Key::Enter);
    type_text(&mut stage, "vendor");
    press(&mut stage, Key::Enter);
    stage.run_steps(3);
    import(&mut stage);
    press_with(&mut stage, Modifiers::COMMAND, Key::I);
    stage.run_steps(4);
    assert!(has(&stage, "Mapped as last time"));
    stage.get_by_label_contains("Column Maker Name: Vendor");
    stage.get_by_label("Begin afresh").click();
    stage.run_steps(3);
    stage.get_by_label_contains("Column Maker Name: Not understood");
}

#[test]
fn a_large_list_is_saved_at_once() {
    let mut text = "Vendor,Model\n".to_owned();
    for row in 0..20_500 {
        text.push_str(&format!("Axis,M{row}\n"));
    }
    let (_folder, path) = file("large.csv", &text);
    let mut stage = looking_at(&path);
    import(&mut stage);
    assert_eq!(device_count(&stage), 20_500);
    assert!(case(&stage).changed_at < 0.0, "due now");
}

#[test]
fn a_stopped_import_leaves_the_list_as_it_was() {
    let (_folder, path) = file("cameras.csv", CAMERAS);
    let mut stage = looking_at(&path);
    let handle = crate::gui::jobs::Handle::default();
    handle.stop();
    let source = crate::gui::importing::Source::File(path);
    let bytes = crate::gui::lists::bytes_of(&source).map_err(|refusal| refusal.text).expect("reads");
    let stopped = crate::gui::lists::read(&bytes, &source, &Default::default(), &handle);
    let refusal = stopped.expect_err("is stopped");
    assert_eq!(refusal.kind, Some(crate::files::FileErrorKind::Stopped));
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        let case_id = app.desk.case.as_ref().expect("a case").id;
        let read = crate::gui::importing::ReadList::refused(case_id, refusal);
        crate::gui::importing::list_read(&context, &mut app.desk, read);
    }
    stage.run_steps(2);
    assert_eq!(toast(&stage), "Stopped; the device list is as it was");
    assert_eq!(device_count(&stage), 0);
    assert!(has(&stage, "Import 3 rows"), "and what was decided is still there");
}

#[test]
fn the_command_is_in_the_menu_and_needs_a_case() {
    let mut stage = stage();
    assert!(Command::ImportDevices.is_enabled(desk(&stage)));
    stage.state_mut().as_mut().expect("a desk").desk.case = None;
    assert!(!Command::ImportDevices.is_enabled(desk(&stage)));
}

#[test]
fn the_mapping_screen_draws_in_every_size_and_theme() {
    let (_folder, path) = file("cameras.csv", CAMERAS);
    for size in [Vec2::new(1280.0, 800.0), Vec2::new(900.0, 700.0), Vec2::new(640.0, 480.0)] {
        for theme in [egui::ThemePreference::Light, egui::ThemePreference::Dark] {
            let mut stage = stage_with(Submission::default(), size, Some(path.clone()));
            stage.state_mut().as_mut().expect("a desk").desk.theme = theme;
            press_with(&mut stage, Modifiers::COMMAND, Key::I);
            stage.run_steps(4);
            stage.check_accessibility();
            assert!(has(&stage, "Import 3 rows"), "{size}");
            press(&mut stage, Key::Enter);
            stage.check_accessibility();
        }
    }
}
