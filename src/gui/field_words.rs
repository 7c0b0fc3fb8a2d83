//! The fields of a device in the words of people: grouped, explained where two are easily taken for one another,
//! and found by the names other products give them.

use crate::inventory::Field;

/// Fields that belong together, in the order in which they are offered.
pub struct FieldGroup {
    pub title: &'static str,
    pub fields: &'static [Field],
}

/// Every field once.
pub const FIELD_GROUPS: [FieldGroup; 7] = [
    FieldGroup {
        title: "What it is",
        fields: &[
            Field::DeviceType,
            Field::Vendor,
            Field::Model,
            Field::ModelNumber,
            Field::Name,
            Field::DeviceId,
            Field::SerialNumber,
            Field::Quantity,
            Field::HardwareVersion,
            Field::MacVendor,
            Field::Description,
        ],
    },
    FieldGroup {
        title: "How long it is supported",
        fields: &[
            Field::EndOfSecuritySupport,
            Field::EndOfSupport,
            Field::EndOfSoftwareMaintenance,
            Field::EndOfExtendedSupport,
            Field::EndOfSale,
            Field::Discontinued,
            Field::WarrantyEnd,
            Field::OsEndOfSupport,
            Field::SupportSource,
            Field::LifecycleState,
            Field::PurchaseDate,
            Field::LifetimeMonths,
        ],
    },
    FieldGroup {
        title: "What runs on it",
        fields: &[
            Field::FirmwareVersion,
            Field::OsName,
            Field::OsVersion,
            Field::LastPatched,
            Field::KnownCves,
            Field::Cpe,
            Field::OpenPorts,
            Field::RiskScoreExternal,
        ],
    },
    FieldGroup {
        title: "Where it is in the network",
        fields: &[
            Field::Ip,
            Field::Mac,
            Field::Vlan,
            Field::NetworkSegment,
            Field::NetworkZone,
            Field::PurdueLevel,
            Field::InternetExposed,
        ],
    },
    FieldGroup {
        title: "Where it stands and whose it is",
        fields: &[Field::Site, Field::Location, Field::Department, Field::Criticality],
    },
    FieldGroup {
        title: "How it is looked after",
        fields: &[Field::Managed, Field::DefaultCredentialsChanged, Field::MfaOnAdmin],
    },
    FieldGroup { title: "When it was seen", fields: &[Field::LastSeen, Field::FirstSeen] },
];

/// `End of security support`.
#[must_use]
pub fn field_title(field: Field) -> String {
    let title = field.title();
    let mut letters = title.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What sets it apart from its neighbours; blank where the title says it all.
#[must_use]
pub fn field_hint(field: Field) -> &'static str {
    match field {
        Field::DeviceType => "camera, printer, controller",
        Field::Vendor => "who made the device",
        Field::MacVendor => "who made its network card",
        Field::Quantity => "devices a row stands for",
        Field::EndOfSecuritySupport => "last day of security updates",
        Field::EndOfSupport => "of all support; used where no end of security support is given",
        Field::EndOfExtendedSupport => "support that is paid for",
        Field::EndOfSale => "says nothing about support",
        Field::Discontinued => "no longer made; says nothing about support",
        Field::WarrantyEnd => "says nothing about support",
        Field::OsEndOfSupport => "of the operating system",
        Field::LifetimeMonths => "months, not a date",
        Field::InternetExposed => "can be reached from the internet",
        Field::RiskScoreExternal => "of another product; kept, never used",
        Field::LastPatched => "day of the last update",
        _ => "",
    }
}

/// Words under which people look for it, lower case.
fn field_aliases(field: Field) -> &'static str {
    match field {
        Field::DeviceType => "category class kind",
        Field::Vendor => "manufacturer maker brand",
        Field::Model => "product",
        Field::ModelNumber => "part sku article",
        Field::Name => "host hostname label",
        Field::DeviceId => "asset tag key",
        Field::EndOfSecuritySupport | Field::EndOfSupport => "eol end of life updates",
        Field::EndOfSale | Field::Discontinued => "eol end of life",
        Field::FirmwareVersion => "software release",
        Field::KnownCves => "vulnerabilities",
        Field::Ip => "address",
        Field::Mac => "ethernet hardware address",
        Field::NetworkSegment => "subnet network",
        Field::NetworkZone => "area",
        Field::InternetExposed => "public reachable",
        Field::Site => "plant building facility branch",
        Field::Department => "owner unit cost centre",
        Field::Criticality => "importance impact",
        Field::LastSeen => "last scan active",
        _ => "",
    }
}

/// Whether every word of a query stands in the title, its group, the hint or the aliases. An empty query fits all.
#[must_use]
pub fn field_fits(group: &FieldGroup, field: Field, query: &str) -> bool {
    let hay =
        format!("{} {} {} {}", field.title(), group.title, field_hint(field), field_aliases(field)).to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| hay.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_stands_in_one_group() {
        let grouped: Vec<Field> = FIELD_GROUPS.iter().flat_map(|group| group.fields.iter().copied()).collect();
        assert_eq!(grouped.len(), Field::COUNT);
        assert_eq!(grouped.into_iter().collect::<BTreeSet<_>>().len(), Field::COUNT);
    }

    #[test]
    fn fields_are_found_by_what_other_products_call_them() {
        let found = |query: &str| {
            let fits = |group: &'static FieldGroup| {
                group.fields.iter().copied().filter(move |field| field_fits(group, *field, query))
            };
            FIELD_GROUPS.iter().flat_map(fits).collect::<Vec<_>>()
        };
        assert_eq!(found("manufacturer"), [Field::Vendor]);
        assert_eq!(found("EOL updates"), [Field::EndOfSecuritySupport, Field::EndOfSupport]);
        assert_eq!(found("").len(), Field::COUNT);
        assert!(found("zzz").is_empty());
    }

    #[test]
    fn no_words_for_a_field_use_the_abbreviation_that_means_two_things() {
        for group in &FIELD_GROUPS {
            for field in group.fields {
                let words = format!("{} {}", field_title(*field), field_hint(*field));
                assert!(!words.to_uppercase().split_whitespace().any(|word| word == "EOS"), "{words}");
            }
        }
    }
}
