//! The migration matrix: from which outcome to which.

use super::amounts::Unit;
use crate::assessment::Outcome;
use crate::book::{Shift, outcome_place};
use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::{level_of, outcome_words, tight_number};
use crate::gui::carrier::live::{Landed, Live};
use crate::gui::theme::tokens;
use crate::gui::widgets::{Matrix, Place, matrix_ui};
use crate::questionnaire::{BandIx, Questionnaire};
use egui::{Rect, Sense, Ui, vec2};

/// An outcome as the panel shows it.
pub(super) struct Outcomes {
    /// [`outcome_place`]
    pub place: usize,
    pub shown: Place,
}

/// Bands from the best, then what is no decision, then a decline by rule.
pub(super) fn places(questionnaire: &Questionnaire) -> Vec<Outcomes> {
    let bands =
        (0..u8::try_from(questionnaire.bands.len()).unwrap_or(u8::MAX)).map(|place| Outcome::Band(BandIx(place)));
    bands
        .chain([Outcome::InsufficientInformation, Outcome::Hold, Outcome::Decline])
        .map(|outcome| Outcomes {
            place: outcome_place(outcome),
            shown: Place {
                name: outcome_words(questionnaire, outcome).to_owned(),
                level: level_of(outcome),
                rank: match outcome {
                    Outcome::Band(band) => Some(band.0),
                    Outcome::Decline => Some(u8::MAX),
                    Outcome::Hold | Outcome::InsufficientInformation => None,
                },
            },
        })
        .collect()
}

pub(super) fn migration_ui(
    ui: &mut Ui,
    live: &Live,
    landed: &Landed,
    shift: &Shift,
    is_group: bool,
    unit: Unit,
    actions: &mut Actions,
) {
    super::section_ui(ui, "Migration", "rows are before, columns after");
    // What occurs nowhere takes no room.
    let occurs = |it: &Outcomes| {
        let count = |tallies: &[crate::book::Tally]| tallies.get(it.place).map_or(0, |tally| tally.count);
        count(&shift.before.outcomes) + count(&shift.after.outcomes) > 0
    };
    let places: Vec<Outcomes> = places(&landed.after.of).into_iter().filter(occurs).collect();
    let cells: Vec<Vec<u64>> = places
        .iter()
        .map(|from| places.iter().map(|to| unit.value(shift.outcomes.get(from.place, to.place))).collect())
        .collect();
    let chosen = live.cell.and_then(|cell| {
        let at = |place: usize| places.iter().position(|it| it.place == place);
        Some((at(cell.0)?, at(cell.1)?))
    });
    let shown: Vec<Place> = places.iter().map(|it| it.shown.clone()).collect();
    let matrix = Matrix {
        places: &shown,
        cells: &cells,
        short: &|value| unit.short_of(value),
        tight: &|value| tight_number(value),
        words: &|value| unit.words_of(value),
        chosen: chosen.filter(|_| !is_group),
    };
    let clicked = matrix_ui(ui, &matrix);
    if let Some((from, to)) = clicked
        && let (Some(from), Some(to)) = (places.get(from), places.get(to))
    {
        let cell = Some((from.place, to.place));
        actions.push(BookAction::LookAtCell(cell.filter(|_| live.cell != cell)).into());
    }
    key_ui(ui);
}

/// What the tints mean.
fn key_ui(ui: &mut Ui) {
    let tokens = tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let kinds =
            [("better", tokens.bands[0]), ("worse", tokens.bands[3]), ("to or from no decision", tokens.no_decision)];
        for (word, colour) in kinds {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 12.0), Sense::hover());
            let swatch = Rect::from_center_size(rect.center(), vec2(14.0, 11.0));
            ui.painter().rect_filled(swatch, 2.0, tokens.surface.lerp_to_gamma(colour, 0.46));
            let word = crate::gui::widgets::Text::caption(ui, word);
            ui.label(word);
            ui.add_space(6.0);
        }
    });
}
