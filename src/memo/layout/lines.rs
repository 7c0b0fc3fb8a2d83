//! Spans to lines: where text may break, and where it does.

use std::collections::BTreeMap;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::shape::{Piece, Shaper, is_invisible};
use crate::memo::document::{Span, Tone};
use crate::memo::fonts::Face;
use crate::memo::palette::{self, Colour};

/// Size, leading and colour of a block's text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Face of plain spans.
    pub face: Face,
    /// Points.
    pub size: f32,
    /// Distance between baselines in points.
    pub leading: f32,
    /// Colour of plain spans.
    pub colour: Colour,
}

/// Something on a line that is never torn.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// Index of the span it comes from.
    pub span: usize,
    /// What to draw.
    pub ink: Ink,
    /// Colour.
    pub colour: Colour,
    /// Points the pen moves.
    pub advance: f32,
    /// Share of `advance` that is trailing space.
    pub trailing: f32,
}

/// What an atom draws.
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    /// Glyphs.
    Text(Piece),
    /// The shape of a band, 1 to 5.
    Shape(u8),
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Atoms from left to right.
    pub atoms: Vec<Atom>,
    /// Where the last part that could move to the next line begins; 0 when none can.
    last_unit: usize,
}

/// Atoms between two places where the text may break.
#[derive(Default)]
struct Unit {
    atoms: Vec<Atom>,
    ends_line: bool,
}

impl Line {
    /// Width in points without the trailing space.
    #[must_use]
    pub fn width(&self) -> f32 {
        visible_width(&self.atoms)
    }
}

/// Breaks spans into lines no wider than `width` points. Empty text gives one empty line.
pub fn break_lines(shaper: &mut Shaper, spans: &[Span], style: TextStyle, width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut pen = 0.0;
    let mut fed = false;
    for unit in units(shaper, spans, style) {
        let unit_width = visible_width(&unit.atoms);
        if pen + unit_width > width + TOLERANCE && !line.atoms.is_empty() {
            lines.push(std::mem::take(&mut line));
            (pen, fed) = (0.0, false);
        }
        if unit_width > width + TOLERANCE {
            tear(unit.atoms, style.size, width, &mut line, &mut lines);
            pen = line.atoms.iter().map(|atom| atom.advance).sum();
            fed = true;
        } else {
            pen += unit.atoms.iter().map(|atom| atom.advance).sum::<f32>();
            line.last_unit = line.atoms.len();
            line.atoms.extend(unit.atoms);
        }
        if unit.ends_line {
            lines.push(std::mem::take(&mut line));
            (pen, fed) = (0.0, true);
        }
    }
    if !line.atoms.is_empty() || lines.is_empty() {
        if !fed {
            feed_last(&mut lines, &mut line, width);
        }
        lines.push(line);
    }
    lines
}

/// Gives a last line of one short word company from the line above, when that is long enough to spare it.
fn feed_last(lines: &mut [Line], last: &mut Line, width: f32) {
    const LONELY: f32 = 0.14;
    const SPARE: f32 = 0.7;
    let Some(above) = lines.last_mut() else {
        return;
    };
    if last.last_unit > 0 || last.width() > width * LONELY || above.last_unit == 0 {
        return;
    }
    let kept = visible_width(above.atoms.get(..above.last_unit).unwrap_or_default());
    if kept < width * SPARE {
        return;
    }
    let mut moved = above.atoms.split_off(above.last_unit);
    above.last_unit = 0;
    moved.append(&mut last.atoms);
    last.atoms = moved;
}

/// Width of the widest line when nothing but a line feed breaks the text, in points.
pub fn natural_width(shaper: &mut Shaper, spans: &[Span], style: TextStyle) -> f32 {
    break_lines(shaper, spans, style, f32::MAX).iter().map(Line::width).fold(0.0, f32::max)
}

/// Width of the widest part that has no place to break, in points.
pub fn longest_unit(shaper: &mut Shaper, spans: &[Span], style: TextStyle) -> f32 {
    units(shaper, spans, style).iter().map(|unit| visible_width(&unit.atoms)).fold(0.0, f32::max)
}

/// Room a band's shape takes before its name, in ems.
const SHAPE_ADVANCE: f32 = 1.05;
/// Rounding in sums of advances must not push a word that fits exactly onto the next line.
const TOLERANCE: f32 = 0.01;

fn visible_width(atoms: &[Atom]) -> f32 {
    let advance: f32 = atoms.iter().map(|atom| atom.advance).sum();
    advance - atoms.last().map_or(0.0, |atom| atom.trailing)
}

fn units(shaper: &mut Shaper, spans: &[Span], style: TextStyle) -> Vec<Unit> {
    let texts: Vec<String> = spans.iter().map(|span| clean(&span.text)).collect();
    let whole: String = texts.concat();
    let breaks: BTreeMap<usize, BreakOpportunity> = linebreaks(&whole).collect();

    let mut units = vec![Unit::default()];
    let mut start = 0;
    for (index, (span, text)) in spans.iter().zip(&texts).enumerate() {
        let end = start + text.len();
        if let (Tone::Band(band), false) = (span.tone, text.trim().is_empty()) {
            push_shape(&mut units, index, band, style.size);
        }
        let mut from = start;
        while from < end {
            let found = breaks.range(from + 1..=end).next();
            let (to, kind) = found.map_or((end, None), |(at, kind)| (*at, Some(*kind)));
            let segment = whole.get(from..to).unwrap_or_default();
            push_word(&mut units, shaper, span, index, segment.trim_end_matches('\n'), style);
            match kind {
                // The end of the text is reported as a mandatory break too; only a line feed is one.
                Some(BreakOpportunity::Mandatory) if segment.ends_with('\n') => end_unit(&mut units, true),
                Some(_) => end_unit(&mut units, false),
                None => {}
            }
            from = to;
        }
        start = end;
    }
    units.retain(|unit| !unit.atoms.is_empty() || unit.ends_line);
    units
}

fn end_unit(units: &mut Vec<Unit>, ends_line: bool) {
    if let Some(unit) = units.last_mut() {
        unit.ends_line = ends_line;
    }
    units.push(Unit::default());
}

fn push_shape(units: &mut [Unit], span: usize, band: u8, size: f32) {
    let atom =
        Atom { span, ink: Ink::Shape(band), colour: palette::band(band), advance: size * SHAPE_ADVANCE, trailing: 0.0 };
    if let Some(unit) = units.last_mut() {
        unit.atoms.push(atom);
    }
}

fn push_word(units: &mut Vec<Unit>, shaper: &mut Shaper, span: &Span, index: usize, text: &str, style: TextStyle) {
    let face = match (span.bold, span.italic) {
        (true, _) => Face::Semibold,
        (false, true) => Face::Italic,
        (false, false) => style.face,
    };
    let colour = match span.tone {
        Tone::Plain => style.colour,
        Tone::Quiet => palette::QUIET,
        Tone::Accent => palette::ACCENT,
        Tone::Band(band) => palette::band(band),
    };
    let scale = style.size / 1000.0;
    for piece in shaper.shape(face, text).iter() {
        let is_code = piece.stands_for.is_some();
        let atom = Atom {
            span: index,
            colour: if is_code { palette::QUIET } else { colour },
            advance: piece.advance * scale,
            trailing: piece.trailing * scale,
            ink: Ink::Text(piece.clone()),
        };
        if let Some(unit) = units.last_mut() {
            unit.atoms.push(atom);
        }
        // A run of codes is long; it may wrap behind any of them.
        if is_code && piece.trailing > 0.0 {
            end_unit(units, false);
        }
    }
}

/// Puts a unit wider than the line onto as many lines as it needs; the last one is left open.
fn tear(atoms: Vec<Atom>, size: f32, width: f32, line: &mut Line, lines: &mut Vec<Line>) {
    let mut pen: f32 = line.atoms.iter().map(|atom| atom.advance).sum();
    for mut atom in atoms {
        while pen + atom.advance - atom.trailing > width + TOLERANCE {
            let Ink::Text(piece) = &atom.ink else { break };
            let Some((head, tail)) = piece.split((width - pen).max(0.0) / size * 1000.0) else {
                break;
            };
            if pen + (head.advance - head.trailing) * size / 1000.0 > width + TOLERANCE && pen > 0.0 {
                lines.push(std::mem::take(line));
                pen = 0.0;
                continue;
            }
            line.atoms.push(atom.with_piece(head, size));
            lines.push(std::mem::take(line));
            atom = atom.with_piece(tail, size);
            pen = 0.0;
        }
        if pen > 0.0 && pen + atom.advance - atom.trailing > width + TOLERANCE {
            lines.push(std::mem::take(line));
            pen = 0.0;
        }
        pen += atom.advance;
        line.atoms.push(atom);
    }
}

impl Atom {
    fn with_piece(&self, piece: Piece, size: f32) -> Self {
        let scale = size / 1000.0;
        Self { advance: piece.advance * scale, trailing: piece.trailing * scale, ink: Ink::Text(piece), ..*self }
    }
}

fn clean(text: &str) -> String {
    let unified =
        text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{0B}', '\u{0C}'], "\n");
    unified
        .chars()
        .filter(|character| !is_invisible(*character))
        .map(|character| if character == '\t' { ' ' } else { character })
        .collect()
}
