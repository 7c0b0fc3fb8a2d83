//! Scores held against claims. Figures for a person to weigh; nothing here changes a weight.

use crate::book::{BackTest, Direction, Evidence, Experience, Psi, outcome_place};
use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::{BookTab, Counted, OpenBook, short_name};
use crate::gui::carrier::live::Landed;
use crate::gui::screens::page_ui;
use crate::gui::theme::{icons, size, tokens};
use crate::gui::widgets::{Text, UprightBar, card_ui, heading_ui, icon_ui, upright_bars_ui};
use crate::gui::words;
use crate::questionnaire::{Questionnaire, Ratio, decimal};
use egui::{Button, Label, Ui};

pub(super) fn back_test_ui(ui: &mut Ui, open: &OpenBook, landed: &Landed, actions: &mut Actions) {
    page_ui(ui, "back-test", |ui| {
        let Some(Counted::BackTest(found)) = open.figures.of(BookTab::BackTest) else {
            let quiet = Text::quiet(ui, "Counting the claims");
            ui.label(quiet);
            return;
        };
        let Some((test, evidence)) = found.as_deref() else {
            let quiet = Text::quiet(ui, "It is known of no submission whether there was a claim");
            ui.label(quiet);
            return;
        };
        heading_ui(ui, "Scores against claims", &head_words(test));
        if let Some(warning) = test.warning() {
            warning_ui(ui, &warning);
        }
        tenths_ui(ui, test);
        auc_ui(ui, test);
        bands_ui(ui, &landed.side(open.side).of, test);
        evidence_ui(ui, &landed.side(open.side).of, test, evidence);
        drift_ui(ui, open, actions);
        let quiet = Text::quiet(
            ui,
            "Weights are expert judgement. Claims show how scores have held so far; no weight is ever fitted or changed \
             by them. The book does not say which claims relate to devices, nor which terms still run and may yet claim",
        );
        ui.add(Label::new(quiet).wrap());
    });
}

fn head_words(test: &BackTest) -> String {
    let mut words =
        format!("{} claims in {} submissions", words::grouped(test.known.claims), words::grouped(test.known.n));
    if let Some(share) = test.known.share {
        words.push_str(&format!(", {}", rate_words(share.rate())));
    }
    if test.not_known > 0 {
        words.push_str(&format!("; of {} more it is not known", words::grouped(test.not_known)));
    }
    words
}

fn warning_ui(ui: &mut Ui, warning: &str) {
    card_ui(ui, "", |ui| {
        ui.horizontal_top(|ui| {
            let colour = tokens(ui).bands[2];
            icon_ui(ui, icons::INFO, 18.0, colour);
            ui.add(Label::new(Text::strong(warning).size(size::BODY)).wrap());
        });
    });
}

/// `4.2 %`
fn rate_words(rate: Ratio) -> String {
    format!("{} %", decimal(rate * 100, 1))
}

/// A share with its interval, in words.
fn share_words(experience: &Experience) -> String {
    let Some(share) = experience.share else { return "none".to_owned() };
    format!(
        "{} of {} claim, {}, 95 % interval {:.1} to {:.1} %",
        words::grouped(experience.claims),
        words::grouped(experience.n),
        rate_words(share.rate()),
        share.interval.low * 100.0,
        share.interval.high * 100.0
    )
}

fn bar_of(name: String, aside: String, experience: &Experience, colour: egui::Color32) -> UprightBar {
    let share = experience.share;
    UprightBar {
        said: format!("{name}: {}", share_words(experience)),
        name,
        aside,
        height: share.map_or(0.0, |share| words::drawn(share.rate())),
        whisker: share.map(|share| (share.interval.low as f32, share.interval.high as f32)),
        text: share.map(|share| rate_words(share.rate())).unwrap_or_default(),
        colour,
    }
}

fn tenths_ui(ui: &mut Ui, test: &BackTest) {
    card_ui(ui, "Claims by tenth of the score, worst scores first", |ui| {
        let colour = tokens(ui).accent.gamma_multiply(0.62);
        let bars: Vec<UprightBar> = (1..)
            .zip(&test.tenths)
            .map(|(place, tenth)| {
                let scores = tenth.scores.map(|(best, worst)| format!("{} to {}", words::one(best), words::one(worst)));
                let mut bar = bar_of(place.to_string(), scores.unwrap_or_default(), &tenth.experience, colour);
                if let Some(lift) = tenth.lift {
                    bar.said.push_str(&format!(", {} times as often as all", decimal(lift, 2)));
                }
                bar
            })
            .collect();
        let words = test.known.share.map(|share| format!("all {}", rate_words(share.rate()))).unwrap_or_default();
        let all = test.known.share.map(|share| (words::drawn(share.rate()), words.as_str()));
        upright_bars_ui(ui, "Claims by tenth of the score", &bars, all, 240.0);
        if let Some(lift) = test.tenths.first().and_then(|tenth| tenth.lift) {
            let worst = Text::quiet(
                ui,
                format!(
                    "The worst tenth claims {} times as often as all; whiskers are 95 % intervals",
                    decimal(lift, 2)
                ),
            );
            ui.add(Label::new(worst).wrap());
        }
    });
}

fn auc_ui(ui: &mut Ui, test: &BackTest) {
    card_ui(ui, "How well the score parts claims from the rest", |ui| {
        let Some(auc) = &test.auc else {
            let quiet = Text::quiet(ui, "This needs submissions with a claim and submissions without one");
            ui.label(quiet);
            return;
        };
        ui.horizontal(|ui| {
            ui.label(Text::strong(decimal(auc.area, 3)).size(30.0));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                let interval = match auc.interval {
                    Some(it) => format!("AUC, 95 % interval {:.3} to {:.3}", it.low, it.high),
                    None => "AUC, too little to say how far off it may be".to_owned(),
                };
                ui.label(Text::label(interval));
                let counts = Text::caption(
                    ui,
                    format!(
                        "{} with a claim, {} without; 0.5 is what chance gives",
                        words::grouped(auc.claims),
                        words::grouped(auc.others)
                    ),
                );
                ui.label(counts);
            });
        });
        if auc.interval.is_some_and(|interval| interval.holds(0.5)) {
            let quiet =
                Text::quiet(ui, "The interval holds 0.5: these claims do not show that the score parts anything");
            ui.add(Label::new(quiet).wrap());
        }
    });
}

fn bands_ui(ui: &mut Ui, questionnaire: &Questionnaire, test: &BackTest) {
    card_ui(ui, "Claims by band", |ui| {
        let tokens = tokens(ui);
        let mut bars: Vec<UprightBar> = test
            .bands
            .iter()
            .zip(&questionnaire.bands)
            .enumerate()
            .map(|(place, (experience, band))| {
                let aside = format!("{} submissions", words::grouped(experience.n));
                let colour = tokens.band(place).gamma_multiply(0.7);
                bar_of(short_name(&band.name).to_owned(), aside, experience, colour)
            })
            .collect();
        let none = outcome_place(crate::assessment::Outcome::InsufficientInformation);
        if let Some(experience) = test.outcomes.get(none).filter(|experience| experience.n > 0) {
            let aside = format!("{} submissions", words::grouped(experience.n));
            bars.push(bar_of("Insufficient".to_owned(), aside, experience, tokens.no_decision.gamma_multiply(0.7)));
        }
        let words = test.known.share.map(|share| format!("all {}", rate_words(share.rate()))).unwrap_or_default();
        let all = test.known.share.map(|share| (words::drawn(share.rate()), words.as_str()));
        upright_bars_ui(ui, "Claims by band", &bars, all, 230.0);
        let quiet = Text::quiet(
            ui,
            "A band that is calibrated claims more often than every better one. Bands are before knock-outs and holds, and \
             hold those with insufficient information too",
        );
        ui.add(Label::new(quiet).wrap());
    });
}

/// Questions whose claims speak against their weight, for a person to weigh; nothing is proposed but a direction.
fn evidence_ui(ui: &mut Ui, questionnaire: &Questionnaire, test: &BackTest, evidence: &[Evidence]) {
    card_ui(ui, "What single answers say about claims", |ui| {
        if let Some(too_few) = test.warning() {
            let quiet = Text::quiet(ui, too_few);
            ui.add(Label::new(quiet).wrap());
            return;
        }
        let speaks = |it: &&Evidence| it.direction != Direction::Undecided;
        for it in evidence.iter().filter(speaks) {
            let Some(relative) = it.at_same_score else { continue };
            let question = questionnaire.question(it.question);
            let text = format!(
                "{} {}: {}. At the same score bad answers claim {:.2} times as often as good ones, 99.9 % interval {:.2} to {:.2}",
                question.id,
                question.ask,
                it.direction.words(),
                relative.ratio,
                relative.strict.low,
                relative.strict.high
            );
            ui.add(Label::new(Text::label(text)).wrap());
        }
        let silent = evidence.iter().filter(|it| !speaks(it)).count();
        let quiet = format!(
            "{} of {} questions: no evidence for a change. Answers go together, so none of this shows a cause; a change \
             of a weight is made by a person, in a draft, with its reasons",
            silent,
            evidence.len()
        );
        let quiet = Text::quiet(ui, quiet);
        ui.add(Label::new(quiet).wrap());
    });
}

/// How far another book has drifted from this one.
fn drift_ui(ui: &mut Ui, open: &OpenBook, actions: &mut Actions) {
    card_ui(ui, "Drift against another book", |ui| {
        let Some((name, drift)) = open.figures.drift() else {
            let quiet = Text::quiet(
                ui,
                "The population stability index tells how far the mix of scores, bands and tiers has moved since an \
                 earlier book",
            );
            ui.add(Label::new(quiet).wrap());
            if ui.add(Button::new(Text::label("Compare with an earlier book..."))).clicked() {
                actions.push(BookAction::CompareBook.into());
            }
            return;
        };
        let counts = format!(
            "{name} with {} submissions, then this book with {}",
            words::grouped(drift.earlier),
            words::grouped(drift.later)
        );
        ui.add(Label::new(Text::label(counts)).wrap());
        for (what, psi) in [("Scores", &drift.score), ("Bands", &drift.bands), ("Tiers", &drift.tiers)] {
            psi_ui(ui, what, psi);
        }
        let quiet = Text::caption(ui, "Common practice calls less than 0.1 little, and 0.25 and more a lot");
        ui.add(Label::new(quiet).wrap());
        if ui.add(Button::new(Text::label("Compare with another..."))).clicked() {
            actions.push(BookAction::CompareBook.into());
        }
    });
}

fn psi_ui(ui: &mut Ui, what: &str, psi: &Psi) {
    let said = match psi.value {
        value if value <= psi.by_chance => "no more than chance gives",
        value if value < 0.1 => "little",
        value if value < 0.25 => "some",
        _ => "a lot",
    };
    ui.horizontal(|ui| {
        ui.label(Text::strong(what));
        ui.label(Text::label(format!("{:.3}, {said}", psi.value)));
        let mut chance = format!("chance alone gives about {:.3}", psi.by_chance);
        if psi.empty > 0 {
            chance.push_str(&format!("; empty in one book and counted as half a row: {}", psi.empty));
        }
        let chance = Text::caption(ui, chance);
        ui.label(chance);
    });
}
