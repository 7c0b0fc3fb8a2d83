//! Securable: a workbench for underwriting cyber insurance of IoT-heavy risks.
//!
//! # The journey of a submission
//!
//! ```text
//! questionnaires/*.ron --> submission --> assessment --> memo --> PDF
//! applicant's devices  -->     ^              ^
//!                              | edits        | one pure function
//!                           gui / cli        book: the same for many at once, live while a plan changes
//! ```
//!
//! | Folder | In the user's words | What it holds |
//! |---|---|---|
//! | [`questionnaire`] | what is asked | sections, questions, options, conditions, rules, bands, themes |
//! | [`submission`] | one case | applicant, policy, answers, evidence, subjectivities; every change with its inverse |
//! | [`inventory`] | the devices | the applicant's own device list: rows to devices, products and references, the survey over the policy term |
//! | [`assessment`] | what it means | score, range, exposure, rules, drivers, levers, schedule, reasons |
//! | [`book`] | many cases | submissions in columns, scored as a whole; what a plan does to them; accumulation, back-test |
//! | [`memo`] | the document | content and wording, layout, and the PDF |
//! | [`files`] | bytes to values and back | the only place that touches the disk |
//! | [`gui`] | the desk | egui, and only here: the loop, screens, widgets, commands, theme, jobs |
//! | [`cli`] | the command line | clap, and only here |
//!
//! # Who may use whom
//!
//! ```text
//! cli -> gui -> files -> memo -> book -> assessment -> submission -> inventory -> questionnaire
//! ```
//!
//! A folder may use any folder to its right; `cli` stands left of `gui` because it opens the desk. Held by `tests/all/architecture.rs`, as absences:
//!
//! - nothing left of `gui` and `cli` knows egui, eframe, rfd or clap;
//! - nothing but `files`, `gui`, `cli` and `main` touches disk, environment, clock, randomness or threads (rayon inside
//!   `book` is the one exception);
//! - printpdf is named in one file, and what is on disk is a type of its own (`files/*_v1`);
//! - drawing code never changes the submission: screens read, and ask by actions;
//! - the score is exact: integers in, one rational out, rounded only when shown.
//!
//! # Where do I add ...
//!
//! - a question, a rule, a band edge: in `questionnaires/`, no code;
//! - a kind of condition: [`questionnaire::Condition`], its reader in `files::questionnaire_v1::condition`, its meaning
//!   in `assessment::conditions` (answers) or `assessment::rules` (results);
//! - something a plan may change: [`questionnaire::plan::Target`], its value in `questionnaire::plan::value`, its line in
//!   `files::plan_v1` and in `questionnaire::diff`;
//! - something about all submissions of a book: [`book`], a pure function over `Book` and `Scoring`;
//! - something computed: a field of [`assessment::Assessment`], its words in [`memo::wording`];
//! - a section of the memo: [`memo::content`];
//! - a header of some product's export, a type word: `assets/inventory/*.csv`, no code;
//! - a format of device lists: `files::devices`; of reference data: `files::reference`;
//! - a spelling of a vendor, a restricted maker, a word that tells a device: `assets/inventory/*.csv`, no code;
//! - something counted from the list: [`inventory::Survey`]; an answer that follows from it: `measure` in `questionnaires/`,
//!   its meaning in `assessment::bounds`; a contradiction: `assessment::contradictions`;
//! - something that is saved: the working type in [`submission`], its on-disk twin in `files::submission_v1`.

/// What benches and tests share names the crate as benches do.
#[cfg(test)]
extern crate self as securable;

pub mod assessment;
pub mod book;
pub mod cli;
pub mod files;
pub mod gui;
pub mod inventory;
pub mod memo;
pub mod questionnaire;
pub mod submission;
