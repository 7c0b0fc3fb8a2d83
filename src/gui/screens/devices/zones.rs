//! Zones, segments and VLANs: which are apart from business systems, and which the internet can reach. No tool says
//! so; a person does.

use super::show_in_list;
use crate::gui::action::{Action, Actions};
use crate::gui::review::{ReviewAction, with_zones};
use crate::gui::state::Case;
use crate::gui::theme::{CONTROL_RADIUS, icons, space, tokens};
use crate::gui::widgets::{FieldStyle, Text, choice_ui, empty_ui, heading_ui, link_ui, text_field_ui};
use crate::gui::words;
use crate::inventory::{Separation, YesNo, Zone, ZoneKey, ZoneView};
use crate::submission::Edit;
use egui::{Align, Checkbox, Frame, Label, Layout, Margin, ScrollArea, Ui, UiBuilder, vec2};

const ROW: f32 = 50.0;
/// Between two rows.
const GAP: f32 = 6.0;
/// What the two choices of a row take.
const CONTROLS: f32 = 462.0;
/// What name and counts of a zone take, one below the other.
const NAMES: f32 = 32.0;
const ANSWERS: [YesNo; 3] = [YesNo::Yes, YesNo::No, YesNo::Unknown];
const WORDS: [&str; 3] = ["Yes", "No", "Not said"];

pub fn zones_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let survey = &*case.estate.survey;
    let frame = Frame::new().inner_margin(Margin { left: 16, right: 16, top: 14, bottom: 8 });
    frame.show(ui, |ui| {
        if survey.zones.is_empty() {
            let sentence = "The list has no column for zones, segments or VLANs, so nothing says what is separated";
            empty_ui(ui, icons::DEVICES, sentence, None);
            return;
        }
        heading_ui(ui, "Zones, segments and VLANs", &separation_words(&survey.separation));
        let shown = &case.review.shown;
        if survey.zones_more > 0 {
            let more = words::grouped(u64::from(survey.zones_more));
            let quiet = Text::quiet(ui, format!("The largest are shown; {more} more are not"));
            ui.label(quiet);
        }
        bulk_ui(ui, case, actions);
        ui.add_space(space::SMALL);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("zones").auto_shrink([false, false]).show_rows(
            ui,
            ROW,
            shown.zone_count(),
            |ui, range| {
                for zone in range.filter_map(|line| shown.zone(case, line)) {
                    zone_ui(ui, case, zone, actions);
                }
            },
        );
    });
}

/// `420 connected devices in separated zones, 212 in zones that are not, of 8 nobody said`.
fn separation_words(separation: &Separation) -> String {
    let mut words = format!(
        "{} connected devices are in zones declared separated, {} in zones declared not; of {} nobody said",
        words::grouped(separation.separated),
        words::grouped(separation.not_separated.devices),
        words::grouped(separation.undeclared),
    );
    if separation.without_zone > 0 {
        words.push_str(&format!(", and {} are in no zone", words::grouped(separation.without_zone)));
    }
    let beside = separation.beside_business.devices;
    if beside > 0 {
        words.push_str(&format!(". {} share a zone with business systems", words::grouped(beside)));
    }
    words
}

/// Many at once.
fn bulk_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let ticked = &case.review.zones;
    ui.horizontal_wrapped(|ui| {
        let style = FieldStyle { hint: "Find a zone", width: Some(180.0), ..FieldStyle::default() };
        if let (Some(typed), _) = text_field_ui(ui, "Find a zone", &case.review.zone_query, style) {
            actions.push(Action::Review(ReviewAction::ZoneQuery(typed)));
        }
        let shown = &case.review.shown;
        let is_all = shown.zone_count() > 0 && shown.all_zones_ticked;
        if link_ui(ui, None, if is_all { "Untick all" } else { "Tick all shown" }).clicked() {
            actions.push(Action::Review(ReviewAction::TickShownZones(!is_all)));
        }
        if ticked.is_empty() {
            return;
        }
        ui.add_space(space::INSIDE);
        let count = words::counted(ticked.len(), "ticked zone", "ticked zones");
        let label = Text::quiet(ui, format!("{count} separated"));
        ui.label(label);
        if let Some(answer) = choice_ui(ui, "Ticked zones separated", &WORDS, None).and_then(|it| ANSWERS.get(it)) {
            let what = format!("{count}: separated, {}", answer_words(*answer));
            declare(case, ticked, what, |zone| zone.separated = *answer, actions);
        }
        let label = Text::quiet(ui, "from the internet");
        ui.label(label);
        if let Some(answer) = choice_ui(ui, "Ticked zones reachable", &WORDS, None).and_then(|it| ANSWERS.get(it)) {
            let what = format!("{count}: reachable from the internet, {}", answer_words(*answer));
            declare(case, ticked, what, |zone| zone.reachable = *answer, actions);
        }
    });
}

fn answer_words(answer: YesNo) -> &'static str {
    match answer {
        YesNo::Yes => "yes",
        YesNo::No => "no",
        YesNo::Unknown => "not said",
    }
}

fn declare<'a>(
    case: &Case,
    keys: impl IntoIterator<Item = &'a ZoneKey>,
    label: String,
    change: impl Fn(&mut Zone),
    actions: &mut Actions,
) {
    let declared = with_zones(&case.submission.devices.declared, keys, change);
    actions.push(Action::BreakMerge);
    actions.push(Action::Edit { edit: Box::new(Edit::Declared(Box::new(declared))), label: Some(label) });
}

/// `VLAN 10`.
fn zone_name(key: &ZoneKey) -> String {
    let title = key.field.title();
    let title = title.strip_prefix("network ").unwrap_or(&title);
    let mut letters = title.chars();
    let title: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    format!("{title} {}", key.value)
}

fn zone_ui(ui: &mut Ui, case: &Case, zone: &ZoneView, actions: &mut Actions) {
    let name = zone_name(&zone.key);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::hover());
    ui.painter().rect_filled(rect.shrink2(vec2(0.0, GAP / 2.0)), CONTROL_RADIUS, tokens(ui).surface);
    // As high as the row: the next one begins where this one ends.
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let row = UiBuilder::new()
        .id_salt((zone.key.field.name(), &zone.key.value))
        .max_rect(inner)
        .layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(row, |ui| {
        let mut ticked = case.review.zones.contains(&zone.key);
        let tick = ui.add(Checkbox::without_text(&mut ticked)).accessible_name(format!("Tick {name}"));
        if tick.clicked() {
            actions.push(Action::Review(ReviewAction::TickZone(zone.key.clone())));
        }
        let room = (ui.available_width() - CONTROLS).max(96.0);
        ui.allocate_ui_with_layout(vec2(room, inner.height()), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            ui.add_space(((inner.height() - NAMES) / 2.0).max(0.0));
            ui.add(Label::new(Text::strong(&name)).truncate());
            let holds = Text::caption(ui, holds_words(zone));
            let holds = ui.add(Label::new(holds).truncate().sense(egui::Sense::click()));
            if holds.on_hover_text("Show these devices in the list").clicked() {
                show_in_list(actions, &format!("{}:\"{}\"", zone.key.field.name(), zone.key.value));
            }
        });
        let place = |answer: YesNo| ANSWERS.iter().position(|it| *it == answer);
        let caption = Text::caption(ui, "Separated");
        ui.label(caption);
        let separated = choice_ui(ui, &format!("Separated, {name}"), &WORDS, place(zone.zone.separated));
        if let Some(answer) = separated.and_then(|it| ANSWERS.get(it)) {
            let label = format!("{name}: separated, {}", answer_words(*answer));
            declare(case, [&zone.key], label, |zone| zone.separated = *answer, actions);
        }
        let caption = Text::caption(ui, "From internet");
        ui.label(caption);
        let reachable =
            choice_ui(ui, &format!("Reachable from the internet, {name}"), &WORDS, place(zone.zone.reachable));
        if let Some(answer) = reachable.and_then(|it| ANSWERS.get(it)) {
            let label = format!("{name}: reachable from the internet, {}", answer_words(*answer));
            declare(case, [&zone.key], label, |zone| zone.reachable = *answer, actions);
        }
    });
}

/// `214 devices, 210 connected, 4 business systems`.
fn holds_words(zone: &ZoneView) -> String {
    let mut words = words::counted(usize::try_from(zone.devices).unwrap_or(usize::MAX), "device", "devices");
    if zone.connected.devices > 0 {
        words.push_str(&format!(", {} connected", words::grouped(zone.connected.devices)));
    }
    if zone.business.devices > 0 {
        let count = usize::try_from(zone.business.devices).unwrap_or(usize::MAX);
        words.push_str(&format!(", {}", words::counted(count, "business system", "business systems")));
    }
    words
}
