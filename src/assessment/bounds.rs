//! From the survey of a device list to what it allows as answers.
//!
//! What nobody knows widens the bounds and never moves them: an unknown date is neither good nor bad. So do
//! devices that the applicant counts by class and the list leaves out: a list of the new ones is not the fleet.

use super::contradictions::found;
use super::facts::{ComputedAnswer, EndingGroup, Facts, Holding, ListFacts, SupportEnds};
use crate::inventory::{
    DeviceClass, ExploitGrade, Found, ModelGroup, ModelGroups, Origin, RecordFact, Rows, Survey, WayIn,
};
use crate::questionnaire::{Finding, Measure, Question, QuestionIx, Questionnaire, Ratio, decimal, grouped};
use crate::submission::{FollowUpAnswer, Submission};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What the device list says in the terms of the questionnaire. A list without a device says nothing.
///
/// `survey` is the survey of the submission's own list.
#[must_use]
pub fn facts(questionnaire: &Questionnaire, submission: &Submission, survey: &Survey) -> Facts {
    if survey.n == 0 {
        return Facts::default();
    }
    let computed = computed(questionnaire, submission, survey);
    let contradictions = found(questionnaire, submission, survey, &computed);
    let restricted = survey.conduct.restricted.iter();
    let exploited = survey.exploited.iter().flat_map(|exploited| &exploited.listed);
    Facts::from_list(ListFacts {
        contradictions,
        restricted: restricted.map(|it| Holding { name: it.maker.clone(), found: it.found.clone() }).collect(),
        support_ends: support_ends(survey),
        exploited_reachable: exploited
            .filter(|product| product.grade == ExploitGrade::Model && product.reachable > 0)
            .map(|product| Holding {
                name: format!("{} {}", product.maker, product.model),
                found: Found { devices: product.reachable, rows: product.rows.clone() },
            })
            .collect(),
        computed,
    })
}

/// The bounds of every question that has a measure and of which the list says something.
pub(super) fn computed(
    questionnaire: &Questionnaire,
    submission: &Submission,
    survey: &Survey,
) -> BTreeMap<QuestionIx, ComputedAnswer> {
    let grade = grade_of(submission.devices.origin.as_ref());
    let unlisted = unlisted(questionnaire, submission, survey);
    let bounds = |ix: QuestionIx| {
        let question = questionnaire.question(ix);
        let (best, worst, why) = match question.measure.as_ref()? {
            Measure::SupportKnown(edges) => support_known(survey, edges, unlisted),
            Measure::PastSupport(edges) => past_support(survey, edges, unlisted)?,
            Measure::EdgeSupport => edge_support(survey)?,
            Measure::RecordFacts(edges) => record_facts(survey, edges),
            Measure::FirmwareKnown(edges) => firmware_known(survey, edges)?,
            Measure::Inventory { days, percent } => inventory(questionnaire, submission, survey, days, percent)?,
            Measure::Shows(finding, best) => shows(survey, *finding, *best, question)?,
            Measure::DevicesPerEmployee(_) | Measure::Classes(_) => return None,
        };
        let place = |place: usize| u8::try_from(place).unwrap_or(u8::MAX);
        Some((ix, ComputedAnswer { best: place(best), worst: place(worst), grade, why }))
    };
    questionnaire.places().filter_map(bounds).collect()
}

/// E2 for what a discovery tool exported, else E1 (rulings 4.7).
fn grade_of(origin: Option<&Origin>) -> u8 {
    let by_tool = |origin: &Origin| !origin.tool.is_empty() || origin.format.starts_with("nmap");
    if origin.is_some_and(by_tool) { 2 } else { 1 }
}

/// Best option, worst option, and why.
type Bounds = (usize, usize, String);

/// Devices that the counts stated by class have beyond the list; none where they are within a tenth of it,
/// because counts are rounded.
fn unlisted(questionnaire: &Questionnaire, submission: &Submission, survey: &Survey) -> u64 {
    let stated = stated_total(questionnaire, submission).unwrap_or(0);
    let beyond = stated.saturating_sub(survey.n);
    if u128::from(beyond) * 10 > u128::from(survey.n) { beyond } else { 0 }
}

/// `; 1,060 more are stated and not on the list`, or nothing.
fn unlisted_words(unlisted: u64) -> String {
    match unlisted {
        0 => String::new(),
        more => format!("; {} more {} stated by class and not on the list", grouped(more), be(more)),
    }
}

fn support_known(survey: &Survey, edges: &[u16], unlisted: u64) -> Bounds {
    let known = survey.ends.known();
    let from_list = survey.ends.own;
    let mut why = format!("The end of security support is known for {}", of_all(known, survey.n));
    if from_list < known {
        why.push_str(&format!(", {} from the list itself", grouped(from_list)));
    }
    why.push_str(&unlisted_words(unlisted));
    let all = survey.n + unlisted;
    (at_least(known + unlisted, all, edges), at_least(known, all, edges), why)
}

/// The option of a share with falling edges: one more for any smaller share, and one for none.
fn at_least(part: u64, n: u64, edges: &[u16]) -> usize {
    let reached = |edge: &u16| u128::from(part) * 100 >= u128::from(n) * u128::from(*edge);
    match edges.iter().position(reached) {
        Some(option) => option,
        None if part > 0 => edges.len(),
        None => edges.len() + 1,
    }
}

/// The option of a share with rising edges: one more for a larger share.
fn at_most(part: u64, n: u64, edges: &[u16]) -> usize {
    let within = |edge: &u16| u128::from(part) * 100 <= u128::from(n) * u128::from(*edge);
    edges.iter().position(within).unwrap_or(edges.len())
}

fn past_support(survey: &Survey, edges: &[u16], unlisted: u64) -> Option<Bounds> {
    let view = survey.support.as_ref()?;
    let [at, ..] = view.at;
    let [day, ..] = view.days;
    let (least, most) = at.past_share();
    let devices = counted(survey.n, "device", "devices");
    let mut why = format!("{} of {devices} {} past security support on {day}", grouped(at.past), be(at.past));
    if at.unknown > 0 {
        let (least, most) = (decimal(least, 1), decimal(most, 1));
        why.push_str(&format!(", {} unknown: between {least}% and {most}%", grouped(at.unknown)));
    } else {
        why.push_str(&format!(": {}%", decimal(least, 1)));
    }
    why.push_str(&unlisted_words(unlisted));
    let all = survey.n + unlisted;
    Some((at_most(at.past, all, edges), at_most(at.past + at.unknown + unlisted, all, edges), why))
}

/// Places of the five options of [`Measure::EdgeSupport`].
mod edge {
    pub(super) const NONE: usize = 0;
    pub(super) const ENDING: usize = 1;
    pub(super) const PAST_INSIDE: usize = 2;
    pub(super) const PAST_REACHABLE: usize = 3;
    pub(super) const PAST_UNDATED: usize = 4;
}

fn edge_support(survey: &Survey) -> Option<Bounds> {
    let view = survey.support.as_ref()?;
    let of = &view.edge;
    if of.devices == 0 {
        return None;
    }
    let [at, ..] = of.at;
    let past = of.past_reaches;
    let (best, worst) = match at.past {
        // "Replacement funded" is more than a list can tell, so the next option fits as well.
        0 if of.lost_in_term > 0 => (edge::ENDING, edge::PAST_INSIDE),
        0 => (edge::NONE, edge::NONE),
        _ if past.internet > 0 => (edge::PAST_REACHABLE, edge::PAST_UNDATED),
        _ if past.separated == at.past => (edge::PAST_INSIDE, edge::PAST_INSIDE),
        _ => (edge::PAST_INSIDE, edge::PAST_UNDATED),
    };
    let worst = if at.unknown > 0 { edge::PAST_UNDATED } else { worst };
    let [day, _, expiry, _] = view.days;
    let mut why = format!(
        "Of {} at the network edge, {} {} past security support on {day}, {} {} it before {expiry} and {} {} unknown",
        counted(of.devices, "device", "devices"),
        grouped(at.past),
        be(at.past),
        grouped(of.lost_in_term),
        if of.lost_in_term == 1 { "loses" } else { "lose" },
        grouped(at.unknown),
        be(at.unknown),
    );
    if at.past > 0 {
        why.push_str(&format!(
            "; of those past, {} can be reached from the internet and {} {} known to be inside and separated",
            grouped(past.internet),
            grouped(past.separated),
            be(past.separated)
        ));
    }
    Some((best, worst, why))
}

fn record_facts(survey: &Survey, edges: &[u16]) -> Bounds {
    let held = |fact: &RecordFact| survey.records.held(*fact);
    // A fact that no list has a column for may be kept elsewhere; so may one that this list leaves out wholly.
    let may_be_elsewhere =
        |fact: &RecordFact| held(fact).is_none() || (*fact == RecordFact::Owner && held(fact) == Some(0));
    let most = RecordFact::ALL
        .iter()
        .filter(|fact| may_be_elsewhere(fact) || held(fact).is_some_and(|held| held * 2 >= survey.n));
    let least = RecordFact::ALL.iter().filter(|fact| held(fact).is_some_and(|held| held * 100 >= survey.n * 95));
    let (most, least) = (most.count(), least.count());
    let option = |count: usize| edges.iter().position(|edge| count >= usize::from(*edge)).unwrap_or(edges.len());
    let lacking: Vec<String> =
        lacking(survey).into_iter().map(|(fact, held)| format!("{} ({})", words_of(fact), grouped(held))).collect();
    let mut why = format!("{least} of 8 facts {} in nearly every record", if least == 1 { "stands" } else { "stand" });
    if most > least {
        why.push_str(&format!("; {most}, if what half of them hold or what may be kept elsewhere is counted too"));
    }
    if !lacking.is_empty() {
        why.push_str(&format!(
            "; known for fewer than half of {}: {}",
            counted(survey.n, "device", "devices"),
            lacking.join(", ")
        ));
    }
    (option(most), option(least), why)
}

/// Facts that fewer than half of the records hold, with the devices whose record does.
pub(super) fn lacking(survey: &Survey) -> Vec<(RecordFact, u64)> {
    RecordFact::ALL
        .into_iter()
        .filter_map(|fact| Some((fact, survey.records.held(fact)?)))
        .filter(|(fact, held)| held * 2 < survey.n && !(*fact == RecordFact::Owner && *held == 0))
        .collect()
}

pub(super) fn words_of(fact: RecordFact) -> &'static str {
    match fact {
        RecordFact::MakeAndModel => "make and model",
        RecordFact::FirmwareVersion => "firmware version",
        RecordFact::LocationOrZone => "location or zone",
        RecordFact::Owner => "owner",
        RecordFact::NetworkConnection => "network connection",
        RecordFact::Criticality => "criticality",
        RecordFact::EndOfSecuritySupport => "end of security support",
        RecordFact::VendorContact => "vendor or service contact",
    }
}

fn firmware_known(survey: &Survey, edges: &[u16]) -> Option<Bounds> {
    let known = survey.records.held(RecordFact::FirmwareVersion).filter(|known| *known > 0)?;
    let past = survey.support.as_ref().map_or(0, |view| view.at.first().map_or(0, |at| at.past));
    let most = known.min(survey.n.saturating_sub(past));
    let mut why = format!("A firmware version is known for {}", of_all(known, survey.n));
    if past > 0 {
        why.push_str(&format!(", and {} {} past security support", grouped(past), be(past)));
    }
    // Whether a version is current is in no list, so the worst option always fits.
    Some((at_least(most, survey.n, edges), edges.len() + 1, why))
}

/// The day the list speaks of: when it was read, unless that is after the inception or not known.
pub(super) fn list_day(submission: &Submission, survey: &Survey) -> Option<NaiveDate> {
    let read_on = submission.devices.origin.as_ref().and_then(|origin| origin.read_on);
    let inception = survey.term.map(|term| term.inception);
    match (read_on, inception) {
        (Some(read_on), Some(inception)) => Some(read_on.min(inception)),
        (one, other) => one.or(other),
    }
}

fn inventory(
    questionnaire: &Questionnaire,
    submission: &Submission,
    survey: &Survey,
    days: &[u16],
    percent: &[u16],
) -> Option<Bounds> {
    let mut best = None;
    let mut why = Vec::new();
    let fresh = &survey.freshness;
    if let Some((newest, day)) = fresh.newest().zip(list_day(submission, survey)) {
        let age = (day - newest).num_days().max(0);
        best = best.max(Some(days.iter().position(|most| age <= i64::from(*most)).unwrap_or(days.len())));
        let days = counted(age.unsigned_abs(), "day", "days");
        why.push(format!("the list last saw a device on {newest}, {days} before {day}"));
    }
    if fresh.stale.devices > 0 {
        let seen = survey.n.saturating_sub(fresh.stale.devices);
        best = best.max(Some(at_least(seen, survey.n, percent).min(percent.len())));
        let stale = of_all(fresh.stale.devices, survey.n);
        let were = was(fresh.stale.devices);
        why.push(format!("{stale} {were} not seen in the twelve months before the inception"));
    }
    if let Some(stated) = stated_total(questionnaire, submission).filter(|stated| *stated > survey.n) {
        best = best.max(Some(at_least(survey.n, stated, percent).min(percent.len())));
        why.push(format!(
            "the list holds {}, and the counts stated by class add up to {}",
            counted(survey.n, "device", "devices"),
            grouped(stated)
        ));
    }
    Some((best?, days.len(), super::contradictions::upper_first(&why.join("; "))))
}

/// The sum of the counts stated by class; `None` where a count is missing or is no number.
pub(super) fn stated_total(questionnaire: &Questionnaire, submission: &Submission) -> Option<u64> {
    let counts = questionnaire
        .questions
        .iter()
        .filter(|question| matches!(question.measure, Some(Measure::Classes(_))))
        .find_map(|question| stated_counts(question, submission))?;
    let total = counts.values().copied().collect::<Option<Vec<u64>>>()?.into_iter().sum();
    (total > 0).then_some(total)
}

/// Counts stated for the options of a question, by option key; `None` for a text that is no plain number.
pub(super) fn stated_counts(question: &Question, submission: &Submission) -> Option<BTreeMap<String, Option<u64>>> {
    let follow_up =
        question.follow_ups.iter().find(|it| it.kind == crate::questionnaire::FollowUpKind::CountPerOption)?;
    let Some(FollowUpAnswer::Table(table)) = submission.follow_up(&question.id, &follow_up.key) else { return None };
    let number = |text: &str| {
        let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\'' | '\u{a0}' | '\u{202f}')).collect();
        digits.parse::<u64>().ok().filter(|count| *count < 1 << 40)
    };
    let filled = table.iter().filter(|(_, text)| !text.trim().is_empty());
    Some(filled.map(|(key, text)| (key.to_lowercase(), number(text))).collect())
}

fn shows(survey: &Survey, finding: Finding, best: u8, question: &Question) -> Option<Bounds> {
    let (found, what) = finding_of(survey, finding)?;
    let rows = if found.rows.is_empty() { String::new() } else { format!(", {}", found.rows.brief(3)) };
    let why = super::contradictions::upper_first(&format!("{what}{rows}"));
    Some((usize::from(best), question.options.len().saturating_sub(1), why))
}

/// What the list shows, and the devices; `None` where it does not show it, which proves nothing.
pub(super) fn finding_of(survey: &Survey, finding: Finding) -> Option<(Found, String)> {
    match finding {
        Finding::SharedNetwork => {
            let (beside, not) = (&survey.separation.beside_business, &survey.separation.not_separated);
            if beside.devices > 0 {
                let what = format!(
                    "{} {} a zone, segment or VLAN with servers or workstations",
                    counted(beside.devices, "connected device", "connected devices"),
                    if beside.devices == 1 { "shares" } else { "share" }
                );
                Some((beside.clone(), what))
            } else if not.devices > 0 {
                let devices = counted(not.devices, "connected device", "connected devices");
                let what = format!("{devices} {} in zones declared not to be separated", be(not.devices));
                Some((not.clone(), what))
            } else {
                None
            }
        }
        Finding::ReachableDevices => {
            let exposure = &survey.exposure;
            let by = [
                (exposure.public_address.devices, "with a public address"),
                (exposure.stated.devices, "said to be exposed"),
                (exposure.reachable_zone.devices, "in a zone declared reachable"),
            ];
            let by: Vec<String> =
                by.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{} {words}", grouped(n))).collect();
            let devices = counted(exposure.any.devices, "device", "devices");
            let what = format!("{devices} can be reached from the internet: {}", by.join(", "));
            (exposure.any.devices > 0).then(|| (exposure.any.clone(), what))
        }
        Finding::DefaultPasswords => {
            let found = &survey.conduct.default_credentials;
            let devices = counted(found.devices, "device", "devices");
            let what = format!("the list says of {devices} that default passwords were not changed");
            (found.devices > 0).then(|| (found.clone(), what))
        }
        Finding::RemoteAccess => {
            // A login over SSH is how brokers work too.
            let ways = survey.conduct.ways_in.iter().filter(|(way, found)| **way != WayIn::Ssh && found.devices > 0);
            let ways: Vec<(&WayIn, &Found)> = ways.collect();
            // A device may have several, so what is counted is at least this many.
            let devices = ways.iter().map(|(_, found)| found.devices).max()?;
            let mut rows = Rows::joined(ways.iter().map(|(_, found)| &found.rows));
            rows.typed = ways.iter().map(|(_, found)| found.rows.typed).max().unwrap_or(0);
            let what: Vec<String> =
                ways.iter().map(|(way, found)| format!("{} with {}", grouped(found.devices), way.words())).collect();
            Some((Found { devices, rows }, format!("the list shows ways in: {}", what.join(", "))))
        }
        Finding::RestrictedMakers => {
            let makers = &survey.conduct.restricted;
            makers.first()?;
            // Each for its own reason: a subsidiary or a brand is restricted through another maker.
            let what: Vec<String> = makers
                .iter()
                .map(|it| {
                    let why = it.restriction;
                    format!("{} by {}, {} as of {}", grouped(it.found.devices), it.maker, why.by, why.as_of)
                })
                .collect();
            let what = format!("the list holds devices of restricted makers: {}", what.join("; "));
            let rows = Rows::joined(makers.iter().map(|it| &it.found.rows));
            Some((Found { devices: makers.iter().map(|it| it.found.devices).sum(), rows }, what))
        }
    }
}

fn support_ends(survey: &Survey) -> Option<SupportEnds> {
    let view = survey.support.as_ref()?;
    let [at, ..] = view.at;
    let past = |groups: &ModelGroups| groups.groups.iter().filter_map(past_group).collect::<Vec<_>>();
    let losing = |groups: &ModelGroups| groups.groups.iter().filter_map(losing_group).collect::<Vec<_>>();
    let mut edge_groups = past(&view.edge);
    edge_groups.extend(losing(&view.edge));
    Some(SupportEnds {
        term: survey.term?,
        n: survey.n,
        past: at.past,
        lost: view.lost_in_term,
        unknown: at.unknown,
        past_groups: past(&view.past),
        losing_groups: losing(&view.lost),
        critical_lost: view.critical.lost_in_term,
        critical_groups: losing(&view.critical),
        edge_groups,
    })
}

pub(super) fn past_group(group: &ModelGroup) -> Option<EndingGroup> {
    let [at, ..] = group.at;
    (at.past > 0).then(|| EndingGroup {
        name: name_of(group, at.past),
        found: Found { devices: at.past, rows: group.rows.clone() },
        // Where support of some is over since an unknown day, a known day may be that of others.
        first_day: group.earliest.filter(|_| group.ends.over == 0),
        last_day: group
            .latest
            .filter(|_| group.ends.over == 0)
            .filter(|latest| at.past == group.n || Some(*latest) == group.earliest),
        past: true,
    })
}

fn losing_group(group: &ModelGroup) -> Option<EndingGroup> {
    let [at, ..] = group.at;
    let all = at.past == 0 && group.lost_in_term == group.n;
    (group.lost_in_term > 0).then(|| EndingGroup {
        name: name_of(group, group.lost_in_term),
        found: Found { devices: group.lost_in_term, rows: group.rows.clone() },
        // Of a group that is also past in part, the days in the term are not told.
        first_day: if at.past == 0 { group.earliest } else { None },
        last_day: group.latest.filter(|latest| all || Some(*latest) == group.earliest),
        past: false,
    })
}

/// `Axis P3245 cameras`; `Corvane CV-340 bullet camera`, where the model says the class.
fn name_of(group: &ModelGroup, devices: u64) -> String {
    let model = group.model.to_lowercase();
    let said = units(group.class, 1).split(" or ").any(|noun| model.contains(noun));
    let class = if said { "" } else { units(group.class, devices) };
    let parts = [group.maker.as_str(), group.model.as_str(), class];
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

/// The devices of a class, as a noun for so many.
pub(super) fn units(class: DeviceClass, devices: u64) -> &'static str {
    let (one, many) = match class {
        DeviceClass::Camera => ("camera", "cameras"),
        DeviceClass::Recorder => ("recorder", "recorders"),
        DeviceClass::AccessControl => ("access control unit", "access control units"),
        DeviceClass::Printer => ("printer", "printers"),
        DeviceClass::Phone => ("phone", "phones"),
        DeviceClass::Router => ("router or gateway", "routers or gateways"),
        DeviceClass::Switch => ("switch or access point", "switches or access points"),
        DeviceClass::Storage => ("storage unit", "storage units"),
        DeviceClass::BuildingControl => ("building control unit", "building control units"),
        DeviceClass::IndustrialControl => ("industrial control unit", "industrial control units"),
        DeviceClass::Medical => ("medical device", "medical devices"),
        DeviceClass::Sensor => ("sensor or actuator", "sensors or actuators"),
        DeviceClass::Display => ("display or audio-video unit", "display or audio-video units"),
        DeviceClass::Power => ("power unit", "power units"),
        DeviceClass::Kiosk => ("kiosk or payment terminal", "kiosks or payment terminals"),
        DeviceClass::Vehicle => ("vehicle or telematics unit", "vehicle or telematics units"),
        DeviceClass::Other | DeviceClass::Unknown => ("device", "devices"),
    };
    if devices == 1 { one } else { many }
}

pub(super) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

pub(super) fn was(n: u64) -> &'static str {
    if n == 1 { "was" } else { "were" }
}

pub(super) fn be(n: u64) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

/// `552 of 640 devices (86.3%)`.
pub(super) fn of_all(part: u64, n: u64) -> String {
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX / 100);
    let share = Ratio::new(whole(part).saturating_mul(100), whole(n.max(1)));
    format!("{} of {} ({}%)", grouped(part), counted(n, "device", "devices"), decimal(share, 1))
}
