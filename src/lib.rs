//! Securable: a workbench for underwriting cyber insurance of IoT-heavy risks.

pub mod assessment;
pub mod files;
pub mod memo;
pub mod questionnaire;
pub mod submission;
