//! Moving weights: one, a section, the rest; and back.

use super::table::sum_of_base;
use super::{Draft, Line, StepKey, weight_in};
use crate::questionnaire::plan::{Target, Value, share_out};
use crate::questionnaire::{QuestionIx, Questionnaire, SectionIx, Unit, Weight};

pub(super) fn weight_target(base: &Questionnaire, ix: QuestionIx) -> Target {
    Target::Weight { question: base.question(ix).id.clone() }
}

impl Draft {
    pub(super) fn nudge(&mut self, tenths: i64) -> Option<String> {
        match self.view.cursor {
            Line::Question(ix) => {
                let to = (i64::from(self.weight(ix)) + tenths).clamp(1, 1000);
                self.set_weight(ix, u16::try_from(to).ok()?)
            }
            Line::Section(section) => {
                let now = self.table.entry(self.view.cursor)?.tenths;
                self.scale(section, u32::try_from((i64::from(now) + tenths).max(0)).ok()?)
            }
        }
    }

    pub(super) fn set_weight(&mut self, ix: QuestionIx, tenths: u16) -> Option<String> {
        let id = &self.base.question(ix).id;
        if self.locked.contains(&ix) {
            return Some(format!("{id} is locked; press L to unlock it"));
        }
        let weight = Weight::from_tenths(tenths)?;
        self.by_hand.insert(ix);
        self.set(weight_target(&self.base, ix), Value::Weight(weight));
        None
    }

    pub(super) fn set(&mut self, target: Target, value: Value) {
        let what = target.words(&self.base);
        let label = format!("Set {what} to {}", target.show(&self.base, &value));
        self.step(label, Some(StepKey::Value(target.clone())), |plan, base| plan.set(base, target, value));
    }

    /// Questions of the section that are not locked share its sum; from one drag to the next tenth always in
    /// proportion to what they were when it began.
    pub(super) fn scale(&mut self, section: SectionIx, total: u32) -> Option<String> {
        let key = StepKey::Section(section);
        let origin = self.steps.origin(&key).unwrap_or(&self.plan).clone();
        let questions: Vec<QuestionIx> = self.base.places_of(section).collect();
        let weights: Vec<u16> = questions.iter().map(|ix| weight_in(&self.base, &origin, *ix)).collect();
        let held: Vec<bool> = questions.iter().map(|ix| self.locked.contains(ix)).collect();
        let kept: u32 = weights.iter().zip(&held).filter(|it| *it.1).map(|it| u32::from(*it.0)).sum();
        let free = held.iter().filter(|held| !**held).count() as u32;
        let id = self.base.section(section).id.clone();
        if free == 0 {
            return Some(format!("Every question of section {id} is locked"));
        }
        let total = total.clamp(kept + free, kept + free * 1000);
        let shared = share_out(&weights, &held, total)?;
        let label = format!("Set section {id} to {}", Unit::Tenths.show(total.into()));
        self.put_weights(label, Some(key), &questions, &shared);
        self.by_hand.extend(questions.iter().zip(&held).filter(|it| !*it.1).map(|it| *it.0));
        None
    }

    pub(super) fn put_weights(
        &mut self,
        label: String,
        key: Option<StepKey>,
        questions: &[QuestionIx],
        weights: &[u16],
    ) {
        let targets: Vec<_> = questions.iter().map(|ix| weight_target(&self.base, *ix)).collect();
        self.step(label, key, |plan, base| {
            for (target, tenths) in targets.into_iter().zip(weights) {
                if let Some(weight) = Weight::from_tenths(*tenths) {
                    plan.set(base, target, Value::Weight(weight));
                }
            }
        });
    }

    pub(super) fn distribute(&mut self) -> Option<String> {
        let questions: Vec<QuestionIx> = self.base.places().filter(|ix| self.base.is_scored(*ix)).collect();
        let weights: Vec<u16> = questions.iter().map(|ix| self.weight(*ix)).collect();
        let wanted = sum_of_base(&self.base);
        if self.table.total == wanted {
            return Some(format!("The weights add up to {} already", Unit::Tenths.show(wanted.into())));
        }
        let locked = |ix: &QuestionIx| self.locked.contains(ix);
        let rest: Vec<bool> = questions.iter().map(|ix| locked(ix) || self.by_hand.contains(ix)).collect();
        let unlocked: Vec<bool> = questions.iter().map(locked).collect();
        let shared = share_out(&weights, &rest, wanted).or_else(|| share_out(&weights, &unlocked, wanted));
        let Some(shared) = shared else {
            return Some("What is not locked cannot take that up; unlock more questions".to_owned());
        };
        let moved = shared.iter().zip(&weights).filter(|(now, was)| now != was).count();
        self.put_weights("Distribute the rest".to_owned(), None, &questions, &shared);
        let over = crate::gui::words::counted(moved, "question", "questions");
        Some(format!("The weights add up to {} again, over {over}", Unit::Tenths.show(wanted.into())))
    }

    pub(super) fn reset(&mut self, targets: &[Target]) {
        let label = match targets {
            [one] => format!("Reset {}", one.words(&self.base)),
            many => format!("Reset {} values", many.len()),
        };
        self.step(label, None, |plan, _| plan.changes.retain(|change| !targets.contains(&change.target)));
        for target in targets {
            if let Target::Weight { question } = target
                && let Some(ix) = self.base.find(question)
            {
                self.by_hand.remove(&ix);
            }
        }
    }

    pub(super) fn reset_line(&mut self) {
        let questions: Vec<QuestionIx> = match self.view.cursor {
            Line::Question(ix) => vec![ix],
            Line::Section(section) => self.base.places_of(section).filter(|ix| !self.locked.contains(ix)).collect(),
        };
        let targets: Vec<Target> = questions.iter().map(|ix| weight_target(&self.base, *ix)).collect();
        self.reset(&targets);
    }

    pub(super) fn lock(&mut self, line: Line) {
        let questions: Vec<QuestionIx> = match line {
            Line::Question(ix) => vec![ix],
            Line::Section(section) => self.base.places_of(section).collect(),
        };
        if questions.iter().all(|ix| self.locked.contains(ix)) {
            questions.iter().for_each(|ix| drop(self.locked.remove(ix)));
        } else {
            self.locked.extend(questions);
        }
        self.table = super::Table::of(self);
    }
}
