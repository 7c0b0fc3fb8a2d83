//! Answers that are others than last year: which way they moved, and who says so.

use super::moved_ui;
use crate::assessment::renewal::{ChangedAnswer, Moved, Renewal};
use crate::gui::action::Actions;
use crate::gui::screens::question_chip_ui;
use crate::gui::state::Case;
use crate::gui::theme::tokens;
use crate::gui::widgets::{Text, card_ui, chip_ui};
use crate::memo::wording::renewal::said_words;
use egui::{Label, Ui};

/// Changed answers listed before the rest is counted.
const MOST_ANSWERS: usize = 40;

pub(super) fn answers_ui(ui: &mut Ui, case: &Case, renewal: &Renewal, actions: &mut Actions) {
    card_ui(ui, "Answers that changed", |ui| {
        if renewal.answers.is_empty() {
            let none = Text::quiet(ui, "None: every question is answered as in the expiring case");
            ui.add(Label::new(none).wrap());
            return;
        }
        let count = |moved| renewal.answers.iter().filter(|it| it.moved == moved).count();
        let [better, worse, otherwise] = [Moved::Better, Moved::Worse, Moved::Otherwise].map(count);
        let text = format!("{better} better, {worse} worse, {otherwise} otherwise");
        let text = Text::caption(ui, text);
        ui.label(text);
        ui.spacing_mut().item_spacing.y = 10.0;
        for it in renewal.answers.iter().take(MOST_ANSWERS) {
            answer_ui(ui, case, it, actions);
        }
        let more = renewal.answers.len().saturating_sub(MOST_ANSWERS);
        if more > 0 {
            let more = Text::quiet(ui, format!("and {more} more; the memo lists them all"));
            ui.label(more);
        }
    });
}

fn answer_ui(ui: &mut Ui, case: &Case, it: &ChangedAnswer, actions: &mut Actions) {
    ui.horizontal_top(|ui| {
        match case.questionnaire.find(&it.question) {
            Some(ix) if case.derived.is_shown(ix) => question_chip_ui(ui, case, ix, actions),
            _ => drop(chip_ui(ui, &it.question, None)),
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let was = Text::quiet(ui, format!("Was: {}", it.was));
            ui.add(Label::new(was).wrap()).on_hover_text(&it.ask);
            ui.add(Label::new(Text::label(format!("Now: {}", it.is)).color(tokens(ui).text)).wrap());
            ui.horizontal(|ui| {
                moved_ui(ui, it.moved);
                let said = said_words(it);
                if !said.is_empty() {
                    let said = Text::caption(ui, format!("said by {said}"));
                    ui.label(said);
                }
            });
        });
    });
}
