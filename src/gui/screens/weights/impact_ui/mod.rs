//! Right of the editor: what the draft does to the book, live.

mod amounts;
mod groups;
mod migration;
mod rows;

use crate::book::{GroupBy, Impact, Shift, WeighBy};
use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::mean_change_words;
use crate::gui::carrier::live::{Landed, Live, waiting_words};
use crate::gui::screens::book::{book_card_ui, no_book_ui};
use crate::gui::state::Desk;
use crate::gui::theme::{size, space, tokens};
use crate::gui::widgets::{
    Shift as ShiftRow, Spread, Text, choice_ui, hairline_ui, link_ui, shift_heads_ui, shift_ui, spread_key_ui,
    spread_ui,
};
use crate::gui::words;
use crate::questionnaire::Ratio;
use amounts::Unit;
use egui::{Align, Label, Layout, Margin, ScrollArea, Ui};

pub fn impact_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    // Room at the right for the scroll bar, so that it never lies over a number.
    let margin = Margin { left: 0, right: 12, top: 0, bottom: 16 };
    ScrollArea::vertical().id_salt("impact").auto_shrink([false, false]).content_margin(margin).show(ui, |ui| {
        let live = &desk.carrier.live;
        match (&desk.carrier.book, &live.landed) {
            (None, _) => no_book_ui(ui, desk, actions),
            (Some(_), None) => {
                let words = Text::quiet(ui, waiting_words(desk));
                ui.add(Label::new(words).wrap());
            }
            (Some(open), Some(landed)) => {
                head_ui(ui, desk, &open.name, landed, actions);
                switches_ui(ui, live, landed, &open.weighs, actions);
                shift_of_book_ui(ui, live, landed, actions);
            }
        }
    });
    if let (Some(open), Some(landed)) = (&desk.carrier.book, &desk.carrier.live.landed)
        && let Some(row) = open.card
    {
        book_card_ui(ui, desk, landed, row, actions);
    }
}

/// Which book, against what, and whether the numbers are those of the draft yet.
fn head_ui(ui: &mut Ui, desk: &Desk, name: &str, landed: &Landed, actions: &mut Actions) {
    let live = &desk.carrier.live;
    ui.horizontal(|ui| {
        ui.label(Text::strong("Effect on the book").size(size::QUESTION));
        if live.is_behind() {
            let colour = tokens(ui).bands[2];
            ui.label(Text::strong("updating, these are older").size(size::CAPTION).color(colour));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if link_ui(ui, None, "Compare with...").on_hover_text("Put another plan before the draft").clicked() {
                actions.push(BookAction::ComparePlan.into());
            }
        });
    });
    ui.add_space(-4.0);
    let start = desk.carrier.draft.as_ref().map(|draft| draft.base.name()).unwrap_or_default();
    let rows = words::grouped(landed.read.book.rows() as u64);
    let about = Text::caption(ui, format!("{name}, {rows} submissions; before is {}", live.reference_name(&start)));
    ui.add(Label::new(about).wrap());
    if live.has_reference() && link_ui(ui, None, &format!("Compare with {start} again")).clicked() {
        actions.push(BookAction::CompareStart.into());
    }
}

/// What is counted, and what the book is split by.
fn switches_ui(ui: &mut Ui, live: &Live, landed: &Landed, weighs: &[WeighBy], actions: &mut Actions) {
    if weighs.len() > 1 {
        let words: Vec<&str> = weighs.iter().map(|weigh| weigh.words()).collect();
        let selected = weighs.iter().position(|weigh| *weigh == live.weigh);
        if let Some(weigh) = choice_ui(ui, "Counted by", &words, selected).and_then(|place| weighs.get(place)) {
            actions.push(BookAction::Weigh(*weigh).into());
        }
    }
    let mut groups = vec![(GroupBy::None, "Whole book")];
    if landed.read.book.has_industry() {
        groups.push((GroupBy::Industry, "By industry"));
    }
    groups.push((GroupBy::Tier, "By tier"));
    let words: Vec<&str> = groups.iter().map(|(_, words)| *words).collect();
    let selected = groups.iter().position(|(group, _)| *group == live.group);
    if let Some((group, _)) = choice_ui(ui, "Split", &words, selected).and_then(|place| groups.get(place)) {
        actions.push(BookAction::Group(*group).into());
    }
    ui.add_space(space::SMALL);
}

fn shift_of_book_ui(ui: &mut Ui, live: &Live, landed: &Landed, actions: &mut Actions) {
    let impact = &*landed.impact;
    let unit = Unit { weigh: impact.weigh };
    let looked_at = live.looked_at_group.and_then(|place| impact.groups.get(place));
    groups::groups_ui(ui, impact, live.looked_at_group, actions);
    let shift = looked_at.map_or(&impact.all, |group| &group.shift);
    let name = looked_at.map_or("Whole book", |group| group.name.as_str());
    headline_ui(ui, impact, shift, name, unit);
    spread_card_ui(ui, shift, unit);
    let is_group = looked_at.is_some();
    migration::migration_ui(ui, live, landed, shift, is_group, unit, actions);
    rows::crossings_ui(ui, live, landed, actions);
    section_ui(ui, "Outcomes", "");
    outcomes_ui(ui, landed, shift, unit);
    rows::movers_ui(ui, landed, actions);
}

/// The heading of a part of the panel.
fn section_ui(ui: &mut Ui, title: &str, aside: &str) {
    ui.add_space(space::INSIDE);
    hairline_ui(ui);
    ui.horizontal(|ui| {
        ui.label(Text::strong(title).size(size::BODY));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let aside = Text::caption(ui, aside);
            ui.add(Label::new(aside).truncate());
        });
    });
}

/// The numbers a committee asks for first.
fn headline_ui(ui: &mut Ui, impact: &Impact, shift: &Shift, name: &str, unit: Unit) {
    let moved = shift.outcomes.moved();
    ui.spacing_mut().item_spacing.y = 2.0;
    let sentence = if unit.value(shift.n) == 0 {
        format!("{name}: nothing to count by {}", impact.weigh.words().to_lowercase())
    } else if moved.count == 0 && shift.unchanged.count == shift.n.count {
        "The draft changes no score in this book".to_owned()
    } else {
        format!("{} of {} change outcome, {}", unit.short(moved), unit.words(shift.n), unit.share(moved, shift.n))
    };
    ui.add(Label::new(Text::strong(sentence).size(size::BODY)).wrap());
    let mean = |mean: Option<Ratio>| mean.map(words::one).unwrap_or_default();
    let [before, after] = [&shift.before, &shift.after].map(|it| mean(it.mean));
    let change = match mean_change_words(shift.mean_change) {
        none if none.is_empty() => none,
        change => format!(" ({change})"),
    };
    let means = format!("Mean score {before} before, {after} after{change}");
    ui.add(Label::new(Text::label(means)).wrap());
    let parts = [(shift.down, "better"), (shift.up, "worse"), (shift.unchanged, "unchanged")];
    let parts: Vec<String> = parts.iter().map(|(tally, word)| format!("{} {word}", unit.short(*tally))).collect();
    let quiet = Text::quiet(ui, parts.join(" · "));
    ui.label(quiet);
    if impact.weigh != WeighBy::Submissions && shift.n.without > 0 {
        let without = words::grouped(shift.n.without);
        let what = impact.weigh.words().to_lowercase();
        let quiet = Text::caption(ui, format!("{without} submissions without a {what} are in none of the amounts"));
        ui.add(Label::new(quiet).wrap());
    }
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.add_space(space::SMALL);
}

fn spread_card_ui(ui: &mut Ui, shift: &Shift, unit: Unit) {
    ui.horizontal(|ui| {
        ui.label(Text::strong("Scores").size(size::BODY));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| spread_key_ui(ui, "before", "after"));
    });
    let bins = |bins: &[crate::book::Tally]| -> Vec<u64> {
        // The last bin holds 100 points alone; it is drawn with the one before.
        let mut values: Vec<u64> = bins.iter().map(|tally| unit.value(*tally)).collect();
        if values.len() == crate::book::BINS {
            let last = values.pop().unwrap_or(0);
            if let Some(value) = values.last_mut() {
                *value += last;
            }
        }
        values.chunks(2).map(|pair| pair.iter().sum()).collect()
    };
    let (before, after) = (bins(&shift.before.bins), bins(&shift.after.bins));
    let means = shift.before.mean.zip(shift.after.mean).map(|(a, b)| [words::drawn(a), words::drawn(b)]);
    let sentence = match shift.before.mean.zip(shift.after.mean) {
        Some((a, b)) => {
            format!("Distribution of the control score, mean {} before and {} after", words::one(a), words::one(b))
        }
        None => "Distribution of the control score, nothing to show".to_owned(),
    };
    let spread = Spread {
        before: &before,
        after: &after,
        means,
        words: &|value| unit.words_of(value),
        sentence: &sentence,
        height: 132.0,
    };
    spread_ui(ui, &spread);
}

fn outcomes_ui(ui: &mut Ui, landed: &Landed, shift: &Shift, unit: Unit) {
    ui.spacing_mut().item_spacing.y = 0.0;
    shift_heads_ui(ui);
    let places = migration::places(&landed.after.of);
    let value =
        |tallies: &[crate::book::Tally], place: usize| tallies.get(place).copied().map_or(0, |tally| unit.value(tally));
    let rows: Vec<(&migration::Outcomes, u64, u64)> = places
        .iter()
        .map(|it| (it, value(&shift.before.outcomes, it.place), value(&shift.after.outcomes, it.place)))
        .collect();
    let most = rows.iter().map(|(_, before, after)| *before.max(after)).max().unwrap_or(0);
    for (it, before, after) in rows {
        let row = ShiftRow {
            name: &it.shown.name,
            level: it.shown.level,
            before,
            after,
            most,
            short: &|value| unit.short_of(value),
        };
        shift_ui(ui, &row);
    }
    ui.spacing_mut().item_spacing.y = 8.0;
}
