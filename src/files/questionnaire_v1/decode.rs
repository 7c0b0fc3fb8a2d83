//! From the tree to the questionnaire. What is missing or wrong is reported and replaced by
//! something harmless, so that reading goes on to the next mistake.

use super::super::ron_tree::{Node, Value};
use super::condition::{condition, effect, factor, grade};
use super::fields::{Fields, Reader};
use super::measure::measure;
use super::names::Names;
use crate::questionnaire::{
    AdversePlan, AnswerKind, Band, Basis, Choice, Clause, Condition, ConfidenceScale, CostClass, CoverageNote, Effect,
    Effort, FollowUp, FollowUpKind, Group, LawNote, NotApplicableRule, OptionSet, OverrideCode, PointsKind, PointsRule,
    Quarter, Question, Questionnaire, Ratio, Rule, RuleKind, SchedulePlan, Section, SectionIx, SectionKind, Source,
    Standard, Theme, Tier, Weight, WhenUnanswered, Why,
};

pub(super) fn questionnaire(reader: &mut Reader, names: &Names, root: &Node) -> Questionnaire {
    let mut f = reader.fields(root, "Questionnaire");
    let id = f.text(reader, "id");
    let version = f.text(reader, "version");
    let title = f.text(reader, "title");
    let purpose = f.text(reader, "purpose");
    let as_of = f.date(reader, "as_of");
    // Its value is compared with the sum in `check`, where the sum is known.
    f.required(reader, "total_weight");
    let mut questions = Vec::new();
    let sections: Vec<Section> = f
        .list(reader, "sections")
        .iter()
        .zip(0_u8..)
        .map(|(node, ix)| section(reader, names, node, SectionIx(ix), &mut questions))
        .collect();
    let tiers = f.list(reader, "tiers").iter().map(|node| tier(reader, node)).collect();
    let authorities: Vec<String> = f.list(reader, "authorities").iter().map(|node| reader.text(node)).collect();
    let bands: Vec<Band> = f.list(reader, "bands").iter().map(|node| band(reader, names, node)).collect();
    let edges = f.list(reader, "edges").iter().map(|node| edges(reader, names, node)).collect();
    let borderline = f
        .required(reader, "borderline")
        .and_then(|node| {
            let mend = "write points from 0 to 100 with at most one decimal";
            let tenths = reader.scaled(node, 10, "borderline", mend)?;
            if tenths > 1000 {
                reader.report(node.at, "borderline reaches over the whole scale", mend);
            }
            Some(tenths.min(1000))
        })
        .unwrap_or(0);
    let confidence = f.required(reader, "confidence").map(|node| confidence(reader, node));
    let rules: Vec<Rule> = f.list(reader, "rules").iter().filter_map(|node| rule(reader, names, node)).collect();
    let schedule = f.required(reader, "schedule").map(|node| schedule(reader, names, node));
    let cost_classes = f.list_or_empty(reader, "cost_classes").iter().map(|node| cost_class(reader, node)).collect();
    let adverse = f.required(reader, "adverse").map(|node| adverse(reader, node));
    let themes = f.list(reader, "themes").iter().map(|node| theme(reader, names, node)).collect();
    let coverage_notes =
        f.list(reader, "coverage_notes").iter().map(|node| coverage_note(reader, names, node)).collect();
    let law = f.list(reader, "law").iter().map(|node| law_note(reader, names, node)).collect();
    let override_codes = f.list(reader, "override_codes").iter().map(|node| override_code(reader, node)).collect();
    let standards = f.list(reader, "standards").iter().map(|node| standard(reader, node)).collect();
    let sources = f.list(reader, "sources").iter().map(|node| source(reader, node)).collect();
    let method = f.list(reader, "method").iter().map(|node| reader.text(node)).collect();
    f.finish(reader);
    Questionnaire {
        id,
        version,
        title,
        purpose,
        as_of,
        sections,
        questions,
        tiers,
        bands,
        edges,
        borderline: Ratio::new(borderline as i64, 10),
        confidence: confidence.unwrap_or(ConfidenceScale { grades: [0; 4], low_below: 0, high_from: 0 }),
        cost_classes,
        authorities,
        rules,
        schedule: schedule.unwrap_or(SchedulePlan {
            neutral: 0,
            default_max: 0,
            caps: Vec::new(),
            credit_share: 0,
            credit_grade: 0,
        }),
        adverse: adverse.unwrap_or(AdversePlan { at_least: Quarter::WORST, most: 0, most_per_section: 0 }),
        themes,
        coverage_notes,
        law,
        override_codes,
        standards,
        sources,
        method,
        plan: None,
        sha256: String::new(),
        source_text: "".into(),
    }
}

fn section(reader: &mut Reader, names: &Names, node: &Node, ix: SectionIx, questions: &mut Vec<Question>) -> Section {
    let mut f = reader.fields(node, "Section");
    let id = f.text(reader, "id");
    reader.subject = format!("section {id}");
    let kind = f.required(reader, "kind").and_then(|node| {
        reader.word(
            node,
            &[
                ("Exposure", SectionKind::Exposure),
                ("Scored", SectionKind::Scored),
                ("Declarations", SectionKind::Declarations),
                ("Module", SectionKind::Module),
            ],
        )
    });
    let kind = kind.unwrap_or(SectionKind::Module);
    let title = f.text(reader, "title");
    let intro = f.text(reader, "intro");
    let sources = cited(reader, names, &mut f);
    let shown_if_node = f.optional("shown_if");
    if kind != SectionKind::Module
        && let Some(node) = shown_if_node
    {
        let mend = "give the condition to its questions; only a section of kind Module has one of its own";
        reader.report(node.at, "a section that is not a module is always shown", mend);
    }
    let shown_if = shown_if_node.and_then(|node| condition(reader, names, node));
    let first = questions.len();
    for node in f.list(reader, "questions") {
        let question = question(reader, names, node, ix, kind);
        questions.push(question);
    }
    reader.subject = format!("section {id}");
    f.finish(reader);
    reader.subject.clear();
    Section { id, title, kind, intro, sources, shown_if, questions: first as u16..questions.len() as u16 }
}

fn question(reader: &mut Reader, names: &Names, node: &Node, section: SectionIx, of: SectionKind) -> Question {
    let mut f = reader.fields(node, "Question");
    let id = f.text(reader, "id");
    reader.subject = format!("question {id}");
    let scored = of == SectionKind::Scored;
    let kinds = [("Single", AnswerKind::Single), ("Multi", AnswerKind::Multi), ("Text", AnswerKind::Text)];
    let kind = f.optional("kind").and_then(|node| reader.word(node, &kinds)).unwrap_or(AnswerKind::Single);
    let ask = f.text(reader, "ask");
    let weight = if scored { f.required(reader, "weight") } else { f.optional("weight") }
        .and_then(|node| {
            if !scored {
                reader.report(node.at, "a weight on a question that is not scored", "delete it");
            }
            let mend = "write a weight from 0.1 to 100 with at most one decimal";
            let tenths = reader.scaled(node, 10, "weight", mend)?;
            let weight = u16::try_from(tenths).ok().and_then(Weight::from_tenths).filter(|it| it.tenths() > 0);
            if weight.is_none() {
                reader.report(node.at, "the weight is out of range", mend);
            }
            weight
        })
        .unwrap_or_default();
    let critical = f.flag_or_false(reader, "critical");
    let points = f.optional("points").map(|node| points(reader, node));
    let groups: Vec<Group> = f.list_or_empty(reader, "groups").iter().map(|node| group(reader, node)).collect();
    let options: Vec<Choice> = f
        .list_or_empty(reader, "options")
        .iter()
        .map(|node| choice(reader, names, node, scored, points.is_some(), &groups))
        .collect();
    let shown_if = f.optional("shown_if").and_then(|node| condition(reader, names, node));
    let not_applicable = f.optional("not_applicable").and_then(|node| not_applicable(reader, names, node));
    let why = f.optional("why").map(|node| why(reader, names, node, scored));
    if why.is_none() && scored {
        reader.report(f.place(), "field why is missing from Question", "say why the question matters");
    }
    let clauses = f.list_or_empty(reader, "clauses").iter().map(|node| clause(reader, names, node)).collect();
    let follow_ups = f.list_or_empty(reader, "follow_ups").iter().map(|node| follow_up(reader, names, node)).collect();
    let evidence = if scored { f.text(reader, "evidence") } else { f.text_or_empty(reader, "evidence") };
    let adverse_reason =
        if scored { f.text(reader, "adverse_reason") } else { f.text_or_empty(reader, "adverse_reason") };
    let theme = f.optional("theme").and_then(|node| Names::find(reader, &names.themes, "theme", node));
    let proof_effort = f.optional("proof_effort").and_then(|node| effort(reader, names, node));
    let measure = f.optional("measure").and_then(|node| measure(reader, names.questions.get(&id), node));
    f.finish(reader);
    Question {
        id,
        section,
        ask,
        kind,
        options,
        weight,
        critical,
        points,
        groups,
        shown_if,
        not_applicable,
        why: why.unwrap_or(Why {
            text: String::new(),
            basis: Vec::new(),
            basis_note: String::new(),
            as_of: chrono::NaiveDate::default(),
            sources: Vec::new(),
        }),
        clauses,
        follow_ups,
        evidence,
        adverse_reason,
        theme,
        proof_effort,
        measure,
    }
}

fn points(reader: &mut Reader, node: &Node) -> PointsRule {
    let kinds = [
        ("Option", PointsKind::Option),
        ("Sum", PointsKind::Sum),
        ("HighestPlus2IfMoreThanOne", PointsKind::HighestPlus2IfMoreThanOne),
        ("SumOfGroupHighest", PointsKind::SumOfGroupHighest),
    ];
    let mut f = reader.fields(node, "points");
    let kind = f.required(reader, "rule").and_then(|node| reader.word(node, &kinds)).unwrap_or(PointsKind::Option);
    let max = f.whole(reader, "max", 100) as u8;
    let unanswered = f.whole(reader, "unanswered", 100) as u8;
    f.finish(reader);
    if unanswered > max {
        reader.report(node.at, format!("{unanswered} points while unanswered exceed the most, {max}"), "lower one");
    }
    PointsRule { kind, max, unanswered }
}

fn group(reader: &mut Reader, node: &Node) -> Group {
    let mut f = reader.fields(node, "group");
    let group = Group { key: f.text(reader, "key"), choose_one: f.flag_or_false(reader, "choose_one") };
    f.finish(reader);
    group
}

fn choice(reader: &mut Reader, names: &Names, node: &Node, scored: bool, pointed: bool, groups: &[Group]) -> Choice {
    let mut f = reader.fields(node, "option");
    let key = f.text(reader, "key");
    let text = f.text(reader, "text");
    let factor_node = if scored { f.required(reader, "factor") } else { f.optional("factor") };
    let factor = factor_node.and_then(|node| factor(reader, node)).unwrap_or_default();
    if !scored && let Some(node) = factor_node {
        reader.report(node.at, "a factor on a question that is not scored", "delete it");
    }
    let points_node = if pointed { f.required(reader, "points") } else { f.optional("points") };
    let points = points_node.and_then(|node| reader.whole(node, 100, "points")).unwrap_or(0) as u8;
    if !pointed
        && points > 0
        && let Some(node) = points_node
    {
        reader.report(node.at, "points on an option whose question has none", "add points: (..) to the question");
    }
    let exclusive = f.flag_or_false(reader, "exclusive");
    let group = f.optional("group").and_then(|node| {
        let name = reader.text(node);
        let found = groups.iter().position(|group| group.key == name);
        if found.is_none() {
            reader.report(node.at, format!("the question has no group \"{name}\""), "add it to groups");
        }
        found.map(|place| place as u8)
    });
    let effort = f.optional("effort").and_then(|node| effort(reader, names, node));
    f.finish(reader);
    Choice { key, text, factor, points, exclusive, group, effort }
}

fn cost_class(reader: &mut Reader, node: &Node) -> CostClass {
    let mut f = reader.fields(node, "cost class");
    let class = CostClass {
        name: f.text(reader, "name"),
        points: f.whole(reader, "points", 1_000) as u16,
        means: f.text(reader, "means"),
    };
    f.finish(reader);
    class
}

fn effort(reader: &mut Reader, names: &Names, node: &Node) -> Option<Effort> {
    let mut f = reader.fields(node, "effort");
    let cost = f.required(reader, "cost").and_then(|node| Names::find(reader, &names.cost_classes, "cost class", node));
    let weeks = f.whole(reader, "weeks", u64::from(Effort::MOST_WEEKS)) as u16;
    let before_inception = f.required(reader, "before_inception").is_some_and(|node| reader.flag(node));
    f.finish(reader);
    Some(Effort { cost: cost?, weeks, before_inception })
}

fn not_applicable(reader: &mut Reader, names: &Names, node: &Node) -> Option<NotApplicableRule> {
    let mut f = reader.fields(node, "not_applicable");
    let when = f.required(reader, "when").and_then(|node| condition(reader, names, node));
    let statement = f.text(reader, "statement");
    f.finish(reader);
    Some(NotApplicableRule { when: when?, statement })
}

fn why(reader: &mut Reader, names: &Names, node: &Node, scored: bool) -> Why {
    let levels = [("L1", Basis::L1), ("L2", Basis::L2), ("L3", Basis::L3), ("L4", Basis::L4)];
    let mut f = reader.fields(node, "why");
    let text = f.text(reader, "text");
    let basis_node = if scored { f.required(reader, "basis") } else { f.optional("basis") };
    let basis = basis_node
        .map(|node| reader.list(node).iter().filter_map(|level| reader.word(level, &levels)).collect())
        .unwrap_or_default();
    let basis_note = f.text_or_empty(reader, "basis_note");
    let as_of = f.date(reader, "as_of");
    let sources = cited(reader, names, &mut f);
    f.finish(reader);
    Why { text, basis, basis_note, as_of, sources }
}

/// The field `sources`: keys of sources in the same file.
fn cited(reader: &mut Reader, names: &Names, f: &mut Fields<'_>) -> Vec<String> {
    let Some(node) = f.optional("sources") else { return Vec::new() };
    for key in reader.list(node) {
        Names::find(reader, &names.sources, "source", key);
    }
    reader.texts(node)
}

fn clause(reader: &mut Reader, names: &Names, node: &Node) -> Clause {
    let mut f = reader.fields(node, "clause");
    if let Some(standard) = f.required(reader, "standard") {
        Names::find(reader, &names.standards, "standard", standard);
    }
    let standard = f.text_or_empty(reader, "standard");
    let at = f.text_or_empty(reader, "at");
    let verified = f.optional("verified").is_none_or(|node| reader.flag(node));
    f.finish(reader);
    Clause { standard, at, verified }
}

fn follow_up(reader: &mut Reader, names: &Names, node: &Node) -> FollowUp {
    let mut f = reader.fields(node, "follow-up");
    let key = f.text(reader, "key");
    let ask = f.text(reader, "ask");
    let when = f.optional("when").and_then(|node| condition(reader, names, node)).unwrap_or(Condition::Always);
    let kind = f.optional("kind").and_then(|node| follow_up_kind(reader, node)).unwrap_or(FollowUpKind::Text);
    f.finish(reader);
    FollowUp { key, ask, when, kind }
}

fn follow_up_kind(reader: &mut Reader, node: &Node) -> Option<FollowUpKind> {
    if let Value::Word(word) = &node.value {
        match word.as_str() {
            "Text" => return Some(FollowUpKind::Text),
            "YesNo" => return Some(FollowUpKind::YesNo),
            "CountPerOption" => return Some(FollowUpKind::CountPerOption),
            "GradePerSection" => return Some(FollowUpKind::GradePerSection),
            _ => {}
        }
    }
    if !matches!(&node.value, Value::Fields { name: Some(name), .. } if name == "Ticks") {
        let mend = "write Text, YesNo, Ticks(options: [..]), CountPerOption or GradePerSection";
        reader.report(node.at, "this is not a kind of follow-up", mend);
        return None;
    }
    let mut f = reader.fields(node, "Ticks");
    let options = f.list(reader, "options").iter().filter_map(|item| pair(reader, item)).collect::<Vec<_>>();
    let options = options.into_iter().map(|(key, text)| (reader.text(key), reader.text(text))).collect();
    let steps: Vec<(&Node, &Node)> =
        f.list_or_empty(reader, "sets_answer").iter().filter_map(|item| pair(reader, item)).collect();
    let mut sets_answer = Vec::new();
    for (count, key) in steps {
        let count = reader.whole(count, 250, "count").unwrap_or(0) as u8;
        // The option is looked up by its letter among the keys of the question being read.
        let key = reader.text(key);
        match key.bytes().next() {
            Some(letter @ b'a'..=b'z') if key.len() == 1 => sets_answer.push((count, letter - b'a')),
            _ => reader.report(node.at, format!("\"{key}\" is not an option a, b, c ..."), "use the option's letter"),
        }
    }
    f.finish(reader);
    Some(FollowUpKind::Ticks { options, sets_answer })
}

fn pair<'n>(reader: &mut Reader, node: &'n Node) -> Option<(&'n Node, &'n Node)> {
    match &node.value {
        Value::Tuple { name: None, items } if items.len() == 2 => Some((&items[0], &items[1])),
        _ => {
            reader.report(node.at, "a pair should stand here", "write (first, second)");
            None
        }
    }
}

fn tier(reader: &mut Reader, node: &Node) -> Tier {
    let mut f = reader.fields(node, "tier");
    let tier = Tier { name: f.text(reader, "name"), from: f.whole(reader, "from", 100) as u8 };
    f.finish(reader);
    tier
}

fn band(reader: &mut Reader, names: &Names, node: &Node) -> Band {
    let mut f = reader.fields(node, "band");
    let name = f.text(reader, "name");
    let authority =
        f.required(reader, "authority").and_then(|node| Names::find(reader, &names.authorities, "authority", node));
    let terms = f.text(reader, "terms");
    f.finish(reader);
    Band { name, authority: authority.unwrap_or(0), terms }
}

/// The upper edges of one tier, in the order of its bands; `check` looks for gaps and overlaps.
fn edges(reader: &mut Reader, names: &Names, node: &Node) -> Vec<Ratio> {
    let mut f = reader.fields(node, "edges");
    if let Some(tier) = f.required(reader, "tier") {
        Names::find(reader, &names.tiers, "tier", tier);
    }
    let mut upper = Vec::new();
    for node in f.list(reader, "bands") {
        let mut band = reader.fields(node, "band");
        if let Some(name) = band.required(reader, "band") {
            Names::find(reader, &names.bands, "band", name);
        }
        let mend = "write points from 0 to 100 with at most one decimal";
        band.required(reader, "from").and_then(|node| reader.scaled(node, 10, "edge", mend));
        let to = band.required(reader, "to").and_then(|node| reader.scaled(node, 10, "edge", mend));
        band.finish(reader);
        upper.push(Ratio::new(to.unwrap_or(0).min(1000) as i64, 10));
    }
    f.finish(reader);
    upper
}

fn confidence(reader: &mut Reader, node: &Node) -> ConfidenceScale {
    let before = reader.problems.len();
    let mut f = reader.fields(node, "confidence");
    let grades = ["e0", "e1", "e2", "e3"].map(|name| f.whole(reader, name, 100) as u8);
    let low_below = f.whole(reader, "low_below", 100) as u8;
    let high_from = f.whole(reader, "high_from", 100) as u8;
    f.finish(reader);
    // A number that could not be read stands as 0 and was reported already.
    if reader.problems.len() == before && (!grades.is_sorted() || low_below > high_from) {
        reader.report(node.at, "better evidence counts for less", "let e0 to e3, and low_below to high_from, rise");
    }
    ConfidenceScale { grades, low_below, high_from }
}

fn rule(reader: &mut Reader, names: &Names, node: &Node) -> Option<Rule> {
    let mut f = reader.fields(node, "Rule");
    let code = f.text(reader, "code");
    reader.subject = format!("rule {code}");
    let says = f.text(reader, "says");
    let when = f.required(reader, "when").and_then(|node| condition(reader, names, node));
    let effect = f.required(reader, "effect").and_then(|node| effect(reader, names, node));
    let cure = f.text_or_empty(reader, "cure");
    let unanswered = [("Insufficient", WhenUnanswered::Insufficient), ("Silent", WhenUnanswered::Silent)];
    let when_unanswered = f
        .optional("when_unanswered")
        .and_then(|node| reader.word(node, &unanswered))
        .unwrap_or(WhenUnanswered::Insufficient);
    let place = f.place();
    f.finish(reader);
    let kind = match &effect {
        None => None,
        Some(Effect::Decline | Effect::Hold) => Some(RuleKind::KnockOut),
        Some(Effect::Insufficient) => Some(RuleKind::Insufficient),
        Some(Effect::Refer { .. }) => Some(RuleKind::Referral),
        Some(Effect::Floor { .. }) => Some(RuleKind::Floor),
        Some(_) => Some(RuleKind::Consistency),
    };
    if let (Some(Effect::Lift { .. } | Effect::Force { .. }), Some(when)) = (&effect, &when) {
        let mut rising = true;
        when.walk(&mut |part| {
            rising &= matches!(
                part,
                Condition::Always
                    | Condition::All(_)
                    | Condition::Any(_)
                    | Condition::AtLeast { .. }
                    | Condition::StatedAtLeast { .. }
            );
        });
        if !rising {
            let mend =
                "use only Always, All, Any, AtLeast and StatedAtLeast, so that a better answer never counts worse";
            reader.report(place, "this condition cannot change a factor", mend);
        }
    }
    reader.subject.clear();
    Some(Rule { code, kind: kind?, says, when: when?, effect: effect?, cure, when_unanswered })
}

fn schedule(reader: &mut Reader, names: &Names, node: &Node) -> SchedulePlan {
    let mut f = reader.fields(node, "schedule");
    let neutral = f.whole(reader, "neutral", 99) as u8;
    let default_max = f.whole(reader, "default_max", 100) as u8;
    let mut caps = Vec::new();
    for item in f.list(reader, "caps") {
        let Some((section, cap)) = pair(reader, item) else { continue };
        let section = Names::find(reader, &names.sections, "section", section);
        let cap = reader.whole(cap, 100, "cap");
        if let (Some(section), Some(cap)) = (section, cap) {
            caps.push((section, cap as u8));
        }
    }
    let credit_share = f.whole(reader, "credit_share", 100) as u8;
    let credit_grade = f.required(reader, "credit_grade").and_then(|node| grade(reader, node)).unwrap_or(3);
    f.finish(reader);
    SchedulePlan { neutral, default_max, caps, credit_share, credit_grade }
}

fn adverse(reader: &mut Reader, node: &Node) -> AdversePlan {
    let mut f = reader.fields(node, "adverse");
    let at_least = f.required(reader, "at_least").and_then(|node| factor(reader, node)).unwrap_or_default();
    let most = f.whole(reader, "most", 20) as u8;
    let most_per_section = f.whole(reader, "most_per_section", 20) as u8;
    f.finish(reader);
    AdversePlan { at_least, most, most_per_section }
}

fn theme(reader: &mut Reader, names: &Names, node: &Node) -> Theme {
    let mut f = reader.fields(node, "Theme");
    let code = f.text(reader, "code");
    reader.subject = format!("theme {code}");
    let theme = Theme {
        code,
        title: f.text(reader, "title"),
        wording: f.text(reader, "wording"),
        timing: f.text(reader, "timing"),
        days: f.whole(reader, "days", 1000) as u16,
        pre_bind_when: f.optional("pre_bind_when").and_then(|node| condition(reader, names, node)),
        proof: f.text(reader, "proof"),
        consequence: f.text(reader, "consequence"),
    };
    f.finish(reader);
    reader.subject.clear();
    theme
}

fn coverage_note(reader: &mut Reader, names: &Names, node: &Node) -> CoverageNote {
    let mut f = reader.fields(node, "coverage note");
    let code = f.text(reader, "code");
    reader.subject = format!("coverage note {code}");
    let note = CoverageNote {
        code,
        title: f.text(reader, "title"),
        prompt: f.text(reader, "prompt"),
        when: f.required(reader, "when").and_then(|it| condition(reader, names, it)).unwrap_or(Condition::Always),
        sources: cited(reader, names, &mut f),
        as_of: f.date(reader, "as_of"),
    };
    f.finish(reader);
    reader.subject.clear();
    note
}

fn law_note(reader: &mut Reader, names: &Names, node: &Node) -> LawNote {
    let mut f = reader.fields(node, "law note");
    let code = f.text(reader, "code");
    reader.subject = format!("law note {code}");
    let note = LawNote {
        code,
        title: f.text(reader, "title"),
        text: f.text(reader, "text"),
        when: f.required(reader, "when").and_then(|it| condition(reader, names, it)).unwrap_or(Condition::Always),
        as_of: f.date(reader, "as_of"),
        sources: cited(reader, names, &mut f),
    };
    f.finish(reader);
    if note.sources.is_empty() {
        reader.report(node.at, "a statement about law without a source", "add sources: [..]");
    }
    reader.subject.clear();
    note
}

fn override_code(reader: &mut Reader, node: &Node) -> OverrideCode {
    let mut f = reader.fields(node, "override code");
    let code = OverrideCode { code: f.text(reader, "code"), text: f.text(reader, "text") };
    f.finish(reader);
    code
}

fn standard(reader: &mut Reader, node: &Node) -> Standard {
    let mut f = reader.fields(node, "standard");
    let standard = Standard {
        key: f.text(reader, "key"),
        title: f.text(reader, "title"),
        edition: f.text(reader, "edition"),
        as_of: f.date(reader, "as_of"),
    };
    f.finish(reader);
    standard
}

fn source(reader: &mut Reader, node: &Node) -> Source {
    let mut f = reader.fields(node, "source");
    let source = Source { key: f.text(reader, "key"), text: f.text(reader, "text") };
    f.finish(reader);
    source
}

/// Kept beside the reading code so that an option set always fits its integer.
pub(super) const MOST_OPTIONS: usize = OptionSet::MAX_OPTIONS;
