//! What may be handed to the system to be shown, and why something else may only be saved as a copy.
//!
//! The list is short on purpose. A file is shown when its ending is listed and its first bytes are what that ending
//! promises. Programs, scripts, shortcuts, pages, archives, old office formats and anything with macros or embedded
//! objects never are: their names end otherwise, or their content gives them away. What is shown can still be made to
//! harm a reader that has not been kept up to date, which is why nothing is shown before a person asks for it.

use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Endings that may be shown, and what their content has to be.
pub(super) const SHOWABLE: &[(&str, Content)] = &[
    ("pdf", Content::Starts(&[b"%PDF-"])),
    ("png", Content::Starts(&[b"\x89PNG\r\n\x1a\n"])),
    ("jpg", Content::Starts(&[b"\xff\xd8\xff"])),
    ("jpeg", Content::Starts(&[b"\xff\xd8\xff"])),
    ("gif", Content::Starts(&[b"GIF87a", b"GIF89a"])),
    ("tif", Content::Starts(&[b"II*\0", b"MM\0*"])),
    ("tiff", Content::Starts(&[b"II*\0", b"MM\0*"])),
    ("txt", Content::Text),
    ("log", Content::Text),
    ("md", Content::Text),
    ("json", Content::Text),
    ("csv", Content::Table),
    ("tsv", Content::Table),
    ("docx", Content::Office("word/document.xml")),
    ("xlsx", Content::Office("xl/workbook.xml")),
    ("pptx", Content::Office("ppt/presentation.xml")),
];

/// What the bytes behind an ending have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// One of these beginnings.
    Starts(&'static [&'static [u8]]),
    /// Words for people: neither a program nor a script nor a page.
    Text,
    /// The same, without cells that a spreadsheet would compute.
    Table,
    /// An office package with this part, without macros and embedded objects.
    Office(&'static str),
}

/// Parts of office packages that carry macros, controls or other files.
const ACTIVE_PARTS: [&str; 5] = ["vbaproject", "activex", "oleobject", "/embeddings/", "macrosheets"];
/// Most members of an office package that are looked at.
const MOST_PARTS: usize = 10_000;
/// Most bytes of what ties the parts of an office package together.
const MOST_RELATIONS: u64 = 8 * 1024 * 1024;

/// Why a file may only be saved as a copy; `None` where it may be shown. `name` is the cleaned file name.
#[must_use]
pub fn why_not_shown(name: &str, content: &[u8]) -> Option<String> {
    if let Some(what) = runs(content) {
        return Some(format!("Inside it is {what}, so it is not opened from here; save a copy if you trust it"));
    }
    let ending = ending_of(name);
    let Some((_, wanted)) = SHOWABLE.iter().find(|(listed, _)| *listed == ending) else {
        let kind =
            if ending.is_empty() { "Files without an ending".to_owned() } else { format!("Files ending in .{ending}") };
        return Some(format!("{kind} are not opened from here; save a copy if you trust it"));
    };
    let fault = match wanted {
        Content::Starts(starts) => {
            (!starts.iter().any(|start| content.starts_with(start))).then_some("its content is not what its name says")
        }
        Content::Text => text_fault(content),
        Content::Table => text_fault(content).or_else(|| table_fault(content)),
        Content::Office(part) => office_fault(content, part),
    };
    fault.map(|fault| format!("It is not opened from here because {fault}; save a copy if you trust it"))
}

/// Whether a file may be shown at all, as far as its name goes.
#[must_use]
pub fn has_listed_ending(name: &str) -> bool {
    let ending = ending_of(name);
    SHOWABLE.iter().any(|(listed, _)| *listed == ending)
}

fn ending_of(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Content that a system could run, whatever its name.
fn runs(content: &[u8]) -> Option<&'static str> {
    const PROGRAMS: [&[u8]; 6] = [
        b"\x7fELF",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
    ];
    let head = content.get(..64).unwrap_or(content);
    // The header of a Windows program has zeros where words about an MZ have letters.
    if PROGRAMS.iter().any(|start| content.starts_with(start)) || (head.starts_with(b"MZ") && head.contains(&0)) {
        return Some("a program");
    }
    if content.starts_with(b"L\0\0\0\x01\x14\x02\0") {
        return Some("a shortcut");
    }
    if content.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some("a document of an old format, which may hold macros");
    }
    let words = decoded(head);
    let words = words.trim_start().to_ascii_lowercase();
    match () {
        () if words.starts_with("#!") => Some("a script"),
        () if words.starts_with("[internetshortcut]") || words.starts_with("[desktop entry]") => Some("a shortcut"),
        () => None,
    }
}

/// By its mark where it has one, else UTF-8; what does not read is replaced.
fn decoded(content: &[u8]) -> Cow<'_, str> {
    let (encoding, mark) = Encoding::for_bom(content).unwrap_or((UTF_8, 0));
    encoding.decode_without_bom_handling(content.get(mark..).unwrap_or_default()).0
}

fn text_fault(content: &[u8]) -> Option<&'static str> {
    let text = decoded(content);
    if text.contains('\0') {
        return Some("it is not the plain text that its name says");
    }
    text.trim_start().starts_with('<').then_some("it looks like a page of the web, which may hold scripts")
}

/// A spreadsheet computes what it takes for a formula, which may start programs.
fn table_fault(content: &[u8]) -> Option<&'static str> {
    let is_formula = |cell: &str| {
        let cell = cell.trim_matches(|letter: char| letter.is_whitespace() || letter == '"' || letter == '\'');
        cell.starts_with(['=', '@']) || (cell.starts_with(['+', '-']) && cell.contains(['|', '!', '(']))
    };
    let text = decoded(content);
    let mut cells = text.lines().flat_map(|line| line.split([',', ';', '\t']));
    cells.any(is_formula).then_some("it holds formulas, which a spreadsheet would compute")
}

fn office_fault(content: &[u8], part: &str) -> Option<&'static str> {
    const NOT_THAT: Option<&str> = Some("its content is not what its name says");
    let Ok(mut package) = ZipArchive::new(Cursor::new(content)) else { return NOT_THAT };
    if package.len() > MOST_PARTS {
        return NOT_THAT;
    }
    let names: Result<Vec<String>, _> = package.file_names().map(|name| name.map(Cow::into_owned)).collect();
    let Ok(names) = names else { return NOT_THAT };
    if !names.iter().any(|name| name == part) {
        return NOT_THAT;
    }
    let is_active = |name: &String| {
        let name = name.to_ascii_lowercase();
        ACTIVE_PARTS.iter().any(|active| name.contains(active))
    };
    if names.iter().any(is_active) {
        return Some("it holds macros or embedded objects");
    }
    let mut room = MOST_RELATIONS;
    for name in names.iter().filter(|name| name.to_ascii_lowercase().ends_with(".rels")) {
        let Ok(member) = package.by_name(name) else { return NOT_THAT };
        let mut text = String::new();
        if member.take(room + 1).read_to_string(&mut text).is_err() || text.len() as u64 > room {
            return NOT_THAT;
        }
        room -= text.len() as u64;
        // A link waits for a click; a template or a picture from elsewhere is fetched at once.
        if text.split('<').any(|it| it.contains("External") && !it.contains("relationships/hyperlink")) {
            return Some("it fetches parts of itself from elsewhere");
        }
    }
    None
}
