//! What is written reads back the same, and merges to nothing new.

use super::*;
use crate::questionnaire::{AnswerKind, FollowUpKind};
use proptest::prelude::*;
use proptest::test_runner::Config;

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 8..most)
}

/// A case whose answers hang on bytes: every state of an answer, every kind of follow-up, and texts that do harm.
fn random(bytes: &[u8]) -> Submission {
    const TEXTS: [&str; 8] = [
        "=HYPERLINK(\"http://example.test\")",
        "+1 (555) 0100",
        "Not known",
        " two\r\nlines \u{7} ",
        "@SUM(A1)",
        "_x0041_ & <b>\u{1f600}</b>",
        "- none",
        "\u{ff1d}1+1'",
    ];
    let mut rest = bytes.iter().copied().cycle().zip(0_u32..);
    let mut pick =
        |of: usize| rest.next().map_or(0, |(byte, turn)| (usize::from(byte) + turn as usize / bytes.len() * 7) % of);
    let mut submission = Submission { reference: TEXTS[pick(8)].to_owned(), ..Submission::default() };
    submission.applicant.name = TEXTS[pick(8)].to_owned();
    for question in &core().questions {
        let answer = match (pick(6), question.kind) {
            (0, _) => None,
            (1, _) => Some(Answer::Unknown),
            (2, _) if question.not_applicable.is_some() => Some(Answer::NotApplicable(Default::default())),
            (_, AnswerKind::Text) => Some(Answer::Text(TEXTS[pick(8)].to_owned())),
            (_, AnswerKind::Single) => Some(Answer::option(&question.options[pick(question.options.len())].key)),
            (3, AnswerKind::Multi) => Some(Answer::Options(BTreeSet::new())),
            (_, AnswerKind::Multi) => {
                let first = &question.options[pick(question.options.len())];
                Some(Answer::Options(BTreeSet::from([first.key.clone()])))
            }
        };
        let mut record = Record { answer, said_by: TEXTS[pick(8)].to_owned(), ..Record::default() };
        for follow_up in &question.follow_ups {
            if pick(2) == 1 {
                continue;
            }
            let said = match &follow_up.kind {
                FollowUpKind::Text => FollowUpAnswer::Text(TEXTS[pick(8)].to_owned()),
                FollowUpKind::YesNo => FollowUpAnswer::Keys(BTreeSet::from([["yes", "no"][pick(2)].to_owned()])),
                FollowUpKind::Ticks { options, .. } => {
                    FollowUpAnswer::Keys(options.iter().filter(|_| pick(2) == 1).map(|(key, _)| key.clone()).collect())
                }
                FollowUpKind::CountPerOption => {
                    let texts = ["", "12", "007", "about 40", " "];
                    let counts = question.options.iter().filter(|option| !option.exclusive);
                    FollowUpAnswer::Table(counts.map(|it| (it.key.clone(), texts[pick(5)].to_owned())).collect())
                }
                FollowUpKind::GradePerSection => {
                    FollowUpAnswer::Table([("B", "E1"), ("C", "E3")].map(|(a, b)| (a.to_owned(), b.to_owned())).into())
                }
            };
            record.follow_ups.insert(follow_up.key.clone(), said);
        }
        if !record.is_empty() {
            submission.records.insert(question.id.clone(), record);
        }
    }
    submission
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn what_is_handed_out_comes_back_and_says_nothing_new(bytes in bytes(400), by_person in any::<bool>(), blank in any::<bool>()) {
        let submission = random(&bytes);
        let split = if by_person { Split::Respondent } else { Split::Section };
        let fill = if blank { Fill::Blank } else { Fill::AsOnFile };
        let sheet = worksheet(core(), &submission, split, fill, made());
        let written = xlsx_from_worksheet(&sheet).expect("a workbook");
        prop_assert_eq!(&written, &xlsx_from_worksheet(&sheet).expect("a workbook"), "the same bytes");
        let again = read(&written);
        prop_assert!(is_as_handed_out(&sheet, &again));
        let merge = Merge::of(core(), &submission, &again, made());
        prop_assert!(news(&merge).is_empty(), "{:#?}", news(&merge));
        prop_assert_eq!(&merge.other_case, &None);
        prop_assert!(merge.edit(&submission, &(0..merge.lines.len()).collect()).is_none());
    }

    /// Every answer of one case, written into the worksheet of an empty one, comes over.
    #[test]
    fn what_is_written_into_a_blank_one_comes_over(bytes in bytes(400)) {
        let theirs = random(&bytes);
        let ours = Submission { reference: theirs.reference.clone(), applicant: theirs.applicant.clone(), ..Submission::default() };
        let blank = handed_out(&ours);
        let filled = handed_out(&theirs);
        let read = read(&xlsx_as_filled_in(&blank, &filled).expect("a workbook"));
        let merge = Merge::of(core(), &ours, &read, made());
        prop_assert!(!merge.lines.iter().any(|line| line.kind.is_conflict() && line.question != "C2"), "{:#?}", news(&merge));
        let mut after = ours.clone();
        if let Some(edit) = merge.edit(&ours, &merge.by_default()) {
            drop(edit.apply(&mut after));
        }
        let again = handed_out(&after);
        let said = |sheet: &Worksheet| -> Vec<(String, String)> {
            let rows = sheet.sheets.iter().flat_map(|sheet| &sheet.rows);
            rows.map(|row| (row.number.clone(), row.cells.answer.clone())).collect()
        };
        let unusable: Vec<&str> = merge.lines.iter().filter(|line| matches!(line.kind, Kind::Unusable(_)))
            .map(|line| line.number.as_str()).collect();
        for ((number, wanted), (_, got)) in said(&filled).into_iter().zip(said(&again)) {
            let skipped = unusable.iter().any(|it| number == *it || number.starts_with(&format!("{it} ")));
            let counted = number.starts_with("A3.1") || number.starts_with("C2");
            prop_assert!(skipped || counted || wanted == got, "{number}: {wanted:?}, not {got:?}");
        }
    }
}
