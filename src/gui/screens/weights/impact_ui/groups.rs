//! The book by industry or tier: who is moved most, and one of them to look at.

use super::amounts::Unit;
use crate::book::Impact;
use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::change_words;
use crate::gui::theme::{CONTROL_RADIUS, size, tokens};
use crate::gui::widgets::{caption_at, label_at, within};
use egui::{Align2, FontId, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// Lines that are seen at once.
const SEEN: f32 = 7.5;
const LINE: f32 = 26.0;
const FIGURES: [(&str, f32); 3] = [("mean", 6.0), ("change outcome", 66.0), ("all", 176.0)];

pub(super) fn groups_ui(ui: &mut Ui, impact: &Impact, looked_at: Option<usize>, actions: &mut Actions) {
    if impact.groups.is_empty() {
        return;
    }
    let unit = Unit { weigh: impact.weigh };
    ui.spacing_mut().item_spacing.y = 0.0;
    let quiet = tokens(ui).quiet;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    for (word, from) in FIGURES {
        let at = pos2(rect.right() - from, rect.center().y);
        caption_at(ui.painter(), at, Align2::RIGHT_CENTER, word, quiet);
    }
    ScrollArea::vertical()
        .id_salt("groups")
        .max_height(LINE * SEEN)
        .min_scrolled_height(LINE * SEEN)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            let whole = (None, "Whole book", &impact.all);
            let groups = impact.groups.iter().enumerate();
            let lines = std::iter::once(whole).chain(groups.map(|(at, it)| (Some(at), it.name.as_str(), &it.shift)));
            for (place, name, shift) in lines.filter(|(_, _, shift)| shift.n.count > 0) {
                let moved = shift.outcomes.moved();
                let mean = change_words(shift.mean_change);
                let mean = if mean.is_empty() { "0".to_owned() } else { mean };
                let figures =
                    [mean, format!("{} ({})", unit.short(moved), unit.share(moved, shift.n)), unit.short(shift.n)];
                if line_ui(ui, name, &figures, place == looked_at) {
                    actions.push(BookAction::LookAtGroup(place).into());
                }
            }
        });
    ui.spacing_mut().item_spacing.y = 8.0;
}

fn line_ui(ui: &mut Ui, name: &str, figures: &[String; 3], selected: bool) -> bool {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    let said = format!("{name}: {} of {} change outcome, mean {}", figures[1], figures[2], figures[0]);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, selected, &said));
    if !ui.is_rect_visible(rect) {
        return false;
    }
    let painter = ui.painter();
    if selected || response.hovered() || response.has_focus() {
        let fill = if selected { tokens.accent_ground } else { tokens.raised };
        painter.rect_filled(rect, CONTROL_RADIUS, fill);
    }
    let room = Rect::from_x_y_ranges(rect.left() + 8.0..=rect.right() - 220.0, rect.y_range());
    let family = if selected { crate::gui::theme::semibold() } else { crate::gui::theme::regular() };
    within(painter, room, name, FontId::new(size::LABEL, family), tokens.text, false);
    for ((_, from), figure) in FIGURES.into_iter().zip(figures) {
        let at = pos2(rect.right() - from, rect.center().y);
        label_at(painter, at, Align2::RIGHT_CENTER, figure, tokens.text);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
