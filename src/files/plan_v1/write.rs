//! From the plan to its text: the same bytes for the same plan, one line a change.

use crate::questionnaire::Plan;
use crate::questionnaire::plan::{Approval, Change, Hidden, Retirement, Target, Threshold, Value};
use chrono::NaiveDate;

const COMMENT: &str = "\
// A plan: what a carrier changes in one version of a questionnaire. Written by Securable; may be edited by hand while
// it is a draft. Check it with: securable plan check FILE
//
//   from            what the questionnaire says; another value there is a conflict, and nothing is guessed
//   Weight, Edge, Borderline     with at most one decimal; Factor: 0, 0.25, 0.5, 0.75 or 1
//   RuleNumber      the numbers of a rule are counted from 1; factors in quarters (3 is 0.75), amounts in US dollars
//   Hidden          to: Always, or When(question: \"A2\", options: [\"..\"]), an exposure question with a single choice
//   sum             Fixed: the weights keep their sum; Floating: they need not
//   status          Draft, InReview, Approved, Retired; set by securable plan submit, approve and retire
";

/// The text of a plan, without what [`Plan::source_text`] may hold beside the plan: comments.
#[must_use]
pub fn ron_from_plan(plan: &Plan) -> String {
    let mut out = String::from(COMMENT);
    out.push_str("Plan(\n");
    let mut line = |text: String| {
        out.push_str("    ");
        out.push_str(&text);
        out.push_str(",\n");
    };
    let named = |id: &str, version: &str, sha256: &str| {
        format!("(id: {}, version: {}, sha256: {})", quoted(id), quoted(version), quoted(sha256))
    };
    line(format!("id: {}, version: {}", quoted(&plan.id), quoted(&plan.version)));
    line(format!("title: {}", quoted(&plan.title)));
    line(format!("base: {}", named(&plan.base.id, &plan.base.version, &plan.base.sha256)));
    if let Some(parent) = &plan.parent {
        line(format!("parent: {}", named(&parent.id, &parent.version, &parent.sha256)));
    }
    for (name, text) in [("carrier", &plan.carrier), ("program", &plan.program), ("jurisdiction", &plan.jurisdiction)] {
        line(format!("{name}: {}", quoted(text)));
    }
    line(format!("market: {}, filing: {}", plan.market.key(), quoted(&plan.filing)));
    for (name, day) in [("effective", plan.effective), ("until", plan.until)] {
        if let Some(day) = day {
            line(format!("{name}: {}", date(day)));
        }
    }
    line(format!("author: {}", quoted(&plan.author)));
    line(format!("status: {}", plan.status.key()));
    if let Some(approval) = &plan.approval {
        line(format!("approval: {}", approval_text(approval)));
    }
    if let Some(retirement) = &plan.retirement {
        line(format!("retirement: {}", retirement_text(retirement)));
    }
    line(format!("sum: {}", plan.sum.key()));
    let records: Vec<String> = plan
        .records
        .iter()
        .map(|record| {
            format!(
                "        (\n            what: {},\n            why: {},\n            evidence: {},\n            \
                 expected_effect: {},\n        ),\n",
                quoted(&record.what),
                quoted(&record.why),
                quoted(&record.evidence),
                quoted(&record.expected_effect)
            )
        })
        .collect();
    line(format!("records: {}", list(&records)));
    let changes: Vec<String> =
        plan.changes.iter().map(|change| format!("        {},\n", change_text(change))).collect();
    line(format!("changes: {}", list(&changes)));
    out.push_str(")\n");
    out
}

fn list(lines: &[String]) -> String {
    if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}    ]", lines.concat()) }
}

pub(super) fn approval_text(approval: &Approval) -> String {
    format!(
        "(by: {}, on: {}, note: {}, seal: {})",
        quoted(&approval.by),
        date(approval.on),
        quoted(&approval.note),
        quoted(&approval.seal)
    )
}

pub(super) fn retirement_text(retirement: &Retirement) -> String {
    format!("(by: {}, on: {}, why: {})", quoted(&retirement.by), date(retirement.on), quoted(&retirement.why))
}

fn change_text(change: &Change) -> String {
    let target = &change.target;
    let name = match target {
        Target::Weight { question } => format!("Weight(question: {}", quoted(question)),
        Target::Factor { question, option } => {
            format!("Factor(question: {}, option: {}", quoted(question), quoted(option))
        }
        Target::Edge { tier, band } => format!("Edge(tier: {}, band: {}", quoted(tier), quoted(band)),
        Target::Threshold(threshold) => format!("Threshold(name: {}", threshold.key()),
        Target::TierFrom { tier } => format!("TierFrom(tier: {}", quoted(tier)),
        Target::ScheduleCap { section } => format!("ScheduleCap(section: {}", quoted(section)),
        Target::Rule { code } => format!("Rule(code: {}", quoted(code)),
        Target::RuleNumber { code, place } => {
            format!("RuleNumber(code: {}, number: {}", quoted(code), u32::from(*place) + 1)
        }
        Target::Hidden { question } => format!("Hidden(question: {}", quoted(question)),
    };
    let from = match target {
        Target::Rule { .. } | Target::Hidden { .. } => String::new(),
        _ => format!(", from: {}", value_text(target, &change.from)),
    };
    let why = if change.why.is_empty() { String::new() } else { format!(", why: {}", quoted(&change.why)) };
    format!("{name}{from}, to: {}{why})", value_text(target, &change.to))
}

fn value_text(target: &Target, value: &Value) -> String {
    match value {
        Value::Weight(weight) => weight.to_string(),
        Value::Factor(factor) => factor.to_string(),
        Value::Points(_) => tenths(value.units().unwrap_or(0)),
        Value::Number(number) if *target == Target::Threshold(Threshold::Borderline) => tenths(*number),
        Value::Number(number) => number.to_string(),
        Value::Switch(on) => (if *on { "On" } else { "Off" }).to_owned(),
        Value::Hidden(Hidden::Never) => "Never".to_owned(),
        Value::Hidden(Hidden::Always) => "Always".to_owned(),
        Value::Hidden(Hidden::When { question, options }) => {
            let keys: Vec<String> = options.iter().map(|key| quoted(key)).collect();
            format!("When(question: {}, options: [{}])", quoted(question), keys.join(", "))
        }
    }
}

fn tenths(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn date(day: NaiveDate) -> String {
    quoted(&day.format("%Y-%m-%d").to_string())
}

/// In quotation marks, so that it reads back as it was.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
