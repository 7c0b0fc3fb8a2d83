//! Words for an action plan: its steps, the conditions that it becomes, and the plan as text and as a table to paste.

use super::{Case, lower_first};
use crate::assessment::{ActionPlan, ActionStep, EstimateBy, ImprovedTo, Stage, TotalEffort, shown_score};
use crate::questionnaire::{Ratio, ThemeIx, decimal};
use crate::submission::{Subjectivity, SubjectivityStatus};
use chrono::{Days, NaiveDate};

/// Said wherever efforts are shown.
pub const EFFORT_IS_JUDGEMENT: &str =
    "Cost classes and weeks are judgement, not measured; a class is no amount of money";

/// A step in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepWords {
    /// `D1`.
    pub id: String,
    /// The better answer; of a proof, what the answer says already.
    pub to: String,
    /// The answer now; empty for a proof.
    pub from: String,
    /// `High, 26 weeks`; `Not estimated`.
    pub effort: String,
    /// `Before inception`, `In the term`.
    pub start: &'static str,
    /// `Own estimate`, or nothing.
    pub by: &'static str,
    /// `−1.27`, `0.00`: what the score moves by, alone.
    pub moves: String,
    /// `47.2 Standard`, with the steps before it.
    pub then: String,
    /// `KO-4, REF-01`; empty where no rule goes.
    pub lifts: String,
    /// What would show it.
    pub proof: String,
    /// `ST-02`; empty without a theme.
    pub theme: String,
    /// `The device list has to show it`, or nothing.
    pub list: &'static str,
}

impl Case<'_> {
    #[must_use]
    pub fn step_words(&self, step: &ActionStep) -> StepWords {
        let ix = step.improvement.question;
        let question = self.question(ix);
        let now = self.answer_text(ix);
        let (from, to) = match step.improvement.to {
            ImprovedTo::Option(place) => {
                let to = question.options.get(usize::from(place)).map_or_else(String::new, |it| it.text.clone());
                (now, to)
            }
            ImprovedTo::Proof => (String::new(), format!("Proof of \"{now}\"")),
        };
        let effort = step.estimate.effort;
        let codes = step.lifts.iter().filter_map(|rule| self.questionnaire.rules.get(usize::from(*rule)));
        let codes: Vec<&str> = codes.map(|rule| rule.code.as_str()).collect();
        StepWords {
            id: question.id.clone(),
            to,
            from,
            effort: match step.estimate.by {
                EstimateBy::Nobody => "Not estimated".to_owned(),
                EstimateBy::Case | EstimateBy::Questionnaire => effort.class_and_weeks(self.questionnaire),
            },
            start: if step.before_inception { "Before inception" } else { "In the term" },
            by: if step.estimate.by == EstimateBy::Case { "Own estimate" } else { "" },
            moves: moves(step.gain),
            then: self.stage_text(step.after),
            lifts: codes.join(", "),
            proof: question.evidence.clone(),
            theme: question.theme.map_or_else(String::new, |theme| self.questionnaire.theme(theme).code.clone()),
            list: if step.new_list { "The device list has to show it" } else { "" },
        }
    }

    /// `47.2 Standard`.
    #[must_use]
    pub fn stage_text(&self, stage: Stage) -> String {
        let score = shown_score(self.questionnaire, stage.tier, stage.score);
        format!("{score} {}", stage.outcome.words(self.questionnaire))
    }

    /// `14 cost points, longest 26 weeks, not all before inception`.
    #[must_use]
    pub fn total_text(&self, total: &TotalEffort) -> String {
        let points = match total.points {
            _ if self.questionnaire.cost_classes.is_empty() => String::new(),
            1 => "1 cost point, ".to_owned(),
            points => format!("{points} cost points, "),
        };
        let weeks = if total.weeks == 1 { "week" } else { "weeks" };
        let when = if total.before_inception { "all before inception" } else { "not all before inception" };
        format!("{points}longest {} {weeks}, {when}", total.weeks)
    }

    /// The conditions of the quote that a plan becomes: one for each theme, and one for each step without a theme.
    /// Those on file are left as they are, and none of them stands twice.
    #[must_use]
    pub fn conditions(&self, plan: &ActionPlan) -> Vec<Subjectivity> {
        let mut groups: Vec<(Option<ThemeIx>, Vec<&ActionStep>)> = Vec::new();
        for step in &plan.steps {
            let theme = self.question(step.improvement.question).theme;
            match groups.iter_mut().find(|(other, _)| theme.is_some() && *other == theme) {
                Some((_, steps)) => steps.push(step),
                None => groups.push((theme, vec![step])),
            }
        }
        let conditions = groups.into_iter().map(|(theme, steps)| self.condition(theme, &steps));
        conditions.filter(|it| !self.is_on_file(it)).collect()
    }

    /// One that was withdrawn, or settled in the term before, is none: it may be asked for again.
    fn is_on_file(&self, condition: &Subjectivity) -> bool {
        let same = |own: &Subjectivity| {
            if condition.theme.is_empty() { own.text == condition.text } else { own.theme == condition.theme }
        };
        let in_force = |it: &&Subjectivity| it.status != SubjectivityStatus::Withdrawn && !it.is_settled_before();
        self.submission.subjectivities.iter().filter(in_force).any(same)
    }

    fn condition(&self, theme: Option<ThemeIx>, steps: &[&ActionStep]) -> Subjectivity {
        let mut actions = Vec::new();
        let mut proofs: Vec<&str> = Vec::new();
        for step in steps {
            let words = self.step_words(step);
            actions.push(format!("{} {}", words.id, lower_first(&words.to)));
            let proof = self.question(step.improvement.question).evidence.trim();
            if !proof.is_empty() && !proofs.contains(&proof) {
                proofs.push(proof);
            }
        }
        let agreed = format!("Steps: {}.", actions.join("; "));
        let all_before = steps.iter().all(|step| step.before_inception);
        let suggested = self.assessment.subjectivities.iter().find(|it| Some(it.theme) == theme);
        // What cannot be done before the policy starts cannot be a condition of binding.
        let pre_bind = all_before && suggested.is_some_and(|it| it.pre_bind);
        let theme = theme.map(|ix| (ix, self.questionnaire.theme(ix)));
        let weeks = steps.iter().map(|step| step.estimate.effort.weeks).max().unwrap_or(0);
        let days = match (weeks, theme) {
            (0, Some((_, theme))) => u64::from(theme.days),
            (weeks, _) => u64::from(weeks) * 7,
        };
        let due =
            |inception: NaiveDate| if pre_bind { Some(inception) } else { inception.checked_add_days(Days::new(days)) };
        Subjectivity {
            theme: theme.map_or_else(String::new, |(_, theme)| theme.code.clone()),
            text: theme.map_or_else(|| agreed.clone(), |(ix, _)| format!("{} {agreed}", self.subjectivity_text(ix))),
            owner: String::new(),
            due: self.submission.policy.inception.and_then(due),
            pre_bind,
            proof: proofs.join("; "),
            consequence: theme.map_or_else(String::new, |(_, theme)| theme.consequence.clone()),
            status: SubjectivityStatus::Open,
            last_term: false,
        }
    }

    /// The plan for a terminal or an email.
    #[must_use]
    pub fn action_plan_text(&self, plan: &ActionPlan) -> String {
        let mut text = format!("Now {}\n", self.stage_text(plan.now));
        for (place, step) in (1..).zip(&plan.steps) {
            let it = self.step_words(step);
            text.push_str(&format!("{place:>2}. {} {}\n", it.id, it.to));
            let mut say = |line: String| text.push_str(&format!("    {line}\n"));
            if !it.from.is_empty() {
                say(format!("now: {}", lower_first(&it.from)));
            }
            let by = if it.by.is_empty() { String::new() } else { format!(" ({})", lower_first(it.by)) };
            say(format!("takes: {}, {}{by}", lower_first(&it.effort), lower_first(it.start)));
            let lifts = if it.lifts.is_empty() { String::new() } else { format!("; lifts {}", it.lifts) };
            say(format!("effect: {} alone; then {}{lifts}", it.moves, it.then));
            say(format!("proof: {}", lower_first(&it.proof)));
            if !it.list.is_empty() {
                say(lower_first(it.list));
            }
        }
        text.push_str(&format!("Together {}.\n{EFFORT_IS_JUDGEMENT}.\n", self.total_text(&plan.total)));
        text
    }

    /// The plan for the clipboard: heads, then a line for each step, with tabs between cells; without the rules that
    /// steps lift where rules are the carrier's own.
    #[must_use]
    pub fn action_plan_tsv(&self, plan: &ActionPlan, with_rules: bool) -> String {
        let heads =
            ["Step", "Question", "From", "To", "Effort", "Start", "Estimate", "Alone", "Then", "Proof", "Theme"];
        let mut lines = vec![heads.map(str::to_owned).to_vec()];
        for (place, step) in (1..).zip(&plan.steps) {
            let it = self.step_words(step);
            let by = if it.by.is_empty() { "Questionnaire" } else { it.by };
            lines.push(vec![
                format!("{place}"),
                it.id,
                it.from,
                it.to,
                it.effort,
                it.start.to_owned(),
                by.to_owned(),
                it.moves,
                it.then,
                it.proof,
                it.theme,
                it.lifts,
            ]);
        }
        if with_rules {
            lines[0].push("Lifts".to_owned());
        } else {
            lines[1..].iter_mut().for_each(|line| drop(line.pop()));
        }
        let clean = |cell: &String| cell.replace(['\t', '\n', '\r'], " ");
        let line = |cells: &Vec<String>| cells.iter().map(clean).collect::<Vec<_>>().join("\t");
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// `−1.27` for a gain of 1.27 points: what the score moves by.
fn moves(gain: Ratio) -> String {
    let text = decimal(gain, 2);
    match gain.cmp(&Ratio::default()) {
        std::cmp::Ordering::Greater => format!("\u{2212}{text}"),
        std::cmp::Ordering::Equal => text,
        std::cmp::Ordering::Less => text.replace('-', "+"),
    }
}
