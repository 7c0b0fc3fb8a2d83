//! Laying a plan over its questionnaire. Nothing is guessed: what does not fit is refused with the reason.

use super::super::{AnswerKind, MOST_COMPLETIONS, OptionSet, Questionnaire, SectionKind};
use super::value::{put, span_of, value_of};
use super::{Base, Change, Conflict, Fault, Hidden, Plan, Target, Value};
use std::sync::Arc;

/// The effective questionnaire: `base` with the plan laid over it, sound in itself. It keeps the hash and the
/// text of the base. A rule that is off is gone from `rules`, and one that is retuned says so; a hidden question has a
/// `shown_if`.
///
/// # Errors
/// Every conflict: another base, something that is not there, a value that the plan found different, a value that
/// cannot stand there, and what would no longer fit together (options that do not run from best to worst, edges
/// and tiers that do not rise).
pub fn lay(base: &Questionnaire, plan: &Plan) -> Result<Questionnaire, Vec<Conflict>> {
    let conflicts = other_base(base, plan);
    if !conflicts.is_empty() {
        return Err(conflicts);
    }
    let conflicts = misfits(base, plan);
    if !conflicts.is_empty() {
        return Err(conflicts);
    }
    let mut laid = base.clone();
    // Rules are retuned before they are switched off, so that both can be asked for.
    let (switches, others): (Vec<&Change>, Vec<&Change>) =
        plan.changes.iter().partition(|change| matches!(change.target, Target::Rule { .. }));
    for change in others.into_iter().chain(switches) {
        if put(&mut laid, &change.target, &change.to).is_none() {
            return Err(vec![cannot_stand(base, change, "")]);
        }
    }
    let conflicts = unsound(&laid, plan);
    if !conflicts.is_empty() {
        return Err(conflicts);
    }
    say_what_is_retuned(&mut laid, plan);
    laid.plan = Some(Arc::new(plan.clone()));
    Ok(laid)
}

/// What stands between the sentence of a rule and what a plan made of its numbers.
pub(in super::super) const UNDER_THE_PLAN: &str = " Under the plan: ";

/// How the sentence of the method begins that says what a plan made of its numbers.
pub(in super::super) const METHOD_UNDER_THE_PLAN: &str = "Under the plan these numbers count, whatever is said above: ";

/// Sentences may name a number that the plan changed, and a memo must not print what is not so.
fn say_what_is_retuned(laid: &mut Questionnaire, plan: &Plan) {
    for place in 0..laid.rules.len() {
        let Some(rule) = laid.rules.get(place) else { continue };
        let retuned: Vec<String> = plan
            .changes
            .iter()
            .filter(|change| matches!(&change.target, Target::RuleNumber { code, .. } if *code == rule.code))
            .map(|change| format!("{} {}", change.target.what(laid), change.target.show(laid, &change.to)))
            .collect();
        if let Some(rule) = laid.rules.get_mut(place).filter(|_| !retuned.is_empty()) {
            rule.says = format!("{}{UNDER_THE_PLAN}{}.", rule.says, retuned.join("; "));
        }
    }
    let named: Vec<String> = plan
        .changes
        .iter()
        .filter(|change| matches!(change.target, Target::Threshold(_) | Target::TierFrom { .. }))
        .map(|change| format!("{} {}", change.target.words(laid), change.target.show(laid, &change.to)))
        .collect();
    if !named.is_empty() {
        laid.method.push(format!("{METHOD_UNDER_THE_PLAN}{}.", named.join("; ")));
    }
}

impl Plan {
    /// An empty draft on this questionnaire.
    #[must_use]
    pub fn draft_on(base: &Questionnaire) -> Self {
        let base = Base { id: base.id.clone(), version: base.version.clone(), sha256: base.sha256.clone() };
        let mut plan = Self { base, ..Self::default() };
        plan.sha256 = plan.content_sha256();
        plan
    }

    /// Lays `to` over what the base says there; a change back to what the base says is dropped. The reason of an
    /// earlier change stays. Nothing happens where the base has nothing of that name.
    pub fn set(&mut self, base: &Questionnaire, target: Target, to: Value) {
        let Some(from) = value_of(base, &target) else { return };
        let place = self.changes.iter().position(|change| change.target == target);
        match place {
            Some(place) if from == to => {
                self.changes.remove(place);
            }
            Some(place) => {
                if let Some(change) = self.changes.get_mut(place) {
                    (change.from, change.to) = (from, to);
                }
            }
            None if from == to => {}
            None => self.changes.push(Change { target, from, to, why: String::new() }),
        }
        self.sha256 = self.content_sha256();
    }

    #[must_use]
    pub fn get(&self, target: &Target) -> Option<&Change> {
        self.changes.iter().find(|change| change.target == *target)
    }

    /// `ot-heavy 1.0.0`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.id, self.version)
    }

    /// First twelve digits of the hash, enough to compare by eye.
    #[must_use]
    pub fn short_hash(&self) -> &str {
        self.sha256.get(..12).unwrap_or(&self.sha256)
    }
}

/// Whether the plan belongs to another questionnaire; one conflict at most, because all others follow from it.
fn other_base(base: &Questionnaire, plan: &Plan) -> Vec<Conflict> {
    let wanted = &plan.base;
    let (what, mend) = if base.plan.is_some() {
        (format!("{} carries a plan already", base.name()), "lay the plan over the questionnaire as it is shipped")
    } else if wanted.id != base.id || wanted.version != base.version {
        (
            format!("the plan is made for {} {}, and this is {}", wanted.id, wanted.version, base.name()),
            "choose that questionnaire, or rebase the plan",
        )
    } else if wanted.sha256 != base.sha256 {
        (
            format!(
                "the plan is made for {} with the hash {}, and this one has {}",
                base.name(),
                wanted.sha256.get(..12).unwrap_or(&wanted.sha256),
                // In full, for who writes a plan by hand.
                base.sha256
            ),
            "restore the questionnaire that the plan was made for, or rebase the plan",
        )
    } else {
        return Vec::new();
    };
    vec![Fault { target: None, what, mend: mend.to_owned() }]
}

/// Changes that do not fit the base, each by itself.
pub(super) fn misfits(base: &Questionnaire, plan: &Plan) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for (place, change) in plan.changes.iter().enumerate() {
        let target = &change.target;
        let refuse = |what: String, mend: String| Fault { target: Some(target.clone()), what, mend };
        if plan.changes.iter().take(place).any(|earlier| earlier.target == *target) {
            let what = format!("{} is changed twice", target.words(base));
            conflicts.push(refuse(what, "keep one of the two".to_owned()));
            continue;
        }
        match value_of(base, target) {
            None => conflicts.push(refuse(vanished(base, target), "delete the change".to_owned())),
            Some(there) if there != change.from => {
                let what = format!(
                    "{} is {} in {}, and the plan found {} there",
                    target.words(base),
                    target.show(base, &there),
                    base.name(),
                    target.show(base, &change.from)
                );
                conflicts.push(refuse(what, "look at it again and state what is there now".to_owned()));
            }
            Some(_) => conflicts.extend(misfit(base, change)),
        }
    }
    conflicts
}

/// What the plan names and the questionnaire does not have.
fn vanished(base: &Questionnaire, target: &Target) -> String {
    let question = |id: &String, of: Option<&String>| match (base.find(id), of) {
        (None, _) => format!("there is no question {id}"),
        (Some(ix), _) if !base.is_scored(ix) => format!("question {id} is not scored"),
        (Some(_), Some(option)) => format!("question {id} has no option {option}"),
        (Some(_), None) => format!("question {id} cannot be changed so"),
    };
    let what = match target {
        Target::Weight { question: id } | Target::Hidden { question: id } => question(id, None),
        Target::Factor { question: id, option } => question(id, Some(option)),
        Target::Edge { tier, .. } if base.tiers.iter().all(|it| it.name != *tier) => {
            format!("there is no tier \"{tier}\"")
        }
        Target::Edge { band, .. } => format!("there is no band \"{band}\""),
        Target::TierFrom { tier } => format!("there is no tier \"{tier}\""),
        Target::Threshold(_) => "there is no such threshold".to_owned(),
        Target::ScheduleCap { section } => match base.sections.iter().find(|it| it.id == *section) {
            None => format!("there is no section {section}"),
            Some(_) => format!("section {section} is not scored"),
        },
        Target::RuleNumber { code, place } if base.rules.iter().any(|rule| rule.code == *code) => {
            format!("rule {code} has no number {}", u32::from(*place) + 1)
        }
        Target::Rule { code } | Target::RuleNumber { code, .. } => format!("there is no rule {code}"),
    };
    format!("{what} in {}", base.name())
}

/// A value that cannot stand at its target.
fn misfit(base: &Questionnaire, change: &Change) -> Option<Conflict> {
    if std::mem::discriminant(&change.from) != std::mem::discriminant(&change.to) {
        return Some(cannot_stand(base, change, "write a value of the kind that is there"));
    }
    if let Some(span) = span_of(base, &change.target)
        && !change.to.units().is_some_and(|units| span.holds(units))
    {
        return Some(cannot_stand(base, change, &format!("write a value {}", span.words())));
    }
    let (Target::Hidden { question }, Value::Hidden(hidden)) = (&change.target, &change.to) else { return None };
    hiding(base, hidden).map(|(what, mend)| Fault {
        target: Some(change.target.clone()),
        what: format!("{question} cannot be hidden so: {what}"),
        mend: mend.to_owned(),
    })
}

/// Why a question cannot be hidden so: hiding may hang only on what keeps the range exact.
fn hiding(base: &Questionnaire, hidden: &Hidden) -> Option<(String, &'static str)> {
    const MEND: &str = "let it hang on an exposure question with a single choice that is always asked";
    let Hidden::When { question, options } = hidden else { return None };
    let Some(ix) = base.find(question) else { return Some((format!("there is no question {question}"), MEND)) };
    let read = base.question(ix);
    let by_exposure = base.section(read.section).kind == SectionKind::Exposure && read.kind == AnswerKind::Single;
    if !by_exposure || base.may_hide(ix) {
        return Some((format!("{question} is not an exposure question with a single choice"), MEND));
    }
    let mut set = OptionSet::default();
    for key in options {
        match read.options.iter().position(|option| option.key == *key) {
            Some(place) => set = set.with(place),
            None => return Some((format!("{question} has no option {key}"), "use the keys of its options")),
        }
    }
    match set.len() {
        0 => Some(("no option is named".to_owned(), "name the options for which it is not asked")),
        all if all == read.options.len() => {
            Some(("every option is named".to_owned(), "leave one out, or never ask it"))
        }
        _ => None,
    }
}

fn cannot_stand(base: &Questionnaire, change: &Change, mend: &str) -> Conflict {
    let target = &change.target;
    Fault {
        target: Some(target.clone()),
        what: format!("{} cannot be {}", target.words(base), target.show(base, &change.to)),
        mend: mend.to_owned(),
    }
}

/// What no longer fits together once everything is laid.
fn unsound(laid: &Questionnaire, plan: &Plan) -> Vec<Conflict> {
    let mut found = Vec::new();
    let mut report = |targets: Vec<Target>, what: String, mend: &str| {
        let target = targets.iter().find(|target| plan.get(target).is_some()).or(targets.last()).cloned();
        found.push(Fault { target, what, mend: mend.to_owned() });
    };
    for question in laid.questions.iter() {
        for pair in question.options.windows(2) {
            let [better, worse] = pair else { continue };
            if better.factor > worse.factor {
                let target = |key: &String| Target::Factor { question: question.id.clone(), option: key.clone() };
                let what = format!(
                    "{} option {} would count {}, less than the better option {} with {}",
                    question.id, worse.key, worse.factor, better.key, better.factor
                );
                let mend = "let factors rise from the best option to the worst";
                report(vec![target(&better.key), target(&worse.key)], what, mend);
            }
        }
    }
    for (tier, edges) in laid.tiers.iter().zip(&laid.edges) {
        let target = |band: &str| Target::Edge { tier: tier.name.clone(), band: band.to_owned() };
        let mut below = super::super::Ratio::from_integer(0);
        let mut before: Option<&str> = None;
        for (band, edge) in laid.bands.iter().zip(edges) {
            if *edge <= below {
                let what = format!("band {} would be empty in {}", band.name, tier.name);
                let targets = before.into_iter().map(target).chain([target(&band.name)]).collect();
                report(targets, what, "let the edges rise from the best band to the worst");
            }
            (below, before) = (*edge, Some(band.name.as_str()));
        }
        if let (Some(last), Some(band)) = (edges.last(), laid.bands.last())
            && *last != super::super::ratio_from_percent(100)
        {
            let what = format!("the bands would not reach 100 in {}", tier.name);
            report(vec![target(&band.name)], what, "leave the last band ending at 100");
        }
    }
    for (place, tier) in laid.tiers.iter().enumerate() {
        let target = Target::TierFrom { tier: tier.name.clone() };
        let before = place.checked_sub(1).and_then(|before| laid.tiers.get(before));
        match before {
            None if tier.from != 0 => {
                let what = format!("an index below {} would have no tier", tier.from);
                report(vec![target], what, &format!("let tier {} start at 0", tier.name));
            }
            Some(before) if before.from >= tier.from => {
                let what = format!("tier {} would not lie above tier {}", tier.name, before.name);
                let targets = vec![Target::TierFrom { tier: before.name.clone() }, target];
                report(targets, what, "let the tiers rise");
            }
            _ => {}
        }
    }
    let confidence = &laid.confidence;
    if !confidence.grades.is_sorted() {
        let targets = (0..4).map(|grade| Target::Threshold(super::Threshold::Evidence(grade))).collect();
        report(targets, "better evidence would count for less".to_owned(), "let E0 to E3 rise");
    }
    if confidence.low_below > confidence.high_from {
        let targets = [super::Threshold::ConfidenceLow, super::Threshold::ConfidenceHigh].map(Target::Threshold);
        let what = "a confidence would be low and high at once".to_owned();
        report(targets.to_vec(), what, "let low end where high begins, or before");
    }
    if laid.completions() > MOST_COMPLETIONS {
        let hidden = plan.changes.iter().map(|change| change.target.clone());
        let targets = hidden.filter(|target| matches!(target, Target::Hidden { .. })).collect();
        let what = format!("hiding would tell more than {MOST_COMPLETIONS} cases apart");
        report(targets, what, "let hiding hang on fewer questions, so that the range can be computed");
    }
    found
}
