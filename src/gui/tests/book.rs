//! The carrier's book, found and used by role and name.

use super::*;
use crate::gui::action::Action;
use crate::gui::apply;
use crate::gui::carrier::BookAction;
use crate::questionnaire::Weight;
use crate::questionnaire::plan::{Target, Value, lay};
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;
use std::sync::Arc;

fn stage_of(path: Option<PathBuf>) -> Stage {
    let mut stage = stage_with(Submission::default(), Vec2::new(1600.0, 1500.0), path);
    press_with(&mut stage, Modifiers::COMMAND, Key::Num9);
    stage
}

/// The sample book on its screen, scored and arranged.
fn sample() -> Stage {
    let mut stage = stage_of(None);
    click(&mut stage, Role::Button, "Try the sample book");
    stage.run();
    stage
}

fn click(stage: &mut Stage, role: Role, label: &str) {
    stage.get_by_role_and_label(role, label).click();
    stage.run();
}

/// Cells of a column from above.
fn cells(stage: &Stage, column: &str) -> Vec<String> {
    let start = format!("{column} of ");
    let labels = stage.query_all_by_role(Role::GridCell).filter_map(|cell| cell.accesskit_node().label());
    labels.filter_map(|label| Some(label.strip_prefix(&start)?.split_once(": ")?.1.to_owned())).collect()
}

fn labels(stage: &Stage, role: Role) -> Vec<String> {
    stage.query_all_by_role(role).filter_map(|node| node.accesskit_node().label()).collect()
}

/// Gives a question another weight, as the editor does.
fn reweigh(stage: &mut Stage, question: &str, tenths: u16) {
    let desk = &mut stage.state_mut().as_mut().expect("a desk").desk;
    let draft = desk.carrier.draft.as_mut().expect("a draft");
    let mut plan = crate::questionnaire::Plan::draft_on(&draft.base);
    let weight = Weight::from_tenths(tenths).expect("a weight");
    plan.set(&draft.base, Target::Weight { question: question.to_owned() }, Value::Weight(weight));
    draft.effective = Arc::new(lay(&draft.base, &plan).expect("the plan fits its base"));
    desk.carrier.draft_revision += 1;
    stage.run();
}

#[test]
fn without_a_book_the_screen_says_what_one_is_and_offers_the_sample() {
    let stage = stage_of(None);
    assert!(has(&stage, "A book is a folder of cases"));
    stage.get_by_role_and_label(Role::Button, "Open a folder...");
    stage.get_by_role_and_label(Role::Button, "Try the sample book");
}

#[test]
fn the_sample_book_is_scored_and_sorted_by_a_head() {
    let mut stage = sample();
    assert!(has(&stage, "1,000 submissions"), "how many there are");
    assert_eq!(cells(&stage, "Submission").first().map(String::as_str), Some("SYN-0001"));
    assert!(stage.get_by_role(Role::Grid).is_focused(), "the table has the keyboard");
    click(&mut stage, Role::ColumnHeader, "Score");
    click(&mut stage, Role::ColumnHeader, "Score, sorted up");
    let scores: Vec<f64> = cells(&stage, "Score").iter().map(|text| text.parse().expect("a number")).collect();
    assert!(scores.len() > 20 && scores.windows(2).all(|pair| pair[0] >= pair[1]), "{scores:?}");
}

#[test]
fn words_and_comparisons_narrow_the_list() {
    let mut stage = sample();
    press_with(&mut stage, Modifiers::COMMAND, Key::F);
    type_text(&mut stage, "tier:high score>45");
    assert!(has(&stage, "of 1,000 submissions"));
    let scores: Vec<f64> = cells(&stage, "Score").iter().map(|text| text.parse().expect("a number")).collect();
    assert!(!scores.is_empty() && scores.iter().all(|score| *score >= 45.0), "{scores:?}");
    assert!(cells(&stage, "Tier").iter().all(|tier| tier == "High"));
    type_text(&mut stage, " nowhere");
    assert!(has(&stage, "No submission holds these words"));
    click(&mut stage, Role::Button, "Clear the filter");
    assert!(cells(&stage, "Submission").len() > 20);
}

#[test]
fn groups_are_counted_and_add_up() {
    let mut stage = sample();
    click(&mut stage, Role::Button, "Group submissions");
    click(&mut stage, Role::Button, "By outcome");
    let heads = labels(&stage, Role::Row);
    let count = |head: &String| -> u32 {
        let counts = head.split(", ").nth(1).expect("a count").replace(',', "");
        counts.split(' ').next().expect("a number").parse().expect("a number")
    };
    assert!(heads.len() > 2, "{heads:?}");
    assert_eq!(heads.iter().map(count).sum::<u32>(), 1_000, "{heads:?}");
}

#[test]
fn the_heat_map_leads_to_the_submissions_of_an_industry() {
    let mut stage = sample();
    click(&mut stage, Role::RadioButton, "Book: Heat map");
    assert!(has(&stage, "Where the book is weak"));
    let cell = labels(&stage, Role::Button).into_iter().find(|label| label.starts_with("Healthcare, D "));
    click(&mut stage, Role::Button, &cell.expect("a cell of the map"));
    assert!(cells(&stage, "Industry").iter().all(|industry| industry == "Healthcare"));
    assert!(has(&stage, "of 1,000 submissions"));
}

#[test]
fn open_items_and_claims_are_counted_over_the_book() {
    let mut stage = sample();
    click(&mut stage, Role::RadioButton, "Book: Open items");
    assert!(labels(&stage, Role::ListItem).iter().any(|item| item.contains(" open and ")));
    click(&mut stage, Role::RadioButton, "Book: Back-test");
    assert!(has(&stage, "Scores against claims"));
    assert!(has(&stage, "AUC, 95 % interval"));
    assert!(has(&stage, "What single answers say about claims") && has(&stage, "which claims relate to devices"));
    click(&mut stage, Role::RadioButton, "Book: Accumulation");
    assert!(has(&stage, "Accumulation is counted over the device lists of case files"));
}

#[test]
fn a_changed_weight_moves_the_matrix_and_a_crossing_case_opens() {
    let mut stage = sample();
    press_with(&mut stage, Modifiers::COMMAND, Key::W);
    assert!(has(&stage, "The draft changes no score in this book"));
    reweigh(&mut stage, "D1", 400);
    assert!(has(&stage, "change outcome, "));
    let moved = labels(&stage, Role::Button).into_iter().find(|label| label.contains(" from Standard to Conditional"));
    let moved = moved.expect("some submissions go down a band");
    click(&mut stage, Role::Button, &moved);
    assert!(has(&stage, "In this cell"));
    let row = labels(&stage, Role::Button).into_iter().find(|label| label.starts_with("Open SYN-"));
    click(&mut stage, Role::Button, &row.expect("a row of the cell"));
    assert!(has(&stage, "A row of a table, read only"));
    assert!(labels(&stage, Role::ListItem).iter().any(|item| item.starts_with("D1: ")));
    click(&mut stage, Role::Button, "Close the card");
    click(&mut stage, Role::RadioButton, "Counted by: Premium");
    assert!(has(&stage, "USD of premium"));
    reweigh(&mut stage, "D1", 50);
    assert!(has(&stage, "The draft changes no score in this book"), "back to where it began");
}

#[test]
fn a_bad_file_and_a_bad_cell_are_listed_with_their_mend() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("broken.securable"), b"no case").expect("written");
    let table = "submission,D1,D2\nacme,a,nonsense\n";
    std::fs::write(folder.path().join("book.csv"), table).expect("written");
    let mut stage = stage_of(Some(folder.path().to_owned()));
    click(&mut stage, Role::Button, "Open a folder...");
    stage.run();
    assert!(has(&stage, "1 submission, read at"));
    let tab = labels(&stage, Role::RadioButton).into_iter().find(|label| label.starts_with("Book: How it was read"));
    click(&mut stage, Role::RadioButton, &tab.expect("the tab"));
    assert!(has(&stage, "broken.securable"));
    assert!(has(&stage, "nonsense"));
    assert_eq!(desk(&stage).prefs.books().len(), 1, "the book is among the recent ones");
}

#[test]
fn a_view_is_kept_under_a_name_and_used_again() {
    let mut stage = sample();
    let context = stage.ctx.clone();
    let act = |stage: &mut Stage, action: BookAction| {
        let desk = &mut stage.state_mut().as_mut().expect("a desk").desk;
        apply::apply(&context, desk, vec![Action::Book(action)]);
        stage.run();
    };
    press_with(&mut stage, Modifiers::COMMAND, Key::F);
    type_text(&mut stage, "claim:yes");
    act(&mut stage, BookAction::NameView(Some("Claims".to_owned())));
    act(&mut stage, BookAction::KeepView);
    assert!(toast(&stage).contains("Claims"));
    act(&mut stage, BookAction::ShowInList(String::new()));
    click(&mut stage, Role::Button, "Saved views");
    click(&mut stage, Role::Button, "Claims");
    let filter = &desk(&stage).carrier.book.as_ref().expect("a book").table.wanted.filter;
    assert_eq!(filter, "claim:yes");
    assert!(cells(&stage, "Claim").iter().all(|claim| claim == "Claim"));
    assert!(has(&stage, "of 1,000 submissions"));
}

#[test]
fn a_folder_of_cases_accumulates_by_vendor_and_a_row_opens_its_case() {
    let folder = tempfile::tempdir().expect("a folder");
    for sample in crate::files::SAMPLES {
        let path = folder.path().join(format!("{}.securable", sample.folder));
        let case = sample.case().expect("the sample reads");
        crate::files::write_case(&path, &case, &crate::files::Expect::NewFile).expect("saved");
    }
    let mut stage = stage_of(Some(folder.path().to_owned()));
    click(&mut stage, Role::Button, "Open a folder...");
    stage.run();
    assert!(has(&stage, "3 submissions, read at"));
    click(&mut stage, Role::RadioButton, "Book: Accumulation");
    assert!(has(&stage, "devices in 3 submissions"));
    let held = labels(&stage, Role::Button).into_iter().filter(|label| label.contains(" devices in ")).count();
    assert!(held > 5, "groups are listed");
    click(&mut stage, Role::RadioButton, "Book: List");
    click(&mut stage, Role::ColumnHeader, "Submission");
    let first = cells(&stage, "Submission").first().cloned().expect("a row");
    stage.get_by_role(Role::Grid).focus();
    stage.run();
    press(&mut stage, Key::Enter);
    stage.run();
    assert_eq!(desk(&stage).screen, Screen::Interview, "{first} is open");
    assert!(case(&stage).slot.path().is_some(), "from its file");
}
