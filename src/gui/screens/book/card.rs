//! The card of a row: its scores before and after, the rules that fired, and every answer with what it adds.

use crate::book::{CellState, Scoring};
use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::{change_words, level_of, outcome_words};
use crate::gui::carrier::live::{Landed, Scored};
use crate::gui::frame::modal_of;
use crate::gui::state::Desk;
use crate::gui::theme::{self, icons, size, space, tokens};
use crate::gui::widgets::{
    Text, caption_at, hairline_ui, icon_button_ui, icon_ui, label_at, level_ui, rule_icon, strong_at, within,
};
use crate::gui::words;
use crate::questionnaire::{QuestionIx, Ratio, decimal};
use egui::{Align, Align2, FontId, Label, Layout, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

const WIDTH: f32 = 760.0;

/// Draws the card over the work.
pub fn card_ui(ui: &mut Ui, desk: &Desk, landed: &Landed, row: usize, actions: &mut Actions) {
    if row >= landed.after.scoring.rows() {
        return;
    }
    let shut = modal_of(ui, egui::Id::unique("submission card")).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 48.0));
        let book = &landed.read.book;
        let close = ui
            .horizontal(|ui| {
                ui.label(Text::heading(book.id(row)));
                let mut about = vec![book.industry(row).to_owned()];
                about.extend(book.inception(row).map(|day| format!("from {day}")));
                about.extend(book.limit(row).map(|limit| format!("limit {limit}")));
                about.extend(book.premium(row).map(|premium| format!("premium {premium}")));
                about.retain(|it| !it.is_empty());
                let about = Text::caption(ui, about.join(" · "));
                ui.label(about);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    icon_button_ui(ui, icons::CLOSE, "Close the card").clicked()
                })
                .inner
            })
            .inner;
        let quiet = Text::caption(ui, "A row of a table, read only; its answers are kept where the table is kept");
        ui.label(quiet);
        ui.add_space(space::INSIDE);
        let start = desk.carrier.draft.as_ref().map(|draft| draft.base.name()).unwrap_or_default();
        let same = std::sync::Arc::ptr_eq(&landed.before.of, &landed.after.of);
        ui.columns(if same { 1 } else { 2 }, |columns| {
            for (ui, (name, scored)) in columns
                .iter_mut()
                .zip([(desk.carrier.live.reference_name(&start), &landed.before), ("Draft", &landed.after)])
            {
                score_ui(ui, name, scored, row);
            }
        });
        hairline_ui(ui);
        let height = (ui.ctx().content_rect().height() - 330.0).max(160.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            answers_ui(ui, landed, row, same);
        });
        close
    });
    if shut.inner || shut.should_close() {
        actions.push(BookAction::CloseCard.into());
    }
}

/// Score, its sum, outcome and rules under one questionnaire.
fn score_ui(ui: &mut Ui, name: &str, scored: &Scored, row: usize) {
    let (questionnaire, scoring) = (&scored.of, &scored.scoring);
    let caption = Text::caption(ui, name);
    ui.label(caption);
    ui.horizontal(|ui| {
        let score = words::one(scoring.score(row));
        ui.label(Text::strong(&score).size(30.0)).on_hover_text(sum_words(scoring, row));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            let outcome = scoring.outcome(row);
            level_ui(ui, level_of(outcome), outcome_words(questionnaire, outcome), size::BODY);
            let facts = format!(
                "tier {} · complete {} · proven {}",
                questionnaire.tier(scoring.tier(row)).name,
                words::percent(scoring.completeness(row)),
                words::percent(scoring.confidence(row))
            );
            let facts = Text::caption(ui, facts);
            ui.label(facts);
        });
    });
    let sum = Text::caption(ui, sum_words(scoring, row));
    ui.add(Label::new(sum).wrap());
    ui.spacing_mut().item_spacing.y = 2.0;
    for place in scoring.fired(row) {
        let Some(rule) = questionnaire.rules.get(usize::from(place)) else { continue };
        ui.horizontal(|ui| {
            let colour = tokens(ui).quiet;
            icon_ui(ui, rule_icon(rule.kind), 13.0, colour).on_hover_text(rule.kind.words());
            ui.label(Text::strong(&rule.code).size(size::CAPTION));
            let says = Text::caption(ui, &rule.says);
            ui.add(Label::new(says).truncate()).on_hover_text(&rule.says);
        });
    }
    ui.add_space(space::INSIDE);
}

fn sum_words(scoring: &Scoring, row: usize) -> String {
    let (weighted, applicable) = scoring.score_units(row);
    format!(
        "sum of weight × factor {} ÷ sum of weights {} × 100 = {}",
        decimal(Ratio::new(weighted, 40), 3),
        words::tenths(applicable),
        words::one(scoring.score(row))
    )
}

/// Points an answer adds to the score; `None` where it does not apply.
fn points(scored: &Scored, row: usize, ix: QuestionIx) -> Option<Ratio> {
    let factor = scored.scoring.factor(row, ix)?;
    let (_, applicable) = scored.scoring.score_units(row);
    let weight = scored.of.question(ix).weight.tenths();
    (applicable > 0).then(|| Ratio::new(100 * weight * factor.count(), 4 * applicable))
}

fn answers_ui(ui: &mut Ui, landed: &Landed, row: usize, same: bool) {
    let tokens = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, 24.0), Sense::hover());
    let heads: &[&str] = if same { &["points"] } else { &["change", "after", "before"] };
    for (place, head) in heads.iter().enumerate() {
        let at = pos2(rect.right() - 64.0 * place as f32, rect.center().y);
        caption_at(ui.painter(), at, Align2::RIGHT_CENTER, head, tokens.quiet);
    }
    let questionnaire = &landed.after.of;
    for ix in questionnaire.places() {
        let cell = landed.read.book.cell(row, ix);
        let question = questionnaire.question(ix);
        let answer = match cell.state {
            CellState::Open => "Not answered".to_owned(),
            CellState::Unknown => "Unknown".to_owned(),
            CellState::NotApplicable => "Not applicable".to_owned(),
            CellState::Unusable => "Given, and cannot be used".to_owned(),
            CellState::Text => "Text".to_owned(),
            CellState::Options(options) => {
                let texts = options.places().filter_map(|place| question.options.get(place));
                texts.map(|option| option.text.as_str()).collect::<Vec<_>>().join("; ")
            }
        };
        let is_stated = matches!(cell.state, CellState::Options(_) | CellState::Text);
        let (before, after) = (points(&landed.before, row, ix), points(&landed.after, row, ix));
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, 26.0), Sense::hover());
        let shown = |points: Option<Ratio>| points.map(|points| decimal(points, 2)).unwrap_or_default();
        response.widget_info(|| {
            WidgetInfo::labeled(Role::ListItem, true, format!("{}: {answer}, {} points", question.id, shown(after)))
        });
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let painter = ui.painter();
        let y = rect.center().y;
        strong_at(painter, pos2(rect.left(), y), Align2::LEFT_CENTER, &question.id, tokens.text);
        let right = if same { 70.0 } else { 64.0 * 3.0 };
        let room = Rect::from_x_y_ranges(rect.left() + 40.0..=rect.right() - right, rect.y_range());
        let colour = if is_stated { tokens.text } else { tokens.quiet };
        within(painter, room, &answer, FontId::new(size::LABEL, theme::regular()), colour, false);
        if same {
            label_at(painter, pos2(rect.right(), y), Align2::RIGHT_CENTER, &shown(after), tokens.text);
        } else {
            let change = after.unwrap_or_default() - before.unwrap_or_default();
            strong_at(painter, pos2(rect.right(), y), Align2::RIGHT_CENTER, &change_words(change), tokens.text);
            label_at(painter, pos2(rect.right() - 64.0, y), Align2::RIGHT_CENTER, &shown(after), tokens.text);
            label_at(painter, pos2(rect.right() - 128.0, y), Align2::RIGHT_CENTER, &shown(before), tokens.quiet);
        }
        response.on_hover_text(format!("{}\n{answer}", question.ask));
    }
}
