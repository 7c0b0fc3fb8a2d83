//! The weights editor: a plan in work, and beside it what it does to the book.
//!
//! | What | Where |
//! |---|---|
//! | name, status and what can be done with the plan | `head` |
//! | the table of weights, its lines and keys | `table`, `line`, `keys` |
//! | the question under the cursor: factors, grounds, whether it is asked | `detail` |
//! | band edges and thresholds, rules, the schedule | `bands`, `rules`, `schedule` |
//! | what changed and why; who, when and on what grounds | `changes`, `record` |
//! | each section by half as much more and less | `sensitivity` |
//! | a plan that does not fit the newest questionnaire | `fitting` |

mod bands;
mod changes;
mod detail;
mod fitting;
mod head;
mod impact_ui;
mod keys;
mod line;
mod number;
mod record;
mod rules;
mod schedule;
mod sensitivity;
mod table;

use crate::gui::action::Actions;
use crate::gui::carrier::draft::Tab;
use crate::gui::command::Command;
use crate::gui::state::Desk;
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{card_ui, empty_ui};
use egui::{Frame, Margin, Panel, ScrollArea, Ui};

/// Below this the book's side goes, so that the table stays readable.
const NO_IMPACT_BELOW: f32 = 900.0;

pub fn weights_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let width = ui.available_width();
    if let Some(fitting) = &desk.carrier.fitting {
        return page_ui(ui, "fitting", |ui| fitting::fitting_ui(ui, fitting, actions));
    }
    let Some(draft) = &desk.carrier.draft else {
        if empty_ui(ui, icons::SLIDERS, "No plan is open", Some(Command::NewPlan.label())) {
            actions.push(Command::NewPlan.into());
        }
        return;
    };
    if width >= NO_IMPACT_BELOW {
        let panel =
            Frame::new().fill(tokens(ui).surface).inner_margin(Margin { left: 16, right: 8, top: 12, bottom: 12 });
        Panel::right("impact")
            .exact_size((width * 0.38).clamp(336.0, 600.0))
            .resizable(false)
            .frame(panel)
            .show(ui, |ui| impact_ui::impact_ui(ui, desk, actions));
    }
    let bar = Frame::new().fill(tokens(ui).ground).inner_margin(Margin::symmetric(space::BETWEEN as i8, 10));
    Panel::top("plan").resizable(false).frame(bar).show(ui, |ui| head::head_ui(ui, desk, draft, actions));
    match draft.view.tab {
        Tab::Weights => table::table_ui(ui, draft, actions),
        Tab::Bands => page_ui(ui, "bands", |ui| bands::bands_ui(ui, draft, actions)),
        Tab::Rules => page_ui(ui, "rules", |ui| rules::rules_ui(ui, draft, actions)),
        Tab::Schedule => page_ui(ui, "schedule", |ui| schedule::schedule_ui(ui, draft, actions)),
        Tab::Sensitivity => page_ui(ui, "sensitivity", |ui| sensitivity::sensitivity_ui(ui, desk, draft)),
        Tab::Changes => page_ui(ui, "changes", |ui| changes::changes_ui(ui, draft, actions)),
        Tab::Record => page_ui(ui, "record", |ui| record::record_ui(ui, draft, actions)),
    }
}

/// A side of the editor that scrolls.
fn page_ui(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    let margin = Margin { left: space::BETWEEN as i8, right: space::BETWEEN as i8, top: 10, bottom: 32 };
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_width(ui.available_width().min(980.0));
            contents(ui);
        });
    });
}

/// A card with its one sentence.
fn told_card_ui(ui: &mut Ui, title: &str, sentence: &str, contents: impl FnOnce(&mut Ui)) {
    card_ui(ui, title, |ui| {
        let quiet = crate::gui::widgets::Text::quiet(ui, sentence);
        ui.add(egui::Label::new(quiet).wrap());
        ui.add_space(space::SMALL);
        contents(ui);
    });
}
