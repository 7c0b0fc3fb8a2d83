//! From what the memo says to where every word stands.
//!
//! `shape` turns words into glyphs, `lines` breaks text, `flow`, `table` and `figure` turn blocks into slices, `pages` puts
//! slices on pages. The result, a [`DisplayList`], knows nothing of how it will be shown.

mod by_hand;
pub mod display;
mod figure;
mod flow;
mod lines;
mod marks;
mod pages;
mod pairs;
mod panels;
mod shape;
mod slice;
mod table;
#[cfg(test)]
mod tests;
mod wall;

use std::fmt;

pub use display::DisplayList;
pub use figure::{Drawing, draw_figure};

use super::document::Document;
use display::ElementId;
use flow::{Flow, Frame};

/// Margin on all four sides of the page, in points (20 mm). Running header and footer stand inside it.
pub const MARGIN_PT: f32 = pages::MARGIN;

/// Lays a document out.
///
/// # Errors
/// Only when a font file inside the program is damaged; every document can be laid out.
pub fn lay_out(document: &Document) -> Result<DisplayList, LayoutError> {
    let (width, height) = document.page.size_pt();
    let mut flow = Flow::new(&document.blocks, height - 2.0 * MARGIN_PT)?;
    let frame = Frame { x: MARGIN_PT, width: width - 2.0 * MARGIN_PT };
    let slices = flow.blocks(&document.blocks, frame, ElementId(0));
    Ok(pages::paginate(flow, slices, document))
}

/// Why a document could not be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayoutError {
    /// A face inside the program cannot be read.
    Font(&'static str),
}

impl fmt::Display for LayoutError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font(name) => write!(
                formatter,
                "The memo cannot be set because the typeface {name} inside the program is damaged; install Securable again"
            ),
        }
    }
}

impl std::error::Error for LayoutError {}
