//! What reference files change for these devices, and the newer files that this computer keeps.

use crate::gui::action::{Action, Actions};
use crate::gui::references::News;
use crate::gui::review::ReviewAction;
use crate::gui::state::Case;
use crate::gui::widgets::{Text, card_ui, link_ui, primary_button_ui};
use crate::gui::words;
use crate::inventory::ReferenceKind;
use egui::{Button, Label, Ui, vec2};

pub(super) fn kind_words(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::KnownExploited => "Known exploited vulnerabilities",
        ReferenceKind::Support => "Support dates",
    }
}

/// What the files that were added last change.
pub(super) fn news_ui(ui: &mut Ui, case: &Case) {
    let Some(news) = &case.review.news else { return };
    card_ui(ui, &format!("{}: {} for these devices", news.name, count_words(news)), |ui| changes_ui(ui, news));
}

/// What kept files would change, to be said yes or no to; of one kind, or of both.
pub(super) fn looked_ui(ui: &mut Ui, case: &Case, kind: Option<ReferenceKind>, actions: &mut Actions) {
    let Some(looked) = &case.review.looked else { return };
    if kind.is_some_and(|kind| kind != looked.kind) || !looked.is_of(case) {
        return;
    }
    let title = format!("{} would make {} for these devices", looked.news.name, count_words(&looked.news));
    card_ui(ui, &title, |ui| {
        changes_ui(ui, &looked.news);
        ui.horizontal_wrapped(|ui| {
            if primary_button_ui(ui, "Use it for this case").clicked() {
                actions.push(Action::BreakMerge);
                actions.push(Action::Review(ReviewAction::UseLooked));
            }
            if link_ui(ui, None, "Leave the case as it is").clicked() {
                actions.push(Action::Review(ReviewAction::LeaveLooked));
            }
        });
    });
}

fn count_words(news: &News) -> String {
    match news.count {
        0 => "no change".to_owned(),
        count => words::counted(count, "change", "changes"),
    }
}

fn changes_ui(ui: &mut Ui, news: &News) {
    let mut above = None;
    for change in &news.shown {
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
    if news.more() > 0 {
        let more = Text::quiet(ui, format!("and {} more", words::grouped(news.more() as u64)));
        ui.label(more);
    }
    if news.of_vendor > 0 {
        let count = words::counted(news.of_vendor, "match", "matches");
        let of_vendor = format!("{count} of a vendor whose model the catalogue does not state; not counted");
        let of_vendor = Text::quiet(ui, of_vendor);
        ui.add(Label::new(of_vendor).wrap());
    }
}

/// Kept files of a kind that are newer than what the case has.
pub(super) struct Offer {
    kind: ReferenceKind,
    /// ` (as of 2026-08-07)`, or blank.
    as_of: String,
    /// Name of the file, or how many they are.
    what: String,
}

/// What this computer offers to the case, unless a person is looking at it already.
pub(super) fn offered(case: &Case, kind: ReferenceKind) -> Option<Offer> {
    let files = || case.review.offers.of_kind(kind);
    let first = files().next()?;
    if case.review.looked.as_ref().is_some_and(|looked| looked.kind == kind && looked.is_of(case)) {
        return None;
    }
    let days = || files().filter_map(|file| file.as_of);
    let as_of = match (days().min(), days().max()) {
        (Some(first), Some(last)) if first < last => format!(" (as of {first} to {last})"),
        (Some(day), _) => format!(" (as of {day})"),
        (None, _) => String::new(),
    };
    let what = match files().count() {
        1 => first.name.clone(),
        count => words::counted(count, "support list", "support lists"),
    };
    Some(Offer { kind, as_of, what })
}

pub(super) fn offer_ui(ui: &mut Ui, offer: &Offer, actions: &mut Actions) {
    let Offer { kind, as_of, what } = offer;
    let button = Button::new(Text::body(format!("Use the newest kept on this computer{as_of}")));
    let response = ui.add(button.min_size(vec2(0.0, 32.0)));
    if response.on_hover_text("Shows first what it changes for these devices").clicked() {
        actions.push(Action::Review(ReviewAction::Look(*kind)));
    }
    let what = Text::quiet(ui, format!("{}: {what}", kind_words(*kind)));
    ui.label(what);
}
