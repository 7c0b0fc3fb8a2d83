//! What nobody has answered, across the book, by the weight that hangs on it.

use crate::book::OpenItem;
use crate::gui::action::Actions;
use crate::gui::carrier::book::{BookTab, Counted, OpenBook};
use crate::gui::carrier::live::Landed;
use crate::gui::screens::page_ui;
use crate::gui::theme::{icons, tokens};
use crate::gui::widgets::{Text, caption_at, card_ui, empty_ui, heading_ui, label_at, strong_at, within};
use crate::gui::words;
use crate::questionnaire::{Questionnaire, Ratio};
use egui::{Align2, FontId, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

pub(super) fn open_items_ui(ui: &mut Ui, open: &OpenBook, landed: &Landed, _actions: &mut Actions) {
    page_ui(ui, "book open items", |ui| {
        let Some(Counted::OpenItems(items)) = open.figures.of(BookTab::OpenItems) else {
            let quiet = Text::quiet(ui, "Counting the submissions");
            ui.label(quiet);
            return;
        };
        if items.is_empty() {
            empty_ui(ui, icons::DONE, "Every question is answered in every submission", None);
            return;
        }
        heading_ui(
            ui,
            "What nobody has answered",
            "Questions that are open or unknown, the most weight first; an answer that is missing counts as the worst",
        );
        card_ui(ui, "", |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            heads_ui(ui);
            let questionnaire = &landed.side(open.side).of;
            let most = items.iter().map(|item| item.open + item.unknown).max().unwrap_or(1);
            for item in items {
                item_ui(ui, questionnaire, item, most, open.read.book.rows() as u64);
            }
        });
    });
}

const FIGURES: [(&str, f32); 3] = [("of the book", 0.0), ("unknown", 84.0), ("open", 156.0)];

fn heads_ui(ui: &mut Ui) {
    let quiet = tokens(ui).quiet;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    for (word, from) in FIGURES {
        let at = pos2(rect.right() - from, rect.center().y);
        let drawn = caption_at(ui.painter(), at, Align2::RIGHT_CENTER, word, quiet);
        if let Some(colour) = colour_of(ui, word) {
            let swatch = Rect::from_center_size(pos2(drawn.left() - 9.0, at.y), vec2(9.0, 9.0));
            ui.painter().rect_filled(swatch, 2.0, colour);
        }
    }
}

/// The colour in the bars of what a head names.
fn colour_of(ui: &Ui, word: &str) -> Option<egui::Color32> {
    match word {
        "open" => Some(tokens(ui).outline),
        "unknown" => Some(tokens(ui).bands[2]),
        _ => None,
    }
}

fn item_ui(ui: &mut Ui, questionnaire: &Questionnaire, item: &OpenItem, most: u64, all: u64) {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let question = questionnaire.question(item.question);
    let missing = item.open + item.unknown;
    let share = Ratio::new(i64::try_from(missing * 100).unwrap_or(0), i64::try_from(all.max(1)).unwrap_or(1));
    let figures = [words::percent(share), words::grouped(item.unknown), words::grouped(item.open)];
    let said = format!("{}: {} open and {} unknown, {} of the book", question.id, figures[2], figures[1], figures[0]);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    let y = rect.center().y;
    strong_at(painter, pos2(rect.left(), y), Align2::LEFT_CENTER, &question.id, tokens.text);
    for ((_, from), figure) in FIGURES.into_iter().zip(&figures) {
        label_at(painter, pos2(rect.right() - from, y), Align2::RIGHT_CENTER, figure, tokens.text);
    }
    let right = rect.right() - 220.0;
    let bar = (rect.width() * 0.18).clamp(60.0, 160.0);
    let room = Rect::from_x_y_ranges(rect.left() + 34.0..=right - bar - 12.0, rect.y_range());
    let font = FontId::new(crate::gui::theme::size::LABEL, crate::gui::theme::regular());
    within(painter, room, &question.ask, font, tokens.quiet, false);
    let track = Rect::from_min_size(pos2(right - bar, y - 4.0), vec2(bar, 8.0));
    painter.rect_filled(track, 2.0, tokens.raised);
    let part = |count: u64| bar * (count as f64 / most.max(1) as f64) as f32;
    let open = Rect::from_min_size(track.min, vec2(part(item.open), 8.0));
    painter.rect_filled(open, 2.0, tokens.outline);
    let unknown = Rect::from_min_size(open.right_top(), vec2(part(item.unknown), 8.0));
    painter.rect_filled(unknown, 2.0, tokens.bands[2]);
    let weight = if item.tenths > 0 { format!("weight {}", question.weight) } else { "not scored".to_owned() };
    response.on_hover_text(format!("{}\n{weight}", question.ask));
}
