//! Buttons, chips and links.

use super::Text;
use crate::gui::theme::{self, CONTROL_RADIUS, icons, size, tokens};
use egui::{
    Align2, Button, Color32, CornerRadius, FontId, Popup, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// The one action of a place.
pub fn primary_button_ui(ui: &mut Ui, label: &str) -> Response {
    let tokens = tokens(ui);
    let text = Text::strong(label).size(size::BODY).color(tokens.on_accent);
    ui.add(Button::new(text).fill(tokens.accent).stroke(Stroke::NONE).min_size(vec2(0.0, 32.0)))
}

/// An icon alone; the name is what a screen reader says and what hovering shows.
pub fn icon_button_ui(ui: &mut Ui, icon: &str, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::click());
    let tokens = tokens(ui);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if response.hovered() {
        ui.painter().rect_filled(rect, CONTROL_RADIUS, tokens.raised);
    }
    focus_ring(ui, rect, &response);
    let colour = if response.hovered() { tokens.text } else { tokens.quiet };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, FontId::new(16.0, theme::icon_family()), colour);
    response.on_hover_text(name)
}

/// Two pixels of accent around what has the keyboard.
pub(super) fn focus_ring(ui: &Ui, rect: Rect, response: &Response) {
    if response.has_focus() {
        ui.painter().rect_stroke(rect, CONTROL_RADIUS, Stroke::new(2.0, tokens(ui).accent), StrokeKind::Outside);
    }
}

/// A code in a small frame. With `leads` it is a button of that name.
pub fn chip_ui(ui: &mut Ui, text: &str, leads: Option<&str>) -> Response {
    let tokens = tokens(ui);
    let font = FontId::new(size::CAPTION, theme::semibold());
    let colour = if leads.is_some() { tokens.accent } else { tokens.quiet };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let sense = if leads.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2((galley.size().x + 12.0).max(28.0), 20.0), sense);
    if let Some(name) = leads {
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    }
    let fill = if leads.is_some() && response.hovered() { tokens.accent_ground } else { tokens.raised };
    ui.painter().rect_filled(rect, 5.0, fill);
    focus_ring(ui, rect, &response);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, colour);
    match leads {
        Some(name) => response.on_hover_text(name).on_hover_cursor(egui::CursorIcon::PointingHand),
        None => response,
    }
}

/// The small filled marker with its word.
pub fn critical_ui(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let colour = tokens(ui).text;
    let (rect, _) = ui.allocate_exact_size(vec2(8.0, 16.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 3.0, colour);
    ui.label(Text::strong("Critical").size(size::CAPTION).color(colour))
        .on_hover_text("Critical questions weigh most in rules: unknown answers to three of them stop a decision");
}

/// A letter on a key.
pub fn key_cap_ui(ui: &mut Ui, key: &str) {
    let tokens = tokens(ui);
    let font = FontId::new(size::CAPTION, theme::regular());
    let galley = ui.painter().layout_no_wrap(key.to_owned(), font, tokens.quiet);
    let (rect, _) = ui.allocate_exact_size(vec2((galley.size().x + 12.0).max(22.0), 20.0), Sense::hover());
    paint_cap(ui, rect, tokens.raised, tokens.line);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, tokens.quiet);
}

pub(super) fn paint_cap(ui: &Ui, rect: Rect, fill: Color32, line: Color32) {
    ui.painter().rect(rect, 5.0, fill, Stroke::new(1.0, line), StrokeKind::Inside);
}

/// Words in accent that lead somewhere or fold something open.
pub fn link_ui(ui: &mut Ui, icon: Option<&str>, text: &str) -> Response {
    let tokens = tokens(ui);
    let galley =
        ui.painter().layout_no_wrap(text.to_owned(), FontId::new(size::LABEL, theme::regular()), tokens.accent);
    let left = if icon.is_some() { 18.0 } else { 0.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + left, 22.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    if let Some(icon) = icon {
        let at = pos2(rect.left() + 7.0, rect.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, icon, FontId::new(14.0, theme::icon_family()), tokens.accent);
    }
    let at = pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0);
    let width = galley.size().x;
    ui.painter().galley(at, galley, tokens.accent);
    if response.hovered() {
        ui.painter().hline(at.x..=at.x + width, rect.center().y + 8.0, Stroke::new(1.0, tokens.accent));
    }
    focus_ring(ui, rect.expand2(vec2(3.0, 0.0)), &response);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// An entry of the left rail: icon or letter, words, and an aside at the right.
pub fn tab_ui(
    ui: &mut Ui,
    icon: Option<&str>,
    chip: Option<&str>,
    text: &str,
    aside: &str,
    selected: bool,
) -> Response {
    let tokens = tokens(ui);
    let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name = if aside.is_empty() { text.to_owned() } else { format!("{text}, {aside}") };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    let radius = CornerRadius::same(CONTROL_RADIUS);
    if selected {
        ui.painter().rect_filled(rect, radius, tokens.accent_ground);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, tokens.line.gamma_multiply(0.6));
    }
    focus_ring(ui, rect, &response);
    let colour = if selected { tokens.accent } else { tokens.text };
    let quiet = if selected { tokens.accent } else { tokens.quiet };
    let y = rect.center().y;
    if let Some(icon) = icon {
        let font = FontId::new(17.0, theme::icon_family());
        ui.painter().text(pos2(rect.left() + 17.0, y), Align2::CENTER_CENTER, icon, font, quiet);
    }
    if let Some(chip) = chip {
        let font = FontId::new(size::LABEL, theme::semibold());
        ui.painter().text(pos2(rect.left() + 17.0, y), Align2::CENTER_CENTER, chip, font, quiet);
    }
    let aside_font = FontId::new(size::CAPTION, theme::regular());
    let aside_rect = ui.painter().text(pos2(rect.right() - 10.0, y), Align2::RIGHT_CENTER, aside, aside_font, quiet);
    let family = if selected { theme::semibold() } else { theme::regular() };
    let left = rect.left() + 32.0;
    let mut job = egui::text::LayoutJob::single_section(
        text.to_owned(),
        egui::TextFormat::simple(FontId::new(size::LABEL + 0.5, family), colour),
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width((aside_rect.left() - left - 8.0).max(20.0));
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, colour);
    response
}

/// A row of a list that can be chosen: palette, recent files.
pub fn row_button_ui(ui: &mut Ui, chip: &str, icon: &str, text: &str, aside: &str, selected: bool) -> Response {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
    let name = [chip, text].iter().filter(|it| !it.is_empty()).copied().collect::<Vec<_>>().join(" ");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    if selected {
        ui.painter().rect_filled(rect, CONTROL_RADIUS, tokens.accent_ground);
        let mark = Rect::from_min_size(rect.left_top() + vec2(0.0, 7.0), vec2(3.0, 20.0));
        ui.painter().rect_filled(mark, 2.0, tokens.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, CONTROL_RADIUS, tokens.raised);
    }
    focus_ring(ui, rect, &response);
    let y = rect.center().y;
    let mut left = rect.left() + 12.0;
    if !icon.is_empty() {
        let font = FontId::new(17.0, theme::icon_family());
        ui.painter().text(pos2(left + 8.0, y), Align2::CENTER_CENTER, icon, font, tokens.quiet);
        left += 28.0;
    }
    if !chip.is_empty() {
        let font = FontId::new(size::CAPTION, theme::semibold());
        let drawn = ui.painter().text(pos2(left, y), Align2::LEFT_CENTER, chip, font, tokens.quiet);
        left = drawn.right().max(left + 24.0) + 10.0;
    }
    let aside_font = FontId::new(size::CAPTION, theme::regular());
    let aside_rect =
        ui.painter().text(pos2(rect.right() - 12.0, y), Align2::RIGHT_CENTER, aside, aside_font, tokens.quiet);
    let mut job = egui::text::LayoutJob::single_section(
        text.replace('\n', " "),
        egui::TextFormat::simple(FontId::new(size::BODY, theme::regular()), tokens.text),
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width((aside_rect.left() - left - 12.0).max(40.0));
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, tokens.text);
    response
}

/// The icon that folds something open or shut.
/// A button that opens a menu; `name` is what a screen reader says.
pub fn menu_button_ui(ui: &mut Ui, label: &str, name: &str, width: f32, entries: impl FnOnce(&mut Ui)) {
    let icon = egui::RichText::new(icons::DOWN).family(theme::icon_family()).size(12.0).color(tokens(ui).quiet);
    let button = Button::new(Text::label(label)).right_text(icon).min_size(vec2(0.0, 28.0));
    let response = ui.add(button).accessible_name(name);
    Popup::menu(&response).width(width).show(|ui| {
        ui.set_min_width(width);
        entries(ui);
    });
}

/// One line of a menu; true when it was chosen.
pub fn menu_entry_ui(ui: &mut Ui, label: &str, keys: &str, hint: &str, enabled: bool) -> bool {
    let button = Button::new(Text::label(label))
        .shortcut_text(Text::caption(ui, keys))
        .frame_when_inactive(false)
        .min_size(vec2(ui.available_width(), 26.0));
    let response = ui.add_enabled(enabled, button);
    if hint.is_empty() { response.clicked() } else { response.on_hover_text(hint).clicked() }
}

pub(super) fn fold_icon(open: bool) -> &'static str {
    if open { icons::DOWN } else { icons::RIGHT }
}
