//! Keys of the table, while it has the keyboard: those of the interview, for tried answers.

use crate::gui::action::Actions;
use crate::gui::answer::AnswerChange;
use crate::gui::carrier::draft::Line;
use crate::gui::keys::option_place;
use crate::gui::state::Case;
use crate::gui::what_if::WhatIfAction;
use crate::submission::Grade;
use egui::{Event, EventFilter, Key, Modifiers, Response, Ui};

/// Farther than any table reaches.
const FAR: i64 = 1_000_000;
const PAGE: i64 = 12;

pub(super) fn keys(ui: &Ui, case: &Case, table: &Response, actions: &mut Actions) {
    if !table.has_focus() {
        return;
    }
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(table.id, filter));
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers: Modifiers::NONE, .. } = event else { return true };
            let action = from_key(case, *key);
            let is_ours = action.is_some();
            actions.extend(action.map(Into::into));
            !is_ours
        });
    });
}

fn from_key(case: &Case, key: Key) -> Option<WhatIfAction> {
    match key {
        Key::ArrowDown => return Some(WhatIfAction::Move(1)),
        Key::ArrowUp => return Some(WhatIfAction::Move(-1)),
        Key::PageDown => return Some(WhatIfAction::Move(PAGE)),
        Key::PageUp => return Some(WhatIfAction::Move(-PAGE)),
        Key::Home => return Some(WhatIfAction::Move(-FAR)),
        Key::End => return Some(WhatIfAction::Move(FAR)),
        _ => {}
    }
    let ix = match case.what_if.cursor {
        Line::Question(ix) => ix,
        Line::Section(section) => {
            return matches!(key, Key::Space | Key::Enter).then_some(WhatIfAction::Fold(section));
        }
    };
    let change = match key {
        Key::ArrowRight => return Some(WhatIfAction::Option(1)),
        Key::ArrowLeft => return Some(WhatIfAction::Option(-1)),
        Key::Backspace | Key::Delete => return Some(WhatIfAction::Reset(ix)),
        Key::Space | Key::Enter => AnswerChange::Option(case.what_if.option?),
        Key::U => AnswerChange::Unknown,
        key => match grade(key).filter(|_| case.questionnaire.is_scored(ix)) {
            Some(grade) => AnswerChange::Grade(grade),
            None => {
                let options = case.questionnaire.question(ix).options.len();
                AnswerChange::Option(option_place(key).filter(|place| *place < options)?)
            }
        },
    };
    Some(WhatIfAction::Try(ix, change))
}

fn grade(key: Key) -> Option<Grade> {
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];
    Grade::ALL.get(keys.iter().position(|number| *number == key)?).copied()
}
