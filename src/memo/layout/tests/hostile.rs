//! Text nobody would write on purpose, and text nobody has thought of.

use proptest::prelude::*;

use super::super::flow::BODY;
use super::super::lines::{Ink, break_lines};
use super::super::shape::Shaper;
use super::{band_bar, check_consistent, check_inside_margins, laid_out, table};
use crate::memo::document::{
    Block, Callout, CalloutTone, Column, ColumnWidth, Figure, HeadingLevel, ParagraphStyle, Signature, Span, Table,
    TableRow, Tone,
};
use crate::memo::pdf::pdf_from_document;
use crate::memo::sample::document;

/// Text nobody wants to see in an application, and which arrives nevertheless.
fn hostile() -> Vec<String> {
    vec![
        String::new(),
        " ".to_owned(),
        "\n\n\n".to_owned(),
        "\u{0}\u{7}\u{1B}[31mred\u{7F}".to_owned(),
        "\u{202E}txt.exe\u{2066}\u{2069}".to_owned(),
        "\u{5E9}\u{5DC}\u{5D5}\u{5DD} \u{645}\u{631}\u{62D}\u{628}\u{627}".to_owned(),
        "\u{5E73}\u{6210}\u{98DF}\u{54C1}".repeat(30),
        "\u{1F600}\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{FE0F}".to_owned(),
        "x".repeat(10_000),
        "/usr/lib/".repeat(400),
        "a\u{301}\u{302}\u{303}\u{304}".repeat(50),
        "\u{FDFA}\u{FFFD}\u{FEFF}\u{E000}\u{10FFFF}".to_owned(),
        "\u{418}\u{432}\u{430}\u{43D} \u{393}\u{3B9}\u{3CE}\u{3C1}\u{3B3}\u{3BF}\u{3C2} \u{141}\u{F3}d\u{17A} \u{1ED}"
            .to_owned(),
        "\u{A0}".repeat(500),
        "a\tb\r\nc\rd\u{2028}e\u{AD}f\u{200B}g".to_owned(),
    ]
}

#[test]
fn hostile_text_is_laid_out_and_written_everywhere() {
    for text in hostile() {
        let span = || {
            vec![Span::plain(text.as_str()), Span { tone: Tone::Band(9), italic: true, ..Span::plain(text.as_str()) }]
        };
        let mut wild = table(2, &text);
        wild.caption.clone_from(&text);
        wild.summary.clone_from(&text);
        wild.columns[1].title.clone_from(&text);
        wild.columns[0].width = ColumnWidth::Natural;
        wild.columns[2].width = ColumnWidth::Fixed(f32::NAN);
        wild.rows.push(TableRow { cells: vec![span()], group_header: true });
        let mut case = document(vec![
            Block::anchored(HeadingLevel::Three, text.as_str(), text.as_str()),
            Block::paragraph(ParagraphStyle::Lead, span()),
            Block::Bullets(vec![span(), vec![]]),
            Block::Table(wild),
            Block::Table(Table::default()),
            Block::Table(table(0, "")),
            Block::Facts(vec![(text.clone(), span()), (String::new(), vec![])]),
            Block::Figure(Figure { alt: text.clone(), kind: band_bar(10.0, (1.0, 2.0), vec![f32::NAN; 7]) }),
            Block::Callout(Callout {
                tone: CalloutTone::Stop,
                title: text.clone(),
                blocks: vec![Block::paragraph(ParagraphStyle::Body, span())],
            }),
            Block::Row(vec![
                Column { weight: f32::NAN, blocks: vec![Block::paragraph(ParagraphStyle::Quiet, span())] },
                Column { weight: 0.0, blocks: vec![] },
            ]),
            Block::Signatures(vec![Signature { role: text.clone(), name: text.clone() }; 3]),
            Block::Gap(f32::INFINITY),
        ]);
        for running in
            [&mut case.header_left, &mut case.header_right, &mut case.footer_left, &mut case.title, &mut case.author]
        {
            running.clone_from(&text);
        }
        let list = laid_out(&case);
        check_consistent(&list);
        check_inside_margins(&list);
        let bytes = pdf_from_document(&case).expect("written");
        lopdf::Document::load_mem(&bytes).expect("readable");
    }
}

#[test]
fn missing_characters_are_drawn_as_codes_that_stand_for_them() {
    let mut shaper = Shaper::new().expect("faces");
    let lines = break_lines(&mut shaper, &[Span::plain("a\u{5E9}\u{5DC}b \u{5E73}")], BODY, 400.0);
    let pieces: Vec<(String, Option<String>)> = lines[0]
        .atoms
        .iter()
        .filter_map(|atom| match &atom.ink {
            Ink::Text(piece) => Some((piece.text.to_string(), piece.stands_for.as_deref().map(str::to_owned))),
            Ink::Shape(_) => None,
        })
        .collect();
    let code = |text: &str, original: &str| (text.to_owned(), Some(original.to_owned()));
    let plain = |text: &str| (text.to_owned(), None);
    let hebrew = [plain("a"), code("[U+05E9 ", "\u{5E9}"), code("05DC]", "\u{5DC}"), plain("b ")];
    assert_eq!(pieces[..4], hebrew);
    assert_eq!(pieces[4], code("[U+5E73]", "\u{5E73}"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn lines_fit_and_lose_nothing(words in proptest::collection::vec("[a-zA-Z0-9/.\u{e9}\u{3b1}\u{416}-]{1,30}", 0..40), width in 40.0_f32..400.0) {
        let text = words.join(" ");
        let mut shaper = Shaper::new().expect("faces");
        let middle = text.char_indices().map(|(at, _)| at).nth(text.chars().count() / 2).unwrap_or(0);
        let spans = [Span::plain(&text[..middle]), Span::bold(&text[middle..])];
        let lines = break_lines(&mut shaper, &spans, BODY, width);
        let mut joined = String::new();
        for line in &lines {
            prop_assert!(line.width() <= width + 0.05, "{} of {width}", line.width());
            for atom in &line.atoms {
                if let Ink::Text(piece) = &atom.ink {
                    joined.push_str(&piece.text);
                }
            }
        }
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn any_text_at_all_is_laid_out(text in any::<String>()) {
        let list = laid_out(&document(vec![Block::text(ParagraphStyle::Body, text.as_str()), Block::Table(table(2, &text))]));
        check_consistent(&list);
        check_inside_margins(&list);
    }
}
