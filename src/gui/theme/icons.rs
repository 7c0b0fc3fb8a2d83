//! Names for the glyphs of the icon font (Phosphor 2.1, regular).

pub const HOME: &str = "\u{e2c2}";
pub const CASE: &str = "\u{e102}";
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
pub const UNDO: &str = "\u{e08a}";
pub const QUESTION: &str = "\u{e3e8}";
pub const OCTAGON: &str = "\u{e38e}";
pub const ARROW: &str = "\u{e06c}";
pub const SHIELD: &str = "\u{e40a}";
pub const SCALES: &str = "\u{e750}";
pub const INFO: &str = "\u{e2ce}";
pub const CLOCK: &str = "\u{e19a}";
pub const DELETE: &str = "\u{e4a6}";
pub const SUN: &str = "\u{e472}";
pub const MOON: &str = "\u{e330}";
pub const FLAG: &str = "\u{e244}";
pub const DONE: &str = "\u{e184}";
pub const ERROR: &str = "\u{e4e2}";
pub const UNANSWERED: &str = "\u{e602}";
pub const USER: &str = "\u{e4c2}";
pub const BOOK: &str = "\u{e0e6}";
pub const DEVICES: &str = "\u{eba4}";
pub const UP: &str = "\u{e13c}";
pub const COLUMNS: &str = "\u{e546}";
pub const GROUPS: &str = "\u{e5a2}";
pub const SLIDERS: &str = "\u{e434}";
pub const LOCKED: &str = "\u{e308}";
pub const UNLOCKED: &str = "\u{e30a}";
pub const EVIDENCE: &str = "\u{e606}";
pub const SHOW: &str = "\u{e5de}";
pub const SAVE_COPY: &str = "\u{e20c}";
pub const ATTACHED: &str = "\u{e39a}";
pub const RESET: &str = "\u{e038}";
pub const FLASK: &str = "\u{e79e}";

/// Everything above, for the test that the font holds it.
#[cfg(test)]
pub const ALL: &[&str] = &[
    HOME, CASE, OPEN_ITEMS, ASSESSMENT, TERMS, MEMO, SEARCH, DOWN, RIGHT, LEFT, CHECK, CLOSE, PLUS, MINUS, UNDO,
    QUESTION, OCTAGON, ARROW, SHIELD, SCALES, INFO, CLOCK, DELETE, SUN, MOON, FLAG, DONE, ERROR, UNANSWERED, USER,
    BOOK, DEVICES, UP, COLUMNS, GROUPS, SLIDERS, LOCKED, UNLOCKED, RESET, FLASK, EVIDENCE, ATTACHED, SHOW, SAVE_COPY,
];
