//! Which company a vendor's name means.

/// Why equipment of a maker may not be used by everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// `NDAA section 889 and FCC Covered List`.
    pub by: &'static str,
    /// The day the restriction was looked up, `2026-06-26`.
    pub as_of: &'static str,
}

/// Whether the maker, by its canonical name, is under a restriction. Rebrands that are not certain are not.
#[must_use]
pub fn restricted_maker(canonical: &str) -> Option<Restriction> {
    const MAKERS: [&str; 5] = ["Huawei", "ZTE", "Hytera", "Hikvision", "Dahua"];
    MAKERS
        .contains(&canonical)
        .then_some(Restriction { by: "NDAA section 889 and FCC Covered List", as_of: "2026-06-26" })
}
