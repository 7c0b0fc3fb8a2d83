//! The faces: Source Sans 3 in three cuts (OFL) and the Phosphor icons (MIT).

use crate::memo::fonts::Face;
use egui::{FontData, FontDefinitions, FontFamily};
use std::sync::{Arc, LazyLock};

static SEMIBOLD: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("semibold".into()));
static ITALIC: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("italic".into()));
static ICONS: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("icons".into()));

/// Words.
#[must_use]
pub fn regular() -> FontFamily {
    FontFamily::Proportional
}

/// Headings, questions and figures that matter.
#[must_use]
pub fn semibold() -> FontFamily {
    SEMIBOLD.clone()
}

/// The icons of [`super::icons`].
#[must_use]
pub fn icon_family() -> FontFamily {
    ICONS.clone()
}

/// The family that draws a face of the memo.
#[must_use]
pub fn face_family(face: Face) -> FontFamily {
    match face {
        Face::Regular => regular(),
        Face::Semibold => semibold(),
        Face::Italic => ITALIC.clone(),
    }
}

pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces = [
        ("Source Sans 3", Face::Regular.bytes()),
        ("Source Sans 3 Semibold", Face::Semibold.bytes()),
        ("Source Sans 3 Italic", Face::Italic.bytes()),
        ("Phosphor", include_bytes!("../../../assets/fonts/Phosphor.ttf").as_slice()),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let families = [
        (regular(), "Source Sans 3"),
        // Its digits have one width, which is all that is asked of figures in columns.
        (FontFamily::Monospace, "Source Sans 3"),
        (semibold(), "Source Sans 3 Semibold"),
        (ITALIC.clone(), "Source Sans 3 Italic"),
        (icon_family(), "Phosphor"),
    ];
    for (family, name) in families {
        fonts.families.insert(family, vec![name.to_owned()]);
    }
    fonts
}
