//! The one table of colours. Contrast is tested in both themes.

use egui::Color32;

/// Colours by meaning (look.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Behind everything.
    pub ground: Color32,
    /// Cards, tables, the page of work.
    pub surface: Color32,
    /// Rails, headers, key caps, hover.
    pub raised: Color32,
    /// Hairlines; decoration only.
    pub line: Color32,
    /// Outlines of controls, empty pips, tracks of meters.
    pub outline: Color32,
    /// Words.
    pub text: Color32,
    /// Captions, units, sources.
    pub quiet: Color32,
    /// Selection, focus, links, the one primary button.
    pub accent: Color32,
    /// Words on accent.
    pub on_accent: Color32,
    /// Selected row.
    pub accent_ground: Color32,
    /// Behind marked text in a field.
    pub selected_text: Color32,
    /// Best first.
    pub bands: [Color32; 5],
    /// Hold, insufficient information.
    pub no_decision: Color32,
    /// Behind dialogs, alpha.
    pub backdrop: u8,
    /// Of shadows under popups, alpha.
    pub shadow: u8,
}

const fn hex(rgb: u32) -> Color32 {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

pub const LIGHT: Tokens = Tokens {
    ground: hex(0xF5_F6F8),
    surface: hex(0xFF_FFFF),
    raised: hex(0xED_F0F4),
    line: hex(0xD9_DFE7),
    outline: hex(0x7D_8999),
    text: hex(0x18_212C),
    quiet: hex(0x56_6273),
    accent: hex(0x1D_5BB8),
    on_accent: hex(0xFF_FFFF),
    accent_ground: hex(0xE4_EDFA),
    selected_text: hex(0xC9_DCF6),
    bands: [hex(0x14_796A), hex(0x2B_6A93), hex(0x8C_5C00), hex(0xA8_420F), hex(0x98_182F)],
    no_decision: hex(0x5B_6472),
    backdrop: 70,
    shadow: 36,
};

pub const DARK: Tokens = Tokens {
    ground: hex(0x11_151B),
    surface: hex(0x19_1F27),
    raised: hex(0x22_2A34),
    line: hex(0x31_3B48),
    outline: hex(0x76_8393),
    text: hex(0xE8_EDF3),
    quiet: hex(0x9C_A9B8),
    accent: hex(0x78_AEFF),
    on_accent: hex(0x11_151B),
    accent_ground: hex(0x1E_3050),
    selected_text: hex(0x2C_4A7A),
    bands: [hex(0x3F_BFA9), hex(0x6F_B3DC), hex(0xE3_AE3F), hex(0xF0_8A52), hex(0xF0_718A)],
    no_decision: hex(0xA3_AEBB),
    backdrop: 130,
    shadow: 110,
};

impl Tokens {
    /// Colour of a band by place, 0 is the best; anything past the table is "no decision".
    #[must_use]
    pub fn band(&self, place: usize) -> Color32 {
        self.bands.get(place).copied().unwrap_or(self.no_decision)
    }
}
