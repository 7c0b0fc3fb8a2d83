//! What every memo must say, held on the laid-out text.

mod action_plan;
mod renewal;

use super::{Stamp, document};
use crate::assessment::{Facts, assess};
use crate::files::{SHIPPED, questionnaire_from_text};
use crate::inventory::Survey;
use crate::memo::document::{Block, Span};
use crate::memo::layout::lay_out;
use crate::memo::pdf::pdf_from_display_list;
use crate::memo::wording::plan::hidden_by_plan;
use crate::memo::wording::{Case, lower_first, percent_text};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::plan::{Hidden, Plan, Target, Value, lay};
use crate::submission::{Answer, Grade, NotApplicable, Override, OverrideOf, Record, Submission};
use chrono::NaiveDate;

fn shipped(place: usize) -> Questionnaire {
    let (file, text) = SHIPPED[place];
    questionnaire_from_text(text, file).expect("it ships")
}

fn stamp() -> Stamp {
    Stamp {
        as_of: NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"),
        case_sha256: "c0ffee".to_owned(),
        tool_version: "0.0.0",
    }
}

fn set(submission: &mut Submission, question: &str, key: &str) {
    let record = Record { answer: Some(Answer::option(key)), grade: Some(Grade::Document), ..Record::default() };
    submission.records.insert(question.to_owned(), record);
}

/// Every scored question at one option, exposure items and declarations harmless.
fn answered(questionnaire: &Questionnaire, key: &str) -> Submission {
    answered_with(questionnaire, key, |options| options.first().copied())
}

/// Every scored question at one option, the others at the one that is picked.
fn answered_with<'q>(
    questionnaire: &'q Questionnaire,
    key: &str,
    pick: impl Fn(&[&'q str]) -> Option<&'q str>,
) -> Submission {
    let mut submission = Submission::default();
    submission.applicant.name = "Kyiv & Søn <Łódź> Ωmega".to_owned();
    for ix in questionnaire.places() {
        let question = questionnaire.question(ix);
        if questionnaire.is_scored(ix) {
            set(&mut submission, &question.id, key);
        } else if let Some(option) =
            pick(&question.options.iter().filter(|it| !it.exclusive).map(|it| it.key.as_str()).collect::<Vec<_>>())
        {
            set(&mut submission, &question.id, option);
        }
    }
    submission
}

/// Everything the memo says, cell by cell in reading order.
fn text_of(questionnaire: &Questionnaire, submission: &Submission) -> String {
    let assessment = assess(questionnaire, submission, &Facts::default());
    let case = Case { questionnaire, submission, assessment: &assessment, survey: &Survey::default(), renewal: None };
    let mut text = String::new();
    add_words(&document(&case, &stamp()).blocks, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn add_words(blocks: &[Block], text: &mut String) {
    fn add(text: &mut String, spans: &[Span]) {
        text.extend(spans.iter().map(|span| span.text.as_str()));
        text.push(' ');
    }
    for block in blocks {
        match block {
            Block::Heading(heading) => add(text, &[Span::plain(heading.text.as_str())]),
            Block::Paragraph(paragraph) => add(text, &paragraph.spans),
            Block::Bullets(items) => items.iter().for_each(|item| add(text, item)),
            Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| add(text, cell)),
            Block::Facts(facts) => facts.iter().for_each(|(name, value)| {
                add(text, &[Span::plain(name.as_str())]);
                add(text, value);
            }),
            Block::Callout(callout) => {
                add(text, &[Span::plain(callout.title.as_str())]);
                add_words(&callout.blocks, text);
            }
            Block::Row(columns) => columns.iter().for_each(|column| add_words(&column.blocks, text)),
            Block::Figure(figure) => add(text, &[Span::plain(figure.alt.as_str())]),
            Block::Signatures(_) | Block::Checks(_) | Block::WriteOn(_) | Block::PageBreak | Block::Gap(_) => {}
        }
    }
}

#[test]
fn all_twenty_sections_and_the_appendix_are_there_even_when_nothing_is_answered() {
    for (place, (file, _)) in SHIPPED.iter().enumerate() {
        let text = text_of(&shipped(place), &Submission::default());
        for title in [
            "1 Header",
            "2 Decision",
            "3 Risk in brief",
            "4 Submission and sources",
            "5 Exposure profile",
            "6 Control score",
            "7 Lifecycle of the devices",
            "8 Rules fired",
            "9 Evidence and unknowns",
            "10 Loss history and known circumstances",
            "11 Law and standards context",
            "12 Coverage considerations",
            "13 Pricing and schedule rationale",
            "14 Subjectivities",
            "15 Overrides and exceptions",
            "16 Reasons to tell the insured",
            "17 Renewal view",
            "18 Shared responsibility",
            "19 Method and limits",
            "20 Sign-off",
            "Appendix: questions and answers",
        ] {
            assert!(text.contains(title), "{file}: {title} is missing");
        }
    }
}

#[test]
fn every_question_that_is_asked_stands_in_the_appendix_with_its_answer() {
    let questionnaire = shipped(0);
    let submission = answered(&questionnaire, "c");
    let assessment = assess(&questionnaire, &submission, &Facts::default());
    let text = text_of(&questionnaire, &submission);
    let appendix = text.split("Appendix: questions and answers").last().expect("the appendix");
    for ix in questionnaire.places().filter(|ix| assessment.reading(*ix).shown) {
        let question = questionnaire.question(ix);
        let start: String = question.ask.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        assert!(appendix.contains(&start), "{} is missing", question.id);
    }
}

#[test]
fn what_is_not_known_is_said_and_never_blank() {
    let questionnaire = shipped(0);
    let mut submission = answered(&questionnaire, "b");
    submission.records.get_mut("G2").expect("answered").answer = Some(Answer::Unknown);
    submission.records.remove("I3");
    let text = text_of(&questionnaire, &submission);
    let unknowns = text.split("Not known and not answered").nth(1).expect("the section");
    let unknowns = unknowns.split("10 Loss history").next().expect("its text");
    assert!(unknowns.contains("G2") && unknowns.contains("Not known") && unknowns.contains("counts 1, weight 4.0"));
    assert!(unknowns.contains("I3") && unknowns.contains("Not answered"));
    assert!(!unknowns.contains("D1"), "an answered question is listed as unknown");
}

#[test]
fn a_claimed_n_a_says_whether_it_counts_and_why_not() {
    let questionnaire = shipped(0);
    let mut submission = answered(&questionnaire, "b");
    let na =
        NotApplicable { reason: "Leased floors".into(), control: "Landlord audit".into(), decider: "J. Doe".into() };
    submission.records.get_mut("C4").expect("answered").answer = Some(Answer::NotApplicable(na.clone()));
    submission.records.get_mut("B1").expect("answered").answer = Some(Answer::NotApplicable(na));
    let text = text_of(&questionnaire, &submission);
    assert!(text.contains("Leased floors Landlord audit J. Doe"), "the valid one stands in section 9");
    assert!(text.contains("does not count: this question is always applicable"), "the invalid one says why");
}

#[test]
fn every_fired_rule_stands_in_section_8_with_what_fired_it() {
    let questionnaire = shipped(0);
    let submission = answered_with(&questionnaire, "e", |options| options.last().copied());
    let assessment = assess(&questionnaire, &submission, &Facts::default());
    let text = text_of(&questionnaire, &submission);
    let rules = text.split("8 Rules fired").nth(1).expect("the section").split("9 Evidence").next().expect("its text");
    assert!(assessment.rules.len() > 8, "the worst case fires many rules");
    for fired in &assessment.rules {
        let code = &questionnaire.rules[usize::from(fired.rule)].code;
        assert!(rules.contains(code.as_str()), "{code} is missing");
    }
    assert!(rules.contains("D3 e: Yes, openly"));
}

#[test]
fn an_override_stands_beside_the_computed_outcome() {
    let questionnaire = shipped(0);
    let mut submission = answered(&questionnaire, "c");
    submission.overrides.push(Override {
        of: OverrideOf::Band { from: "Conditional".into(), to: "Standard".into() },
        reason_code: questionnaire.override_codes[0].code.clone(),
        text: "New scan supplied".into(),
        by: "R. Okafor".into(),
        second: String::new(),
        at: NaiveDate::from_ymd_opt(2026, 11, 20).and_then(|day| day.and_hms_opt(9, 30, 0)).expect("a time"),
    });
    let text = text_of(&questionnaire, &submission);
    assert!(text.contains("Band Conditional \u{2192} Standard"));
    assert!(text.contains("second signature missing"));
    assert!(text.contains("REF-11"), "an override refers the file");
    assert!(text.contains("Computed outcome Conditional"));
}

#[test]
fn a_synthetic_case_says_so_on_every_page() {
    let questionnaire = shipped(0);
    let submission = Submission { synthetic: true, ..answered(&questionnaire, "c") };
    let assessment = assess(&questionnaire, &submission, &Facts::default());
    let case = Case {
        questionnaire: &questionnaire,
        submission: &submission,
        assessment: &assessment,
        survey: &Survey::default(),
        renewal: None,
    };
    let list = lay_out(&document(&case, &stamp())).expect("lays out");
    for (place, page) in list.pages.iter().enumerate() {
        assert!(page.plain_text().contains("Synthetic case"), "page {} does not", place + 1);
    }
}

#[test]
fn the_same_case_gives_the_same_bytes_on_the_first_save_and_the_twentieth() {
    let questionnaire = shipped(0);
    let submission = answered(&questionnaire, "d");
    let assessment = assess(&questionnaire, &submission, &Facts::default());
    let case = Case {
        questionnaire: &questionnaire,
        submission: &submission,
        assessment: &assessment,
        survey: &Survey::default(),
        renewal: None,
    };
    let save = || {
        let document = document(&case, &stamp());
        pdf_from_display_list(&lay_out(&document).expect("lays out"), &document).expect("writes")
    };
    let first = save();
    assert!((1..20).all(|_| save() == first));
}

#[test]
fn small_words() {
    assert_eq!(lower_first("The list"), "the list");
    assert_eq!(lower_first("MFA for all"), "MFA for all");
    assert_eq!(lower_first("Über"), "über");
    assert_eq!(lower_first(""), "");
    assert_eq!(percent_text(0), "0%");
    assert_eq!(percent_text(7), "+7%");
    assert_eq!(percent_text(-15), "\u{2212}15%");
}

/// A question that the plan hides may well apply: the memo must not say that it does not.
#[test]
fn a_question_hidden_by_the_plan_is_told_from_one_that_does_not_apply() {
    let base = shipped(0);
    let mut plan = Plan { id: "small".into(), version: "1.0.0".into(), ..Plan::draft_on(&base) };
    let hide = |question: &str| Target::Hidden { question: question.into() };
    plan.set(&base, hide("E6"), Value::Hidden(Hidden::Always));
    let when = |option: &str| Hidden::When { question: "A2".into(), options: vec![option.into()] };
    plan.set(&base, hide("I5"), Value::Hidden(when("under_0_5")));
    plan.set(&base, hide("H4"), Value::Hidden(when("over_5")));
    let laid = lay(&base, &plan).expect("fits");
    let mut submission = answered(&laid, "b");
    set(&mut submission, "A2", "under_0_5");
    set(&mut submission, "A6", "none");
    let assessment = assess(&laid, &submission, &Facts::default());
    let by_plan = |id: &str| {
        let ix = laid.find(id).expect("it is there");
        (assessment.reading(ix).shown, hidden_by_plan(&laid, &assessment, ix).is_some())
    };
    assert_eq!(["E6", "I5", "H4", "J2"].map(by_plan), [(false, true), (false, true), (true, false), (false, false)]);
    let text = text_of(&laid, &submission);
    assert!(text.contains("Not asked under plan small 1.0.0: they may apply"));
    assert!(text.contains("Do not apply to this applicant"), "J2, for no such data are held");
}
