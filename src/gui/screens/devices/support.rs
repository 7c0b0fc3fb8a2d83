//! Support over the policy term: the wall, the four days, who loses it, and of what nobody knows.

use super::show_in_list;
use crate::gui::action::{Action, Actions};
use crate::gui::command::Command;
use crate::gui::devices::DevicesTab;
use crate::gui::estate::Estate;
use crate::gui::screens::page_ui;
use crate::gui::state::Case;
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{
    SupportBar, Text, Wall, WallColumn, WallMark, card_ui, empty_ui, heading_ui, link_ui, support_bar_ui,
    support_key_ui, wall_ui,
};
use crate::gui::words;
use crate::inventory::{Counts, EndCounts, Group, ModelGroup, ModelGroups, SupportView, Survey, Term};
use crate::questionnaire::{Ratio, decimal};
use egui::{Align, Label, Layout, Ui, vec2};

/// Rows of a breakdown.
const MOST_GROUPS: usize = 12;

pub fn support_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    page_ui(ui, "support", |ui| {
        let survey = &*case.estate.survey;
        let (Some(view), Some(term)) = (&survey.support, survey.term) else {
            if Estate::is_behind(case) {
                let quiet = Text::quiet(ui, "Counting the devices");
                ui.label(quiet);
                return;
            }
            let sentence = "Support is counted over the policy term; the policy has no inception yet";
            if empty_ui(ui, icons::CLOCK, sentence, Some("Go to the case")) {
                actions.push(Command::Case.into());
            }
            return;
        };
        heading_ui(ui, "Support over the policy term", &head_words(survey, view));
        wall_card_ui(ui, survey, view, term);
        days_card_ui(ui, view);
        ends_card_ui(ui, &survey.ends, actions);
        groups_card_ui(ui, "By type", &view.classes, "class", actions);
        groups_card_ui(ui, "By vendor", &view.vendors, "vendor", actions);
        groups_card_ui(ui, "By site", &view.sites, "site", actions);
        let edge = "Edge equipment";
        models_card_ui(ui, edge, "Routers, switches, storage, and what the internet can reach", &view.edge, actions);
        models_card_ui(ui, "Critical groups", "Devices whose criticality is stated as high", &view.critical, actions);
        models_card_ui(ui, "Loses support in the term", "", &view.lost, actions);
        models_card_ui(ui, "Nobody has a date for", "Counted as unknown, never as good", &view.unknown, actions);
    });
}

/// `120 of 640 devices are past support at inception, 92 more lose it in the term; of 40 nobody knows`.
fn head_words(survey: &Survey, view: &SupportView) -> String {
    let [inception, ..] = view.at;
    format!(
        "Of {} devices {} are past security support at inception and {} lose it in the term; of {} nobody knows",
        words::grouped(survey.n),
        words::grouped(inception.past),
        words::grouped(view.lost_in_term),
        words::grouped(inception.unknown),
    )
}

fn wall_card_ui(ui: &mut Ui, survey: &Survey, view: &SupportView, term: Term) {
    let [inception, _, expiry, _] = view.at;
    let months: Vec<WallColumn> =
        view.wall.iter().map(|it| WallColumn { month: it.month, past: it.past, ending: it.ending }).collect();
    card_ui(ui, "", |ui| {
        ui.horizontal(|ui| {
            ui.label(Text::strong("Devices past security support, by month").size(14.5));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                support_key_ui(ui, inception.unknown > 0);
            });
        });
        let wall = Wall {
            n: survey.n,
            unknown: inception.unknown,
            months: &months,
            inception: WallMark { day: term.inception, past: inception.past },
            expiry: WallMark { day: term.expiry, past: expiry.past },
        };
        wall_ui(ui, &wall);
    });
}

/// `18.8 % to 25.0 %`; one number where nothing is unknown.
#[must_use]
pub fn share_words((least, most): (Ratio, Ratio)) -> String {
    if least == most {
        format!("{} %", decimal(least, 1))
    } else {
        format!("{} % to {} %", decimal(least, 1), decimal(most, 1))
    }
}

fn days_card_ui(ui: &mut Ui, view: &SupportView) {
    const DAYS: [&str; 4] = ["Inception", "Mid-term", "Expiry", "12 months after expiry"];
    card_ui(ui, "On four days", |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let heads = ["", "Day", "Past", "In support", "Unknown", "Share past"];
        days_row_ui(ui, heads.map(|head| Text::caption(ui, head)));
        for ((name, day), counts) in DAYS.into_iter().zip(view.days).zip(view.at) {
            let [past, in_support, unknown] =
                [counts.past, counts.in_support, counts.unknown].map(|count| Text::label(words::grouped(count)));
            let share = Text::label(share_words(counts.past_share()));
            let day = Text::quiet(ui, day.to_string());
            days_row_ui(ui, [Text::strong(name), day, past, in_support, unknown, share]);
        }
        ui.add_space(space::SMALL);
        let lost = format!(
            "{} lose security support in the term, {}",
            words::counted(usize::try_from(view.lost_in_term).unwrap_or(usize::MAX), "device", "devices"),
            share_words(view.lost_share())
        );
        ui.label(Text::label(lost));
        let quiet = Text::caption(ui, "The second number of a share counts every device of unknown support as past");
        ui.add(Label::new(quiet).wrap());
    });
}

/// Words at the left of their columns, figures at the right.
fn days_row_ui(ui: &mut Ui, cells: [egui::RichText; 6]) {
    // Parts of the width, so that the last column ends where the card does.
    const PARTS: [f32; 6] = [0.23, 0.15, 0.11, 0.14, 0.13, 0.24];
    let room = ui.available_width();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (place, (cell, part)) in cells.into_iter().zip(PARTS).enumerate() {
            let width = (room * part).floor();
            let layout =
                if place < 2 { Layout::left_to_right(Align::Center) } else { Layout::right_to_left(Align::Center) };
            ui.allocate_ui_with_layout(vec2(width, 22.0), layout, |ui| {
                ui.set_min_size(vec2(width, 22.0));
                ui.add(Label::new(cell).truncate());
            });
        }
    });
}

fn ends_card_ui(ui: &mut Ui, ends: &EndCounts, actions: &mut Actions) {
    card_ui(ui, "On what the dates rest", |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let lines = [
            (ends.own, "a date in the applicant's list"),
            (ends.declared, "a date that a person looked up for this case"),
            (ends.list_exact, "a support list that names the model"),
            (ends.list_family, "a support list that names the family"),
            (ends.list_vendor, "a support list that speaks of everything of the vendor"),
            (ends.unknown, "nothing: nobody has a date"),
        ];
        for (count, what) in lines.into_iter().filter(|(count, _)| *count > 0) {
            count_ui(ui, count, what);
        }
        for (count, what) in [
            (ends.inferred, "of these taken from the end of all support, because no end of security support is given"),
            (ends.month_only, "of these with the month only; its last day counts"),
            (ends.over, "of these over, and nobody says since when"),
        ] {
            if count > 0 {
                let quiet = Text::quiet(ui, format!("{} {what}", words::grouped(count)));
                ui.add(Label::new(quiet).wrap());
            }
        }
        if ends.unknown > 0 && link_ui(ui, Some(icons::RIGHT), "Work through the products without a date").clicked() {
            actions.push(Action::DevicesTab(DevicesTab::Products));
        }
    });
}

fn count_ui(ui: &mut Ui, count: u64, what: &str) {
    ui.horizontal(|ui| {
        ui.add_sized([64.0, 18.0], |ui: &mut Ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(Text::strong(words::grouped(count))))
                .inner
        });
        ui.add(Label::new(Text::label(what)).truncate());
    });
}

fn groups_card_ui(ui: &mut Ui, title: &str, groups: &[Group], column: &str, actions: &mut Actions) {
    // One group that the list does not name says nothing.
    if groups.iter().all(|group| group.name.is_empty()) {
        return;
    }
    card_ui(ui, title, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let quiet = Text::caption(ui, "At expiry; earliest end of support at the right");
        ui.label(quiet);
        let most = groups.iter().map(|group| group.n).max().unwrap_or(0);
        for group in groups.iter().take(MOST_GROUPS) {
            let name = group_name(group);
            let earliest = group.earliest.map(|day| day.to_string()).unwrap_or_default();
            let [_, _, expiry, _] = group.at;
            let bar = bar_of(&name, group.n, expiry, most, &earliest);
            if support_bar_ui(ui, &bar).clicked() && group.others == 0 {
                show_in_list(actions, &format!("{column}:\"{}\"", group.name));
            }
        }
        more_ui(ui, groups.len().saturating_sub(MOST_GROUPS), "group");
    });
}

fn group_name(group: &Group) -> String {
    match (group.others, group.name.as_str()) {
        (0, "") => "Not stated".to_owned(),
        (0, name) => first_upper(name),
        (others, _) => format!("{others} others"),
    }
}

fn bar_of<'a>(name: &'a str, n: u64, at: Counts, most: u64, aside: &'a str) -> SupportBar<'a> {
    SupportBar { name, n, past: at.past, unknown: at.unknown, most, aside, leads: "Show these devices in the list" }
}

fn models_card_ui(ui: &mut Ui, title: &str, sentence: &str, models: &ModelGroups, actions: &mut Actions) {
    if models.groups.is_empty() {
        return;
    }
    card_ui(ui, &format!("{title}, {}", words::grouped(models.devices)), |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        if !sentence.is_empty() {
            let quiet = Text::quiet(ui, sentence);
            ui.add(Label::new(quiet).wrap());
        }
        let most = models.groups.iter().map(|group| group.n).max().unwrap_or(0);
        for group in models.groups.iter().take(MOST_GROUPS) {
            let name = model_name(group);
            let earliest = group.earliest.map(|day| day.to_string()).unwrap_or_default();
            let [_, _, expiry, _] = group.at;
            let bar = bar_of(&name, group.n, expiry, most, &earliest);
            let response = support_bar_ui(ui, &bar).on_hover_text(group.rows.brief(6));
            if response.clicked() {
                show_in_list(actions, &model_filter(group));
            }
        }
        more_ui(ui, models.groups.len().saturating_sub(MOST_GROUPS) + models.more as usize, "model");
    });
}

/// `Axis P3245, camera`.
fn model_name(group: &ModelGroup) -> String {
    let name = format!("{} {}", group.maker, group.model);
    match name.trim() {
        "" => first_upper(group.class.words()),
        name => format!("{name}, {}", group.class.words()),
    }
}

/// The words that find the group in the list.
fn model_filter(group: &ModelGroup) -> String {
    let class = format!("class:\"{}\"", group.class.words());
    if group.model.is_empty() && group.maker.is_empty() {
        return format!("{class} vendor:\"\" model:\"\"");
    }
    if group.model.is_empty() {
        format!("{class} vendor:\"{}\"", group.maker)
    } else {
        format!("{class} model:\"{}\"", group.model)
    }
}

fn more_ui(ui: &mut Ui, more: usize, one: &str) {
    if more > 0 {
        ui.add_space(space::SMALL);
        let colour = tokens(ui).quiet;
        let what = words::counted(more, &format!("more {one}"), &format!("more {one}s"));
        ui.label(Text::label(format!("and {what}")).color(colour));
    }
}

fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
