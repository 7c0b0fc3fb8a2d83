//! XML events with nothing dangerous left in them: no declared entities, nothing fetched, bounded depth.

use super::reading::Reading;
use super::{Refusal, shown};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// Elements inside one another.
const MOST_DEPTH: usize = 200;

/// What a reader of XML needs to know.
pub(super) enum Piece {
    /// Name without its prefix, and the attributes by name without prefix.
    Open(String, Vec<(String, String)>),
    Close(String),
    Text(String),
}

/// The name of the first element, without its prefix.
pub(super) fn root_name(text: &str, reading: &Reading) -> Result<String, Refusal> {
    let mut root = None;
    read(text, reading, &mut |piece| {
        if let Piece::Open(name, _) = piece {
            root = Some(name);
            return Ok(false);
        }
        Ok(true)
    })?;
    root.ok_or_else(|| Refusal::new("The XML file holds no element", "Export it again"))
}

/// Hands on every piece until `take` gives false.
///
/// # Errors
/// What `take` says; a stop; XML that breaks off or does not read; a DOCTYPE with declarations in it; an entity
/// other than XML's own five.
pub(super) fn read(
    text: &str,
    reading: &Reading,
    take: &mut dyn FnMut(Piece) -> Result<bool, Refusal>,
) -> Result<(), Refusal> {
    const AGAIN: &str = "Export the file again";
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_usize;
    loop {
        reading.step(usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX), text.len())?;
        let line_at = |place: u64| {
            let place = usize::try_from(place).unwrap_or(usize::MAX).min(text.len());
            1 + text.bytes().take(place).filter(|byte| *byte == b'\n').count()
        };
        let event = reader.read_event().map_err(|error| {
            let line = line_at(reader.error_position());
            Refusal::new(format!("The XML does not read in line {line} ({error})"), AGAIN)
        })?;
        let goes_on = match event {
            Event::Start(element) => {
                depth += 1;
                if depth > MOST_DEPTH {
                    return Err(Refusal::new(
                        format!("The XML nests more than {MOST_DEPTH} elements, as in a file made to do harm"),
                        "Check where the file comes from",
                    ));
                }
                take(open(&element)?)?
            }
            Event::Empty(element) => {
                let name = local(element.name().0).to_owned();
                take(open(&element)?)? && take(Piece::Close(name))?
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                take(Piece::Close(local(element.name().0).to_owned()))?
            }
            Event::Text(content) => take(Piece::Text(content.into_inner().into_owned()))?,
            Event::CData(content) => take(Piece::Text(content.into_inner().into_owned()))?,
            Event::GeneralRef(reference) => {
                let entity = format!("&{};", &*reference);
                take(Piece::Text(plain(&entity)?))?
            }
            Event::DocType(declared) => {
                let declared = declared.into_inner();
                if declared.contains('[') || declared.to_ascii_uppercase().contains("<!ENTITY") {
                    return Err(Refusal::new(
                        "The XML declares entities of its own, which can make a program read other files or fill its memory",
                        "Check where the file comes from, and export it without a document type",
                    ));
                }
                true
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => true,
            Event::Eof if depth > 0 => {
                return Err(Refusal::new(
                    format!("The XML breaks off in line {}, so devices may be missing at its end", line_at(u64::MAX)),
                    "Ask for the whole file",
                ));
            }
            Event::Eof => return Ok(()),
        };
        if !goes_on {
            return Ok(());
        }
    }
}

fn open(element: &BytesStart<'_>) -> Result<Piece, Refusal> {
    let mut attributes = Vec::new();
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| {
            let name = shown(local(element.name().0));
            Refusal::new(format!("The XML does not read in an element <{name}> ({error})"), "Export the file again")
        })?;
        attributes.push((local(attribute.key.0).to_owned(), plain(&attribute.value)?));
    }
    Ok(Piece::Open(local(element.name().0).to_owned(), attributes))
}

/// Text with the five entities of XML and numbered characters put in.
fn plain(text: &str) -> Result<String, Refusal> {
    unescape(text).map(std::borrow::Cow::into_owned).map_err(|_| {
        Refusal::new(
            format!("The XML refers to an entity that XML itself does not have (in {})", shown(text)),
            "Check where the file comes from, and export it without a document type",
        )
    })
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The attribute of this name.
pub(super) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}
