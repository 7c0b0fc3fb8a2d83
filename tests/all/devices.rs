//! `securable devices`, as a stranger uses it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_securable")).args(arguments).output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let (out, said) = (text(output.stdout), text(output.stderr));
    assert!(!said.contains("panicked"), "{said}");
    (output.status.code().expect("it was not killed"), out, said)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        assert_eq!(run(&["new", "-o", &desk.at("case.securable")]).0, 0);
        desk
    }
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    fn at(&self, name: &str) -> String {
        self.path(name).to_str().expect("a plain path").to_owned()
    }
    fn list(&self, content: &str) -> String {
        std::fs::write(self.path("list.csv"), content).expect("writes");
        self.at("list.csv")
    }
}

const LIST: &str = "Manufacturer;Model;Type;Serial;Quantity;End of support;Status;Site;Colour\n\
    Axis;P3245;Camera;S1;1;2027-03-31;active;North;red\n\
    Axis;P3245;Camera;S1;1;;active;;\n\
    HP;M404;Printer;;12;tba;active;South;\n\
    HP;M405;Printer;;1;;retired;South;\n\
    Acme;X;Widget;;1;soon;active;;\n";

#[test]
fn a_list_is_tried_imported_and_counted() {
    let desk = Desk::new();
    let (list, case) = (desk.list(LIST), desk.at("case.securable"));
    let before = std::fs::read(&case).expect("the case");
    let (code, out, said) = run(&["devices", "import", &list, "--into", &case, "--dry-run", "--json"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let report = json(&out);
    assert_eq!(report["rows"], serde_json::json!({ "read": 5, "counted": 3, "merged": 1, "dropped": 1 }));
    assert_eq!(report["dropped"], serde_json::json!([{ "reason": "retired", "rows": [5] }]));
    assert_eq!(report["merged"][0]["into_row"], 2);
    assert_eq!(
        (&report["devices"], &report["format"], &report["file"]),
        (&14.into(), &"CSV".into(), &"list.csv".into())
    );
    assert_eq!(report["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(report["columns"][0], serde_json::json!({ "header": "Manufacturer", "field": "vendor", "use": "used" }));
    assert_eq!(report["columns"][8], serde_json::json!({ "header": "Colour", "field": null, "use": "not understood" }));
    assert_eq!(report["problems"][0]["raw"], "soon");
    assert_eq!(std::fs::read(&case).expect("the case"), before, "a trial run changes nothing");
    assert_eq!(run(&["devices", "list", &case]).0, 1);

    let (code, out, said) = run(&["devices", "import", &list, "--into", &case]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Import 14 devices from list.csv"), "{said}");
    for words in
        ["Rows read 5: counted 3, merged 1, dropped 1", "retired: 1, row 5", "Colour", "\"soon\"", "Widget (1)"]
    {
        assert!(out.contains(words), "{words}: {out}");
    }
    let (code, out, said) = run(&["devices", "list", &case, "--json"]);
    assert_eq!(code, 0, "{said}");
    let counts = json(&out);
    assert_eq!(
        (&counts["devices"], &counts["vendors"]["HP"], &counts["classes"]["printer"]),
        (&14.into(), &12.into(), &12.into())
    );
    assert_eq!(counts["support"], serde_json::json!({ "known": 1, "inferred": 1, "unknown": 13 }));
    assert_eq!(run(&["devices", "list", &case]).0, 0);
    let (code, _, said) = run(&["check", &case]);
    assert_eq!(code, 0, "the history holds: {said}");
}

#[test]
fn what_needs_a_decision_is_refused_until_it_is_made() {
    let desk = Desk::new();
    let case = desk.at("case.securable");
    let list = desk.list("Who,Thing,Gone\nAxis,P1,03/04/2026\n");
    let (code, _, said) = run(&["devices", "import", &list, "--into", &case]);
    assert!(code == 1 && said.contains("--map"), "{said}");
    let chosen = ["--map", "Thing=model", "--map", "Gone=end_of_support"];
    let import = |more: &[&str]| {
        run(&[&["devices", "import", list.as_str(), "--into", case.as_str()], &chosen[..], more].concat())
    };
    let (code, _, said) = import(&[]);
    assert!(code == 1 && said.contains("--date-order") && said.contains("03/04/2026"), "{said}");
    assert_eq!(import(&["--date-order", "dmy"]).0, 0);
    let (code, _, said) = run(&["devices", "import", &list, "--into", &case, "--map", "Thing=colour"]);
    assert!(code == 2 && said.contains("end_of_security_support"), "{said}");
    let absent = desk.at("absent.securable");
    assert_eq!(run(&["devices", "import", &list, "--into", &absent, "--map", "Thing=model", "--dry-run"]).0, 1);
    assert!(!Path::new(&absent).exists());
}

const FLEET: &str = "Manufacturer,Model,Type,Quantity,End of security support,Criticality,Site,VLAN,IP,Last seen,Status,MAC\n\
    Axis,P3245,Camera,40,2027-03-31,high,North,10,10.0.0.1,2026-10-01,active,00:40:8c:00:00:01\n\
    Axis,P3245,Camera,8,2027-03-31,,North,10,10.0.0.2,2026-10-02,active,00:40:8c:00:00:02\n\
    HP,M404,Printer,30,2025-06-30,,South,20,10.0.1.1,2024-01-01,active,00:40:8c:00:00:03\n\
    Acme,RX-5,Router,2,2026-12-31,,South,30,8.8.4.4,2026-10-03,active,00:40:8c:00:00:04\n\
    Acme,Tag,Sensor,20,,,South,20,,2026-10-03,active,\n\
    Dell,R740,Server,1,,,South,20,10.0.1.9,2026-10-03,active,00:40:8c:00:00:05\n\
    Axis,P1,Camera,1,,,North,10,,,retired,\n\
    Axis,P3245,Camera,1,,,North,,,,active,00:40:8c:00:00:01\n";

#[test]
fn a_report_counts_support_over_the_term_and_says_what_it_assumes() {
    let desk = Desk::new();
    let (list, case) = (desk.list(FLEET), desk.at("case.securable"));
    let (code, _, said) = run(&["devices", "report", &case]);
    assert!(code == 1 && said.contains("devices import LIST --into"), "{said}");
    assert_eq!(run(&["devices", "import", &list, "--into", &case]).0, 0);

    let (code, out, said) = run(&["devices", "report", &case, "--as-of", "2027-01-01", "--json"]);
    assert_eq!(code, 0, "{said}");
    let report = json(&out);
    let rows = serde_json::json!({ "read": 8, "counted": 6, "merged": 1, "dropped": 1, "in_table": 6 });
    assert_eq!((&report["rows"], &report["devices"]), (&rows, &101.into()));
    assert_eq!(report["notes"][0], "1 row dropped, retired: row 8");
    assert_eq!(report["notes"][1], "1 row merged into an earlier row of the same MAC address: row 9");
    assert_eq!(report["problems"], serde_json::json!([]), "every cell could be used");
    assert_eq!(
        report["term"],
        serde_json::json!({ "inception": "2027-01-01", "expiry": "2028-01-01", "assumed": true })
    );
    let figures = |at: &str| {
        ["past", "in_support", "unknown", "n"].map(|key| report["support"][at][key].as_u64().expect("a count"))
    };
    assert_eq!(figures("at_inception"), [32, 48, 21, 101]);
    assert_eq!(figures("mid_term"), [80, 0, 21, 101]);
    assert_eq!((figures("expiry"), figures("expiry_plus_12")), ([80, 0, 21, 101], [80, 0, 21, 101]));
    assert_eq!(report["support"]["lost_in_term"], 48);
    assert_eq!(report["wall"].as_array().map(Vec::len), Some(25));
    assert_eq!(report["wall"][2], serde_json::json!({ "month": "2027-03", "past": 80, "ending": 48 }));
    let lost = &report["lost_in_term"]["groups"][0];
    assert_eq!((&lost["maker"], &lost["model"], &lost["n"]), (&"Axis".into(), &"P3245".into(), &48.into()));
    assert_eq!((&lost["earliest"], &lost["rows"]["ranges"]), (&"2027-03-31".into(), &serde_json::json!([[2, 3]])));
    assert_eq!((&report["critical"]["devices"], &report["critical"]["lost_in_term"]), (&40.into(), &40.into()));
    assert_eq!(
        (&report["edge_past"]["internet"], &report["exposure"]["public_address"]["devices"]),
        (&2.into(), &2.into())
    );
    assert_eq!(report["separation"]["beside_business_systems"]["devices"], 50);
    assert_eq!(report["known_exploited"], Value::Null, "no catalogue is loaded");
    assert_eq!(report["contradictions"], serde_json::json!([]), "nothing is answered");

    let (code, out, said) = run(&["devices", "report", &case, "--as-of", "2027-01-01"]);
    assert_eq!(code, 0, "{said}");
    for words in [
        "101 devices in 6 rows, from list.csv (CSV)",
        "the case has no inception",
        "at inception   2027-01-01               32          48        21   31.7% to 52.5%",
        "camera, Axis P3245",
        "no catalogue is loaded, so nothing is known",
        "2027-03",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    assert!(out.lines().filter(|line| line.starts_with("  20") && line.contains('#')).count() == 25, "{out}");
    assert!(!out.contains("EOS"));
    let (code, _, said) = run(&["devices", "report", &case, "--as-of", "soon"]);
    assert!(code == 2 && said.contains("2026-11-22"), "{said}");
}

#[test]
fn a_report_still_names_the_cells_that_the_import_could_not_use() {
    let desk = Desk::new();
    let (list, case) = (desk.list(LIST), desk.at("case.securable"));
    let (code, out, said) = run(&["devices", "import", &list, "--into", &case, "--json"]);
    assert_eq!(code, 0, "{said}");
    let at_import = json(&out)["problems"].clone();
    assert_eq!((&at_import[0]["row"], &at_import[0]["column"]), (&6.into(), &"End of support".into()));
    let (_, out, _) = run(&["devices", "report", &case, "--as-of", "2027-01-01", "--json"]);
    assert_eq!(json(&out)["problems"], at_import);
}

#[test]
fn an_import_is_kept_with_its_origin_and_stands_in_the_history() {
    let desk = Desk::new();
    let (list, case) = (desk.list(LIST), desk.at("case.securable"));
    assert_eq!(run(&["devices", "import", &list, "--into", &case]).0, 0);
    let opened = securable::files::read_case(Path::new(&case)).expect("the case reads");
    let origin = opened.case.submission.devices.origin.clone().expect("an origin");
    assert_eq!((origin.name.as_str(), origin.format.as_str(), origin.sha256.len()), ("list.csv", "CSV", 64));
    assert_eq!((origin.rows_read, origin.rows_counted, origin.rows_merged, origin.rows_dropped), (5, 3, 1, 1));
    assert!(origin.read_on.is_some());
    assert_eq!(
        origin.notes,
        [
            "1 row dropped, retired: row 5",
            "1 row merged into an earlier row of the same serial number and vendor: row 3",
            "Columns that were not understood and are left out: Colour",
            "Types that were not understood, counted as unknown: Widget (1)",
            "End of support: the cell holds no date that is understood: row 6",
        ]
    );
    let labels: Vec<String> = opened.case.history.changes().into_iter().map(|change| change.label).collect();
    assert_eq!(labels.last().map(String::as_str), Some("Import 14 devices from list.csv"));
    assert_eq!(run(&["check", &case]).0, 0);
}

/// The shipped mill with a list of its own: what the list decides, what it contradicts, and what is asked for.
#[test]
fn a_case_with_a_list_scores_with_it() {
    let desk = Desk::new();
    let mill = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/harbor-mill-foods");
    std::fs::create_dir(desk.path("mill")).expect("a folder");
    for entry in std::fs::read_dir(mill).expect("the sample") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), desk.path("mill").join(entry.file_name())).expect("copies");
    }
    let (case, list) = (
        desk.at("mill"),
        desk.list(
            "Manufacturer;Model;Type;Quantity;End of security support;Site\n\
             Axis;P3245;Camera;312;2026-03-31;North\n\
             Bosch;F;Camera;630;2031-01-31;North\n\
             Bosch;G;Camera;130;2027-06-30;South\n\
             Acme;Y;Sensor;88;;South\n",
        ),
    );
    let score = || json(&run(&["score", &case, "--as-of", "2026-11-22", "--json"]).1);
    assert_eq!(score()["score"], "50.9", "its own list agrees with its answers on support");
    let (code, _, said) = run(&["devices", "import", &list, "--into", &case]);
    assert_eq!(code, 0, "{said}");

    let after = score();
    let computed = after["computed"].as_array().expect("a list");
    let of = |id: &str| computed.iter().find(|it| it["question"] == id).unwrap_or_else(|| panic!("{id}: {computed:?}"));
    let g2 = of("G2");
    assert_eq!((&g2["best"], &g2["worst"], &g2["grade"]), (&"e".into(), &"e".into(), &"E1".into()));
    assert_eq!((&g2["typed"], &g2["counts"], &g2["replaced"]), (&"d".into(), &"e".into(), &true.into()));
    assert_eq!((&of("G1")["counts"], &of("G1")["replaced"]), (&"b".into(), &true.into()));
    let ids: Vec<&str> =
        after["contradictions"].as_array().expect("a list").iter().filter_map(|it| it["id"].as_str()).collect();
    assert_eq!(ids, ["count-camera", "class-sensor", "support-none-past"]);
    assert_eq!(after["contradictions"][2]["rows"], "row 2");
    let rule = |code: &str| {
        let rules = after["rules"].as_array().expect("rules");
        rules.iter().find(|it| it["code"] == code).map(|it| it["because"].to_string())
    };
    assert!(rule("CR-5").is_some());
    let lost = rule("REF-13").expect("130 of 1,160 are lost");
    assert!(lost.contains("130 of 1,160 devices lose security support"), "{lost}");
    assert!(lost.contains("130 Bosch G cameras on 2027-06-30, row 4"), "{lost}");
    let subjectivities = after["subjectivities"].to_string();
    assert!(subjectivities.contains("312 Axis P3245 cameras lost security support on 2026-03-31"), "{subjectivities}");
    let (code, plain, _) = run(&["score", &case, "--as-of", "2026-11-22"]);
    assert_eq!(code, 0);
    assert!(plain.contains("Computed from the device list") && plain.contains("Contradictions"), "{plain}");
}

#[test]
fn a_report_sets_the_list_against_the_answers() {
    let desk = Desk::new();
    let (list, case) = (desk.list(FLEET), desk.at("answered.securable"));
    let answers = desk.path("answers.csv");
    std::fs::write(&answers, "question,answer,evidence,note\nG2,a,E1,\n").expect("writes");
    let answers = answers.to_str().expect("a plain path");
    assert_eq!(run(&["new", "-o", &case, "--answers", answers]).0, 0);
    assert_eq!(run(&["devices", "import", &list, "--into", &case]).0, 0);
    let (code, out, said) = run(&["devices", "report", &case, "--as-of", "2027-01-01", "--json"]);
    assert_eq!(code, 0, "{said}");
    let report = json(&out);
    let found = report["contradictions"].as_array().expect("a list");
    let none_past = found.iter().find(|it| it["question"] == "G2").expect("32 devices are past support");
    assert_eq!((&none_past["devices"], &none_past["disposition"]), (&32.into(), &Value::Null));
    assert_eq!(none_past["rows"]["ranges"], serde_json::json!([[4, 5]]));
    let (_, out, _) = run(&["devices", "report", &case, "--as-of", "2027-01-01"]);
    assert!(out.contains(none_past["what"].as_str().expect("a sentence")), "{out}");
}

#[test]
fn what_was_decided_about_columns_is_used_again() {
    let desk = Desk::new();
    let list = desk.list("Marke;Baureihe;Ende\nAxis;P1;03/04/2027\n");
    let (case, mapping) = (desk.at("case.securable"), desk.at("source.ron"));
    let import = |more: &[&str]| run(&[&["devices", "import", &list, "--into", &case], more].concat());
    assert_eq!(import(&[]).0, 1, "nobody has said what the columns mean");
    let told =
        ["--map", "Marke=vendor", "--map", "Baureihe=model", "--map", "Ende=end_of_support", "--date-order", "dmy"];
    assert_eq!(import(&[&told[..], &["--save-mapping", &mapping, "--dry-run"]].concat()).0, 0);
    let (code, out, _) = import(&["--mapping", &mapping, "--json"]);
    let report = json(&out);
    assert_eq!((code, &report["columns"][2]["field"]), (0, &"end_of_support".into()));
    // What is said now goes before what was kept.
    let (_, out, _) = import(&["--mapping", &mapping, "--map", "Ende=warranty_end", "--dry-run", "--json"]);
    assert_eq!(json(&out)["columns"][2]["field"], "warranty_end");
    let (code, _, said) = import(&["--mapping", &list]);
    assert!(code == 1 && said.contains("The mapping was not used"), "{said}");
    let (code, out, _) =
        import(&["--header-row", "0", "--map", "column 1=vendor", "--map", "column 2=model", "--dry-run", "--json"]);
    assert_eq!((code, &json(&out)["rows"]["counted"]), (0, &2.into()));
}

/// The list and the case are what a person has; a name typed wrongly must not cost them.
#[test]
fn a_mapping_is_never_saved_over_a_list_or_a_case() {
    let desk = Desk::new();
    let (list, case) = (desk.list(LIST), desk.at("case.securable"));
    let before = std::fs::read(&case).expect("the case");
    for other in [&list, &case, &desk.at("")] {
        let (code, out, said) = run(&["devices", "import", &list, "--into", &case, "--save-mapping", other]);
        assert_eq!((code, out.as_str()), (3, ""), "{said}");
        assert!(said.contains("no mapping") && said.contains("Choose another name"), "{said}");
    }
    assert_eq!(std::fs::read_to_string(&list).expect("the list"), LIST);
    assert_eq!(std::fs::read(&case).expect("the case"), before);
    // One that was saved before is replaced, and nothing is saved of a list that cannot be stored.
    let mapping = desk.at("m.ron");
    for _ in 0..2 {
        assert_eq!(run(&["devices", "import", &list, "--into", &case, "--save-mapping", &mapping]).0, 0);
    }
    std::fs::remove_file(&mapping).expect("was saved");
    let open = desk.list("Vendor,Model,End of support\nAxis,P1,03/04/2026\n");
    let (code, _, said) = run(&["devices", "import", &open, "--into", &case, "--save-mapping", &mapping]);
    assert_eq!(code, 1);
    assert!(said.contains("1 date such as 03/04/2026") && !desk.path("m.ron").exists(), "{said}");
}

#[test]
fn what_a_file_holds_never_commands_the_terminal() {
    let desk = Desk::new();
    let case = desk.at("case.securable");
    let list = desk.list("Vendor,Mo\u{1b}[2Jdel,Type,End of support\nA\u{1b}[31mb,1,T\u{1b}[2J,s\u{7}\u{9b}n\n");
    let (code, out, said) = run(&["devices", "import", &list, "--into", &case]);
    assert_eq!(code, 0, "{said}");
    let shown = [out, run(&["devices", "list", &case]).1, run(&["devices", "report", &case]).1].concat();
    assert!(shown.contains("A [31mb"), "{shown}");
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    // Programs get what stands there.
    let vendors = json(&run(&["devices", "list", &case, "--json"]).1)["vendors"].clone();
    assert_eq!(vendors, serde_json::json!({ "A\u{1b}[31mb": 1 }));
}
