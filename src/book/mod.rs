//! MANY CASES: submissions in columns, scored under one questionnaire and plan, and what a change does to all of them.
//!
//! Everything is exact and equal to [`crate::assessment::assess`] on every row.

mod accumulation;
mod backtest;
mod columns;
#[cfg(test)]
mod drawn;
mod heat;
mod impact;
mod industries;
mod lists;
mod open_items;
mod row;
mod score_sum;
mod scoring;
mod tally;

pub use accumulation::{
    Accumulated, Accumulation, EndMonth, Held, HeldTogether, Holdings, LIMITS_OVERLAP, MOST_ACCUMULATED, MOST_HOLDERS,
    View, accumulation, family,
};
pub use backtest::{
    Auc, BackTest, Direction, Drift, ENOUGH_CLAIMS, Evidence, Experience, Interval, Psi, Relative, Share,
    TenthOfScores, back_test, drift, evidence, too_few,
};
pub use columns::Book;
pub use heat::{HeatCell, HeatMap, HeatRow, heat_map};
use impact::score_bin;
pub use impact::{
    BINS, BookSensitivity, Distribution, GroupBy, GroupShift, Impact, MOST_CROSSINGS, MOST_MOVERS, Mover, SectionMean,
    SectionShift, Shift, impact, outcome_count, outcome_place, outcome_words, rows_between, score_change,
    section_shift, sensitivity,
};
pub use industries::{MOST_INDUSTRIES, NO_INDUSTRY};
pub use open_items::{MOST_OPEN_ROWS, OpenItem, open_items};
pub use row::{CaseFacts, Cell, CellState, Row, RowOrigin, SupportCounts, row_from_case};
pub use scoring::Scoring;
pub use tally::{Matrix, Tally, WeighBy};
