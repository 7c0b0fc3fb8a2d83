//! Help on roles and previews: what they arrange, and what they do not protect.

use super::key_page::{HelpPage, page_ui};
use crate::gui::action::Actions;
use crate::gui::role::{PROTECTS_NOTHING, Role};
use crate::gui::theme::space;
use crate::gui::widgets::{Text, key_cap_ui};
use egui::{Label, Ui};

/// What a role arranges, beside the places it lists.
fn means(role: Role) -> &'static str {
    match role {
        Role::Underwriter => {
            "The case comes first: interview, devices, assessment, terms, memo. Book and weights are folded away. Only an underwriter removes the mark of a preview."
        }
        Role::Broker => {
            "Interview, open items and devices, then what goes to the client. A new case is marked as a preview at once. Weights and points are bars of impact, and rules are said in general words."
        }
        Role::Carrier => "Book and weights come first; a case opens on its assessment, rules before drivers.",
    }
}

const PARAGRAPHS: &[(&str, &[&str])] = &[
    (
        "What a role does not do",
        &[
            PROTECTS_NOTHING,
            "Nothing is lost by switching. A screen that a role does not list stays reachable by its key and by the palette; the rail then says that it lies outside the role. Book and weights show numbers in every role.",
        ],
    ),
    (
        "What a preview is",
        &[
            "A copy of a case that a broker works on, marked on every screen, in the title of the window, and on every page. The case it was made from stays as it is; decision and overrides stay with it.",
            "It is no assessment by a carrier and no offer. It counts in no carrier's book, and its memo holds no decision and no signatures.",
            "The pages for the client show score, range, bands, strengths, steps and open items. They hold no weights, no rules and no authorities.",
        ],
    ),
    (
        "Weights cannot be kept secret",
        &[
            "The score is a sum. Whoever may try answers can read every weight from the steps of the score: change one answer, and the score moves by the weight of its question times the change, over the sum of the weights. Bars instead of numbers spare a broker the detail; they hide nothing from a person who wants to know.",
            "A case file also holds the whole questionnaire it is scored under, weights and rules included. Hand out the PDF, not the file, where that matters.",
        ],
    ),
];

pub fn roles_page_ui(ui: &mut Ui, actions: &mut Actions) {
    page_ui(ui, HelpPage::Roles, actions, |ui, _| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for role in Role::ALL {
            ui.horizontal_top(|ui| {
                ui.allocate_ui(egui::vec2(104.0, 20.0), |ui| {
                    ui.set_min_width(104.0);
                    key_cap_ui(ui, role.words());
                });
                ui.add(Label::new(Text::body(means(role))).wrap());
            });
        }
        for (title, sentences) in PARAGRAPHS {
            ui.add_space(space::INSIDE);
            ui.label(Text::strong(*title));
            for sentence in *sentences {
                ui.add(Label::new(Text::body(*sentence)).wrap());
            }
        }
    });
}
