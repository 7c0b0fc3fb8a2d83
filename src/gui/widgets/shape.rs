//! Levels are word, shape and colour: circle, rounded square, triangle, diamond, octagon; hatched for no decision.

use super::Text;
use crate::gui::theme::{Tokens, icons, tokens};
use crate::questionnaire::RuleKind;
use egui::{Color32, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};
use std::f32::consts::TAU;

/// A band by place, or no decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// 0 is the best.
    Band(usize),
    NoDecision,
    /// Decline fired by a rule: drawn like the worst band.
    Decline,
}

impl Level {
    #[must_use]
    pub fn of(band: Option<usize>) -> Self {
        band.map_or(Self::NoDecision, Self::Band)
    }

    #[must_use]
    pub fn colour(self, tokens: &Tokens) -> Color32 {
        match self {
            Self::Band(place) => tokens.band(place),
            Self::NoDecision => tokens.no_decision,
            Self::Decline => tokens.band(4),
        }
    }
}

/// Shape and word in the colour of the level.
pub fn level_ui(ui: &mut Ui, level: Level, word: &str, points: f32) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let side = points * 0.82;
        let (rect, _) = ui.allocate_exact_size(vec2(side, points), Sense::hover());
        let colour = level.colour(tokens(ui));
        paint_level(ui.painter(), rect.center(), side, level, colour);
        ui.label(Text::strong(word).size(points).color(colour));
    });
}

/// The shape of a level, `side` points wide.
pub fn paint_level(painter: &Painter, centre: Pos2, side: f32, level: Level, colour: Color32) {
    let half = side / 2.0;
    let polygon = |corners: usize, turn: f32, radius: f32| {
        let points = (0..corners)
            .map(|place| centre + radius * egui::Vec2::angled(turn + TAU * place as f32 / corners as f32))
            .collect();
        Shape::convex_polygon(points, colour, Stroke::NONE)
    };
    match level {
        Level::Band(0) => {
            painter.circle_filled(centre, half, colour);
        }
        Level::Band(1) => {
            painter.rect_filled(Rect::from_center_size(centre, vec2(side, side) * 0.9), side * 0.22, colour);
        }
        Level::Band(2) => {
            let points = vec![
                centre + vec2(0.0, -half),
                centre + vec2(half * 1.08, half * 0.86),
                centre + vec2(-half * 1.08, half * 0.86),
            ];
            painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
        }
        Level::Band(3) => {
            painter.add(polygon(4, TAU / 4.0, half * 1.12));
        }
        Level::Band(_) | Level::Decline => {
            painter.add(polygon(8, TAU / 16.0, half * 1.06));
        }
        Level::NoDecision => hatched(painter, Rect::from_center_size(centre, vec2(side, side)), colour),
    }
}

fn hatched(painter: &Painter, rect: Rect, colour: Color32) {
    let stroke = Stroke::new(1.3, colour);
    painter.rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
    let clipped = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let step = rect.width() / 3.0;
    for place in 1..6 {
        let offset = step * place as f32;
        clipped.line_segment(
            [pos2(rect.left() + offset, rect.top()), pos2(rect.left() + offset - rect.height(), rect.bottom())],
            stroke,
        );
    }
}

/// The icon of a kind of rule.
#[must_use]
pub fn rule_icon(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::KnockOut => icons::OCTAGON,
        RuleKind::Insufficient => icons::QUESTION,
        RuleKind::Referral => icons::ARROW,
        RuleKind::Floor => icons::SHIELD,
        RuleKind::Consistency => icons::SCALES,
    }
}
