//! All scenarios beside each other: the case as it is answered, then one column each.

use super::{Standing, Tried};
use crate::assessment::what_if::{Effect, fitting};
use crate::assessment::{Assessment, Outcome, TotalEffort, improvements_of, total_effort};
use crate::files::cell_for_spreadsheet;
use crate::gui::state::Case;
use crate::gui::widgets::Level;
use crate::gui::words;
use crate::questionnaire::Questionnaire;

/// The table as it is drawn and copied.
pub struct Comparison {
    /// Names over the columns; the first is the case itself.
    pub heads: Vec<String>,
    pub results: Vec<Row>,
    /// Answers that some scenario tries, one row each.
    pub answers: Vec<Row>,
}

/// One measure, or one question.
pub struct Row {
    pub what: String,
    /// The whole of it, where `what` is an id.
    pub hint: String,
    /// One under each head.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The carrier's own: rules, authority, schedule. A broker's desk leaves it out.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        self.hint.is_empty() && ["Rules fired", "Authority", "Schedule"].iter().any(|it| self.what.starts_with(it))
    }
}

/// One value.
#[derive(Default)]
pub struct Cell {
    pub text: String,
    pub level: Option<Level>,
    /// Nothing in the row is better, and something is worse.
    pub is_best: bool,
    /// As it is answered, or not tried here: it stands back.
    pub is_quiet: bool,
}

impl Comparison {
    pub(super) fn of(case: &Case) -> Self {
        let scenarios = &case.submission.scenarios;
        let tried: Vec<&Tried> = (0..scenarios.len()).filter_map(|place| case.what_if.tried(place)).collect();
        let mut heads = vec!["As answered".to_owned()];
        heads.extend(scenarios.iter().map(|scenario| scenario.name.clone()));
        let mut sides = vec![&case.derived.assessment];
        sides.extend(tried.iter().map(|tried| &tried.effect.after));
        let mut results = results(&case.questionnaire, &sides);
        results.extend(efforts(case));
        Self { heads, results, answers: answers(case, &tried) }
    }

    /// Tab-separated, one line a row, as a spreadsheet takes it; what is internal only where that was asked for.
    #[must_use]
    pub fn as_tsv(&self, with_internal: bool) -> String {
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let cells: Vec<String> = cells.map(|cell| cell_for_spreadsheet(&words::one_line(cell))).collect();
            cells.join("\t") + "\n"
        };
        let mut text = line(&mut std::iter::once("").chain(self.heads.iter().map(String::as_str)));
        for row in self.results.iter().chain(&self.answers).filter(|row| with_internal || !row.is_internal()) {
            let cells = row.cells.iter().map(|cell| cell.text.as_str());
            text.push_str(&line(&mut std::iter::once(row.what.as_str()).chain(cells)));
        }
        text
    }
}

/// The results that a scenario moves, now and then, and every schedule line that goes with them. Score, range and
/// outcome are drawn and not listed; rules and subjectivities are named and not counted.
pub(super) fn moved(questionnaire: &Questionnaire, effect: &Effect) -> Vec<Row> {
    let shown = ["Score", "Range", "Outcome", "Rules fired", "Subjectivities", "To answer first"];
    let mut rows = results(questionnaire, &[&effect.before, &effect.after]);
    rows.retain(|row| {
        !shown.contains(&row.what.as_str()) && row.cells.windows(2).any(|two| two[0].text != two[1].text)
    });
    let line = |percent: Option<i16>| Cell {
        text: percent.map_or_else(|| "no line".to_owned(), words::signed_percent),
        ..Cell::default()
    };
    rows.extend(effect.schedule.iter().map(|moved| {
        let section = questionnaire.section(moved.section);
        Row {
            what: format!("Schedule {} {}", section.id, section.title),
            hint: String::new(),
            cells: vec![line(moved.before), line(moved.after)],
        }
    }));
    rows
}

fn results(questionnaire: &Questionnaire, sides: &[&Assessment]) -> Vec<Row> {
    // Less is better in all of them.
    let mut rows = vec![
        row("Score", sides, |it| it.score, |it| it.score_shown(questionnaire)),
        row(
            "Range",
            sides,
            |it| it.range.worst,
            |it| format!("{} to {}", words::one(it.range.best), words::one(it.range.worst)),
        ),
        row("Band", sides, |it| it.band, |it| questionnaire.band(it.band).name.clone()),
        row("Outcome", sides, rank, |it| it.outcome_words(questionnaire).to_owned()),
        row(
            "Exposure",
            sides,
            |it| it.exposure.index,
            |it| format!("{} {}", it.exposure.index, questionnaire.tier(it.tier).name),
        ),
        row("Confidence", sides, |it| -it.confidence, |it| words::percent(it.confidence)),
        row("Complete", sides, |it| -it.completeness, |it| words::percent(it.completeness)),
        row(
            "Authority",
            sides,
            |it| it.authority,
            |it| questionnaire.authorities.get(usize::from(it.authority)).cloned().unwrap_or_default(),
        ),
        row("Rules fired", sides, |it| it.rules.len(), |it| it.rules.len().to_string()),
        row(
            "Schedule suggestion",
            sides,
            |it| it.schedule.total_percent,
            |it| words::signed_percent(it.schedule.total_percent),
        ),
        row("Subjectivities", sides, |it| it.subjectivities.len(), |it| it.subjectivities.len().to_string()),
        row("To answer first", sides, |it| it.requests.len(), |it| it.requests.len().to_string()),
    ];
    for (row, level) in [(2, (|it| Some(usize::from(it.band.0))) as fn(&Assessment) -> _), (3, words::outcome_band)] {
        let cells = rows.get_mut(row).into_iter().flat_map(|row: &mut Row| row.cells.iter_mut()).zip(sides);
        for (cell, side) in cells {
            cell.level = Some(match side.outcome {
                Outcome::Decline if row == 3 => Level::Decline,
                _ => Level::of(level(side)),
            });
        }
    }
    rows
}

/// What the improvements of each scenario take; nothing under the case itself, and no best: what takes least may also
/// bring least.
fn efforts(case: &Case) -> Vec<Row> {
    let (questionnaire, submission) = (&case.questionnaire, &case.submission);
    let totals: Vec<TotalEffort> = submission
        .scenarios
        .iter()
        .map(|scenario| improvements_of(questionnaire, &case.derived.assessment, &fitting(questionnaire, scenario)))
        .map(|improvements| total_effort(questionnaire, submission, &improvements))
        .collect();
    let row = |what: &str, text: &dyn Fn(&TotalEffort) -> String| {
        let cells = totals.iter().map(|total| Cell { text: text(total), ..Cell::default() });
        Row {
            what: what.to_owned(),
            hint: String::new(),
            cells: std::iter::once(Cell::default()).chain(cells).collect(),
        }
    };
    let by_then = |total: &TotalEffort| if total.before_inception { "Yes" } else { "Not all of it" }.to_owned();
    vec![
        row("Cost, in points", &|total| total.points.to_string()),
        row("Weeks, side by side", &|total| total.weeks.to_string()),
        row("Done before inception", &by_then),
    ]
}

/// Better outcomes first; what is no band stands behind all bands, a decline last.
fn rank(assessment: &Assessment) -> (u8, u8) {
    match assessment.outcome {
        Outcome::Band(band) => (0, band.0),
        Outcome::InsufficientInformation => (1, 0),
        Outcome::Hold => (2, 0),
        Outcome::Decline => (3, 0),
    }
}

fn row<K: Ord>(
    what: &str,
    sides: &[&Assessment],
    key: impl Fn(&Assessment) -> K,
    text: impl Fn(&Assessment) -> String,
) -> Row {
    let keys: Vec<K> = sides.iter().map(|side| key(side)).collect();
    let (best, worst) = (keys.iter().min(), keys.iter().max());
    let cell = |(side, own): (&&Assessment, &K)| Cell {
        text: text(side),
        is_best: Some(own) == best && best != worst,
        ..Cell::default()
    };
    Row { what: what.to_owned(), hint: String::new(), cells: sides.iter().zip(&keys).map(cell).collect() }
}

fn answers(case: &Case, tried: &[&Tried]) -> Vec<Row> {
    let is_tried = |ix: &_| tried.iter().any(|tried| tried.flips.contains_key(ix));
    let questions = case.questionnaire.places().filter(is_tried);
    questions
        .map(|ix| {
            let question = case.questionnaire.question(ix);
            let real = Cell { text: said(case.derived.answer_words(ix)), is_quiet: true, ..Cell::default() };
            let cells = tried.iter().map(|tried| match tried.flips.get(&ix) {
                None => Cell { is_quiet: true, ..Cell::default() },
                Some(Standing::Misfit) => Cell { text: "Cannot be used".to_owned(), ..Cell::default() },
                Some(_) => {
                    let text = tried.answers.get(usize::from(ix.0)).map_or("", String::as_str);
                    Cell { text: said(text), ..Cell::default() }
                }
            });
            Row {
                what: question.id.clone(),
                hint: question.ask.clone(),
                cells: std::iter::once(real).chain(cells).collect(),
            }
        })
        .collect()
}

fn said(answer: &str) -> String {
    if answer.is_empty() { "Not answered".to_owned() } else { answer.to_owned() }
}
