//! The control score on its scale: five bands at the edges of the tier, the range, the score.

use super::shape::{Level, paint_level};
use crate::assessment::Assessment;
use crate::gui::theme::{self, size, tokens};
use crate::gui::words;
use crate::questionnaire::Questionnaire;
use egui::{Align2, FontId, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

/// What a band bar shows.
pub struct BandBar<'a> {
    pub questionnaire: &'a Questionnaire,
    pub assessment: &'a Assessment,
    /// Names and edges under the bar.
    pub labelled: bool,
}

const BAR: f32 = 10.0;

/// Draws it over the whole width.
pub fn band_bar_ui(ui: &mut Ui, bar: &BandBar<'_>) {
    let tokens = tokens(ui);
    let BandBar { questionnaire, assessment, labelled } = bar;
    let height = if *labelled { 58.0 } else { 30.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let scale = Rect::from_min_size(rect.left_top() + vec2(0.0, 14.0), vec2(rect.width(), BAR));
    let x = |points: f32| scale.left() + scale.width() * points.clamp(0.0, 100.0) / 100.0;
    let painter = ui.painter();
    let edges = questionnaire.edges.get(usize::from(assessment.tier.0)).map_or(&[][..], Vec::as_slice);
    let own = usize::from(assessment.band_before_floors.0);
    let mut from = 0.0;
    for (place, edge) in edges.iter().enumerate() {
        let to = words::drawn(*edge);
        let gap = if place + 1 == edges.len() { 0.0 } else { 2.0 };
        let segment = Rect::from_x_y_ranges(x(from)..=(x(to) - gap).max(x(from)), scale.y_range());
        let colour = tokens.band(place);
        let fill = if place == own { colour } else { colour.gamma_multiply(0.34) };
        let radius = egui::CornerRadius {
            nw: if place == 0 { 4 } else { 0 },
            sw: if place == 0 { 4 } else { 0 },
            ne: if place + 1 == edges.len() { 4 } else { 0 },
            se: if place + 1 == edges.len() { 4 } else { 0 },
        };
        painter.rect_filled(segment, radius, fill);
        if *labelled {
            band_label(ui, questionnaire, place, segment);
            if place + 1 < edges.len() {
                let text = crate::questionnaire::decimal(*edge, 0);
                let font = FontId::new(size::CAPTION, theme::regular());
                painter.text(
                    pos2(segment.right() + 1.0, scale.bottom() + 2.0),
                    Align2::CENTER_TOP,
                    text,
                    font,
                    tokens.quiet,
                );
            }
        }
        from = to;
    }
    let (best, worst) = (words::drawn(assessment.range.best), words::drawn(assessment.range.worst));
    if worst - best > 0.05 {
        // The bracket is seen in grey as well, where the tint alone would not be.
        let span = Rect::from_x_y_ranges(x(best)..=x(worst), scale.y_range());
        painter.rect_filled(span, 0.0, tokens.text.gamma_multiply(0.14));
        let stroke = Stroke::new(1.5, tokens.text);
        let y = scale.bottom() + 4.0;
        painter.hline(span.x_range(), y, stroke);
        painter.vline(span.left(), y - 3.0..=y, stroke);
        painter.vline(span.right(), y - 3.0..=y, stroke);
    }
    let at = x(words::drawn(assessment.score));
    let tip = pos2(at, scale.top() - 1.0);
    let marker = vec![tip, tip + vec2(-6.0, -10.0), tip + vec2(6.0, -10.0)];
    painter.add(Shape::convex_polygon(marker, tokens.text, Stroke::NONE));
    painter.vline(at, scale.y_range(), Stroke::new(2.0, tokens.text));
    let sentence = sentence(questionnaire, assessment);
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &sentence));
    response.on_hover_ui(|ui| {
        for place in 0..questionnaire.bands.len() {
            ui.label(super::Text::label(words::band_sentence(questionnaire, assessment, place)));
        }
    });
}

fn band_label(ui: &Ui, questionnaire: &Questionnaire, place: usize, segment: Rect) {
    let tokens = tokens(ui);
    let Some(band) = questionnaire.bands.get(place) else { return };
    let colour = tokens.band(place);
    let font = FontId::new(size::CAPTION, theme::regular());
    let galley = ui.painter().layout_no_wrap(short(&band.name).to_owned(), font, colour);
    let width = galley.size().x + 14.0;
    let y = segment.bottom() + 18.0;
    if width <= segment.width() + 4.0 {
        let left = segment.center().x - width / 2.0;
        paint_level(ui.painter(), pos2(left + 5.0, y + 8.0), 9.0, Level::Band(place), colour);
        ui.painter().galley(pos2(left + 14.0, y), galley, colour);
    } else {
        paint_level(ui.painter(), pos2(segment.center().x, y + 8.0), 9.0, Level::Band(place), colour);
    }
}

/// The first words of long band names.
fn short(name: &str) -> &str {
    name.split(" unless").next().unwrap_or(name)
}

fn sentence(questionnaire: &Questionnaire, assessment: &Assessment) -> String {
    format!(
        "Control score {} of 100, band {}, range {} to {}",
        assessment.score_shown(questionnaire),
        questionnaire.band(assessment.band_before_floors).name,
        words::one(assessment.range.best),
        words::one(assessment.range.worst)
    )
}
