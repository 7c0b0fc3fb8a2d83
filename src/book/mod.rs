//! MANY CASES: submissions in columns, scored under one questionnaire and plan, and what a change does to all of them.
//!
//! Everything is exact and equal to [`crate::assessment::assess`] on every row.
