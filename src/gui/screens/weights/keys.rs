//! Keys of the table, while it has the keyboard and no field is being written.

use crate::gui::action::Actions;
use crate::gui::carrier::draft::{Draft, DraftAction, Line};
use egui::{Event, EventFilter, Key, Modifiers, Response, Ui};

/// Farther than any table reaches.
const FAR: i64 = 1_000_000;
const PAGE: i64 = 12;

pub(super) fn keys(ui: &Ui, draft: &Draft, table: &Response, actions: &mut Actions) {
    if !table.has_focus() || draft.view.typed.is_some() {
        return;
    }
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(table.id, filter));
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let action = from_key(draft, *key, *modifiers);
            let is_ours = action.is_some();
            actions.extend(action.map(Into::into));
            !is_ours
        });
    });
}

fn from_key(draft: &Draft, key: Key, modifiers: Modifiers) -> Option<DraftAction> {
    if modifiers.command || modifiers.alt {
        return None;
    }
    let step = if modifiers.shift { 10 } else { 1 };
    match key {
        Key::ArrowDown => Some(DraftAction::Move(1)),
        Key::ArrowUp => Some(DraftAction::Move(-1)),
        Key::PageDown => Some(DraftAction::Move(PAGE)),
        Key::PageUp => Some(DraftAction::Move(-PAGE)),
        Key::Home => Some(DraftAction::Move(-FAR)),
        Key::End => Some(DraftAction::Move(FAR)),
        Key::ArrowRight => Some(DraftAction::Nudge(step)),
        Key::ArrowLeft => Some(DraftAction::Nudge(-step)),
        Key::Enter | Key::F2 => Some(DraftAction::WriteLine),
        Key::L => Some(DraftAction::Lock(draft.view.cursor)),
        Key::R | Key::Delete | Key::Backspace => Some(DraftAction::ResetLine),
        Key::Space => match draft.view.cursor {
            Line::Section(section) => Some(DraftAction::Fold(section)),
            Line::Question(_) => None,
        },
        _ => None,
    }
}
