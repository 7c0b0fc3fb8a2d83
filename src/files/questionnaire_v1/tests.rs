use super::super::ron_tree::parse;
use super::*;
use proptest::prelude::*;

#[path = "../../../tests/all/golden.rs"]
mod golden;

const SOUND: &str = include_str!("../../../tests/data/sound.ron");
const TEN_MISTAKES: &str = include_str!("../../../tests/data/ten-mistakes.ron");

fn read(text: &str) -> Result<Questionnaire, Vec<Problem>> {
    questionnaire_from_text(text, "mine.ron")
}

fn sha256(text: &str) -> String {
    read(text).unwrap_or_else(|problems| panic!("{}\n{text}", shown(&problems))).sha256
}

fn shown(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The sound text with one thing changed.
fn planted(old: &str, new: &str) -> String {
    assert_eq!(SOUND.matches(old).count(), 1, "\"{old}\" stands once");
    SOUND.replacen(old, new, 1)
}

/// Holds what is reported when `old` is replaced, as `subject: what`; all of it on the line of the change.
fn check(old: &str, new: &str, expected: &[&str]) {
    let text = planted(old, new);
    let problems = read(&text).err().unwrap_or_default();
    let found: Vec<String> = problems
        .iter()
        .map(|it| if it.subject.is_empty() { it.what.clone() } else { format!("{}: {}", it.subject, it.what) })
        .collect();
    assert_eq!(found, expected, "\"{new}\":\n{}", shown(&problems));
    let before = SOUND.split(old).next().unwrap_or_default();
    let line = before.matches('\n').count() as u32 + 1;
    for problem in &problems {
        assert_eq!(problem.line, Some(line), "{problem}");
        assert!(!problem.mend.is_empty(), "{problem}");
    }
}

/// Holds all that is reported when `old` is replaced, as lines of `line: subject: what`.
fn check_all(old: &str, new: &str, expected: &str) {
    let problems = read(&planted(old, new)).err().unwrap_or_default();
    let found: Vec<String> = problems
        .iter()
        .map(|it| {
            let subject = if it.subject.is_empty() { String::new() } else { format!("{}: ", it.subject) };
            format!("{}: {subject}{}", it.line.unwrap_or(0), it.what)
        })
        .collect();
    assert_eq!(found.join("\n"), expected, "{}", shown(&problems));
}

#[test]
fn shipped_questionnaires_read_without_a_problem() {
    for (file, text) in SHIPPED {
        if let Err(problems) = questionnaire_from_text(text, file) {
            panic!("{}", shown(&problems));
        }
    }
}

#[test]
fn every_questionnaire_in_the_folder_ships() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires");
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(SHIPPED.iter().any(|(file, _)| *file == name), "{name}");
    }
}

#[test]
fn the_sound_questionnaire_reads() {
    let questionnaire = read(SOUND).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    assert_eq!(questionnaire.name(), "sound 1.0.0");
    assert_eq!(questionnaire.questions.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["A1", "A2", "S1", "S2", "M1"]);
    assert_eq!(questionnaire.sections.iter().map(|it| it.questions.clone()).collect::<Vec<_>>(), [0..2, 2..4, 4..5]);
    assert_eq!(questionnaire.questions.iter().map(|it| it.weight.tenths()).sum::<i64>(), 60);
    assert_eq!(&*questionnaire.source_text, SOUND);
    assert!(questionnaire.questions[2].critical && !questionnaire.questions[3].critical);
    assert!(!questionnaire.questions[2].clauses[1].verified);
}

#[test]
fn ten_planted_mistakes_are_ten_problems_on_their_lines() {
    let problems = read(TEN_MISTAKES).err().unwrap_or_default();
    let marked: Vec<Option<u32>> =
        (1..).zip(TEN_MISTAKES.lines()).filter(|(_, line)| line.ends_with("// MISTAKE")).map(|(line, _)| Some(line)).collect();
    assert_eq!(marked.len(), 10);
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), marked, "{}", shown(&problems));
    golden::check_golden(
        "ten-mistakes.txt",
        "What the reader reports for the ten mistakes planted in tests/data/ten-mistakes.ron: place, subject, what, mend.",
        &shown(&problems),
    );
}

#[test]
fn syntax_mistakes_have_their_place() {
    check("title: \"Controls\",", "title: \"Controls\"", &["a comma is missing before \"k\""]);
    check("borderline: 2.0,", "borderline: ,", &["a value is missing before \",\""]);
    check("borderline: 2.0,", "borderline: 2.0;", &["\";\" does not belong here"]);
    check("text: \"Offices\"", "text: \"Off\\qices\"", &["an unknown escape after \\"]);
    check("borderline: 2.0,", "/ borderline: 2.0,", &["a single \"/\""]);
}

#[test]
fn misshapen_values_are_reported_where_they_stand() {
    check("borderline: 2.0,", "borderline: \"2\",", &["borderline should be a number"]);
    check("borderline: 2.0,", "borderline: 2.05,", &["borderline 2.05 cannot be used"]);
    check("borderline: 2.0,", "borderline: -2,", &["borderline -2 cannot be used"]);
    check("borderline: 2.0,", "borderline: 101,", &["borderline reaches over the whole scale"]);
    check("title: \"A small questionnaire\"", "title: 7", &["a text should stand here"]);
    check("as_of: \"2026-11-22\",\n    total", "as_of: \"22/11/2026\",\n    total", &["\"22/11/2026\" is not a date"]);
    check("as_of: \"2026-11-22\",\n    total", "as_of: \"2026-02-30\",\n    total", &["\"2026-02-30\" is not a date"]);
    check("authorities: [\"Underwriter\", \"Senior\"]", "authorities: [\"Underwriter\", \"Senior\", 3]", &["a text should stand here"]);
    check("critical: true", "critical: yes", &["question S1: true or false should stand here"]);
    check("kind: Multi", "kind: Many", &["question A2: \"Many\" is not known here"]);
    check("e3: 100", "e3: 101", &["e3 101 is too large"]);
    check("e3: 100", "e3: 10", &["better evidence counts for less"]);
    check("basis: [L2]", "basis: [L5]", &["question S2: \"L5\" is not known here"]);
    check("effect: Hold", "effect: Stop", &["rule KO-1: Stop is not an effect"]);
    check("when: Always", "when: Sometimes", &["coverage note EN-01: Sometimes is not a condition"]);
    check("when: Always", "when: Always(1)", &["coverage note EN-01: Always takes 0 values and has 1"]);
    check("law: [", "law: [ (code: \"X\", title: \"X\", text: \"X\", when: Always, as_of: \"2026-11-22\"),", &["law note X: a statement about law without a source"]);
}

#[test]
fn missing_and_unknown_fields_are_reported() {
    check_all("    borderline: 2.0,\n    confidence", "    confidence", "2: field borderline is missing from Questionnaire");
    let line = |text: &str| SOUND.lines().position(|line| line.contains(text)).expect(text) + 1;
    check_all(
        "weight: 3, ask: \"Separation?\"",
        "ask: \"Separation?\", weigth: 3",
        &format!(
            "7: the weights add up to 3.0, not to 6.0\n{0}: question S2: field weight is missing from Question\n\
             {1}: question S2: Question has no field weigth",
            line("id: \"S2\"") - 1,
            line("id: \"S2\"")
        ),
    );
}

#[test]
fn numbers_are_exact_or_refused() {
    check("weight: 3,", "weight: 3.00,", &[]);
    check("(key: \"b\", text: \"Partly\", factor: 0.5)", "(key: \"b\", text: \"Partly\", factor: 0.3)", &["question S1: factor 0.3 cannot be used"]);
    check("(key: \"b\", text: \"Partly\", factor: 0.5)", "(key: \"b\", text: \"Partly\", factor: 1.25)", &["question S1: a factor is at most 1"]);
    check("factor: 0.5)", "factor: .50)", &[]);
    for huge in ["99999999999999999999999999", "1844674407370955161.9", "18446744073709551615", "1e9", "0x10", "1.0000001", "-0", "1.2.3", "."] {
        let text = planted("(band: \"Good\", from: 0, to: 30.5)", &format!("(band: \"Good\", from: 0, to: {huge})"));
        let problems = read(&text).err().unwrap_or_default();
        assert!(!problems.is_empty(), "{huge}");
        for problem in &problems {
            assert!(problem.line.is_some(), "{huge}: {problem}");
        }
        for (old, new) in [
            ("weight: 3,", format!("weight: {huge},")),
            ("total_weight: 6.0", format!("total_weight: {huge}")),
            ("borderline: 2.0", format!("borderline: {huge}")),
            ("neutral: 35", format!("neutral: {huge}")),
            ("max: 60", format!("max: {huge}")),
        ] {
            assert!(read(&planted(old, &new)).is_err(), "{new}");
        }
    }
}

#[test]
fn references_to_nothing_are_reported_even_empty_ones() {
    check("theme: \"ST-01\"", "theme: \"ST-99\"", &["question S1: there is no theme \"ST-99\""]);
    check("theme: \"ST-01\"", "theme: \"\"", &["question S1: there is no theme \"\""]);
    check("shown_if: OneOf(\"A1\", [\"z\"]),", "shown_if: OneOf(\"A7\", [\"z\"]),", &["section M: there is no question A7"]);
    check("shown_if: OneOf(\"A1\", [\"z\"]),", "shown_if: OneOf(\"\", [\"z\"]),", &["section M: there is no question "]);
    check("NoneOf(\"A1\", [\"x\"]), kind", "NoneOf(\"A1\", [\"\"]), kind", &["question A1: the question has no option \"\""]);
    check("NoneOf(\"A1\", [\"x\"]), kind", "NoneOf(\"A1\", [\"w\"]), kind", &["question A1: the question has no option \"w\""]);
    check("(name: \"Good\", authority: \"Underwriter\"", "(name: \"Good\", authority: \"\"", &["there is no authority \"\""]);
    check("caps: [(\"S\", 10)]", "caps: [(\"T\", 10)]", &["there is no section \"T\""]);
    check("standard: \"CSF\", at: \"ID.AM-02\"", "standard: \"ISO\", at: \"ID.AM-02\"", &["question S1: there is no standard \"ISO\""]);
    check("basis_note: \"claims\", as_of: \"2026-11-22\", sources: [\"S1\"]", "basis_note: \"claims\", as_of: \"2026-11-22\", sources: [\"S7\"]", &["question S1: there is no source \"S7\""]);
    check("group: \"data\"", "group: \"date\"", &["question A2: the question has no group \"date\""]);
    check("BandOneOf([\"Bad\"])", "BandOneOf([\"Worst\"])", &["rule REF-1: there is no band \"Worst\""]);
    check("Refer(authority: \"Senior\", to: [\"Claims\"])", "Refer()", &["rule REF-1: an effect should stand here"]);
}

/// A rule on a key that no answer can hold would never fire, and nobody would notice.
#[test]
fn follow_ups_are_asked_for_keys_that_they_have() {
    check("FollowUp(\"S1\", \"proxy\", [\"yes\"])", "FollowUp(\"S1\", \"proxy\", [\"Yes\"])", &["rule KO-1: no answer to the follow-up holds \"Yes\""]);
    check("FollowUp(\"S1\", \"proxy\", [\"yes\"])", "FollowUp(\"S1\", \"words\", [\"yes\"])", &["rule KO-1: no answer to the follow-up holds \"yes\""]);
    check("FollowUp(\"S1\", \"proxy\", [\"yes\"])", "FollowUp(\"S1\", \"\", [\"yes\"])", &["rule KO-1: the question has no follow-up \"\""]);
    check("FollowUp(\"S1\", \"proxy\", [\"yes\"])", "FollowUp(\"S1\", \"proxies\", [\"yes\"])", &["rule KO-1: the question has no follow-up \"proxies\""]);
    check("FollowUpLacks(\"S1\", \"facts\", \"end\")", "FollowUpLacks(\"S1\", \"facts\", \"ends\")", &["rule CR-1: no answer to the follow-up holds \"ends\""]);
}

#[test]
fn duplicates_are_reported_at_the_second() {
    let line = |text: &str| SOUND.lines().position(|line| line.contains(text)).expect(text) + 1;
    check("id: \"A2\"", "id: \"A1\"", &[&format!("question A1: question \"A1\" stands twice, first on line {}", line("id: \"A1\""))]);
    check("(key: \"b\", text: \"No\"", "(key: \"a\", text: \"No\"", &["question S2: option \"a\" stands twice"]);
    check("code: \"CR-1\"", "code: \"KO-1\"", &[&format!("rule \"KO-1\" stands twice, first on line {}", line("code: \"KO-1\""))]);
    check("borderline: 2.0,", "borderline: 2.0, borderline: 2.0,", &["field borderline stands twice"]);
    check("code: \"committee\"", "code: \" \"", &["override code without a name"]);
}

#[test]
fn visibility_stays_within_what_the_range_can_follow() {
    check("shown_if: NoneOf(\"A1\", [\"x\"]),", "shown_if: AtLeast(\"S1\", 1),", &["question S2: shown_if reads more than given options", "question S2: a scored question hangs on another scored question"]);
    check("shown_if: NoneOf(\"A1\", [\"x\"]),", "shown_if: OneOf(\"S1\", [\"c\"]),", &["question S2: a scored question hangs on another scored question"]);
    check("shown_if: NoneOf(\"A1\", [\"x\"]),", "shown_if: OneOf(\"A2\", [\"faces\"]),", &["question S2: a scored question hangs on a question that may itself be hidden"]);
    check("shown_if: NoneOf(\"A1\", [\"x\"]),", "shown_if: NoneOf(\"A1\", [\"x\", \"y\", \"z\"]),", &["question S2: the question can never show"]);
    check("shown_if: OneOf(\"A1\", [\"z\"]),", "shown_if: AtLeast(\"S1\", 1),", &["section M: shown_if reads more than given options"]);
    check("kind: Scored, intro: \"Scored\",", "kind: Scored, intro: \"Scored\", shown_if: OneOf(\"A1\", [\"x\"]),", &["section S: a section that is not a module is always shown"]);
    check("shown_if: OneOf(\"A1\", [\"y\", \"z\"]),", "shown_if: OneOf(\"A2\", [\"none\"]),", &["question A2: the question decides its own showing"]);
}

#[test]
fn bands_cover_0_to_100_without_gap_or_overlap() {
    check("(band: \"Bad\", from: 60, to: 100)", "(band: \"Bad\", from: 60.1, to: 100)", &["tier Low: a gap between 60.0 and 60.1"]);
    check("(band: \"Bad\", from: 60, to: 100)", "(band: \"Bad\", from: 59.9, to: 100)", &["tier Low: an overlap between 59.9 and 60.0"]);
    check("(band: \"Bad\", from: 60, to: 100)", "(band: \"Bad\", from: 60, to: 99.9)", &["tier Low: the bands do not end at 100"]);
    check("(band: \"Bad\", from: 60, to: 100)", "(band: \"Bad\", from: 60, to: 100.)", &[]);
    check("(band: \"Bad\", from: 60, to: 100)", "(band: \"Bad\", from: 60, to: 60)", &["tier Low: band Bad is empty", "tier Low: the bands do not end at 100"]);
    check("(band: \"Bad\", from: 60, to: 100)", "(band: \"Bad\", from: sixty, to: 100)", &["edge should be a number"]);
    let tiers = SOUND.lines().position(|line| line.starts_with("    tiers")).expect("tiers") + 1;
    check_all(
        "(name: \"High\", from: 50)",
        "(name: \"High\", from: 0)",
        &format!("{tiers}: the tiers do not start at 0 and rise"),
    );
}

#[test]
fn scored_options_run_from_best_to_worst() {
    let options = SOUND.lines().position(|line| line.contains("text: \"Partly\"")).expect("Partly") - 1;
    check_all(
        "text: \"Partly\", factor: 0.5",
        "text: \"Partly\", factor: 1",
        "",
    );
    check_all(
        "text: \"No\", factor: 1),\n                    ],\n                    not_applicable",
        "text: \"No\", factor: 0.25),\n                    ],\n                    not_applicable",
        &format!("{options}: question S1: the options do not run from best to worst"),
    );
}

#[test]
fn a_lift_may_only_worsen() {
    check("from: [0], to: 0.5", "from: [0.5], to: 0.5", &["rule CR-2: a lift to a better factor"]);
    check("when: AtLeast(\"S1\", 1), effect: Lift", "when: AtMost(\"S1\", 0), effect: Lift", &["rule CR-2: this condition cannot change a factor"]);
}

// ---- the hash ----

#[test]
fn the_hash_is_of_the_content_alone() {
    let hash = sha256(SOUND);
    assert!(hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
    for (what, text) in [
        ("a comment", SOUND.replace("total_weight", "/* sum /* nested */ */ total_weight")),
        ("comments gone", SOUND.lines().skip(1).collect::<Vec<_>>().join("\n")),
        ("line ends of another system", SOUND.replace('\n', "\r\n")),
        ("one line", SOUND.lines().skip(1).map(str::trim).collect::<Vec<_>>().join(" ")),
        ("a byte order mark", format!("\u{feff}{SOUND}")),
        ("an attribute", format!("#![enable(implicit_some)]\n{SOUND}")),
        ("no trailing commas", SOUND.replace(",\n    ]", "\n    ]").replace(",\n)", "\n)")),
        ("order of fields", planted("id: \"sound\", version: \"1.0.0\",", "version: \"1.0.0\", id: \"sound\",")),
        ("order of fields in a rule", planted("effect: Hold, cure: \"Remove them\"", "cure: \"Remove them\", effect: Hold")),
        ("spelling of numbers", planted("total_weight: 6.0", "total_weight: 06").replace("to: 30.5", "to: 30.50").replace("from: 60,", "from: 6_0.0,")),
        ("names of records", SOUND.replace("Question(\n", "(\n").replace("Section(\n", "(\n")),
        ("a raw text", planted("title: \"Controls\"", "title: r#\"Controls\"#")),
        ("an escape", planted("title: \"Controls\"", "title: \"C\\u{6f}ntrols\"")),
        ("a text over two lines", planted("title: \"Controls\"", "title: \"Con\\\n     trols\"")),
    ] {
        assert_eq!(sha256(&text), hash, "{what}");
    }
}

#[test]
fn the_hash_depends_on_what_counts() {
    let hash = sha256(SOUND);
    for (what, text) in [
        ("order in a list", planted("authorities: [\"Underwriter\", \"Senior\"]", "authorities: [\"Senior\", \"Underwriter\"]")),
        ("a factor", planted("factor: 0.5)", "factor: 0.75)")),
        ("an edge", SOUND.replace("30.5", "30.4")),
        ("an effect", planted("effect: Hold", "effect: Decline")),
        ("a flag", planted("critical: true", "critical: false")),
        ("a flag that is left out", planted("critical: true, ", "")),
        ("white space inside a text", planted("A source", "A  source")),
        ("letter case", planted("A source", "A Source")),
        ("a condition", planted("when: AtLeast(\"S1\", 0.5)", "when: AtMost(\"S1\", 0.5)")),
    ] {
        assert_ne!(sha256(&text), hash, "{what}");
    }
}

/// Where the closing quotation marks of all texts stand.
fn ends_of_texts(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut inside = false;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'/' if !inside && bytes.peek().is_some_and(|(_, next)| *next == b'/') => while bytes.next().is_some_and(|(_, byte)| byte != b'\n') {},
            b'\\' if inside => drop(bytes.next()),
            b'"' => {
                inside = !inside;
                if !inside {
                    ends.push(at);
                }
            }
            _ => {}
        }
    }
    ends
}

fn check_every_text_counts(text: &str, step: usize) -> usize {
    let hash = sha256(text);
    let mut read_all_the_same = 0;
    for end in ends_of_texts(text).into_iter().step_by(step) {
        let changed = format!("{}~{}", &text[..end], &text[end..]);
        assert_ne!(parse(&changed).0.canonical(), parse(text).0.canonical());
        if let Ok(questionnaire) = read(&changed) {
            read_all_the_same += 1;
            assert_ne!(questionnaire.sha256, hash, "{}", &text[end.saturating_sub(60)..=end]);
        }
    }
    read_all_the_same
}

#[test]
fn the_hash_depends_on_every_text() {
    assert!(check_every_text_counts(SOUND, 1) > 40);
    assert!(check_every_text_counts(SHIPPED[0].1, 83) > 10);
}

/// Texts that look like structure do not pass for it, and the compiler's Unicode tables have no say.
#[test]
fn canonical_texts_are_quoted_with_the_least_escapes() {
    let canonical = |text: &str| {
        let (node, problems) = parse(text);
        assert_eq!(problems, [], "{text}");
        node.canonical()
    };
    assert_eq!(canonical(r#"["a\",\"b"]"#), r#"["a\",\"b",]"#);
    assert_eq!(canonical(r#"["a", "b"]"#), r#"["a","b",]"#);
    assert_eq!(canonical("\"\\\\ \\n \u{301} \u{200b} \u{378}\""), "\"\\\\ \n \u{301} \u{200b} \u{378}\"");
    assert_eq!(canonical("(b: 1.50, a: Hold(0.0, \"\"))"), "{a:Hold(0,\"\",),b:1.5,}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn different_texts_have_different_canonical_forms(
        one in proptest::collection::vec("[\"\\\\,\\]a\n]{0,4}", 0..4),
        other in proptest::collection::vec("[\"\\\\,\\]a\n]{0,4}", 0..4),
    ) {
        let written = |texts: &[String]| {
            let texts: Vec<String> = texts.iter().map(|text| format!("{:?}", text)).collect();
            parse(&format!("[{}]", texts.join(", "))).0.canonical()
        };
        prop_assert_eq!(written(&one) == written(&other), one == other);
    }

    /// Whatever bytes come, there is an answer, and every problem has its place.
    #[test]
    fn any_bytes_are_read_or_refused_with_a_place(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check_refusal(&bytes);
    }

    #[test]
    fn anything_that_looks_like_ron_is_read_or_refused(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "(", ")", "[", "]", "{", "}", ",", ":", "\"", "r#\"", "\"#", "//", "/*", "*/", "\n", " ", "\\", "Questionnaire(",
            "sections: [", "Section(", "id: \"A\"", "kind: Scored", "questions: [", "weight: ", "1", "0.5", "-", "\u{0}", "\u{e9}",
            "shown_if: ", "OneOf(\"A\", [\"a\"])", "Not(", "All([", "rules: [", "Rule(", "#![enable(x)]", "edges", "bands: [",
        ]), 0..60),
    ) {
        check_refusal(parts.concat().as_bytes());
    }
}

/// Reads without a panic; a refusal has problems, and each says where, what and what to do.
fn check_refusal(bytes: &[u8]) {
    let Err(problems) = questionnaire_from_bytes(bytes, "mine.ron") else { return };
    assert!(!problems.is_empty());
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
    for problem in &problems {
        assert!(problem.line.is_some_and(|line| line >= 1 && line <= lines), "{problem} of {lines} lines");
        assert!(!problem.what.is_empty() && !problem.mend.is_empty(), "{problem}");
    }
    let places: Vec<_> = problems.iter().map(|problem| (problem.line, problem.column)).collect();
    assert!(places.is_sorted(), "in the order of the file");
}

#[test]
fn a_file_cut_anywhere_is_refused_with_a_place() {
    for (_, text) in SHIPPED {
        for end in (0..text.len()).step_by(997) {
            let cut = &text.as_bytes()[..end];
            assert!(questionnaire_from_bytes(cut, "mine.ron").is_err(), "cut at {end}");
            check_refusal(cut);
        }
    }
    for end in 0..SOUND.len() {
        check_refusal(&SOUND.as_bytes()[..end]);
    }
}

#[test]
fn flipped_bytes_never_panic() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for round in 0..1_500 {
        let mut bytes = SOUND.as_bytes().to_vec();
        for _ in 0..=random(3) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] ^= 1 << random(8),
                1 => bytes[at] = random(256) as u8,
                2 => drop(bytes.remove(at)),
                _ => bytes.insert(at, b"()[]{},:\"\\/0 \n\0"[random(15)]),
            }
        }
        check_refusal(&bytes);
        if round % 30 == 0 {
            let mut bytes = SHIPPED[1].1.as_bytes().to_vec();
            let at = random(bytes.len());
            bytes[at] = random(128) as u8;
            check_refusal(&bytes);
        }
    }
}

#[test]
fn nesting_without_end_is_refused() {
    for part in ["[", "(", "Not(", "a: (", "{", "/*", "\"", "r#\"", "\\", "All([", "- ", "((((,"] {
        let text = part.repeat(50_000);
        assert!(read(&text).is_err(), "{part}");
        check_refusal(text.as_bytes());
        let inside = planted("when: Always", &format!("when: {text}"));
        assert!(read(&inside).is_err(), "{part}");
    }
    let deep = format!("{}Always{}", "Not(".repeat(40), ")".repeat(40));
    assert!(read(&planted("when: Always", &format!("when: {deep}"))).is_ok(), "what is deep and not without end is read");
}

#[test]
fn too_much_of_anything_is_refused_quickly() {
    let many = |count: usize, part: &str| part.repeat(count);
    for (what, text) in [
        ("questions", planted("Question(id: \"M1\", ask: \"Updates?\", kind: Text),", &many(70_000, "(id: \"M1\", ask: \"\"),"))),
        ("sections", planted("sections: [", &format!("sections: [{}", many(300, "(id: \"Z\"),")))),
        ("themes", planted("themes: [", &format!("themes: [{}", many(300, "(code: \"Z\"),")))),
        ("tiers", planted("tiers: [", &format!("tiers: [{}", many(300, "(name: \"Z\", from: 1),")))),
        ("rules", planted("rules: [", &format!("rules: [{}", many(70_000, "(code: \"Z\"),")))),
        ("options", planted("(key: \"x\", text: \"Offices\", points: 0),", &many(100_000, "(key: \"x\"),"))),
        ("groups", planted("groups: [", &format!("groups: [{}", many(300, "(key: \"Z\"),")))),
        ("follow-ups", planted("follow_ups: [\n                        (key: \"facts\"", &format!("follow_ups: [{}\n                        (key: \"facts\"", many(300, "(key: \"Z\", ask: \"\"),")))),
        ("fields", planted("borderline: 2.0,", &(0..200_000).map(|field| format!("f{field}: 1, ")).collect::<String>())),
        ("mistakes", planted("method: [", &format!("method: [{}", many(100_000, "1, ")))),
    ] {
        let problems = read(&text).err().unwrap_or_default();
        assert!(!problems.is_empty() && problems.len() <= 1_201, "{what}: {}", problems.len());
    }
    let large = questionnaire_from_bytes(&vec![b' '; MOST_BYTES + 1], "mine.ron").err().unwrap_or_default();
    assert!(large.len() == 1 && large[0].what.contains("larger than"), "{}", shown(&large));
}

#[test]
fn bytes_that_are_no_text_have_their_line() {
    let problems = questionnaire_from_bytes(b"Questionnaire(\n  id: \"\xff\"\n)", "mine.ron").err().unwrap_or_default();
    assert_eq!(shown(&problems), "mine.ron:2: the text is not UTF-8; save it with the encoding UTF-8");
    check_refusal(b"Questionnaire(\0id: \"x\")");
    for text in ["", " ", "\n\n// nothing\n", "Questionnaire()", "Questionnaire", "[]", "7", "\"text\""] {
        check_refusal(text.as_bytes());
        assert!(read(text).is_err(), "{text}");
    }
}
