//! The layout held against its promises.

mod hostile;

use std::collections::{BTreeMap, BTreeSet};

use super::display::{ArtifactKind, DisplayList, Draw, ElementId, ElementKind, Item, Mark, TextRun};
use super::{MARGIN_PT, draw_figure, lay_out};
use crate::memo::document::{
    Align, BandBar, Bar, Bars, Block, Column, ColumnWidth, Document, FigureKind, HeadingLevel, PageSize,
    ParagraphStyle, Signature, Span, Table, TableColumn, TableRow, Wall, WallStep,
};
use crate::memo::palette::{self, Colour};
use crate::memo::sample::{document, memo};

const LOREM: &str = "The applicant separates controllers from office computers at one site of three and reviews firewall logs after \
    events. Updates are installed when a problem shows, and the makers of the recorders publish the end of security support.";

fn laid_out(document: &Document) -> DisplayList {
    lay_out(document).expect("every document can be laid out")
}

fn runs(items: &[Item]) -> impl Iterator<Item = (&Mark, &TextRun)> {
    items.iter().filter_map(|item| match &item.draw {
        Draw::Text(run) => Some((&item.mark, run)),
        _ => None,
    })
}

fn is_running(mark: &Mark) -> bool {
    matches!(mark, Mark::Artifact(ArtifactKind::Header | ArtifactKind::Footer))
}

fn prose(times: usize) -> Block {
    Block::text(ParagraphStyle::Body, LOREM.repeat(times))
}

fn heading(text: &str) -> Block {
    Block::heading(HeadingLevel::Two, text)
}

fn table(rows: usize, cell: &str) -> Table {
    let column = |title: &str, align| TableColumn { title: title.to_owned(), width: ColumnWidth::Weight(1.0), align };
    let row = |number: usize| TableRow {
        cells: vec![vec![Span::plain(format!("row {number}"))], vec![Span::plain(cell)], vec![Span::plain("1.5")]],
        group_header: false,
    };
    Table {
        columns: vec![column("Name", Align::Left), column("Words", Align::Left), column("Points", Align::Right)],
        rows: (0..rows).map(row).collect(),
        first_column_names_rows: true,
        ..Table::default()
    }
}

/// Everything but the running header and footer stands inside the margins; those stand on the page.
fn check_inside_margins(list: &DisplayList) {
    let (width, height) = list.page_size_pt;
    for (number, page) in list.pages.iter().enumerate() {
        for item in &page.items {
            let (left, right, top, bottom) = match &item.draw {
                Draw::Text(run) => {
                    let spaces = run.glyphs.iter().rev().take_while(|glyph| run.glyph_text(glyph) == " ");
                    let trailing = spaces.map(|glyph| glyph.advance).sum::<f32>() * run.size / 1000.0;
                    (run.x, run.x + run.advance_pt() - trailing, run.y - run.size * 0.75, run.y + run.size * 0.25)
                }
                Draw::Rect(rect) => (rect.x, rect.x + rect.width, rect.y, rect.y + rect.height),
                Draw::Path(path) => {
                    let ends: Vec<[f32; 2]> = path.segments.iter().map(super::display::Segment::end).collect();
                    let span = |axis: usize| {
                        let values = ends.iter().map(move |end| end[axis]);
                        (values.clone().fold(f32::MAX, f32::min), values.fold(f32::MIN, f32::max))
                    };
                    (span(0).0, span(0).1, span(1).0, span(1).1)
                }
            };
            let margin = if is_running(&item.mark) { 24.0 } else { MARGIN_PT };
            let slack = if matches!(item.draw, Draw::Path(_)) { 6.0 } else { 0.6 };
            assert!(
                left >= MARGIN_PT - slack
                    && right <= width - MARGIN_PT + slack
                    && top >= margin - slack
                    && bottom <= height - margin + slack,
                "page {number}: {left} {top} {right} {bottom} {item:?}"
            );
        }
    }
}

/// Tags name parents before them, items name tags that exist, no glyph is the missing one.
fn check_consistent(list: &DisplayList) {
    assert!(!list.pages.is_empty());
    for (index, element) in list.structure.iter().enumerate() {
        match element.parent {
            None => assert_eq!(index, 0),
            Some(ElementId(parent)) => assert!(parent < index),
        }
    }
    for item in list.pages.iter().flat_map(|page| &page.items) {
        if let Mark::Element(ElementId(index)) = item.mark {
            assert!(index < list.structure.len());
        }
        if let Draw::Text(run) = &item.draw {
            assert!(run.glyphs.iter().all(|glyph| glyph.id != 0));
            let covered: String = run.glyphs.iter().map(|glyph| run.glyph_text(glyph)).collect();
            assert_eq!(&*covered, &*run.text);
        }
    }
}

/// Baselines of an element's text on each page.
fn lines_by_page(list: &DisplayList, wanted: impl Fn(&ElementKind) -> bool) -> BTreeMap<(usize, usize), BTreeSet<i64>> {
    let mut lines: BTreeMap<(usize, usize), BTreeSet<i64>> = BTreeMap::new();
    for (number, page) in list.pages.iter().enumerate() {
        for (mark, run) in runs(&page.items) {
            if let Mark::Element(ElementId(index)) = mark
                && wanted(&list.structure[*index].kind)
            {
                lines.entry((*index, number)).or_default().insert((run.y * 100.0) as i64);
            }
        }
    }
    lines
}

#[test]
fn sample_memo_keeps_to_its_margins() {
    for page in [PageSize::A4, PageSize::Letter] {
        let list = laid_out(&Document { page, ..memo() });
        check_inside_margins(&list);
        check_consistent(&list);
        assert!((4..=5).contains(&list.pages.len()), "{} pages", list.pages.len());
    }
}

#[test]
fn heading_never_ends_a_page() {
    for filler in 0..60 {
        for follower in [prose(2), Block::Table(table(6, "words")), Block::Bullets(vec![vec![Span::plain(LOREM)]; 3])] {
            let blocks = vec![
                Block::Gap(0.0),
                Block::text(ParagraphStyle::Body, "line\n".repeat(filler)),
                heading("Heading"),
                follower,
            ];
            let list = laid_out(&document(blocks));
            let page =
                list.pages.iter().position(|page| runs(&page.items).any(|(_, run)| run.text.starts_with("Heading")));
            let page = &list.pages[page.expect("the heading is set")];
            let is_heading = |mark: &Mark| matches!(mark, Mark::Element(ElementId(index)) if matches!(list.structure[*index].kind, ElementKind::Heading(_)));
            let below: BTreeSet<i64> = runs(&page.items)
                .skip_while(|(mark, _)| !is_heading(mark))
                .filter(|(mark, _)| !is_heading(mark) && !is_running(mark))
                .map(|(_, run)| (run.y * 100.0) as i64)
                .collect();
            assert!(below.len() >= 2, "{filler} lines above: {} below", below.len());
        }
    }
}

#[test]
fn lead_in_stays_with_what_it_leads_to() {
    for filler in 0..60 {
        let lead_in = Block::text(ParagraphStyle::Quiet, "Intro");
        let blocks = vec![
            Block::text(ParagraphStyle::Body, "line\n".repeat(filler)),
            heading("Heading"),
            lead_in,
            Block::Table(table(4, "words")),
        ];
        let list = laid_out(&document(blocks));
        let page_of = |words: &str| {
            let has = |items: &[Item]| runs(items).any(|(_, run)| run.text.starts_with(words));
            list.pages.iter().position(|page| has(&page.items))
        };
        assert_eq!(page_of("Heading"), page_of("Points"), "{filler} lines above");
    }
}

#[test]
fn what_is_signed_for_stands_on_the_page_that_is_signed() {
    for filler in 0..60 {
        let fact = |name: &str| (name.to_owned(), vec![Span::plain("a value")]);
        let blocks = vec![
            Block::text(ParagraphStyle::Body, "line\n".repeat(filler)),
            heading("Statement"),
            Block::Facts(vec![fact("First"), fact("Second"), fact("Last")]),
            Block::Signatures(vec![Signature { role: "Underwriter".to_owned(), name: String::new() }]),
        ];
        let list = laid_out(&document(blocks));
        let page_of = |words: &str| {
            list.pages.iter().position(|page| runs(&page.items).any(|(_, run)| run.text.starts_with(words)))
        };
        assert!(page_of("Underwriter").is_some());
        for words in ["Statement", "First", "Last"] {
            assert_eq!(page_of(words), page_of("Underwriter"), "{filler} lines above");
        }
    }
}

#[test]
fn paragraph_leaves_no_single_line_behind() {
    for filler in 0..60 {
        let blocks = vec![Block::text(ParagraphStyle::Body, "line\n".repeat(filler)), prose(3)];
        let list = laid_out(&document(blocks));
        for ((element, page), lines) in lines_by_page(&list, |kind| *kind == ElementKind::Paragraph) {
            let elsewhere = lines_by_page(&list, |kind| *kind == ElementKind::Paragraph)
                .keys()
                .any(|(other, at)| *other == element && *at != page);
            assert!(!elsewhere || lines.len() >= 2, "{filler} lines above leave {} on page {page}", lines.len());
        }
    }
}

#[test]
fn titles_come_back_as_decoration() {
    let list = laid_out(&document(vec![Block::Table(table(120, "words"))]));
    assert!(list.pages.len() >= 3);
    for (number, page) in list.pages.iter().enumerate() {
        let (mark, _) =
            runs(&page.items).find(|(_, run)| run.text.starts_with("Points")).expect("titles on every page");
        if number == 0 {
            let Mark::Element(ElementId(index)) = mark else { panic!("the first titles are content") };
            assert!(matches!(list.structure[*index].kind, ElementKind::HeaderCell { .. }));
        } else {
            assert_eq!(*mark, Mark::Artifact(ArtifactKind::RepeatedTitles));
        }
    }
    check_inside_margins(&list);
}

#[test]
fn rows_are_not_torn() {
    let list = laid_out(&document(vec![Block::Table(table(40, LOREM))]));
    let mut pages_of: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (element, page) in lines_by_page(&list, |kind| *kind == ElementKind::DataCell).into_keys() {
        pages_of.entry(element).or_default().insert(page);
    }
    assert!(pages_of.values().all(|pages| pages.len() == 1));
}

#[test]
fn row_taller_than_a_page_goes_on_with_its_titles() {
    let list = laid_out(&document(vec![Block::Table(table(1, &LOREM.repeat(40)))]));
    assert!(list.pages.len() >= 3);
    assert!(list.pages.iter().all(|page| runs(&page.items).any(|(_, run)| run.text.starts_with("Points"))));
    check_inside_margins(&list);
}

#[test]
fn figures_line_up_on_their_last_digit() {
    let mut figures = table(0, "");
    for amount in ["1.5", "11.1", "100.0", "8.8"] {
        figures.rows.push(TableRow { cells: vec![vec![], vec![], vec![Span::plain(amount)]], group_header: false });
    }
    let list = laid_out(&document(vec![Block::Table(figures)]));
    let ends: BTreeSet<i64> = runs(&list.pages[0].items)
        .filter(|(_, run)| run.text.ends_with(|last: char| last.is_ascii_digit()) && run.text.contains('.'))
        .filter(|(mark, _)| !is_running(mark))
        .map(|(_, run)| ((run.x + run.advance_pt()) * 20.0).round() as i64)
        .collect();
    assert_eq!(ends.len(), 1, "{ends:?}");
}

#[test]
fn page_break_starts_a_page_and_no_empty_one() {
    let text = |words: &str| Block::text(ParagraphStyle::Body, words);
    let list = laid_out(&document(vec![
        Block::PageBreak,
        text("one"),
        Block::PageBreak,
        Block::PageBreak,
        text("two"),
        Block::PageBreak,
    ]));
    assert_eq!(list.pages.len(), 2);
}

#[test]
fn running_header_begins_on_the_second_page() {
    let list = laid_out(&document(vec![prose(60)]));
    let has = |page: usize, words: &str| {
        runs(&list.pages[page].items).any(|(mark, run)| is_running(mark) && run.text.contains(words))
    };
    assert!(!has(0, "Harbor") && has(1, "Harbor"));
    assert!(has(0, "Page") && has(1, "Page"));
}

#[test]
fn outline_nests_by_level_and_links_find_headings() {
    let link = |target: &str| Span::to_heading("there ", target);
    let list = laid_out(&document(vec![
        Block::heading(HeadingLevel::One, "A"),
        Block::paragraph(ParagraphStyle::Body, vec![link("d"), link("nowhere")]),
        Block::heading(HeadingLevel::Three, "B"),
        Block::heading(HeadingLevel::Two, "C"),
        Block::PageBreak,
        Block::anchored(HeadingLevel::Three, "D", "d"),
        Block::heading(HeadingLevel::One, "E"),
    ]));
    let titles =
        |entries: &[super::display::OutlineEntry]| entries.iter().map(|entry| entry.title.clone()).collect::<Vec<_>>();
    assert_eq!(titles(&list.outline), ["A", "E"]);
    assert_eq!(titles(&list.outline[0].children), ["B", "C"]);
    assert_eq!(titles(&list.outline[0].children[1].children), ["D"]);
    assert_eq!(list.links.len(), 1, "a link to nowhere stays plain");
    let colours: Vec<Colour> =
        runs(&list.pages[0].items).filter(|(_, run)| &*run.text == "there ").map(|(_, run)| run.colour).collect();
    assert_eq!(colours, [palette::ACCENT, palette::TEXT]);
    let levels: Vec<u8> = list
        .structure
        .iter()
        .filter_map(|tag| if let ElementKind::Heading(level) = tag.kind { Some(level) } else { None })
        .collect();
    assert_eq!(levels, [1, 2, 2, 3, 1], "no level is skipped in the tags");
}

#[test]
fn row_sets_columns_side_by_side() {
    let column = |words: &str| Column { weight: 1.0, blocks: vec![Block::text(ParagraphStyle::Body, words)] };
    let list = laid_out(&document(vec![Block::Row(vec![column("left"), column("right")])]));
    let find = |words: &str| runs(&list.pages[0].items).find(|(_, run)| run.text.starts_with(words)).expect("set").1;
    assert_eq!(find("left").y, find("right").y);
    assert!(find("right").x > find("left").x + 200.0);
    let tall = |words: &str| Column { weight: 1.0, blocks: vec![Block::text(ParagraphStyle::Body, words), prose(30)] };
    let list = laid_out(&document(vec![Block::Row(vec![tall("left"), tall("right")])]));
    check_inside_margins(&list);
    check_consistent(&list);
}

#[test]
fn plain_text_reads_line_by_line() {
    let facts = Block::Facts(vec![("Name".to_owned(), vec![Span::plain("Value")])]);
    let list = laid_out(&document(vec![heading("Heading"), facts]));
    let text = list.plain_text();
    assert!(text.starts_with("Heading\nName\tValue\n"), "{text}");
}

#[test]
fn tone_is_told_by_shape_as_well_as_colour() {
    let list = laid_out(&document(vec![Block::paragraph(ParagraphStyle::Body, vec![Span::band(4, "Distressed")])]));
    let shapes = list.pages[0].items.iter().filter(|item| matches!(item.draw, Draw::Path(_))).count();
    assert_eq!(shapes, 1);
}

fn band_bar(score: f32, range: (f32, f32), edges: Vec<f32>) -> FigureKind {
    let names =
        ["Preferred", "Standard", "Conditional", "Distressed", "Decline unless exception"].map(str::to_owned).to_vec();
    FigureKind::BandBar(BandBar { edges, names, score, score_label: format!("{score:.1} of 100"), range })
}

fn wall(total: u64, unknown: u64, past: &[u64]) -> FigureKind {
    let step = |past: &u64| WallStep { label: "Jan 2027".to_owned(), past: *past, value: past.to_string() };
    let marks =
        vec![(0.0, "inception 2027-01-01".to_owned()), (f32::NAN, "nowhere".to_owned()), (900.0, LOREM.to_owned())];
    FigureKind::Wall(Wall { months: past.iter().map(step).collect(), total, unknown, marks })
}

#[test]
fn drawings_stay_inside_their_width() {
    let bars = |label: &str, value: f32| {
        FigureKind::Bars(Bars {
            rows: vec![Bar { label: label.to_owned(), value, value_label: format!("{value:.1}"), emphasised: true }],
            max: 10.0,
            marker: Some((value, "a marker with many words".to_owned())),
        })
    };
    let edges = vec![20.0, 40.0, 60.0, 80.0];
    for kind in [
        band_bar(0.0, (0.0, 0.0), edges.clone()),
        band_bar(100.0, (100.0, 97.0), edges.clone()),
        band_bar(50.0, (0.0, 100.0), edges),
        band_bar(f32::NAN, (f32::INFINITY, -5.0), vec![90.0, 10.0, f32::NAN]),
        band_bar(3.0, (1.0, 4.0), vec![]),
        bars("short", 0.0),
        bars(&LOREM.repeat(3), 400.0),
        bars("", f32::NAN),
        wall(0, 0, &[]),
        wall(640, 88, &[0, 12, 12, 224, 640]),
        wall(u64::MAX, u64::MAX, &[u64::MAX; 400]),
    ] {
        for width in [482.0, 240.0, 60.0] {
            let drawing = draw_figure(&kind, width).expect("drawn");
            for item in &drawing.items {
                if let Draw::Text(run) = item {
                    let end = run.x + run.advance_pt();
                    assert!(run.x >= -0.1 && end <= width + 6.0, "{} at {} to {end} of {width}", run.text, run.x);
                    assert!(run.y <= drawing.height);
                }
            }
        }
    }
}

#[test]
fn table_of_many_columns_stays_on_the_page() {
    let mut wide = table(3, "words that need room");
    for number in 0..40 {
        let width = [ColumnWidth::Natural, ColumnWidth::Fixed(90.0), ColumnWidth::Weight(2.0)][number % 3];
        wide.columns.push(TableColumn { title: format!("Column {number}"), width, align: Align::Right });
    }
    check_inside_margins(&laid_out(&document(vec![Block::Table(wide)])));
}
