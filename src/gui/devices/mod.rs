//! What the desk knows of the device list beyond the case: which side of it is shown, and how.

/// What the person is looking at in the device list. Never saved, never undone.
#[derive(Default)]
pub struct DevicesView {
    pub tab: DevicesTab,
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
    pub const ALL: [Self; 7] = [
        Self::List,
        Self::Support,
        Self::Exploited,
        Self::Contradictions,
        Self::Zones,
        Self::Products,
        Self::Reading,
    ];

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
