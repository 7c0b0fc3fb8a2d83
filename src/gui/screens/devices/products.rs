//! Reference files, vendors whose names are to be confirmed, and products of which nobody has a date.

use super::show_in_list;
use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::field_words::field_title;
use crate::gui::review::{DateForm, ReviewAction, products_without_date, vendor_suggestions};
use crate::gui::screens::page_ui;
use crate::gui::state::Case;
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{
    FieldStyle, Text, card_ui, choice_ui, field_label_ui, heading_ui, icon_button_ui, icon_ui, link_ui,
    primary_button_ui, text_field_ui,
};
use crate::gui::words;
use crate::inventory::{DateField, Pinned, Product, ReferenceKind};
use crate::submission::Edit;
use egui::{Align, Button, Checkbox, Label, Layout, ScrollArea, Ui, vec2};
use std::collections::BTreeSet;

const ROW: f32 = 28.0;
/// Changes that are shown.
const MOST_NEWS: usize = 30;
const KINDS: [DateField; 2] = [DateField::EndOfSecuritySupport, DateField::EndOfSupport];

pub fn products_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    page_ui(ui, "products", |ui| {
        heading_ui(
            ui,
            "Products and reference data",
            "What is known of the products elsewhere, and what a person looked up",
        );
        references_ui(ui, case, actions);
        news_ui(ui, case);
        suggestions_ui(ui, case, actions);
        open_ui(ui, case, actions);
        declared_ui(ui, case, actions);
    });
}

fn references_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let pinned = &case.submission.devices.declared.references;
    card_ui(ui, "Reference files of this case", |ui| {
        if pinned.is_empty() {
            let quiet = Text::quiet(
                ui,
                "None yet. Load the catalogue of exploited vulnerabilities and support lists from files you downloaded",
            );
            ui.add(Label::new(quiet).wrap());
        }
        for file in pinned {
            reference_ui(ui, file, actions);
        }
        for notice in &case.estate.notices {
            ui.horizontal_top(|ui| {
                let colour = tokens(ui).bands[3];
                icon_ui(ui, icons::ERROR, 15.0, colour);
                ui.add(Label::new(Text::label(notice)).wrap());
            });
        }
        ui.horizontal_wrapped(|ui| {
            for command in [Command::AddCatalogue, Command::AddSupportList] {
                let button = Button::new(Text::body(command.label())).min_size(vec2(0.0, 32.0));
                if ui.add(button).on_hover_text(command.entry().tooltip).clicked() {
                    actions.push(command.into());
                }
            }
        });
    });
}

fn reference_ui(ui: &mut Ui, file: &Pinned, actions: &mut Actions) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button_ui(ui, icons::DELETE, &format!("Remove {} from the case", file.name)).clicked() {
                actions.push(Action::Review(ReviewAction::Unpin(file.clone())));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let what = match file.kind {
                    ReferenceKind::KnownExploited => "Known exploited vulnerabilities",
                    ReferenceKind::Support => "Support dates",
                };
                ui.add(Label::new(Text::strong(format!("{what}: {}", file.name))).truncate());
                let as_of = file.as_of.map_or("no date given".to_owned(), |day| format!("as of {day}"));
                let entries = words::grouped(u64::from(file.entries));
                let line = Text::caption(ui, format!("{entries} entries, {as_of}, SHA-256 {}", file.sha256));
                ui.add(Label::new(line).truncate()).on_hover_text(&file.sha256);
            });
        });
    });
}

/// What the file that was added last changes for these devices.
fn news_ui(ui: &mut Ui, case: &Case) {
    let Some((name, changes)) = &case.review.news else { return };
    let count = words::counted(changes.len(), "change", "changes");
    card_ui(ui, &format!("{name}: {count} for these devices"), |ui| {
        let mut above = None;
        for change in changes.iter().take(MOST_NEWS) {
            if above.replace(change.product) != Some(change.product) {
                let product = format!("{} {}", change.vendor, change.model);
                let devices = usize::try_from(change.devices).unwrap_or(usize::MAX);
                let devices = words::counted(devices, "device", "devices");
                ui.label(Text::strong(format!("{}, {devices}", product.trim())));
            }
            let what = match (change.before.as_str(), change.after.as_str()) {
                ("", after) => format!("new: {after}"),
                (before, "") => format!("no longer: {before}"),
                (before, after) => format!("was {before}; now {after}"),
            };
            let what = Text::quiet(ui, what);
            ui.add(Label::new(what).wrap());
        }
        if changes.len() > MOST_NEWS {
            let more = Text::quiet(ui, format!("and {} more", changes.len() - MOST_NEWS));
            ui.label(more);
        }
    });
}

fn suggestions_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let suggestions = vendor_suggestions(case);
    if suggestions.is_empty() {
        return;
    }
    card_ui(ui, &format!("Vendors to confirm, {}", suggestions.len()), |ui| {
        let quiet = Text::quiet(ui, "A name that only sounds like a known vendor counts for nothing until you say so");
        ui.add(Label::new(quiet).wrap());
        for (listed, known) in suggestions.into_iter().take(20) {
            ui.horizontal_wrapped(|ui| {
                ui.label(Text::label(format!("\"{listed}\" in the list is {known}")));
                let asked = format!("{listed} is {known}");
                if let Some(place) = choice_ui(ui, &asked, &["Yes", "No, another company"], None) {
                    let means = if place == 0 { known } else { listed };
                    let mut declared = case.submission.devices.declared.clone();
                    declared.vendors.insert(listed.to_owned(), means.to_owned());
                    let label = format!("Say that the vendor \"{listed}\" is {means}");
                    actions.push(Action::BreakMerge);
                    actions
                        .push(Action::Edit { edit: Box::new(Edit::Declared(Box::new(declared))), label: Some(label) });
                }
            });
        }
    });
}

fn open_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let open = products_without_date(case);
    let review = &case.review;
    if open.is_empty() && review.product_query.is_empty() {
        return;
    }
    let devices: u64 = open.iter().map(|product| product.devices).sum();
    let title = format!(
        "Products without a support date, {} with {} devices",
        words::grouped(open.len() as u64),
        words::grouped(devices)
    );
    card_ui(ui, &title, |ui| {
        form_ui(ui, case, actions);
        ui.add_space(space::SMALL);
        ui.horizontal_wrapped(|ui| {
            let style = FieldStyle { hint: "Find a product", width: Some(220.0), ..FieldStyle::default() };
            if let (Some(typed), _) = text_field_ui(ui, "Find a product", &review.product_query, style) {
                actions.push(Action::Review(ReviewAction::ProductQuery(typed)));
            }
            let all: BTreeSet<(String, String)> =
                open.iter().map(|product| (product.vendor.clone(), product.model.clone())).collect();
            let is_all = !all.is_empty() && review.products.is_superset(&all);
            let (words, products) = if is_all { ("Untick all", BTreeSet::new()) } else { ("Tick all shown", all) };
            if link_ui(ui, None, words).clicked() {
                actions.push(Action::Review(ReviewAction::TickProducts(products)));
            }
        });
        let height = (open.len() as f32 * ROW).min(12.0 * ROW);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt("open products")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show_rows(ui, ROW, open.len(), |ui, range| {
                for product in open.get(range).unwrap_or(&[]) {
                    product_ui(ui, case, product, actions);
                }
            });
    });
}

fn product_name(product: &Product) -> String {
    let name = format!("{} {}", product.vendor, product.model);
    let name = name.trim();
    if product.model.is_empty() { format!("{name}, no model given") } else { name.to_owned() }
}

fn product_ui(ui: &mut Ui, case: &Case, product: &Product, actions: &mut Actions) {
    let key = (product.vendor.clone(), product.model.clone());
    let name = product_name(product);
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        let mut ticked = case.review.products.contains(&key);
        if ui.add(Checkbox::without_text(&mut ticked)).accessible_name(format!("Tick {name}")).clicked() {
            actions.push(Action::Review(ReviewAction::TickProduct(key.0, key.1)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let count = words::counted(usize::try_from(product.devices).unwrap_or(usize::MAX), "device", "devices");
            if link_ui(ui, None, &count).on_hover_text("Show these devices in the list").clicked() {
                show_in_list(actions, &format!("vendor:\"{}\" model:\"{}\"", product.vendor, product.model));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(Text::label(&name)).truncate());
            });
        });
    });
}

/// One date for everything that is ticked.
fn form_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let form = &case.review.date;
    let count = case.review.products.len();
    let mut push = |form: DateForm| actions.push(Action::Review(ReviewAction::Date(form)));
    ui.horizontal_wrapped(|ui| {
        let titles = KINDS.map(|kind| field_title(kind.field()));
        let names = titles.each_ref().map(String::as_str);
        let selected = KINDS.iter().position(|kind| *kind == form.kind);
        if let Some(kind) = choice_ui(ui, "Kind of date", &names, selected).and_then(|place| KINDS.get(place)) {
            push(DateForm { kind: *kind, ..form.clone() });
        }
    });
    let wrong = !form.date.trim().is_empty() && form.day().is_none();
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(130.0);
            field_label_ui(ui, "Last supported day");
            ui.add_space(-6.0);
            let style = FieldStyle { hint: "2027-03-31", wrong, width: Some(114.0), ..FieldStyle::default() };
            if let (Some(date), _) = text_field_ui(ui, "Last supported day", &form.date, style) {
                push(DateForm { date, ..form.clone() });
            }
        });
        ui.vertical(|ui| {
            field_label_ui(ui, "Where it was found");
            ui.add_space(-6.0);
            let style = FieldStyle { hint: "Address of the vendor's page, letter, date", ..FieldStyle::default() };
            if let (Some(source), _) = text_field_ui(ui, "Where it was found", &form.source, style) {
                push(DateForm { source, ..form.clone() });
            }
        });
    });
    let ready = count > 0 && form.day().is_some() && !form.source.trim().is_empty();
    ui.horizontal_wrapped(|ui| {
        let label = match count {
            0 => "Declare for the ticked products".to_owned(),
            count => format!("Declare for {}", words::counted(count, "product", "products")),
        };
        let clicked = ui.add_enabled_ui(ready, |ui| primary_button_ui(ui, &label)).inner.clicked();
        if clicked {
            actions.push(Action::BreakMerge);
            actions.push(Action::Review(ReviewAction::Declare));
        }
        let missing = match () {
            () if wrong => "Write the date as 2027-03-31",
            () if count == 0 => "Tick the products it counts for",
            () if form.day().is_none() => "Type the last supported day",
            () if form.source.trim().is_empty() => "Say where the date was found",
            () => "",
        };
        let missing = Text::quiet(ui, missing);
        ui.label(missing);
    });
}

fn declared_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let dates = &case.submission.devices.declared.dates;
    if dates.is_empty() {
        return;
    }
    card_ui(ui, &format!("Dates declared for this case, {}", dates.len()), |ui| {
        for (place, it) in dates.iter().enumerate() {
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let name = format!("{} {}", it.vendor, it.model);
                    if icon_button_ui(ui, icons::DELETE, &format!("Remove the date of {}", name.trim())).clicked() {
                        let mut declared = case.submission.devices.declared.clone();
                        if place < declared.dates.len() {
                            declared.dates.remove(place);
                        }
                        let label = format!("Remove the declared date of {}", name.trim());
                        actions.push(Action::BreakMerge);
                        let edit = Box::new(Edit::Declared(Box::new(declared)));
                        actions.push(Action::Edit { edit, label: Some(label) });
                    }
                    ui.with_layout(Layout::top_down(Align::Min), |ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        let head = format!("{}: {} on {}", name.trim(), it.kind.field().title(), it.date);
                        ui.add(Label::new(Text::label(head)).truncate());
                        let checked = it.checked.map(|day| format!(", checked {day}")).unwrap_or_default();
                        let source = Text::caption(ui, format!("{}{checked}", it.source));
                        ui.add(Label::new(source).truncate());
                    });
                });
            });
        }
    });
}
