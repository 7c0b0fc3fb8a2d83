//! The canonical form and its SHA-256.

use super::super::super::ron_tree::parse;
use super::*;
use proptest::prelude::*;

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
        (
            "order of fields in a rule",
            planted("effect: Hold, cure: \"Remove them\"", "cure: \"Remove them\", effect: Hold"),
        ),
        (
            "spelling of numbers",
            planted("total_weight: 6.0", "total_weight: 06")
                .replace("to: 30.5", "to: 30.50")
                .replace("from: 60,", "from: 6_0.0,"),
        ),
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
        (
            "order in a list",
            planted("authorities: [\"Underwriter\", \"Senior\"]", "authorities: [\"Senior\", \"Underwriter\"]"),
        ),
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
            b'/' if !inside && bytes.peek().is_some_and(|(_, next)| *next == b'/') => {
                while bytes.next().is_some_and(|(_, byte)| byte != b'\n') {}
            }
            b'\\' if inside => {
                bytes.next();
            }
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
}
