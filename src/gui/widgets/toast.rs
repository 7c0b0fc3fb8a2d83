//! Notices at the bottom right: one line, details fold open, errors stay.

use super::buttons::fold_icon;
use super::{Text, icon_button_ui, icon_ui, link_ui};
use crate::gui::action::{Action, Actions};
use crate::gui::state::{Toast, ToastKind};
use crate::gui::theme::{CARD_RADIUS, icons, tokens};
use egui::{Align2, Area, Frame, Id, Label, Margin, Order, Role, Stroke, Ui, UiBuilder, vec2};

/// Draws all toasts over the work.
pub fn toasts_ui(ui: &mut Ui, toasts: &[Toast], actions: &mut Actions) {
    if toasts.is_empty() {
        return;
    }
    Area::new(Id::unique("toasts"))
        .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -36.0))
        .order(Order::Foreground)
        .constrain(true)
        .show(ui, |ui| {
            for toast in toasts {
                toast_ui(ui, toast, actions);
            }
        });
}

fn toast_ui(ui: &mut Ui, toast: &Toast, actions: &mut Actions) {
    let tokens = tokens(ui);
    let role = UiBuilder::new()
        .id_salt(("toast", toast.id))
        .accessibility_role(Role::Alert)
        .accessibility_label(toast.text.clone());
    ui.scope_builder(role, |ui| {
        Frame::new()
            .fill(tokens.surface)
            .stroke(Stroke::new(1.0, tokens.line))
            .corner_radius(CARD_RADIUS)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::symmetric(12, 8))
            .show(ui, |ui| {
                ui.set_max_width(440.0);
                ui.horizontal(|ui| {
                    let (icon, colour) = match toast.kind {
                        ToastKind::Done => (icons::DONE, tokens.bands[0]),
                        ToastKind::Error => (icons::ERROR, tokens.bands[4]),
                    };
                    icon_ui(ui, icon, 18.0, colour);
                    ui.vertical(|ui| {
                        ui.set_max_width(360.0);
                        ui.add_space(5.0);
                        ui.add(Label::new(Text::label(&toast.text)).wrap());
                        if !toast.details.is_empty() {
                            if link_ui(ui, Some(fold_icon(toast.open)), "Details").clicked() {
                                actions.push(Action::ToggleToast(toast.id));
                            }
                            if toast.open {
                                let details = Text::quiet(ui, &toast.details);
                                ui.add(Label::new(details).wrap().selectable(true));
                            }
                        }
                    });
                    if icon_button_ui(ui, icons::CLOSE, "Close notice").clicked() {
                        actions.push(Action::CloseToast(toast.id));
                    }
                });
            });
    });
}
