//! The way to a better band in words: its steps, what they take, and why nothing less does.

use super::{Case, effect_text, lower_first};
use crate::assessment::path::{Aim, Blocked, By, Path, Standing, Step};
use crate::assessment::{Because, ImprovedTo, estimate_of, shown_score};
use crate::questionnaire::{BandIx, Questionnaire, decimal, exact};

/// What an aim counts: `cost`, `changes`, `weeks`.
#[must_use]
pub fn by_key(by: By) -> &'static str {
    match by {
        By::Cost => "cost",
        By::Changes => "changes",
        By::Weeks => "weeks",
    }
}

/// `least cost`, `fewest changes`, `shortest lead time`.
#[must_use]
pub fn by_words(by: By) -> &'static str {
    match by {
        By::Cost => "least cost",
        By::Changes => "fewest changes",
        By::Weeks => "shortest lead time",
    }
}

/// `Standard or better, least cost, before inception`.
#[must_use]
pub fn aim_text(questionnaire: &Questionnaire, aim: &Aim) -> String {
    let mut text = format!("{}, {}", band_or_better(questionnaire, aim.to), by_words(aim.by));
    if aim.before_inception {
        text.push_str(", before inception");
    }
    if aim.robust {
        text.push_str(", whatever the unanswered turns out to be");
    }
    text
}

fn band_or_better(questionnaire: &Questionnaire, band: BandIx) -> String {
    let name = &questionnaire.band(band).name;
    if band.0 == 0 { name.clone() } else { format!("{name} or better") }
}

/// `D1 b: By function, with rules between them`, `D3 Proof of "None"`.
#[must_use]
pub fn step_text(case: &Case<'_>, step: &Step) -> String {
    format!("{} {}", case.question(step.improvement.question).id, step_to(case, step))
}

/// The same without the question: `b: By function, with rules between them`.
#[must_use]
pub fn step_to(case: &Case<'_>, step: &Step) -> String {
    let question = case.question(step.improvement.question);
    match step.improvement.to {
        ImprovedTo::Option(place) => {
            let option = question.options.get(usize::from(place));
            option.map_or_else(String::new, |option| format!("{}: {}", option.key, option.text))
        }
        ImprovedTo::Proof => format!("Proof of \"{}\"", case.typed_text(step.improvement.question)),
    }
}

/// `Middle, 3 points, 8 weeks, before inception`.
#[must_use]
pub fn step_takes(case: &Case<'_>, step: &Step) -> String {
    let effort = estimate_of(case.questionnaire, case.submission, &step.improvement).effort;
    let class = case.questionnaire.cost_classes.get(usize::from(effort.cost.0));
    let mut parts: Vec<String> = class.map(|class| class.name.clone()).into_iter().collect();
    parts.push(counted(step.cost, "cost point"));
    parts.push(if step.weeks == 0 { "at once".to_owned() } else { counted(u32::from(step.weeks), "week") });
    if step.before_inception {
        parts.push("as a rule feasible before inception".to_owned());
    }
    if step.new_list {
        parts.push("a new device list has to show it".to_owned());
    }
    parts.join(", ")
}

/// `7 cost points, 3 improvements, 12 weeks side by side`.
#[must_use]
pub fn path_takes(path: &Path) -> String {
    let weeks = if path.weeks == 0 { "at once".to_owned() } else { counted(u32::from(path.weeks), "week") };
    let changes = counted(path.steps.len() as u32, "improvement");
    let aside = if path.steps.len() > 1 && path.weeks > 0 { " side by side" } else { "" };
    format!("{}, {changes}, {weeks}{aside}", counted(path.cost, "cost point"))
}

/// `52.3, Conditional`.
#[must_use]
pub fn standing_text(questionnaire: &Questionnaire, standing: &Standing) -> String {
    format!("{}, {}", shown(questionnaire, standing), standing.outcome.words(questionnaire))
}

fn shown(questionnaire: &Questionnaire, standing: &Standing) -> String {
    shown_score(questionnaire, standing.tier, standing.score)
}

/// Why nothing less does, one sentence a line; rules by name only `with_rules`, since a broker is not shown them.
#[must_use]
pub fn proof_lines(case: &Case<'_>, aim: &Aim, path: &Path, with_rules: bool) -> Vec<String> {
    let questionnaire = case.questionnaire;
    let band = band_or_better(questionnaire, aim.to);
    let (needs, takes) = (path.proof.score_needs, taken(aim.by, path));
    let mut lines = Vec::new();
    let amount = |count: u32| match aim.by {
        By::Cost => counted(count, "cost point"),
        By::Changes => counted(count, "improvement"),
        By::Weeks => counted(count, "week"),
    };
    if takes > 0 && needs == takes {
        lines.push(format!("Nothing below {} reaches {band}: the score alone needs as much", amount(takes)));
    } else if takes > 0 {
        let alone = if needs == 0 { "nothing".to_owned() } else { format!("at least {}", amount(needs)) };
        let and = if needs == 0 { "and the rules the rest" } else { "and the rules need more" };
        lines.push(format!("Nothing below {} reaches {band}: the score alone needs {alone}, {and}", amount(takes)));
    }
    let ruled_out: Vec<String> = path
        .proof
        .ruled_out
        .iter()
        .filter(|_| with_rules)
        .filter_map(|(rule, sets)| Some((questionnaire.rules.get(usize::from(*rule))?, sets)))
        .map(|(rule, sets)| format!("{} ruled out {sets}", rule.code))
        .collect();
    let by_rules = if ruled_out.is_empty() { String::new() } else { format!("; {}", ruled_out.join(", ")) };
    lines.push(match path.proof.examined {
        0 | 1 => format!("The first set whose score is low enough does: no rule stands in its way{by_rules}"),
        sets => format!("{sets} sets were tried, the cheapest of all that were left each time; this is the first that does{by_rules}"),
    });
    for step in &path.steps {
        let id = &case.question(step.improvement.question).id;
        lines.push(format!("Without {id} it stands at {}", standing_text(questionnaire, &step.without)));
    }
    lines
}

fn taken(by: By, path: &Path) -> u32 {
    match by {
        By::Cost => path.cost,
        By::Changes => path.steps.len() as u32,
        By::Weeks => u32::from(path.weeks),
    }
}

/// What stands in the way with every improvement made, one sentence a line; rules by name only `with_rules`.
#[must_use]
pub fn blocked_lines(case: &Case<'_>, aim: &Aim, blocked: &Blocked, with_rules: bool) -> Vec<String> {
    let questionnaire = case.questionnaire;
    let made = if aim.before_inception { "every improvement that fits before inception" } else { "every improvement" };
    let band = band_or_better(questionnaire, aim.to);
    let mut lines = vec![format!("Even with {made} it stands at {}", standing_text(questionnaire, &blocked.standing))];
    if let Some(edge) = blocked.edge {
        lines.push(format!(
            "The score stays above {}, where {band} ends in tier {}",
            decimal(edge, 1),
            questionnaire.tier(blocked.standing.tier).name
        ));
    }
    for fired in &blocked.rules {
        let rule = &questionnaire.rules[usize::from(fired.rule)];
        lines.push(if with_rules {
            format!("{} {} ({})", rule.code, rule.says, effect_text(questionnaire, &rule.effect))
        } else {
            format!("A rule stands in the way: {}", rule.kind.words().to_lowercase())
        });
        let mut reads: Vec<String> = fired.because.iter().map(|because| reads(case, because)).collect();
        let more = reads.len().saturating_sub(MOST_READ);
        reads.truncate(MOST_READ);
        let more = if more == 0 { String::new() } else { format!("; and {more} more") };
        lines.push(format!("It rests on {}{more}", reads.join("; ")));
    }
    if !blocked.assumed.is_empty() {
        let ids: Vec<&str> = blocked.assumed.iter().map(|ix| case.question(*ix).id.as_str()).collect();
        lines.push(format!("Not answered, and taken at what counts against the case: {}", ids.join(", ")));
    }
    lines
}

/// Reasons of one rule that are spelled out.
const MOST_READ: usize = 6;

/// What a rule reads, without results that the improvements have moved.
fn reads(case: &Case<'_>, because: &Because) -> String {
    match because {
        Because::Answer(ix) | Because::Ticks(ix, _) if !case.questionnaire.is_scored(*ix) => {
            let line = case.because(because);
            if case.reading(*ix).is_unanswered() {
                format!("{line}, which has to be answered")
            } else {
                format!("{line}, which is a fact and no improvement")
            }
        }
        Because::Answer(ix) => format!("{} {}", case.question(*ix).id, lower_first(&case.question(*ix).ask)),
        Because::FollowUp(..) => format!("{}, which is a fact and no improvement", case.because(because)),
        Because::Section(section) => {
            let section = case.questionnaire.section(*section);
            format!("section {} {}", section.id, section.title)
        }
        Because::Confidence => "confidence".to_owned(),
        Because::Band => "the band".to_owned(),
        other => case.because(other),
    }
}

/// `1 week`, `3 weeks`.
fn counted(count: u32, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The standing with its exact score: shown, exact, outcome.
#[must_use]
pub fn standing_exactly(questionnaire: &Questionnaire, standing: &Standing) -> [String; 3] {
    let outcome = standing.outcome.words(questionnaire).to_owned();
    [shown(questionnaire, standing), exact(standing.score), outcome]
}
