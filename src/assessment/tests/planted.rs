//! Planted contradictions: consistent cases with lists that have blanks in them raise none, and each kind that
//! is planted is found. Prints recall and false alarms (`--nocapture`).

use super::lists::{day, exported};
use super::support::{Case, worked};
use crate::assessment::Contradiction;
use crate::submission::FollowUpAnswer;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A die that falls the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
    fn one_in(&mut self, most: u64) -> bool {
        self.below(most) == 0
    }
    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len() as u64) as usize]
    }
}

/// Devices as they really are, and which of it the list tells.
#[derive(Clone)]
struct Row {
    class: &'static str,
    maker: &'static str,
    n: u64,
    /// The truth.
    ends: &'static str,
    exposed: bool,
    vlan: String,
    last_seen: &'static str,
    extra: String,
    /// What stands in the list.
    tells_end: bool,
    tells_exposure: bool,
    tells_firmware: bool,
    tells_criticality: bool,
    tells_last_seen: bool,
}

const GOOD: &str = "2031-06-30";
const PAST: &str = "2026-03-31";
const ENDING: &str = "2027-09-30";
const FRESH: &str = "2026-10-28";
const OLD: &str = "2025-02-01";
const READ_ON: &str = "2026-11-01";

/// Classes with the option of A3 that they belong to.
const CLASSES: [(&str, &str, &str); 16] = [
    ("camera", "cameras", "class-camera"),
    ("recorder", "cameras", "class-recorder"),
    ("access_control", "access_control", "class-access-control"),
    ("building_control", "building", "class-building-control"),
    ("power", "building", "class-power"),
    ("phone", "office_equipment", "class-phone"),
    ("display", "office_equipment", "class-display"),
    ("printer", "office_equipment", "class-printer"),
    ("router", "edge_network", "class-router"),
    ("switch", "edge_network", "class-switch"),
    ("storage", "edge_network", "class-storage"),
    ("medical", "medical", "class-medical"),
    ("plc", "plant_control", "class-industrial-control"),
    ("telematics", "vehicles", "class-vehicle"),
    ("kiosk", "payment_kiosks", "class-kiosk"),
    ("sensor", "sensors", "class-sensor"),
];

fn row(class: &'static str, n: u64) -> Row {
    Row {
        class,
        maker: "Axis",
        n,
        ends: GOOD,
        exposed: false,
        vlan: format!("iot-{class}"),
        last_seen: FRESH,
        extra: String::new(),
        tells_end: true,
        tells_exposure: false,
        tells_firmware: true,
        tells_criticality: true,
        tells_last_seen: true,
    }
}

/// A fleet of a few lines, and every fact of it told or not.
fn world(dice: &mut Dice) -> Vec<Row> {
    let mut rows = vec![row("camera", 40 + dice.below(200)), row("router", 5 + dice.below(20))];
    for _ in 0..dice.below(8) {
        let (class, ..) = CLASSES[dice.below(16) as usize];
        rows.push(row(class, 1 + dice.below(150)));
    }
    for row in &mut rows {
        row.maker = dice.of(&["Axis", "Bosch", "Siemens", "Cisco"]);
        row.ends = dice.of(&[GOOD, GOOD, GOOD, ENDING, PAST]);
        row.exposed = dice.one_in(6);
        row.tells_end = !dice.one_in(3);
        row.tells_exposure = !dice.one_in(3);
        row.tells_firmware = !dice.one_in(4);
        row.tells_criticality = !dice.one_in(4);
        row.tells_last_seen = !dice.one_in(4);
        if dice.one_in(12) {
            row.last_seen = OLD;
        }
        if dice.one_in(5) {
            row.extra.push_str(" default_credentials_changed=yes");
        }
        if dice.one_in(5) {
            row.extra.push_str(" open_ports=443");
        }
        if dice.one_in(5) {
            row.extra.push_str(" ip=10.1.2.3");
        }
    }
    if dice.one_in(2) {
        rows.push(Row { vlan: "office".to_owned(), ..row("workstation", 1 + dice.below(60)) });
    }
    rows
}

fn written(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        write!(
            text,
            "{} x{} vendor={} model=M1 site=North vlan={}{}",
            row.class, row.n, row.maker, row.vlan, row.extra
        )
        .expect("text");
        for (told, cell) in [
            (row.tells_end, format!("ends={}", row.ends)),
            (row.tells_exposure, format!("internet_exposed={}", if row.exposed { "yes" } else { "no" })),
            (row.tells_firmware, "firmware_version=4.2".to_owned()),
            (row.tells_criticality, "criticality=low".to_owned()),
            (row.tells_last_seen, format!("last_seen={}", row.last_seen)),
        ] {
            if told {
                write!(text, " {cell}").expect("text");
            }
        }
        text.push(';');
    }
    text
}

fn sum(rows: &[Row], of: impl Fn(&Row) -> bool) -> u64 {
    rows.iter().filter(|row| of(row)).map(|row| row.n).sum()
}

/// The option of a share, by edges that fall; one more below, and one for none.
fn falling(part: u64, n: u64, edges: [u64; 3]) -> usize {
    edges.iter().position(|edge| part * 100 >= n * edge).unwrap_or(if part > 0 { 3 } else { 4 })
}

/// What an applicant who knows the fleet answers.
fn truth(rows: &[Row], dice: &mut Dice) -> BTreeMap<&'static str, &'static str> {
    let n = sum(rows, |_| true);
    let option = |place: usize| ["a", "b", "c", "d", "e"][place.min(4)];
    let past = |row: &Row| row.ends == PAST;
    let is_edge = |row: &Row| matches!(row.class, "router" | "switch" | "storage") || row.exposed;
    let edge: Vec<Row> = rows.iter().filter(|row| is_edge(row)).cloned().collect();
    let edge_past: Vec<&Row> = edge.iter().filter(|row| past(row)).collect();
    let g2 = [0, 2, 10, 25].iter().position(|edge| sum(rows, past) * 100 <= n * edge).unwrap_or(4);
    let g3 = match () {
        () if edge_past.iter().any(|row| row.exposed) => "e",
        () if !edge_past.is_empty() => "c",
        () if edge.iter().any(|row| row.ends == ENDING) => "b",
        () => "a",
    };
    let seen = n - sum(rows, |row| row.last_seen == OLD);
    let mut held = 4; // model, zone, connection, end
    held -= usize::from(sum(rows, |row| row.tells_end) * 2 < n);
    held += usize::from(sum(rows, |row| row.tells_firmware) * 2 >= n);
    held += usize::from(sum(rows, |row| row.tells_criticality) * 2 >= n);
    held += dice.below(3) as usize; // owner and contact, kept elsewhere
    let ok_firmware = sum(rows, |row| row.tells_firmware).min(n - sum(rows, |row| past(row) && row.tells_end));
    BTreeMap::from([
        ("C1", option(falling(seen, n, [95, 80, 50]).min(3))),
        ("C2", option([8, 6, 4, 2].iter().position(|least| held >= *least).unwrap_or(4))),
        ("D1", dice.of(&["a", "b", "c", "d", "e"])),
        ("D3", if rows.iter().any(|row| row.exposed) { "e" } else { dice.of(&["a", "b", "c"]) }),
        ("E1", dice.of(&["a", "b", "c", "d", "e"])),
        ("E3", dice.of(&["a", "b", "c", "d", "e"])),
        ("F3", option(falling(ok_firmware, n, [95, 80, 50]))),
        ("G1", option(falling(sum(rows, |row| row.tells_end), n, [95, 75, 40]))),
        ("G2", option(g2)),
        ("G3", g3),
        ("H5", dice.of(&["a", "b", "c", "d", "e"])),
    ])
}

/// A case of these devices, with the answers changed by what is planted.
fn case(rows: &[Row], dice: &mut Dice, plant: &Plant) -> Case {
    let mut answers = truth(rows, dice);
    for change in plant.answers {
        let (id, key) = change.split_once(' ').expect("ID KEY");
        answers.insert(id, key);
    }
    let changes: Vec<String> = answers.iter().map(|(id, key)| format!("{id} {key}")).collect();
    let option_of = |class: &str| CLASSES.iter().find(|(name, ..)| *name == class).map(|(_, option, _)| *option);
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for row in rows {
        if let Some(option) = option_of(row.class) {
            *counts.entry(option.to_owned()).or_default() += row.n;
        }
    }
    for (option, count) in plant.counts {
        counts.insert((*option).to_owned(), *count);
    }
    let mut ticked: BTreeSet<String> = counts.keys().cloned().collect();
    if let Some(option) = plant.unticked {
        ticked.remove(option);
        counts.remove(option);
    }
    if ticked.is_empty() {
        ticked.insert("wearables".to_owned());
    }
    let a3 = format!("A3 {}", ticked.into_iter().collect::<Vec<_>>().join("+"));
    let table = counts.into_iter().map(|(key, count)| (key, count.to_string())).collect();
    // Density: counted like the question, phones and computers left out.
    let connected = sum(rows, |row| !matches!(row.class, "phone" | "workstation" | "server"));
    let employees = plant.employees.unwrap_or(connected + 1);
    let a2 = if plant.employees.is_some() { "A2 under_0_5" } else { "A2 from_0_5_to_2" };
    worked()
        .with(&changes.join(";"))
        .with(&a3)
        .with(a2)
        .tap(|submission| {
            submission.applicant.employees = Some(employees);
            let record = submission.records.entry("A3".to_owned()).or_default();
            record.follow_ups.insert("counts".to_owned(), FollowUpAnswer::Table(table));
        })
        .with_devices(exported(&written(rows), plant.read_on.unwrap_or(READ_ON)))
}

/// One kind of contradiction: what is added to the fleet, and what is answered against it.
#[derive(Clone, Default)]
struct Plant {
    id: &'static str,
    adds: Vec<Row>,
    answers: &'static [&'static str],
    counts: &'static [(&'static str, u64)],
    unticked: Option<&'static str>,
    employees: Option<u64>,
    read_on: Option<&'static str>,
}

/// Every kind, with more devices than any fleet has where a share is concerned.
fn plants() -> Vec<Plant> {
    let many = 20_000;
    let with = |extra: &str| Row { extra: format!(" {extra}"), ..row("camera", 3) };
    let mut plants = vec![
        Plant {
            id: "support-dates-known",
            adds: vec![Row { tells_end: false, ..row("camera", many) }],
            answers: &["G1 a"],
            ..Plant::default()
        },
        Plant {
            id: "support-none-past",
            adds: vec![Row { ends: PAST, ..row("camera", 1) }],
            answers: &["G2 a"],
            ..Plant::default()
        },
        Plant {
            id: "edge-support",
            adds: vec![Row { ends: PAST, ..row("router", 1) }],
            answers: &["G3 a"],
            ..Plant::default()
        },
        Plant {
            id: "edge-support",
            adds: vec![Row { ends: PAST, exposed: true, tells_exposure: true, ..row("router", 1) }],
            answers: &["G3 c"],
            ..Plant::default()
        },
        Plant {
            id: "record-facts",
            adds: vec![Row { tells_criticality: false, ..row("camera", many) }],
            answers: &["C2 a"],
            ..Plant::default()
        },
        Plant {
            id: "firmware-known",
            adds: vec![Row { tells_firmware: false, ..row("camera", many) }, row("camera", 1)],
            answers: &["F3 a"],
            ..Plant::default()
        },
        Plant {
            id: "shared-network",
            adds: vec![
                Row { vlan: "10".to_owned(), ..row("camera", 2) },
                Row { vlan: "10".to_owned(), ..row("server", 1) },
            ],
            answers: &["D1 b"],
            ..Plant::default()
        },
        Plant { id: "reachable-devices", adds: vec![with("ip=8.8.4.4")], answers: &["D3 c"], ..Plant::default() },
        Plant {
            id: "default-passwords",
            adds: vec![with("default_credentials_changed=no")],
            answers: &["E1 b"],
            ..Plant::default()
        },
        Plant { id: "remote-access", adds: vec![with("open_ports=3389")], answers: &["E3 a"], ..Plant::default() },
        Plant { id: "remote-access", adds: vec![with("open_ports=23")], answers: &["E3 a"], ..Plant::default() },
        Plant {
            id: "restricted-makers",
            adds: vec![Row { maker: "Hikvision", ..row("camera", 2) }],
            answers: &["H5 a"],
            ..Plant::default()
        },
        Plant {
            id: "inventory-age",
            answers: &["C1 a"],
            adds: vec![row("camera", many)],
            read_on: Some("2026-12-15"),
            ..Plant::default()
        },
        Plant {
            id: "inventory-stale",
            adds: vec![Row { last_seen: OLD, ..row("camera", many) }, row("camera", 1)],
            answers: &["C1 b"],
            ..Plant::default()
        },
        Plant {
            id: "inventory-coverage",
            adds: vec![row("camera", many)],
            answers: &["C1 a"],
            counts: &[("wearables", 5000)],
            ..Plant::default()
        },
        Plant { id: "count-camera", adds: vec![row("camera", 7)], counts: &[("cameras", 5)], ..Plant::default() },
        Plant { id: "devices-per-employee", adds: vec![row("camera", 9)], employees: Some(3), ..Plant::default() },
    ];
    for (class, option, id) in CLASSES {
        plants.push(Plant { id, adds: vec![row(class, 2)], unticked: Some(option), ..Plant::default() });
    }
    plants
}

const WORLDS: u64 = 60;

#[test]
fn consistent_cases_raise_no_alarm_and_every_planted_contradiction_is_found() {
    let plants = plants();
    let (mut alarms, mut found, mut planted, mut others) = (0, 0, 0, 0);
    for seed in 0..WORLDS {
        let dice = &mut Dice(seed);
        let world = world(dice);
        let case_of = |rows: &[Row], plant: &Plant| case(rows, &mut Dice(seed + 1000), plant);
        let clean = case_of(&world, &Plant::default());
        for it in clean.facts.contradictions() {
            println!("false alarm in world {seed}: {}: {}\n{}", it.id, it.what, written(&world));
            alarms += 1;
        }
        for plant in &plants {
            let mut rows = world.clone();
            if plant.id.starts_with("class-") {
                // The other classes of the option would be missed as well.
                let (_, option, _) = CLASSES.iter().find(|(.., id)| *id == plant.id).expect("a class");
                rows.retain(|row| CLASSES.iter().all(|(class, of, _)| class != &row.class || of != option));
            }
            if plant.id == "inventory-coverage" || plant.id == "inventory-age" {
                rows.iter_mut().for_each(|row| row.last_seen = FRESH);
            }
            rows.extend(plant.adds.iter().cloned());
            let case = case_of(&rows, plant);
            planted += 1;
            let hit = case.facts.contradictions().iter().find(|it| it.id == plant.id);
            match hit {
                Some(it) => {
                    check(&case, it);
                    found += 1;
                }
                None => println!("missed in world {seed}: {} of {}", plant.id, case.contradicted()),
            }
            for it in case.facts.contradictions().iter().filter(|it| it.id != plant.id) {
                println!("beside {} in world {seed}: {}: {}", plant.id, it.id, it.what);
                others += 1;
            }
        }
    }
    println!(
        "planted {planted} contradictions of {} kinds: {found} found (recall {:.1}%), {others} others beside them; \
         {alarms} false alarms in {WORLDS} consistent cases",
        plants.len(),
        100.0 * f64::from(found) / f64::from(planted),
    );
    assert_eq!((found, others, alarms), (planted, 0, 0));
}

/// What every contradiction has: an answer on file, a sentence that cites it, rows where it is about some.
fn check(case: &Case, it: &Contradiction) {
    let question = case.questionnaire.question(it.question);
    assert!(it.what.starts_with(&question.id), "{}", it.what);
    assert!(it.devices > 0, "{}", it.what);
    assert!(!it.what.ends_with('.'), "{}", it.what);
    assert!(!it.what.to_lowercase().contains("eos"), "{}", it.what);
    let whole = ["record-facts", "firmware-known", "inventory-age", "inventory-coverage", "devices-per-employee"];
    assert!(whole.contains(&it.id) != it.what.contains("row"), "{}: {}", it.id, it.what);
}

/// A count said by telephone is round: only more than a tenth above it contradicts.
#[test]
fn a_count_is_allowed_a_tenth() {
    let check = |stated: &str, listed: u64, expected: bool| {
        let case = worked().tap(|submission| {
            let record = submission.records.entry("A3".to_owned()).or_default();
            let counts = BTreeMap::from([("cameras".to_owned(), stated.to_owned())]);
            record.follow_ups.insert("counts".to_owned(), FollowUpAnswer::Table(counts));
        });
        let case = case.with_list(&format!("camera x{listed}"));
        assert_eq!(case.contradicted().contains("count-camera"), expected, "{stated} stated, {listed} listed");
    };
    check("300", 330, false);
    check("300", 331, true);
    check("0", 1, true);
    check("10", 11, false);
    check("about 300", 900, false);
}

#[test]
fn a_streaming_box_that_nobody_ticked_is_found() {
    let text = "display x2 model=T95Max vendor=AllWinner";
    let case = worked().with("A3 office_equipment; C2 e; G1 e").with_list(text);
    assert_eq!(case.contradicted(), "media-boxes");
    assert_eq!(worked().with("A3 office_equipment+uncertified_media; C2 e; G1 e").with_list(text).contradicted(), "");
}

#[test]
fn sentences_cite_answer_counts_and_rows() {
    let list = "camera x2; camera x212 vendor=Axis model=P3245 ends=2026-03-31; medical x4";
    let case = worked().with("G1 b; G2 a; A3 cameras").with_list(list);
    let said: Vec<&str> = case.facts.contradictions().iter().map(|it| it.what.as_str()).collect();
    assert_eq!(
        said,
        [
            "A3 does not tick \"Medical devices\"; the list holds 4 medical devices, row 4",
            "G2 says \"None\"; 212 of 218 devices are past security support on 2027-01-01, 6 unknown: between 97.2% and \
             100.0%; 212 Axis P3245 cameras lost security support on 2026-03-31, row 3",
        ]
    );
    assert_eq!(day("2027-01-01"), super::lists::year_2027().inception);
}
