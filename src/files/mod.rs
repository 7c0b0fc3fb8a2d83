//! BYTES <-> VALUES: the only place that touches the disk.
//!
//! | What | Where |
//! |---|---|
//! | a case, packed or as a folder | `container` over `members`, `zipped`, `folder`, `manifest_v1` |
//! | what stands in `submission.ron` | `submission_v1`, `case_v1`, `devices_v1`, `plan_bound_v1` |
//! | atomic writing, fingerprints | `save` |
//! | who has a case open | `lock` |
//! | files attached to answers | `evidence` |
//! | unsaved changes after a crash | `journal` |
//! | what was changed by whom | `history` |
//! | what a case is scored under, and what it renews | `basis`, `expiring` |
//! | the case of the next term, made of the one that expires | `renew` |
//! | a case with all that is computed from it | `assessed` |
//! | the flat table of answers | `answers_csv` over `table` |
//! | many cases, and flat tables of them | `book` |
//! | a device list, whatever tool it came from | `devices` |
//! | catalogues and support lists from outside | `reference` |
//! | a questionnaire | `questionnaire_v1` over `ron_fields`, `ron_tree` |
//! | a plan, and who approved it | `plan_v1` over the same |
//! | theme, zoom, recent files | `prefs` |
//! | the memo of a case, the exhibit of a change | `memo_export` |
//! | worksheets that applicants fill in | `worksheet` |
//! | cases to try | `samples` |
//! | libraries that may give up on a file | `guarded` |
//! | what is wrong, for people | `problem` |
//!
//! What is on disk is a type of its own with its version in the name (`*_v1`), never a working type.
//! Reading gives the value or every problem that could be found, with line and column.

mod answers_csv;
mod assessed;
mod basis;
mod book;
mod case_v1;
mod check;
mod container;
mod devices;
mod devices_v1;
mod edit_v1;
mod evidence;
mod expiring;
mod folder;
mod guarded;
mod hash;
mod history;
mod journal;
mod lock;
mod manifest_v1;
mod members;
mod memo_export;
mod plan_bound_v1;
mod plan_v1;
mod prefs;
mod problem;
mod questionnaire_v1;
mod reference;
mod renew;
mod ron_fields;
mod ron_place;
mod ron_text;
mod ron_tree;
mod samples;
mod save;
mod scenario_v1;
mod submission_v1;
mod table;
#[cfg(test)]
mod tests;
mod worksheet;
mod zipped;

pub use answers_csv::{
    STATED_IN_TABLE, answers_from_csv, cell_for_spreadsheet, csv_from_answers, text_from_spreadsheet_cell,
};
pub use assessed::{Assessed, assessed, assessed_as_renewal};
pub use basis::{Basis, basis, bound_plan, effort_notices, laid, under_plan};
pub use book::{
    BookFile, CaseEntry, FileChanges, ReadBook, Stamp, Stamps, csv_from_book, csv_from_both_scores, csv_from_scores,
    read_book, read_book_again, sample_book, write_book, write_both_scores, write_scores,
};
pub use container::{
    CaseFile, Expect, Opened, PinnedQuestionnaire, Saved, backup_path, is_case_folder, journal_path, looks_unchanged,
    read_case, write_case,
};
pub use devices::{
    AmbiguousDate, HeaderRow, ImportOptions, Imported, Preview, PreviewColumn, PreviewRow, SavedMapping, Unwatched,
    Watch, csv_from_devices, device_list_bytes, devices_from_bytes, devices_from_csv, find_mapping, headers_signature,
    keep_mapping, mappings_folder, preview_devices, read_devices, read_mapping, write_mapping,
};
pub use devices_v1::MOST_IN_JOURNAL;
pub use edit_v1::Change;
pub use evidence::{
    Evidence, Gone, MOST_IN_CASE, MOST_IN_FILE, ShownCopies, TakenFile, drop_unsaved, evidence_in_use, gone,
    gone_evidence, hand_to_system, has_listed_ending, keep_unsaved, named_evidence, room_left, take_file,
    unsaved_evidence, why_not_shown, write_copy,
};
pub use expiring::{ReadExpiring, expiring_from_case, expiring_from_file, read_expiring};
pub use history::History;
pub use journal::{Journal, NEVER_SAVED, Recovered, Recovery, discard, recover};
pub use lock::{CaseLock, Holder};
pub use manifest_v1::{FORMAT, WRITTEN_BY};
pub use memo_export::{memo_document, preview_document, write_exhibit, write_form, write_memo, write_preview};
pub use plan_v1::{
    approve, is_plan, plan_from_bytes, plan_from_text, problems_of_plan, read_plan, retire, ron_from_plan, submit,
    write_plan,
};
pub use prefs::{Prefs, Role, SavedView, ThemeChoice, default_folder, load_prefs, save_prefs};
pub use problem::{FileError, FileErrorKind, Notice, Problem, Problems};
pub use questionnaire_v1::{SHIPPED, questionnaire_from_bytes, questionnaire_from_text};
pub use reference::{
    Kept, Library, LoadedReference, ReferenceContent, reference_from_bytes, references_of, support_list_from_openeox,
};
pub use renew::{Renewed, Under, Wish, renewed};
pub use samples::{SAMPLES, Sample};
pub use save::{Fingerprint, read_bytes};
pub use submission_v1::{ron_from_submission, submission_from_ron};
#[cfg(test)]
pub use worksheet::xlsx_as_filled_in;
pub use worksheet::{filled_from_bytes, is_worksheet, read_worksheet, write_worksheet, xlsx_from_worksheet};
