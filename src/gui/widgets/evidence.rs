//! What stands behind an answer: four segments, one may be chosen.

use super::buttons::focus_ring;
use crate::gui::theme::{self, size, tokens};
use crate::submission::Grade;
use egui::{CornerRadius, FontId, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// Draws the segments; the one that was clicked.
pub fn evidence_ui(ui: &mut Ui, grade: Option<Grade>, enabled: bool) -> Option<Grade> {
    let tokens = tokens(ui);
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = -1.0;
        for (place, each) in Grade::ALL.into_iter().enumerate() {
            let selected = grade == Some(each);
            let words = short(each);
            let family = if selected { theme::semibold() } else { theme::regular() };
            let colour = match (enabled, selected) {
                (false, _) => tokens.outline,
                (true, true) => tokens.accent,
                (true, false) => tokens.quiet,
            };
            let galley = ui.painter().layout_no_wrap(words.to_owned(), FontId::new(size::LABEL, family), colour);
            let key = ui.painter().layout_no_wrap((place + 1).to_string(), FontId::new(11.0, theme::regular()), colour);
            let width = galley.size().x + key.size().x + 26.0;
            let sense = if enabled { Sense::click() } else { Sense::hover() };
            let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), sense);
            let name = format!("Evidence: {}", each.words());
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, selected, &name));
            let radius = CornerRadius {
                nw: if place == 0 { 6 } else { 0 },
                sw: if place == 0 { 6 } else { 0 },
                ne: if place == 3 { 6 } else { 0 },
                se: if place == 3 { 6 } else { 0 },
            };
            let fill = if selected {
                tokens.accent_ground
            } else if enabled && response.hovered() {
                tokens.raised
            } else {
                tokens.surface
            };
            let stroke = Stroke::new(1.0, if enabled { tokens.outline } else { tokens.line });
            ui.painter().rect(rect, radius, fill, stroke, StrokeKind::Inside);
            if selected {
                let bar = egui::Rect::from_min_max(
                    rect.left_bottom() - vec2(-2.0, 3.0),
                    rect.right_bottom() - vec2(2.0, 1.0),
                );
                ui.painter().rect_filled(bar, 0.0, tokens.accent);
            }
            let y = rect.center().y;
            let key_width = key.size().x;
            ui.painter().galley(pos2(rect.left() + 10.0, y - key.size().y / 2.0), key, colour);
            ui.painter().galley(pos2(rect.left() + 16.0 + key_width, y - galley.size().y / 2.0), galley, colour);
            focus_ring(ui, rect, &response);
            if response.on_hover_text(format!("{} {}", each.code(), each.words())).clicked() {
                clicked = Some(each);
            }
        }
    });
    clicked
}

fn short(grade: Grade) -> &'static str {
    match grade {
        Grade::Asserted => "Asserted",
        Grade::Document => "Document",
        Grade::ScanOrLog => "Scan or log",
        Grade::IndependentTest => "Independent test",
    }
}
