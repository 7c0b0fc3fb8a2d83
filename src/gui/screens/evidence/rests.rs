//! The weight by grade, and how much of what is good rests on assertion alone.

use crate::assessment::evidence::{EvidenceView, Share};
use crate::gui::role::Role;
use crate::gui::state::Case;
use crate::gui::theme::{space, tokens};
use crate::gui::widgets::{Part, Text, card_ui, parts_ui};
use crate::gui::words;
use crate::submission::Grade;
use egui::{Label, Ui};

pub fn rests_ui(ui: &mut Ui, role: Role, case: &Case, view: &EvidenceView) {
    let assessment = &case.derived.assessment;
    card_ui(ui, "What the score rests on", |ui| {
        if view.applicable_tenths == 0 {
            let nothing = Text::quiet(ui, "No scored question applies, so nothing has to be proven");
            ui.label(nothing);
            return;
        }
        parts_ui(ui, "Weight by grade of evidence", &parts(ui, role, view));
        ui.add_space(space::INSIDE);
        let asserted = format!("{} of the weight rests on assertion alone", words::percent_one(view.asserted_share));
        ui.label(Text::strong(asserted));
        let level = assessment.confidence_level.words().to_lowercase();
        let sentence = format!(
            "The score of {} is {} points better than the worst there is, and {} of these points rest on assertion alone. \
             Confidence is {}, {level}.",
            assessment.score_shown(&case.questionnaire),
            words::one(view.better),
            words::one(view.better_asserted),
            words::percent_one(assessment.confidence),
        );
        let sentence = Text::quiet(ui, sentence);
        ui.add(Label::new(sentence).wrap());
        if view.not_applicable.questions > 0 {
            let count = words::counted(usize::from(view.not_applicable.questions), "question", "questions");
            let set_aside = Text::caption(ui, format!("{count} set aside as not applicable"));
            ui.label(set_aside);
        }
    });
}

/// Strongest first; proof in accent, assertion in amber, the rest without colour.
fn parts(ui: &Ui, role: Role, view: &EvidenceView) -> Vec<Part> {
    let tokens = tokens(ui);
    let part = |name: String, share: &Share, colour, hatched| Part {
        name,
        aside: {
            let count = words::counted(usize::from(share.questions), "question", "questions");
            if role.shows_weights() { format!("{count}, weight {}", words::tenths(share.tenths)) } else { count }
        },
        share: words::drawn(share.percent) / 100.0,
        text: words::percent_one(share.percent),
        colour,
        hatched,
    };
    let graded = Grade::ALL.into_iter().rev().zip(view.grades.iter().rev());
    let mut parts: Vec<Part> = graded
        .map(|(grade, share)| {
            let (colour, hatched) = match grade {
                Grade::IndependentTest => (tokens.accent, false),
                Grade::ScanOrLog => (tokens.surface.lerp_to_gamma(tokens.accent, 0.7), false),
                Grade::Document => (tokens.surface.lerp_to_gamma(tokens.accent, 0.4), false),
                Grade::Asserted => (tokens.bands[2], true),
            };
            part(format!("{}  {}", grade.code(), grade.words()), share, colour, hatched)
        })
        .collect();
    parts.push(part("Unknown".to_owned(), &view.unknown, tokens.no_decision, true));
    parts.push(part("Not answered".to_owned(), &view.open, tokens.line, false));
    parts
}
