//! Cut, flipped, endless and enormous files.

use super::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 500, ..ProptestConfig::default() })]

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
                2 => {
                    bytes.remove(at);
                }
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
    assert!(
        read(&planted("when: Always", &format!("when: {deep}"))).is_ok(),
        "what is deep and not without end is read"
    );
}

#[test]
fn too_much_of_anything_is_refused_quickly() {
    let many = |count: usize, part: &str| part.repeat(count);
    for (what, text) in [
        (
            "questions",
            planted("Question(id: \"M1\", ask: \"Updates?\", kind: Text),", &many(70_000, "(id: \"M1\", ask: \"\"),")),
        ),
        ("sections", planted("sections: [", &format!("sections: [{}", many(300, "(id: \"Z\"),")))),
        ("themes", planted("themes: [", &format!("themes: [{}", many(300, "(code: \"Z\"),")))),
        ("tiers", planted("tiers: [", &format!("tiers: [{}", many(300, "(name: \"Z\", from: 1),")))),
        ("rules", planted("rules: [", &format!("rules: [{}", many(70_000, "(code: \"Z\"),")))),
        ("options", planted("(key: \"x\", text: \"Offices\", points: 0),", &many(100_000, "(key: \"x\"),"))),
        ("groups", planted("groups: [", &format!("groups: [{}", many(300, "(key: \"Z\"),")))),
        (
            "follow-ups",
            planted(
                "follow_ups: [\n                        (key: \"facts\"",
                &format!(
                    "follow_ups: [{}\n                        (key: \"facts\"",
                    many(300, "(key: \"Z\", ask: \"\"),")
                ),
            ),
        ),
        (
            "fields",
            planted("borderline: 2.0,", &(0..200_000).map(|field| format!("f{field}: 1, ")).collect::<String>()),
        ),
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
