//! Support, exploited products, contradictions, zones and products: what the list means, and what a person says to it.

use super::*;
use crate::files::{Library, reference_from_bytes};
use crate::gui::action::Action;
use crate::gui::devices::DevicesTab;
use crate::gui::review::ReviewAction;
use crate::gui::{apply, estate};
use crate::inventory::{
    DateField, DateMark, DeviceClass, Devices, Field as DeviceField, ReferenceKind, YesNo, ZoneKey,
};
use crate::submission::Answer;
use chrono::NaiveDate;
use std::sync::Arc;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// 30 cameras that lose support in the term, 10 printers past it, 20 controllers of which nobody knows.
fn plant() -> Submission {
    let mut table = Devices::default();
    let mut add = |row: u32, class, vendor: &str, model: &str, vlan: &str, end: Option<&str>| {
        let place = table.add_row(row, 10, class);
        for (field, text) in [(DeviceField::Vendor, vendor), (DeviceField::Model, model), (DeviceField::Vlan, vlan)] {
            table.put_text(place, field, text);
        }
        table.put_text(place, DeviceField::Site, "Harbor");
        if let Some(end) = end {
            table.put_date(place, DateField::EndOfSecuritySupport, day(end), DateMark::Day);
        }
    };
    for row in 2..5 {
        add(row, DeviceClass::Camera, "Axis", "P3245", "10", Some("2027-03-31"));
    }
    add(5, DeviceClass::Printer, "Brother", "HL-1", "20", Some("2026-06-30"));
    add(6, DeviceClass::BuildingControl, "Own Works", "Box 1", "10", None);
    add(7, DeviceClass::BuildingControl, "Own Works", "Box 2", "10", None);
    let mut submission = Submission::default();
    submission.policy.inception = Some(day("2027-01-01"));
    submission.devices.table = Arc::new(table);
    submission
}

/// The desk on a side of the device list.
fn stage_on(tab: DevicesTab, submission: Submission, path: Option<PathBuf>) -> Stage {
    let mut stage = stage_with(submission, Vec2::new(1280.0, 800.0), path);
    act(&mut stage, vec![crate::gui::command::Command::Devices.into(), Action::DevicesTab(tab)]);
    stage
}

fn act(stage: &mut Stage, actions: Vec<Action>) {
    let context = stage.ctx.clone();
    if let Some(app) = stage.state_mut() {
        apply::apply(&context, &mut app.desk, actions);
    }
    stage.run_steps(4);
}

#[test]
fn the_wall_says_what_it_shows() {
    let stage = stage_on(DevicesTab::Support, plant(), None);
    assert!(has(
        &stage,
        "Support wall: of 60 devices, 10 are past support at inception on 2027-01-01 and 40 at expiry on 2028-01-01; \
         of 20 nobody knows"
    ));
    assert!(has(&stage, "Of 60 devices 10 are past security support at inception and 30 lose it in the term"));
    assert!(has(&stage, "16.7 % to 50.0 %"), "the share at inception is an interval");
    assert!(has(&stage, "Camera: 30 of 30 past support, earliest 2027-03-31"));
}

#[test]
fn the_wall_is_read_month_by_month_by_keyboard() {
    let mut stage = stage_on(DevicesTab::Support, plant(), None);
    stage.get_by_label_contains("Support wall").focus();
    stage.run_steps(2);
    press(&mut stage, Key::ArrowRight);
    press(&mut stage, Key::ArrowRight);
    stage.run_steps(2);
    assert!(has(&stage, "March 2027: 40 of 60 devices past support; 30 lose it in this month; unknown for 20"));
}

#[test]
fn without_an_inception_the_wall_says_what_it_needs() {
    let mut submission = plant();
    submission.policy.inception = None;
    let mut stage = stage_on(DevicesTab::Support, submission, None);
    assert!(has(&stage, "the policy has no inception yet"));
    stage.get_by_label("Go to the case").click();
    stage.run_steps(2);
    assert_eq!(desk(&stage).screen, Screen::Case);
}

#[test]
fn a_breakdown_leads_to_the_list() {
    let mut stage = stage_on(DevicesTab::Support, plant(), None);
    stage.get_by_label_contains("Camera: 30 of 30").scroll_to_me();
    stage.run_steps(4);
    stage.get_by_label_contains("Camera: 30 of 30").click();
    stage.run_steps(4);
    assert_eq!(case(&stage).devices.tab, DevicesTab::List);
    assert_eq!(case(&stage).devices.list.view.filter, "class:\"camera\"");
    assert_eq!(case(&stage).devices.list.order.rows.len(), 3);
}

fn vlan(value: &str) -> ZoneKey {
    ZoneKey { field: DeviceField::Vlan, value: value.to_owned() }
}

#[test]
fn zones_are_declared_one_by_one_and_many_at_once_in_single_steps_of_undo() {
    let mut stage = stage_on(DevicesTab::Zones, plant(), None);
    stage.get_by_label("Separated, VLAN 10: Yes").click();
    stage.run_steps(3);
    let zones = |stage: &Stage| case(stage).submission.devices.declared.zones.clone();
    assert_eq!(zones(&stage).get(&vlan("10")).map(|zone| zone.separated), Some(YesNo::Yes));
    assert_eq!(case(&stage).undo.undo_label(), Some("VLAN 10: separated, yes"));
    assert_eq!(case(&stage).estate.survey.separation.separated, 50, "what follows is counted anew");
    stage.get_by_label("Tick all shown").click();
    stage.run_steps(3);
    stage.get_by_label("Ticked zones reachable: No").click();
    stage.run_steps(3);
    assert!(zones(&stage).values().all(|zone| zone.reachable == YesNo::No) && zones(&stage).len() == 2);
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(zones(&stage).len(), 1, "both in one step");
    stage.get_by_label("Separated, VLAN 10: Not said").click();
    stage.run_steps(3);
    assert!(zones(&stage).is_empty(), "not said is the same as nothing declared");
}

#[test]
fn a_date_is_declared_for_several_products_and_moves_the_wall() {
    let mut stage = stage_on(DevicesTab::Products, plant(), None);
    assert!(has(&stage, "Products without a support date, 2 with 20 devices"));
    assert!(has(&stage, "Tick the products it counts for"));
    stage.get_by_label("Tick Own Works Box 1").click();
    stage.run_steps(2);
    stage.get_by_label("Tick Own Works Box 2").click();
    stage.run_steps(2);
    stage.get_by_role_and_label(egui::accesskit::Role::TextInput, "Last supported day").focus();
    stage.run_steps(2);
    type_text(&mut stage, "2027-06-30");
    stage.get_by_role_and_label(egui::accesskit::Role::TextInput, "Where it was found").focus();
    stage.run_steps(2);
    type_text(&mut stage, "letter of 2026-11-02");
    stage.get_by_label("Declare for 2 products").click();
    stage.run_steps(4);
    let survey = &case(&stage).estate.survey;
    let support = survey.support.as_ref().expect("a term");
    assert_eq!((support.lost_in_term, support.at[0].unknown), (50, 0));
    assert_eq!(survey.ends.declared, 20);
    assert!(has(&stage, "Dates declared for this case, 2"));
    assert_eq!(case(&stage).undo.undo_label(), Some("Declare a support date for 2 products"));
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert!(case(&stage).submission.devices.declared.dates.is_empty());
}

const CATALOGUE: &str = r#"{
  "title": "CISA Catalog of Known Exploited Vulnerabilities",
  "catalogVersion": "2026.10.01",
  "dateReleased": "2026-10-01T12:00:00.0000Z",
  "count": 1,
  "vulnerabilities": [
    {
      "cveID": "CVE-2026-0001",
      "vendorProject": "Axis",
      "product": "P3245",
      "vulnerabilityName": "Axis P3245 Command Injection",
      "dateAdded": "2026-09-01",
      "shortDescription": "Synthetic entry of a test.",
      "requiredAction": "Apply updates.",
      "dueDate": "2026-09-22",
      "knownRansomwareCampaignUse": "Unknown",
      "notes": ""
    }
  ]
}"#;

#[test]
fn a_catalogue_is_loaded_pinned_and_shown_with_its_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kev.json");
    std::fs::write(&path, CATALOGUE).expect("written");
    let mut stage = stage_on(DevicesTab::Exploited, plant(), Some(path));
    assert!(has(&stage, "No catalogue is loaded"));
    stage.get_by_label("Load exploited vulnerabilities...").click();
    stage.run_steps(4);
    let pinned = &case(&stage).submission.devices.declared.references;
    assert_eq!(pinned.len(), 1, "{}", toast(&stage));
    assert!(case(&stage).slot.reference.contains_key(&pinned[0].sha256), "its bytes go into the case");
    assert!(has(&stage, "as of 2026-10-01"));
    assert!(has(&stage, "not listed as of 2026-10-01, which is not the same as safe"));
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert!(has(&stage, "No catalogue is loaded"), "undo takes it off again");
}

#[test]
fn a_newer_catalogue_says_what_it_changes_for_these_devices() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kev.json");
    std::fs::write(&path, CATALOGUE).expect("written");
    let mut stage = stage_on(DevicesTab::Products, plant(), Some(path.clone()));
    act(&mut stage, vec![crate::gui::command::Command::AddCatalogue.into()]);
    assert!(!has(&stage, "for these devices"), "nothing is new against nothing");
    let newer = CATALOGUE.replace("2026-10-01", "2026-11-01").replace("\"P3245\"", "\"P9999\"");
    std::fs::write(&path, newer).expect("written");
    act(&mut stage, vec![crate::gui::command::Command::AddCatalogue.into()]);
    assert_eq!(case(&stage).submission.devices.declared.references.len(), 1, "it takes the other's place");
    assert!(
        has(&stage, "kev.json: 2 changes for these devices") || has(&stage, "kev.json: 1 change for these devices")
    );
    assert!(has(&stage, "Axis P3245, 30 devices"));
}

/// A desk whose computer keeps reference files in `home`.
fn stage_keeping(tab: DevicesTab, home: &std::path::Path, path: Option<PathBuf>) -> Stage {
    let mut stage = stage_on(DevicesTab::List, plant(), path);
    stage.state_mut().as_mut().expect("a desk").desk.shelf.home = Some(home.to_owned());
    act(&mut stage, vec![Action::DevicesTab(tab)]);
    stage
}

fn keep(home: &std::path::Path, kind: ReferenceKind, text: &str, name: &str) {
    let loaded = reference_from_bytes(kind, text.as_bytes(), name).expect("reads");
    let mut library = Library::open(home).expect("a library");
    library.add(&loaded, text.as_bytes(), day("2026-11-20")).expect("kept");
}

#[test]
fn a_kept_catalogue_is_offered_shown_and_only_then_pinned() {
    let home = tempfile::tempdir().expect("a folder");
    keep(home.path(), ReferenceKind::KnownExploited, CATALOGUE, "kev.json");
    let mut stage = stage_keeping(DevicesTab::Exploited, home.path(), None);
    stage.get_by_label("Use the newest kept on this computer (as of 2026-10-01)").click();
    stage.run_steps(4);
    assert!(has(&stage, "kev.json would make 1 change for these devices"));
    assert!(has(&stage, "Axis P3245, 30 devices"), "what changes is shown first");
    assert!(case(&stage).submission.devices.declared.references.is_empty(), "and nothing is pinned yet");
    stage.get_by_label("Leave the case as it is").click();
    stage.run_steps(4);
    assert!(!has(&stage, "would make"));
    stage.get_by_label_contains("Use the newest kept").click();
    stage.run_steps(4);
    stage.get_by_label("Use it for this case").click();
    stage.run_steps(4);
    let pinned = case(&stage).submission.devices.declared.references.clone();
    assert_eq!(pinned.len(), 1);
    assert!(case(&stage).slot.reference.contains_key(&pinned[0].sha256), "its bytes go into the case");
    assert!(!has(&stage, "Use the newest kept"), "the case has the newest");
    press_with(&mut stage, Modifiers::COMMAND, Key::Z);
    assert!(has(&stage, "Use the newest kept"), "undo takes it off again");
}

#[test]
fn what_is_loaded_is_kept_and_an_older_file_is_not_offered() {
    let home = tempfile::tempdir().expect("a folder");
    let older = CATALOGUE.replace("2026-10-01", "2026-08-01");
    keep(home.path(), ReferenceKind::KnownExploited, &older, "kev.json");
    let path = home.path().join("loaded.json");
    std::fs::write(&path, CATALOGUE).expect("written");
    let mut stage = stage_keeping(DevicesTab::Products, home.path(), Some(path));
    assert!(has(&stage, "(as of 2026-08-01)"));
    act(&mut stage, vec![crate::gui::command::Command::AddCatalogue.into()]);
    let kept = Library::open(home.path()).expect("a library");
    assert_eq!(kept.newest(ReferenceKind::KnownExploited)[0].pinned.name, "loaded.json");
    assert!(!has(&stage, "Use the newest kept"), "neither the older one nor the same");
    let list =
        "vendor,model,kind,date,source,checked\nOwn Works,Box 1,end of security support,2027-05-31,letter,2026-11-01\n";
    keep(home.path(), ReferenceKind::Support, list, "own.csv");
    act(&mut stage, vec![Action::DevicesTab(DevicesTab::Exploited), Action::DevicesTab(DevicesTab::Products)]);
    stage.get_by_label_contains("Use the newest kept").click();
    stage.run_steps(4);
    stage.get_by_label("Use it for this case").click();
    stage.run_steps(4);
    assert_eq!(case(&stage).submission.devices.declared.references.len(), 2, "the catalogue stays");
    assert_eq!(case(&stage).estate.survey.ends.list_exact, 10);
}

#[test]
fn a_library_that_fails_loses_no_pin_and_says_so() {
    let home = tempfile::tempdir().expect("a folder");
    std::fs::write(home.path().join("reference"), "a file in the place of the folder").expect("written");
    let path = home.path().join("kev.json");
    std::fs::write(&path, CATALOGUE).expect("written");
    let mut stage = stage_keeping(DevicesTab::Products, home.path(), Some(path));
    act(&mut stage, vec![crate::gui::command::Command::AddCatalogue.into()]);
    assert_eq!(case(&stage).submission.devices.declared.references.len(), 1, "the case has it all the same");
    assert!(desk(&stage).toasts.iter().any(|toast| toast.kind == crate::gui::state::ToastKind::Error));
}

#[test]
fn products_are_narrowed_and_ticked_as_they_are_shown() {
    let mut stage = stage_on(DevicesTab::Products, plant(), None);
    act(&mut stage, vec![Action::Review(ReviewAction::ProductQuery("works 2".to_owned()))]);
    assert!(has(&stage, "Products without a support date, 1 with 10 devices"));
    stage.get_by_label("Tick all shown").click();
    stage.run_steps(3);
    let ticked: Vec<_> = case(&stage).review.products.iter().cloned().collect();
    assert_eq!(ticked, [("Own Works".to_owned(), "Box 2".to_owned())]);
    assert!(has(&stage, "Untick all"));
    act(&mut stage, vec![Action::Review(ReviewAction::ProductQuery(String::new()))]);
    assert!(has(&stage, "Tick all shown"), "more is shown than is ticked");
}

#[test]
fn a_contradiction_cites_the_answer_leads_to_it_and_takes_a_decision() {
    let mut stage = stage_with(plant(), Vec2::new(1280.0, 800.0), None);
    // "All devices are supported", while 10 are past it.
    go_to(&mut stage, "G1");
    press(&mut stage, Key::A);
    let facts = &case(&stage).derived.facts;
    let about = facts.contradictions().iter().find(|it| case(&stage).questionnaire.question(it.question).id == "G1");
    let about = about.expect("the answer speaks against the list").clone();
    assert!(has(&stage, "The device list"), "the card shows what the list says");
    stage.get_all_by_label("See the contradiction").next().expect("a way there").click();
    stage.run_steps(4);
    assert_eq!(case(&stage).devices.tab, DevicesTab::Contradictions);
    assert!(has(&stage, &about.what));
    stage.get_by_label(&format!("What was decided about {}", about.id)).focus();
    stage.run_steps(2);
    type_text(&mut stage, "accepted");
    type_text(&mut stage, ", they are spares");
    let decided = case(&stage).submission.devices.declared.dispositions.get(about.id).cloned();
    assert_eq!(decided.map(|it| it.text).as_deref(), Some("accepted, they are spares"));
    press_with(&mut stage, Modifiers::NONE, Key::Escape);
    stage.run_steps(2);
    act(&mut stage, vec![crate::gui::command::Command::Undo.into()]);
    assert!(case(&stage).submission.devices.declared.dispositions.is_empty(), "typing is one step of undo");
    stage.get_all_by_label("Go to the answer of G1").next().expect("a way back").click();
    stage.run_steps(3);
    assert_eq!(current(&stage), "G1");
    assert_eq!(case(&stage).submission.answer("G1"), Some(&Answer::option("a")));
}

#[test]
fn every_side_draws_in_every_size_and_theme() {
    for size in [Vec2::new(1280.0, 800.0), Vec2::new(900.0, 700.0), Vec2::new(640.0, 480.0)] {
        for theme in [egui::ThemePreference::Light, egui::ThemePreference::Dark] {
            let mut stage = stage_with(plant(), size, None);
            stage.state_mut().as_mut().expect("a desk").desk.theme = theme;
            for tab in DevicesTab::ALL {
                act(&mut stage, vec![crate::gui::command::Command::Devices.into(), Action::DevicesTab(tab)]);
                stage.check_accessibility();
            }
        }
    }
}

#[test]
fn the_counts_follow_the_term() {
    let mut stage = stage_on(DevicesTab::Support, plant(), None);
    let mut policy = case(&stage).submission.policy.clone();
    policy.inception = Some(day("2027-06-01"));
    let edit = crate::submission::Edit::Policy(Box::new(policy));
    assert!(estate::is_touched_by(&edit));
    act(&mut stage, vec![Action::Edit { edit: Box::new(edit), label: None }]);
    assert!(has(&stage, "Of 60 devices 40 are past security support at inception and 0 lose it in the term"));
}
