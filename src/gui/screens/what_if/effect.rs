//! What the scenario moves: score, band and range now and then, rules, schedule, subjectivities.

use super::applying::apply_ui;
use crate::assessment::what_if::Effect;
use crate::assessment::{Assessment, FiredRule, SuggestedSubjectivity};
use crate::gui::action::Actions;
use crate::gui::frame::outcome_ui;
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{icon_family, icons, size, space, tokens};
use crate::gui::what_if::Tried;
use crate::gui::widgets::{BandBar, Text, arithmetic_ui, band_bar_ui, hairline_ui, icon_ui, number_ui, rule_icon};
use crate::gui::words;
use crate::questionnaire::{Questionnaire, Ratio, RuleKind};
use egui::{Align, Label, Layout, Panel, ScrollArea, Ui, vec2};

pub(super) fn effect_ui(ui: &mut Ui, desk: &Desk, case: &Case, tried: &Tried, actions: &mut Actions) {
    let foot = Panel::bottom("apply the scenario").resizable(false).show_separator_line(false);
    foot.frame(egui::Frame::new().inner_margin(egui::Margin { left: 0, right: 10, top: 0, bottom: 0 }))
        .show(ui, |ui| apply_ui(ui, case, tried, actions));
    // Room at the right for the scroll bar, so that it never lies over a number.
    let margin = egui::Margin { left: 0, right: 12, top: 0, bottom: 8 };
    ScrollArea::vertical().id_salt("effect").auto_shrink([false, false]).content_margin(margin).show(ui, |ui| {
        let (questionnaire, effect) = (&case.questionnaire, &tried.effect);
        score_ui(ui, desk, questionnaire, effect, actions);
        bars_ui(ui, questionnaire, effect);
        hairline_ui(ui);
        moved_ui(ui, tried, desk.role().shows_weights());
        if desk.role().shows_weights() {
            rules_ui(ui, questionnaire, "Rules lifted", &effect.lifted);
            rules_ui(ui, questionnaire, "Rules that newly fire", &effect.fired);
        } else {
            kinds_ui(ui, questionnaire, "Lifted", &effect.lifted);
            kinds_ui(ui, questionnaire, "New", &effect.fired);
        }
        themes_ui(ui, questionnaire, "Subjectivities no longer suggested", &effect.subjectivities_gone);
        themes_ui(ui, questionnaire, "Subjectivities newly suggested", &effect.subjectivities_new);
        for (title, asked) in
            [("No longer to be answered first", &effect.requests_gone), ("To be answered first", &effect.requests_new)]
        {
            if !asked.is_empty() {
                part_ui(ui, title, asked.len());
                ui.add(Label::new(Text::label(words::ids(questionnaire, asked))).wrap());
            }
        }
        for misfit in &tried.misfits {
            ui.add_space(space::SMALL);
            let misfit = Text::quiet(ui, misfit);
            ui.add(Label::new(misfit).wrap());
        }
    });
}

/// Now, then, and the change, where the whole effect has no room.
pub(super) fn effect_strip_ui(ui: &mut Ui, case: &Case, tried: &Tried, actions: &mut Actions) {
    let (questionnaire, effect) = (&case.questionnaire, &tried.effect);
    ui.horizontal_wrapped(|ui| {
        ui.label(Text::strong("Tried").color(tokens(ui).accent));
        let before = Text::label(effect.before.score_shown(questionnaire)).color(tokens(ui).quiet);
        ui.label(before);
        arrow_ui(ui);
        ui.label(Text::heading(effect.after.score_shown(questionnaire)));
        change_ui(ui, effect);
        outcome_ui(ui, questionnaire, &effect.after, size::BODY);
    });
    apply_ui(ui, case, tried, actions);
}

fn arrow_ui(ui: &mut Ui) {
    let arrow = Text::label(icons::ARROW).family(icon_family()).color(tokens(ui).quiet);
    ui.label(arrow);
}

/// Points up or down, and the word for it.
fn change_ui(ui: &mut Ui, effect: &Effect) {
    let change = effect.score_change();
    let zero = Ratio::from_integer(0);
    let (word, colour) = match change.cmp(&zero) {
        std::cmp::Ordering::Less => ("better", tokens(ui).bands[0]),
        std::cmp::Ordering::Equal => ("the same score", tokens(ui).quiet),
        std::cmp::Ordering::Greater => ("worse", tokens(ui).bands[3]),
    };
    let text = if change == zero { word.to_owned() } else { format!("{} {word}", words::signed(change)) };
    ui.label(Text::strong(text).color(colour)).on_hover_text("Change of the control score, in points");
}

fn score_ui(ui: &mut Ui, desk: &Desk, questionnaire: &Questionnaire, effect: &Effect, actions: &mut Actions) {
    let caption = Text::caption(ui, "Control score if this were so, 0 best to 100 worst");
    ui.label(caption);
    ui.horizontal(|ui| {
        ui.set_height(52.0);
        ui.spacing_mut().item_spacing.x = 10.0;
        let shows_weights = desk.role().shows_weights();
        let score_ui = |ui: &mut Ui, assessment: &Assessment, name: &str, points: f32, actions: &mut Actions| {
            let shown = assessment.score_shown(questionnaire);
            if !shows_weights {
                ui.label(Text::heading(shown).size(points));
                return;
            }
            let number = number_ui(ui, &shown, name, points);
            let lines = || words::score_arithmetic(questionnaire, assessment);
            arithmetic_ui(&number, questionnaire, name, lines, &[], actions);
        };
        score_ui(ui, &effect.before, "Score as answered", 24.0, actions);
        arrow_ui(ui);
        score_ui(ui, &effect.after, "Tried score", size::SCORE, actions);
        change_ui(ui, effect);
    });
}

/// Both on one scale, one under the other.
fn bars_ui(ui: &mut Ui, questionnaire: &Questionnaire, effect: &Effect) {
    let has_range = [&effect.before, &effect.after].iter().any(|it| it.range.best != it.range.worst);
    for (name, assessment) in [("As answered", &effect.before), ("Tried", &effect.after)] {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            ui.allocate_ui_with_layout(vec2(78.0, 20.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(78.0);
                let colour = if name == "Tried" { tokens(ui).accent } else { tokens(ui).quiet };
                ui.label(Text::strong(name).size(size::CAPTION).color(colour));
            });
            outcome_ui(ui, questionnaire, assessment, size::BODY);
        });
        band_bar_ui(ui, &BandBar { questionnaire, assessment, labelled: false });
        if has_range {
            let range = Text::caption(ui, words::range(assessment));
            ui.label(range);
        }
    }
    ui.add_space(space::SMALL);
}

/// What else is another, now and then; the score and the range stand above.
fn moved_ui(ui: &mut Ui, tried: &Tried, with_internal: bool) {
    ui.spacing_mut().item_spacing.y = 2.0;
    if tried.moved.is_empty() {
        let nothing = Text::quiet(ui, "Neither band, confidence nor schedule moves");
        ui.add(Label::new(nothing).wrap());
    }
    for row in tried.moved.iter().filter(|row| with_internal || !row.is_internal()) {
        let [before, after] = &row.cells[..] else { continue };
        ui.horizontal(|ui| {
            ui.set_height(22.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.label(Text::strong(short(&after.text)));
                arrow_ui(ui);
                let before = Text::label(short(&before.text)).color(tokens(ui).quiet);
                ui.label(before);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let words = Text::label(&row.what).color(tokens(ui).quiet);
                    ui.add(Label::new(words).truncate()).on_hover_text(&row.what);
                });
            });
        });
    }
}

/// The first words of long band names.
fn short(name: &str) -> &str {
    name.split(" unless").next().unwrap_or(name)
}

fn part_ui(ui: &mut Ui, title: &str, count: usize) {
    ui.add_space(space::INSIDE);
    ui.label(Text::strong(format!("{title}, {count}")));
}

fn rules_ui(ui: &mut Ui, questionnaire: &Questionnaire, title: &str, rules: &[FiredRule]) {
    if rules.is_empty() {
        return;
    }
    part_ui(ui, title, rules.len());
    for rule in rules.iter().filter_map(|fired| questionnaire.rules.get(usize::from(fired.rule))) {
        ui.horizontal_top(|ui| {
            let colour = tokens(ui).text;
            icon_ui(ui, rule_icon(rule.kind), 15.0, colour).on_hover_text(rule.kind.words());
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(Text::strong(&rule.code).size(size::CAPTION));
                let says = Text::caption(ui, &rule.says);
                ui.add(Label::new(says).wrap());
            });
        });
    }
}

/// How many rules of which kind, for a broker: the rules themselves are the carrier's.
fn kinds_ui(ui: &mut Ui, questionnaire: &Questionnaire, title: &str, rules: &[FiredRule]) {
    let mut kinds: Vec<(RuleKind, usize)> = Vec::new();
    for rule in rules.iter().filter_map(|fired| questionnaire.rules.get(usize::from(fired.rule))) {
        match kinds.iter_mut().find(|(kind, _)| *kind == rule.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((rule.kind, 1)),
        }
    }
    for (kind, count) in kinds {
        ui.horizontal(|ui| {
            let colour = tokens(ui).text;
            icon_ui(ui, rule_icon(kind), 15.0, colour);
            ui.label(Text::label(format!("{title}: {}, {count}", kind.words().to_lowercase())));
        });
    }
}

fn themes_ui(ui: &mut Ui, questionnaire: &Questionnaire, title: &str, themes: &[SuggestedSubjectivity]) {
    if themes.is_empty() {
        return;
    }
    part_ui(ui, title, themes.len());
    for it in themes {
        ui.add(Label::new(Text::label(&questionnaire.theme(it.theme).title)).wrap());
    }
}
