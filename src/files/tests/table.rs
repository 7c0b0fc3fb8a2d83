use super::*;
use crate::questionnaire::AnswerKind;
use std::collections::BTreeSet;

fn read(text: &str) -> (Vec<(String, Record)>, Vec<String>) {
    read_bytes(text.as_bytes())
}

fn read_bytes(bytes: &[u8]) -> (Vec<(String, Record)>, Vec<String>) {
    let (records, problems) = answers_from_csv(bytes, "a.csv", &shipped());
    (records, problems.iter().map(ToString::to_string).collect())
}

fn answers(text: &str) -> Vec<(String, Option<Answer>)> {
    let (records, problems) = read(text);
    assert!(problems.is_empty(), "{problems:?}");
    records.into_iter().map(|(id, record)| (id, record.answer)).collect()
}

/// The rows under a header give exactly one problem that holds `what`, and leave nothing answered.
fn check_unusable(row: &str, what: &str) {
    let (records, problems) = read(&format!("question,answer,evidence,note\n{row}\n"));
    assert!(records.iter().all(|(_, record)| record.answer.is_none()), "{row}: {records:?}");
    let [problem] = &problems[..] else { panic!("{row}: {problems:?}") };
    assert!(problem.starts_with("a.csv:2: question ") && problem.contains(what), "{row}: {problem}");
}

fn options(keys: &[&str]) -> Option<Answer> {
    Some(Answer::Options(keys.iter().map(|key| (*key).to_owned()).collect()))
}

#[test]
fn cells_are_trimmed_and_case_is_ignored() {
    assert_eq!(
        answers("Question , ANSWER\n d1 , B \nA3, Cameras ; plant_control ;\nG3,UNKNOWN\nb1,\n"),
        [
            ("D1".to_owned(), options(&["b"])),
            ("A3".to_owned(), options(&["cameras", "plant_control"])),
            ("G3".to_owned(), Some(Answer::Unknown)),
        ]
    );
}

#[test]
fn not_applicable_is_read_as_having_all_on_file() {
    let read = answers("question,answer\nI5,na\nC4,Na : no radio on site\n");
    for ((_, answer), reason) in read.iter().zip([STATED_IN_TABLE, "no radio on site"]) {
        let Some(Answer::NotApplicable(na)) = answer else { panic!("{answer:?}") };
        assert!(na.is_complete());
        assert_eq!(na.reason, reason);
    }
}

#[test]
fn what_is_not_usable_is_reported_and_stays_open() {
    check_unusable("Z9,a", "no such question");
    check_unusable("D1,a,E1", "the row has 3 cells");
    check_unusable("D1,a,,,x", "the row has 5 cells");
    check_unusable("D1,z,,", "no option \"z\"");
    check_unusable("D1,a;b,,", "takes one option");
    check_unusable("D1,a;unknown,,", "cannot be joined");
    check_unusable("A3,none;medical,,", "\"none\" cannot be joined");
    check_unusable("A3,medical;UNKNOWN,,", "cannot be joined");
    check_unusable("A3,medical;na,,", "cannot be joined");
    check_unusable("A3,na: none here,,", "not scored");
    check_unusable("K1,na,,", "not scored");
    check_unusable("A9,one_site;sites_over_10,,", "exclude each other");
    check_unusable("D1,n/a,,", "no option \"n/a\"");
    check_unusable("D1,;,,", "names no option");
}

#[test]
fn the_second_row_of_a_question_is_reported() {
    let (records, problems) = read("question,answer\nD1,a\n\nd1,b\n");
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].1.answer, options(&["a"]));
    assert_eq!(
        problems,
        [
            "a.csv:4: question D1: there is a row for it already, on line 2; this one is not used; keep one row for each question"
        ]
    );
}

#[test]
fn an_unknown_grade_counts_as_e0_and_a_note_stays_beside_an_unusable_answer() {
    let (records, problems) = read("question,answer,evidence,note\nD1,a,e9,\nD2,zz,E2,seen\n");
    assert_eq!(records[0].1.grade, Some(Grade::Asserted));
    assert_eq!(
        (records[1].1.grade, records[1].1.note.as_str(), &records[1].1.answer),
        (Some(Grade::ScanOrLog), "seen", &None)
    );
    assert_eq!(problems.len(), 2);
    assert!(problems[0].contains("counts as E0"), "{problems:?}");
}

#[test]
fn delimiters_are_told_from_the_header() {
    for text in [
        "question;answer;note\nA3;\"sensors;building\";a,b\n",
        "question\tanswer\tnote\nA3\tsensors;building\ta,b\n",
        "\u{feff}sep=;\r\nquestion;answer;note\r\nA3;\"sensors;building\";a,b\r\n",
        "question,answer,note\rA3,sensors;building,\"a,b\"\r",
    ] {
        let (records, problems) = read(text);
        assert!(problems.is_empty(), "{text}: {problems:?}");
        assert_eq!(records[0].1.answer, options(&["building", "sensors"]), "{text}");
        assert_eq!(records[0].1.note, "a,b");
    }
}

#[test]
fn headers_that_do_not_fit_are_reported() {
    let check = |text: &str, what: &str| {
        let (_, problems) = read(text);
        assert!(problems.iter().any(|problem| problem.contains(what)), "{text}: {problems:?}");
    };
    check("", "the table is empty");
    check("D1,a\n", "no header");
    check("question\nD1\n", "no column answer");
    check("question,answer,colour\nD1,a,red\n", "the column \"colour\" is not known");
    check("question,answer,answer\nD1,a,b\n", "stands twice");
    check("question,answer,\nD1,a,lost\n", "without a name");
    check("question,answer,note\nD1,a,\"never closed\nD2,b,\n", "never closed");
    let (records, problems) = read("question,answer,,\nD1,a,,\n");
    assert!(problems.is_empty() && records.len() == 1, "{problems:?}");
}

#[test]
fn other_encodings_are_refused_by_name() {
    let check = |bytes: &[u8], what: &str| {
        let (records, problems) = read_bytes(bytes);
        assert!(records.is_empty());
        assert!(problems.len() == 1 && problems[0].contains(what), "{problems:?}");
    };
    check(b"\xff\xfeq\0u\0", "UTF-16");
    check(b"\xfe\xff\0q", "UTF-16");
    check(b"question,answer\nD1,\0\n", "a.csv:2: the table holds a NUL byte");
    check(b"question,note\nD1,caf\xe9\n", "a.csv:2: the table is not UTF-8");
    check(b"PK\x03\x04....", "workbook");
    check(&vec![b' '; 16 * 1024 * 1024 + 1], "larger than 16 MiB");
}

#[test]
fn an_incomplete_na_is_never_completed_by_a_round_trip() {
    let questionnaire = shipped();
    let mut submission = Submission::default();
    let na = NotApplicable { reason: "none on site".into(), ..NotApplicable::default() };
    submission.records.insert("C4".into(), Record { answer: Some(Answer::NotApplicable(na)), ..Record::default() });
    let (records, problems) = answers_from_csv(&csv_from_answers(&submission, &questionnaire), "a.csv", &questionnaire);
    assert!(records.is_empty() && problems.is_empty());
}

#[test]
fn no_cell_of_an_export_is_a_formula() {
    let questionnaire = shipped();
    let mut submission = Submission::default();
    for (id, note) in
        [("D1", "=1+1"), ("D2", "@SUM(A1)"), ("D3", "-2"), ("D4", " \t=x"), ("D5", "'=x"), ("C1", "'tis fine")]
    {
        submission.records.insert(id.into(), Record { note: note.into(), ..Record::default() });
    }
    submission.records.insert("Z+".into(), Record { note: "+kept".into(), ..Record::default() });
    let bytes = csv_from_answers(&submission, &questionnaire);
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    for line in text.trim_start_matches('\u{feff}').lines() {
        for cell in line.split(',') {
            assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '-', '@', '\t', '\r']), "{line}");
        }
    }
    assert!(text.contains("D5,,,''=x\r\n") && text.contains("C1,,,'tis fine\r\n"), "{text}");
    let (records, problems) = answers_from_csv(&bytes, "a.csv", &questionnaire);
    assert_eq!(problems.len(), 1, "only the unknown question: {problems:?}");
    for (id, record) in records {
        assert_eq!(record.note, submission.records[&id].note.trim());
    }
}

/// Records that a flat table can hold, for the questions of the shipped questionnaire.
fn table_records(questionnaire: &Questionnaire) -> impl Strategy<Value = Vec<(String, Record)>> + use<> {
    let each: Vec<_> = questionnaire
        .places()
        .map(|ix| {
            let question = questionnaire.question(ix);
            let keys: Vec<String> = question.options.iter().map(|option| option.key.clone()).collect();
            let free: Vec<String> =
                question.options.iter().filter(|o| !o.exclusive && o.group.is_none()).map(|o| o.key.clone()).collect();
            let free = if free.is_empty() { keys.get(..1).unwrap_or_default().to_vec() } else { free };
            let trimmed = || "\\PC{0,8}|['=+@,;\"\r\nna:unkow \\-]{0,10}".prop_map(|text| text.trim().to_owned());
            let stated = match question.kind {
                AnswerKind::Text => trimmed()
                    .prop_filter("a blank text is no answer", |text| !text.is_empty())
                    .prop_map(Answer::Text)
                    .boxed(),
                AnswerKind::Single => proptest::sample::select(keys).prop_map(|key| Answer::option(&key)).boxed(),
                AnswerKind::Multi => {
                    let most = free.len();
                    proptest::sample::subsequence(free, 1..=most)
                        .prop_map(|keys| Answer::Options(keys.into_iter().collect::<BTreeSet<_>>()))
                        .boxed()
                }
            };
            let na = trimmed().prop_map(|reason| {
                let reason = if reason.is_empty() { STATED_IN_TABLE.to_owned() } else { reason };
                let (control, decider) = (STATED_IN_TABLE.to_owned(), STATED_IN_TABLE.to_owned());
                Answer::NotApplicable(NotApplicable { reason, control, decider })
            });
            let answer = if questionnaire.is_scored(ix) {
                prop_oneof![4 => stated, 1 => Just(Answer::Unknown), 1 => na].boxed()
            } else {
                prop_oneof![4 => stated, 1 => Just(Answer::Unknown)].boxed()
            };
            let id = question.id.clone();
            (of(answer), of(grade()), trimmed()).prop_map(move |(answer, grade, note)| {
                (id.clone(), Record { answer, grade, note, ..Record::default() })
            })
        })
        .collect();
    each
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn export_and_import_give_the_same_answers(records in table_records(&shipped())) {
        let questionnaire = shipped();
        let records: Vec<_> = records.into_iter().filter(|(_, record)| !record.is_empty()).collect();
        let submission = Submission { records: records.iter().cloned().collect(), ..Submission::default() };
        let bytes = csv_from_answers(&submission, &questionnaire);
        let (again, problems) = answers_from_csv(&bytes, "a.csv", &questionnaire);
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(again, records);
    }

    #[test]
    fn any_bytes_are_read_or_reported(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "(question,answer\n)?[A-D1-3,;\"\t\r\nabna:]{0,80}") {
        let questionnaire = shipped();
        drop(answers_from_csv(&bytes, "a.csv", &questionnaire));
        drop(answers_from_csv(text.as_bytes(), "a.csv", &questionnaire));
    }
}
