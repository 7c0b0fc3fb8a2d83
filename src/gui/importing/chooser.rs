//! Choosing what is in a column: fields in groups, found by words.

use crate::gui::field_words::{FIELD_GROUPS, field_fits};
use crate::inventory::Field;

/// Choosing what is in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chooser {
    pub column: usize,
    pub query: String,
    pub selected: usize,
}

/// A line of the chooser: a field, or leaving the column out, with the title of the group it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub group: Option<&'static str>,
    pub field: Option<Field>,
}

impl Chooser {
    /// What fits the words typed so far; leaving out stands first.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        let out = "leave out not used ignore";
        let leaves_out = self.query.to_lowercase().split_whitespace().all(|word| out.contains(word));
        let mut choices: Vec<Choice> = leaves_out.then_some(Choice { group: None, field: None }).into_iter().collect();
        for group in &FIELD_GROUPS {
            let mut title = Some(group.title);
            for field in group.fields.iter().copied().filter(|field| field_fits(group, *field, &self.query)) {
                choices.push(Choice { group: title.take(), field: Some(field) });
            }
        }
        choices
    }
}
