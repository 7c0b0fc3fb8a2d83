//! One table: what is understood, and what is reported.

use super::*;

#[test]
fn what_cannot_be_used_is_named_by_line_submission_and_question_and_stays_open() {
    let read = read_table(
        "submission,D1,D1 evidence,A3,limit,inception,claim\n\
         one,z,E9,none;medical,\"5,000,000\",31.01.2026,perhaps\n\
         two,a;b,E3,na,-1,2026-02-30,\n",
    );
    assert_eq!(
        said(&read),
        [
            "book.csv:2: submission one, question D1: there is no option \"z\", so it stays open; use a, b, c, d, e, unknown or a blank",
            "book.csv:2: submission one, question D1: there is no evidence grade \"E9\", so it counts as E0; use E0, E1, E2 or E3",
            "book.csv:2: submission one, question A3: \"none\" cannot be joined with other options, so it stays open; keep it alone, or remove it",
            "book.csv:2: submission one, limit: \"5,000,000\" is no plain amount, so it is read as blank; write plain digits with at most one decimal point",
            "book.csv:2: submission one, inception: \"31.01.2026\" is no date, so it is read as blank; write year, month and day, such as 2026-11-22",
            "book.csv:2: submission one, claim: \"perhaps\" is no yes or no, so it is read as blank; write yes, no or a blank",
            "book.csv:3: submission two, question D1: it takes one option and the cell has several, so it stays open; keep one of them",
            "book.csv:3: submission two, question A3: not applicable cannot be said of an item that is not scored, so it stays open; answer it, write unknown, or leave it blank",
            "book.csv:3: submission two, limit: \"-1\" is no plain amount, so it is read as blank; write plain digits with at most one decimal point",
            "book.csv:3: submission two, inception: \"2026-02-30\" is no date, so it is read as blank; write year, month and day, such as 2026-11-22",
        ]
    );
    assert_eq!(read.problem_count, 10);
    for (row, question) in [(0, "D1"), (0, "A3"), (1, "D1"), (1, "A3")] {
        assert_eq!(cell(&read.book, row, question).state, CellState::Unusable, "{row} {question}");
    }
    assert!((0..2).all(|row| read.book.limit(row).is_none() && read.book.inception(row).is_none()));
}

#[test]
fn rows_that_cannot_be_told_apart_or_do_not_fit_are_reported() {
    let read = read_table(
        "submission,D1,D2\none,a,b\none,c,d\ntwo,a\nthree,a,b,c\nfour,a,b,,\n,a,b\n,,\nfive,a,b\n two ,b,b\n",
    );
    assert_eq!(
        said(&read),
        [
            "book.csv:3: submission one: it stands already on line 2; this row is not used; keep one of them",
            "book.csv:4: submission two: the row has 2 cells where the header has 3, so all its items stay open; put cells that hold the delimiter in double quotes",
            "book.csv:5: submission three: the row has 4 cells where the header has 3, so all its items stay open; put cells that hold the delimiter in double quotes",
            "book.csv:7: row: it names no submission and is not used; fill its column submission",
            "book.csv:10: submission two: it stands already on line 4; this row is not used; keep one of them",
        ]
    );
    let ids: Vec<&str> = (0..read.book.rows()).map(|row| read.book.id(row)).collect();
    assert_eq!(ids, ["one", "two", "three", "four", "five"]);
    assert_eq!(cell(&read.book, 0, "D1"), option(0, 0));
    assert_eq!(cell(&read.book, 1, "D1").state, CellState::Open);
    assert_eq!(cell(&read.book, 2, "D1").state, CellState::Open);
    assert_eq!(cell(&read.book, 3, "D2"), option(1, 0));
}

#[test]
fn columns_that_are_not_known_or_stand_twice_are_reported() {
    let read = read_table("submission,D1,Z9,d-1,\none,a,b,c,x\n");
    assert_eq!(
        said(&read),
        [
            "book.csv:1: header: the column \"Z9\" is not known and was not read; correct its name, or remove it",
            "book.csv:1: header: the column d-1 stands twice; the first was read; remove one of them",
        ]
    );
    assert_eq!(cell(&read.book, 0, "D1"), option(0, 0));
}

#[test]
fn delimiters_encodings_and_line_ends_are_told_by_the_content() {
    let plain = "submission,A3,industry\r\none,\"cameras;building\",Käse\r\n";
    let wide = |text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
    };
    let western: Vec<u8> = plain.chars().map(|c| u8::try_from(u32::from(c)).expect("a western letter")).collect();
    for bytes in [
        plain.as_bytes().to_vec(),
        format!("\u{feff}{plain}").into_bytes(),
        wide(plain, &[0xff, 0xfe], u16::to_le_bytes),
        wide(plain, &[0xfe, 0xff], u16::to_be_bytes),
        western,
        plain.replace("\r\n", "\r").into_bytes(),
        b"sep=;\nsubmission;A3;industry\none;\"cameras;building\";K\xc3\xa4se".to_vec(),
        "submission\tA3\tindustry\none\tcameras;building\tKäse\n".as_bytes().to_vec(),
    ] {
        let read = read_bytes(&bytes).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(said(&read), [""; 0], "{}", String::from_utf8_lossy(&bytes));
        assert_eq!((read.book.rows(), read.book.industry(0)), (1, "Käse"));
        let a3 = read.book.questionnaire().find("A3").map(|ix| read.book.questionnaire().question(ix).clone());
        let places = ["cameras", "building"].map(|key| a3.as_ref().and_then(|a3| a3.option(key)).expect("an option"));
        let options = places.into_iter().fold(OptionSet::default(), OptionSet::with);
        assert_eq!(cell(&read.book, 0, "A3").state, CellState::Options(options));
    }
}

/// The table is refused as a whole, with one sentence that holds `what`.
fn check_refused(bytes: &[u8], what: &str) {
    match read_bytes(bytes) {
        Ok(read) => panic!("{what}: {} rows were read", read.book.rows()),
        Err(error) => {
            let sentence = error.to_string();
            assert!(sentence.contains(what) && sentence.contains("The book was not read"), "{sentence}");
        }
    }
}

#[test]
fn what_is_no_table_of_a_book_is_refused_with_the_reason() {
    check_refused(b"", "the table is empty");
    check_refused(b" \n \n", "the table is empty");
    check_refused(b"id,D1\none,a\n", "its first line names no column submission (it begins with id,D1)");
    check_refused(b"submission,D1\n", "There is no submission in it");
    check_refused(b"submission,D1\n,a\n", "it names no submission and is not used");
    check_refused(b"submission,D1\none,a\0\n", "NUL byte in line 2");
    check_refused(b"PK\x03\x04rest", "this is a workbook");
    check_refused(b"submission,D1\none,\"a\ntwo,b\nthree,c\n", "book.csv:2: row: a double quote opens here");
    let wide = format!("submission{}\n", ",x".repeat(1000));
    check_refused(wide.as_bytes(), "more than 1000 columns");
}

#[test]
fn names_that_are_too_long_and_huge_cells_are_refused_by_row() {
    let huge = "x".repeat(3_000_000);
    let read = read_table(&format!("submission,D1,industry\n{huge},a,b\none,{huge},{huge}\n"));
    assert_eq!(read.book.rows(), 1);
    let said = said(&read);
    assert!(said[0].starts_with("book.csv:2: row: the name of the submission is too long"), "{said:?}");
    assert!(said[1].contains("question D1: there is no option \"xxxx") && said[1].len() < 200, "{said:?}");
    assert!(said[2].contains("industry: \"xxxx") && said[2].len() < 200, "{said:?}");
}

#[test]
fn amounts_with_more_decimals_are_rounded_and_counted() {
    let read = read_table("submission,premium,loss\none,12.25,0.04\ntwo,12.50,99999999999999999999\n");
    assert_eq!(read.book.premium(0).map(|money| money.tenths), Some(123));
    assert_eq!(read.book.loss(0).map(|money| money.tenths), Some(0));
    assert_eq!(read.book.premium(1).map(|money| money.tenths), Some(125));
    assert_eq!(read.problem_count, 1);
    assert!(read.notices.iter().any(|notice| notice.text.starts_with("2 amounts have more than one decimal")));
}

#[test]
fn problems_are_listed_up_to_a_thousand_and_all_counted() {
    let rows: String = (0..5000).map(|n| format!("s{n},zz\n")).collect();
    let read = read_table(&format!("submission,D1\n{rows}"));
    assert_eq!((read.book.rows(), read.problems.len(), read.problem_count), (5000, 1000, 5000));
}

/// However many pieces a table is read in, and by however many threads.
#[test]
fn pieces_come_together_in_the_order_of_the_table() {
    let questionnaire = shipped();
    let rows: String = (0..400)
        .map(|n| format!("s{},\"{}\",\"line\nbreak {n}\"\n", n % 390, ["a", "b", "unknown", "zz"][n % 4]))
        .collect();
    let text = format!("submission,D1,industry\n{rows}");
    let read = |size: usize| {
        let progress = Progress::new(1);
        let table = super::super::table::in_pieces(
            text.as_bytes(),
            "book.csv",
            &questionnaire,
            &mut Ids::default(),
            &progress,
            &Unwatched,
            size,
        );
        let table = table.unwrap_or_else(|problem| panic!("{problem}"));
        let rows: Vec<String> = (0..table.book.rows())
            .map(|row| {
                let (id, industry, origin) = (table.book.id(row), table.book.industry(row), table.book.origin(row));
                format!("{id} {industry:?} {origin:?} {:?}", cell(&table.book, row, "D1"))
            })
            .collect();
        let problems: Vec<String> = table.problems.list.iter().map(ToString::to_string).collect();
        (rows, problems)
    };
    let whole = read(usize::MAX);
    assert_eq!((whole.0.len(), whole.1.len()), (390, 100 + 10));
    for size in [1, 7, 100, 1000] {
        let (rows, problems) = read(size);
        assert_eq!(rows, whole.0, "{size}");
        assert_eq!(problems, whole.1, "{size}");
    }
}

/// Stops after the first piece.
struct Impatient;

impl Watch for Impatient {
    fn part(&self, _: u64, _: u64) {}
    fn is_stopped(&self) -> bool {
        true
    }
}

#[test]
fn a_reading_that_is_stopped_gives_no_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.csv");
    std::fs::write(&path, "submission,D1\none,a\n").expect("the table is written");
    let error = read_book(&[path], &shipped(), &Impatient).map(drop).expect_err("it was stopped");
    assert_eq!(error.kind(), FileErrorKind::Stopped);
}
