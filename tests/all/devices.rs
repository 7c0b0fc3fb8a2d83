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
