//! A questionnaire written down as items with lines.

use super::super::plan::{Hidden, METHOD_UNDER_THE_PLAN, Target, Threshold, UNDER_THE_PLAN, Value, value_of};
use super::super::{
    AnswerKind, Condition, Effort, FollowUpKind, PointsKind, Question, QuestionIx, Questionnaire, Rule, RuleKind,
    Section, SectionKind, WhenUnanswered,
};
use super::DifferenceKind::{self, Edge, Factor, Rule as OfRule, Schedule, Weight, Wording};

/// Something with an id.
pub(super) struct Item {
    /// Unique among all items.
    pub key: String,
    pub subject: String,
    /// `question`, `rule`.
    pub noun: &'static str,
    /// Of the item as a whole.
    pub kind: DifferenceKind,
    /// What stands for the whole of it where it is new or gone.
    pub text: String,
    pub lines: Vec<Line>,
    /// It says a part only; the rest is not to be compared.
    pub is_stub: bool,
}

/// One thing that an item says.
pub(super) struct Line {
    /// Unique in its item.
    pub what: String,
    /// What is compared.
    pub same: String,
    pub shown: String,
    pub kind: DifferenceKind,
    pub target: Option<Target>,
}

impl Item {
    fn new(noun: &'static str, id: &str, title: &str, kind: DifferenceKind, text: &str) -> Self {
        let subject = if title.is_empty() { id.to_owned() } else { format!("{id} {title}") };
        let (key, text) = (format!("{noun} {id}"), text.to_owned());
        Self { key, subject, noun, kind, text, lines: Vec::new(), is_stub: false }
    }

    fn say(mut self, what: impl Into<String>, value: impl ToString, kind: DifferenceKind) -> Self {
        let (mut what, shown) = (what.into(), value.to_string());
        let earlier = self.lines.iter().filter(|line| line.what.starts_with(&what)).count();
        if self.lines.iter().any(|line| line.what == what) {
            what = format!("{what} ({})", earlier + 1);
        }
        // Nothing said is no line: what appears is new, what disappears is gone.
        if !shown.is_empty() {
            self.lines.push(Line { what, same: shown.clone(), shown, kind, target: None });
        }
        self
    }

    /// What the questionnaire says at a target of plans.
    fn target(mut self, of: &Questionnaire, target: Target, kind: DifferenceKind) -> Self {
        if let Some(value) = value_of(of, &target) {
            self = self.say(target.what(of), target.show(of, &value), kind);
            if let Some(line) = self.lines.last_mut() {
                line.target = Some(target);
            }
        }
        self
    }

    fn condition(self, of: &Questionnaire, what: &str, when: Option<&Condition>, kind: DifferenceKind) -> Self {
        self.say(what, when.map(|when| when.words(of)).unwrap_or_default(), kind)
    }

    /// The condition of a rule: its numbers have lines of their own, because a plan may change each.
    fn rule_condition(mut self, of: &Questionnaire, code: &str, when: &Condition) -> Self {
        let (same, shown) = (when.shape(of), when.words(of));
        self.lines.push(Line { what: "condition".to_owned(), same, shown, kind: OfRule, target: None });
        for place in 0..when.numbers().len() {
            if let Ok(place) = u8::try_from(place) {
                self = self.target(of, Target::RuleNumber { code: code.to_owned(), place }, OfRule);
            }
        }
        self
    }
}

/// Everything in a questionnaire that people or scores rest on, in its order.
pub(super) fn items(of: &Questionnaire) -> Vec<Item> {
    let mut all = vec![
        Item::new("questionnaire", "Questionnaire", "", Wording, &of.title)
            .say("title", &of.title, Wording)
            .say("purpose", &of.purpose, Wording)
            .say("day on which its facts were checked", of.as_of, Wording)
            .say("authorities", of.authorities.join(", "), DifferenceKind::Threshold),
    ];
    for (place, of_section) in of.sections.iter().enumerate() {
        all.push(section(of, of_section));
        let ixs = of.places().filter(|ix| usize::from(of.question(*ix).section.0) == place);
        all.extend(ixs.map(|ix| question(of, ix)));
    }
    for tier in &of.tiers {
        let item = Item::new("tier", &format!("Tier {}", tier.name), "", DifferenceKind::Threshold, &tier.name);
        all.push(item.target(of, Target::TierFrom { tier: tier.name.clone() }, DifferenceKind::Threshold));
    }
    for band in &of.bands {
        let authority = of.authorities.get(usize::from(band.authority)).map_or("", String::as_str);
        let mut item = Item::new("band", &format!("Band {}", band.name), "", Edge, &band.name)
            .say("authority", authority, DifferenceKind::Threshold)
            .say("terms", &band.terms, Wording);
        for tier in &of.tiers {
            item = item.target(of, Target::Edge { tier: tier.name.clone(), band: band.name.clone() }, Edge);
        }
        all.push(item);
    }
    all.push(thresholds(of, "Borderline", DifferenceKind::Threshold, &[Threshold::Borderline]));
    let grades = (0..4).map(Threshold::Evidence);
    let confidence: Vec<Threshold> = grades.chain([Threshold::ConfidenceLow, Threshold::ConfidenceHigh]).collect();
    all.push(thresholds(of, "Confidence", DifferenceKind::Threshold, &confidence));
    all.extend(of.rules.iter().map(|it| rule(of, it)));
    all.extend(rules_off(of));
    let schedule = [Threshold::ScheduleNeutral, Threshold::ScheduleMax, Threshold::ScheduleCreditShare];
    let credit_grade = format!("E{}", of.schedule.credit_grade);
    all.push(thresholds(of, "Schedule", Schedule, &schedule).say(
        "evidence that a credit needs",
        credit_grade,
        Schedule,
    ));
    all.push(
        Item::new("adverse reasons", "Adverse reasons", "", DifferenceKind::Threshold, "")
            .say("factor from which an answer is one", of.adverse.at_least, DifferenceKind::Threshold)
            .say("most", of.adverse.most, DifferenceKind::Threshold)
            .say("most of one section", of.adverse.most_per_section, DifferenceKind::Threshold),
    );
    all.extend(library(of));
    all
}

fn thresholds(of: &Questionnaire, subject: &'static str, kind: DifferenceKind, which: &[Threshold]) -> Item {
    let item = Item::new(subject, subject, "", kind, subject);
    which.iter().fold(item, |item, threshold| item.target(of, Target::Threshold(*threshold), kind))
}

fn section(of: &Questionnaire, it: &Section) -> Item {
    let kind = match it.kind {
        SectionKind::Exposure => "exposure",
        SectionKind::Scored => "scored",
        SectionKind::Declarations => "declarations",
        SectionKind::Module => "module",
    };
    Item::new("section", &format!("Section {}", it.id), &it.title, DifferenceKind::Question, &it.title)
        .say("title", &it.title, Wording)
        .say("kind", kind, DifferenceKind::Question)
        .say("introduction", &it.intro, Wording)
        .say("sources", it.sources.join(", "), Wording)
        .condition(of, "shown when", it.shown_if.as_ref(), DifferenceKind::Question)
        .target(of, Target::ScheduleCap { section: it.id.clone() }, Schedule)
}

/// The text up to the end of its first question or sentence.
fn first_sentence(text: &str) -> &str {
    let end = text.find(['?', '.']).map_or(text.len(), |end| end + 1);
    text.get(..end).unwrap_or(text)
}

fn question(of: &Questionnaire, ix: QuestionIx) -> Item {
    use DifferenceKind::Question as Asked;
    let it = of.question(ix);
    let kind = match it.kind {
        AnswerKind::Single => "one option",
        AnswerKind::Multi => "any number of options",
        AnswerKind::Text => "a text",
    };
    let id = || it.id.clone();
    let mut item = Item::new("question", &it.id, first_sentence(&it.ask), Asked, &it.ask)
        .say("section", &of.section(it.section).id, Asked)
        .say("question", &it.ask, Wording)
        .say("answer", kind, Asked)
        .target(of, Target::Weight { question: id() }, Weight)
        .target(of, Target::Hidden { question: id() }, DifferenceKind::Hidden)
        .say("critical", if it.critical { "yes" } else { "no" }, Asked)
        .condition(of, "shown when", shown_if(of, it), Asked);
    if let Some(points) = it.points {
        let rule = match points.kind {
            PointsKind::Option => "those of the option",
            PointsKind::Sum => "the sum",
            PointsKind::HighestPlus2IfMoreThanOne => "the highest, and 2 more if there are several",
            PointsKind::SumOfGroupHighest => "the highest of each group",
        };
        item = item.say("points", rule, Factor).say("most points", points.max, Factor).say(
            "points while unanswered",
            points.unanswered,
            Factor,
        );
    }
    for option in &it.options {
        item = item.say(format!("option {}", option.key), &option.text, Wording);
        item = item.target(of, Target::Factor { question: id(), option: option.key.clone() }, Factor);
        if it.points.is_some() {
            item = item.say(format!("points of option {}", option.key), option.points, Factor);
        }
        item = item.say(
            format!("effort of option {}", option.key),
            effort_words(of, option.effort),
            DifferenceKind::Effort,
        );
        if option.exclusive {
            item = item.say(format!("option {} stands alone", option.key), "yes", Asked);
        }
        let group = option.group.and_then(|group| it.groups.get(usize::from(group)));
        item = item.say(format!("group of option {}", option.key), group.map_or("", |group| &group.key), Asked);
    }
    for group in it.groups.iter().filter(|group| group.choose_one) {
        item = item.say(format!("one choice in group {}", group.key), "yes", Asked);
    }
    if let Some(rule) = &it.not_applicable {
        item = item.condition(of, "may be not applicable when", Some(&rule.when), Asked).say(
            "statement of who decides that it is not applicable",
            &rule.statement,
            Wording,
        );
    }
    for follow_up in &it.follow_ups {
        item = item.say(format!("follow-up {}", follow_up.key), &follow_up.ask, Wording).say(
            format!("answer to follow-up {}", follow_up.key),
            follow_up_words(&follow_up.kind, it),
            Asked,
        );
        item = item.condition(of, &format!("follow-up {} when", follow_up.key), Some(&follow_up.when), Asked);
    }
    let clauses: Vec<String> = it
        .clauses
        .iter()
        .map(|clause| {
            format!("{} {}{}", clause.standard, clause.at, if clause.verified { "" } else { ", not verified" })
        })
        .collect();
    let basis: Vec<&str> = it.why.basis.iter().map(|basis| basis.code()).collect();
    let theme = it.theme.map_or("", |theme| of.theme(theme).code.as_str());
    let measure = it.measure.as_ref().map(|measure| format!("{measure:?}")).unwrap_or_default();
    item.say("why", &it.why.text, Wording)
        .say("basis", basis.join(", "), Wording)
        .say("note on the basis", &it.why.basis_note, Wording)
        .say(
            "day of the grounds",
            if it.why.text.is_empty() { String::new() } else { it.why.as_of.to_string() },
            Wording,
        )
        .say("sources", it.why.sources.join(", "), Wording)
        .say("clauses", clauses.join("; "), Wording)
        .say("evidence that would prove it", &it.evidence, Wording)
        .say("effort of the proof", effort_words(of, it.proof_effort), DifferenceKind::Effort)
        .say("adverse reason", &it.adverse_reason, Wording)
        .say("subjectivity", theme, Wording)
        .say("bounds from the device list", measure, Asked)
}

fn effort_words(of: &Questionnaire, effort: Option<Effort>) -> String {
    effort.map(|effort| effort.words(of)).unwrap_or_default()
}

/// The condition of the questionnaire itself: what a plan hides has a line of its own.
fn shown_if<'q>(of: &Questionnaire, it: &'q Question) -> Option<&'q Condition> {
    let target = Target::Hidden { question: it.id.clone() };
    match value_of(of, &target) {
        Some(Value::Hidden(hidden)) if hidden != Hidden::Never => match it.shown_if.as_ref() {
            Some(Condition::All(parts)) => parts.first(),
            _ => None,
        },
        _ => it.shown_if.as_ref(),
    }
}

fn follow_up_words(kind: &FollowUpKind, of: &Question) -> String {
    match kind {
        FollowUpKind::Text => "a text".to_owned(),
        FollowUpKind::YesNo => "yes or no".to_owned(),
        FollowUpKind::CountPerOption => "a count for each option".to_owned(),
        FollowUpKind::GradePerSection => "an evidence grade for each section".to_owned(),
        FollowUpKind::Ticks { options, sets_answer } => {
            let ticks: Vec<&str> = options.iter().map(|(_, text)| text.as_str()).collect();
            let sets: Vec<String> = sets_answer
                .iter()
                .filter_map(|(count, place)| Some((count, of.options.get(usize::from(*place))?)))
                .map(|(count, option)| format!("; from {count} ticks: {}", option.key))
                .collect();
            format!("ticks: {}{}", ticks.join(", "), sets.concat())
        }
    }
}

fn rule(of: &Questionnaire, it: &Rule) -> Item {
    let unanswered = match it.when_unanswered {
        WhenUnanswered::Insufficient => "insufficient information",
        WhenUnanswered::Silent => "nothing",
    };
    // What a plan made of its numbers has lines of its own.
    let says = it.says.split(UNDER_THE_PLAN).next().unwrap_or(&it.says);
    let item = Item::new("rule", &it.code, says, OfRule, says)
        .target(of, Target::Rule { code: it.code.clone() }, OfRule)
        .say("finding", says, Wording)
        .rule_condition(of, &it.code, &it.when)
        .say("effect", it.effect.details(of), OfRule)
        .say("cure", &it.cure, Wording);
    if it.kind == RuleKind::KnockOut { item.say("while unanswered", unanswered, OfRule) } else { item }
}

/// Rules that the plan switched off: they are still rules of the questionnaire, and all that is left of them here is
/// that they are off.
fn rules_off(of: &Questionnaire) -> Vec<Item> {
    let changes = of.plan.iter().flat_map(|plan| &plan.changes);
    changes
        .filter_map(|change| match (&change.target, &change.to) {
            (target @ Target::Rule { code }, Value::Switch(false)) => {
                let item = Item::new("rule", code, "", OfRule, "").target(of, target.clone(), OfRule);
                Some(Item { is_stub: true, ..item })
            }
            _ => None,
        })
        .collect()
}

/// What the memo is made of.
fn library(of: &Questionnaire) -> Vec<Item> {
    let mut all = Vec::new();
    for it in &of.themes {
        let item = Item::new("subjectivity", &it.code, &it.title, Wording, &it.title)
            .say("title", &it.title, Wording)
            .say("wording", &it.wording, Wording)
            .say("timing", &it.timing, Wording)
            .say("days after inception", it.days, Wording)
            .condition(of, "before binding when", it.pre_bind_when.as_ref(), Wording)
            .say("proof", &it.proof, Wording)
            .say("consequence", &it.consequence, Wording);
        all.push(item);
    }
    for it in &of.coverage_notes {
        all.push(
            Item::new("coverage note", &it.code, &it.title, Wording, &it.title)
                .say("title", &it.title, Wording)
                .say("prompt", &it.prompt, Wording)
                .condition(of, "when", Some(&it.when), Wording)
                .say("as of", it.as_of, Wording)
                .say("sources", it.sources.join(", "), Wording),
        );
    }
    for it in &of.law {
        all.push(
            Item::new("law note", &it.code, &it.title, Wording, &it.title)
                .say("title", &it.title, Wording)
                .say("text", &it.text, Wording)
                .condition(of, "when", Some(&it.when), Wording)
                .say("as of", it.as_of, Wording)
                .say("sources", it.sources.join(", "), Wording),
        );
    }
    for it in &of.cost_classes {
        all.push(
            Item::new("cost class", &it.name, "", DifferenceKind::Effort, &it.means)
                .say("points", it.points, DifferenceKind::Effort)
                .say("meaning", &it.means, DifferenceKind::Effort),
        );
    }
    for it in &of.override_codes {
        all.push(Item::new("override code", &it.code, "", Wording, &it.text).say("text", &it.text, Wording));
    }
    for it in &of.standards {
        all.push(
            Item::new("standard", &it.key, "", Wording, &it.title)
                .say("title", &it.title, Wording)
                .say("edition", &it.edition, Wording)
                .say("as of", it.as_of, Wording),
        );
    }
    for it in &of.sources {
        all.push(Item::new("source", &it.key, "", Wording, &it.text).say("text", &it.text, Wording));
    }
    let sentences = of.method.iter().filter(|sentence| !sentence.starts_with(METHOD_UNDER_THE_PLAN));
    let method =
        (1..).zip(sentences).fold(Item::new("method", "Method", "", Wording, ""), |item, (place, sentence)| {
            item.say(format!("sentence {place}"), sentence, Wording)
        });
    all.push(method);
    all
}
