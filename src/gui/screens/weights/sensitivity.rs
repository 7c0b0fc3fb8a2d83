//! Each section by half as much more and less (domain.md 8.2): what of the open case and of the book would change.

use super::told_card_ui;
use crate::assessment::Sensitivity;
use crate::gui::carrier::book::mean_change_words;
use crate::gui::carrier::draft::Draft;
use crate::gui::carrier::sensitivity::{Moves, OfBook, OfCase, SectionMoves};
use crate::gui::state::Desk;
use crate::gui::theme::{self, size, tokens};
use crate::gui::widgets::{Level, Text, paint_level, within};
use crate::gui::words;
use crate::questionnaire::{BandIx, Questionnaire, Ratio, decimal};
use egui::{Align2, FontId, Label, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

const WORDS: &str = "How much hangs on the judgement in a section's weight: the same answers with half and with one and a half times of it, floors included";

pub(super) fn sensitivity_ui(ui: &mut Ui, desk: &Desk, draft: &Draft) {
    let carrier = &desk.carrier;
    let title = carrier.case_sensitivity.as_ref().map_or("The open case", |of| of.name.as_str());
    told_card_ui(ui, title, WORDS, |ui| match &desk.carrier.case_sensitivity {
        None => quiet_ui(ui, "Open a case to see how far its score and band hang on each section"),
        Some(of) if of.sections.is_empty() => {
            quiet_ui(ui, "The open case was scored with another questionnaire than this plan lies over");
        }
        Some(of) => case_ui(ui, draft, of),
    });
    let words = "Submissions that change their band when one section weighs half as much, or half as much more";
    told_card_ui(ui, "The book", words, |ui| match (&carrier.live.landed, &carrier.book_sensitivity.landed) {
        (None, _) => quiet_ui(ui, "Open a book to see how its bands hang on each section"),
        (Some(_), None) => quiet_ui(ui, "Weighing the sections over the book"),
        (Some(landed), Some(of)) => {
            if landed.number != of.of {
                quiet_ui(ui, "Updating, these are the values before");
            }
            book_ui(ui, draft, of);
        }
    });
}

fn quiet_ui(ui: &mut Ui, words: &str) {
    let quiet = Text::quiet(ui, words);
    ui.add(Label::new(quiet).wrap());
}

fn case_ui(ui: &mut Ui, draft: &Draft, of: &OfCase) {
    let band = draft.effective.band(of.band);
    ui.label(Text::strong(format!("{} points, {}", decimal(of.score, 1), band.name)));
    let far =
        of.sections.iter().flat_map(|it| [it.half.0, it.more.0]).map(|score| words::drawn(score - of.score).abs());
    let far = far.fold(0.5_f32, f32::max);
    heads_ui(ui);
    for section in &of.sections {
        section_ui(ui, &draft.effective, of, section, far);
    }
    let held = of.sections.iter().filter(|it| it.half.1 == of.band && it.more.1 == of.band).count();
    let words = match of.sections.len() - held {
        0 => "The band holds, whichever section is weighed by half as much more or less".to_owned(),
        some => format!("The band hangs on the weight of {}", words::counted(some, "section", "sections")),
    };
    quiet_ui(ui, &words);
}

const ROW: f32 = 30.0;
const FIGURE: f32 = 126.0;

/// The longest name of a section, where there is room for it.
fn name_width(width: f32) -> f32 {
    (width * 0.32).clamp(150.0, 300.0)
}

fn heads_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let font = FontId::new(size::CAPTION, theme::semibold());
    let (quiet, y) = (tokens(ui).quiet, rect.center().y);
    let painter = ui.painter();
    painter.text(pos2(rect.left(), y), Align2::LEFT_CENTER, "Section", font.clone(), quiet);
    let less = pos2(rect.left() + name_width(rect.width()) + FIGURE - 10.0, y);
    let less = painter.text(less, Align2::RIGHT_CENTER, "By half less", font.clone(), quiet);
    let more = pos2(rect.right() - FIGURE + 10.0, y);
    let more = painter.text(more, Align2::LEFT_CENTER, "By half more", font, quiet);
    // The colours of the bars.
    for (x, colour) in [(less.left() - 12.0, quiet), (more.right() + 12.0, tokens(ui).accent)] {
        painter.rect_filled(Rect::from_center_size(pos2(x, y), vec2(12.0, 7.0)), 1.5, colour);
    }
}

/// Two bars away from the score as it is, and the band where it is another.
fn section_ui(ui: &mut Ui, effective: &Questionnaire, of: &OfCase, it: &Sensitivity, far: f32) {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let section = effective.section(it.section);
    let said = |(score, band): (Ratio, BandIx)| format!("{} {}", decimal(score, 1), effective.band(band).name);
    let name = format!("Section {}: {} by half less, {} by half more", section.id, said(it.half), said(it.more));
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &name));
    let y = rect.center().y;
    let strong = FontId::new(size::LABEL, theme::semibold());
    let font = FontId::new(size::LABEL, theme::regular());
    let painter = ui.painter();
    let scale = name_ui(ui, rect, &section.id, &section.title);
    let middle = scale.center().x;
    let x = |score: Ratio| middle + words::drawn(score - of.score) / far * (scale.width() / 2.0 - 4.0);
    for (outcome, colour, up) in [(it.half, tokens.quiet, true), (it.more, tokens.accent, false)] {
        let (from, to) = (middle.min(x(outcome.0)), middle.max(x(outcome.0)));
        let height = if up { y - 8.0..=y - 1.0 } else { y + 1.0..=y + 8.0 };
        painter.rect_filled(Rect::from_x_y_ranges(from..=to.max(from + 1.0), height), 1.5, colour);
    }
    painter.vline(middle, rect.y_range(), Stroke::new(1.0, tokens.outline));
    for (outcome, left) in [(it.half, true), (it.more, false)] {
        let (at, align) = if left {
            (pos2(scale.left() - 10.0, y), Align2::RIGHT_CENTER)
        } else {
            (pos2(scale.right() + 10.0, y), Align2::LEFT_CENTER)
        };
        let changes = outcome.1 != of.band;
        let place = usize::from(outcome.1.0);
        let colour = if changes { tokens.band(place) } else { tokens.text };
        let family = if changes { strong.clone() } else { font.clone() };
        let band = effective.band(outcome.1).name.split(" unless").next().unwrap_or_default();
        let words = decimal(outcome.0, 1);
        let words = if changes { format!("{words} {band}") } else { words };
        let drawn = painter.text(at, align, words, family, colour);
        if changes {
            let x = if left { drawn.left() - 10.0 } else { drawn.right() + 10.0 };
            paint_level(painter, pos2(x, y), 9.0, Level::Band(place), colour);
        }
    }
}

fn book_ui(ui: &mut Ui, draft: &Draft, of: &OfBook) {
    let moved = |moves: &Option<Moves>| moves.map_or(0, |moves| moves.better + moves.worse);
    let most = of.sections.iter().flat_map(|it| [moved(&it.half), moved(&it.more)]).max().unwrap_or(0).max(1);
    heads_ui(ui);
    for section in &of.sections {
        moves_ui(ui, &draft.effective, section, most);
    }
    let words = format!(
        "Of {}; to the left of the middle better, to the right worse",
        words::counted_grouped(usize::try_from(of.rows).unwrap_or(usize::MAX), "submission", "submissions")
    );
    quiet_ui(ui, &words);
}

/// Submissions that move to a better or a worse band, by half less above and by half more below.
fn moves_ui(ui: &mut Ui, effective: &Questionnaire, it: &SectionMoves, most: u64) {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let section = effective.section(it.section);
    let said = |moves: &Option<Moves>| match moves {
        Some(moves) => format!("{} better, {} worse", words::grouped(moves.better), words::grouped(moves.worse)),
        None => "cannot weigh that much".to_owned(),
    };
    let (half, more) = (said(&it.half), said(&it.more));
    let name = format!("Section {} over the book: {half} by half less, {more} by half more", section.id);
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &name));
    let scale = name_ui(ui, rect, &section.id, &section.title);
    let middle = scale.center().x;
    let length = |count: u64| count as f32 / most as f32 * (scale.width() / 2.0 - 4.0);
    for (moves, up, colour) in [(&it.half, true, tokens.quiet), (&it.more, false, tokens.accent)] {
        let Some(moves) = moves else { continue };
        let y = rect.center().y;
        let height = if up { y - 8.0..=y - 1.0 } else { y + 1.0..=y + 8.0 };
        let span = middle - length(moves.better)..=middle + length(moves.worse);
        ui.painter().rect_filled(Rect::from_x_y_ranges(span, height), 1.5, colour);
    }
    ui.painter().vline(middle, rect.y_range(), Stroke::new(1.0, tokens.outline));
    let figure = |moves: &Option<Moves>| match moves {
        Some(moves) => {
            let mean = mean_change_words(moves.mean);
            let mean = if mean.is_empty() { "0" } else { &mean };
            format!("{} · mean {mean}", words::grouped(moves.better + moves.worse))
        }
        None => String::new(),
    };
    let font = FontId::new(size::LABEL, theme::regular());
    let y = rect.center().y;
    let painter = ui.painter();
    painter.text(pos2(scale.left() - 10.0, y), Align2::RIGHT_CENTER, figure(&it.half), font.clone(), tokens.text);
    painter.text(pos2(scale.right() + 10.0, y), Align2::LEFT_CENTER, figure(&it.more), font, tokens.text);
    response.on_hover_text(format!("By half less {half}; by half more {more}"));
}

/// Letter and title of a section; the room for its bars.
fn name_ui(ui: &Ui, rect: Rect, id: &str, title: &str) -> Rect {
    let tokens = tokens(ui);
    let names = name_width(rect.width());
    let y = rect.center().y;
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line.gamma_multiply(0.6)));
    let strong = FontId::new(size::LABEL, theme::semibold());
    painter.text(pos2(rect.left(), y), Align2::LEFT_CENTER, id, strong, tokens.quiet);
    let room = Rect::from_x_y_ranges(rect.left() + 20.0..=rect.left() + names - 8.0, rect.y_range());
    within(painter, room, title, FontId::new(size::LABEL, theme::regular()), tokens.text, false);
    Rect::from_x_y_ranges(rect.left() + names + FIGURE..=rect.right() - FIGURE, rect.y_range())
}
