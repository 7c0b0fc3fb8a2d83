//! Section 7, the lifecycle of the devices, and what section 9 says of the device list.

use super::blocks::{body, date, narrow, number, or_none, plain, quiet, row, section, sub, table, words};
use super::list_checks;
use crate::inventory::{Counts, DateField, Group, ModelGroup, ModelGroups, Origin, Reaches, SupportView, WallMonth};
use crate::memo::document::{Block, Figure, FigureKind, ParagraphStyle, Span, TableRow, Wall, WallStep};
use crate::memo::wording::Case;
use crate::questionnaire::{Ratio, decimal, grouped};
use chrono::{Datelike, NaiveDate};

/// Rows of a table of groups; the rest is counted below it.
pub(super) const MOST_GROUPS: usize = 12;
/// Ranges of rows in a cell.
const MOST_RANGES: usize = 4;

pub(super) fn lifecycle(case: &Case<'_>) -> Vec<Block> {
    let mut blocks = vec![section(7, "Lifecycle of the devices")];
    let survey = case.survey;
    if survey.n == 0 {
        blocks.push(body("No device list is on file, so support ends are known only from the answers."));
        return blocks;
    }
    blocks.push(source(case, case.submission.devices.origin.as_ref()));
    let Some(support) = &survey.support else {
        blocks.push(body("The policy has no inception on file, so support over the term was not computed."));
        blocks.extend(list_checks::answers(case));
        return blocks;
    };
    blocks.push(lead(support));
    blocks.push(days(support));
    blocks.push(wall(support));
    blocks.push(quiet(
        "A step shows the devices whose last day of security support lies in that month or before; the hatched part, \
         the devices for which nobody gives a date, may lie anywhere between past and supported.",
    ));
    blocks.push(sub("By class"));
    blocks.push(classes(&support.classes));
    blocks.push(sub("Groups that lose security support inside the term"));
    blocks.extend(groups(&support.lost, "No device with a known date loses security support inside the term."));
    blocks.push(sub("Edge equipment"));
    blocks.extend(edge(&support.edge));
    blocks.push(sub("Groups stated as critical"));
    blocks.extend(groups(&support.critical, "The list states no device as critical."));
    blocks.extend(list_checks::answers(case));
    blocks
}

/// One line for the first page.
pub(super) fn in_brief(case: &Case<'_>) -> String {
    let listed = format!("{} listed", grouped(case.survey.n));
    let Some(support) = &case.survey.support else { return listed };
    let [at_inception, ..] = support.at;
    format!(
        "{listed}; past support {}, losing it in the term {}, not known {}",
        grouped(at_inception.past),
        grouped(support.lost_in_term),
        grouped(at_inception.unknown)
    )
}

/// Where the list came from, what became of its rows, and on what its dates rest.
fn source(case: &Case<'_>, origin: Option<&Origin>) -> Block {
    let survey = case.survey;
    let mut text = match origin {
        None => "The list was typed by hand. ".to_owned(),
        Some(origin) => {
            let tool = if origin.tool.is_empty() { String::new() } else { format!(", an export of {}", origin.tool) };
            let hash = origin.sha256.get(..12).unwrap_or_default();
            format!(
                "From {} ({}{tool}; SHA-256 {hash}\u{2026}), read on {}: {} rows read, {} counted, {} merged, {} dropped. ",
                origin.name,
                origin.format,
                date(origin.read_on),
                grouped(origin.rows_read.into()),
                grouped(origin.rows_counted.into()),
                grouped(origin.rows_merged.into()),
                grouped(origin.rows_dropped.into())
            )
        }
    };
    let ends = survey.ends;
    text.push_str(&format!(
        "It holds {} in {}. The end of support is known for {}",
        counted(survey.n, "device"),
        counted(survey.rows.into(), "row"),
        grouped(ends.known())
    ));
    let from = [
        (ends.own, "from the list itself"),
        (ends.declared, "looked up for this case"),
        (ends.list_exact, "from a support list by model"),
        (ends.list_family, "by family"),
        (ends.list_vendor, "by vendor alone"),
    ];
    let from = those_there_are(from);
    if !from.is_empty() {
        text.push_str(&format!(" ({from})"));
    }
    if ends.inferred > 0 {
        text.push_str(&format!(
            "; of these {} inferred from the end of all support, because no {} is given",
            grouped(ends.inferred),
            DateField::EndOfSecuritySupport.field().title()
        ));
    }
    text.push('.');
    body(text)
}

fn lead(support: &SupportView) -> Block {
    let [at_inception, ..] = support.at;
    let (least, most) = at_inception.past_share();
    let (lost, _) = support.lost_share();
    let mut spans = vec![
        Span::plain("At inception "),
        Span::bold(format!("{} of {}", grouped(at_inception.past), counted(at_inception.n(), "device"))),
        Span::plain(format!(
            " ({}%) {} past the end of security support",
            decimal(least, 1),
            if at_inception.past == 1 { "is" } else { "are" }
        )),
    ];
    if at_inception.unknown > 0 {
        spans.push(Span::plain(format!(
            "; should the {} without a date be past too, {}%",
            grouped(at_inception.unknown),
            decimal(most, 1)
        )));
    }
    spans.push(Span::plain(". "));
    spans.push(Span::bold(format!("{} more", grouped(support.lost_in_term))));
    let lose = if support.lost_in_term == 1 { "loses" } else { "lose" };
    spans.push(Span::plain(format!(" ({}%) {lose} it inside the policy term.", decimal(lost, 1))));
    Block::paragraph(ParagraphStyle::Lead, spans)
}

fn days(support: &SupportView) -> Block {
    let names = ["Inception", "Mid-term", "Expiry", "Expiry + 12 months"];
    let rows = names
        .into_iter()
        .zip(support.days)
        .zip(support.at)
        .map(|((name, day), at)| {
            row(vec![
                plain(name),
                plain(day.to_string()),
                plain(grouped(at.past)),
                plain(grouped(at.in_support)),
                plain(grouped(at.unknown)),
                plain(interval_text(at)),
            ])
        })
        .collect();
    table(
        "Devices past security support, in support and unknown at four days",
        vec![
            words("Day", 1.0),
            narrow("Date"),
            number("Past"),
            number("In support"),
            number("Not known"),
            number("Share past"),
        ],
        rows,
    )
}

/// `18.3%`, or `18.3% to 70.5%` where dates are missing.
fn interval_text(at: Counts) -> String {
    let (least, most) = at.past_share();
    let percent = |share: Ratio| format!("{}%", decimal(share, 1));
    if at.unknown == 0 { percent(least) } else { format!("{} to {}", percent(least), percent(most)) }
}

fn wall(support: &SupportView) -> Block {
    let [inception, _, expiry, _] = support.days;
    let total = support.at.first().map_or(0, |at| at.n());
    let last = support.wall.len().saturating_sub(1);
    let shown = |place: usize| place == 0 || place == last || is_month_of(support.wall.get(place), expiry);
    let months = support
        .wall
        .iter()
        .enumerate()
        .map(|(place, month)| WallStep {
            label: if month.month.month0().is_multiple_of(3) {
                month.month.format("%b %Y").to_string()
            } else {
                String::new()
            },
            past: month.past,
            value: if shown(place) { grouped(month.past) } else { String::new() },
        })
        .collect();
    let marks = [(inception, "inception"), (expiry, "expiry")]
        .into_iter()
        .filter_map(|(day, words)| Some((place_of(&support.wall, day)?, format!("{words} {day}"))))
        .collect();
    let told: Vec<String> = support
        .wall
        .iter()
        .filter(|month| month.ending > 0)
        .take(24)
        .map(|month| format!("{} {}", month.month.format("%Y-%m"), grouped(month.ending)))
        .collect();
    let alt = format!(
        "Devices past security support by month, of {}: {} at the end of the first month, {} at the end of the \
         last; {} without a date. Losing it: {}",
        grouped(total),
        grouped(support.wall.first().map_or(0, |month| month.past)),
        grouped(support.wall.last().map_or(0, |month| month.past)),
        grouped(support.at.first().map_or(0, |at| at.unknown)),
        if told.is_empty() { "none".to_owned() } else { told.join("; ") }
    );
    let unknown = support.at.first().map_or(0, |at| at.unknown);
    Block::Figure(Figure { alt, kind: FigureKind::Wall(Wall { months, total, unknown, marks }) })
}

fn is_month_of(month: Option<&WallMonth>, day: NaiveDate) -> bool {
    month.is_some_and(|it| (it.month.year(), it.month.month()) == (day.year(), day.month()))
}

/// Where a day stands among the months, good enough to draw with.
fn place_of(wall: &[WallMonth], day: NaiveDate) -> Option<f32> {
    let place = wall.iter().position(|month| is_month_of(Some(month), day))?;
    Some(place as f32 + day.day0() as f32 / 31.0)
}

fn classes(classes: &[Group]) -> Block {
    let rows = classes
        .iter()
        .map(|group| {
            let [at, ..] = group.at;
            row(vec![
                plain(if group.name.is_empty() { "not stated" } else { group.name.as_str() }),
                plain(grouped(group.n)),
                plain(grouped(at.past)),
                plain(grouped(group.lost_in_term)),
                plain(grouped(at.unknown)),
                plain(group.earliest.map_or_else(|| "none known".to_owned(), |day| day.to_string())),
            ])
        })
        .collect();
    table(
        "Devices by class with those past support at inception, losing it in the term, and without a date",
        vec![
            words("Class", 1.0),
            number("Devices"),
            number("Past at inception"),
            number("Ends in term"),
            number("Not known"),
            narrow("Earliest end"),
        ],
        rows,
    )
}

fn groups(of: &ModelGroups, none: &str) -> Vec<Block> {
    if of.groups.is_empty() {
        return vec![body(none)];
    }
    let rows = of
        .groups
        .iter()
        .take(MOST_GROUPS)
        .map(|group| {
            row(vec![
                product(group),
                plain(grouped(group.n)),
                plain(ends_text(group)),
                or_own(&group.source),
                plain(group.rows.brief(MOST_RANGES)),
            ])
        })
        .collect();
    let mut blocks = vec![table(
        "Groups of devices with the end of their security support",
        vec![
            words("Group", 1.3),
            number("Devices"),
            narrow("Support ends"),
            words("Source of the date", 0.9),
            words("Rows of the list", 0.9),
        ],
        rows,
    )];
    blocks.extend(beyond(of));
    blocks
}

fn edge(of: &ModelGroups) -> Vec<Block> {
    if of.groups.is_empty() {
        return vec![body(
            "The list holds no router, switch, access point or storage, and nothing that is stated or declared to be reachable.",
        )];
    }
    let rows: Vec<TableRow> = of
        .groups
        .iter()
        .take(MOST_GROUPS)
        .map(|group| {
            row(vec![
                product(group),
                plain(grouped(group.n)),
                plain(ends_text(group)),
                plain(reach_text(group.reaches)),
                or_own(&group.source),
            ])
        })
        .collect();
    let [at, ..] = of.at;
    let mut blocks = vec![body(format!(
        "{}, {} past support at inception, {} losing it inside the term, {} without a date.",
        counted(of.devices, "device"),
        grouped(at.past),
        grouped(of.lost_in_term),
        grouped(at.unknown)
    ))];
    blocks.push(table(
        "Edge equipment by model with support end and exposure",
        vec![
            words("Model", 1.2),
            number("Devices"),
            narrow("Support ends"),
            words("Exposure", 0.9),
            words("Source of the date", 0.9),
        ],
        rows,
    ));
    blocks.extend(beyond(of));
    blocks
}

fn beyond(of: &ModelGroups) -> Option<Block> {
    let hidden = of.groups.len().saturating_sub(MOST_GROUPS) + of.more as usize;
    (hidden > 0).then(|| quiet(format!("{} more; the case file lists them.", counted(hidden as u64, "group"))))
}

fn product(group: &ModelGroup) -> Vec<Span> {
    let name = [group.maker.as_str(), group.model.as_str()];
    let name: Vec<&str> = name.into_iter().filter(|part| !part.is_empty()).collect();
    let name = if name.is_empty() { "maker and model not stated".to_owned() } else { name.join(" ") };
    vec![Span::plain(name), Span::quiet(format!("\n{}", group.class.words()))]
}

fn ends_text(group: &ModelGroup) -> String {
    match (group.earliest, group.latest) {
        (None, _) if group.ends.over > 0 => "over, day not stated".to_owned(),
        (None, _) => "not known".to_owned(),
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(day), _) if group.ends.unknown > 0 => format!("{day}, {} not known", grouped(group.ends.unknown)),
        (Some(day), _) => day.to_string(),
    }
}

fn or_own(source: &str) -> Vec<Span> {
    if source.is_empty() { vec![Span::quiet("device list")] } else { or_none(source) }
}

fn reach_text(reaches: Reaches) -> String {
    let parts = [
        (reaches.internet, "reachable from the internet"),
        (reaches.separated, "in a separated zone"),
        (reaches.inside, "inside"),
        (reaches.not_stated, "not stated"),
    ];
    those_there_are(parts)
}

/// `12 inside, 3 not stated`: what is none is left out.
fn those_there_are<const N: usize>(parts: [(u64, &str); N]) -> String {
    let there = parts.into_iter().filter(|(count, _)| *count > 0);
    there.map(|(count, words)| format!("{} {words}", grouped(count))).collect::<Vec<_>>().join(", ")
}

/// `1 device`, `12,430 devices`.
pub(super) fn counted(count: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(count), if count == 1 { "" } else { "s" })
}
