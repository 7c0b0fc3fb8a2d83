//! The drawings that a document may hold.

/// A drawing with the words that stand for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What the figure shows, numbers included, for readers who cannot see it.
    pub alt: String,
    /// What to draw.
    pub kind: FigureKind,
}

/// The drawings the memo knows.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureKind {
    /// The control score on its scale from 0 to 100.
    BandBar(BandBar),
    /// Horizontal bars from one origin.
    Bars(Bars),
    /// Devices that are out of security support, month by month.
    Wall(Wall),
    /// How many submissions have which score, before and after a change.
    Pairs(Pairs),
}

/// The control score, its range and the five bands.
#[derive(Clone, Debug, PartialEq)]
pub struct BandBar {
    /// The four scores at which bands two to five begin, ascending, 0 to 100.
    pub edges: Vec<f32>,
    /// Band names from best to worst.
    pub names: Vec<String>,
    /// The score, 0 (best) to 100.
    pub score: f32,
    /// The score in words, "50.9 Conditional".
    pub score_label: String,
    /// Lowest and highest score the open answers allow.
    pub range: (f32, f32),
}

/// Horizontal bars from one origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// Bars from top to bottom.
    pub rows: Vec<Bar>,
    /// Value at the right end of the scale.
    pub max: f32,
    /// A line across all bars at a value, with its words.
    pub marker: Option<(f32, String)>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What is measured.
    pub label: String,
    /// 0 to [`Bars::max`].
    pub value: f32,
    /// The value in words, set at the end of the bar.
    pub value_label: String,
    /// Drawn in the accent colour.
    pub emphasised: bool,
}

/// Devices that are out of security support, month by month: a step a month, what is not known on top of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Wall {
    /// From left to right.
    pub months: Vec<WallStep>,
    /// Devices altogether: the top of the scale.
    pub total: u64,
    /// Devices whose date is not known, the same in every month.
    pub unknown: u64,
    /// Lines between months with their words: the place counts months from the left, with fractions.
    pub marks: Vec<(f32, String)>,
}

/// One month of the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallStep {
    /// Under the step; empty for most, or they would run into each other.
    pub label: String,
    /// Devices past support at the month's end.
    pub past: u64,
    /// Words over the step; empty for most.
    pub value: String,
}

/// Columns in pairs, before and after, on one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs {
    /// From left to right.
    pub columns: Vec<Pair>,
    /// What the first and the second column of a pair stand for.
    pub names: [String; 2],
    /// Under the whole: what stands from left to right.
    pub axis: String,
}

/// A pair of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// At the left edge of the pair; empty for most, or they would run into each other.
    pub label: String,
    pub before: u64,
    pub after: u64,
}
