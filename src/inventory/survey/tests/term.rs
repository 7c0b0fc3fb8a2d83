//! Support at the edges of days, months and terms.

use super::*;
use crate::inventory::{Says, SupportEntry, SupportList};
use crate::questionnaire::Ratio;

#[test]
fn the_last_supported_day_is_supported() {
    let support = surveyed(
        "vendor|model|end_of_security_support\n\
         A|1|2026-12-31\n\
         A|2|2027-01-01\n\
         A|3|2027-12-31\n\
         A|4|2028-01-01\n\
         A|5|",
    )
    .support
    .expect("there is a term");
    // A2 is supported on the day of inception; A4 loses support on the day after expiry, outside the term.
    assert_eq!(support.at, [counts(1, 3, 1), counts(2, 2, 1), counts(3, 1, 1), counts(4, 0, 1)]);
    assert_eq!(support.lost_in_term, 2);
    assert_eq!(support.at[0].past_share(), (Ratio::from_integer(20), Ratio::from_integer(40)));
    assert_eq!(support.lost_share(), (Ratio::from_integer(40), Ratio::from_integer(60)));
    let wall: Vec<(u64, u64)> = support.wall.iter().map(|month| (month.past, month.ending)).collect();
    assert_eq!(wall.len(), 25);
    assert_eq!((wall[0], wall[11], wall[12], wall[24]), ((2, 1), (3, 1), (4, 1), (4, 0)));
}

#[test]
fn a_month_ends_on_its_last_day_in_a_leap_year_too() {
    let term = Term::new(day("2028-02-29"), None);
    assert_eq!(term.expiry, day("2029-02-28"));
    let list = list("model|end_of_security_support\na|2028-02-28\nb|2028-02-29\nc|2029-02-28\nd|2030-02-28");
    let support = survey(&list, &References::default(), Some(term)).support.expect("there is a term");
    assert_eq!(support.at, [counts(1, 3, 0), counts(2, 2, 0), counts(2, 2, 0), counts(3, 1, 0)]);
    assert_eq!((support.wall[0].month, support.wall[0].past), (day("2028-02-01"), 2));
    let last = support.wall.last().expect("months");
    assert_eq!((last.month, last.past, last.ending), (day("2030-02-01"), 4, 1));
}

#[test]
fn an_empty_list_and_a_missing_term_claim_nothing() {
    let empty = surveyed("model");
    let support = empty.support.expect("there is a term");
    assert_eq!((empty.n, support.at, support.lost_in_term), (0, [Counts::default(); 4], 0));
    assert_eq!(support.at[0].past_share(), (Ratio::from_integer(0), Ratio::from_integer(100)));
    assert_eq!(support.wall.len(), 25);
    let without = survey(&list("model|end_of_support\na|2020-01-01"), &References::default(), None);
    assert_eq!((without.support, without.ends.own, without.ends.inferred), (None, 1, 1));
}

#[test]
fn a_term_of_centuries_has_a_wall_of_one() {
    let term = Term::new(day("1900-01-01"), Some(day("9998-12-31")));
    let support = survey(&list("model\na"), &References::default(), Some(term)).support.expect("there is a term");
    assert_eq!(support.wall.len(), 1200);
}

#[test]
fn groups_name_class_maker_model_date_and_rows() {
    let found = surveyed(
        "vendor|model|class|quantity|criticality|end_of_security_support\n\
         Axis|P3245|camera|2|high|2027-03-31\n\
         Axis|P3245|camera|3||2027-03-31\n\
         Axis|P3245|camera|1||2027-06-30\n\
         HP|M404|printer|4||2020-01-01\n\
         HP|M404|printer|1|high|\n\
         Zeta|R1|router|1||2026-01-01",
    );
    let support = found.support.expect("there is a term");
    let said = |groups: &ModelGroups| {
        let one = |group: &ModelGroup| {
            let end = group.earliest.map_or_else(String::new, |end| end.to_string());
            format!("{} {} {} {end} {}", group.n, group.maker, group.model, group.rows)
        };
        groups.groups.iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(said(&support.lost), ["5 Axis P3245 2027-03-31 rows 2-3", "1 Axis P3245 2027-06-30 row 4"]);
    assert_eq!(said(&support.past), ["4 HP M404 2020-01-01 row 5", "1 Zeta R1 2026-01-01 row 7"]);
    assert_eq!(said(&support.unknown), ["1 HP M404  row 6"]);
    assert_eq!(said(&support.critical), ["2 Axis P3245 2027-03-31 row 2", "1 HP M404  row 6"]);
    assert_eq!(said(&support.edge), ["1 Zeta R1 2026-01-01 row 7"]);
    assert_eq!((support.edge_past.not_stated, support.edge_past.internet), (1, 0));
    let classes: Vec<(&str, u64, Option<NaiveDate>)> =
        support.classes.iter().map(|group| (group.name.as_str(), group.n, group.earliest)).collect();
    assert_eq!(
        classes,
        [
            ("camera", 6, Some(day("2027-03-31"))),
            ("printer", 5, Some(day("2020-01-01"))),
            ("router or gateway", 1, Some(day("2026-01-01")))
        ]
    );
}

#[test]
fn too_many_groups_are_put_together_and_still_add_up() {
    let mut table = "vendor|model|site|end_of_security_support".to_owned();
    for number in 0..1500 {
        table += &format!("\nV{number}|M{number}|S{number}|2027-05-01");
    }
    let support = surveyed(&table).support.expect("there is a term");
    for groups in [&support.vendors, &support.sites] {
        assert_eq!((groups.len(), groups.iter().map(|group| group.n).sum::<u64>()), (1001, 1500));
        let last = groups.last().expect("groups");
        assert_eq!((last.others, last.n, last.lost_in_term, last.name.as_str()), (500, 500, 500, ""));
    }
    assert_eq!((support.lost.groups.len(), support.lost.more, support.lost.devices), (100, 1400, 1500));
    assert_eq!(support.lost.rows.to_string(), "rows 2-1501");
}

#[test]
fn rows_are_cited_short_and_nothing_is_hidden() {
    let rows = |numbers: &[u32]| {
        let mut rows = Rows::default();
        numbers.iter().for_each(|number| rows.push(*number));
        rows
    };
    assert_eq!(rows(&[]).to_string(), "no row");
    assert_eq!(rows(&[7]).to_string(), "row 7");
    assert_eq!(rows(&[0]).to_string(), "1 typed by hand");
    assert_eq!(rows(&[7, 7]).to_string(), "row 7");
    assert_eq!(rows(&[14, 15, 16, 240]).to_string(), "rows 14-16, 240");
    assert_eq!(rows(&[0, 0, 14, 15, 16, 240]).brief(1), "rows 14-16, 1 more and 2 typed by hand");
    assert_eq!(rows(&[3, 5]).brief(0), "2 rows");
    let far: Vec<u32> = (1..=60).map(|at| at * 2).collect();
    let far = rows(&far);
    assert_eq!((far.ranges.len(), far.more), (MOST_RANGES, 10));
    assert!(far.to_string().ends_with("98, 100 and 10 more"), "{far}");
    assert!(far.contains(100) && !far.contains(99));
}

#[test]
fn what_is_over_is_past_at_every_day_and_cites_its_source() {
    let entry = SupportEntry {
        vendor: "Zeta".to_owned(),
        model: "R1".to_owned(),
        kind: DateField::EndOfSupport,
        says: Says::Ended,
        source: "maker's page".to_owned(),
        checked: None,
        line: 2,
    };
    let list_of_dates = SupportList { entries: vec![entry], ..SupportList::default() };
    let references = References { support: vec![list_of_dates], ..References::default() };
    let list = list("vendor|model|class|internet_exposed\nZeta|R1|router|yes\nZeta|R2|router|");
    let found = survey(&list, &references, Some(year_2027()));
    let support = found.support.expect("there is a term");
    assert_eq!(support.at, [counts(1, 0, 1); 4]);
    assert_eq!((support.wall[0].past, support.wall[24].past, support.wall[0].ending), (1, 1, 0));
    assert_eq!((found.ends.over, found.ends.list_exact, found.ends.inferred, found.ends.unknown), (1, 1, 1, 1));
    let group = &support.past.groups[0];
    assert_eq!((group.earliest, group.ends.over, support.edge_past.internet), (None, 1, 1));
    assert!(group.source.contains("maker's page"), "{}", group.source);
}
