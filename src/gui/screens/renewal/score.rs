//! The score from one term to the next: on the assessment in short, in the renewal view in full.

use crate::assessment::renewal::{Renewal, Walk};
use crate::gui::action::Actions;
use crate::gui::command::Command;
use crate::gui::state::Case;
use crate::gui::theme::{space, tokens};
use crate::gui::widgets::{Step, Text, card_ui, link_ui, waterfall_ui};
use crate::gui::words::counted;
use crate::memo::wording::renewal::{band_sentence, parts, signed, unconfirmed_sentence, under};
use crate::questionnaire::{WideRatio, wide_decimal};
use egui::{Label, Ui};

/// On the assessment: the walk, what else changed in figures, and the way to the view.
pub fn renewal_card_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    card_ui(ui, "Renewal", |ui| {
        let Some(renewal) = &case.derived.renewal else {
            super::nothing_to_compare_ui(ui, case, actions);
            return;
        };
        walk_ui(ui, case, renewal);
        for line in renewal.undecided(&case.submission.plan_debits) {
            let text = format!("Schedule line {} waits for a decision: the plan alone changed it", line.section);
            ui.add(Label::new(Text::strong(text).color(tokens(ui).bands[3])).wrap());
        }
        ui.add(Label::new(Text::label(in_short(renewal))).wrap());
        if link_ui(ui, None, "Open the renewal view").on_hover_text(Command::Renewal.keys()).clicked() {
            actions.push(Command::Renewal.into());
        }
    });
}

/// `3 answers changed, 1 rule fires anew, 2 no more; 12 of 61 answers are carried over ...`.
fn in_short(renewal: &Renewal) -> String {
    let mut text = format!(
        "{} changed; {} anew and {} no more",
        counted(renewal.answers.len(), "answer", "answers"),
        counted(renewal.rules.fired.len(), "rule fires", "rules fire"),
        renewal.rules.lifted.len()
    );
    if let Some(waiting) = unconfirmed_sentence(renewal.proof.to_confirm.len(), renewal.proof.answered) {
        text.push_str(&format!(". {waiting}"));
    }
    text
}

pub(super) fn walk_ui(ui: &mut Ui, case: &Case, renewal: &Renewal) {
    let name = case.submission.expiring.as_ref().map_or("", |kept| kept.file_name.as_str());
    let text = format!("{name}: {}. Now: {}", under(&renewal.expiring), under(&renewal.renewing));
    let text = Text::caption(ui, text);
    ui.add(Label::new(text).wrap());
    ui.add_space(space::SMALL);
    waterfall_ui(ui, "Change of the score since the expiring case", &steps(&renewal.score));
    let sentence = format!(
        "{}. Risk: other answers under last year's rules. The parts add up exactly; the bars of the scores are cut off at the left",
        band_sentence(renewal)
    );
    let sentence = Text::quiet(ui, sentence);
    ui.add(Label::new(sentence).wrap());
    ui.add_space(space::SMALL);
}

fn steps(walk: &Walk) -> Vec<Step<'static>> {
    let whole = |name, value| Step { name, from: 0.0, to: drawn(value), number: wide_decimal(value, 1), whole: true };
    let mut steps = vec![whole("Expiring score", walk.expiring)];
    let mut at = walk.expiring;
    for (name, points) in parts(walk) {
        let from = at;
        at += points;
        steps.push(Step { name, from: drawn(from), to: drawn(at), number: moved(points), whole: false });
    }
    steps.push(whole("Renewing score", walk.renewing));
    steps
}

/// `−0.3 better`: sign, word and colour say the same.
fn moved(points: WideRatio) -> String {
    let word = match points.cmp(&WideRatio::default()) {
        std::cmp::Ordering::Less => " better",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => " worse",
    };
    format!("{}{word}", signed(points, 1))
}

/// Good enough to draw with; never to compute with.
fn drawn(value: WideRatio) -> f32 {
    (*value.numer() as f64 / *value.denom() as f64) as f32
}
