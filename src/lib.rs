//! Underwriting workbench for cyber insurance of IoT-heavy risks.

pub mod memo;
