//! Devices of both lists: grown or shrunk by class, and what lost its support since.

use crate::assessment::renewal::{DeviceChange, DeviceChanges};
use crate::gui::action::Actions;
use crate::gui::command::Command;
use crate::gui::state::Case;
use crate::gui::theme::{self, size, tokens};
use crate::gui::widgets::{Text, card_ui, label_at, link_ui, strong_at, within};
use crate::gui::words::grouped;
use crate::memo::wording::renewal::{change_words, lists_words, model_words, support_days_words};
use egui::{Align2, FontId, Label, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Models listed before the rest is counted.
const MOST_MODELS: usize = 12;
/// Room for a figure.
const FIGURE: f32 = 74.0;
const HEADS: [&str; 7] = ["before", "after", "new", "gone", "past support", "newly past", "unknown"];

pub(super) fn devices_ui(ui: &mut Ui, case: &Case, devices: &DeviceChanges, actions: &mut Actions) {
    card_ui(ui, "Devices", |ui| {
        if let Some(words) = lists_words(devices) {
            ui.add(Label::new(Text::strong(words)).wrap());
            if link_ui(ui, None, "Import a device list").clicked() {
                actions.push(Command::ImportDevices.into());
            }
        }
        if devices.classes.is_empty() {
            return;
        }
        let days = Text::caption(ui, support_days_words(devices));
        ui.add(Label::new(days).wrap());
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let held = devices.held;
            row_ui(ui, "class", HEADS.map(str::to_owned), true);
            for (class, change) in &devices.classes {
                row_ui(ui, class.words(), figures(held, change), false);
            }
            row_ui(ui, "all", figures(held, &devices.total), true);
        });
        if devices.models.is_empty() {
            return;
        }
        ui.label(Text::strong("Models that moved most"));
        for model in devices.models.iter().take(MOST_MODELS) {
            let text = format!("{}: {}", model_words(model), change_words(&model.change));
            ui.add(Label::new(Text::label(text)).wrap());
        }
        let more = devices.models.len().saturating_sub(MOST_MODELS) + devices.models_more;
        if more > 0 {
            let more = Text::quiet(ui, format!("and {more} more"));
            ui.label(more);
        }
        if case.devices.total > 0 && link_ui(ui, None, "Open the devices").clicked() {
            actions.push(Command::Devices.into());
        }
    });
}

/// What is not known has a dash, never a nought.
fn figures(held: crate::assessment::renewal::Held, change: &DeviceChange) -> [String; 7] {
    use crate::assessment::renewal::Held;
    let dash = || "–".to_owned();
    let if_held = |is_held: bool, count: u64| if is_held { grouped(count) } else { dash() };
    let both = held == Held::Both;
    let [past, newly, unknown] = match change.support {
        Some(it) => [
            format!("{} to {}", grouped(it.past_before), grouped(it.past)),
            grouped(it.newly_past),
            format!("{} to {}", grouped(it.unknown_before), grouped(it.unknown)),
        ],
        None => [dash(), dash(), dash()],
    };
    [
        if_held(held != Held::RenewingOnly, change.before),
        if_held(held != Held::ExpiringOnly, change.after),
        if_held(both, change.new),
        if_held(both, change.gone),
        past,
        newly,
        unknown,
    ]
}

fn row_ui(ui: &mut Ui, name: &str, figures: [String; 7], strong: bool) {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    response.widget_info(|| {
        let said = HEADS.iter().zip(&figures).map(|(head, figure)| format!("{head} {figure}"));
        WidgetInfo::labeled(Role::Row, true, format!("Devices, {name}: {}", said.collect::<Vec<_>>().join(", ")))
    });
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    let figure = FIGURE.min(rect.width() * 0.105);
    let names = Rect::from_x_y_ranges(rect.left()..=rect.right() - 7.0 * figure - 8.0, rect.y_range());
    let family = if strong { theme::semibold() } else { theme::regular() };
    within(painter, names, name, FontId::new(size::LABEL, family), tokens.text, false);
    for (place, text) in figures.iter().rev().enumerate() {
        let at = pos2(rect.right() - place as f32 * figure, rect.center().y);
        let colour = if text == "0" || text == "–" { tokens.quiet } else { tokens.text };
        if strong {
            strong_at(painter, at, Align2::RIGHT_CENTER, text, colour);
        } else {
            label_at(painter, at, Align2::RIGHT_CENTER, text, colour);
        }
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line));
}
