//! What many submissions hold alike: by vendor, by model family, by the month support ends, with limits.

use crate::book::{Accumulated, Accumulation, HeldTogether, LIMITS_OVERLAP};
use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::{BookTab, Counted, OpenBook, short_number};
use crate::gui::screens::page_ui;
use crate::gui::theme::{CONTROL_RADIUS, icons, size, tokens};
use crate::gui::widgets::{Text, caption_at, card_ui, empty_ui, heading_ui, label_at, strong_at, within};
use crate::gui::words;
use egui::{Align2, FontId, Label, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Lines of a view.
const MOST_LINES: usize = 12;
const FIGURES: [(&str, f32); 3] = [("limit", 6.0), ("submissions", 84.0), ("devices", 176.0)];

pub(super) fn accumulation_ui(ui: &mut Ui, open: &OpenBook, actions: &mut Actions) {
    page_ui(ui, "accumulation", |ui| {
        let Some(Counted::Accumulation(found)) = open.figures.of(BookTab::Accumulation) else {
            let quiet = Text::quiet(ui, "Counting the devices");
            ui.label(quiet);
            return;
        };
        if found.all.devices == 0 {
            let sentence = "Accumulation is counted over the device lists of case files; this book has none";
            if empty_ui(ui, icons::DEVICES, sentence, Some("Open a folder of cases...")) {
                actions.push(BookAction::AskFolder.into());
            }
            return;
        }
        heading_ui(ui, "What many hold alike", &head_words(found));
        for (title, view) in [
            ("By vendor", &found.vendors),
            ("By model family", &found.families),
            ("By month in which security support ends", &found.months),
        ] {
            view_ui(ui, open, title, &view.groups, &found.all, actions);
        }
        let quiet = Text::quiet(ui, LIMITS_OVERLAP);
        ui.add(Label::new(quiet).wrap());
    });
}

fn head_words(found: &Accumulation) -> String {
    let HeldTogether { devices, submissions, limit_tenths, without_limit } = found.all;
    let mut words = format!(
        "{} devices in {} of {} submissions, whose limits are {} USD together",
        words::grouped(devices),
        words::grouped(submissions.saturating_sub(found.without_devices)),
        words::grouped(submissions),
        words::grouped(u64::try_from(limit_tenths / 10).unwrap_or(u64::MAX))
    );
    if without_limit > 0 {
        words.push_str(&format!("; of {without_limit} the limit is not known"));
    }
    words
}

fn view_ui(
    ui: &mut Ui,
    open: &OpenBook,
    title: &str,
    groups: &[Accumulated],
    all: &HeldTogether,
    actions: &mut Actions,
) {
    card_ui(ui, title, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let quiet = tokens(ui).quiet;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
        for (word, from) in FIGURES {
            let at = pos2(rect.right() - from, rect.center().y);
            caption_at(ui.painter(), at, Align2::RIGHT_CENTER, word, quiet);
        }
        let most = groups.iter().map(|group| group.held.limit_tenths).max().unwrap_or(0);
        for group in groups.iter().take(MOST_LINES) {
            let cases = || holders(open, &group.cases);
            if line_ui(ui, &group.name, &group.held, most, &cases)
                && let [case] = group.cases[..]
                && let Some(entry) = open.read.cases.get(case as usize)
            {
                actions.push(crate::gui::action::Action::OpenPath(entry.path.clone()));
            }
        }
        let rest = groups.get(MOST_LINES..).unwrap_or_default();
        if !rest.is_empty() {
            let devices = rest.iter().map(|group| group.held.devices).sum::<u64>();
            let words = format!("and {} more with {} devices", rest.len(), words::grouped(devices));
            let quiet = Text::quiet(ui, words);
            ui.label(quiet);
        }
        // The devices of every line, those not listed as well, add up to all of the book.
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, tokens(ui).line));
        let y = rect.center().y;
        let text = tokens(ui).text;
        strong_at(ui.painter(), pos2(rect.left(), y), Align2::LEFT_CENTER, "All, each submission once", text);
        for ((_, from), figure) in FIGURES.into_iter().zip(figures(all)) {
            strong_at(ui.painter(), pos2(rect.right() - from, y), Align2::RIGHT_CENTER, &figure, text);
        }
    });
}

fn figures(held: &HeldTogether) -> [String; 3] {
    let limit = short_number(u64::try_from(held.limit_tenths / 10).unwrap_or(u64::MAX));
    let limit = if held.without_limit == held.submissions { "not known".to_owned() } else { limit };
    [limit, words::grouped(held.submissions), words::grouped(held.devices)]
}

/// The first holders by name.
fn holders(open: &OpenBook, cases: &[u32]) -> String {
    let entries = cases.iter().filter_map(|place| open.read.cases.get(*place as usize));
    let names = entries.map(|entry| {
        if entry.applicant.is_empty() { crate::gui::apply::file_name(&entry.path) } else { entry.applicant.clone() }
    });
    names.take(12).collect::<Vec<_>>().join("\n")
}

fn line_ui(ui: &mut Ui, name: &str, held: &HeldTogether, most: u128, holders: &dyn Fn() -> String) -> bool {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    let figures = figures(held);
    let said = format!("{name}: {} devices in {} submissions, limit {}", figures[2], figures[1], figures[0]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    if !ui.is_rect_visible(rect) {
        return false;
    }
    let painter = ui.painter();
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect.expand2(vec2(6.0, 0.0)), CONTROL_RADIUS, tokens.raised);
    }
    let y = rect.center().y;
    for ((_, from), figure) in FIGURES.into_iter().zip(&figures) {
        label_at(painter, pos2(rect.right() - from, y), Align2::RIGHT_CENTER, figure, tokens.text);
    }
    let right = rect.right() - 240.0;
    let names = ((right - rect.left()) * 0.5).max(90.0);
    let room = Rect::from_x_y_ranges(rect.left()..=rect.left() + names - 10.0, rect.y_range());
    within(painter, room, name, FontId::new(size::LABEL, crate::gui::theme::regular()), tokens.text, false);
    let track = Rect::from_x_y_ranges(rect.left() + names..=right, y - 4.0..=y + 4.0);
    let part = (held.limit_tenths as f64 / most.max(1) as f64) as f32;
    painter.rect_filled(track, 2.0, tokens.raised);
    painter.rect_filled(Rect::from_min_size(track.min, vec2(track.width() * part, 8.0)), 2.0, tokens.accent);
    let clicked = response.clicked();
    response.on_hover_ui(|ui| {
        ui.label(Text::label(holders()));
    });
    clicked
}
