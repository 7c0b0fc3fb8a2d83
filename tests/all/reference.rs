//! `securable reference`, as a stranger uses it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with a case of two devices, and a library of its own.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        assert_eq!(desk.run(&["new", "-o", &desk.at("case.securable")]).0, 0);
        let list = desk.write("list.csv", "Vendor;Model;Quantity\nD-Link;DIR-859;2\nAxis;P3245-V;5\n");
        let (code, _, said) = desk.run(&["devices", "import", &list, "--into", &desk.at("case.securable")]);
        assert_eq!(code, 0, "{said}");
        desk
    }
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    fn at(&self, name: &str) -> String {
        self.path(name).to_str().expect("a plain path").to_owned()
    }
    fn write(&self, name: &str, content: &str) -> String {
        std::fs::write(self.path(name), content).expect("writes");
        self.at(name)
    }
    /// Exit code, standard output, standard error.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_securable"))
            .args(arguments)
            .env("SECURABLE_HOME", self.path("home"))
            .output()
            .expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let (out, said) = (text(output.stdout), text(output.stderr));
        assert!(!said.contains("panicked"), "{said}");
        (output.status.code().expect("it was not killed"), out, said)
    }
    fn done(&self, arguments: &[&str]) -> (String, String) {
        let (code, out, said) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
        (out, said)
    }
    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(arguments).0).expect("JSON")
    }
}

/// A catalogue of one entry.
fn kev(day: &str, ransomware: &str) -> String {
    format!(
        r#"{{"catalogVersion":"{}","dateReleased":"{day}T12:00:00Z","count":1,"vulnerabilities":[{{"cveID":"CVE-2026-0001",
        "vendorProject":"D-Link ","product":"DIR-859 Router","vulnerabilityName":"A fault","dateAdded":"2026-01-02",
        "shortDescription":"A fault.","requiredAction":"Update.","knownRansomwareCampaignUse":"{ransomware}"}}]}}"#,
        day.replace('-', ".")
    )
}

#[test]
fn files_are_kept_put_into_a_case_and_replaced_by_newer_ones() {
    let desk = Desk::new();
    let case = desk.at("case.securable");
    let (code, _, said) = desk.run(&["reference", "pin", &case]);
    assert!(code == 1 && said.contains("No reference file is kept"), "{said}");

    let old = desk.write("old.json", &kev("2026-08-07", "Unknown"));
    let own = desk.write(
        "own.csv",
        "vendor,model,kind,date\nAxis,P3245-V,end of security support,2027-03-31\nAxis,P1,EOL,2027-03-31\n",
    );
    let (out, said) = desk.done(&["reference", "add", "kev", &old]);
    assert_eq!((out.as_str(), said.as_str()), ("old.json: 1 entry, as of 2026-08-07, kept\n", ""));
    let added = desk.json(&["reference", "add", "support", &own, "--as-of", "2026-10-01", "--json"]);
    assert_eq!((&added["entries"], &added["as_of"]), (&1.into(), &"2026-10-01".into()));
    assert!(added["notices"][0].as_str().is_some_and(|text| text.starts_with("line 3: kind")), "{added}");
    let listed = desk.json(&["reference", "list", "--json"]);
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    assert!(desk.done(&["reference", "list"]).0.contains("own.csv"));

    let before = std::fs::read(Path::new(&case)).expect("the case");
    let (out, _) = desk.done(&["reference", "pin", &case, "--dry-run"]);
    assert!(out.contains("added: D-Link DIR-859 (2 devices), known exploited, model: CVE-2026-0001"), "{out}");
    assert!(out.contains("added: Axis P3245-V (5 devices), support: end of security support 2027-03-31"), "{out}");
    assert_eq!(std::fs::read(Path::new(&case)).expect("the case"), before, "a trial run changes nothing");
    let (_, said) = desk.done(&["reference", "pin", &case]);
    assert!(
        said.contains("Compute with old.json as of 2026-08-07, own.csv as of 2026-10-01, saved and read back"),
        "{said}"
    );
    assert!(desk.done(&["reference", "pin", &case]).1.contains("holds the newest files already"));

    let new = desk.write("new.json", &kev("2026-11-07", "Known"));
    desk.done(&["reference", "add", "kev", &new]);
    let changes = desk.json(&["reference", "pin", &case, "--json"]);
    assert_eq!(changes["references"].as_array().map(Vec::len), Some(2), "one catalogue: {changes}");
    let [change] = changes["changes"].as_array().expect("a list").as_slice() else { panic!("one change: {changes}") };
    assert_eq!((&change["change"], &change["about"]), (&"changed".into(), &"known exploited, model".into()));
    assert_eq!(desk.run(&["check", &case]).0, 0);
}

#[test]
fn what_cannot_be_used_is_refused_and_nothing_is_kept() {
    let desk = Desk::new();
    let page = desk.write("page.json", "<html>Sign in</html>");
    for kind in ["kev", "support"] {
        let (code, out, said) = desk.run(&["reference", "add", kind, &page]);
        assert!(code == 1 && out.is_empty() && said.contains("It was not taken over"), "{said}");
    }
    assert_eq!(desk.run(&["reference", "add", "kev", &desk.at("missing.json")]).0, 1);
    assert_eq!(desk.run(&["reference", "add", "kev"]).0, 2);
    assert!(desk.done(&["reference", "list"]).1.contains("No reference file is kept yet"));
}

#[test]
fn an_openeox_core_is_told_its_product() {
    let desk = Desk::new();
    let core = desk.write(
        "core.json",
        r#"{"$schema":"https://docs.oasis-open.org/openeox/v1.0/schema/core.json","end_of_life":"2028-11-25T10:00:00-20:30",
        "end_of_security_support":"tba","last_updated":"2026-02-01T12:00:00Z"}"#,
    );
    let (code, _, said) = desk.run(&["reference", "add", "support", &core]);
    assert!(code == 1 && said.contains("--vendor and --model"), "{said}");
    let added = desk.json(&["reference", "add", "support", &core, "--vendor", "Axis", "--model", "P3245-V", "--json"]);
    assert_eq!((&added["name"], &added["entries"]), (&"Axis P3245-V.csv".into(), &2.into()));
}
