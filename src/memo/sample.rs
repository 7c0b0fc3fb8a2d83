//! A memo of realistic length and content for the tests of layout and writer.

mod details;

use chrono::{NaiveDate, NaiveDateTime};

use super::document::{
    Align, Attachment, BandBar, Bar, Bars, Block, Callout, CalloutTone, Column, ColumnWidth, Document, Figure,
    FigureKind, HeadingLevel, PageSize, ParagraphStyle, Span, Table, TableColumn, TableRow,
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
    blocks.extend(details::findings());
    blocks.extend(details::devices());
    blocks.extend(details::closing());
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
