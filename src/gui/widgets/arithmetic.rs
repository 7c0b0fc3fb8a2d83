//! Every number opens its arithmetic.

use super::{Text, link_ui};
use crate::gui::action::{Action, Actions};
use crate::gui::theme::{self, space, tokens};
use crate::questionnaire::{QuestionIx, Questionnaire};
use egui::{FontId, Popup, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// A number that can be clicked. `name` says what it is.
pub fn number_ui(ui: &mut Ui, text: &str, name: &str, points: f32) -> Response {
    let tokens = tokens(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), FontId::new(points, theme::semibold()), tokens.text);
    let height = galley.size().y.max(20.0) * if points > 30.0 { 0.92 } else { 1.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name} {text}, show arithmetic")));
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    let bottom = rect.bottom() - if points > 30.0 { 4.0 } else { 1.0 };
    ui.painter().galley(at, galley, tokens.text);
    if response.hovered() {
        ui.painter().hline(rect.x_range(), bottom, Stroke::new(1.0, tokens.accent));
    }
    super::buttons::focus_ring(ui, rect, &response);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// The popup of a number: its sum, line by line, and the questions it came from.
pub fn arithmetic_ui(
    response: &Response,
    questionnaire: &Questionnaire,
    title: &str,
    lines: impl FnOnce() -> Vec<String>,
    questions: &[QuestionIx],
    actions: &mut Actions,
) {
    let frame = egui::Frame::popup(&response.ctx.global_style()).inner_margin(14);
    Popup::from_toggle_button_response(response).width(320.0).frame(frame).accessible_name(title).show(|ui| {
        ui.set_max_width(360.0);
        ui.label(Text::strong(title));
        for line in lines() {
            ui.add(egui::Label::new(Text::label(line)).wrap());
        }
        let judgement = Text::caption(ui, "Weights are expert judgement, not statistics");
        ui.label(judgement);
        if !questions.is_empty() {
            ui.add_space(space::SMALL);
            ui.horizontal_wrapped(|ui| {
                for ix in questions.iter().take(8) {
                    let id = &questionnaire.question(*ix).id;
                    if link_ui(ui, None, &format!("Go to {id}")).clicked() {
                        actions.push(Action::Jump(*ix));
                        ui.close();
                    }
                }
            });
        }
    });
}
