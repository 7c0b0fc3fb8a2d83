//! One line of the table: a section, or a question with its real answer and the tried one.

use super::table::{LINE, table_id};
use crate::gui::action::Actions;
use crate::gui::carrier::draft::Line;
use crate::gui::state::Case;
use crate::gui::theme::{self, CONTROL_RADIUS, icons, size, tokens};
use crate::gui::what_if::{Standing, Tried, WhatIfAction, tried_in};
use crate::gui::widgets::{Text, within};
use crate::gui::words;
use crate::questionnaire::{QuestionIx, SectionIx};
use crate::submission::Grade;
use egui::{
    Align2, Color32, FontId, Label, Rangef, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

const NOT_ANSWERED: &str = "Not answered";
const NOT_ASKED: &str = "Not asked";

/// Where everything stands in a line.
pub(super) struct Columns {
    id: Rangef,
    ask: Rangef,
    real: Rangef,
    tried: Rangef,
    reset: Rangef,
}

impl Columns {
    pub(super) fn of(room: Rangef) -> Self {
        let reset = Rangef::new(room.max - 42.0, room.max - 14.0);
        let left = room.min + 14.0;
        let ask = left + 40.0;
        let answers = (reset.min - ask) * 0.58;
        let real = reset.min - answers;
        let tried = real + answers / 2.0 + 8.0;
        Self {
            id: Rangef::new(left, ask),
            ask: Rangef::new(ask, real - 14.0),
            real: Rangef::new(real, tried - 22.0),
            tried: Rangef::new(tried, reset.min - 4.0),
            reset,
        }
    }
}

pub(super) fn paint_heads(ui: &Ui, heads: Rect, columns: &Columns) {
    let font = FontId::new(size::CAPTION, theme::semibold());
    let tokens = tokens(ui);
    for (x, words, colour) in [
        (columns.id.min, "Question", tokens.quiet),
        (columns.real.min, "As answered", tokens.quiet),
        (columns.tried.min, "Tried", tokens.accent),
    ] {
        ui.painter().text(pos2(x, heads.center().y), Align2::LEFT_CENTER, words, font.clone(), colour);
    }
}

/// The line itself, with what marks it as current or hovered.
fn row_ui(ui: &mut Ui, line: Line, is_current: bool, has_focus: bool, name: &str) -> (Rect, Response) {
    let tokens = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let row = ui.interact(rect, table_id().with(("line", line)), Sense::CLICK);
    row.widget_info(|| WidgetInfo::selected(Role::Row, true, is_current, name));
    let fill = match (is_current, line) {
        (true, _) => Some(tokens.accent_ground),
        (false, Line::Section(_)) => Some(tokens.raised.gamma_multiply(0.6)),
        (false, Line::Question(_)) => row.hovered().then_some(tokens.raised.gamma_multiply(0.5)),
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 0.0, fill);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line.gamma_multiply(0.6)));
    if is_current {
        let mark = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(mark, 0.0, if has_focus { tokens.accent } else { tokens.outline });
    }
    (rect, row)
}

pub(super) fn section_ui(ui: &mut Ui, case: &Case, section: SectionIx, has_focus: bool, actions: &mut Actions) {
    let tokens = tokens(ui);
    let it = case.questionnaire.section(section);
    let line = Line::Section(section);
    let aside = match tried_in(case, section) {
        0 => String::new(),
        count => format!("{count} tried"),
    };
    let name = format!("Section {} {}, {aside}", it.id, it.title);
    let (rect, row) = row_ui(ui, line, case.what_if.cursor == line, has_focus, name.trim_end_matches(", "));
    let y = rect.center().y;
    let folded = case.what_if.folded.contains(&section);
    let icon = if folded { icons::RIGHT } else { icons::DOWN };
    let font = FontId::new(13.0, theme::icon_family());
    ui.painter().text(pos2(rect.left() + 20.0, y), Align2::CENTER_CENTER, icon, font, tokens.quiet);
    let strong = FontId::new(size::LABEL, theme::semibold());
    let room = Rect::from_x_y_ranges(rect.left() + 34.0..=rect.right() - 90.0, rect.y_range());
    within(ui.painter(), room, &format!("{}  {}", it.id, it.title), strong.clone(), tokens.text, false);
    ui.painter().text(pos2(rect.right() - 14.0, y), Align2::RIGHT_CENTER, aside, strong, tokens.accent);
    if row.clicked() {
        actions.extend(
            [WhatIfAction::Cursor(line), WhatIfAction::Fold(section), WhatIfAction::FocusTable].map(Into::into),
        );
    }
}

/// Draws it; true where the question has no room in it.
pub(super) fn question_ui(
    ui: &mut Ui,
    case: &Case,
    tried: &Tried,
    ix: QuestionIx,
    columns: &Columns,
    has_focus: bool,
    actions: &mut Actions,
) -> bool {
    let question = case.questionnaire.question(ix);
    let line = Line::Question(ix);
    let real = shown(case.derived.answer_words(ix), case.derived.is_shown(ix));
    let standing = tried.flips.get(&ix).copied();
    let then = then_words(tried, ix, standing).filter(|then| standing.is_some() || *then != real);
    let mut name = format!("{} {}: {real}", question.id, question.ask);
    if let Some(then) = &then {
        name.push_str(&format!(", tried {then}"));
    }
    let (rect, row) = row_ui(ui, line, case.what_if.cursor == line, has_focus, &name);
    if row.clicked() {
        actions.extend([WhatIfAction::Cursor(line), WhatIfAction::FocusTable].map(Into::into));
    }
    let tokens = tokens(ui);
    let strong = FontId::new(size::LABEL, theme::semibold());
    let regular = FontId::new(size::LABEL, theme::regular());
    let put = |x: Rangef, text: &str, font: &FontId, colour: Color32| {
        let room = Rect::from_x_y_ranges(x, rect.y_range());
        within(ui.painter(), room, &words::one_line(text), font.clone(), colour, false);
    };
    put(columns.id, &question.id, &strong, tokens.quiet);
    put(columns.ask, &question.ask, &regular, tokens.text);
    let is_open = real == NOT_ANSWERED || real == NOT_ASKED;
    put(columns.real, &real, &regular, if is_open || then.is_some() { tokens.quiet } else { tokens.text });
    if let Some(then) = &then {
        let counts = matches!(standing, None | Some(Standing::Counts));
        put(columns.tried, then, &strong, if counts { tokens.accent } else { tokens.quiet });
    }
    if let Some(standing) = standing {
        paint_mark(ui, pos2(columns.tried.min - 10.0, rect.center().y), standing);
        reset_ui(ui, ix, &question.id, rect, columns, actions);
    }
    let width = ui.painter().layout_no_wrap(question.ask.clone(), regular.clone(), tokens.text).size().x;
    row.on_hover_ui(|ui| {
        ui.add(Label::new(Text::label(&question.ask)).wrap());
        let real = Text::caption(ui, format!("As answered: {real}"));
        ui.add(Label::new(real).wrap());
        if let Some(then) = &then {
            let then = Text::caption(ui, format!("Tried: {then}"));
            ui.add(Label::new(then).wrap());
        }
    });
    width > columns.ask.span()
}

fn shown(answer: &str, is_asked: bool) -> String {
    match answer {
        _ if !is_asked => NOT_ASKED.to_owned(),
        "" => NOT_ANSWERED.to_owned(),
        answer => answer.to_owned(),
    }
}

/// The answer with the scenario. Without a flip of its own another one may still have moved it: a question that is
/// asked or hidden now.
fn then_words(tried: &Tried, ix: QuestionIx, standing: Option<Standing>) -> Option<String> {
    let after = tried.effect.after.reading(ix);
    let answer = shown(tried.answers.get(usize::from(ix.0))?, after.shown);
    Some(match standing {
        Some(Standing::Counts) => {
            let before = tried.effect.before.reading(ix);
            let same = before.options == after.options && before.state == after.state;
            let grade = Grade::ALL.get(usize::from(after.grade)).filter(|_| same);
            grade.map_or_else(|| answer.clone(), |grade| format!("{}: {answer}", grade.words()))
        }
        Some(Standing::AsAnswered) => "As answered by now".to_owned(),
        Some(Standing::Overruled) => "The device list says otherwise".to_owned(),
        Some(Standing::Hidden) => "Not asked any more".to_owned(),
        Some(Standing::Misfit) => "Cannot be used".to_owned(),
        None => answer,
    })
}

/// A line that was flipped is marked by a shape as well: filled where the tried answer counts.
fn paint_mark(ui: &Ui, at: egui::Pos2, standing: Standing) {
    let tokens = tokens(ui);
    if standing == Standing::Counts {
        ui.painter().circle_filled(at, 3.5, tokens.accent);
    } else {
        ui.painter().circle_stroke(at, 3.0, Stroke::new(1.2, tokens.quiet));
    }
}

fn reset_ui(ui: &Ui, ix: QuestionIx, id: &str, rect: Rect, columns: &Columns, actions: &mut Actions) {
    let tokens = tokens(ui);
    let place = Rect::from_center_size(pos2(columns.reset.center(), rect.center().y), vec2(26.0, 24.0));
    let response = ui.interact(place, table_id().with(("reset", ix)), Sense::CLICK);
    let name = format!("Reset {id}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let colour = if response.hovered() { tokens.text } else { tokens.quiet };
    let font = FontId::new(15.0, theme::icon_family());
    ui.painter().text(place.center(), Align2::CENTER_CENTER, icons::RESET, font, colour);
    if response.has_focus() {
        ui.painter().rect_stroke(place, CONTROL_RADIUS, Stroke::new(2.0, tokens.accent), StrokeKind::Inside);
    }
    if response.on_hover_text(format!("{name}: back to the real answer")).clicked() {
        actions.push(WhatIfAction::Reset(ix).into());
    }
}
