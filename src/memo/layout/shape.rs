//! Words to glyphs: kerning, ligatures, and what to draw when no face has the character.

use std::collections::HashMap;
use std::sync::Arc;

use rustybuzz::{Direction, Script, ShapePlan, UnicodeBuffer, script};

use super::LayoutError;
use super::display::Glyph;
use crate::memo::fonts::Face;

/// Shapes words and remembers them for the length of one layout.
pub struct Shaper {
    faces: Vec<LoadedFace>,
}

/// Part of a word in one face.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The face that has the glyphs.
    pub face: Face,
    /// Glyphs from left to right.
    pub glyphs: Arc<[Glyph]>,
    /// The text as drawn.
    pub text: Arc<str>,
    /// The original where a code is drawn instead of a character the faces lack.
    pub stands_for: Option<Arc<str>>,
    /// Thousandths of the size, trailing space included.
    pub advance: f32,
    /// Share of `advance` that is trailing space.
    pub trailing: f32,
}

struct LoadedFace {
    face: Face,
    font: rustybuzz::Face<'static>,
    units_per_em: f32,
    plans: Vec<(Script, ShapePlan)>,
    words: HashMap<Arc<str>, Arc<[Piece]>>,
}

impl Shaper {
    /// Opens the faces.
    ///
    /// # Errors
    /// When a font file inside the program is damaged.
    pub fn new() -> Result<Self, LayoutError> {
        let faces = Face::ALL.into_iter().map(LoadedFace::open).collect::<Result<_, _>>()?;
        Ok(Self { faces })
    }

    /// The pieces of a word, in order. Empty text has none.
    pub fn shape(&mut self, face: Face, text: &str) -> Arc<[Piece]> {
        if let Some(known) = self.loaded(face).and_then(|loaded| loaded.words.get(text)) {
            return Arc::clone(known);
        }
        let pieces: Arc<[Piece]> = self.shape_word(face, text).into();
        if let Some(loaded) = self.loaded(face) {
            loaded.words.insert(text.into(), Arc::clone(&pieces));
        }
        pieces
    }

    /// Width of a text on one line in points, trailing space excluded.
    pub fn width_pt(&mut self, face: Face, size: f32, text: &str) -> f32 {
        let pieces = self.shape(face, text);
        let advance: f32 = pieces.iter().map(|piece| piece.advance).sum();
        let trailing = pieces.last().map_or(0.0, |piece| piece.trailing);
        (advance - trailing) * size / 1000.0
    }

    fn loaded(&mut self, face: Face) -> Option<&mut LoadedFace> {
        self.faces.iter_mut().find(|loaded| loaded.face == face)
    }

    fn shape_word(&mut self, face: Face, text: &str) -> Vec<Piece> {
        if text.is_empty() {
            return Vec::new();
        }
        if !text.chars().any(is_refused) {
            // Italic covers fewer scripts than Regular: an upright word beats a row of codes.
            for candidate in [face, Face::Regular] {
                if let Some(glyphs) = self.whole(candidate, text) {
                    return vec![Piece::new(candidate, glyphs, text, None)];
                }
            }
        }
        self.shape_around_gaps(face, text)
    }

    fn whole(&mut self, face: Face, text: &str) -> Option<Vec<Glyph>> {
        let glyphs = self.loaded(face)?.glyphs(text);
        glyphs.iter().all(|glyph| glyph.id != 0).then_some(glyphs)
    }

    fn shape_around_gaps(&mut self, face: Face, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut drawable = String::new();
        let mut gap: Vec<char> = Vec::new();
        for character in text.chars() {
            let mut bytes = [0; 4];
            let alone: &str = character.encode_utf8(&mut bytes);
            if !is_refused(character) && self.whole(face, alone).is_some() {
                self.close_gap(&mut gap, &mut pieces);
                drawable.push(character);
            } else {
                self.close_drawable(face, &mut drawable, &mut pieces);
                gap.push(character);
            }
        }
        self.close_gap(&mut gap, &mut pieces);
        self.close_drawable(face, &mut drawable, &mut pieces);
        pieces
    }

    fn close_drawable(&mut self, face: Face, drawable: &mut String, pieces: &mut Vec<Piece>) {
        if let Some(glyphs) = self.whole(face, drawable).filter(|glyphs| !glyphs.is_empty()) {
            pieces.push(Piece::new(face, glyphs, drawable, None));
        }
        drawable.clear();
    }

    /// Draws missing characters as their code points, `[U+5E73 6210]`, one piece each so that a long gap can wrap.
    fn close_gap(&mut self, gap: &mut Vec<char>, pieces: &mut Vec<Piece>) {
        let last = gap.len().saturating_sub(1);
        for (index, character) in gap.drain(..).enumerate() {
            let open = if index == 0 { "[U+" } else { "" };
            let close = if index == last { "]" } else { " " };
            let code = format!("{open}{:04X}{close}", u32::from(character));
            if let Some(glyphs) = self.whole(Face::Regular, &code) {
                pieces.push(Piece::new(Face::Regular, glyphs, &code, Some(character.to_string().into())));
            }
        }
    }
}

impl Piece {
    fn new(face: Face, glyphs: Vec<Glyph>, text: &str, stands_for: Option<Arc<str>>) -> Self {
        Self::from_glyphs(face, glyphs.into(), text.into(), stands_for)
    }

    fn from_glyphs(face: Face, glyphs: Arc<[Glyph]>, text: Arc<str>, stands_for: Option<Arc<str>>) -> Self {
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        let spaces = text.len() - text.trim_end_matches(' ').len();
        let first_space = (text.len() - spaces) as u32;
        let trailing = glyphs.iter().filter(|glyph| glyph.text_start >= first_space).map(|glyph| glyph.advance).sum();
        Self { face, glyphs, text, stands_for, advance, trailing }
    }

    /// The longest head no wider than `room` (thousandths of the size) and the rest. The head has at least one cluster;
    /// `None` when there is nothing to split.
    #[must_use]
    pub fn split(&self, room: f32) -> Option<(Self, Self)> {
        let starts_cluster = |index: usize| self.glyphs.get(index).is_some_and(|glyph| glyph.text_len > 0);
        let mut pen = 0.0;
        let mut best = None;
        let mut after_separator = None;
        for (index, glyph) in self.glyphs.iter().enumerate() {
            if index > 0 && starts_cluster(index) {
                if pen > room && best.is_some() {
                    break;
                }
                best = Some(index);
                let before = self.text.get(..glyph.text_start as usize).unwrap_or_default();
                if before.ends_with(['/', '.', '_', '-', '@', ':', '\\', '=', '&', ',']) {
                    after_separator = Some(index);
                }
            }
            pen += glyph.advance;
        }
        let best = best?;
        // Addresses and paths read better when they break behind a separator that is not far from the edge.
        let at = after_separator.filter(|index| best - index <= 12).unwrap_or(best);
        let cut = self.glyphs.get(at)?.text_start;
        let (head_text, tail_text) = (self.text.get(..cut as usize)?, self.text.get(cut as usize..)?);
        let tail: Vec<Glyph> = self
            .glyphs
            .get(at..)?
            .iter()
            .map(|glyph| Glyph { text_start: glyph.text_start.saturating_sub(cut), ..*glyph })
            .collect();
        // The head of a torn code stands for the whole character, so that it is read once.
        let nothing = self.stands_for.as_ref().map(|_| Arc::from(""));
        let head =
            Self::from_glyphs(self.face, self.glyphs.get(..at)?.into(), head_text.into(), self.stands_for.clone());
        let tail = Self::from_glyphs(self.face, tail.into(), tail_text.into(), nothing);
        Some((head, tail))
    }
}

impl LoadedFace {
    fn open(face: Face) -> Result<Self, LayoutError> {
        let font = rustybuzz::Face::from_slice(face.bytes(), 0).ok_or(LayoutError::Font(face.name()))?;
        let units_per_em = f32::from(font.units_per_em().max(1) as u16);
        Ok(Self { face, font, units_per_em, plans: Vec::new(), words: HashMap::new() })
    }

    fn glyphs(&mut self, text: &str) -> Vec<Glyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        // The faces have no script written from right to left; one direction keeps clusters in text order.
        buffer.set_direction(Direction::LeftToRight);
        let writing = if buffer.script() == script::UNKNOWN { script::LATIN } else { buffer.script() };
        buffer.set_script(writing);
        if !self.plans.iter().any(|(known, _)| *known == writing) {
            let plan = ShapePlan::new(&self.font, Direction::LeftToRight, Some(writing), None, &[]);
            self.plans.push((writing, plan));
        }
        let Some((_, plan)) = self.plans.iter().find(|(known, _)| *known == writing) else {
            return Vec::new();
        };
        let shaped = rustybuzz::shape_with_plan(&self.font, plan, buffer);
        let scale = 1000.0 / self.units_per_em;
        let infos = shaped.glyph_infos();
        let mut glyphs = Vec::with_capacity(infos.len());
        for (index, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
            let continues = index > 0 && infos.get(index - 1).is_some_and(|before| before.cluster == info.cluster);
            let next = infos.iter().skip(index).map(|later| later.cluster).find(|cluster| *cluster > info.cluster);
            let end = next.unwrap_or(text.len() as u32);
            glyphs.push(Glyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: position.x_advance as f32 * scale,
                shift_x: position.x_offset as f32 * scale,
                shift_y: position.y_offset as f32 * scale,
                text_start: info.cluster,
                text_len: if continues { 0 } else { end.saturating_sub(info.cluster) },
            });
        }
        glyphs
    }
}

/// Characters that change how others are read and must be seen rather than obeyed: controls and bidirectional overrides.
fn is_refused(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Characters without a shape of their own that a reader loses nothing by: joiners, soft hyphens, variation selectors.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}'
    )
}
