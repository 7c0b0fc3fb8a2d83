//! The four groups, a row for every line with both sides and who said what.

use super::push;
use crate::gui::action::{Action, Actions};
use crate::gui::merging::{MergeAction, Merging};
use crate::gui::state::Case;
use crate::gui::theme::{CONTROL_RADIUS, icons, space, tokens};
use crate::gui::widgets::{Text, card_ui, chip_ui, choice_ui, hairline_ui, icon_ui, link_ui};
use crate::submission::worksheet::{Kind, MergeLine};
use egui::{Frame, Label, Layout, Margin, Ui, vec2};

/// Rows of one group that are drawn; more are counted.
const MOST_ROWS: usize = 400;
/// Points for the choice of a row, and for the number of its question.
const CHOICE: f32 = 150.0;
const NUMBER: f32 = 62.0;

struct Group {
    title: &'static str,
    sentence: &'static str,
    /// Whether a person has to decide each.
    open: bool,
    is: fn(&Kind) -> bool,
}

const GROUPS: [Group; 4] = [
    Group {
        title: "To decide",
        sentence: "The worksheet and the case disagree. The case stands until you take what the worksheet says",
        open: true,
        is: Kind::is_conflict,
    },
    Group { title: "New", sentence: "Nothing is on file yet", open: false, is: |kind| *kind == Kind::New },
    Group {
        title: "Changed",
        sentence: "Only the worksheet moved since it was handed out",
        open: false,
        is: |kind| *kind == Kind::Changed,
    },
    Group {
        title: "Unusable",
        sentence: "Nothing of it is lost: type it in, or ask again",
        open: false,
        is: |kind| matches!(kind, Kind::Unusable(_)),
    },
];

pub fn lines_ui(ui: &mut Ui, case: &Case, merging: &Merging, actions: &mut Actions) {
    for group in &GROUPS {
        let count = merging.merge.count(group.is);
        if count == 0 {
            continue;
        }
        card_ui(ui, &format!("{} ({count})", group.title), |ui| {
            ui.horizontal(|ui| {
                let sentence = Text::quiet(ui, group.sentence);
                ui.label(sentence);
                if group.open && count > 1 {
                    ui.add_space(space::INSIDE);
                    for (label, is_taken) in [("Take all", true), ("Keep all", false)] {
                        if link_ui(ui, None, label).clicked() {
                            push(actions, MergeAction::TakeConflicts(is_taken));
                        }
                    }
                }
            });
            let lines = merging.merge.lines.iter().enumerate().filter(|(_, line)| (group.is)(&line.kind));
            for (place, line) in lines.take(MOST_ROWS) {
                hairline_ui(ui);
                line_ui(ui, case, merging, (place, line), actions);
            }
            if count > MOST_ROWS {
                let more = Text::quiet(ui, format!("{} more are not shown here", count - MOST_ROWS));
                ui.label(more);
            }
        });
    }
}

fn line_ui(ui: &mut Ui, case: &Case, merging: &Merging, (place, line): (usize, &MergeLine), actions: &mut Actions) {
    let is_current = merging.cursor == Some(place);
    let fill = if is_current { tokens(ui).accent_ground } else { egui::Color32::TRANSPARENT };
    let frame = Frame::new().fill(fill).corner_radius(CONTROL_RADIUS).inner_margin(Margin::symmetric(6, 6));
    let response = frame
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let width = ui.available_width();
            ui.horizontal_top(|ui| {
                column_ui(ui, NUMBER, |ui| number_ui(ui, case, line, actions));
                let gaps = 3.0 * ui.spacing().item_spacing.x;
                let side = ((width - NUMBER - CHOICE - gaps) / 2.0).max(120.0);
                match &line.kind {
                    Kind::Unusable(why) => {
                        column_ui(ui, side * 2.0 + CHOICE, |ui| unusable_ui(ui, line, why));
                    }
                    _ => {
                        column_ui(ui, side, |ui| in_sheet_ui(ui, line));
                        column_ui(ui, side, |ui| on_file_ui(ui, line));
                        column_ui(ui, CHOICE, |ui| decide_ui(ui, merging, (place, line), actions));
                    }
                }
            });
        })
        .response;
    if is_current && merging.scroll_to_cursor {
        response.scroll_to_me(None);
        push(actions, MergeAction::Scrolled);
    }
}

fn column_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(egui::Align::Min), |ui| {
        ui.set_width(width);
        contents(ui);
    });
}

/// The question of the line, which a click leads to.
fn number_ui(ui: &mut Ui, case: &Case, line: &MergeLine, actions: &mut Actions) {
    match case.questionnaire.find(&line.question) {
        Some(ix) => {
            let name = format!("Go to {}: {}", line.number, line.ask);
            if chip_ui(ui, &line.number, Some(&name)).clicked() {
                actions.push(Action::Jump(ix));
            }
        }
        None if line.number.is_empty() => drop(chip_ui(ui, "Added", None)),
        None => drop(chip_ui(ui, &line.number, None)),
    }
}

fn caption_ui(ui: &mut Ui, text: &str) {
    if !text.is_empty() {
        let caption = Text::caption(ui, text);
        ui.add(Label::new(caption).wrap());
    }
}

fn in_sheet_ui(ui: &mut Ui, line: &MergeLine) {
    caption_ui(ui, &format!("{}: {}", line.part.words(), line.ask));
    let says = if line.in_sheet.is_empty() { "(emptied)" } else { &line.in_sheet };
    ui.add(Label::new(Text::body(says)).wrap().selectable(true));
    let by = line.in_sheet_by.words();
    caption_ui(ui, &if by.is_empty() { line.at.clone() } else { format!("{by} · {}", line.at) });
}

fn on_file_ui(ui: &mut Ui, line: &MergeLine) {
    caption_ui(ui, "On file");
    if line.on_file.is_empty() {
        let nothing = Text::quiet(ui, "Nothing");
        ui.label(nothing);
    } else {
        ui.add(Label::new(Text::body(&line.on_file)).wrap().selectable(true));
    }
    caption_ui(ui, &line.on_file_by.words());
    if let Kind::Conflict(why) = &line.kind {
        warn_ui(ui, why.words());
    }
    if let Some(grade) = line.loses {
        warn_ui(ui, &format!("{} was seen for this answer and goes with it", grade.code()));
    }
}

fn warn_ui(ui: &mut Ui, text: &str) {
    ui.horizontal_top(|ui| {
        let colour = tokens(ui).bands[3];
        icon_ui(ui, icons::INFO, 13.0, colour);
        let words = Text::caption(ui, text).color(colour);
        ui.add(Label::new(words).wrap());
    });
}

fn unusable_ui(ui: &mut Ui, line: &MergeLine, why: &str) {
    caption_ui(ui, line.at.as_str());
    let says = if line.in_sheet.is_empty() { "(blank)".to_owned() } else { format!("\"{}\"", line.in_sheet) };
    ui.add(Label::new(Text::body(format!("{says} {why}"))).wrap().selectable(true));
    caption_ui(ui, &line.ask);
}

fn decide_ui(ui: &mut Ui, merging: &Merging, (place, line): (usize, &MergeLine), actions: &mut Actions) {
    let is_taken = merging.taken.contains(&place);
    let name = format!("{} of {}", line.part.words(), line.number);
    if let Some(chosen) = choice_ui(ui, &name, &["Take", "Keep"], Some(usize::from(!is_taken))) {
        push(actions, MergeAction::Take(place, chosen == 0));
    }
}
