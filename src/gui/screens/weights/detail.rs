//! The line under the cursor: the question in full, its factors, its grounds, and whether it is asked.

use super::number::fault_ui;
use crate::gui::action::Actions;
use crate::gui::carrier::draft::{Draft, DraftAction, Line, sentence};
use crate::gui::theme::{self, CONTROL_RADIUS, icons, size, space, tokens};
use crate::gui::widgets::{Text, critical_ui, icon_button_ui};
use crate::questionnaire::plan::{Hidden, Target, Value};
use crate::questionnaire::{AnswerKind, Choice, Quarter, Question, QuestionIx, SectionKind};
use egui::{
    Align2, ComboBox, FontId, Label, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

pub(super) fn detail_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    ScrollArea::vertical().id_salt(("detail", draft.view.cursor)).auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width(ui.available_width() - 12.0);
        match draft.view.cursor {
            Line::Question(ix) => question_ui(ui, draft, ix, actions),
            Line::Section(section) => {
                let it = draft.base.section(section);
                ui.label(Text::strong(format!("{} {}", it.id, it.title)).size(size::BODY));
                let intro = Text::quiet(ui, &it.intro);
                ui.add(Label::new(intro).wrap());
                let words = "The slider of a section scales its questions that are not locked, in proportion and in whole tenths";
                let words = Text::quiet(ui, words);
                ui.add(Label::new(words).wrap());
            }
        }
    });
}

fn question_ui(ui: &mut Ui, draft: &Draft, ix: QuestionIx, actions: &mut Actions) {
    let question = draft.base.question(ix);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(Text::strong(&question.id).size(size::BODY).color(tokens(ui).quiet));
        ui.label(Text::strong(&question.ask).size(size::BODY));
        if question.critical {
            critical_ui(ui);
        }
    });
    grounds_ui(ui, question);
    let about = draft.faults.iter().filter(|fault| {
        matches!(&fault.target, Some(Target::Weight { question: id } | Target::Factor { question: id, .. }) if *id == question.id)
    });
    for fault in about {
        ui.add(Label::new(Text::label(sentence(fault)).color(tokens(ui).bands[4])).wrap());
    }
    ui.add_space(space::SMALL);
    ui.spacing_mut().item_spacing.y = 2.0;
    for option in &question.options {
        option_ui(ui, draft, question, option, actions);
    }
    ui.add_space(space::SMALL);
    asked_ui(ui, draft, question, actions);
}

fn grounds_ui(ui: &mut Ui, question: &Question) {
    let basis = question.why.basis.iter().map(|basis| format!("{} {}", basis.code(), basis.words()));
    let mut words = basis.collect::<Vec<_>>().join(", ");
    if !question.why.basis_note.is_empty() && !words.contains(&question.why.basis_note) {
        words.push_str(&format!(" · {}", question.why.basis_note));
    }
    let words = Text::caption(ui, words);
    ui.add(Label::new(words).wrap());
}

/// An option with the five factors it may count.
fn option_ui(ui: &mut Ui, draft: &Draft, question: &Question, option: &Choice, actions: &mut Actions) {
    let target = Target::Factor { question: question.id.clone(), option: option.key.clone() };
    let now = draft.units(&target).unwrap_or(0);
    let tokens = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let cell = 40.0;
    let left = rect.right() - 5.0 * cell - 30.0;
    let y = rect.center().y;
    for quarters in 0..=4_u8 {
        let Some(factor) = Quarter::new(quarters) else { continue };
        let place = Rect::from_min_size(pos2(left + cell * f32::from(quarters), rect.top()), vec2(cell, rect.height()));
        let place = place.shrink2(vec2(1.5, 1.5));
        let id = ui.scope_id().with(("factor", &question.id, &option.key, quarters));
        let sense = if draft.is_editable() { Sense::click() } else { Sense::hover() };
        let response = ui.interact(place, id, sense);
        let is_on = u64::from(quarters) == now;
        let name = format!("{} option {}: {factor}", question.id, option.key);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, draft.is_editable(), is_on, &name));
        let was = option.factor == factor;
        let fill = if is_on {
            tokens.accent_ground
        } else if response.hovered() {
            tokens.raised
        } else {
            tokens.surface
        };
        let line = if is_on { tokens.accent } else { tokens.line };
        ui.painter().rect(place, CONTROL_RADIUS, fill, Stroke::new(1.0, line), StrokeKind::Inside);
        let family = if is_on { theme::semibold() } else { theme::regular() };
        let colour = if is_on { tokens.accent } else { tokens.quiet };
        let font = FontId::new(size::CAPTION, family);
        ui.painter().text(place.center(), Align2::CENTER_CENTER, factor.to_string(), font, colour);
        if was && !is_on {
            ui.painter().hline(place.x_range().shrink(10.0), place.bottom() - 3.0, Stroke::new(1.5, tokens.text));
        }
        if response.has_focus() {
            ui.painter().rect_stroke(place, CONTROL_RADIUS, Stroke::new(2.0, tokens.accent), StrokeKind::Outside);
        }
        if response.clicked() {
            actions.push(DraftAction::Close.into());
            actions.push(DraftAction::Set(target.clone(), Value::Factor(factor)).into());
        }
        if was {
            response.on_hover_text("What the questionnaire says");
        }
    }
    let strong = FontId::new(size::LABEL, theme::semibold());
    ui.painter().text(pos2(rect.left() + 4.0, y), Align2::LEFT_CENTER, &option.key, strong, tokens.quiet);
    let text = egui::TextFormat::simple(FontId::new(size::LABEL, theme::regular()), tokens.text);
    let mut job = egui::text::LayoutJob::single_section(option.text.clone(), text);
    let from = rect.left() + 26.0;
    job.wrap = egui::text::TextWrapping::truncate_at_width((left - from - 10.0).max(40.0));
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(from, y - galley.size().y / 2.0), galley, tokens.text);
    if draft.plan.get(&target).is_some() && draft.is_editable() {
        let place = Rect::from_min_size(pos2(rect.right() - 28.0, rect.top() - 1.0), vec2(28.0, 28.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
            if icon_button_ui(ui, icons::RESET, &format!("Reset {} option {}", question.id, option.key)).clicked() {
                actions.push(DraftAction::Reset(vec![target.clone()]).into());
            }
        });
    }
}

/// Whether the question is asked at all, and when not.
fn asked_ui(ui: &mut Ui, draft: &Draft, question: &Question, actions: &mut Actions) {
    let target = Target::Hidden { question: question.id.clone() };
    let Some(Value::Hidden(now)) = draft.value(&target) else { return };
    let exposure: Vec<&Question> = draft
        .base
        .questions
        .iter()
        .filter(|it| draft.base.section(it.section).kind == SectionKind::Exposure && it.kind == AnswerKind::Single)
        .filter(|it| it.shown_if.is_none())
        .collect();
    let mut chosen: Option<Hidden> = None;
    ui.add_enabled_ui(draft.is_editable(), |ui| {
        ui.horizontal_wrapped(|ui| {
            let caption = Text::caption(ui, "Asked");
            ui.label(caption);
            let mode = match &now {
                Hidden::Never => "Always".to_owned(),
                Hidden::Always => "Never".to_owned(),
                Hidden::When { question, .. } => format!("Not for some answers to {question}"),
            };
            let name = format!("When {} is asked", question.id);
            let combo = ComboBox::from_id_salt(("asked", &question.id)).selected_text(Text::label(mode)).width(190.0);
            let shown = combo.show_ui(ui, |ui| {
                if ui.selectable_label(now == Hidden::Never, "Always").clicked() {
                    chosen = Some(Hidden::Never);
                }
                if ui.selectable_label(now == Hidden::Always, "Never").clicked() {
                    chosen = Some(Hidden::Always);
                }
                for it in &exposure {
                    let is_on = matches!(&now, Hidden::When { question, .. } if *question == it.id);
                    if ui.selectable_label(is_on, format!("Not for some answers to {} {}", it.id, it.ask)).clicked() {
                        let options = it.options.last().map(|option| option.key.clone()).into_iter().collect();
                        chosen = Some(Hidden::When { question: it.id.clone(), options });
                    }
                }
            });
            shown.response.accessible_name(name);
        });
        if let Hidden::When { question: by, options } = &now
            && let Some(it) = exposure.iter().find(|it| it.id == *by)
        {
            ui.horizontal_wrapped(|ui| {
                let caption = Text::caption(ui, format!("Not asked when {by} is"));
                ui.label(caption);
                for option in &it.options {
                    let mut is_in = options.contains(&option.key);
                    if ui.checkbox(&mut is_in, Text::label(&option.text)).changed() {
                        let keys = it.options.iter().map(|it| &it.key);
                        let now = |key: &&String| if *key == &option.key { is_in } else { options.contains(*key) };
                        let options = keys.filter(now).cloned().collect();
                        chosen = Some(Hidden::When { question: by.clone(), options });
                    }
                }
            });
        }
    });
    if let Some(hidden) = chosen {
        actions.push(DraftAction::Close.into());
        actions.push(DraftAction::Set(target.clone(), Value::Hidden(hidden)).into());
    }
    fault_ui(ui, draft, &target);
}
