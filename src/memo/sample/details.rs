//! The second half of the sample memo.

use super::{body, cells, column, group};
use crate::memo::document::{
    Align, Block, Callout, CalloutTone, ColumnWidth, HeadingLevel, Link, ParagraphStyle, Signature, Span, Table, Tone,
};

/// Answers section by section.
pub fn findings() -> Vec<Block> {
    let mut rows = Vec::new();
    for (title, questions) in [
        (
            "B Governance",
            [
                ("B1", "Accountable owner for connected devices", "Split between teams, written down", "0.8"),
                ("B2", "Policy, risk register, board reporting", "Policy and register", "0.3"),
            ],
        ),
        (
            "C Inventory",
            [
                ("C1", "Inventory of connected devices", "Complete, owner for every line", "0.0"),
                ("C3", "Search for forgotten devices", "Once, more than a year ago", "2.2"),
            ],
        ),
        (
            "D Network",
            [
                ("D1", "Separation of devices from office computers", "VLANs with some filtering", "7.5"),
                ("D3", "Remote access by installers and makers", "VPN with shared accounts", "3.1"),
            ],
        ),
        (
            "E Access",
            [
                ("E1", "Default and shared passwords", "Changed on critical types only", "4.5"),
                ("E4", "Services and interfaces not in use", "Unknown", "2.0"),
            ],
        ),
        (
            "F Updates",
            [
                ("F2", "Firmware updates", "When a problem shows", "5.0"),
                ("F3", "Check that an update is genuine", "Maker\u{2019}s portal, signature not checked", "1.0"),
            ],
        ),
        (
            "G Lifecycle",
            [
                ("G1", "End of security support known", "For cameras and recorders", "1.5"),
                ("G2", "Devices past their end of support", "1 to 5 %, exposed to the internet: none", "3.0"),
            ],
        ),
        (
            "H Purchase",
            [
                ("H1", "Baseline check of a new device type", "Questionnaire, no veto", "0.8"),
                ("H2", "Support period fixed in contracts", "Published policy only", "0.8"),
            ],
        ),
        (
            "I Detection",
            [
                ("I1", "Monitoring of device traffic", "Firewall logs, reviewed after events", "2.6"),
                ("I3", "Response plan names device outages", "Yes, not rehearsed", "1.2"),
            ],
        ),
        (
            "J Consequence",
            [
                ("J1", "Manual fallback for production", "Cold storage yes, packing no", "2.5"),
                ("J4", "Data held on devices", "Video 30 days, encrypted", "0.2"),
            ],
        ),
    ] {
        rows.push(group(title));
        for (id, question, answer, points) in questions {
            let grade = if points == "0.0" { "E0 asserted" } else { "E1 document" };
            rows.push(cells(&[id, question, answer, grade, points]));
        }
    }
    vec![
        Block::anchored(HeadingLevel::Two, "Answers", "answers"),
        body(
            "Every answer as it stood when the memo was made, with the evidence seen and the points it adds. Unknown counts as the worst option; not applicable is listed with its reason in the appendix.",
        ),
        Block::Table(Table {
            caption: "Answers by section".to_owned(),
            summary: "Questions with the answer given, the evidence grade and the points added".to_owned(),
            columns: vec![
                column("Id", ColumnWidth::Natural, Align::Left),
                column("Question", ColumnWidth::Weight(1.3), Align::Left),
                column("Answer", ColumnWidth::Weight(1.2), Align::Left),
                column("Evidence", ColumnWidth::Natural, Align::Left),
                column("Points", ColumnWidth::Natural, Align::Right),
            ],
            rows,
            first_column_names_rows: true,
        }),
    ]
}

/// The device list.
pub fn devices() -> Vec<Block> {
    let mut rows = Vec::new();
    for (class, model, count, end, note) in [
        ("Camera recorder", "Northlight NVR-16 rev. B", "11", "2027-03-31", "Ends inside the term"),
        ("Camera", "Northlight Dome 4K", "184", "2029-12-31", ""),
        ("Programmable controller", "Ferrum PX-200", "26", "2031-06-30", "Mill Road packing line"),
        ("Badge reader", "Kestrel R10", "47", "unknown", "Maker publishes no date"),
        ("Building controller", "Alder BMS-7", "9", "2026-06-30", "Past its end, no internet"),
        ("Cold-store sensor", "Tundra T2 gateway", "63", "2030-01-31", ""),
        ("Router", "Corvid Edge 300", "14", "2028-09-30", ""),
        ("Printer", "various", "38", "unknown", "Not on the production network"),
    ] {
        rows.push(cells(&[class, model, count, end, note]));
    }
    vec![
        Block::anchored(HeadingLevel::Two, "Devices over the policy term", "devices"),
        Block::paragraph(
            ParagraphStyle::Body,
            vec![
                Span::plain("The device list has "),
                Span::bold("392 devices in 58 lines"),
                Span::plain(
                    ". Twenty are past the end of security support or reach it before the policy expires. No model on the list is in the catalogue of known exploited vulnerabilities as of 2026-10-28 (",
                ),
                Span {
                    text: "source".to_owned(),
                    tone: Tone::Accent,
                    link: Some(Link::Web("https://www.cisa.gov/known-exploited-vulnerabilities-catalog".to_owned())),
                    ..Span::default()
                },
                Span::plain(")."),
            ],
        ),
        Block::Table(Table {
            caption: "Classes with an end of security support, by date".to_owned(),
            summary: String::new(),
            columns: vec![
                column("Class", ColumnWidth::Weight(1.1), Align::Left),
                column("Model", ColumnWidth::Weight(1.2), Align::Left),
                column("Count", ColumnWidth::Natural, Align::Right),
                column("Support ends", ColumnWidth::Natural, Align::Right),
                column("Note", ColumnWidth::Weight(1.2), Align::Left),
            ],
            rows,
            first_column_names_rows: true,
        }),
        Block::text(
            ParagraphStyle::Quiet,
            "Security support end is the date after which the maker issues no security updates (OpenEoX EoSSec). Dates come from makers\u{2019} pages read on 2026-10-28; a missing date is shown as unknown, never as supported.",
        ),
    ]
}

/// Conditions, notes and signatures.
pub fn closing() -> Vec<Block> {
    vec![
        Block::anchored(HeadingLevel::Two, "Conditions of the quote", "conditions"),
        Block::Table(Table {
            caption: String::new(),
            summary: "Subjectivities with owner, date and proof".to_owned(),
            columns: vec![
                column("Condition", ColumnWidth::Weight(2.4), Align::Left),
                column("Owner", ColumnWidth::Weight(0.9), Align::Left),
                column("Due", ColumnWidth::Natural, Align::Right),
                column("Proof", ColumnWidth::Weight(1.3), Align::Left),
            ],
            rows: vec![
                cells(&[
                    "Separate the packing-line controllers from office computers at Mill Road",
                    "IT operations",
                    "2026-12-10",
                    "Firewall rule export",
                ]),
                cells(&[
                    "Replace the eleven recorders or take them off the internet",
                    "Facilities",
                    "2027-03-31",
                    "Purchase order, scan",
                ]),
                cells(&[
                    "Name an owner for every line of the device list",
                    "Risk manager",
                    "2026-12-10",
                    "Export of the asset system",
                ]),
            ],
            first_column_names_rows: false,
        }),
        Block::heading(HeadingLevel::Two, "Coverage notes"),
        Block::Bullets(vec![
            vec![Span::plain(
                "Physical consequence is plausible (production stop). Check whether the form\u{2019}s definition of computer system takes in industrial controllers.",
            )],
            vec![
                Span::plain(
                    "Loss becomes material eight hours after devices stop. A waiting period of twelve hours leaves a third of the modelled interruption uncovered; see ",
                ),
                Span::to_heading("What drives the score", "drivers"),
                Span::plain("."),
            ],
            vec![Span::plain("War clause: LMA 5567A, type 3. Recorded, not advised on.")],
        ]),
        Block::Callout(Callout {
            tone: CalloutTone::Neutral,
            title: "What this memo is not".to_owned(),
            blocks: vec![Block::text(
                ParagraphStyle::Body,
                "The score orders risks by the answers given. It is not a probability of loss, and no public data set isolates losses caused by connected devices. Weights are expert judgement, set out in the questionnaire with their basis.",
            )],
        }),
        Block::heading(HeadingLevel::Two, "Sign-off"),
        Block::Signatures(vec![
            Signature { role: "Underwriter".to_owned(), name: "R. Okafor".to_owned() },
            Signature { role: "Senior underwriter".to_owned(), name: String::new() },
        ]),
    ]
}
