//! Reference files, vendors whose names are to be confirmed, and products of which nobody has a date.

use super::news::{kind_words, looked_ui, news_ui, offer_ui, offered};
use super::show_in_list;
use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::field_words::field_title;
use crate::gui::review::{DateForm, ReviewAction};
use crate::gui::screens::page_ui;
use crate::gui::state::Case;
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{
    FieldStyle, Text, card_ui, choice_ui, field_label_ui, heading_ui, icon_button_ui, icon_ui, link_ui,
    primary_button_ui, text_field_ui,
};
use crate::gui::words;
use crate::inventory::{DateField, DeclaredDate, Pinned, Product, ReferenceKind};
use crate::submission::Edit;
use egui::{Align, Button, Checkbox, Label, Layout, ScrollArea, Ui, vec2};

const ROW: f32 = 28.0;
/// Vendors to confirm that are shown at once.
const MOST_SUGGESTIONS: usize = 20;
/// A declared date with its source below.
const DECLARED: f32 = 38.0;
const KINDS: [DateField; 2] = [DateField::EndOfSecuritySupport, DateField::EndOfSupport];

pub fn products_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    page_ui(ui, "products", |ui| {
        heading_ui(
            ui,
            "Products and reference data",
            "What is known of the products elsewhere, and what a person looked up",
        );
        references_ui(ui, case, actions);
        looked_ui(ui, case, None, actions);
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
        for kind in [ReferenceKind::KnownExploited, ReferenceKind::Support] {
            if let Some(offer) = offered(case, kind) {
                ui.horizontal_wrapped(|ui| offer_ui(ui, &offer, actions));
            }
        }
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
                let what = format!("{}: {}", kind_words(file.kind), file.name);
                ui.add(Label::new(Text::strong(what)).truncate());
                let as_of = file.as_of.map_or("no date given".to_owned(), |day| format!("as of {day}"));
                let entries = words::grouped(u64::from(file.entries));
                let line = Text::caption(ui, format!("{entries} entries, {as_of}, SHA-256 {}", file.sha256));
                ui.add(Label::new(line).truncate()).on_hover_text(&file.sha256);
            });
        });
    });
}

fn suggestions_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let suggestions = &case.estate.suggestions;
    if suggestions.is_empty() {
        return;
    }
    card_ui(ui, &format!("Vendors to confirm, {}", suggestions.len()), |ui| {
        let quiet = Text::quiet(ui, "A name that only sounds like a known vendor counts for nothing until you say so");
        ui.add(Label::new(quiet).wrap());
        for (listed, known) in suggestions.iter().take(MOST_SUGGESTIONS) {
            ui.horizontal_wrapped(|ui| {
                ui.label(Text::label(format!("\"{listed}\" in the list is {known}")));
                let asked = format!("{listed} is {known}");
                if let Some(place) = choice_ui(ui, &asked, &["Yes", "No, another company"], None) {
                    let means = if place == 0 { known } else { listed };
                    let mut declared = case.submission.devices.declared.clone();
                    declared.vendors.insert(listed.clone(), means.clone());
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
    let review = &case.review;
    let (shown, count) = (&review.shown, review.shown.product_count());
    if count == 0 && review.product_query.is_empty() {
        return;
    }
    let title = format!(
        "Products without a support date, {} with {} devices",
        words::grouped(count as u64),
        words::grouped(shown.devices)
    );
    card_ui(ui, &title, |ui| {
        form_ui(ui, case, actions);
        ui.add_space(space::SMALL);
        ui.horizontal_wrapped(|ui| {
            let style = FieldStyle { hint: "Find a product", width: Some(220.0), ..FieldStyle::default() };
            if let (Some(typed), _) = text_field_ui(ui, "Find a product", &review.product_query, style) {
                actions.push(Action::Review(ReviewAction::ProductQuery(typed)));
            }
            let is_all = count > 0 && shown.all_products_ticked;
            if link_ui(ui, None, if is_all { "Untick all" } else { "Tick all shown" }).clicked() {
                actions.push(Action::Review(ReviewAction::TickShownProducts(!is_all)));
            }
        });
        let height = (count as f32 * ROW).min(12.0 * ROW);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt("open products")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show_rows(ui, ROW, count, |ui, range| {
                for product in range.filter_map(|line| shown.product(case, line)) {
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
        let height = (dates.len() as f32 * DECLARED).min(10.0 * DECLARED);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt("declared dates")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show_rows(ui, DECLARED, dates.len(), |ui, range| {
                for (place, it) in range.filter_map(|place| Some((place, dates.get(place)?))) {
                    declared_date_ui(ui, case, place, it, actions);
                }
            });
    });
}

fn declared_date_ui(ui: &mut Ui, case: &Case, place: usize, it: &DeclaredDate, actions: &mut Actions) {
    let name = format!("{} {}", it.vendor, it.model);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), DECLARED), Layout::right_to_left(Align::Center), |ui| {
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
            let head = format!("{}: {} on {}", name.trim(), it.kind.field().title(), it.date);
            ui.add(Label::new(Text::label(head)).truncate());
            let checked = it.checked.map(|day| format!(", checked {day}")).unwrap_or_default();
            let source = Text::caption(ui, format!("{}{checked}", it.source));
            ui.add(Label::new(source).truncate());
        });
    });
}
