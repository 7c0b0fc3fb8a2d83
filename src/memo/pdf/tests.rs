//! The writer held against its promises.

use lopdf::{Dictionary, Document, Object};

use super::{pdf_from_display_list, pdf_from_document, xmp};
use crate::memo::document::{Block, HeadingLevel, ParagraphStyle, Span};
use crate::memo::layout::lay_out;
use crate::memo::sample;

fn written(document: &crate::memo::document::Document) -> Vec<u8> {
    pdf_from_document(document).expect("every document can be written")
}

fn reopened() -> Document {
    Document::load_mem(&written(&sample::memo())).expect("what was written can be read")
}

fn catalog_entry<'a>(file: &'a Document, key: &[u8]) -> &'a Dictionary {
    let entry = file.catalog().and_then(|catalog| catalog.get(key)).expect("the catalog has the entry");
    resolved(file, entry).as_dict().expect("the entry is a dictionary")
}

fn resolved<'a>(file: &'a Document, object: &'a Object) -> &'a Object {
    file.dereference(object).expect("references lead somewhere").1
}

fn name_of(dictionary: &Dictionary, key: &[u8]) -> String {
    let name = dictionary.get(key).and_then(Object::as_name).unwrap_or_default();
    String::from_utf8_lossy(name).into_owned()
}

/// Every structure element as its type and dictionary, in reading order.
fn elements(file: &Document) -> Vec<(String, Dictionary)> {
    fn walk(file: &Document, object: &Object, found: &mut Vec<(String, Dictionary)>) {
        match resolved(file, object) {
            Object::Array(kids) => kids.iter().for_each(|kid| walk(file, kid, found)),
            Object::Dictionary(tag) if tag.has_type(b"StructElem") => {
                found.push((name_of(tag, b"S"), tag.clone()));
                walk(file, tag.get(b"K").expect("an element has kids"), found);
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(file, catalog_entry(file, b"StructTreeRoot").get(b"K").expect("the tree has a root"), &mut found);
    found
}

/// Writes the sample to `SECURABLE_MEMO_OUT` when that is set, for eyes and outside tools.
#[test]
fn sample_is_a_pdf_of_version_1_7() {
    let bytes = written(&sample::memo());
    if let Ok(path) = std::env::var("SECURABLE_MEMO_OUT") {
        std::fs::write(path, &bytes).expect("the given place can be written");
    }
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert!(bytes.len() < 120_000, "{} bytes", bytes.len());
}

#[test]
fn same_document_gives_same_bytes_every_time() {
    let document = sample::memo();
    let first = written(&document);
    for _ in 0..20 {
        assert!(written(&document) == first);
    }
}

#[test]
fn other_text_gives_another_identity() {
    let identity = |text: &str| {
        let document = sample::document(vec![Block::text(ParagraphStyle::Body, text)]);
        let file = Document::load_mem(&written(&document)).expect("readable");
        file.trailer.get(b"ID").expect("an identity").clone()
    };
    assert_eq!(identity("one"), identity("one"));
    assert_ne!(identity("one"), identity("two"));
}

#[test]
fn catalog_says_what_the_document_is() {
    let file = reopened();
    let catalog = file.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).ok(), Some(&b"en-US"[..]));
    assert_eq!(catalog_entry(&file, b"MarkInfo").get(b"Marked").and_then(Object::as_bool).ok(), Some(true));
    let shows_title = catalog_entry(&file, b"ViewerPreferences").get(b"DisplayDocTitle").and_then(Object::as_bool);
    assert_eq!(shows_title.ok(), Some(true));
    assert_eq!(name_of(catalog, b"PageMode"), "UseOutlines");
    for page in file.get_pages().into_values() {
        let page = file.get_dictionary(page).expect("a page");
        assert_eq!(name_of(page, b"Tabs"), "S");
        assert!(page.has(b"StructParents"));
    }
}

#[test]
fn colour_intent_carries_an_rgb_profile() {
    let file = reopened();
    let intents = file.catalog().and_then(|catalog| catalog.get(b"OutputIntents")).and_then(Object::as_array);
    let intent = resolved(&file, &intents.expect("intents")[0]).as_dict().expect("an intent");
    assert_eq!(name_of(intent, b"S"), "GTS_PDFA1");
    let profile = resolved(&file, intent.get(b"DestOutputProfile").expect("a profile")).as_stream().expect("a stream");
    assert_eq!(profile.dict.get(b"N").and_then(Object::as_i64).ok(), Some(3));
    let bytes = profile.decompressed_content().expect("unpacked");
    assert_eq!(&bytes[36..40], b"acsp");
    assert_eq!(&bytes[16..20], b"RGB ");
    assert_eq!(&bytes[24..28], &[0x07, 0xD0, 0, 1], "the profile's date is fixed");
}

#[test]
fn tags_cover_headings_tables_figures_and_links() {
    let file = reopened();
    let tags = elements(&file);
    let count = |name: &str| tags.iter().filter(|(tag, _)| tag == name).count();
    assert_eq!(tags[0].0, "Document");
    assert_eq!(tags[1].0, "H1");
    assert!(count("H2") >= 6 && count("H3") == 1);
    for (_, tag) in tags.iter().filter(|(name, _)| name == "TH") {
        let attributes = tag.get(b"A").and_then(Object::as_dict).expect("a header cell has attributes");
        assert!(["Column", "Row"].contains(&name_of(attributes, b"Scope").as_str()));
    }
    let figures: Vec<_> = tags.iter().filter(|(name, _)| name == "Figure").collect();
    assert_eq!(figures.len(), 2);
    for (_, figure) in figures {
        assert!(!figure.get(b"Alt").and_then(Object::as_str).expect("words for the figure").is_empty());
    }
    assert_eq!(count("Link"), 3);
    assert_eq!(count("Lbl"), count("LI"));
    assert_eq!(count("Table"), 6);
}

#[test]
fn every_row_of_a_table_has_as_many_cells_as_columns() {
    let file = reopened();
    for (_, table) in elements(&file).iter().filter(|(name, _)| name == "Table") {
        let mut widths = Vec::new();
        for part in kids(&file, table).iter().filter(|part| name_of(part, b"S") != "Caption") {
            for row in kids(&file, part) {
                let span = |cell: &Dictionary| {
                    let attributes = cell.get(b"A").and_then(Object::as_dict).ok();
                    attributes.and_then(|found| found.get(b"ColSpan").and_then(Object::as_i64).ok()).unwrap_or(1)
                };
                widths.push(kids(&file, &row).iter().map(span).sum::<i64>());
            }
        }
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{widths:?}");
    }
}

fn kids(file: &Document, tag: &Dictionary) -> Vec<Dictionary> {
    let kids = tag.get(b"K").and_then(Object::as_array).expect("kids");
    kids.iter()
        .filter_map(|kid| resolved(file, kid).as_dict().ok())
        .filter(|kid| kid.has_type(b"StructElem"))
        .cloned()
        .collect()
}

#[test]
fn parent_tree_leads_from_every_piece_of_content_to_its_tag() {
    let file = reopened();
    let tree = resolved(&file, catalog_entry(&file, b"StructTreeRoot").get(b"ParentTree").expect("a tree"));
    let numbers = tree.as_dict().and_then(|tree| tree.get(b"Nums")).and_then(Object::as_array).expect("numbers");
    let pages = file.get_pages();
    for (index, page) in pages.values().enumerate() {
        let owners = resolved(&file, &numbers[index * 2 + 1]).as_array().expect("owners of a page");
        let content = file.get_page_content(*page);
        let content = String::from_utf8_lossy(&content);
        assert_eq!(content.matches("/MCID").count(), owners.len());
        assert_eq!(content.matches("BDC").count(), content.matches("EMC").count());
    }
}

#[test]
fn metadata_is_well_formed_whatever_the_title() {
    let mut document = sample::memo();
    document.title = "Salt & Sons <\"Ltd\"> \u{1} ]]> 'x'".to_owned();
    let packet = xmp::packet(&document);
    assert!(packet.contains("Salt &amp; Sons &lt;&quot;Ltd&quot;&gt;  ]]&gt; &apos;x&apos;"));
    assert!(
        packet.contains("<pdfaid:part>3</pdfaid:part>")
            && packet.contains("<pdfaid:conformance>A</pdfaid:conformance>")
    );
    assert!(packet.contains("<pdfuaid:part>1</pdfuaid:part>"));
    assert_balanced(&packet);
    let file = Document::load_mem(&written(&document)).expect("readable");
    let metadata = file.catalog().and_then(|catalog| catalog.get(b"Metadata")).expect("metadata");
    let stream = resolved(&file, metadata).as_stream().expect("a stream");
    assert!(stream.dict.get(b"Filter").is_err(), "the packet is not compressed");
    assert_eq!(stream.content, packet.into_bytes());
}

/// Every start tag has its end tag, and no stray markup stands between.
fn assert_balanced(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in xml.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        assert!(!text.contains('>'), "{text}");
        let name = tag.trim_start_matches('/').split_whitespace().next().expect("a name");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.starts_with('?') && !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn fonts_are_embedded_subsets_with_text() {
    let file = reopened();
    let fonts: Vec<&Dictionary> = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|font| name_of(font, b"Subtype") == "Type0")
        .collect();
    assert_eq!(fonts.len(), 2, "Regular and Semibold");
    for font in fonts {
        assert_eq!(name_of(font, b"BaseFont").find('+'), Some(6));
        let unicode = resolved(&file, font.get(b"ToUnicode").expect("a map")).as_stream().expect("a stream");
        let unicode = unicode.decompressed_content().expect("unpacked");
        assert!(String::from_utf8_lossy(&unicode).contains("beginbfchar"));
        let descendant =
            resolved(&file, &font.get(b"DescendantFonts").and_then(Object::as_array).expect("a descendant")[0]);
        let descriptor = descendant.as_dict().and_then(|font| font.get(b"FontDescriptor")).expect("a descriptor");
        let descriptor = resolved(&file, descriptor).as_dict().expect("a dictionary");
        let program = resolved(&file, descriptor.get(b"FontFile2").expect("a program")).as_stream().expect("a stream");
        assert!(program.decompressed_content().expect("unpacked").len() < 80_000, "reduced to the glyphs in use");
        assert_eq!(descriptor.get(b"CapHeight").and_then(Object::as_i64).ok(), Some(660));
    }
}

#[test]
fn text_can_be_taken_out_again() {
    let file = reopened();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    let text = file.extract_text(&pages).expect("text");
    let joined: String = text.split_whitespace().collect();
    for words in
        ["Harbor Mill Foods, Inc.", "Network separation", "50.9 Conditional", "Page 2 of", "Senior underwriter"]
    {
        let packed: String = words.split_whitespace().collect();
        assert!(joined.contains(&packed), "{words} in {text}");
    }
}

#[test]
fn outline_is_nested_and_in_reading_order() {
    let file = reopened();
    let outline = catalog_entry(&file, b"Outlines");
    let title_of = |entry: &Dictionary| {
        let title = entry.get(b"Title").and_then(Object::as_str).expect("a title");
        String::from_utf8_lossy(title).into_owned()
    };
    let at = |entry: &Dictionary, key: &[u8]| {
        entry.get(key).ok().map(|object| resolved(&file, object).as_dict().expect("an entry").clone())
    };
    let title = at(outline, b"First").expect("the title");
    assert_eq!(title_of(&title), "Underwriting memo: Harbor Mill Foods");
    let mut sections = Vec::new();
    let mut next = at(&title, b"First");
    while let Some(entry) = next {
        sections.push(title_of(&entry));
        next = at(&entry, b"Next");
    }
    let expected = [
        "What drives the score",
        "Rules that fired",
        "Answers",
        "Devices over the policy term",
        "Conditions of the quote",
        "Coverage notes",
        "Sign-off",
    ];
    assert_eq!(sections, expected);
}

#[test]
fn links_have_words_and_a_tag() {
    let file = reopened();
    let links: Vec<&Dictionary> = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|found| name_of(found, b"Subtype") == "Link")
        .collect();
    assert_eq!(links.len(), 3);
    for link in links {
        assert!(link.has(b"Contents") && link.has(b"StructParent"));
        assert_eq!(link.get(b"F").and_then(Object::as_i64).ok(), Some(4));
        assert!(link.has(b"Dest") || link.has(b"A"));
    }
}

#[test]
fn attachment_comes_out_as_it_went_in() {
    let file = reopened();
    let files =
        file.catalog().and_then(|catalog| catalog.get(b"AF")).and_then(Object::as_array).expect("associated files");
    let specification = resolved(&file, &files[0]).as_dict().expect("a specification");
    assert_eq!(name_of(specification, b"AFRelationship"), "Source");
    let content = specification.get(b"EF").and_then(Object::as_dict).and_then(|files| files.get(b"F")).expect("a file");
    let stream = resolved(&file, content).as_stream().expect("a stream");
    assert_eq!(name_of(&stream.dict, b"Subtype"), "application/zip");
    assert_eq!(stream.content, b"PK\x05\x06 not really a zip");
}

#[test]
fn characters_the_faces_lack_are_read_as_they_were_written() {
    let document = sample::document(vec![
        Block::heading(HeadingLevel::One, "\u{5E73}\u{6210}"),
        Block::paragraph(
            ParagraphStyle::Body,
            vec![Span::plain("micro \u{b5} mu \u{3bc} ohm \u{2126} omega \u{3a9} e\u{301} q\u{301}")],
        ),
    ]);
    let file = Document::load_mem(&written(&document)).expect("readable");
    let page = file.get_pages().into_values().next().expect("a page");
    let content = file.get_page_content(page);
    let content = String::from_utf8_lossy(&content);
    assert!(content.contains("<FEFF5E73>") && content.contains("<FEFF6210>"), "{content}");
    assert!(content.contains("<FEFF00710301>"), "a mark off the line is read with its letter");
}

#[test]
fn a_list_laid_out_once_can_be_written_many_times() {
    let document = sample::memo();
    let list = lay_out(&document).expect("laid out");
    let write = || pdf_from_display_list(&list, &document).expect("written");
    assert!(write() == write());
}
