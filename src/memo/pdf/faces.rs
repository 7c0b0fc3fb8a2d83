//! Faces reduced to the glyphs a document uses.

use std::collections::{BTreeMap, BTreeSet};

use rustybuzz::ttf_parser::{self, GlyphId};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::PdfError;
use crate::memo::fonts::Face;
use crate::memo::layout::display::{DisplayList, Draw, TextRun};

/// A face as it is embedded.
pub struct EmbeddedFace {
    /// Which face.
    pub face: Face,
    /// PostScript name behind the tag that marks a subset, `ABCDEF+SourceSans3-Regular`.
    pub name: String,
    /// The reduced font file.
    pub program: Vec<u8>,
    /// Glyph number in the full face to the number in the reduced one and the text it stands for.
    pub glyphs: BTreeMap<u16, EmbeddedGlyph>,
    /// Font-wide measures.
    pub metrics: Metrics,
}

/// A glyph as it is embedded.
pub struct EmbeddedGlyph {
    /// Number in the reduced file.
    pub id: u16,
    /// Advance in thousandths of the size.
    pub width: u16,
    /// The text a reader gets when copying it; text that differs is given by ActualText where it occurs.
    pub text: String,
}

/// Font-wide measures in font units.
pub struct Metrics {
    /// Font units to the em.
    pub units_per_em: u16,
    /// Above the baseline.
    pub ascent: i16,
    /// Below the baseline, negative.
    pub descent: i16,
    /// Height of capitals.
    pub cap_height: i16,
    /// Left, bottom, right, top over all glyphs.
    pub bounds: [i16; 4],
    /// Degrees from the vertical, negative to the right.
    pub italic_angle: f32,
    /// 400 regular, 600 semibold.
    pub weight: u16,
}

impl EmbeddedFace {
    /// Whether copying the run glyph by glyph gives its text.
    #[must_use]
    pub fn reads_as_drawn(&self, run: &TextRun) -> bool {
        run.stands_for.is_none()
            && run.glyphs.iter().all(|glyph| {
                glyph.text_len > 0
                    && self.glyphs.get(&glyph.id).is_some_and(|known| known.text == run.glyph_text(glyph))
            })
    }
}

/// The faces a display list uses, in their fixed order.
///
/// # Errors
/// When a face inside the program is damaged.
pub fn used(list: &DisplayList) -> Result<Vec<EmbeddedFace>, PdfError> {
    let mut texts: BTreeMap<Face, BTreeMap<u16, String>> = BTreeMap::new();
    for run in list.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.draw {
        Draw::Text(run) => Some(run),
        _ => None,
    }) {
        let known = texts.entry(run.face).or_default();
        for glyph in run.glyphs.iter().filter(|glyph| glyph.id != 0) {
            let text = known.entry(glyph.id).or_default();
            if text.is_empty() {
                run.glyph_text(glyph).clone_into(text);
            }
        }
    }
    texts.into_iter().map(|(face, texts)| embed(face, texts)).collect()
}

fn embed(face: Face, texts: BTreeMap<u16, String>) -> Result<EmbeddedFace, PdfError> {
    let failed = |error| PdfError::Font(face.name(), error);
    let font = ttf_parser::Face::parse(face.bytes(), 0).map_err(|_| failed(subsetter::Error::MalformedFont))?;
    let ids: BTreeSet<u16> = texts.keys().copied().collect();
    let mut remapper = GlyphRemapper::new();
    for id in &ids {
        remapper.remap(*id);
    }
    let program = subsetter::subset(face.bytes(), 0, &remapper).map_err(failed)?;
    let units_per_em = font.units_per_em();
    let mut glyphs = BTreeMap::new();
    for (id, text) in texts {
        let new = remapper.get(id).ok_or_else(|| failed(subsetter::Error::SubsetError))?;
        let advance = u32::from(font.glyph_hor_advance(GlyphId(id)).unwrap_or(0));
        let width = u16::try_from(advance * 1000 / u32::from(units_per_em.max(1))).unwrap_or(u16::MAX);
        // A mark that never stands alone has no text of its own; its word carries ActualText.
        let text = if text.is_empty() { "\u{FFFD}".to_owned() } else { text };
        glyphs.insert(id, EmbeddedGlyph { id: new, width, text });
    }
    let bounds = font.global_bounding_box();
    let metrics = Metrics {
        units_per_em,
        ascent: font.ascender(),
        descent: font.descender(),
        cap_height: font.capital_height().unwrap_or_else(|| font.ascender()),
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
        italic_angle: font.italic_angle(),
        weight: font.weight().to_number(),
    };
    Ok(EmbeddedFace { face, name: format!("{}+{}", subset_tag(&ids), face.name()), program, glyphs, metrics })
}

/// Six capitals that differ between subsets, from the glyphs in them.
fn subset_tag(ids: &BTreeSet<u16>) -> String {
    let mut hash = Sha256::new();
    for id in ids {
        hash.update(id.to_be_bytes());
    }
    hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Sets what the printer leaves at its defaults in the font descriptors.
///
/// # Errors
/// When a descriptor is not a dictionary.
pub fn complete_descriptors(file: &mut lopdf::Document, faces: &[EmbeddedFace]) -> Result<(), PdfError> {
    for object in file.objects.values_mut() {
        let Ok(dictionary) = object.as_dict_mut() else {
            continue;
        };
        if !dictionary.has_type(b"FontDescriptor") {
            continue;
        }
        let name = dictionary.get(b"FontName")?.as_name()?.to_vec();
        if let Some(face) = faces.iter().find(|face| face.name.as_bytes() == name) {
            let scale = 1000.0 / f32::from(face.metrics.units_per_em.max(1));
            dictionary.set("CapHeight", (f32::from(face.metrics.cap_height) * scale).round() as i64);
        }
    }
    Ok(())
}
