//! A book under one plan or two as JSON. Decimals are strings, so that no reader rounds them.

use super::score::{fired, overrides};
use super::{Loaded, Scored};
use crate::book::{
    Distribution, Impact, Matrix, Mover, SectionMean, SectionShift, Shift, Tally, WeighBy, outcome_words, section_shift,
};
use crate::cli::plan::named;
use crate::questionnaire::{Ratio, decimal, exact};
use serde_json::{Map, Value, json};

/// Submissions that are listed as crossing.
const MOST_CROSSINGS: usize = 1000;

pub(super) fn score(loaded: &Loaded, scored: &Scored, standing: &Distribution) -> Value {
    let rules = scored.effective.rules.iter().zip(fired(scored)).filter(|(_, count)| *count > 0);
    let rules: Map<String, Value> = rules.map(|(rule, count)| (rule.code.clone(), json!(count))).collect();
    merged(
        head(loaded),
        json!({
            "plan": plan_of(scored),
            "standing": distribution(scored, standing, WeighBy::Submissions),
            "rules": rules,
            "overrides_by_person": overrides(loaded),
            "weights_are": "expert judgement",
        }),
    )
}

pub(super) fn impact(loaded: &Loaded, before: &Scored, after: &Scored, found: &Impact) -> Value {
    let book = &loaded.read.book;
    let mover = |Mover { row, change }: &Mover| {
        let row = *row as usize;
        json!({
            "submission": book.id(row),
            "before": decimal(before.scoring.score(row), 1),
            "after": decimal(after.scoring.score(row), 1),
            "before_exact": exact(before.scoring.score(row)),
            "after_exact": exact(after.scoring.score(row)),
            "change": decimal(*change, 2),
            "change_exact": exact(*change),
        })
    };
    let crossing = |row: &u32| {
        let row = *row as usize;
        let side = |it: &Scored| {
            json!({
                "band": it.effective.band(it.scoring.band(row)).name,
                "outcome": it.scoring.outcome(row).words(&it.effective),
            })
        };
        json!({"submission": book.id(row), "before": side(before), "after": side(after)})
    };
    let section = |it: &SectionShift| {
        let section = after.effective.section(it.section);
        let side = |mean: &SectionMean| json!({"submissions": mean.n, "mean_deficiency": mean.deficiency.map(|it| decimal(it, 2))});
        json!({"section": section.id, "title": section.title, "before": side(&it.before), "after": side(&it.after)})
    };
    let groups = found
        .groups
        .iter()
        .map(|group| merged(json!({"group": group.name}), shift(before, after, &group.shift, found.weigh)));
    merged(
        merged(head(loaded), shift(before, after, &found.all, found.weigh)),
        json!({
            "plan": plan_of(after),
            "against": plan_of(before),
            "weighed_by": found.weigh.words().to_lowercase(),
            "worse": found.worse.iter().map(mover).collect::<Value>(),
            "better": found.better.iter().map(mover).collect::<Value>(),
            "crossing_count": found.crossings,
            "crossings": found.crossing_rows.iter().take(MOST_CROSSINGS).map(crossing).collect::<Value>(),
            "groups": groups.collect::<Value>(),
            "sections": section_shift(book, &before.scoring, &after.scoring).iter().map(section).collect::<Value>(),
            "weights_are": "expert judgement",
        }),
    )
}

fn head(loaded: &Loaded) -> Value {
    let read = &loaded.read;
    let texts = |problems: &[crate::files::Problem]| problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "questionnaire": {
            "id": loaded.base.id,
            "version": loaded.base.version,
            "sha256": loaded.base.sha256,
        },
        "submissions": read.book.rows(),
        "cases": read.cases.len(),
        "bad_files": texts(&read.bad_files),
        "rows_left_out": read.rows_left_out,
        "problem_count": read.problem_count,
        "problems": texts(&read.problems),
        "notices": read.notices.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn plan_of(scored: &Scored) -> Value {
    scored.effective.plan.as_deref().map_or(Value::Null, named)
}

fn shift(before: &Scored, after: &Scored, shift: &Shift, weigh: WeighBy) -> Value {
    json!({
        "count": tally(shift.n, weigh),
        "before": distribution(before, &shift.before, weigh),
        "after": distribution(after, &shift.after, weigh),
        "outcome_migration": matrix(&shift.outcomes, weigh, |place| outcome_words(&after.effective, place)),
        "band_migration": matrix(&shift.bands, weigh, |place| {
            after.effective.bands.get(place).map_or("", |band| &band.name)
        }),
        "moved": {
            "worse": tally(shift.up, weigh),
            "better": tally(shift.down, weigh),
            "unchanged": tally(shift.unchanged, weigh),
        },
        "mean_change": decimal(shift.mean_change, 2),
        "mean_change_to_a_millionth": decimal(shift.mean_change, 6),
    })
}

fn distribution(scored: &Scored, standing: &Distribution, weigh: WeighBy) -> Value {
    let questionnaire = &scored.effective;
    let shown = |mean: Option<Ratio>| mean.map(|mean| decimal(mean, 1));
    let closely = |mean: Option<Ratio>| mean.map(|mean| decimal(mean, 6));
    let by_name = |names: Vec<&str>, tallies: &[Tally]| {
        let named = names.into_iter().zip(tallies).map(|(name, it)| (name.to_owned(), tally(*it, weigh)));
        Value::Object(named.collect())
    };
    json!({
        "mean_score": shown(standing.mean),
        "mean_score_to_a_millionth": closely(standing.mean),
        "mean_score_by_amount": shown(standing.mean_by_amount),
        "mean_score_by_amount_to_a_millionth": closely(standing.mean_by_amount),
        "score_bins": standing.bins.iter().map(|it| tally(*it, weigh)).collect::<Value>(),
        "bands": by_name(questionnaire.bands.iter().map(|it| it.name.as_str()).collect(), &standing.bands),
        "outcomes": by_name(
            (0..standing.outcomes.len()).map(|place| outcome_words(questionnaire, place)).collect(),
            &standing.outcomes,
        ),
        "tiers": by_name(questionnaire.tiers.iter().map(|it| it.name.as_str()).collect(), &standing.tiers),
    })
}

/// Where something is, from row to column.
fn matrix<'n>(matrix: &Matrix, weigh: WeighBy, name: impl Fn(usize) -> &'n str) -> Value {
    let places = || (0..matrix.size()).flat_map(|from| (0..matrix.size()).map(move |to| (from, to)));
    let filled = places().filter(|(from, to)| matrix.get(*from, *to).count > 0);
    filled
        .map(|(from, to)| json!({"from": name(from), "to": name(to), "count": tally(matrix.get(from, to), weigh)}))
        .collect()
}

/// A plain count, or with the amounts beside it.
fn tally(tally: Tally, weigh: WeighBy) -> Value {
    if weigh == WeighBy::Submissions {
        return json!(tally.count);
    }
    let amount = decimal(Ratio::new(i64::try_from(tally.tenths).unwrap_or(i64::MAX), 10), 1);
    json!({"submissions": tally.count, "dollars": amount, "without_amount": tally.without})
}

/// All that both objects hold.
fn merged(mut one: Value, more: Value) -> Value {
    if let (Value::Object(one), Value::Object(more)) = (&mut one, more) {
        one.extend(more);
    }
    one
}
