//! Type, cards and rules between things.

use crate::gui::theme::{self, CARD_RADIUS, size, space, tokens};
use egui::{Align, Frame, Label, Layout, Margin, Response, RichText, Stroke, Ui, vec2};

/// Words in one of the styles of the scale.
pub struct Text;

impl Text {
    /// Prose, 14.5.
    pub fn body(text: impl Into<String>) -> RichText {
        RichText::new(text).size(size::BODY).line_height(Some(20.0))
    }
    /// Labels and tables, 13.
    pub fn label(text: impl Into<String>) -> RichText {
        RichText::new(text).size(size::LABEL)
    }
    /// Labels that matter, 13 semibold.
    pub fn strong(text: impl Into<String>) -> RichText {
        RichText::new(text).size(size::LABEL).family(theme::semibold())
    }
    /// Units and sources, 12, quiet.
    pub fn caption(ui: &Ui, text: impl Into<String>) -> RichText {
        RichText::new(text).size(size::CAPTION).color(tokens(ui).quiet)
    }
    /// Explanations, 13, quiet, with room between the lines.
    pub fn quiet(ui: &Ui, text: impl Into<String>) -> RichText {
        RichText::new(text).size(size::LABEL).color(tokens(ui).quiet).line_height(Some(18.0))
    }
    /// The question, 16 semibold.
    pub fn question(text: impl Into<String>) -> RichText {
        RichText::new(text).size(size::QUESTION).family(theme::semibold()).line_height(Some(22.0))
    }
    /// 19 semibold.
    pub fn heading(text: impl Into<String>) -> RichText {
        RichText::new(text).size(size::HEADING).family(theme::semibold())
    }
}

/// Heading of a screen with a quiet sentence below it.
pub fn heading_ui(ui: &mut Ui, title: &str, sentence: &str) {
    ui.add(Label::new(Text::heading(title)).wrap());
    if !sentence.is_empty() {
        ui.add_space(-4.0);
        let quiet = Text::quiet(ui, sentence);
        ui.add(Label::new(quiet).wrap());
    }
    ui.add_space(space::INSIDE);
}

/// A surface that groups what belongs together.
pub fn card_ui<R>(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let tokens = tokens(ui);
    let inner = Frame::new()
        .fill(tokens.surface)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CARD_RADIUS)
        .inner_margin(Margin::symmetric(16, 14))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            if !title.is_empty() {
                ui.label(Text::strong(title).size(size::BODY));
                ui.add_space(2.0);
            }
            contents(ui)
        })
        .inner;
    ui.add_space(space::INSIDE);
    inner
}

/// A rule across the column.
pub fn hairline_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, tokens(ui).line));
}

/// An icon of the icon font; decoration beside words.
pub fn icon_ui(ui: &mut Ui, icon: &str, points: f32, colour: egui::Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(points + 2.0, points + 2.0), egui::Sense::hover());
    let font = egui::FontId::new(points, theme::icon_family());
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icon, font, colour);
    response
}

/// What will be here, and the one action that gets it here; true when that was asked for.
pub fn empty_ui(ui: &mut Ui, icon: &str, sentence: &str, action: Option<&str>) -> bool {
    let quiet = tokens(ui).quiet;
    ui.add_space(space::SECTIONS);
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        icon_ui(ui, icon, 28.0, quiet);
        ui.add_space(space::SMALL);
        ui.label(Text::body(sentence).color(quiet));
        ui.add_space(space::INSIDE);
        let clicked = action.is_some_and(|action| super::primary_button_ui(ui, action).clicked());
        ui.add_space(space::SECTIONS);
        clicked
    })
    .inner
}
