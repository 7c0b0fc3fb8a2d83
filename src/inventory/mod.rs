//! THE DEVICES: one connected thing a row (or one line with a quantity), as the applicant's own list has it.
//!
//! ```text
//! headers --Mapping::of--> which column is which field --Intake::row--> Inventory { devices, report }
//! ```
//!
//! | What | Where |
//! |---|---|
//! | the fields of a device | [`Field`] |
//! | which column means which field | [`Mapping`] over `assets/inventory/header_synonyms.csv` |
//! | dates as people and tools write them | [`read_date`] |
//! | what a type word counts as, states, yes and no | [`DeviceClass`], [`LifecycleState`], [`YesNo`] |
//! | rows to devices: dropped, merged, counted | [`Intake`] |
//! | the table itself, by column | [`Devices`] |
//! | what happened to every row and cell | [`Report`] |
//! | the list as a case keeps it, and what people declared about it | [`DeviceList`], [`Declared`] |
//! | catalogues and support lists from outside | [`References`] |
//! | the days the lifecycle is computed for | [`Term`] |
//! | distinct products held against the references, when support ends | [`Products`], [`known_end`] |
//! | everything computed from a list by itself | [`survey()`], [`Survey`] |
//! | what newer references change | [`reference_changes`] |
//! | which company a vendor's name means | `vendor` over `assets/inventory/vendor_aliases.csv` |
//!
//! Nothing is dropped in silence: rows read = counted + merged + dropped, and a cell that cannot be
//! used stays in the table as it was written and is listed. The seven kinds of lifecycle date
//! ([`DateField::LIFECYCLE`]) are never mixed; [`Devices::support_end`] alone says until when a device
//! is supported. Pure: no disk, no clock, no threads.

mod address;
pub mod browse;
mod cell;
mod changes;
mod class;
mod date;
mod devices;
mod field;
mod intake;
mod list;
mod mapping;
mod matching;
mod merge;
mod model;
mod origin;
mod product;
mod reference;
mod report;
mod survey;
mod system;
mod term;
#[cfg(test)]
mod tests;
mod text;
mod vendor;

pub use changes::{ChangeIn, ChangeOf, ReferenceChange, reference_changes};
pub use class::{DeviceClass, LifecycleState, YesNo};
pub use date::{DateMark, DateOrder, DateRules, DateTrouble, ReadDate, read_date};
pub use devices::{Devices, SupportEnd};
pub use field::{DateField, Field};
pub use intake::{Intake, MOST_QUANTITY, RowFault};
pub use list::{
    Cell, CellChange, Declared, DeclaredDate, DeviceList, DeviceRow, Disposition, Origin, Pinned, ReferenceKind, Zone,
    ZoneKey,
};
pub use mapping::{ColumnUse, Mapping, Use, column_number, folded};
pub use origin::rows_in_words;
pub use product::{
    EndBasis, EndFrom, ExploitGrade, ExploitMatch, KnownEnd, MatchQuality, Product, Products, SupportMatch, known_end,
    known_end_and_basis,
};
pub use reference::{Catalogue, KnownExploited, References, Says, SupportEntry, SupportList};
pub use report::{DropReason, MOST_LISTED, MergeKey, Merged, Report, Unusable};
pub use survey::{
    Conduct, Counts, EndCounts, Exploited, ExploitedProduct, Exposure, Found, Freshness, Group, ListedEntry,
    MOST_RANGES, ModelCount, ModelGroup, ModelGroups, Reach, Reaches, RecordFact, Records, RestrictedMaker, RowRange,
    Rows, Separation, SupportView, Survey, WallMonth, WayIn, ZoneView, is_public, survey, survey_with_products,
};
pub use term::Term;
pub use vendor::{Restriction, VendorName, known_makers, restricted_maker, vendor_name};

/// The device list of one applicant and how it came about.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    pub devices: Devices,
    pub report: Report,
}
