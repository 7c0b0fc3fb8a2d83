//! The schedule: its neutral point, its caps by section and what they add up to.

use super::bands::{labelled_ui, threshold_ui};
use super::told_card_ui;
use crate::gui::action::Actions;
use crate::gui::carrier::draft::{Draft, sentence};
use crate::gui::theme::tokens;
use crate::gui::widgets::Text;
use crate::questionnaire::SectionKind;
use crate::questionnaire::plan::{Target, Threshold};
use egui::{Label, Ui};

pub(super) fn schedule_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    let words = "A suggestion that the filed plan decides on: debits above the neutral point, credits below it where evidence is on file";
    told_card_ui(ui, "Schedule", words, |ui| {
        for threshold in [Threshold::ScheduleNeutral, Threshold::ScheduleMax, Threshold::ScheduleCreditShare] {
            threshold_ui(ui, draft, threshold, actions);
        }
    });
    let target = |id: &String| Target::ScheduleCap { section: id.clone() };
    let scored = || draft.base.sections.iter().filter(|section| section.kind == SectionKind::Scored);
    let sum: u64 = scored().filter_map(|section| draft.units(&target(&section.id))).sum();
    let words = "The most that a section may add or take, in percent; a section with 0 informs only";
    told_card_ui(ui, "Caps by section", words, |ui| {
        for section in scored() {
            labelled_ui(ui, draft, &target(&section.id), &format!("{} {}", section.id, section.title), actions);
        }
        let most = draft.units(&Target::Threshold(Threshold::ScheduleMax)).unwrap_or(0);
        let colour = if sum > most { tokens(ui).bands[4] } else { tokens(ui).text };
        ui.label(Text::strong(format!("Sum {sum} % of {most} %")).color(colour));
        for fault in draft.faults.iter().filter(|fault| {
            matches!(fault.target, Some(Target::ScheduleCap { .. } | Target::Threshold(Threshold::ScheduleMax)))
        }) {
            ui.add(Label::new(Text::label(sentence(fault)).color(tokens(ui).bands[4])).wrap());
        }
    });
}
