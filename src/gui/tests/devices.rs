//! The table of devices, found and used by role and name.

use super::*;
use crate::gui::command::Command;
use crate::gui::devices::Cursor;
use crate::inventory::{Devices, Field};
use egui::accesskit::Role;
use egui::{Event, OutputCommand};
use egui_kittest::kittest::NodeT;
use std::sync::Arc;

#[path = "../../../tests/benches/generated.rs"]
mod generated;

/// A case with these devices, on their screen.
fn stage_of(devices: Devices) -> Stage {
    let mut submission = Submission::default();
    submission.devices.table = Arc::new(devices);
    submission.policy.inception = chrono::NaiveDate::from_ymd_opt(2027, 1, 1);
    let mut stage = stage_with(submission, Vec2::new(1600.0, 900.0), None);
    press_with(&mut stage, Modifiers::COMMAND, Key::Num8);
    stage
}

/// Rows of name, vendor and end of security support.
fn few(rows: &[[&str; 3]]) -> Stage {
    let mut text = "Name,Vendor,End of security support\n".to_owned();
    for row in rows {
        text.push_str(&row.join(","));
        text.push('\n');
    }
    let read = crate::files::devices_from_bytes(
        text.as_bytes(),
        std::path::Path::new("few.csv"),
        &crate::files::ImportOptions::default(),
        &crate::files::Unwatched,
    );
    stage_of(read.expect("reads").inventory.devices)
}

fn three() -> Stage {
    few(&[["cam-10", "Axis", "2026-03-31"], ["cam-2", "Bosch", "2027-06-30"], ["plc-1", "Siemens", ""]])
}

fn text(stage: &Stage, row: usize, field: Field) -> String {
    case(stage).submission.devices.table.text(row, field).to_owned()
}

/// Names from above, as the cells on the screen say them.
fn names(stage: &Stage) -> Vec<String> {
    let cells = stage.query_all_by_role(Role::GridCell);
    let labels = cells.filter_map(|cell| cell.accesskit_node().label());
    labels.filter_map(|label| Some(label.strip_prefix("Name, row ")?.split_once(": ")?.1.to_owned())).collect()
}

fn click_cell(stage: &mut Stage, label: &str) {
    stage.get_by_role_and_label(Role::GridCell, label).click();
    stage.run();
}

/// The last text that was put on the clipboard in the frames since.
fn copied(stage: &mut Stage) -> String {
    let mut text = String::new();
    for _ in 0..3 {
        stage.step();
        for command in &stage.output().platform_output.commands {
            if let OutputCommand::CopyText(copied) = command {
                text.clone_from(copied);
            }
        }
    }
    text
}

#[test]
fn an_empty_list_says_what_comes_here_and_how() {
    let mut stage = stage();
    press_with(&mut stage, Modifiers::COMMAND, Key::Num8);
    assert!(has(&stage, "No device list yet. Drop a file here"));
    stage.get_by_role_and_label(Role::Button, "Import devices...");
}

#[test]
fn the_table_shows_heads_rows_and_what_support_means() {
    let stage = three();
    for head in ["Name", "Kind", "Vendor", "Security support"] {
        stage.get_by_role_and_label(Role::ColumnHeader, head);
    }
    assert_eq!(names(&stage), ["cam-10", "cam-2", "plc-1"]);
    for cell in [
        "Security support, row 2: Past 2026-03-31",
        "Security support, row 3: Ends in term 2027-06-30",
        "Security support, row 4: Unknown",
    ] {
        stage.get_by_role_and_label(Role::GridCell, cell);
    }
    assert!(has(&stage, "3 rows · 3 devices"));
    assert!(stage.get_by_role(Role::Grid).is_focused(), "the table has the keyboard");
}

#[test]
fn a_head_sorts_up_down_and_back() {
    let mut stage = three();
    stage.get_by_role_and_label(Role::ColumnHeader, "Name").click();
    stage.run();
    assert_eq!(names(&stage), ["cam-2", "cam-10", "plc-1"]);
    stage.get_by_role_and_label(Role::ColumnHeader, "Name, sorted up").click();
    stage.run();
    assert_eq!(names(&stage), ["plc-1", "cam-10", "cam-2"]);
    stage.get_by_role_and_label(Role::ColumnHeader, "Name, sorted down").click();
    stage.run();
    assert_eq!(names(&stage), ["cam-10", "cam-2", "plc-1"]);
}

#[test]
fn the_filter_has_ctrl_f_and_escape_leads_back() {
    let mut stage = three();
    press_with(&mut stage, Modifiers::COMMAND, Key::F);
    assert!(stage.get_by_role_and_label(Role::TextInput, "Filter devices").is_focused());
    type_text(&mut stage, "cam support:past");
    assert_eq!(names(&stage), ["cam-10"]);
    assert!(has(&stage, "1 of 3 rows"));
    press(&mut stage, Key::Escape);
    assert!(stage.get_by_role(Role::Grid).is_focused());
    press_with(&mut stage, Modifiers::COMMAND, Key::F);
    type_text(&mut stage, " nowhere");
    assert!(has(&stage, "No device holds these words"));
    stage.get_by_role_and_label(Role::Button, "Clear the filter").click();
    stage.run();
    assert_eq!(names(&stage).len(), 3);
}

#[test]
fn groups_are_counted_and_fold_open() {
    let mut stage = stage_of(generated::devices(400));
    stage.get_by_role_and_label(Role::Button, "Group devices").click();
    stage.run();
    stage.get_by_role_and_label(Role::Button, "By kind").click();
    stage.run();
    let heads: Vec<_> = stage.get_all_by_role(Role::Row).filter_map(|it| it.accesskit_node().label()).collect();
    assert!(heads.len() > 5 && heads.iter().all(|head| head.ends_with("shut")), "{heads:?}");
    press_with(&mut stage, Modifiers::COMMAND, Key::Home);
    press(&mut stage, Key::ArrowRight);
    assert!(has(&stage, "Group camera"));
    assert!(names(&stage).iter().all(|name| name.starts_with("camera-")), "{:?}", names(&stage));
    press(&mut stage, Key::ArrowLeft);
    assert!(names(&stage).is_empty());
}

#[test]
fn a_cell_is_written_with_f2_and_undone_in_one_step() {
    let mut stage = three();
    click_cell(&mut stage, "Vendor, row 2: Axis");
    press(&mut stage, Key::F2);
    assert!(stage.get_by_role_and_label(Role::TextInput, "Vendor, being written").is_focused());
    type_text(&mut stage, " Communications");
    press(&mut stage, Key::Enter);
    assert_eq!(text(&stage, 0, Field::Vendor), "Axis Communications");
    assert_eq!(case(&stage).undo.undo_label(), Some("Change vendor of row 2"));
    assert_eq!(case(&stage).devices.list.cursor.line, 1, "Enter goes down");
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&stage, 0, Field::Vendor), "Axis");
    assert_eq!(case(&stage).devices.list.cursor.line, 0, "undo shows what it changed");
}

#[test]
fn a_letter_takes_the_place_of_what_stands_in_the_cell_and_escape_gives_it_back() {
    let mut stage = three();
    click_cell(&mut stage, "Name, row 4: plc-1");
    type_text(&mut stage, "x");
    type_text(&mut stage, "y");
    press(&mut stage, Key::Escape);
    assert_eq!(text(&stage, 2, Field::Name), "plc-1");
    type_text(&mut stage, "x");
    type_text(&mut stage, "y");
    press(&mut stage, Key::Tab);
    assert_eq!(text(&stage, 2, Field::Name), "xy");
    assert_eq!(case(&stage).devices.list.cursor, Cursor { line: 2, column: 1 }, "Tab goes right");
}

#[test]
fn a_date_that_cannot_be_read_is_refused_where_it_is_written() {
    let mut stage = three();
    click_cell(&mut stage, "Security support, row 4: Unknown");
    type_text(&mut stage, "03/04/2027");
    press(&mut stage, Key::Enter);
    assert!(has(&stage, "can be read day first or month first; write year, month and day, such as 2027-03-31"));
    assert!(stage.get_by_role_and_label(Role::TextInput, "Security support, being written").is_focused());
    // A click elsewhere loses nothing.
    click_cell(&mut stage, "Vendor, row 2: Axis");
    assert!(has(&stage, "Security support, being written"));
    press_with(&mut stage, Modifiers::COMMAND, Key::A);
    type_text(&mut stage, "2027-04-03");
    press(&mut stage, Key::Enter);
    stage.get_by_role_and_label(Role::GridCell, "Security support, row 4: Ends in term 2027-04-03");
}

#[test]
fn a_device_is_added_by_hand_behind_a_filter_as_well() {
    let mut stage = three();
    press_with(&mut stage, Modifiers::COMMAND, Key::F);
    type_text(&mut stage, "cam");
    press_with(&mut stage, Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    stage.run_steps(3);
    assert!(stage.get_by_role_and_label(Role::TextInput, "Name, being written").is_focused());
    type_text(&mut stage, "hand-1");
    press(&mut stage, Key::Tab);
    assert_eq!(names(&stage), ["cam-10", "cam-2", "plc-1", "hand-1"]);
    stage.get_by_role_and_label(Role::GridCell, "Name, row typed: hand-1");
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&stage), ["cam-10", "cam-2", "plc-1"]);
}

#[test]
fn a_block_is_pasted_over_cells_and_behind_the_last_row() {
    let mut stage = three();
    click_cell(&mut stage, "Name, row 4: plc-1");
    let list = &case(&stage).devices.list;
    let vendor = list.view.columns.iter().position(|column| column.title() == "Vendor").expect("shown");
    let blanks = "\t".repeat(vendor);
    stage.event(Event::Paste(format!("plc-9{blanks}ABB\nplc-10{blanks}\"Omron\"\r\n")));
    stage.run();
    assert_eq!(names(&stage), ["cam-10", "cam-2", "plc-9", "plc-10"]);
    assert_eq!(
        (text(&stage, 2, Field::Vendor), text(&stage, 3, Field::Vendor)),
        ("ABB".to_owned(), "Omron".to_owned())
    );
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&stage), ["cam-10", "cam-2", "plc-1"], "one step of undo");
}

#[test]
fn what_a_paste_cannot_use_is_kept_as_written_and_listed() {
    let mut stage = three();
    let column = case(&stage).devices.list.view.columns.iter().position(|it| it.title() == "End of security support");
    for _ in 0..column.expect("shown") {
        press(&mut stage, Key::ArrowRight);
    }
    stage.event(Event::Paste("soon\n2031-12-31\n".to_owned()));
    stage.run();
    assert_eq!(toast(&stage), "Pasted 2 cells; 1 is not understood and kept as written");
    let details = desk(&stage).toasts.last().map(|toast| toast.details.clone()).unwrap_or_default();
    assert!(details.starts_with("row 2, End of security support: \"soon\" holds no date"), "{details}");
    assert_eq!(text(&stage, 0, Field::EndOfSecuritySupport), "soon");
    stage.get_by_role_and_label(Role::GridCell, "Security support, row 3: In support 2031-12-31");
}

#[test]
fn marked_cells_are_copied_as_a_spreadsheet_takes_them() {
    let mut stage = few(&[["=cmd|x", "Axis", ""], ["cam-2", "Bosch \"B\"", ""]]);
    press_with(&mut stage, Modifiers::SHIFT, Key::ArrowDown);
    stage.event(Event::Copy);
    assert_eq!(copied(&mut stage), "'=cmd|x\ncam-2\n");
    press_with(&mut stage, Modifiers::COMMAND, Key::A);
    stage.event(Event::Copy);
    let all = copied(&mut stage);
    assert!(all.starts_with("Name\tKind\tVendor\tSecurity support"), "{all}");
    assert!(all.contains("\"Bosch \"\"B\"\"\""), "{all}");
    assert!(toast(&stage).starts_with("Copied "));
}

#[test]
fn delete_clears_what_is_marked_in_one_step() {
    let mut stage = three();
    press_with(&mut stage, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut stage, Key::Delete);
    assert_eq!(text(&stage, 0, Field::Name) + &text(&stage, 1, Field::Name), "");
    assert_eq!(case(&stage).undo.undo_label(), Some("Clear 2 cells of the device list"));
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&stage), ["cam-10", "cam-2", "plc-1"]);
}

#[test]
fn keys_reach_every_corner_of_a_long_list() {
    let mut stage = stage_of(generated::devices(5_000));
    press(&mut stage, Key::PageDown);
    let page = case(&stage).devices.list.cursor.line;
    assert!((20..40).contains(&page), "{page}");
    press_with(&mut stage, Modifiers::COMMAND, Key::End);
    let list = &case(&stage).devices.list;
    assert_eq!(list.cursor, Cursor { line: 4_999, column: list.view.columns.len() - 1 });
    assert!(names(&stage).last().is_some_and(|name| name.ends_with("004999")), "{:?}", names(&stage));
    press(&mut stage, Key::Home);
    assert_eq!(case(&stage).devices.list.cursor, Cursor { line: 4_999, column: 0 });
    press_with(&mut stage, Modifiers::COMMAND, Key::ArrowUp);
    assert_eq!(case(&stage).devices.list.cursor.line, 0);
    press(&mut stage, Key::Escape);
    assert!(!stage.get_by_role(Role::Grid).is_focused(), "Escape leaves the table");
}

#[test]
fn a_column_is_chosen_by_name() {
    let mut stage = three();
    assert!(stage.query_by_role_and_label(Role::ColumnHeader, "Site").is_none());
    stage.get_by_role_and_label(Role::Button, "Choose columns").click();
    stage.run();
    stage.get_by_role_and_label(Role::CheckBox, "Site").click();
    stage.run();
    stage.get_by_role_and_label(Role::ColumnHeader, "Site");
}

#[test]
fn rows_stay_where_they_are_while_cells_are_written() {
    let mut stage = three();
    stage.get_by_role_and_label(Role::ColumnHeader, "Name").click();
    stage.run();
    click_cell(&mut stage, "Name, row 3: cam-2");
    type_text(&mut stage, "zzz");
    press(&mut stage, Key::Enter);
    assert_eq!(names(&stage), ["zzz", "cam-10", "plc-1"]);
    stage.get_by_role_and_label(Role::Button, "Arrange again").click();
    stage.run();
    assert_eq!(names(&stage), ["cam-10", "plc-1", "zzz"]);
    assert!(Command::AddDevice.is_enabled(desk(&stage)));
}

#[test]
fn marked_rows_are_removed_and_come_back() {
    let mut stage = three();
    click_cell(&mut stage, "Name, row 2: cam-10");
    stage.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    stage.run();
    stage.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Delete);
    stage.run();
    assert_eq!(names(&stage), ["plc-1"]);
    assert_eq!(case(&stage).submission.devices.table.source_row(0), 4);
    assert_eq!(case(&stage).estate.survey.n, 1);
    stage.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    stage.run();
    assert_eq!(names(&stage), ["cam-10", "cam-2", "plc-1"]);
}
