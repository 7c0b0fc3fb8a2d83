//! A display list to a PDF: version 1.7, tagged, PDF/A-3a and PDF/UA-1, the same bytes for the same input.
//!
//! `printer` is the one file that knows the PDF crate. What that crate cannot say is added to its object graph before anything is
//! written: `structure` (tags), `navigation` (outline, links), `archive` (metadata, colour, attachment, identity).

mod archive;
mod faces;
mod navigation;
mod printer;
mod structure;
#[cfg(test)]
mod tests;
mod xmp;

use std::fmt;

use super::document::Document;
use super::layout::{DisplayList, LayoutError, lay_out};

/// Lays a document out and writes it.
///
/// # Errors
/// [`PdfError`]; never because of what the document says.
pub fn pdf_from_document(document: &Document) -> Result<Vec<u8>, PdfError> {
    let list = lay_out(document).map_err(PdfError::Layout)?;
    pdf_from_display_list(&list, document)
}

/// Writes a laid-out document. `document` gives the title, author, language, date and attachment.
///
/// # Errors
/// [`PdfError`]; never because of what the document says.
pub fn pdf_from_display_list(list: &DisplayList, document: &Document) -> Result<Vec<u8>, PdfError> {
    let fonts = faces::used(list)?;
    let printed = printer::print(list, &fonts);
    let mut file = printed.file;
    let pages: Vec<lopdf::ObjectId> = file.get_pages().into_values().collect();
    let annotations = navigation::add_links(&mut file, list, &pages)?;
    structure::add_tags(&mut file, list, &pages, &printed.marked, &annotations)?;
    navigation::add_outline(&mut file, list, &pages)?;
    faces::complete_descriptors(&mut file, &fonts)?;
    archive::finish(file, document)
}

/// Why a PDF could not be written.
#[derive(Debug)]
pub enum PdfError {
    /// The document could not be laid out.
    Layout(LayoutError),
    /// A face could not be reduced to the glyphs in use.
    Font(&'static str, subsetter::Error),
    /// The object graph is not what the writer expects.
    Objects(lopdf::Error),
    /// The colour profile could not be made.
    Colour(String),
    /// Writing to memory failed.
    Write(std::io::Error),
}

impl fmt::Display for PdfError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cause: &dyn fmt::Display = match self {
            Self::Layout(error) => return error.fmt(formatter),
            Self::Font(name, error) => {
                return write!(
                    formatter,
                    "The PDF was not made because the typeface {name} could not be embedded; report this to the makers of Securable ({error})"
                );
            }
            Self::Objects(error) => error,
            Self::Colour(error) => error,
            Self::Write(error) => error,
        };
        write!(
            formatter,
            "The PDF was not made because of a fault inside the program; report it to the makers of Securable ({cause})"
        )
    }
}

impl std::error::Error for PdfError {}

impl From<lopdf::Error> for PdfError {
    fn from(error: lopdf::Error) -> Self {
        Self::Objects(error)
    }
}
