//! MANY CASES: submissions in columns, scored under one questionnaire and plan, and what a change does to all of them.
//!
//! Everything is exact and equal to [`crate::assessment::assess`] on every row.

mod columns;
mod row;
mod scoring;

pub use columns::Book;
pub use row::{CaseFacts, Cell, CellState, Row, RowOrigin, SupportCounts, row_from_case};
pub use scoring::Scoring;
