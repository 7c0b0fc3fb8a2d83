//! Securable: a workbench for underwriting cyber insurance of IoT-heavy risks.

pub mod files;
pub mod questionnaire;
pub mod submission;
