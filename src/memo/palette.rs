//! The memo's colours: the light column of the look, the same on screen and on paper.

/// A colour over what lies beneath it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// Red, 0 to 255, sRGB.
    pub red: u8,
    /// Green, 0 to 255, sRGB.
    pub green: u8,
    /// Blue, 0 to 255, sRGB.
    pub blue: u8,
    /// 0 (nothing) to 1 (opaque).
    pub alpha: f32,
}

impl Colour {
    /// An opaque colour from `0xRRGGBB`.
    #[must_use]
    pub const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self { red, green, blue, alpha: 1.0 }
    }

    /// The same colour, `alpha` opaque (0 to 1).
    #[must_use]
    pub const fn with_alpha(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }
}

/// The sheet.
pub const SURFACE: Colour = Colour::hex(0xFF_FFFF);
/// Behind rows that title others.
pub const GROUND: Colour = Colour::hex(0xF5_F6F8);
/// Table headers and neutral callouts.
pub const RAISED: Colour = Colour::hex(0xED_F0F4);
/// Hairlines.
pub const LINE: Colour = Colour::hex(0xD9_DFE7);
/// Words.
pub const TEXT: Colour = Colour::hex(0x18_212C);
/// Captions, units, sources.
pub const QUIET: Colour = Colour::hex(0x56_6273);
/// Links, emphasised bars.
pub const ACCENT: Colour = Colour::hex(0x1D_5BB8);

/// The colour of band 1 (best) to 5; anything else is the colour of "no decision".
#[must_use]
pub const fn band(band: u8) -> Colour {
    match band {
        1 => Colour::hex(0x14_796A),
        2 => Colour::hex(0x2B_6A93),
        3 => Colour::hex(0x8C_5C00),
        4 => Colour::hex(0xA8_420F),
        5 => Colour::hex(0x98_182F),
        _ => Colour::hex(0x5B_6472),
    }
}
/// Behind what must be settled before binding.
pub const WARNING_GROUND: Colour = Colour::hex(0xFA_F3E4);
/// Behind what stops the quote.
pub const STOP_GROUND: Colour = Colour::hex(0xFB_ECEE);
/// Bars that are not emphasised.
pub const BAR: Colour = Colour::hex(0x8E_9AAB);
