//! BYTES <-> VALUES: the only place that touches the disk.

pub mod problem;
pub mod questionnaire_v1;
mod ron_tree;
