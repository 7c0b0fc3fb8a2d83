//! The command table holds together.

use super::*;
use crate::gui::command::{Command, TABLE};
use crate::gui::keys::option_letter;
use std::collections::BTreeSet;

#[test]
fn every_command_has_one_row_a_label_and_a_sentence() {
    let mut seen = BTreeSet::new();
    for entry in TABLE {
        assert!(seen.insert(entry.command), "{:?} has two rows", entry.command);
        assert_eq!(entry.command.entry().command, entry.command);
        assert!(!entry.label.is_empty() && !entry.label.ends_with('.') || entry.label.ends_with("..."));
        assert!(!entry.tooltip.is_empty() && !entry.tooltip.ends_with('.'), "{}", entry.label);
    }
}

#[test]
fn no_two_commands_have_the_same_shortcut() {
    let mut seen = BTreeSet::new();
    for entry in TABLE {
        for shortcut in entry.shortcuts {
            let words = crate::gui::command::shortcut_words(shortcut);
            assert!(seen.insert(words.clone()), "{words} is taken twice, second by {}", entry.label);
        }
    }
}

#[test]
fn letters_of_options_never_meet_unknown_not_applicable_or_a_command() {
    let most = store::shipped_questionnaire()
        .expect("reads")
        .questions
        .iter()
        .map(|question| question.options.len())
        .max()
        .unwrap_or_default();
    let letters: BTreeSet<String> = (0..most).map(option_letter).collect();
    assert_eq!(letters.len(), most, "one letter each");
    for taken in ["u", "n", "w"] {
        assert!(!letters.contains(taken), "{taken} is a command");
    }
}

#[test]
fn the_palette_lists_what_is_enabled() {
    let mut stage = stage();
    press_with(&mut stage, Modifiers::COMMAND, Key::K);
    type_text(&mut stage, "assess");
    press(&mut stage, Key::Enter);
    assert_eq!(desk(&stage).screen, Screen::Assessment);
    assert!(!Command::Redo.is_enabled(desk(&stage)));
}
