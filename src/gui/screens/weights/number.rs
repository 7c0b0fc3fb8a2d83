//! A field for one number of the plan: what it is, what it was, what is wrong with it.

use crate::gui::action::Actions;
use crate::gui::carrier::draft::{Draft, DraftAction, Focus, Typed, TypedAt, sentence};
use crate::gui::theme::{self, CONTROL_RADIUS, icons, size, tokens};
use crate::gui::widgets::{Text, icon_button_ui};
use crate::questionnaire::plan::Target;
use egui::{FontId, Id, Key, Label, Margin, Rect, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, vec2};

/// Field, former value and reset in a row; the fault below it.
pub(super) fn number_ui(ui: &mut Ui, draft: &Draft, target: &Target, name: &str, actions: &mut Actions) {
    let Some(value) = draft.value(target) else { return };
    let width = 92.0;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(width, 28.0), egui::Sense::hover());
            let at = TypedAt::Value(target.clone());
            field_ui(ui, draft, &at, &target.show(&draft.base, &value), name, rect, actions);
            if let Some(change) = draft.plan.get(target) {
                let was = Text::caption(ui, format!("was {}", target.show(&draft.base, &change.from)));
                ui.label(was);
                if draft.is_editable() && icon_button_ui(ui, icons::RESET, &format!("Reset {name}")).clicked() {
                    actions.push(DraftAction::Reset(vec![target.clone()]).into());
                }
            }
        });
        fault_ui(ui, draft, target);
    });
}

/// What is wrong at a target, with the mend.
pub(super) fn fault_ui(ui: &mut Ui, draft: &Draft, target: &Target) {
    let typed = draft.view.typed.as_ref().filter(|typed| typed.at == TypedAt::Value(target.clone()));
    let problem = typed.and_then(|typed| typed.problem.clone());
    if let Some(words) = problem.or_else(|| draft.fault_at(target).map(sentence)) {
        ui.add(Label::new(Text::label(words).size(size::CAPTION).color(tokens(ui).bands[4])).wrap());
    }
}

/// The field itself, at a place. It keeps what is typed with Enter or when the keyboard leaves it.
pub(super) fn field_ui(
    ui: &mut Ui,
    draft: &Draft,
    at: &TypedAt,
    shown: &str,
    name: &str,
    rect: Rect,
    actions: &mut Actions,
) {
    let tokens = tokens(ui);
    let typed = draft.view.typed.as_ref().filter(|typed| typed.at == *at);
    let mut text = typed.map_or_else(|| shown.to_owned(), |typed| typed.text.clone());
    let id = Id::unique(("plan field", name));
    let field = TextEdit::singleline(&mut text)
        .id(id)
        .font(FontId::new(size::LABEL, theme::regular()))
        .margin(Margin::symmetric(7, 4))
        .align(egui::Align2::RIGHT_CENTER)
        .interactive(draft.is_editable())
        .desired_width(rect.width() - 14.0);
    let mut place = ui.new_child(UiBuilder::new().max_rect(rect));
    let response = place.add_sized(rect.size(), field).accessible_name(name);
    if typed.is_some() && draft.view.focus == Some(Focus::Field) {
        response.request_focus();
        select_all(ui, id, text.chars().count());
        actions.push(DraftAction::FocusTaken.into());
    }
    if typed.is_some_and(|typed| typed.problem.is_some()) {
        ui.painter().rect_stroke(rect, CONTROL_RADIUS, Stroke::new(1.5, tokens.bands[4]), StrokeKind::Inside);
    }
    if response.changed() {
        actions.push(DraftAction::Typed(Typed { at: at.clone(), text, problem: None }).into());
    }
    if response.lost_focus() && typed.is_some() {
        let gives_up = ui.input(|input| input.key_pressed(Key::Escape));
        actions.push(if gives_up { DraftAction::GiveUp } else { DraftAction::Keep }.into());
    }
}

/// So that typing replaces the number.
fn select_all(ui: &Ui, id: Id, length: usize) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), CCursor::new(length))));
    state.store(ui.ctx(), id);
}
