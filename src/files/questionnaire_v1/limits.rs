//! How large a questionnaire may be. Looked at before anything is resolved: places are small
//! integers, and a case is assessed again at every key that is pressed.

use super::super::ron_tree::Node;
use super::fields::Reader;
use super::names::{field_of, items};

/// By field of the questionnaire. Sections are named by one capital letter.
const OF_QUESTIONNAIRE: [(&str, usize); 10] = [
    ("sections", 26),
    ("tiers", 10),
    ("bands", 10),
    ("edges", 10),
    ("authorities", 20),
    ("rules", 300),
    ("themes", 100),
    ("coverage_notes", 200),
    ("law", 200),
    ("override_codes", 100),
];
/// By field of a question; options have a check of their own.
const OF_QUESTION: [(&str, usize); 2] = [("groups", 16), ("follow_ups", 50)];
const MOST_QUESTIONS: usize = 500;

/// Whether the lists are short enough to be read; reports those that are not.
pub(super) fn fits(reader: &mut Reader, root: &Node) -> bool {
    let before = reader.problems.len();
    for (field, most) in OF_QUESTIONNAIRE {
        look(reader, root, field, most);
    }
    let questions: Vec<&Node> = items(root, "sections").iter().flat_map(|section| items(section, "questions")).collect();
    if questions.len() > MOST_QUESTIONS {
        let at = field_of(root, "sections").map_or(root.at, |node| node.at);
        let what = format!("{} questions, and at most {MOST_QUESTIONS} can be read", questions.len());
        reader.report(at, what, "split the questionnaire");
    } else {
        for question in questions {
            for (field, most) in OF_QUESTION {
                look(reader, question, field, most);
            }
        }
    }
    reader.problems.len() == before
}

fn look(reader: &mut Reader, node: &Node, field: &str, most: usize) {
    let count = items(node, field).len();
    if count > most {
        let at = field_of(node, field).map_or(node.at, |found| found.at);
        reader.report(at, format!("{count} entries in {field}, and at most {most} can be read"), "shorten the list");
    }
}
