//! Tags: the structure tree, and the way back to it from every piece of content.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};

use super::PdfError;
use super::navigation::Annotation;
use crate::memo::layout::display::{DisplayList, ElementId, ElementKind, Scope};

/// The standard structure type of an element.
#[must_use]
pub fn tag_name(kind: &ElementKind) -> &'static str {
    match kind {
        ElementKind::Document => "Document",
        ElementKind::Heading(1) => "H1",
        ElementKind::Heading(2) => "H2",
        ElementKind::Heading(_) => "H3",
        ElementKind::Paragraph => "P",
        ElementKind::Group => "Div",
        ElementKind::List => "L",
        ElementKind::ListItem => "LI",
        ElementKind::ListLabel => "Lbl",
        ElementKind::ListBody => "LBody",
        ElementKind::Table(_) => "Table",
        ElementKind::Caption => "Caption",
        ElementKind::TableHead => "THead",
        ElementKind::TableBody => "TBody",
        ElementKind::TableRow => "TR",
        ElementKind::HeaderCell { .. } => "TH",
        ElementKind::DataCell => "TD",
        ElementKind::Figure { .. } => "Figure",
        ElementKind::Link => "Link",
    }
}

/// A child of an element and its place in reading order.
struct Kid {
    order: usize,
    object: Object,
}

/// Adds the structure tree, the parent tree and what pages and catalog need to be tagged.
///
/// # Errors
/// When a page is not a dictionary.
pub fn add_tags(
    file: &mut lopdf::Document,
    list: &DisplayList,
    pages: &[ObjectId],
    marked: &[Vec<ElementId>],
    annotations: &[Annotation],
) -> Result<(), PdfError> {
    let root = file.new_object_id();
    let used = used_elements(list, marked);
    let ids: Vec<ObjectId> = list.structure.iter().map(|_| file.new_object_id()).collect();
    let id_of = |element: ElementId| ids.get(element.0).copied().unwrap_or(root);

    let mut kids: BTreeMap<usize, Vec<Kid>> = BTreeMap::new();
    let mut first_seen: Vec<Option<usize>> = vec![None; list.structure.len()];
    let mut parents: Vec<Object> = Vec::new();
    let mut order = 0;
    for (elements, page) in marked.iter().zip(pages) {
        let mut owners = Vec::with_capacity(elements.len());
        for (number, element) in elements.iter().enumerate() {
            let content = dictionary! { "Type" => "MCR", "Pg" => *page, "MCID" => number as i64 };
            kids.entry(element.0).or_default().push(Kid { order, object: content.into() });
            note_first(list, &mut first_seen, *element, order);
            owners.push(Object::Reference(id_of(*element)));
            order += 1;
        }
        let owners = file.add_object(Object::Array(owners));
        parents.extend([Object::Integer((parents.len() / 2) as i64), Object::Reference(owners)]);
    }
    for annotation in annotations {
        let content = dictionary! { "Type" => "OBJR", "Pg" => annotation.page, "Obj" => annotation.id };
        kids.entry(annotation.element.0).or_default().push(Kid { order: usize::MAX, object: content.into() });
        let number = (parents.len() / 2) as i64;
        parents.extend([Object::Integer(number), Object::Reference(id_of(annotation.element))]);
        file.get_dictionary_mut(annotation.id)?.set("StructParent", number);
    }
    attach_children(list, &used, &ids, &first_seen, &mut kids);

    for (index, element) in list.structure.iter().enumerate() {
        if used.get(index) != Some(&true) {
            continue;
        }
        let parent = element.parent.map_or(root, id_of);
        let mut tag = dictionary! { "Type" => "StructElem", "S" => tag_name(&element.kind), "P" => parent };
        describe(&mut tag, &element.kind, list, pages);
        let mut children = kids.remove(&index).unwrap_or_default();
        children.sort_by_key(|kid| kid.order);
        tag.set("K", Object::Array(children.into_iter().map(|kid| kid.object).collect()));
        file.objects.insert(id_of(ElementId(index)), tag.into());
    }

    let next_key = (parents.len() / 2) as i64;
    let parent_tree = file.add_object(dictionary! { "Nums" => parents });
    let tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => vec![Object::Reference(id_of(ElementId(0)))],
        "ParentTree" => parent_tree,
        "ParentTreeNextKey" => next_key,
    };
    file.objects.insert(root, tree.into());
    for (number, page) in pages.iter().enumerate() {
        let page = file.get_dictionary_mut(*page)?;
        page.set("StructParents", number as i64);
        page.set("Tabs", Object::Name(b"S".to_vec()));
    }
    let catalog = file.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

/// Elements worth a tag: those with content, their ancestors, and empty cells, which keep a table regular.
fn used_elements(list: &DisplayList, marked: &[Vec<ElementId>]) -> Vec<bool> {
    let mut used = vec![false; list.structure.len()];
    if let Some(root) = used.first_mut() {
        *root = true;
    }
    let cells = list
        .structure
        .iter()
        .enumerate()
        .filter(|(_, element)| is_cell(&element.kind))
        .map(|(index, _)| ElementId(index));
    for element in marked.iter().flatten().copied().chain(cells) {
        let mut next = Some(element);
        while let Some(ElementId(index)) = next {
            match used.get_mut(index) {
                Some(seen) if !*seen => *seen = true,
                _ => break,
            }
            next = list.structure.get(index).and_then(|element| element.parent);
        }
    }
    used
}

fn is_cell(kind: &ElementKind) -> bool {
    matches!(kind, ElementKind::DataCell | ElementKind::HeaderCell { .. })
}

fn note_first(list: &DisplayList, first_seen: &mut [Option<usize>], element: ElementId, order: usize) {
    let mut next = Some(element);
    while let Some(ElementId(index)) = next {
        match first_seen.get_mut(index) {
            Some(seen) if seen.is_none() => *seen = Some(order),
            _ => break,
        }
        next = list.structure.get(index).and_then(|element| element.parent);
    }
}

/// Hangs every element below its parent, in the order in which their content is read; one without content follows the
/// sibling before it.
fn attach_children(
    list: &DisplayList,
    used: &[bool],
    ids: &[ObjectId],
    first_seen: &[Option<usize>],
    kids: &mut BTreeMap<usize, Vec<Kid>>,
) {
    let mut last_order: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, element) in list.structure.iter().enumerate() {
        let (Some(parent), Some(true), Some(id)) = (element.parent, used.get(index), ids.get(index)) else {
            continue;
        };
        let before = last_order.get(&parent.0).copied().unwrap_or(0);
        let order = if is_cell(&element.kind) {
            before + 1
        } else {
            first_seen.get(index).copied().flatten().unwrap_or(before)
        };
        last_order.insert(parent.0, order);
        kids.entry(parent.0).or_default().push(Kid { order, object: Object::Reference(*id) });
    }
}

fn describe(tag: &mut Dictionary, kind: &ElementKind, list: &DisplayList, pages: &[ObjectId]) {
    match kind {
        ElementKind::HeaderCell { scope, columns } => {
            let scope = match scope {
                Scope::Column => "Column",
                Scope::Row => "Row",
            };
            let mut attributes = dictionary! { "O" => "Table", "Scope" => scope };
            if *columns > 1 {
                attributes.set("ColSpan", *columns as i64);
            }
            tag.set("A", attributes);
        }
        ElementKind::Table(summary) if !summary.is_empty() => {
            tag.set("A", dictionary! { "O" => "Table", "Summary" => text_string(summary) });
        }
        ElementKind::List => tag.set("A", dictionary! { "O" => "List", "ListNumbering" => "Disc" }),
        ElementKind::Figure { alt, place } => {
            tag.set("Alt", text_string(alt));
            if let Some((page, [x, y, width, height])) = place {
                let base = list.page_size_pt.1;
                let corners = [*x, base - y - height, x + width, base - y];
                let corners = corners.map(|at| Object::Real((at * 100.0).round() / 100.0)).to_vec();
                tag.set("A", dictionary! { "O" => "Layout", "BBox" => corners, "Placement" => "Block" });
                if let Some(page) = pages.get(*page) {
                    tag.set("Pg", *page);
                }
            }
        }
        _ => {}
    }
}
