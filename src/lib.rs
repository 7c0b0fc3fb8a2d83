//! Securable: a workbench for underwriting cyber insurance of IoT-heavy risks.

pub mod questionnaire;
pub mod submission;
