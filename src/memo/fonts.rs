//! The three faces of the memo, the only place where their files are read.

/// A face of Source Sans 3 (SIL Open Font License 1.1, `assets/fonts/SourceSans3-LICENSE.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Weight 400.
    Regular,
    /// Weight 600.
    Semibold,
    /// Weight 400, italic.
    Italic,
}

impl Face {
    /// Every face, in the order of their numbers in the PDF.
    pub const ALL: [Self; 3] = [Self::Regular, Self::Semibold, Self::Italic];

    /// The font file.
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"),
            Self::Semibold => include_bytes!("../../assets/fonts/SourceSans3-Semibold.ttf"),
            Self::Italic => include_bytes!("../../assets/fonts/SourceSans3-It.ttf"),
        }
    }

    /// PostScript name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regular => "SourceSans3-Regular",
            Self::Semibold => "SourceSans3-Semibold",
            Self::Italic => "SourceSans3-It",
        }
    }
}
