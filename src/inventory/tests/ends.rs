//! When support ends, and who says so.

use super::products::{entry, lists};
use super::*;

use DateField::{EndOfSale, EndOfSecuritySupport, EndOfSupport};
use EndFrom::{List, Own};
use MatchQuality::Exact;

/// Of a row with these own dates, under these lists and declarations.
fn end(own: &str, entries: Vec<SupportEntry>, declared: &[(DateField, &str)]) -> (KnownEnd, Option<(EndFrom, bool)>) {
    let inventory =
        read(&format!("Vendor|Model|End of security support|End of support|End of sale\nAxis|P3245-V|{own}"));
    let dates = declared.iter().map(|(kind, date)| DeclaredDate {
        vendor: "Axis".to_owned(),
        model: "P3245-V".to_owned(),
        kind: *kind,
        date: day(date),
        source: "vendor's notice".to_owned(),
        checked: None,
    });
    let declared = Declared { dates: dates.collect(), ..Declared::default() };
    let products = Products::of(&inventory.devices, &lists(entries), &declared);
    let (end, basis) = known_end_and_basis(&inventory.devices, &products, 0);
    assert_eq!(known_end(&inventory.devices, &products, 0), end);
    (end, basis.map(|basis| (basis.from, basis.inferred)))
}

fn listed(kind: DateField, says: Says) -> SupportEntry {
    entry("Axis", "P3245-V", kind, says)
}

fn on(text: &str) -> KnownEnd {
    KnownEnd::On(day(text))
}

#[test]
fn the_first_that_is_known_counts() {
    let security = || listed(EndOfSecuritySupport, Says::On(day("2027-03-31")));
    let support = || listed(EndOfSupport, Says::On(day("2028-03-31")));
    let declared = [(EndOfSecuritySupport, "2026-03-31")];
    let own = "2025-03-31|2029-03-31|";
    assert_eq!(end(own, vec![security(), support()], &declared), (on("2025-03-31"), Some((Own, false))));
    let own = "|2029-03-31|";
    assert_eq!(end(own, vec![security(), support()], &declared), (on("2026-03-31"), Some((EndFrom::Declared, false))));
    assert_eq!(end(own, vec![security(), support()], &[]), (on("2027-03-31"), Some((List(Exact), false))));
    assert_eq!(end(own, vec![support()], &[]), (on("2029-03-31"), Some((Own, true))));
    assert_eq!(end("||", vec![support()], &[]), (on("2028-03-31"), Some((List(Exact), true))));
    assert_eq!(end("||", vec![], &[]), (KnownEnd::Unknown, None));
}

#[test]
fn what_is_not_announced_is_unknown_and_what_is_over_has_no_day() {
    let unknown = listed(EndOfSecuritySupport, Says::NotAnnounced);
    let over = listed(EndOfSupport, Says::Ended);
    assert_eq!(end("||", vec![unknown.clone()], &[]), (KnownEnd::Unknown, None));
    assert_eq!(end("||", vec![unknown, over], &[]), (KnownEnd::Over, Some((List(Exact), true))));
}

#[test]
fn no_other_kind_of_date_ends_support() {
    let others = DateField::ALL.into_iter().filter(|kind| ![EndOfSecuritySupport, EndOfSupport].contains(kind));
    for kind in others {
        let entries = vec![listed(kind, Says::On(day("2020-01-31")))];
        assert_eq!(end("||2020-01-31", entries, &[(kind, "2020-01-31")]), (KnownEnd::Unknown, None), "{kind:?}");
    }
    let inventory = read("Vendor|Model\nAxis|P3245-V");
    let sale = lists(vec![listed(EndOfSale, Says::Ended)]);
    let products = Products::of(&inventory.devices, &sale, &Declared::default());
    assert_eq!(
        products.of_row(0).support.as_ref().map(|found| found.kind),
        Some(EndOfSale),
        "it is shown as what it is"
    );
}

#[test]
fn a_declared_date_is_for_its_vendor_and_model_and_the_security_date_goes_first() {
    let both = [(EndOfSupport, "2026-03-31"), (EndOfSecuritySupport, "2026-06-30")];
    assert_eq!(end("||", vec![], &both), (on("2026-06-30"), Some((EndFrom::Declared, false))));
    assert_eq!(end("||", vec![], &both[..1]), (on("2026-03-31"), Some((EndFrom::Declared, true))));
    let inventory = read("Vendor|Model\nAxis|P3245-VE");
    let date = DeclaredDate {
        vendor: "Axis".to_owned(),
        model: "P3245-V".to_owned(),
        kind: EndOfSupport,
        date: day("2026-03-31"),
        source: String::new(),
        checked: None,
    };
    let declared = Declared { dates: vec![date], ..Declared::default() };
    let products = Products::of(&inventory.devices, &References::default(), &declared);
    assert_eq!(products.of_row(0).declared, None);
    assert_eq!(products.of_row(7).model, "", "a row that is not there is of nothing");
}

#[test]
fn a_month_is_its_last_day_and_says_so() {
    let inventory = read("Vendor|Model|End of security support\nAxis|P3245-V|2027-03");
    let products = Products::of(&inventory.devices, &References::default(), &Declared::default());
    let (end, basis) = known_end_and_basis(&inventory.devices, &products, 0);
    assert_eq!((end, basis.map(|basis| basis.month_only)), (on("2027-03-31"), Some(true)));
}
