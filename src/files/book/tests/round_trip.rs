//! Book to table and back, and the scores of both.

use super::*;
use crate::assessment::{Facts, assess};
use crate::book::{Row, Scoring};
use crate::files::{answers_from_csv, csv_from_answers};
use crate::questionnaire::AnswerKind;
use crate::submission::{Money, Submission};
use chrono::NaiveDate;
use proptest::prelude::*;

/// A cell of any state; what cannot be used becomes so in the book.
fn any_cell() -> impl Strategy<Value = Cell> {
    let state = prop_oneof![
        2 => Just(CellState::Open),
        1 => Just(CellState::Unknown),
        1 => Just(CellState::NotApplicable),
        1 => Just(CellState::Unusable),
        1 => Just(CellState::Text),
        8 => (0_usize..5).prop_map(|place| CellState::Options(OptionSet::of(place))),
        2 => (1_u32..64).prop_map(|set| CellState::Options(OptionSet(set))),
    ];
    (state, 0_u8..4).prop_map(|(state, grade)| Cell { state, grade })
}

/// What a spreadsheet would run, what needs quotes, and what has to be taken as it is.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,8}", "[=+@'-]{1,3}[a-z,;\"' ]{0,6}[a-z]", "[é漢\"a]{1,5}", Just("unknown".to_owned())]
}

fn any_row() -> impl Strategy<Value = Row> {
    let money = || proptest::option::of((0_u64..1_000_000_000).prop_map(|tenths| Money { tenths }));
    let day =
        proptest::option::of((0_i32..20_000).prop_map(|day| NaiveDate::default() + chrono::Days::new(day as u64)));
    let answers = proptest::collection::vec(any_cell(), shipped().questions.len());
    let rest = (any_name(), day, proptest::option::of(any::<bool>()));
    (answers, rest, money(), money(), money(), money()).prop_map(
        |(answers, (industry, inception, claim), limit, premium, revenue, loss)| Row {
            answers,
            industry,
            inception,
            claim,
            limit,
            premium,
            revenue,
            loss,
            ..Row::default()
        },
    )
}

fn any_book() -> impl Strategy<Value = Book> {
    let rows = proptest::collection::vec((any_name(), any_row()), 1..12);
    rows.prop_map(|rows| {
        let mut book = Book::new(shipped());
        for (place, (name, row)) in rows.into_iter().enumerate() {
            book.push(Row { id: format!("{name}{place}"), ..row });
        }
        book
    })
}

fn again(book: &Book) -> Book {
    let read = book_from_table(
        &csv_from_book(book),
        "book.csv",
        book.questionnaire(),
        &mut Ids::default(),
        &Progress::new(1),
        &Unwatched,
    );
    let read = read.unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!(read.problems.list, []);
    read.book
}

/// What counts as open is written as a blank.
fn as_written(cell: Cell, is_scored: bool) -> Cell {
    match cell.state {
        CellState::Unusable => Cell::default(),
        CellState::NotApplicable if !is_scored => Cell::default(),
        _ => cell,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_book_comes_back_from_its_table(book in any_book()) {
        let again = again(&book);
        prop_assert_eq!(again.rows(), book.rows());
        for row in 0..book.rows() {
            prop_assert_eq!(again.id(row), book.id(row));
            prop_assert_eq!(again.industry(row), book.industry(row));
            prop_assert_eq!(again.inception(row), book.inception(row));
            prop_assert_eq!(again.claim(row), book.claim(row));
            let amounts = |book: &Book| [book.limit(row), book.premium(row), book.revenue(row), book.loss(row)];
            prop_assert_eq!(amounts(&again), amounts(&book));
            for ix in book.questionnaire().places() {
                let is_scored = book.questionnaire().is_scored(ix);
                prop_assert_eq!(again.cell(row, ix), as_written(book.cell(row, ix), is_scored));
            }
        }
        prop_assert_eq!(csv_from_book(&again), csv_from_book(&book), "the same book gives the same bytes");
        let questionnaire = book.questionnaire();
        let scores = |book: &Book| csv_from_scores(book, &Scoring::of(book, questionnaire), questionnaire);
        prop_assert_eq!(scores(&again), scores(&book));
    }

    /// A row of a table scores like the same cells in the flat table of a single case.
    #[test]
    fn a_table_scores_like_its_rows_as_cases(book in any_book()) {
        let questionnaire = Arc::clone(book.questionnaire());
        let table = String::from_utf8(csv_from_book(&book)).expect("UTF-8");
        let mut records = csv::ReaderBuilder::new().from_reader(table.trim_start_matches('\u{feff}').as_bytes());
        let names = records.headers().expect("a header").clone();
        let scoring = Scoring::of(&book, &questionnaire);
        for (row, record) in records.records().enumerate() {
            let record = record.expect("a row");
            let of = |name: &str| names.iter().position(|it| it == name).and_then(|place| record.get(place)).unwrap_or("");
            let mut single = csv::Writer::from_writer(Vec::new());
            single.write_record(["question", "answer", "evidence"]).expect("written");
            for question in &questionnaire.questions {
                let cells = [question.id.as_str(), of(&question.id), of(&format!("{} evidence", question.id))];
                single.write_record(cells).expect("written");
            }
            let single = single.into_inner().expect("written");
            let (answers, problems) = answers_from_csv(&single, "one.csv", &questionnaire);
            prop_assert_eq!(&problems, &[]);
            let mut submission = Submission::default();
            submission.records.extend(answers);
            submission.policy.limit = Money::parse(of("limit"));
            submission.applicant.revenue = Money::parse(of("revenue"));
            let alone = assess(&questionnaire, &submission, &Facts::default());
            prop_assert_eq!(scoring.score(row), alone.score);
            prop_assert_eq!((scoring.tier(row), scoring.band(row)), (alone.tier, alone.band));
            prop_assert_eq!(scoring.outcome(row), alone.outcome);
            prop_assert_eq!((scoring.completeness(row), scoring.confidence(row)), (alone.completeness, alone.confidence));
            let rules: Vec<u16> = alone.rules.iter().map(|fired| fired.rule).collect();
            prop_assert_eq!(scoring.fired(row).collect::<Vec<_>>(), rules);
            // And the other way round: the single table has the cells of the book.
            let back = String::from_utf8(csv_from_answers(&submission, &questionnaire)).expect("UTF-8");
            prop_assert!(back.contains("D1,"));
        }
    }

    /// Bytes of any kind are read or refused, and what is read can be written.
    #[test]
    fn no_table_brings_the_reader_down(
        start in prop_oneof![Just("submission,D1,A3,limit,claim\n"), Just("submission;D1\r"), Just("")],
        bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b','), Just(b'"'), Just(b'\n'), Just(b'a')], 0..200),
    ) {
        let bytes: Vec<u8> = start.bytes().chain(bytes).collect();
        if let Ok(read) = read_bytes(&bytes) {
            prop_assert!(read.book.rows() > 0);
            again(&read.book);
        }
    }
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_made_harmless() {
    let mut book = Book::new(shipped());
    book.push(Row { id: "=cmd|' /C calc'!A0".to_owned(), industry: "@SUM(A1)".to_owned(), ..Row::default() });
    let table = String::from_utf8(csv_from_book(&book)).expect("UTF-8");
    let row = table.lines().nth(1).expect("a row");
    assert!(row.starts_with("'=cmd|' /C calc'!A0,'@SUM(A1),"), "{row}");
    let read = again(&book);
    assert_eq!((read.id(0), read.industry(0)), ("=cmd|' /C calc'!A0", "@SUM(A1)"));
}

#[test]
fn a_saved_table_was_read_back_and_what_cannot_be_is_not_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.csv");
    let read = read_table("submission,D1,D1 evidence,M6\none,a,E2,we sell it\ntwo,zz,,\n");
    write_book(&path, &read.book).unwrap_or_else(|error| panic!("{error}"));
    let saved = read_book(std::slice::from_ref(&path), read.book.questionnaire(), &Unwatched)
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(cell(&saved.book, 0, "D1"), option(0, 2));
    assert_eq!(cell(&saved.book, 0, "M6").state, CellState::Text);
    assert_eq!(cell(&saved.book, 1, "D1").state, CellState::Open);
    let mut twins = read.book.clone();
    twins.append(read.book);
    let before = std::fs::read(&path).expect("it was saved");
    let error = write_book(&path, &twins).expect_err("two submissions have one name");
    assert!(error.to_string().contains("does not read back"), "{error}");
    assert!(error.problems().iter().any(|problem| problem.to_string().contains("submission one: it stands already")));
    assert_eq!(std::fs::read(&path).expect("it is still there"), before);
}

#[test]
fn scores_have_one_decimal_and_the_exact_value_beside_it() {
    let worked = include_str!("../../../../tests/data/worked-example.csv");
    let answers: Vec<(&str, &str)> = worked
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            Some((cells.next()?, cells.next()?))
        })
        .collect();
    let ids: Vec<&str> = answers.iter().map(|(id, _)| *id).collect();
    let cells: Vec<&str> = answers.iter().map(|(_, cell)| *cell).collect();
    let graded: Vec<String> = ids.iter().map(|id| format!("{id} evidence")).collect();
    let text = format!(
        "submission,{},{}\nworked,{},{}\n",
        ids.join(","),
        graded.join(","),
        cells.join(","),
        vec!["E1"; ids.len()].join(",")
    );
    let read = read_table(&text);
    assert_eq!(said(&read), [""; 0]);
    let questionnaire = read.book.questionnaire();
    let scores = csv_from_scores(&read.book, &Scoring::of(&read.book, questionnaire), questionnaire);
    assert_eq!(
        String::from_utf8(scores).expect("UTF-8"),
        "\u{feff}id,score,score_exact,tier,band,outcome,rules,completeness,confidence\r\n\
         worked,50.9,10020/197,High,Conditional,Conditional,\"REF-01;REF-06\",100.0,50.0\r\n"
    );
    assert!(questionnaire.questions.iter().any(|question| question.kind == AnswerKind::Text));
}
