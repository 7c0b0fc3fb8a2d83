//! How a cell looks: numbers to the right, outcomes as shape and word, a change by its direction.

use crate::gui::carrier::book::{Column, Source, level_of};
use crate::gui::theme::{self, size, tokens};
use crate::gui::widgets::{Level, paint_level, within};
use crate::questionnaire::Ratio;
use egui::{FontId, Painter, Rect, Ui, pos2, vec2};

/// Draws a cell into its place; what does not fit ends in dots.
pub(super) fn paint_cell(ui: &Ui, painter: &Painter, place: Rect, source: &Source<'_>, row: usize, column: Column) {
    let tokens = tokens(ui);
    let room = place.shrink2(vec2(8.0, 0.0));
    let text = column.text(source, row);
    let font = FontId::new(size::LABEL, theme::regular());
    let level = match column {
        Column::Outcome => Some(level_of(source.scoring.outcome(row))),
        Column::Band => Some(Level::Band(usize::from(source.scoring.band(row).0))),
        _ => None,
    };
    if let Some(level) = level {
        let colour = level.colour(tokens);
        paint_level(painter, pos2(room.left() + 6.0, room.center().y), 10.0, level, colour);
        let room = room.with_min_x(room.left() + 18.0);
        within(painter, room, &text, font, tokens.text, false);
        return;
    }
    let colour = match column {
        Column::Change if source.scoring.score(row) < source.reference.score(row) => tokens.bands[0],
        Column::Change => tokens.bands[3],
        Column::Tier | Column::Rules | Column::Inception | Column::Completeness | Column::Confidence => tokens.quiet,
        _ => tokens.text,
    };
    let font = if column == Column::Score { FontId::new(size::LABEL, theme::semibold()) } else { font };
    within(painter, room, &text, font, colour, column.is_number());
}

/// What a cell rests on; `None` where it speaks for itself.
pub(super) fn explanation(source: &Source<'_>, row: usize, column: Column) -> Option<String> {
    match column {
        Column::Score => {
            let (weighted, applicable) = source.scoring.score_units(row);
            let score = source.scoring.score(row);
            let sum = crate::questionnaire::decimal(Ratio::new(weighted, 40), 3);
            Some(format!(
                "sum of weight × factor {sum} ÷ sum of weights {} × 100, exactly {}/{}",
                crate::gui::words::tenths(applicable),
                score.numer(),
                score.denom()
            ))
        }
        Column::Rules => {
            let rules =
                source.scoring.fired(row).filter_map(|place| source.questionnaire.rules.get(usize::from(place)));
            let says: Vec<String> = rules.map(|rule| format!("{} {}", rule.code, rule.says)).collect();
            (!says.is_empty()).then(|| says.join("\n"))
        }
        _ => None,
    }
}
