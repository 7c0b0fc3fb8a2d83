//! Laws over random cases of the shipped questionnaire and random small questionnaires.

use super::small::{self, Source};
use super::support::{Case, blank, core};
use crate::assessment::{Assessment, Facts, Outcome, State, assess};
use crate::questionnaire::{OptionSet, QuestionIx, Questionnaire, Ratio};
use crate::submission::{Answer, Edit, FollowUpAnswer, Grade, Record, Submission};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use std::collections::BTreeSet;

/// The same cases on every machine; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` look further.
pub fn config(cases: u32) -> Config {
    let mut config = Config { failure_persistence: None, max_global_rejects: 10_000, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(20_261_122);
    }
    config
}

pub fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), most / 8..most)
}

/// A random case of the shipped questionnaire, with the follow-ups that rules read.
pub fn random_core(source: &mut Source<'_>) -> Case {
    let mut case = blank();
    // Half of the cases lean to good answers, so that every band is reached.
    let lean = source.pick(4);
    case.submission = small::answers(core(), source);
    for (id, record) in &mut case.submission.records {
        let good = if lean > 1 && source.pick(3) > 0 { "a" } else { continue };
        if let Some(Answer::Options(keys)) = &mut record.answer
            && core().find(id).is_some_and(|ix| core().is_scored(ix))
        {
            *keys = BTreeSet::from([good.to_owned()]);
        }
    }
    let ticks: [(&str, &str, &[&str]); 3] = [
        ("F2", "open_kev", &["yes", "no"]),
        ("D3", "scan_shows_exposure", &["yes", "no"]),
        ("C2", "facts", &["owner", "support_end"]),
    ];
    for (id, follow_up, keys) in ticks {
        if source.pick(2) == 1 {
            let key = source.of(keys).to_owned();
            let record: &mut Record = case.submission.records.entry(id.to_owned()).or_default();
            record.follow_ups.insert(follow_up.to_owned(), FollowUpAnswer::Keys(BTreeSet::from([key])));
        }
    }
    case
}

fn percent(value: Ratio) -> bool {
    value >= Ratio::from_integer(0) && value <= Ratio::from_integer(100)
}

fn check_bounds(questionnaire: &Questionnaire, it: &Assessment) {
    assert!(percent(it.score) && percent(it.completeness) && percent(it.confidence));
    assert!(percent(it.range.best) && percent(it.range.worst) && it.range.best <= it.range.worst);
    assert!(it.sections.iter().flatten().all(|section| percent(section.deficiency)));
    assert!(it.exposure.index <= 100);
    assert!(it.band >= it.band_before_floors, "a floor never improves the band");
    // Drivers add up exactly, largest first, each once.
    let sum: Ratio = it.drivers.iter().map(|driver| driver.points).sum();
    assert_eq!(sum, it.score);
    assert!(it.drivers.is_sorted_by(|a, b| a.points > b.points || (a.points == b.points && a.question < b.question)));
    assert!(it.drivers.iter().all(|driver| driver.points > Ratio::from_integer(0)));
    // Levers never promise more than the answer costs in all.
    assert!(it.levers.iter().all(|lever| lever.gain > Ratio::from_integer(0) && lever.gain <= it.score));
    // The schedule stays inside its caps.
    let schedule = &it.schedule;
    assert!(schedule.total_percent.unsigned_abs() <= u16::from(schedule.max_percent));
    for line in &schedule.lines {
        let (_, cap) = questionnaire.schedule.caps.iter().find(|(section, _)| *section == line.section).expect("a cap");
        assert!(line.percent.unsigned_abs() <= u16::from(*cap));
        let off = line.exact_percent - i64::from(line.percent);
        let half = Ratio::new(1, 2);
        assert!(line.credit_withheld || line.percent == 0 || (off >= -half && off < half), "{line:?}");
        assert!(it.credit_allowed || line.percent >= 0);
    }
    // Adverse reasons: at most four, two of a section, critical ones first.
    assert!(it.adverse_reasons.len() <= 4);
    let section = |ix: QuestionIx| questionnaire.question(ix).section;
    for reason in &it.adverse_reasons {
        let of_section = it.adverse_reasons.iter().filter(|other| section(other.question) == section(reason.question));
        assert!(of_section.count() <= 2);
        assert!(it.reading(reason.question).factor.pips() >= 2);
    }
    let critical: Vec<bool> =
        it.adverse_reasons.iter().map(|it| questionnaire.question(it.question).critical).collect();
    assert!(critical.is_sorted_by(|a, b| a >= b));
    // Rules stand in order, each once, each with its answers.
    assert!(it.rules.is_sorted_by(|a, b| a.rule < b.rule));
    assert!(it.rules.iter().all(|fired| !fired.because.is_empty()));
    // Each request is asked once, and only where something is not answered.
    let requests: BTreeSet<QuestionIx> = it.requests.iter().copied().collect();
    assert_eq!(requests.len(), it.requests.len());
    for reading in &it.readings {
        assert!(reading.applies <= reading.shown, "what applies is shown");
        assert!(reading.factor >= reading.factor_stated, "no rule improves an answer");
        assert!(reading.is_stated() || reading.grade == 0);
    }
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn everything_stays_within_its_bounds(bytes in bytes(400)) {
        let case = random_core(&mut Source(&bytes));
        let it = case.assess().assessment;
        check_bounds(core(), &it);
        prop_assert!(it.range.best <= it.score && it.score <= it.range.worst, "the range holds the score");
        let open = it.readings.iter().any(|reading| reading.applies && reading.is_unanswered());
        let exposure_open = !it.exposure.unanswered.is_empty();
        prop_assert!(open || exposure_open || it.range.best == it.range.worst);
    }

    #[test]
    fn the_same_input_gives_the_same_result(bytes in bytes(400)) {
        let case = random_core(&mut Source(&bytes));
        let again = random_core(&mut Source(&bytes));
        prop_assert_eq!(case.assess().assessment, again.assess().assessment);
    }

    /// Answers put in in any order, over detours, give the same assessment.
    #[test]
    fn the_order_of_answering_does_not_matter(bytes in bytes(400), shuffle in any::<u64>()) {
        let wanted = random_core(&mut Source(&bytes)).submission;
        let mut edits: Vec<(u64, String, Option<Record>)> = Vec::new();
        for (place, (id, record)) in wanted.records.iter().enumerate() {
            let mixed = shuffle.rotate_left(place as u32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            edits.push((mixed >> 8, id.clone(), Some(record.clone())));
        }
        edits.sort_by_key(|(key, ..)| *key);
        let mut submission = Submission::default();
        for (key, id, record) in edits {
            let detour = Record { answer: Some(Answer::Unknown), flagged: key % 2 == 0, ..Record::default() };
            for record in [Some(detour), None, record] {
                let inverse = Edit::Record { question: id.clone(), record: record.map(Box::new) }.apply(&mut submission);
                prop_assert!(matches!(inverse, Edit::Record { .. }), "the inverse is of the same kind");
            }
        }
        let facts = Facts::default();
        prop_assert_eq!(assess(core(), &submission, &facts), assess(core(), &wanted, &facts));
    }
}

/// Larger is better: Decline, Hold, Insufficient information, then the bands from worst to best.
fn rank(it: &Assessment) -> i32 {
    match it.outcome {
        Outcome::Decline => -3,
        Outcome::Hold => -2,
        Outcome::InsufficientInformation => -1,
        Outcome::Band(band) => 100 - i32::from(band.0),
    }
}

fn codes(it: &Assessment) -> BTreeSet<&'static str> {
    it.rules.iter().map(|fired| core().rules[usize::from(fired.rule)].code.as_str()).collect()
}

/// Holds `after`, in which one answer is better, against `before`; the exceptions are those of
/// domain.md 11.4 and rulings 6.12.
fn check_improvement(what: &str, before: &Assessment, after: &Assessment) {
    let applies = |it: &Assessment| it.readings.iter().map(|reading| reading.applies).collect::<Vec<_>>();
    if applies(before) != applies(after) {
        return;
    }
    let (had, has) = (codes(before), codes(after));
    let new: Vec<&str> = has.difference(&had).copied().collect();
    let is_contradiction = |code: &&&str| **code == "KO-7" || code.starts_with("CR-");
    let names_a_band = |code: &&&str| ["REF-01", "REF-02", "REF-14"].contains(*code);
    let unexpected: Vec<&&str> = new.iter().filter(|code| !is_contradiction(code) && !names_a_band(code)).collect();
    assert!(unexpected.is_empty(), "{what} fires {unexpected:?}");
    if new.iter().any(|code| is_contradiction(&code)) {
        return;
    }
    assert!(after.score <= before.score, "{what}: {} to {}", before.score, after.score);
    assert!(rank(after) >= rank(before), "{what}: {:?} to {:?}", before.outcome, after.outcome);
    assert!(after.band <= before.band, "{what}: {:?} to {:?}", before.band, after.band);
}

fn with_option(case: &Case, ix: QuestionIx, place: usize, grade: Option<Grade>) -> Assessment {
    let question = core().question(ix);
    let mut better = case.clone();
    let record = better.submission.records.entry(question.id.clone()).or_default();
    record.answer = Some(Answer::option(&question.options[place].key));
    record.grade = grade.or(record.grade);
    better.assess().assessment
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn improving_one_answer_never_worsens_anything(bytes in bytes(400)) {
        let case = random_core(&mut Source(&bytes));
        let before = case.assess().assessment;
        for ix in core().places().filter(|ix| before.reading(*ix).applies) {
            let id = &core().question(ix).id;
            let reading = before.reading(ix);
            match (reading.state, reading.options.places().next()) {
                (State::Stated, Some(place)) if place > 0 => {
                    let after = with_option(&case, ix, place - 1, None);
                    check_improvement(&format!("{id} one option better"), &before, &after);
                    // The lever says what it gains, with applicability held.
                    let lever = before.levers.iter().find(|lever| lever.question == ix);
                    let gain = lever.map_or(Ratio::from_integer(0), |lever| lever.gain);
                    if after.applicable_tenths == before.applicable_tenths && after.score <= before.score {
                        prop_assert_eq!(before.score - after.score, gain, "the lever of {}", id);
                    }
                }
                (State::Stated, _) => {}
                _ => check_improvement(
                    &format!("{id} answered at its best and proven"),
                    &before,
                    &with_option(&case, ix, 0, Some(Grade::IndependentTest)),
                ),
            }
        }
    }

    #[test]
    fn better_evidence_never_worsens_anything(bytes in bytes(400)) {
        let case = random_core(&mut Source(&bytes));
        let before = case.assess().assessment;
        for ix in core().places().filter(|ix| before.reading(*ix).is_stated() && before.reading(*ix).applies) {
            let id = &core().question(ix).id;
            let mut proven = case.clone();
            proven.submission.records.get_mut(id).expect("a record").grade = Some(Grade::IndependentTest);
            let after = proven.assess().assessment;
            prop_assert!(after.confidence >= before.confidence);
            check_improvement(&format!("{id} proven"), &before, &after);
        }
    }
}

/// Every answer that a person could give to a question.
pub fn every_answer(questionnaire: &Questionnaire, ix: QuestionIx) -> Vec<BTreeSet<String>> {
    let question = questionnaire.question(ix);
    let key = |place: usize| question.options[place].key.clone();
    let count = question.options.len();
    match question.kind {
        crate::questionnaire::AnswerKind::Multi => (1_u32..1 << count)
            .map(OptionSet)
            .filter(|set| set.len() == 1 || set.places().all(|place| !question.options[place].exclusive))
            .map(|set| set.places().map(key).collect())
            .collect(),
        _ => (0..count).map(|place| BTreeSet::from([key(place)])).collect(),
    }
}

/// Best and worst score over all completions, and whether one of them has the same applicable
/// questions as now.
fn brute_force(case: &Case, open: &[QuestionIx], now: &Assessment) -> (Ratio, Ratio, bool) {
    let Some((ix, rest)) = open.split_first() else {
        let it = case.assess().assessment;
        let same = it.readings.iter().zip(&now.readings).all(|(a, b)| a.applies == b.applies);
        return (it.score, it.score, same);
    };
    let id = &case.questionnaire.question(*ix).id;
    every_answer(case.questionnaire, *ix)
        .into_iter()
        .map(|keys| {
            let mut completed = case.clone();
            let record = Record {
                answer: Some(Answer::Options(keys)),
                grade: Some(Grade::IndependentTest),
                ..Record::default()
            };
            completed.submission.records.insert(id.clone(), record);
            brute_force(&completed, rest, now)
        })
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1), a.2 || b.2))
        .expect("an answer")
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn the_range_equals_brute_force_on_small_questionnaires(bytes in bytes(160)) {
        let mut source = Source(&bytes);
        let questionnaire = small::random(&mut source);
        prop_assume!(questionnaire.is_some());
        let mut case = small::case(questionnaire.expect("assumed"));
        case.submission = small::answers(case.questionnaire, &mut source);
        let now = case.assess().assessment;
        check_bounds(case.questionnaire, &now);
        let open: Vec<QuestionIx> = case
            .questionnaire
            .places()
            .filter(|ix| now.reading(*ix).shown && now.reading(*ix).is_unanswered())
            .collect();
        let (best, worst, reachable) = brute_force(&case, &open, &now);
        prop_assert_eq!((now.range.best, now.range.worst), (best, worst));
        // Two questions that exclude each other both count while the answer that decides is open,
        // and then the score is not one of the completions.
        prop_assert!(!reachable || (best <= now.score && now.score <= worst), "the range holds the score");
    }
}
