//! Where answers and the device list cannot both be right. A blank in the list contradicts nobody.

use super::bounds::{
    computed, counted, finding_of, lacking, list_day, past_group, stated_counts, stated_total, units, was, words_of,
};
use super::facts::ComputedAnswer;
use crate::inventory::{DeviceClass, Found, ModelGroups, RecordFact, Rows, Survey};
use crate::questionnaire::{Finding, MEDIA_BOX, Measure, Question, QuestionIx, Questionnaire, Ratio, decimal, grouped};
use crate::submission::{Answer, Submission};
use std::collections::BTreeMap;

/// An answer and what the device list holds against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Stable, so that what was decided about it stays with it: `support-none-past`.
    pub id: &'static str,
    pub question: QuestionIx,
    /// Of the file; none where the finding is about the whole list.
    pub rows: Rows,
    /// Devices that the finding is about.
    pub devices: u64,
    /// One sentence that cites the answer and the finding, without its full stop.
    pub what: String,
}

/// Every contradiction, in the order of the questions. `survey` is the survey of the submission's own list.
#[must_use]
pub fn contradictions(questionnaire: &Questionnaire, submission: &Submission, survey: &Survey) -> Vec<Contradiction> {
    if survey.n == 0 {
        return Vec::new();
    }
    found(questionnaire, submission, survey, &computed(questionnaire, submission, survey))
}

/// The same, where the bounds are at hand.
pub(super) fn found(
    questionnaire: &Questionnaire,
    submission: &Submission,
    survey: &Survey,
    computed: &BTreeMap<QuestionIx, ComputedAnswer>,
) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for ix in questionnaire.places() {
        let question = questionnaire.question(ix);
        let Some(measure) = &question.measure else { continue };
        let Some(given) = given(question, submission) else { continue };
        let about = About { question, ix, submission, survey, given: &given };
        match measure {
            Measure::Classes(classes) => about.classes(classes, &mut found),
            Measure::DevicesPerEmployee(edges) => found.extend(about.density(edges)),
            Measure::Inventory { days, percent } => about.inventory(questionnaire, days, percent, &mut found),
            measure => {
                let best = computed.get(&ix).map(|computed| usize::from(computed.best));
                if best.zip(given.first().copied()).is_some_and(|(best, given)| given < best) {
                    found.extend(about.better_than_allowed(measure, computed.get(&ix)));
                }
            }
        }
    }
    found
}

/// Places of the options that were given; `None` where nothing usable was.
fn given(question: &Question, submission: &Submission) -> Option<Vec<usize>> {
    let Some(Answer::Options(keys)) = submission.answer(&question.id) else { return None };
    let mut places = keys.iter().map(|key| question.option(key)).collect::<Option<Vec<usize>>>()?;
    places.sort_unstable();
    (!places.is_empty()).then_some(places)
}

/// A question with its answer, beside the list.
struct About<'a> {
    question: &'a Question,
    ix: QuestionIx,
    submission: &'a Submission,
    survey: &'a Survey,
    given: &'a [usize],
}

impl About<'_> {
    /// `G2 says "None"`.
    fn says(&self) -> String {
        let texts = self.given.iter().filter_map(|place| self.question.options.get(*place));
        let texts: Vec<&str> = texts.map(|option| option.text.as_str()).collect();
        format!("{} says \"{}\"", self.question.id, texts.join("; "))
    }

    fn against(&self, id: &'static str, found: &Found, finding: &str) -> Contradiction {
        let rows = if found.rows.is_empty() { String::new() } else { format!(", {}", found.rows.brief(6)) };
        Contradiction {
            id,
            question: self.ix,
            rows: found.rows.clone(),
            devices: found.devices,
            what: format!("{}; {finding}{rows}", self.says()),
        }
    }

    /// The answer is better than the best that the list allows.
    fn better_than_allowed(&self, measure: &Measure, computed: Option<&ComputedAnswer>) -> Option<Contradiction> {
        let why = lower_first(&computed?.why);
        let view = self.survey.support.as_ref();
        let whole = |devices| Found { devices, rows: Rows::default() };
        Some(match measure {
            Measure::SupportKnown(_) => {
                let unknown = view.map(|view| view.unknown.rows.clone()).unwrap_or_default();
                let found = Found { devices: self.survey.ends.unknown, rows: unknown };
                self.against(
                    "support-dates-known",
                    &found,
                    &format!("{why}, and not for {} of them", grouped(found.devices)),
                )
            }
            Measure::PastSupport(_) => {
                let past = &view?.past;
                let found = Found { devices: past.devices, rows: past.rows.clone() };
                self.against("support-none-past", &found, &format!("{why}{}", largest(past)))
            }
            Measure::EdgeSupport => {
                let found = edge_rows(&view?.edge);
                self.against("edge-support", &found, &why)
            }
            Measure::RecordFacts(_) => {
                let lacking = lacking(self.survey);
                let devices = lacking.iter().map(|(_, held)| self.survey.n - held).max().unwrap_or(0);
                let lacking: Vec<String> = lacking
                    .into_iter()
                    .map(|(fact, held)| format!("{} for {}", words_of(fact), grouped(held)))
                    .collect();
                let of = counted(self.survey.n, "device", "devices");
                self.against("record-facts", &whole(devices), &format!("of {of} the list holds {}", lacking.join(", ")))
            }
            Measure::FirmwareKnown(_) => {
                let known = self.survey.records.held(RecordFact::FirmwareVersion).unwrap_or(0);
                let past = view.and_then(|view| view.at.first()).map_or(0, |at| at.past);
                let devices = self.survey.n.saturating_sub(known).max(past);
                self.against("firmware-known", &whole(devices), &why)
            }
            Measure::Shows(finding, _) => {
                let (found, what) = finding_of(self.survey, *finding)?;
                self.against(id_of(*finding), &found, &what)
            }
            Measure::Classes(_) | Measure::DevicesPerEmployee(_) | Measure::Inventory { .. } => return None,
        })
    }

    fn inventory(&self, questionnaire: &Questionnaire, days: &[u16], percent: &[u16], found: &mut Vec<Contradiction>) {
        let (Some(given), n) = (self.given.first().copied(), self.survey.n) else { return };
        let fresh = &self.survey.freshness;
        if let Some((newest, day)) = fresh.newest().zip(list_day(self.submission, self.survey)) {
            let age = (day - newest).num_days();
            if days.get(given).is_some_and(|most| age > i64::from(*most)) {
                let whole = Found { devices: n, rows: Rows::default() };
                let days = counted(age.unsigned_abs(), "day", "days");
                let finding = format!("no device of the list was seen after {newest}, {days} before {day}");
                found.push(self.against("inventory-age", &whole, &finding));
            }
        }
        let Some(least) = percent.get(given).copied() else { return };
        let stale = &fresh.stale;
        if u128::from(n - stale.devices.min(n)) * 100 < u128::from(n) * u128::from(least) {
            let finding = format!(
                "{} of {} {} not seen in the twelve months before the inception",
                grouped(stale.devices),
                counted(n, "device", "devices"),
                was(stale.devices)
            );
            found.push(self.against("inventory-stale", stale, &finding));
        }
        if let Some(stated) = stated_total(questionnaire, self.submission)
            && u128::from(n) * 100 < u128::from(stated) * u128::from(least)
        {
            let whole = Found { devices: n, rows: Rows::default() };
            let finding = format!(
                "the list holds {}, and the counts stated by class add up to {}",
                counted(n, "device", "devices"),
                grouped(stated)
            );
            found.push(self.against("inventory-coverage", &whole, &finding));
        }
    }

    /// Only more devices than the answer allows contradict it: a list may be incomplete.
    fn density(&self, edges: &[u16]) -> Option<Contradiction> {
        let employees = self.submission.applicant.employees.filter(|employees| *employees > 0)?;
        let upper = edges.get(self.given.first().copied()?)?;
        // Phones and what may be a computer are left out of the question.
        let counts =
            |class: &DeviceClass| !matches!(class, DeviceClass::Phone | DeviceClass::Other | DeviceClass::Unknown);
        let devices: u64 = self.survey.classes.iter().filter(|(class, _)| counts(class)).map(|(_, n)| n).sum();
        if u128::from(devices) * 10 <= u128::from(employees) * u128::from(*upper) {
            return None;
        }
        let each = Ratio::new(i64::try_from(devices).ok()?, i64::try_from(employees).ok()?);
        let finding = format!(
            "the list holds {} connected devices without phones and computers for {}: {} each",
            grouped(devices),
            counted(employees, "employee", "employees"),
            decimal(each, 1)
        );
        Some(self.against("devices-per-employee", &Found { devices, rows: Rows::default() }, &finding))
    }

    fn classes(&self, classes: &[(u8, Vec<String>)], found: &mut Vec<Contradiction>) {
        let counts = stated_counts(self.question, self.submission).unwrap_or_default();
        for (place, words) in classes {
            let place = usize::from(*place);
            let Some(option) = self.question.options.get(place) else { continue };
            let mut listed = Vec::new();
            for word in words {
                let Some((id, of)) = self.listed(word) else { continue };
                if !self.given.contains(&place) {
                    found.push(self.not_ticked(id, &option.text, &of, word));
                }
                listed.push(of);
            }
            let rows = Rows::joined(listed.iter().map(|of| &of.rows));
            let listed: u64 = listed.iter().map(|of| of.devices).sum();
            let stated = counts.get(&option.key.to_lowercase()).copied().flatten();
            if let Some(stated) = stated.filter(|stated| exceeds(listed, *stated) && self.given.contains(&place))
                && let Some(id) = words.first().and_then(|word| count_id(word))
            {
                let what = format!(
                    "{} counts {} of \"{}\"; the list holds {}, {}",
                    self.question.id,
                    grouped(stated),
                    option.text,
                    grouped(listed),
                    rows.brief(6)
                );
                found.push(Contradiction { id, question: self.ix, rows, devices: listed, what });
            }
        }
    }

    /// The devices of a class, and the id for the case that nobody ticked it.
    fn listed(&self, word: &str) -> Option<(&'static str, Found)> {
        if word == MEDIA_BOX {
            let boxes = &self.survey.conduct.media_boxes;
            return (boxes.devices > 0).then(|| ("media-boxes", boxes.clone()));
        }
        let class = DeviceClass::ALL.into_iter().find(|class| class.words() == word)?;
        let devices = self.survey.classes.get(&class).copied().filter(|devices| *devices > 0)?;
        let rows = self.survey.class_rows.get(&class).cloned().unwrap_or_default();
        Some((class_ids(class)?.0, Found { devices, rows }))
    }

    fn not_ticked(&self, id: &'static str, option: &str, of: &Found, word: &str) -> Contradiction {
        let class = DeviceClass::ALL.into_iter().find(|class| class.words() == word);
        let devices = match class {
            Some(class) => format!("{} {}", grouped(of.devices), units(class, of.devices)),
            None => counted(of.devices, "streaming box that nobody certified", "streaming boxes that nobody certified"),
        };
        Contradiction {
            id,
            question: self.ix,
            rows: of.rows.clone(),
            devices: of.devices,
            what: format!(
                "{} does not tick \"{option}\"; the list holds {devices}, {}",
                self.question.id,
                of.rows.brief(6)
            ),
        }
    }
}

/// A count said by telephone is a round figure: up to a tenth more in the list is no contradiction.
fn exceeds(listed: u64, stated: u64) -> bool {
    u128::from(listed) * 10 > u128::from(stated) * 11
}

/// `; 212 Axis P3245 cameras lost security support on 2026-03-31`: the largest group.
fn largest(past: &ModelGroups) -> String {
    let Some(group) = past.groups.first().and_then(past_group) else { return String::new() };
    let most = if past.groups.len() > 1 { "most of all " } else { "" };
    if group.first_day.is_none() { String::new() } else { format!("; {most}{}", group.says()) }
}

/// Edge devices that are past support or lose it in the term, with the rows of their groups.
fn edge_rows(edge: &ModelGroups) -> Found {
    let [at, ..] = edge.at;
    let concerned = edge.groups.iter().filter(|group| {
        let [at, ..] = group.at;
        at.past > 0 || group.lost_in_term > 0
    });
    Found { devices: at.past + edge.lost_in_term, rows: Rows::joined(concerned.map(|group| &group.rows)) }
}

fn id_of(finding: Finding) -> &'static str {
    match finding {
        Finding::SharedNetwork => "shared-network",
        Finding::ReachableDevices => "reachable-devices",
        Finding::DefaultPasswords => "default-passwords",
        Finding::RemoteAccess => "remote-access",
        Finding::RestrictedMakers => "restricted-makers",
    }
}

fn count_id(word: &str) -> Option<&'static str> {
    if word == MEDIA_BOX {
        return Some("count-media-boxes");
    }
    class_ids(DeviceClass::ALL.into_iter().find(|class| class.words() == word)?).map(|(_, count)| count)
}

/// For a class that nobody ticked, and for more devices than were stated.
fn class_ids(class: DeviceClass) -> Option<(&'static str, &'static str)> {
    Some(match class {
        DeviceClass::Camera => ("class-camera", "count-camera"),
        DeviceClass::Recorder => ("class-recorder", "count-recorder"),
        DeviceClass::AccessControl => ("class-access-control", "count-access-control"),
        DeviceClass::Printer => ("class-printer", "count-printer"),
        DeviceClass::Phone => ("class-phone", "count-phone"),
        DeviceClass::Router => ("class-router", "count-router"),
        DeviceClass::Switch => ("class-switch", "count-switch"),
        DeviceClass::Storage => ("class-storage", "count-storage"),
        DeviceClass::BuildingControl => ("class-building-control", "count-building-control"),
        DeviceClass::IndustrialControl => ("class-industrial-control", "count-industrial-control"),
        DeviceClass::Medical => ("class-medical", "count-medical"),
        DeviceClass::Sensor => ("class-sensor", "count-sensor"),
        DeviceClass::Display => ("class-display", "count-display"),
        DeviceClass::Power => ("class-power", "count-power"),
        DeviceClass::Kiosk => ("class-kiosk", "count-kiosk"),
        DeviceClass::Vehicle => ("class-vehicle", "count-vehicle"),
        DeviceClass::Other | DeviceClass::Unknown => return None,
    })
}

pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
