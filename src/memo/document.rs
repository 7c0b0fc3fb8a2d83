//! What the memo says: headings, prose, tables and figures in reading order, and nothing about where they stand on the page.
//!
//! [`layout::lay_out`](super::layout::lay_out) turns a [`Document`] into a display list. Every value is legal: an empty table,
//! an unknown link target or a character no font has is laid out as well as it can be, never refused.

mod figure;

pub use figure::{BandBar, Bar, Bars, Figure, FigureKind, Pair, Pairs, Wall, WallStep};

use chrono::NaiveDateTime;

/// A whole memo, ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Title shown by viewers in the window bar, and the name of the document for assistive technology.
    pub title: String,
    /// One line on what the document is about (document properties only).
    pub subject: String,
    /// Who answers for the text (document properties only).
    pub author: String,
    /// Language of the text as a BCP 47 tag, `en-US`.
    pub language: String,
    /// When the memo was made, local time. An argument, never the clock, so that the same case gives the same bytes.
    pub created: NaiveDateTime,
    /// Paper.
    pub page: PageSize,
    /// Running header, left, on every page but the first.
    pub header_left: String,
    /// Running header, right, on every page but the first.
    pub header_right: String,
    /// Running footer, left, on every page. The engine sets "Page x of y" at the right.
    pub footer_left: String,
    /// The content in reading order.
    pub blocks: Vec<Block>,
    /// A file carried inside the PDF, usually the submission itself.
    pub attachment: Option<Attachment>,
}

/// Paper size, portrait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageSize {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 8.5 x 11 in.
    Letter,
}

/// A file embedded in the PDF as the source of what the memo says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Name under which viewers offer it, without folders.
    pub file_name: String,
    /// Media type, `application/zip`.
    pub mime: String,
    /// One sentence for the reader on what it is.
    pub description: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// One element of the content, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; it enters the outline and never stands alone at the foot of a page.
    Heading(Heading),
    /// Running text.
    Paragraph(Paragraph),
    /// A bulleted list, one entry per item.
    Bullets(Vec<Vec<Span>>),
    /// Rows and columns.
    Table(Table),
    /// Names with values, a table of two columns whose row headers are the names.
    Facts(Vec<(String, Vec<Span>)>),
    /// A drawing.
    Figure(Figure),
    /// Something the reader must not miss, set apart on tinted ground.
    Callout(Callout),
    /// Blocks side by side, each column with its share of the width. Stacked instead when taller than a page.
    Row(Vec<Column>),
    /// Lines to sign on, side by side.
    Signatures(Vec<Signature>),
    /// A box to tick by hand before each of these.
    Checks(Vec<String>),
    /// Lines to write on, side by side, each behind its label; a blank label for the line alone.
    WriteOn(Vec<String>),
    /// What follows starts a new page.
    PageBreak,
    /// Extra space in points, dropped at the top of a page.
    Gap(f32),
}

/// Depth of a heading. Level one is the memo's title or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadingLevel {
    /// Title or part, 17 pt.
    One,
    /// Section, 12.5 pt.
    Two,
    /// Subsection, 10.5 pt.
    Three,
}

/// A heading and the name by which links find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Depth.
    pub level: HeadingLevel,
    /// The words.
    pub text: String,
    /// Name for [`Link::Heading`]; the first heading of a name wins.
    pub anchor: Option<String>,
}

/// Running text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Text in reading order. A line feed inside a span starts a new line.
    pub spans: Vec<Span>,
    /// Size and tone.
    pub style: ParagraphStyle,
}

/// Size and tone of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParagraphStyle {
    /// 10 pt, the default.
    #[default]
    Body,
    /// 11.5 pt, for the sentence that carries the decision.
    Lead,
    /// 8.5 pt quiet, under a figure or table.
    Caption,
    /// 9 pt quiet, for sources and reservations.
    Quiet,
}

/// A stretch of text in one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The text, any Unicode. Spaces at the ends count.
    pub text: String,
    /// Semibold.
    pub bold: bool,
    /// Italic; bold wins when both are set.
    pub italic: bool,
    /// Colour by meaning.
    pub tone: Tone,
    /// Where a click leads.
    pub link: Option<Link>,
}

/// Colour of a span by meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary words.
    #[default]
    Plain,
    /// Captions, units, sources.
    Quiet,
    /// Links and the one thing that matters.
    Accent,
    /// A band's colour, 1 (best) to 5; its shape is drawn before the text, because level is never colour alone.
    Band(u8),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A heading of this document by its anchor. Without such a heading the text stays plain.
    Heading(String),
    /// A page on the web, `https://`. Anything but http, https and mailto stays plain.
    Web(String),
}

/// Rows under column titles. The title row is repeated on every page the table reaches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Shown above the table; empty for none.
    pub caption: String,
    /// What the table shows, for readers who cannot see it; empty for none.
    pub summary: String,
    /// Columns from left to right.
    pub columns: Vec<TableColumn>,
    /// Rows from top to bottom.
    pub rows: Vec<TableRow>,
    /// The first cell of a row names the row (a row header to assistive technology).
    pub first_column_names_rows: bool,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableColumn {
    /// Column title.
    pub title: String,
    /// Share of the width.
    pub width: ColumnWidth,
    /// Left for words, right for figures.
    pub align: Align,
}

/// How wide a column is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ColumnWidth {
    /// Share of what the other kinds leave over.
    Weight(f32),
    /// Points, padding included.
    Fixed(f32),
    /// As wide as its widest cell, at most two fifths of the table.
    Natural,
}

/// Alignment of a column's cells and title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Figures.
    Right,
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRow {
    /// Cells from left to right; missing ones are empty, surplus ones are dropped.
    pub cells: Vec<Vec<Span>>,
    /// The row titles the rows below it: its first cell spans the table and stays with the next row.
    pub group_header: bool,
}

/// Tinted ground with a rule at its left.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// How urgent.
    pub tone: CalloutTone,
    /// First line, semibold; empty for none.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// How urgent a callout is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CalloutTone {
    /// For orientation.
    #[default]
    Neutral,
    /// To be settled before binding.
    Warning,
    /// Stops the quote.
    Stop,
}

/// One column of a [`Block::Row`].
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Share of the width.
    pub weight: f32,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A line to sign on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// In what capacity, "Underwriter".
    pub role: String,
    /// Name already known; empty leaves it open.
    pub name: String,
}

impl PageSize {
    /// Width and height in points.
    #[must_use]
    pub const fn size_pt(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.276, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

impl Block {
    /// A heading without an anchor.
    pub fn heading(level: HeadingLevel, text: impl Into<String>) -> Self {
        Self::Heading(Heading { level, text: text.into(), anchor: None })
    }

    /// A heading that links can reach.
    pub fn anchored(level: HeadingLevel, text: impl Into<String>, anchor: impl Into<String>) -> Self {
        Self::Heading(Heading { level, text: text.into(), anchor: Some(anchor.into()) })
    }

    /// A paragraph of spans.
    #[must_use]
    pub const fn paragraph(style: ParagraphStyle, spans: Vec<Span>) -> Self {
        Self::Paragraph(Paragraph { spans, style })
    }

    /// A paragraph of plain text.
    pub fn text(style: ParagraphStyle, text: impl Into<String>) -> Self {
        Self::paragraph(style, vec![Span::plain(text)])
    }
}

impl Span {
    /// Ordinary words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Semibold words.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, ..Self::default() }
    }

    /// Italic words.
    pub fn italic(text: impl Into<String>) -> Self {
        Self { text: text.into(), italic: true, ..Self::default() }
    }

    /// Words in the quiet colour.
    pub fn quiet(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Quiet, ..Self::default() }
    }

    /// A band's name behind its shape, in its colour. `band` is 1 (best) to 5.
    pub fn band(band: u8, text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Band(band), bold: true, ..Self::default() }
    }

    /// Words that lead to a heading.
    pub fn to_heading(text: impl Into<String>, anchor: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Accent, link: Some(Link::Heading(anchor.into())), ..Self::default() }
    }
}
