//! The canonical content of a plan and its hash: the same for the same plan, however its file is laid out.

use super::{Hidden, Plan, Target, Threshold, Value};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

impl Plan {
    /// Lower-case hexadecimal SHA-256 over everything but status, approval, retirement and the file itself. The
    /// order of the changes does not matter.
    #[must_use]
    pub fn content_sha256(&self) -> String {
        let mut content = Content::default();
        content.text("securable plan 1");
        for text in [&self.id, &self.version, &self.title, &self.base.id, &self.base.version, &self.base.sha256] {
            content.text(text);
        }
        match &self.parent {
            None => content.text("no parent"),
            Some(parent) => [&parent.id, &parent.version, &parent.sha256].into_iter().for_each(|it| content.text(it)),
        }
        for text in [&self.carrier, &self.program, &self.jurisdiction] {
            content.text(text);
        }
        content.text(self.market.key());
        for day in [self.effective, self.until] {
            content.text(&day.map_or_else(String::new, |day| day.to_string()));
        }
        content.text(&self.filing);
        content.text(&self.author);
        content.count(self.records.len());
        for record in &self.records {
            for text in [&record.what, &record.why, &record.evidence, &record.expected_effect] {
                content.text(text);
            }
        }
        content.text(self.sum.key());
        let mut changes: Vec<_> = self.changes.iter().collect();
        changes.sort_by(|a, b| a.target.cmp(&b.target));
        content.count(changes.len());
        for change in changes {
            content.target(&change.target);
            content.value(&change.from);
            content.value(&change.to);
            content.text(&change.why);
        }
        content.sha256()
    }

    /// Lower-case hexadecimal SHA-256 over the content, and who approves it when with which note.
    #[must_use]
    pub fn seal(&self, by: &str, on: NaiveDate, note: &str) -> String {
        let mut content = Content::default();
        for text in ["securable approval 1", &self.content_sha256(), by, &on.to_string(), note] {
            content.text(text);
        }
        content.sha256()
    }
}

/// Texts, each after its length, so that no text can pass for two.
#[derive(Default)]
struct Content(String);

impl Content {
    fn sha256(&self) -> String {
        Sha256::digest(self.0.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn text(&mut self, text: &str) {
        self.0.push_str(&text.len().to_string());
        self.0.push(':');
        self.0.push_str(text);
    }

    fn count(&mut self, count: usize) {
        self.text(&count.to_string());
    }

    fn target(&mut self, target: &Target) {
        match target {
            Target::Weight { question } => ["weight", question].into_iter().for_each(|it| self.text(it)),
            Target::Factor { question, option } => {
                ["factor", question, option].into_iter().for_each(|it| self.text(it));
            }
            Target::Edge { tier, band } => ["edge", tier, band].into_iter().for_each(|it| self.text(it)),
            Target::Threshold(threshold) => ["threshold", threshold.key()].into_iter().for_each(|it| self.text(it)),
            Target::TierFrom { tier } => ["tier", tier].into_iter().for_each(|it| self.text(it)),
            Target::ScheduleCap { section } => ["cap", section].into_iter().for_each(|it| self.text(it)),
            Target::Rule { code } => ["rule", code].into_iter().for_each(|it| self.text(it)),
            Target::RuleNumber { code, place } => {
                ["rule number", code].into_iter().for_each(|it| self.text(it));
                self.count((*place).into());
            }
            Target::Hidden { question } => ["hidden", question].into_iter().for_each(|it| self.text(it)),
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Weight(weight) => self.text(&weight.to_string()),
            Value::Factor(factor) => self.text(&factor.to_string()),
            Value::Points(points) => self.text(&points.to_string()),
            Value::Number(number) => self.text(&number.to_string()),
            Value::Switch(on) => self.text(if *on { "on" } else { "off" }),
            Value::Hidden(Hidden::Never) => self.text("asked"),
            Value::Hidden(Hidden::Always) => self.text("never asked"),
            Value::Hidden(Hidden::When { question, options }) => {
                self.text(question);
                self.count(options.len());
                options.iter().for_each(|key| self.text(key));
            }
        }
    }
}

impl Threshold {
    /// Its name in a file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Borderline => "Borderline",
            Self::ConfidenceLow => "ConfidenceLow",
            Self::ConfidenceHigh => "ConfidenceHigh",
            Self::Evidence(0) => "EvidenceE0",
            Self::Evidence(1) => "EvidenceE1",
            Self::Evidence(2) => "EvidenceE2",
            Self::Evidence(_) => "EvidenceE3",
            Self::ScheduleNeutral => "ScheduleNeutral",
            Self::ScheduleMax => "ScheduleMax",
            Self::ScheduleCreditShare => "ScheduleCreditShare",
        }
    }
}
