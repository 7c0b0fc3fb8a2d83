//! What the desk knows of the device list beyond the case: which side of it is shown, and how.
//!
//! | What | Where |
//! |---|---|
//! | the table's view: columns, order, cursor, place | `list` |
//! | what the table can be asked for | `change` |
//! | which rows stand where, worked out beside the frames | `arranging` |
//! | blocks of cells from and to the clipboard | `clipboard` |

mod arranging;
mod change;
mod clipboard;
mod list;

pub use arranging::{Arranged, arranged, changed_cell, show_cell, table_changed, tick};
pub use change::{ListAction, Step, add_device, apply, focus_filter, focus_table, remove_devices};
pub use clipboard::copied;
pub use list::{Cursor, Focus, ListView, Seen};

use super::estate;
use super::state::Case;
use crate::inventory::browse::Source;
use crate::submission::Submission;

/// What the person is looking at in the device list. Never saved, never undone.
#[derive(Default)]
pub struct DevicesView {
    pub tab: DevicesTab,
    pub list: ListView,
    /// Devices of the table, quantities counted.
    pub total: u64,
}

/// The sides of the device list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum DevicesTab {
    #[default]
    List,
    Support,
    Exploited,
    Contradictions,
    Zones,
    Products,
    Reading,
}

impl DevicesTab {
    pub const ALL: [Self; 7] =
        [Self::List, Self::Support, Self::Exploited, Self::Contradictions, Self::Zones, Self::Products, Self::Reading];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Support => "Support",
            Self::Exploited => "Known exploited",
            Self::Contradictions => "Contradictions",
            Self::Zones => "Zones",
            Self::Products => "Products",
            Self::Reading => "How it was read",
        }
    }
}

impl DevicesView {
    /// A first look at the devices of a case.
    #[must_use]
    pub fn on(submission: &Submission) -> Self {
        Self { total: submission.devices.table.count(), ..Self::default() }
    }
}

/// What the table of a case is looked at with.
#[must_use]
pub fn source(case: &Case) -> Source<'_> {
    Source {
        devices: &case.submission.devices.table,
        products: &case.estate.products,
        term: estate::term(&case.submission),
    }
}
