//! What surrounds the work: top bar, left rail, live panel, status bar, and what lies over them.

mod finder;
mod key_page;
mod left_rail;
mod live_panel;
mod plan_prompts;
mod preview_band;
mod prompts;
mod roles_page;
mod status_bar;
mod top_bar;
mod trial;

pub use live_panel::{outcome_ui, score_ui};

use super::action::Actions;
use super::state::{Desk, Overlay, Screen};
use super::theme::tokens;
use super::widgets::toasts_ui;
use egui::{CentralPanel, Frame, Margin, Panel, Stroke, Ui};

/// Below this the live panel folds to a strip.
const FOLD_BELOW: f32 = 1100.0;
/// The same beside tables that take all the width there is.
const FOLD_BESIDE_TABLES_BELOW: f32 = 1700.0;
/// Below this the left rail goes; the palette and Ctrl+1 to Ctrl+9 remain.
const NO_RAIL_BELOW: f32 = 720.0;

/// Draws the whole desk around the screen in force.
pub fn desk_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions, screen_ui: impl FnOnce(&mut Ui, &Desk, &mut Actions)) {
    let tokens = tokens(ui);
    let width = ui.available_width();
    let bar = Frame::new().fill(tokens.raised).inner_margin(Margin::symmetric(12, 0)).stroke(Stroke::NONE);
    Panel::top("top")
        .exact_size(44.0)
        .resizable(false)
        .frame(bar)
        .show(ui, |ui| top_bar::top_bar_ui(ui, desk, actions));
    Panel::bottom("status")
        .exact_size(24.0)
        .resizable(false)
        .frame(bar)
        .show(ui, |ui| status_bar::status_bar_ui(ui, desk, actions));
    let without_case = matches!(desk.screen, Screen::Home | Screen::Gallery) || desk.screen.is_carrier();
    if let Some(case) = desk.case.as_ref().filter(|_| !without_case) {
        preview_band::preview_band_ui(ui, desk, case, actions);
    }
    if width >= NO_RAIL_BELOW && (desk.case.is_some() || desk.screen.is_carrier()) {
        let rail = Frame::new().fill(tokens.raised).inner_margin(Margin::symmetric(10, 8));
        Panel::left("rail")
            .exact_size((width * 0.16).clamp(224.0, 264.0))
            .resizable(false)
            .frame(rail)
            .show(ui, |ui| left_rail::left_rail_ui(ui, desk, actions));
    }
    if let Some(case) = desk.case.as_ref().filter(|_| !without_case) {
        let has_table = matches!(desk.screen, Screen::Devices | Screen::WhatIf | Screen::Worksheet);
        let fold_below = if has_table { FOLD_BESIDE_TABLES_BELOW } else { FOLD_BELOW };
        if width >= fold_below {
            let panel =
                Frame::new().fill(tokens.surface).inner_margin(Margin { left: 18, right: 6, top: 14, bottom: 14 });
            Panel::right("live")
                .exact_size((width * 0.2).clamp(304.0, 372.0))
                .resizable(false)
                .frame(panel)
                .show(ui, |ui| live_panel::live_panel_ui(ui, desk.role(), case, actions));
        } else {
            let strip = Frame::new().fill(tokens.surface).inner_margin(Margin::symmetric(16, 6));
            Panel::top("live strip")
                .exact_size(44.0)
                .resizable(false)
                .frame(strip)
                .show(ui, |ui| live_panel::live_strip_ui(ui, desk.role(), case, actions));
        }
    }
    CentralPanel::default().frame(Frame::new().fill(tokens.ground)).show(ui, |ui| screen_ui(ui, desk, actions));
    toasts_ui(ui, &desk.toasts, actions);
    if let Some(overlay) = &desk.overlay {
        overlay_ui(ui, desk, overlay, actions);
    }
}

/// What lies over the work, in the look of the desk.
pub fn modal_of(ui: &Ui, id: egui::Id) -> egui::Modal {
    let tokens = tokens(ui);
    let frame = Frame::new()
        .fill(tokens.surface)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(super::theme::CARD_RADIUS)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::same(16));
    egui::Modal::new(id).frame(frame).backdrop_color(egui::Color32::from_black_alpha(tokens.backdrop))
}

fn overlay_ui(ui: &mut Ui, desk: &Desk, overlay: &Overlay, actions: &mut Actions) {
    match overlay {
        Overlay::Finder(finder) => finder::finder_ui(ui, finder, actions),
        Overlay::Keys => key_page::key_page_ui(ui, actions),
        Overlay::Roles => roles_page::roles_page_ui(ui, actions),
        Overlay::CloseGuard => prompts::close_guard_ui(ui, desk, actions),
        Overlay::PlanGuard => plan_prompts::plan_guard_ui(ui, desk, actions),
        Overlay::Sign(signature) => plan_prompts::sign_ui(ui, desk, signature, actions),
        Overlay::TypedPath { request, path, problem } => prompts::typed_path_ui(ui, request, path, problem, actions),
        Overlay::ChangedOutside => prompts::changed_outside_ui(ui, desk, actions),
        Overlay::Trial(trial) => trial::trial_ui(ui, trial, actions),
        Overlay::Dropped(paths) => prompts::dropped_ui(ui, desk, paths, actions),
        Overlay::Recovery(found) => prompts::recovery_ui(ui, found, actions),
    }
}
