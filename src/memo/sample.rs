//! A memo of realistic length and content for the tests of layout and writer.

use chrono::{NaiveDate, NaiveDateTime};

use super::document::{
    Align, Attachment, BandBar, Bar, Bars, Block, Callout, CalloutTone, Column, ColumnWidth, Document, Figure, FigureKind,
    HeadingLevel, Link, PageSize, ParagraphStyle, Signature, Span, Table, TableColumn, TableRow, Tone,
};

/// The first of November 2026, 14:02.
pub fn afternoon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 1).and_then(|day| day.and_hms_opt(14, 2, 0)).unwrap_or_default()
}

/// A document around blocks.
pub fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "Underwriting memo: Harbor Mill Foods".to_owned(),
        subject: "Cyber insurance, connected devices".to_owned(),
        author: "R. Okafor".to_owned(),
        language: "en-US".to_owned(),
        created: afternoon(),
        page: PageSize::A4,
        header_left: "Harbor Mill Foods \u{b7} renewal 2027-01-01".to_owned(),
        header_right: "Underwriting memo".to_owned(),
        footer_left: "iot-core 1.0.0 \u{b7} 3f2a91c4 \u{b7} made 2026-11-01 14:02".to_owned(),
        blocks,
        attachment: None,
    }
}

/// The whole sample memo, about five pages.
pub fn memo() -> Document {
    let mut blocks = summary();
    blocks.extend(decision());
    blocks.extend(findings());
    blocks.extend(devices());
    blocks.extend(closing());
    let mut memo = document(blocks);
    memo.attachment = Some(Attachment {
        file_name: "Harbor Mill Foods.securable".to_owned(),
        mime: "application/zip".to_owned(),
        description: "The submission this memo was made from".to_owned(),
        bytes: b"PK\x05\x06 not really a zip".to_vec(),
    });
    memo
}

fn body(text: &str) -> Block {
    Block::text(ParagraphStyle::Body, text)
}

fn cells(texts: &[&str]) -> TableRow {
    TableRow { cells: texts.iter().map(|text| vec![Span::plain(*text)]).collect(), group_header: false }
}

fn group(text: &str) -> TableRow {
    TableRow { cells: vec![vec![Span::plain(text)]], group_header: true }
}

fn column(title: &str, width: ColumnWidth, align: Align) -> TableColumn {
    TableColumn { title: title.to_owned(), width, align }
}

fn summary() -> Vec<Block> {
    let facts = vec![
        ("Applicant".to_owned(), vec![Span::bold("Harbor Mill Foods, Inc.")]),
        ("Activity".to_owned(), vec![Span::plain("Food manufacturing and cold storage, three sites, 412 employees")]),
        ("Policy term".to_owned(), vec![Span::plain("2027-01-01 to 2028-01-01")]),
        ("Limit, retention".to_owned(), vec![Span::plain("$5,000,000 any one claim, $100,000")]),
        ("Prepared by".to_owned(), vec![Span::plain("R. Okafor, 2026-11-01")]),
    ];
    let exposure = vec![
        ("Control score".to_owned(), vec![Span::bold("50.9"), Span::quiet(" of 100, range 45.7 to 54.3")]),
        ("Band".to_owned(), vec![Span::band(3, "Conditional")]),
        ("Exposure".to_owned(), vec![Span::plain("70, High")]),
        ("Complete".to_owned(), vec![Span::plain("92 %, 50 % proven")]),
        ("Rules fired".to_owned(), vec![Span::to_heading("2 referrals, no knock-out", "rules")]),
    ];
    vec![
        Block::heading(HeadingLevel::One, "Underwriting memo: Harbor Mill Foods"),
        Block::paragraph(
            ParagraphStyle::Lead,
            vec![
                Span::plain("Refer to a senior underwriter. The score stands in "),
                Span::band(3, "Conditional"),
                Span::plain(
                    " and would reach Standard if the two network findings below were fixed; both are offered as conditions of the quote.",
                ),
            ],
        ),
        Block::Row(vec![Column { weight: 1.1, blocks: vec![Block::Facts(facts)] }, Column { weight: 1.0, blocks: vec![Block::Facts(exposure)] }]),
        Block::Figure(Figure {
            alt: "Control score 50.9 of 100 in the band Conditional, which runs from 40 to 60. Open answers allow 45.7 to 54.3.".to_owned(),
            kind: FigureKind::BandBar(BandBar {
                edges: vec![20.0, 40.0, 60.0, 80.0],
                names: ["Preferred", "Standard", "Conditional", "Distressed", "Decline unless exception"].map(str::to_owned).to_vec(),
                score: 50.9,
                score_label: "50.9 Conditional".to_owned(),
                range: (45.7, 54.3),
            }),
        }),
        Block::text(
            ParagraphStyle::Caption,
            "Control score from 0 (best) to 100 (worst). The hatched span is what the four open answers can still change. Weights are expert judgement, not actuarial evidence.",
        ),
        Block::Callout(Callout {
            tone: CalloutTone::Warning,
            title: "Two conditions before binding".to_owned(),
            blocks: vec![Block::Bullets(vec![
                vec![Span::bold("Network separation. "), Span::plain("Packing-line controllers share a network with office computers at Mill Road. Separate them and send the firewall export by 2026-12-10.")],
                vec![Span::bold("Unsupported recorders. "), Span::plain("Eleven camera recorders lose security support on 2027-03-31, inside the term. Replace them or take them off the internet by that date.")],
            ])],
        }),
    ]
}

fn decision() -> Vec<Block> {
    let bar = |label: &str, value: f32, emphasised: bool| Bar {
        label: label.to_owned(),
        value,
        value_label: format!("{value:.1}"),
        emphasised,
    };
    vec![
        Block::anchored(HeadingLevel::Two, "What drives the score", "drivers"),
        body("Seven answers make up two thirds of the score. The first two are also what is cheapest to improve: each needs configuration rather than purchase, and the applicant\u{2019}s own team has done both at the Dock Street site."),
        Block::Figure(Figure {
            alt: "Points added by answer: D1 network separation 7.5, F2 firmware updates 5.0, E1 default passwords 4.5, C1 inventory 4.0, G2 end of support 3.0, I1 monitoring 2.6, B3 shared responsibility 1.5.".to_owned(),
            kind: FigureKind::Bars(Bars {
                rows: vec![
                    bar("D1 Network separation", 7.5, true),
                    bar("F2 Firmware updates", 5.0, true),
                    bar("E1 Default passwords", 4.5, false),
                    bar("C1 Device inventory", 4.0, false),
                    bar("G2 End of security support", 3.0, false),
                    bar("I1 Monitoring of device traffic", 2.6, false),
                    bar("B3 Shared responsibility", 1.5, false),
                ],
                max: 8.0,
                marker: Some((2.5, "one step".to_owned())),
            }),
        }),
        Block::text(ParagraphStyle::Caption, "Points each answer adds to the control score. The line marks what one step on a question of weight 10 is worth."),
        Block::anchored(HeadingLevel::Two, "Rules that fired", "rules"),
        Block::Table(Table {
            caption: String::new(),
            summary: "Rules that fired, what they ask for and the answers behind them".to_owned(),
            columns: vec![
                column("Rule", ColumnWidth::Natural, Align::Left),
                column("What it says", ColumnWidth::Weight(3.0), Align::Left),
                column("Because", ColumnWidth::Weight(1.4), Align::Left),
                column("Effect", ColumnWidth::Natural, Align::Left),
            ],
            rows: vec![
                cells(&["REF-01", "Devices that can stop production share a network with office computers; a senior underwriter decides.", "A4 production stop, D1 some filtering", "Referral"]),
                cells(&["REF-09", "More than one device in ten loses security support inside the policy term.", "G2, device list", "Referral"]),
                cells(&["CR-4", "The questionnaire says an inventory exists, the device list has no owner for 38 % of lines.", "C1, C2, device list", "Contradiction"]),
            ],
            first_column_names_rows: true,
        }),
        Block::heading(HeadingLevel::Three, "How to read the contradiction"),
        body("The applicant states a complete inventory with owners (C1 option a). The device list that came with the submission names an owner for 62 % of its lines. The answer was scored as given; the memo records the difference because a claim would turn on it. Ask for the current export of the asset system, with the owner column, before the quote is released."),
    ]
}

fn findings() -> Vec<Block> {
    let mut rows = Vec::new();
    for (title, questions) in [
        ("B Governance", [("B1", "Accountable owner for connected devices", "Split between teams, written down", "0.8"), ("B2", "Policy, risk register, board reporting", "Policy and register", "0.3")]),
        ("C Inventory", [("C1", "Inventory of connected devices", "Complete, owner for every line", "0.0"), ("C3", "Search for forgotten devices", "Once, more than a year ago", "2.2")]),
        ("D Network", [("D1", "Separation of devices from office computers", "VLANs with some filtering", "7.5"), ("D3", "Remote access by installers and makers", "VPN with shared accounts", "3.1")]),
        ("E Access", [("E1", "Default and shared passwords", "Changed on critical types only", "4.5"), ("E4", "Services and interfaces not in use", "Unknown", "2.0")]),
        ("F Updates", [("F2", "Firmware updates", "When a problem shows", "5.0"), ("F3", "Check that an update is genuine", "Maker\u{2019}s portal, signature not checked", "1.0")]),
        ("G Lifecycle", [("G1", "End of security support known", "For cameras and recorders", "1.5"), ("G2", "Devices past their end of support", "1 to 5 %, exposed to the internet: none", "3.0")]),
        ("H Purchase", [("H1", "Baseline check of a new device type", "Questionnaire, no veto", "0.8"), ("H2", "Support period fixed in contracts", "Published policy only", "0.8")]),
        ("I Detection", [("I1", "Monitoring of device traffic", "Firewall logs, reviewed after events", "2.6"), ("I3", "Response plan names device outages", "Yes, not rehearsed", "1.2")]),
        ("J Consequence", [("J1", "Manual fallback for production", "Cold storage yes, packing no", "2.5"), ("J4", "Data held on devices", "Video 30 days, encrypted", "0.2")]),
    ] {
        rows.push(group(title));
        for (id, question, answer, points) in questions {
            let grade = if points == "0.0" { "E0 asserted" } else { "E1 document" };
            rows.push(cells(&[id, question, answer, grade, points]));
        }
    }
    vec![
        Block::anchored(HeadingLevel::Two, "Answers", "answers"),
        body("Every answer as it stood when the memo was made, with the evidence seen and the points it adds. Unknown counts as the worst option; not applicable is listed with its reason in the appendix."),
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

fn devices() -> Vec<Block> {
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
                Span::plain(". Twenty are past the end of security support or reach it before the policy expires. No model on the list is in the catalogue of known exploited vulnerabilities as of 2026-10-28 ("),
                Span { text: "source".to_owned(), tone: Tone::Accent, link: Some(Link::Web("https://www.cisa.gov/known-exploited-vulnerabilities-catalog".to_owned())), ..Span::default() },
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
        Block::text(ParagraphStyle::Quiet, "Security support end is the date after which the maker issues no security updates (OpenEoX EoSSec). Dates come from makers\u{2019} pages read on 2026-10-28; a missing date is shown as unknown, never as supported."),
    ]
}

fn closing() -> Vec<Block> {
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
                cells(&["Separate the packing-line controllers from office computers at Mill Road", "IT operations", "2026-12-10", "Firewall rule export"]),
                cells(&["Replace the eleven recorders or take them off the internet", "Facilities", "2027-03-31", "Purchase order, scan"]),
                cells(&["Name an owner for every line of the device list", "Risk manager", "2026-12-10", "Export of the asset system"]),
            ],
            first_column_names_rows: false,
        }),
        Block::heading(HeadingLevel::Two, "Coverage notes"),
        Block::Bullets(vec![
            vec![Span::plain("Physical consequence is plausible (production stop). Check whether the form\u{2019}s definition of computer system takes in industrial controllers.")],
            vec![Span::plain("Loss becomes material eight hours after devices stop. A waiting period of twelve hours leaves a third of the modelled interruption uncovered; see "), Span::to_heading("What drives the score", "drivers"), Span::plain(".")],
            vec![Span::plain("War clause: LMA 5567A, type 3. Recorded, not advised on.")],
        ]),
        Block::Callout(Callout {
            tone: CalloutTone::Neutral,
            title: "What this memo is not".to_owned(),
            blocks: vec![Block::text(ParagraphStyle::Body, "The score orders risks by the answers given. It is not a probability of loss, and no public data set isolates losses caused by connected devices. Weights are expert judgement, set out in the questionnaire with their basis.")],
        }),
        Block::heading(HeadingLevel::Two, "Sign-off"),
        Block::Signatures(vec![
            Signature { role: "Underwriter".to_owned(), name: "R. Okafor".to_owned() },
            Signature { role: "Senior underwriter".to_owned(), name: String::new() },
        ]),
    ]
}
