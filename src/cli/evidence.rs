//! `securable evidence`: what stands behind the score, and the files behind answers.

use super::case::{Open, change, open};
use super::{Failure, say, write_data, write_text};
use crate::assessment::evidence::{EvidenceView, Goal, Share, evidence_view};
use crate::files::{gone, room_left, take_file, write_copy};
use crate::questionnaire::{Ratio, decimal, exact};
use crate::submission::{Attachment, Edit, EvidenceAge, Grade};
use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct EvidenceArguments {
    file: PathBuf,
    /// Write JSON.
    #[arg(long, conflicts_with_all = ["add", "extract"])]
    json: bool,
    /// Attach a file to the answer to a question.
    #[arg(long, num_args = 2, value_names = ["QUESTION", "PATH"], conflicts_with = "extract")]
    add: Option<Vec<String>>,
    /// Save a copy of the attached file whose SHA-256 begins so.
    #[arg(long, value_name = "SHA256", requires = "output")]
    extract: Option<String>,
    /// Where to save the copy; what is there is not replaced.
    #[arg(short, long, value_name = "OUT", requires = "extract")]
    output: Option<PathBuf>,
}

pub(super) fn evidence(arguments: &EvidenceArguments, today: NaiveDate) -> Result<(), Failure> {
    let file = &arguments.file;
    let open = open(file)?;
    match (arguments.add.as_deref(), &arguments.extract, &arguments.output) {
        (Some([question, path]), ..) => add(file, open, question, Path::new(path), today),
        (_, Some(start), Some(output)) => extract(&open, start, output),
        _ => {
            let as_of = open.opened.case.submission.policy.inception.unwrap_or(today);
            let view = evidence_view(&open.questionnaire, &open.opened.case.submission, &open.assessment, as_of);
            if arguments.json {
                write_data(json_of(&open, &view).as_bytes())
            } else {
                write_text(&text_of(&open, &view))
            }
        }
    }
}

fn add(file: &Path, open: Open, question: &str, path: &Path, today: NaiveDate) -> Result<(), Failure> {
    let Some(ix) = open.questionnaire.find(question) else {
        let name = open.questionnaire.name();
        return Err(Failure::input(format!("{name} has no question \"{question}\", so nothing was attached.")));
    };
    let id = open.questionnaire.question(ix).id.clone();
    let mut opened = open.opened;
    let room = room_left(&opened.case.evidence, &opened.case.submission);
    let taken = take_file(path, room).map_err(|error| Failure::input(error.to_string()))?;
    let mut record = opened.case.submission.record(&id).cloned().unwrap_or_default();
    if record.attachments.iter().any(|it| it.sha256 == taken.sha256)
        && gone(&opened.case.evidence, &taken.sha256).is_none()
    {
        say(&format!("{} is attached to {id} already; nothing was changed.", taken.file_name));
        return Ok(());
    }
    if record.attachments.iter().all(|it| it.sha256 != taken.sha256) {
        record.attachments.push(taken.attachment(today));
    }
    let label = format!("Attach {} to {id}", taken.file_name);
    opened.case.evidence.insert(taken.sha256, taken.content);
    change(file, opened, Edit::Record { question: id, record: Some(Box::new(record)) }, &label)
}

fn extract(open: &Open, start: &str, output: &Path) -> Result<(), Failure> {
    let case = &open.opened.case;
    let start = start.trim().to_ascii_lowercase();
    let mut found: Vec<&Attachment> =
        attachments(open).map(|(_, it)| it).filter(|it| it.sha256.starts_with(&start)).collect();
    found.sort_by(|a, b| a.sha256.cmp(&b.sha256));
    found.dedup_by(|a, b| a.sha256 == b.sha256);
    let one = match found.as_slice() {
        [one] => *one,
        [] => return Err(Failure::input(format!("No attached file has a SHA-256 that begins with \"{start}\"."))),
        many => {
            let count = many.len();
            return Err(Failure::input(format!("{count} attached files begin with \"{start}\"; give more digits.")));
        }
    };
    let content = match (gone(&case.evidence, &one.sha256), case.evidence.get(&one.sha256)) {
        (None, Some(content)) => content,
        (why, _) => {
            let why = why.map_or("is not in the case", |why| why.words());
            return Err(Failure::input(format!("\"{}\" {why}. No copy was saved.", one.file_name)));
        }
    };
    if output.symlink_metadata().is_ok() {
        return Err(Failure::output(format!(
            "Something is there already, and it was not replaced. ({})",
            output.display()
        )));
    }
    write_copy(output, content).map_err(|error| Failure::output(error.to_string()))?;
    say(&format!("{} saved and read back: {}", one.file_name, output.display()));
    Ok(())
}

/// With the id of their question, in its order.
fn attachments(open: &Open) -> impl Iterator<Item = (&str, &Attachment)> {
    let records = open.opened.case.submission.records.iter();
    records.flat_map(|(id, record)| record.attachments.iter().map(move |it| (id.as_str(), it)))
}

fn percent(value: Ratio) -> String {
    format!("{}%", decimal(value, 1))
}

fn text_of(open: &Open, view: &EvidenceView) -> String {
    let questionnaire = &open.questionnaire;
    let id = |ix| questionnaire.question(ix).id.as_str();
    let mut text = format!(
        "{} of the applicable weight rests on assertion alone.\nThe score is {} points better than the worst, {} of them \
         by assertion alone.\nConfidence {}, {}.\n\n",
        percent(view.asserted_share),
        decimal(view.better, 1),
        decimal(view.better_asserted, 1),
        percent(open.assessment.confidence),
        open.assessment.confidence_level.words().to_lowercase(),
    );
    let mut line = |name: &str, share: &Share| {
        let weight = decimal(Ratio::new(share.tenths, 10), 1);
        text.push_str(&format!(
            "{name:<22}{:>7}  {:>3} questions  weight {weight:>6}\n",
            percent(share.percent),
            share.questions
        ));
    };
    for (grade, share) in Grade::ALL.into_iter().zip(&view.grades).rev() {
        line(&format!("{} {}", grade.code(), grade.words()), share);
    }
    line("Unknown", &view.unknown);
    line("Not answered", &view.open);
    if !view.goals.is_empty() {
        text.push('\n');
    }
    for goal in &view.goals {
        text.push_str(&goal_line(open, goal));
    }
    if !view.raises.is_empty() {
        text.push_str("\nWould raise confidence most, one grade each\n");
    }
    for raise in view.raises.iter().take(10) {
        text.push_str(&format!(
            "{:<5}{} to {}  +{}\n",
            id(raise.question),
            raise.from.code(),
            raise.to.code(),
            decimal(raise.gain, 2)
        ));
    }
    let old: Vec<&str> =
        view.aged.iter().filter(|it| matches!(it.age, EvidenceAge::Aged(_))).map(|it| id(it.question)).collect();
    if !old.is_empty() {
        text.push_str(&format!("\nOlder than twelve months on {}: {}\n", view.as_of, old.join(", ")));
    }
    let mut attached = attachments(open).peekable();
    text.push_str(if attached.peek().is_some() { "\nAttached files\n" } else { "\nNo file is attached.\n" });
    for (question, it) in attached {
        let dated = it.dated.map_or_else(|| "undated   ".to_owned(), |day| day.to_string());
        let why =
            gone(&open.opened.case.evidence, &it.sha256).map(|why| format!(", {}", why.words())).unwrap_or_default();
        let hash = it.sha256.get(..12).unwrap_or_default();
        text.push_str(&format!("{question:<5}{dated}  {hash}  {} ({} bytes){why}\n", it.file_name, it.bytes));
    }
    text
}

fn goal_line(open: &Open, goal: &Goal) -> String {
    let codes: Vec<&str> = goal
        .rules
        .iter()
        .filter_map(|place| open.questionnaire.rules.get(usize::from(*place)))
        .map(|it| it.code.as_str())
        .collect();
    let codes = if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) };
    match &goal.proofs {
        Some(proofs) => {
            let ids: Vec<&str> = proofs.iter().map(|ix| open.questionnaire.question(*ix).id.as_str()).collect();
            format!("To reach {}%{codes}, prove {}: {}\n", goal.percent, ids.join(", "), percent(goal.reaches))
        }
        None => format!(
            "{}%{codes} is out of reach until missing answers come: {} with every answer proven\n",
            goal.percent,
            percent(goal.reaches)
        ),
    }
}

fn json_of(open: &Open, view: &EvidenceView) -> String {
    let questionnaire = &open.questionnaire;
    let id = |ix| questionnaire.question(ix).id.as_str();
    let share = |it: &Share| {
        json!({
            "questions": it.questions,
            "weight": decimal(Ratio::new(it.tenths, 10), 1),
            "percent": decimal(it.percent, 1),
            "percent_exact": exact(it.percent),
        })
    };
    let grades: Value =
        Grade::ALL.iter().zip(&view.grades).map(|(grade, it)| (grade.code().to_owned(), share(it))).collect();
    let age = |age: EvidenceAge| match age {
        EvidenceAge::Recent(day) => json!({ "age": "recent", "dated": day.to_string() }),
        EvidenceAge::Aged(day) => json!({ "age": "older than twelve months", "dated": day.to_string() }),
        EvidenceAge::NotKnown => json!({ "age": "not known" }),
    };
    let value = json!({
        "as_of": view.as_of.to_string(),
        "asserted_percent": decimal(view.asserted_share, 1),
        "asserted_percent_exact": exact(view.asserted_share),
        "points_better_than_worst_exact": exact(view.better),
        "points_better_by_assertion_exact": exact(view.better_asserted),
        "confidence_percent_exact": exact(open.assessment.confidence),
        "grades": grades,
        "unknown": share(&view.unknown),
        "not_answered": share(&view.open),
        "raises": view.raises.iter().map(|it| json!({
            "question": id(it.question), "from": it.from.code(), "to": it.to.code(), "gain_exact": exact(it.gain),
        })).collect::<Vec<_>>(),
        "lifts": view.lifts.iter().map(|it| json!({
            "question": id(it.question),
            "rule": questionnaire.rules.get(usize::from(it.rule)).map(|rule| &rule.code),
            "to": it.to.code(),
            "points_exact": exact(it.points),
        })).collect::<Vec<_>>(),
        "goals": view.goals.iter().map(|it| json!({
            "percent": it.percent,
            "proofs": it.proofs.as_ref().map(|proofs| proofs.iter().map(|ix| id(*ix)).collect::<Vec<_>>()),
            "reaches_exact": exact(it.reaches),
        })).collect::<Vec<_>>(),
        "ages": view.aged.iter().map(|it| json!({
            "question": id(it.question), "grade": it.grade.code(), "evidence": age(it.age),
        })).collect::<Vec<_>>(),
        "attachments": attachments(open).map(|(question, it)| json!({
            "question": question,
            "file_name": it.file_name,
            "bytes": it.bytes,
            "sha256": it.sha256,
            "dated": it.dated.map(|day| day.to_string()),
            "note": it.note,
            "usable": gone(&open.opened.case.evidence, &it.sha256).is_none(),
        })).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}
