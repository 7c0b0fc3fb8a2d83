//! Each section by half as much more and less (domain.md 8.2): what of the open case and of the book would change.

use super::told_card_ui;
use crate::assessment::Sensitivity;
use crate::gui::carrier::draft::Draft;
use crate::gui::carrier::sensitivity::OfCase;
use crate::gui::state::Desk;
use crate::gui::theme::{self, size, tokens};
use crate::gui::widgets::{Level, Text, paint_level};
use crate::gui::words;
use crate::questionnaire::{BandIx, Questionnaire, Ratio, decimal};
use egui::{Align2, FontId, Label, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

pub(super) fn sensitivity_ui(ui: &mut Ui, desk: &Desk, draft: &Draft) {
    let words = "How much hangs on the judgement in a section's weight: the same answers with half and with one and a half times of it, floors included";
    told_card_ui(ui, "Sensitivity", words, |ui| match &desk.carrier.case_sensitivity {
        None => quiet_ui(ui, "Open a case to see how far its score and band hang on each section"),
        Some(of) if of.sections.is_empty() => {
            quiet_ui(ui, "The open case was scored with another questionnaire than this plan lies over");
        }
        Some(of) => case_ui(ui, draft, of),
    });
}

fn quiet_ui(ui: &mut Ui, words: &str) {
    let quiet = Text::quiet(ui, words);
    ui.add(Label::new(quiet).wrap());
}

fn case_ui(ui: &mut Ui, draft: &Draft, of: &OfCase) {
    let band = draft.effective.band(of.band);
    ui.label(Text::strong(format!("{}: {} points, {}", of.name, decimal(of.score, 1), band.name)));
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
const NAME: f32 = 190.0;
const FIGURE: f32 = 132.0;

fn heads_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let font = FontId::new(size::CAPTION, theme::semibold());
    let (quiet, y) = (tokens(ui).quiet, rect.center().y);
    let painter = ui.painter();
    painter.text(pos2(rect.left(), y), Align2::LEFT_CENTER, "Section", font.clone(), quiet);
    painter.text(
        pos2(rect.left() + NAME + FIGURE - 10.0, y),
        Align2::RIGHT_CENTER,
        "By half less",
        font.clone(),
        quiet,
    );
    painter.text(pos2(rect.right() - FIGURE + 10.0, y), Align2::LEFT_CENTER, "By half more", font, quiet);
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
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line.gamma_multiply(0.6)));
    painter.text(pos2(rect.left(), y), Align2::LEFT_CENTER, &section.id, strong.clone(), tokens.quiet);
    let title = painter.with_clip_rect(Rect::from_x_y_ranges(rect.left()..=rect.left() + NAME - 8.0, rect.y_range()));
    title.text(pos2(rect.left() + 20.0, y), Align2::LEFT_CENTER, &section.title, font.clone(), tokens.text);
    let scale = Rect::from_x_y_ranges(rect.left() + NAME + FIGURE..=rect.right() - FIGURE, rect.y_range());
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
