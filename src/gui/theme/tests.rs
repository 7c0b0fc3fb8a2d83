use super::*;

/// Contrast ratio of WCAG 2.
fn contrast(a: Color32, b: Color32) -> f64 {
    let luminance = |colour: Color32| {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn words_have_contrast_of_at_least_4_5_on_every_ground_they_stand_on() {
    for (name, t) in [("light", &LIGHT), ("dark", &DARK)] {
        for (ground, on) in
            [("ground", t.ground), ("surface", t.surface), ("raised", t.raised), ("selected", t.accent_ground)]
        {
            for (word, colour) in [("text", t.text), ("quiet", t.quiet), ("accent", t.accent)] {
                let found = contrast(colour, on);
                assert!(found >= 4.5, "{name}: {word} on {ground} has {found:.2}");
            }
        }
        for (place, band) in t.bands.iter().chain([&t.no_decision]).enumerate() {
            for on in [t.surface, t.ground] {
                let found = contrast(*band, on);
                assert!(found >= 4.5, "{name}: band {place} has {found:.2}");
            }
        }
        assert!(contrast(t.on_accent, t.accent) >= 4.5, "{name}: words on accent");
        assert!(contrast(t.text, t.selected_text) >= 4.5, "{name}: marked text");
    }
}

#[test]
fn outlines_and_meters_have_contrast_of_at_least_3() {
    for (name, t) in [("light", &LIGHT), ("dark", &DARK)] {
        for on in [t.surface, t.ground] {
            let found = contrast(t.outline, on);
            assert!(found >= 3.0, "{name}: outline has {found:.2}");
        }
    }
}

#[test]
fn the_icon_font_holds_every_icon() {
    let font = rustybuzz::Face::from_slice(include_bytes!("../../../assets/fonts/Phosphor.ttf"), 0).expect("a font");
    for icon in icons::ALL {
        for letter in icon.chars() {
            assert!(font.glyph_index(letter).is_some_and(|glyph| glyph.0 != 0), "{:x} is missing", u32::from(letter));
        }
    }
}

#[test]
fn figures_have_one_width() {
    for face in [crate::memo::fonts::Face::Regular, crate::memo::fonts::Face::Semibold] {
        let font = rustybuzz::Face::from_slice(face.bytes(), 0).expect("a font");
        let widths: Vec<_> =
            ('0'..='9').map(|digit| font.glyph_index(digit).and_then(|glyph| font.glyph_hor_advance(glyph))).collect();
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{face:?}: {widths:?}");
    }
}
