//! Names for the glyphs of the icon font (Phosphor 2.1, regular).

pub const HOME: &str = "\u{e2c2}";
pub const CASE: &str = "\u{e102}";
pub const INTERVIEW: &str = "\u{e17a}";
pub const OPEN_ITEMS: &str = "\u{eadc}";
pub const ASSESSMENT: &str = "\u{e628}";
pub const TERMS: &str = "\u{ea32}";
pub const MEMO: &str = "\u{e23a}";
pub const SEARCH: &str = "\u{e30c}";
pub const DOWN: &str = "\u{e136}";
pub const RIGHT: &str = "\u{e13a}";
pub const LEFT: &str = "\u{e138}";
pub const CHECK: &str = "\u{e182}";
pub const CLOSE: &str = "\u{e4f6}";
pub const PLUS: &str = "\u{e3d4}";
pub const MINUS: &str = "\u{e32a}";
pub const FOLDER: &str = "\u{e256}";
pub const SAVE: &str = "\u{e248}";
pub const UNDO: &str = "\u{e08a}";
pub const REDO: &str = "\u{e08c}";
pub const QUESTION: &str = "\u{e3e8}";
pub const OCTAGON: &str = "\u{e38e}";
pub const ARROW: &str = "\u{e06c}";
pub const SHIELD: &str = "\u{e40a}";
pub const SCALES: &str = "\u{e750}";
pub const WARNING: &str = "\u{e4e0}";
pub const INFO: &str = "\u{e2ce}";
pub const COPY: &str = "\u{e1ca}";
pub const CLOCK: &str = "\u{e19a}";
pub const DELETE: &str = "\u{e4a6}";
pub const KEYBOARD: &str = "\u{e2d8}";
pub const SUN: &str = "\u{e472}";
pub const MOON: &str = "\u{e330}";
pub const NOTE: &str = "\u{e348}";
pub const FLAG: &str = "\u{e244}";
pub const NEW: &str = "\u{e236}";
pub const DONE: &str = "\u{e184}";
pub const ERROR: &str = "\u{e4e2}";
pub const UNANSWERED: &str = "\u{e602}";
pub const USER: &str = "\u{e4c2}";
pub const EYE: &str = "\u{e220}";
pub const PRINT: &str = "\u{e3dc}";
pub const DOCUMENT: &str = "\u{e23a}";
pub const BOOK: &str = "\u{e0e6}";
pub const MAIL: &str = "\u{e214}";
pub const NOT_APPLICABLE: &str = "\u{e3de}";

/// Everything above, for the test that the font holds it.
#[cfg(test)]
pub const ALL: &[&str] = &[
    HOME, CASE, INTERVIEW, OPEN_ITEMS, ASSESSMENT, TERMS, MEMO, SEARCH, DOWN, RIGHT, LEFT, CHECK, CLOSE, PLUS, MINUS, FOLDER,
    SAVE, UNDO, REDO, QUESTION, OCTAGON, ARROW, SHIELD, SCALES, WARNING, INFO, COPY, CLOCK, DELETE, KEYBOARD, SUN, MOON, NOTE,
    FLAG, NEW, DONE, ERROR, UNANSWERED, USER, EYE, PRINT, DOCUMENT, BOOK, MAIL, NOT_APPLICABLE,
];
