//! The document: what the memo says ([`document`]), where every word stands ([`layout`]) and the PDF ([`pdf`]).
//!
//! ```text
//! content -> Document -> layout::lay_out -> DisplayList -> pdf::pdf_from_display_list -> bytes
//!                                                      \-> the desk's preview
//! ```

pub mod content;
pub mod document;
pub mod exhibit;
pub mod fonts;
pub mod form;
pub mod layout;
pub mod palette;
pub mod pdf;
pub mod preview;
#[cfg(test)]
mod sample;
pub mod wording;
