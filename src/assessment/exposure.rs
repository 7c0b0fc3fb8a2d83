//! The exposure index and the tier (domain.md 6.1, rulings 2).

use super::Exposure;
use super::read::{Reading, State};
use crate::questionnaire::{Choice, PointsKind, Question, Questionnaire, TierIx};

/// Points of every exposure question. Unanswered ones score their maximum (rulings 2.1).
pub(super) fn exposure(questionnaire: &Questionnaire, readings: &[Reading]) -> Exposure {
    let mut exposure = Exposure::default();
    let mut sum = 0_u32;
    for ix in questionnaire.places() {
        let question = questionnaire.question(ix);
        let reading = &readings[usize::from(ix.0)];
        let Some(points) = points_of(question, reading) else { continue };
        if reading.shown && reading.is_unanswered() {
            exposure.unanswered.push(ix);
        }
        sum += u32::from(points);
        exposure.points.push((ix, points));
    }
    exposure.index = sum.min(100) as u8;
    exposure
}

/// The points of an answer; `None` where the question has none.
pub(crate) fn points_of(question: &Question, reading: &Reading) -> Option<u8> {
    let rule = question.points?;
    Some(match reading.state {
        _ if !reading.shown => 0,
        State::NotApplicable => 0,
        State::Unknown | State::Open => rule.unanswered,
        State::Stated => {
            let ticked: Vec<&Choice> =
                reading.options.places().filter_map(|place| question.options.get(place)).collect();
            points(question, rule.kind, &ticked).min(rule.max)
        }
    })
}

fn points(question: &Question, kind: PointsKind, ticked: &[&Choice]) -> u8 {
    let highest = |options: &mut dyn Iterator<Item = u8>| options.max().unwrap_or(0);
    match kind {
        PointsKind::Option => highest(&mut ticked.iter().map(|option| option.points)),
        PointsKind::Sum => ticked.iter().fold(0, |sum, option| sum.saturating_add(option.points)),
        PointsKind::HighestPlus2IfMoreThanOne => {
            let more = if ticked.len() > 1 { 2 } else { 0 };
            highest(&mut ticked.iter().map(|option| option.points)).saturating_add(more)
        }
        PointsKind::SumOfGroupHighest => question
            .groups
            .iter()
            .enumerate()
            .map(|(place, group)| {
                let place = Some(place as u8);
                let of_group = |option: &&&Choice| option.group == place;
                let exclusive = ticked.iter().any(|option| option.exclusive);
                if ticked.iter().any(|option| of_group(&option)) {
                    highest(&mut ticked.iter().filter(of_group).map(|option| option.points))
                } else if group.choose_one && !exclusive {
                    // A missing choice scores its highest option (rulings 2.4).
                    highest(&mut question.options.iter().filter(|option| option.group == place).map(|o| o.points))
                } else {
                    0
                }
            })
            .fold(0, u8::saturating_add),
    }
}

/// The tier of an index 0-100.
pub(crate) fn tier(questionnaire: &Questionnaire, index: u8) -> TierIx {
    let place = questionnaire.tiers.iter().rposition(|tier| tier.from <= index).unwrap_or(0);
    TierIx(place as u8)
}
