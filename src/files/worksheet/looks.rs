//! The look of a worksheet: the colours of the desk's light theme.

use crate::memo::palette::{ACCENT, Colour, GROUND, LINE, QUIET, RAISED, TEXT};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Behind cells that people write in.
const TO_FILL: Colour = Colour::hex(0xF3_F7FD);
/// Behind the cells of answers.
const TO_ANSWER: Colour = Colour::hex(0xE4_EDFA);
const SIZE: f64 = 10.0;

/// Formats of all cells, each made once.
pub(super) struct Looks {
    pub title: Format,
    pub quiet: Format,
    pub body: Format,
    pub name: Format,
    pub head: Format,
    /// Of questions, and of the rows below them.
    pub number: [Format; 2],
    pub ask: [Format; 2],
    pub why: [Format; 2],
    /// Locked, with nothing to write in.
    pub nothing: Format,
    pub answer: Format,
    pub count: Format,
    pub fill: Format,
    pub date: Format,
}

fn colour(of: Colour) -> Color {
    Color::RGB(u32::from_be_bytes([0, of.red, of.green, of.blue]))
}

impl Looks {
    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_size(SIZE).set_font_color(colour(TEXT)).set_align(FormatAlign::Top);
        let wrapped = plain.clone().set_text_wrap();
        let lined = wrapped.clone().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(colour(LINE));
        let ground = |format: &Format, of: Colour| format.clone().set_background_color(colour(of));
        let boxed = wrapped.clone().set_border(FormatBorder::Thin).set_border_color(colour(LINE)).set_unlocked();
        // Cells of text: what looks like a formula or a date stays as it was typed.
        let text = boxed.clone().set_num_format("@");
        let quiet = lined.clone().set_font_color(colour(QUIET)).set_font_size(9.0);
        Self {
            title: plain.clone().set_bold().set_font_size(16.0),
            quiet: plain.clone().set_font_color(colour(QUIET)),
            name: plain.clone().set_bold(),
            head: ground(&wrapped.clone().set_bold(), RAISED)
                .set_border_bottom(FormatBorder::Medium)
                .set_border_bottom_color(colour(ACCENT)),
            number: [lined.clone().set_bold(), quiet.clone()],
            ask: [lined.clone().set_bold(), lined.clone().set_indent(1)],
            why: [quiet.clone(), quiet],
            nothing: ground(&lined, GROUND),
            answer: ground(&text, TO_ANSWER),
            count: ground(&boxed.clone().set_num_format("0").set_align(FormatAlign::Left), TO_ANSWER),
            fill: ground(&text, TO_FILL),
            date: ground(&boxed.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left), TO_FILL),
            body: wrapped,
        }
    }
}
