//! The report for people, at a terminal of 100 columns.

use super::report::Reported;
use crate::inventory::{
    Counts, ExploitGrade, Exploited, Found, Group, ModelGroup, ModelGroups, RecordFact, SupportView, Survey, WallMonth,
    YesNo,
};
use crate::questionnaire::{Ratio, decimal, grouped};
use std::fmt::{self, Write as _};

/// Lines of a table; `--json` has all.
const MOST_LINES: usize = 10;
/// Ranges of rows behind a line.
const MOST_RANGES: usize = 4;
/// Characters of the wall that stand for all devices.
const WALL_WIDTH: u64 = 50;

pub(super) fn text(reported: &Reported<'_>) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; the error is that of the trait.
    if write(&mut out, reported).is_err() {
        out.push_str("The report could not be written.\n");
    }
    out
}

fn write(out: &mut String, reported: &Reported<'_>) -> fmt::Result {
    let Reported { survey, term, .. } = *reported;
    head(out, reported)?;
    let Some(support) = &survey.support else { return Ok(()) };
    writeln!(out, "\nPolicy term {} to {}", term.inception, term.expiry)?;
    if reported.is_term_assumed {
        writeln!(out, "  assumed: the case has no inception, so the day of the report begins a term of twelve months")?;
    }
    days(out, support)?;
    let ends = survey.ends;
    writeln!(out, "  {} lose support in the term, {}", grouped(support.lost_in_term), share(support.lost_share()))?;
    writeln!(
        out,
        "  Dates come from the list for {}, from this case for {}, from support lists for {}; {} are inferred from the end of all support",
        grouped(ends.own),
        grouped(ends.declared),
        grouped(ends.list_exact + ends.list_family + ends.list_vendor),
        grouped(ends.inferred)
    )?;
    wall(out, support, survey.n)?;
    group_table(out, "Class", &support.classes)?;
    group_table(out, "Vendor", &support.vendors)?;
    group_table(out, "Site", &support.sites)?;
    model_table(out, "Lose support in the term", &support.lost)?;
    model_table(out, "Past support at inception", &support.past)?;
    model_table(out, "Edge equipment", &support.edge)?;
    model_table(out, "Stated as critical", &support.critical)?;
    finding(out, "Criticality not understood", &support.criticality_not_understood)?;
    model_table(out, "Without a date", &support.unknown)?;
    exposure(out, survey)?;
    records(out, survey)?;
    conduct(out, survey)?;
    match &survey.exploited {
        None => writeln!(
            out,
            "\nKnown exploited vulnerabilities: no catalogue is loaded, so nothing is known. Load one with securable \
             reference add kev FILE."
        )?,
        Some(exploited) => known_exploited(out, exploited)?,
    }
    contradictions(out, reported)
}

/// What the answers say and the list does not bear out.
fn contradictions(out: &mut String, reported: &Reported<'_>) -> fmt::Result {
    if reported.contradictions.is_empty() {
        return writeln!(out, "\nContradictions with the answers: none found. A blank in the list contradicts nobody.");
    }
    writeln!(out, "\nContradictions with the answers")?;
    for it in reported.contradictions {
        writeln!(out, "  {}", it.what)?;
    }
    Ok(())
}

fn head(out: &mut String, reported: &Reported<'_>) -> fmt::Result {
    let Reported { open, survey, .. } = *reported;
    let submission = &open.opened.case.submission;
    let name = &submission.applicant.name;
    writeln!(out, "{}", if name.is_empty() { "Applicant not named" } else { name })?;
    let noun = if survey.n == 1 { "device" } else { "devices" };
    write!(out, "{} {noun} in {} rows", grouped(survey.n), grouped(survey.rows.into()))?;
    let Some(origin) = &submission.devices.origin else { return writeln!(out, ", typed by hand") };
    let tool = if origin.tool.is_empty() { String::new() } else { format!(", an export of {}", origin.tool) };
    let read_on = origin.read_on.map_or_else(String::new, |day| format!(", read on {day}"));
    writeln!(out, ", from {} ({}{tool}){read_on}", origin.name, origin.format)?;
    writeln!(
        out,
        "Rows read {}: counted {}, merged {}, dropped {}",
        grouped(origin.rows_read.into()),
        grouped(origin.rows_counted.into()),
        grouped(origin.rows_merged.into()),
        grouped(origin.rows_dropped.into())
    )?;
    for note in &origin.notes {
        writeln!(out, "  {note}")?;
    }
    Ok(())
}

/// `12.5%`, or `12.5% to 40.0%` where the unknown may be so too.
fn share((least, most): (Ratio, Ratio)) -> String {
    match (decimal(least, 1), decimal(most, 1)) {
        (least, most) if least == most => format!("{least}%"),
        (least, most) => format!("{least}% to {most}%"),
    }
}

fn days(out: &mut String, support: &SupportView) -> fmt::Result {
    writeln!(out, "\n{:<34}{:>10}{:>12}{:>10}   share past", "Security support", "past", "in support", "unknown")?;
    let titles = ["at inception", "half-way", "at expiry", "12 months on"];
    for ((title, day), counts) in titles.iter().zip(support.days).zip(support.at) {
        let Counts { past, in_support, unknown } = counts;
        let (past, in_support, unknown) = (grouped(past), grouped(in_support), grouped(unknown));
        let share = share(counts.past_share());
        writeln!(out, "  {title:<14} {day}       {past:>10}{in_support:>12}{unknown:>10}   {share}")?;
    }
    Ok(())
}

/// A bar a month: `#` past, `.` in support, `?` unknown. Whatever is there has at least one character.
fn wall(out: &mut String, support: &SupportView, n: u64) -> fmt::Result {
    writeln!(out, "\nThe wall: # past support, . in support, ? unknown")?;
    let unknown = support.at.first().map_or(0, |counts| counts.unknown);
    let [inception, _, expiry, _] = support.days.map(|day| day.format("%Y-%m").to_string());
    for WallMonth { month, past, ending } in &support.wall {
        let name = month.format("%Y-%m").to_string();
        let mark = match () {
            () if name == inception => "  < inception",
            () if name == expiry => "  < expiry",
            () => "",
        };
        let more = if *ending > 0 { format!(" (+{})", grouped(*ending)) } else { String::new() };
        writeln!(out, "  {name}  {} {:>9}{more}{mark}", bar(*past, unknown, n), grouped(*past))?;
    }
    Ok(())
}

fn bar(past: u64, unknown: u64, n: u64) -> String {
    let cells = |count: u64| match count {
        0 => 0,
        _ => (count.saturating_mul(WALL_WIDTH) / n.max(1)).max(1),
    };
    let unknown = cells(unknown);
    let past = cells(past).min(WALL_WIDTH - unknown);
    let supported = WALL_WIDTH - unknown - past;
    let run = |sign: &str, count: u64| sign.repeat(usize::try_from(count).unwrap_or(0));
    format!("{}{}{}", run("#", past), run(".", supported), run("?", unknown))
}

fn group_table(out: &mut String, title: &str, groups: &[Group]) -> fmt::Result {
    if let [Group { name, .. }] = groups
        && name.is_empty()
    {
        return writeln!(out, "\n{title}: the list does not say");
    }
    let ([past, lost, unknown, n], earliest) = (["past", "lost in term", "unknown", "devices"], "earliest end");
    writeln!(out, "\n{title:<36}{n:>9}{past:>9}{lost:>14}{unknown:>9}   {earliest}")?;
    for group in groups.iter().take(MOST_LINES) {
        let name = match (group.name.as_str(), group.others) {
            ("", 0) => "not stated".to_owned(),
            ("", others) => format!("{others} others together"),
            (name, _) => shortened(name, 33),
        };
        let [Counts { past, unknown, .. }, ..] = group.at;
        let [n, past, lost, unknown] = [group.n, past, group.lost_in_term, unknown].map(grouped);
        let earliest = group.earliest.map_or_else(|| "-".to_owned(), |day| day.to_string());
        writeln!(out, "  {name:<34}{n:>9}{past:>9}{lost:>14}{unknown:>9}   {earliest}")?;
    }
    and_more(out, groups.len().saturating_sub(MOST_LINES))
}

fn model_table(out: &mut String, title: &str, groups: &ModelGroups) -> fmt::Result {
    if groups.devices == 0 {
        return writeln!(out, "\n{title}: none");
    }
    let rows = groups.rows.brief(MOST_RANGES);
    writeln!(out, "\n{title}: {} ({rows})", grouped(groups.devices))?;
    for group in groups.groups.iter().take(MOST_LINES) {
        let name = shortened(&model_name(group), 44);
        writeln!(out, "  {:>8}  {name:<45}{:<24}{}", grouped(group.n), end(group), group.rows.brief(2))?;
    }
    and_more(out, groups.groups.len().saturating_sub(MOST_LINES) + groups.more as usize)
}

fn model_name(group: &ModelGroup) -> String {
    let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
    format!("{}, {} {}", group.class.words(), or(&group.maker, "no maker"), or(&group.model, "(no model)"))
}

/// `2027-03-31`, `2026-01-01 to 2027-03-31`, `ended`, `no date`.
fn end(group: &ModelGroup) -> String {
    match (group.earliest, group.latest) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ if group.ends.over > 0 => "ended, day not known".to_owned(),
        _ => "no date".to_owned(),
    }
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}...", text.get(..end.saturating_sub(3)).unwrap_or(text)),
    }
}

fn and_more(out: &mut String, more: usize) -> fmt::Result {
    if more == 0 { Ok(()) } else { writeln!(out, "  and {more} more; --json lists them") }
}

fn finding(out: &mut String, title: &str, found: &Found) -> fmt::Result {
    if found.devices == 0 {
        return Ok(());
    }
    writeln!(out, "  {:>8}  {title} ({})", grouped(found.devices), found.rows.brief(MOST_RANGES))
}

fn exposure(out: &mut String, survey: &Survey) -> fmt::Result {
    let exposure = &survey.exposure;
    writeln!(out, "\nReachable from the internet: {}", grouped(exposure.any.devices))?;
    finding(out, "stated by the list", &exposure.stated)?;
    finding(out, "with a public address", &exposure.public_address)?;
    finding(out, "in a zone declared reachable", &exposure.reachable_zone)?;
    let (not_reachable, not_stated) = (grouped(exposure.not_reachable), grouped(exposure.not_stated));
    writeln!(out, "  {not_reachable:>8}  stated or declared not to be")?;
    writeln!(out, "  {not_stated:>8}  not stated")?;
    let separation = &survey.separation;
    writeln!(out, "\nConnected devices apart from business systems")?;
    for (count, title) in [
        (separation.separated, "in zones declared separated"),
        (separation.not_separated.devices, "in zones declared not separated"),
        (separation.undeclared, "in zones of which nobody said"),
        (separation.without_zone, "without zone, segment or VLAN"),
    ] {
        writeln!(out, "  {:>8}  {title}", grouped(count))?;
    }
    finding(out, "share a zone, segment or VLAN with business systems", &separation.beside_business)?;
    let shared = survey.zones.iter().filter(|zone| zone.connected.devices > 0 && zone.business.devices > 0);
    let shared: Vec<_> = shared.collect();
    for zone in shared.iter().take(MOST_LINES) {
        let declared = match zone.zone.separated {
            YesNo::Yes => "declared separated",
            YesNo::No => "declared not separated",
            YesNo::Unknown => "not declared",
        };
        writeln!(
            out,
            "            {} {}: {} beside {} business systems, {declared}",
            zone.key.field.title(),
            shortened(&zone.key.value, 30),
            grouped(zone.connected.devices),
            grouped(zone.business.devices)
        )?;
    }
    and_more(out, shared.len().saturating_sub(MOST_LINES))
}

fn records(out: &mut String, survey: &Survey) -> fmt::Result {
    writeln!(out, "\nRecords that hold")?;
    let titles = [
        (RecordFact::MakeAndModel, "make and model"),
        (RecordFact::FirmwareVersion, "firmware version"),
        (RecordFact::LocationOrZone, "location or zone"),
        (RecordFact::Owner, "owner (department)"),
        (RecordFact::NetworkConnection, "network connection"),
        (RecordFact::Criticality, "criticality"),
        (RecordFact::EndOfSecuritySupport, "end of security support"),
        (RecordFact::VendorContact, "vendor or service contact"),
    ];
    for (fact, title) in titles {
        match survey.records.held(fact) {
            Some(held) => writeln!(out, "  {:>8}  {title}", grouped(held))?,
            None => writeln!(out, "         -  {title}: no column of a list says it")?,
        }
    }
    let freshness = &survey.freshness;
    match (freshness.oldest(), freshness.newest()) {
        (Some(oldest), Some(newest)) => {
            writeln!(out, "\nLast seen from {oldest} to {newest}; {} without such a day", grouped(freshness.unknown))?
        }
        _ => writeln!(out, "\nLast seen: the list does not say")?,
    }
    finding(out, "not seen in the twelve months before inception", &freshness.stale)
}

fn conduct(out: &mut String, survey: &Survey) -> fmt::Result {
    let conduct = &survey.conduct;
    writeln!(out, "\nAlso found")?;
    let before = out.len();
    finding(out, "default credentials not changed", &conduct.default_credentials)?;
    finding(out, "no second factor for administrators", &conduct.no_mfa)?;
    for it in &conduct.restricted {
        finding(out, &format!("{}, {} as of {}", it.maker, it.restriction.by, it.restriction.as_of), &it.found)?;
    }
    finding(out, "Android TV or streaming boxes, not known to be certified", &conduct.media_boxes)?;
    for (way, found) in &conduct.ways_in {
        finding(out, way.words(), found)?;
    }
    if out.len() == before {
        writeln!(out, "  Nothing that the list has columns for")?;
    }
    Ok(())
}

fn known_exploited(out: &mut String, exploited: &Exploited) -> fmt::Result {
    writeln!(out, "\nKnown exploited vulnerabilities, catalogue of {}", exploited.as_of)?;
    for (grade, title) in [
        (ExploitGrade::Model, "devices whose model is named"),
        (ExploitGrade::ProductLine, "devices whose product line is named"),
        (ExploitGrade::Vendor, "devices whose vendor is named, the model not stated"),
    ] {
        writeln!(out, "  {:>8}  {title}", grouped(exploited.devices(grade)))?;
    }
    writeln!(out, "  {:>8}  not listed as of {}", grouped(exploited.not_listed), exploited.as_of)?;
    if exploited.not_told > 0 {
        writeln!(out, "  {:>8}  without maker or model, so nothing is known", grouped(exploited.not_told))?;
    }
    let named = exploited.listed.iter().filter(|product| product.grade != ExploitGrade::Vendor);
    let named: Vec<_> = named.collect();
    for product in named.iter().take(MOST_LINES) {
        let entries = product.entries.iter().filter(|entry| entry.grade != ExploitGrade::Vendor).take(3);
        let entries: Vec<String> = entries
            .map(|entry| {
                let ransomware = if entry.ransomware { ", used by ransomware" } else { "" };
                format!("{} ({}{ransomware})", entry.cve, entry.added)
            })
            .collect();
        writeln!(
            out,
            "            {} {}, {}: {}",
            product.maker,
            shortened(&product.model, 30),
            product.rows.brief(2),
            entries.join(", ")
        )?;
    }
    and_more(out, named.len().saturating_sub(MOST_LINES))
}
