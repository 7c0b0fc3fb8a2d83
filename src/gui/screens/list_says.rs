//! What the device list says about a question, beside what was typed.

use crate::assessment::ComputedAnswer;
use crate::gui::action::{Action, Actions};
use crate::gui::devices::DevicesTab;
use crate::gui::state::Case;
use crate::gui::theme::{icons, tokens};
use crate::gui::widgets::{Text, icon_ui, link_ui};
use crate::questionnaire::{Question, QuestionIx};
use egui::{Label, Ui};

pub fn list_says_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let facts = &case.derived.facts;
    if let Some(computed) = facts.computed(ix) {
        let words = computed_words(case.questionnaire.question(ix), computed);
        let to = if case.estate.survey.support.is_some() { DevicesTab::Support } else { DevicesTab::List };
        line_ui(ui, icons::DEVICES, tokens(ui).quiet, &words, "See the devices", to, actions);
    }
    for it in facts.contradictions().iter().filter(|it| it.question == ix) {
        let colour = tokens(ui).bands[3];
        line_ui(ui, icons::SCALES, colour, &it.what, "See the contradiction", DevicesTab::Contradictions, actions);
    }
}

fn line_ui(
    ui: &mut Ui,
    icon: &str,
    colour: egui::Color32,
    words: &str,
    leads: &str,
    to: DevicesTab,
    actions: &mut Actions,
) {
    ui.horizontal_top(|ui| {
        icon_ui(ui, icon, 15.0, colour);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let words = Text::quiet(ui, words);
            ui.add(Label::new(words).wrap());
            if link_ui(ui, None, leads).clicked() {
                actions.push(Action::DevicesTab(to));
            }
        });
    });
}

/// `The device list allows C to E: 120 of 640 devices are past support`.
fn computed_words(question: &Question, computed: &ComputedAnswer) -> String {
    let letter = |place: u8| question.options.get(usize::from(place)).map(|option| option.key.to_uppercase());
    let (best, worst) = (letter(computed.best).unwrap_or_default(), letter(computed.worst).unwrap_or_default());
    if computed.is_decided() {
        format!("The device list says {best}: {}", computed.why)
    } else {
        format!("The device list allows {best} to {worst}: {}", computed.why)
    }
}
