//! Books on the command line: scores, what a plan does to all of them, and tables in and out.

use crate::command_line::{Desk, run};
use crate::golden::check_golden;
use securable::files::{SHIPPED, questionnaire_from_text};
use serde_json::Value;

/// The synthetic book that ships beside the samples.
const SYNTHETIC: &str = include_str!("../../assets/books/synthetic-book.csv");
const OT_HEAVY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/questionnaires/plans/ot-heavy.ron");

/// Some of its submissions, of which three cross an edge under the example plan, with one bad cell and one row too many.
fn small(desk: &Desk) -> String {
    let rows = SYNTHETIC.lines().skip(301).take(24);
    let mut lines: Vec<String> = SYNTHETIC.lines().take(1).chain(rows).map(str::to_owned).collect();
    lines[2] = lines[2].replacen(",Retail,", ",=Retail,", 1).replacen(",under_0_5,", ",never,", 1);
    lines.push(lines[1].clone());
    desk.write("book.csv", lines.join("\n").as_bytes())
}

/// Without the hash, which changes with every version of the questionnaire.
fn plain(text: &str) -> String {
    let (file, text_of_it) = SHIPPED[0];
    let questionnaire = questionnaire_from_text(text_of_it, file).expect("the shipped questionnaire reads");
    text.replace(&questionnaire.sha256, "(hash)").replace(questionnaire.short_hash(), "(hash)")
}

fn value(arguments: &[&str]) -> Value {
    let done = run(arguments);
    assert_eq!(done.code, 0, "{}", done.said);
    serde_json::from_str(&done.out).expect("JSON on standard output")
}

fn sum(counts: &Value) -> u64 {
    let all: Vec<&Value> = match counts {
        Value::Object(named) => named.values().collect(),
        Value::Array(list) => list.iter().map(|it| it.get("count").unwrap_or(it)).collect(),
        _ => Vec::new(),
    };
    all.iter().map(|it| it.get("submissions").unwrap_or(it).as_u64().expect("a count")).sum()
}

#[test]
fn a_small_book_and_what_a_plan_does_to_it() {
    let desk = Desk::new();
    let book = small(&desk);
    let scored = run(&["book", "score", &book]);
    assert_eq!(scored.code, 0, "{}", scored.said);
    let says = "What is said and printed for a small book with a bad cell and a row too many.";
    let said = scored.said.replace(&desk.at(""), "");
    check_golden("book-score.txt", says, &format!("{said}\n{}", plain(&scored.out)));

    let impact = run(&["book", "impact", &book, "--plan", OT_HEAVY, "--by", "premium", "--group", "tier"]);
    assert_eq!(impact.code, 0, "{}", impact.said);
    let says = "What the example plan does to a small book, weighed by premium and split by exposure tier.";
    check_golden("book-impact.txt", says, &plain(&impact.out));
}

#[test]
fn json_adds_up_and_says_the_same_as_the_single_scores() {
    let desk = Desk::new();
    let book = small(&desk);
    let score = value(&["book", "score", &book, "--json"]);
    assert_eq!((score["submissions"].as_u64(), score["rows_left_out"].as_u64()), (Some(24), Some(1)));
    assert_eq!(score["problem_count"], 2);
    assert_eq!(score["plan"], Value::Null);
    for counts in ["score_bins", "bands", "outcomes", "tiers"] {
        assert_eq!(sum(&score["standing"][counts]), 24, "{counts}");
    }

    let impact =
        value(&["book", "impact", &book, "--plan", OT_HEAVY, "--by", "limit", "--group", "industry", "--json"]);
    assert_eq!(impact["plan"]["id"], "ot-heavy");
    assert_eq!(impact["before"]["mean_score_to_a_millionth"], score["standing"]["mean_score_to_a_millionth"]);
    assert_eq!(impact["sections"].as_array().map(Vec::len), Some(9), "the shift of each section");
    assert!(impact["sections"][2]["before"]["mean_deficiency"] != impact["sections"][2]["after"]["mean_deficiency"]);
    for counts in ["outcome_migration", "band_migration"] {
        let cells = impact[counts].as_array().expect("a list");
        let all: u64 = cells.iter().map(|it| it["count"]["submissions"].as_u64().expect("a count")).sum();
        assert_eq!(all, 24, "{counts}");
    }
    let moved = &impact["moved"];
    assert_eq!(sum(moved), 24);
    let groups = impact["groups"].as_array().expect("a list");
    let in_groups: u64 = groups.iter().map(|it| it["count"]["submissions"].as_u64().expect("a count")).sum();
    assert_eq!(in_groups, 24);
    assert!(groups.iter().any(|it| it["group"] == "=Retail"));

    // The other way round, every move is reversed.
    let back = value(&["book", "impact", &book, "--plan", "base", "--against", OT_HEAVY, "--by", "limit", "--json"]);
    assert_eq!((&back["moved"]["worse"], &back["moved"]["better"]), (&moved["better"], &moved["worse"]));
    assert_eq!(back["crossing_count"], impact["crossing_count"]);
}

#[test]
fn a_book_comes_out_as_a_table_with_the_same_scores() {
    let desk = Desk::new();
    let book = small(&desk);
    let (out, scores, again) = (desk.at("out.csv"), desk.at("scores.csv"), desk.at("again.csv"));
    let exported = run(&["book", "export", &book, "-o", &out]);
    assert_eq!(exported.code, 0, "{}", exported.said);
    assert!(exported.said.contains("24 submissions saved and read back"), "{}", exported.said);
    assert_eq!(run(&["book", "score", &book, "--csv", &scores]).code, 0);
    let quiet = run(&["book", "score", &out, "--csv", &again]);
    assert_eq!((quiet.code, quiet.said.lines().count()), (0, 1), "nothing is wrong with it any more: {}", quiet.said);
    assert_eq!(desk.read("scores.csv"), desk.read("again.csv"));
    let table = String::from_utf8(desk.read("out.csv")).expect("UTF-8");
    assert!(table.contains(",'=Retail,"), "a cell that a spreadsheet would run is made harmless");

    let both = run(&["book", "score", &book, "--plan", OT_HEAVY, "--against", "base", "--csv", &again]);
    assert_eq!(both.code, 0, "{}", both.said);
    let both = String::from_utf8(desk.read("again.csv")).expect("UTF-8");
    let one = String::from_utf8(desk.read("scores.csv")).expect("UTF-8");
    for (both, one) in both.lines().zip(one.lines()).skip(1) {
        let (_, against) = one.split_once(',').expect("columns");
        assert!(both.ends_with(against), "{both} ends with what stands under the other plan, {one}");
    }
}

#[test]
fn cases_and_a_table_are_one_book() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples");
    let books = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/books");
    let score = value(&["book", "score", samples, books, "--json"]);
    assert_eq!((score["cases"].as_u64(), score["submissions"].as_u64()), (Some(3), Some(1003)));
    assert_eq!(score["bad_files"], Value::Array(Vec::new()));
    assert_eq!(score["problem_count"], 0, "{}", score["problems"]);
    assert!(SYNTHETIC.lines().skip(1).all(|line| line.starts_with("SYN-")), "every row says that it is made up");
}

#[test]
fn what_cannot_be_used_is_said_with_the_right_exit_code() {
    let desk = Desk::new();
    let book = small(&desk);
    let check = |arguments: &[&str], code: i32, words: &str| {
        let done = run(arguments);
        assert_eq!(done.code, code, "{arguments:?}: {}", done.said);
        assert!(done.said.contains(words), "{arguments:?}: {}", done.said);
        assert_eq!(done.out, "", "{arguments:?}");
    };
    let without = desk.write("without.csv", b"submission,D1\none,a\n");
    let other = desk.write("other.csv", b"id,D1\none,a\n");
    check(&["book", "score", &desk.at("gone.csv")], 1, "could not be read because it, or its folder, is not there");
    check(&["book", "score", &other], 1, "its first line names no column submission");
    check(&["book", "score", &book, "--plan", &desk.at("gone.ron")], 1, "gone.ron");
    check(
        &["book", "score", &book, "--questionnaire", "iot-first-pass", "--plan", OT_HEAVY],
        1,
        "so nothing was computed",
    );
    check(
        &["book", "impact", &without, "--plan", OT_HEAVY, "--by", "premium"],
        1,
        "No submission of the book has a premium",
    );
    let case = desk.worked();
    let before = desk.read("worked.securable");
    check(&["book", "export", &book, "-o", &case], 3, "What stands there is not a table");
    check(&["book", "score", &book, "--csv", &case], 3, "What stands there is not a table");
    assert_eq!(desk.read("worked.securable"), before);
    check(&["book", "score", &without, "--csv", &without], 3, "so it is another one");
    assert_eq!(desk.read("without.csv"), b"submission,D1\none,a\n");
    check(&["book", "export", &book, "-o", &other], 3, "so it is another one");
    assert_eq!(desk.read("other.csv"), b"id,D1\none,a\n");
    check(&["book", "score", &book, "--json", "--csv", "x.csv"], 2, "cannot be used with");
    check(&["book", "impact", &book], 2, "--plan");
    check(&["book", "export", &book, "-o", &desk.at("no/folder/out.csv")], 3, "could not be saved");
}
