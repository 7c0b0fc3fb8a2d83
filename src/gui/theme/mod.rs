//! How the desk looks: one table of tokens for light and dark, the type scale, the fonts and the icons.

mod fonts;
pub mod icons;
#[cfg(test)]
mod tests;
mod tokens;

pub use fonts::{face_family, icon_family, regular, semibold};
pub use tokens::{DARK, LIGHT, Tokens};

use egui::style::{WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme, Ui, Visuals,
    vec2,
};

/// Type sizes in points at zoom 1 (look.md).
pub mod size {
    pub const CAPTION: f32 = 12.0;
    pub const LABEL: f32 = 13.0;
    pub const BODY: f32 = 14.5;
    pub const QUESTION: f32 = 16.0;
    pub const HEADING: f32 = 19.0;
    pub const SCORE: f32 = 44.0;
}

/// Space in points: inside a group, between groups, between sections.
pub mod space {
    pub const SMALL: f32 = 4.0;
    pub const INSIDE: f32 = 8.0;
    pub const BETWEEN: f32 = 16.0;
    pub const SECTIONS: f32 = 24.0;
}

/// Corner radius of controls.
pub const CONTROL_RADIUS: u8 = 6;
/// Corner radius of cards.
pub const CARD_RADIUS: u8 = 10;
/// Text columns are never wider, so that lines stay readable.
pub const COLUMN_WIDTH: f32 = 760.0;

/// The tokens of the theme in force.
#[must_use]
pub fn tokens(ui: &Ui) -> &'static Tokens {
    tokens_of(if ui.visuals().dark_mode { Theme::Dark } else { Theme::Light })
}

#[must_use]
pub const fn tokens_of(theme: Theme) -> &'static Tokens {
    match theme {
        Theme::Dark => &DARK,
        Theme::Light => &LIGHT,
    }
}

/// Installs fonts and both styles. Called once, before the first frame.
pub fn install(context: &Context) {
    context.set_fonts(fonts::definitions());
    for theme in [Theme::Light, Theme::Dark] {
        context.style_mut_of(theme, |style| apply(style, tokens_of(theme), theme));
    }
    context.options_mut(|options| options.fallback_theme = Theme::Light);
}

fn apply(style: &mut Style, tokens: &Tokens, theme: Theme) {
    let font = |size: f32| FontId::new(size, regular());
    style.text_styles = [
        (TextStyle::Small, font(size::CAPTION)),
        (TextStyle::Body, font(size::BODY)),
        (TextStyle::Button, font(size::BODY)),
        (TextStyle::Monospace, FontId::new(size::LABEL, FontFamily::Monospace)),
        (TextStyle::Heading, FontId::new(size::HEADING, semibold())),
    ]
    .into();
    style.animation_time = 0.09;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 8.0);
    spacing.button_padding = vec2(12.0, 5.0);
    spacing.interact_size = vec2(40.0, 28.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.tooltip_width = 360.0;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 10.0;
    spacing.text_edit_width = 260.0;
    spacing.scroll.bar_width = 8.0;
    spacing.scroll.floating_width = 4.0;
    // A faded last line looks like a disabled one.
    spacing.scroll.fade.strength = 0.0;
    style.visuals = visuals(tokens, theme);
}

fn visuals(tokens: &Tokens, theme: Theme) -> Visuals {
    let mut visuals = match theme {
        Theme::Dark => Visuals::dark(),
        Theme::Light => Visuals::light(),
    };
    let radius = CornerRadius::same(CONTROL_RADIUS);
    let widget = |fill: Color32, stroke: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, stroke),
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    visuals.widgets = Widgets {
        noninteractive: widget(tokens.surface, tokens.line, tokens.text),
        inactive: widget(tokens.surface, tokens.outline, tokens.text),
        hovered: widget(tokens.raised, tokens.quiet, tokens.text),
        active: widget(tokens.raised, tokens.accent, tokens.text),
        open: widget(tokens.raised, tokens.quiet, tokens.text),
    };
    visuals.selection.bg_fill = tokens.selected_text;
    visuals.selection.stroke = Stroke::new(2.0, tokens.accent);
    visuals.hyperlink_color = tokens.accent;
    visuals.weak_text_color = Some(tokens.quiet);
    visuals.faint_bg_color = tokens.raised;
    visuals.extreme_bg_color = tokens.surface;
    visuals.text_edit_bg_color = Some(tokens.surface);
    visuals.code_bg_color = tokens.raised;
    visuals.error_fg_color = tokens.bands[4];
    visuals.warn_fg_color = tokens.bands[2];
    visuals.panel_fill = tokens.ground;
    visuals.window_fill = tokens.surface;
    visuals.window_stroke = Stroke::new(1.0, tokens.line);
    visuals.window_corner_radius = CornerRadius::same(CARD_RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(CARD_RADIUS);
    let shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: Color32::from_black_alpha(tokens.shadow) };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.text_cursor.stroke = Stroke::new(1.5, tokens.accent);
    visuals
}
