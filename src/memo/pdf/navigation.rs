//! Ways through the document: clickable areas and the outline.

use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};

use super::PdfError;
use crate::memo::layout::display::{DisplayList, ElementId, LinkTarget, OutlineEntry};

/// A clickable area in the file.
pub struct Annotation {
    /// Its object.
    pub id: ObjectId,
    /// Its page's object.
    pub page: ObjectId,
    /// Its tag.
    pub element: ElementId,
}

/// Adds the clickable areas to their pages.
///
/// # Errors
/// When a page is not a dictionary.
pub fn add_links(
    file: &mut lopdf::Document,
    list: &DisplayList,
    pages: &[ObjectId],
) -> Result<Vec<Annotation>, PdfError> {
    let base = list.page_size_pt.1;
    let mut annotations = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let mut on_page = Vec::new();
        for link in list.links.iter().filter(|link| link.page == number) {
            let [x, y, width, height] = link.area;
            let corners =
                [x, base - y - height, x + width, base - y].map(|at| Object::Real((at * 100.0).round() / 100.0));
            let mut annotation = dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => corners.to_vec(),
                "Border" => vec![0.into(), 0.into(), 0.into()],
                // Printed, as PDF/A demands of every annotation.
                "F" => 4,
                "P" => *page,
                "Contents" => text_string(&link.description),
            };
            match &link.target {
                LinkTarget::Place { page, y } => annotation.set("Dest", destination(pages, *page, base - y)),
                LinkTarget::Web(address) => {
                    let uri = Object::string_literal(address.as_bytes());
                    annotation.set("A", dictionary! { "Type" => "Action", "S" => "URI", "URI" => uri });
                }
            }
            let id = file.add_object(annotation);
            on_page.push(Object::Reference(id));
            annotations.push(Annotation { id, page: *page, element: link.element });
        }
        let page = file.get_dictionary_mut(*page)?;
        if on_page.is_empty() {
            page.remove(b"Annots");
        } else {
            page.set("Annots", on_page);
        }
    }
    Ok(annotations)
}

/// Adds the headings as a nested outline, open to its second level.
///
/// # Errors
/// When the catalog is missing.
pub fn add_outline(file: &mut lopdf::Document, list: &DisplayList, pages: &[ObjectId]) -> Result<(), PdfError> {
    if list.outline.is_empty() {
        return Ok(());
    }
    let root = file.new_object_id();
    let mut outline = dictionary! { "Type" => "Outlines" };
    let visible = add_entries(file, &mut outline, root, &list.outline, list, pages, 0);
    outline.set("Count", visible);
    file.objects.insert(root, outline.into());
    let catalog = file.catalog_mut()?;
    catalog.set("Outlines", root);
    catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    Ok(())
}

/// Adds entries below a parent and returns how many lines they take while the parent is open.
fn add_entries(
    file: &mut lopdf::Document,
    parent: &mut Dictionary,
    parent_id: ObjectId,
    entries: &[OutlineEntry],
    list: &DisplayList,
    pages: &[ObjectId],
    depth: usize,
) -> i64 {
    let ids: Vec<ObjectId> = entries.iter().map(|_| file.new_object_id()).collect();
    let mut visible = 0;
    for (index, (entry, id)) in entries.iter().zip(&ids).enumerate() {
        let mut item = dictionary! {
            "Title" => text_string(entry.title.trim()),
            "Parent" => parent_id,
            "Dest" => destination(pages, entry.page, list.page_size_pt.1 - entry.y),
        };
        if let Some(before) = index.checked_sub(1).and_then(|before| ids.get(before)) {
            item.set("Prev", *before);
        }
        if let Some(after) = ids.get(index + 1) {
            item.set("Next", *after);
        }
        visible += 1;
        if !entry.children.is_empty() {
            let below = add_entries(file, &mut item, *id, &entry.children, list, pages, depth + 1);
            // A negative count is a closed entry.
            let open = depth == 0;
            item.set("Count", if open { below } else { -below });
            visible += if open { below } else { 0 };
        }
        file.objects.insert(*id, item.into());
    }
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        parent.set("First", *first);
        parent.set("Last", *last);
    }
    visible
}

/// A place a little above `y` (points from the bottom), so that a heading does not stick to the window's edge.
fn destination(pages: &[ObjectId], page: usize, y: f32) -> Object {
    let Some(page) = pages.get(page) else {
        return Object::Null;
    };
    let top = Object::Real(((y + 8.0) * 100.0).round() / 100.0);
    Object::Array(vec![Object::Reference(*page), Object::Name(b"XYZ".to_vec()), Object::Null, top, Object::Null])
}
