//! Files that would hang the reader or send an assessment round in circles.

use super::*;

const SHIPPED_TEXT: &str = SHIPPED[0].1;

/// The problems of the shipped questionnaire after one replacement.
fn with(from: &str, to: &str) -> String {
    assert!(SHIPPED_TEXT.contains(from), "the shipped questionnaire no longer holds {from}");
    problems(&SHIPPED_TEXT.replacen(from, to, 1))
}

fn problems(text: &str) -> String {
    match questionnaire_from_text(text, "q.ron") {
        Ok(_) => "none".to_owned(),
        Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    }
}

/// Exactly one problem, and it says this.
#[track_caller]
fn check(from: &str, to: &str, wanted: &str) {
    let found = with(from, to);
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.contains(wanted), "{found}");
}

#[test]
fn a_character_that_starts_nothing_does_not_hang() {
    for text in ["[\u{b2}]", "Questionnaire(id: [\u{663}])", "Questionnaire(\u{b2})", "[{]", "(:,)"] {
        assert_ne!(problems(text), "none", "{text}");
    }
}

#[test]
fn conditions_that_go_round_in_circles_are_refused() {
    let knock_out = "when: All([AtLeast(\"D3\", 0.75), Any([AtLeast(\"F2\", 0.75), FollowUp(\"F2\", \"open_kev\", [\"yes\"]), ExploitedReachable])])";
    check(knock_out, "when: KnockOutOpen", "a knock-out reads whether a knock-out is open");
    let counts = "(key: \"counts\", when: NoneOf(\"A3\", [\"none\"])";
    check(
        counts,
        "(key: \"counts\", when: FollowUp(\"F2\", \"open_kev\", [\"yes\"])",
        "hangs on itself or on a later one",
    );
    check(counts, "(key: \"counts\", when: TierAtLeast(\"High\")", "a result is read where only answers are known");
    let no_factor = with(counts, "(key: \"counts\", when: AtLeast(\"A4\", 1)");
    assert!(no_factor.contains("A4 is not scored"), "{no_factor}");
}

#[test]
fn branching_that_the_range_cannot_follow_is_refused() {
    let keys = [
        "cameras",
        "access_control",
        "building",
        "office_equipment",
        "edge_network",
        "medical",
        "vehicles",
        "sensors",
        "wearables",
    ];
    let each: Vec<String> = keys.iter().map(|key| format!("OneOf(\"A3\", [\"{key}\"])")).collect();
    let at = SHIPPED_TEXT
        .find("id: \"D6\"")
        .and_then(|d6| Some(d6 + SHIPPED_TEXT[d6..].find("shown_if: ")?))
        .expect("D6 has a condition");
    let text = format!("{}shown_if: Any([{}]), //{}", &SHIPPED_TEXT[..at], each.join(", "), &SHIPPED_TEXT[at..]);
    let found = problems(&text);
    assert!(found.contains("more than 256 cases apart"), "{found}");
}
