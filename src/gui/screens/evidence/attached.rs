//! Where files are dropped, and every file that is attached, by question.

use super::super::attachments::attached_rows_ui;
use super::super::question_chip_ui;
use crate::files::{MOST_IN_CASE, MOST_IN_FILE};
use crate::gui::action::Actions;
use crate::gui::evidence::{EvidenceAction, missing};
use crate::gui::state::Case;
use crate::gui::theme::{CARD_RADIUS, icons, space, tokens};
use crate::gui::widgets::{Text, card_ui, hairline_ui, icon_ui, menu_button_ui, menu_entry_ui, primary_button_ui};
use crate::gui::words;
use crate::questionnaire::QuestionIx;
use egui::{Frame, Label, Margin, ScrollArea, Shape, Stroke, Ui};

/// Letters of a question in the menu.
const MOST_LETTERS: usize = 60;

pub fn attached_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    card_ui(ui, "Attached files", |ui| {
        let gone = missing(case).len();
        if gone > 0 {
            let amber = tokens(ui).bands[2];
            ui.horizontal(|ui| {
                icon_ui(ui, icons::ERROR, 16.0, amber);
                let count = words::counted(gone, "attached file", "attached files");
                let words = Text::strong(format!("The content of {count} cannot be used, see below")).color(amber);
                ui.label(words);
            });
        }
        drop_zone_ui(ui, case, actions);
        let questions = case.questionnaire.places().filter(|ix| !case.attachments(*ix).is_empty());
        for (place, ix) in questions.enumerate() {
            if place > 0 {
                hairline_ui(ui);
            } else {
                ui.add_space(space::SMALL);
            }
            ui.horizontal(|ui| {
                question_chip_ui(ui, case, ix, actions);
                let question = case.questionnaire.question(ix);
                let grade = case.submission.record(&question.id).and_then(|record| record.grade).unwrap_or_default();
                let facts = format!("{} {}", grade.code(), grade.words().to_lowercase());
                let room = ui.available_width();
                let ask = Text::quiet(ui, &question.ask);
                ui.scope(|ui| {
                    ui.set_max_width((room - 160.0).max(80.0));
                    ui.add(Label::new(ask).truncate());
                });
                if case.questionnaire.is_scored(ix) {
                    let facts = Text::caption(ui, facts);
                    ui.label(facts);
                }
            });
            attached_rows_ui(ui, case, ix, true, actions);
        }
    });
}

fn drop_zone_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let tokens = tokens(ui);
    let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
    let fill = if hovering { tokens.accent_ground } else { tokens.ground };
    let zone =
        Frame::new().fill(fill).corner_radius(CARD_RADIUS).inner_margin(Margin::symmetric(16, 14)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let ix = case.view.current;
            ui.horizontal(|ui| {
                icon_ui(ui, icons::ATTACHED, 20.0, if hovering { tokens.accent } else { tokens.quiet });
                ui.label(Text::body("Drop files here to put them behind the answer to"));
                target_ui(ui, case, ix, actions);
            });
            ui.horizontal(|ui| {
                if primary_button_ui(ui, "Attach a file...").clicked() {
                    actions.push(EvidenceAction::Ask(ix).into());
                }
                let limits = format!(
                    "Kept in the case, sent nowhere, never opened by itself. At most {} each, {} together",
                    words::bytes(MOST_IN_FILE),
                    words::bytes(MOST_IN_CASE)
                );
                let limits = Text::caption(ui, limits);
                ui.add(Label::new(limits).wrap());
            });
        });
    let rect = zone.response.rect;
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    let stroke = Stroke::new(1.0, if hovering { tokens.accent } else { tokens.outline });
    ui.painter().extend(Shape::dashed_line(&corners, stroke, 6.0, 4.0));
}

/// The question that the files go to.
fn target_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let id = &case.questionnaire.question(ix).id;
    menu_button_ui(ui, id, &format!("Files go to {id}"), 420.0, |ui| {
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for each in case.questionnaire.places().filter(|ix| case.derived.is_shown(*ix)) {
                let question = case.questionnaire.question(each);
                let mut ask: String = question.ask.chars().take(MOST_LETTERS).collect();
                if ask.len() < question.ask.len() {
                    ask.push('\u{2026}');
                }
                if menu_entry_ui(ui, &format!("{}  {ask}", question.id), "", "", true) {
                    actions.push(EvidenceAction::Target(each).into());
                }
            }
        });
    });
}
