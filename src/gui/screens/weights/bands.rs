//! Band edges by exposure tier, and the thresholds of confidence.

use super::number::{fault_ui, number_ui};
use super::told_card_ui;
use crate::gui::action::Actions;
use crate::gui::carrier::draft::Draft;
use crate::gui::theme::{self, size, tokens};
use crate::gui::widgets::Text;
use crate::gui::words;
use crate::questionnaire::plan::{Target, Threshold};
use crate::questionnaire::{Ratio, decimal};
use egui::{Align, Align2, FontId, Grid, Label, Layout, Rect, RichText, Role, Sense, Ui, WidgetInfo, vec2};

pub(super) fn bands_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    let words = "The highest score of each band; a score on the edge belongs to the better band";
    told_card_ui(ui, "Band edges", words, |ui| edges_ui(ui, draft, actions));
    let words = "The exposure index from which a tier begins; tiers choose which edges count";
    told_card_ui(ui, "Exposure tiers", words, |ui| {
        for tier in &draft.base.tiers {
            let target = Target::TierFrom { tier: tier.name.clone() };
            labelled_ui(ui, draft, &target, &format!("{} from", tier.name), actions);
        }
    });
    let words = "What evidence counts for, and where confidence is called low or high, all in percent";
    told_card_ui(ui, "Confidence and borderline", words, |ui| {
        for threshold in Threshold::ALL {
            let is_schedule = matches!(
                threshold,
                Threshold::ScheduleNeutral | Threshold::ScheduleMax | Threshold::ScheduleCreditShare
            );
            if !is_schedule {
                threshold_ui(ui, draft, threshold, actions);
            }
        }
    });
}

/// A threshold in its words.
pub(super) fn threshold_ui(ui: &mut Ui, draft: &Draft, threshold: Threshold, actions: &mut Actions) {
    let words = threshold.words();
    let mut letters = words.chars();
    let name: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    labelled_ui(ui, draft, &Target::Threshold(threshold), &name, actions);
}

/// Words at the left, the number at the right.
pub(super) fn labelled_ui(ui: &mut Ui, draft: &Draft, target: &Target, name: &str, actions: &mut Actions) {
    let width = (ui.available_width() - 240.0).clamp(120.0, 420.0);
    ui.horizontal_top(|ui| {
        words_ui(ui, Text::label(name), width);
        number_ui(ui, draft, target, name, actions);
    });
}

/// Words over a fixed width, beside a field.
pub(super) fn words_ui(ui: &mut Ui, words: RichText, width: f32) {
    ui.allocate_ui_with_layout(vec2(width, 28.0), Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(width);
        ui.add(Label::new(words).wrap());
    });
}

fn edges_ui(ui: &mut Ui, draft: &Draft, actions: &mut Actions) {
    let base = &draft.base;
    let inner = base.bands.len().saturating_sub(1);
    Grid::new("band edges").num_columns(inner + 1).spacing([16.0, 6.0]).show(ui, |ui| {
        let caption = Text::caption(ui, "Tier");
        ui.label(caption);
        for (place, band) in base.bands.iter().take(inner).enumerate() {
            ui.label(Text::strong(&band.name).color(tokens(ui).band(place)));
        }
        ui.end_row();
        for tier in &base.tiers {
            ui.label(Text::label(&tier.name));
            for band in base.bands.iter().take(inner) {
                let target = Target::Edge { tier: tier.name.clone(), band: band.name.clone() };
                number_ui(ui, draft, &target, &format!("{} in {}", band.name, tier.name), actions);
            }
            ui.end_row();
        }
    });
    ui.add_space(8.0);
    for (tier, edges) in draft.effective.tiers.iter().zip(&draft.effective.edges) {
        scale_ui(ui, &tier.name, edges);
    }
    for tier in &base.tiers {
        if let Some(band) = base.bands.last() {
            fault_ui(ui, draft, &Target::Edge { tier: tier.name.clone(), band: band.name.clone() });
        }
    }
}

/// The bands of a tier to scale.
fn scale_ui(ui: &mut Ui, tier: &str, edges: &[Ratio]) {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().min(620.0), 20.0), Sense::hover());
    let said: Vec<String> = edges.iter().map(|edge| decimal(*edge, 1)).collect();
    let name = format!("{tier}, edges at {}", said.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &name));
    let font = FontId::new(size::LABEL, theme::regular());
    ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, tier, font, tokens.text);
    let scale = rect.with_min_x(rect.left() + 92.0).shrink2(vec2(0.0, 6.0));
    let x = |points: f32| scale.left() + scale.width() * points.clamp(0.0, 100.0) / 100.0;
    let mut from = 0.0;
    for (place, edge) in edges.iter().enumerate() {
        let to = words::drawn(*edge);
        let segment = Rect::from_x_y_ranges(x(from)..=(x(to) - 2.0).max(x(from)), scale.y_range());
        ui.painter().rect_filled(segment, 2.0, tokens.band(place));
        from = to;
    }
}
