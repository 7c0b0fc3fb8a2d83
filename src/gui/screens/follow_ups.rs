//! Follow-ups under their question, beside a vertical rule, while they are asked.

use super::question_parts::ruled_ui;
use crate::gui::action::{Action, Actions};
use crate::gui::answer::AnswerChange;
use crate::gui::state::Case;
use crate::gui::widgets::{FieldStyle, OptionRow, Text, choice_ui, option_row_ui, text_field_ui};
use crate::questionnaire::{FollowUp, FollowUpKind, Question, QuestionIx, SectionKind};
use crate::submission::{FollowUpAnswer, Grade};
use egui::{Label, Ui, vec2};
use std::collections::{BTreeMap, BTreeSet};

pub fn follow_ups_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, actions: &mut Actions) {
    let question = case.questionnaire.question(ix);
    let Some(asked) = case.derived.asked.get(usize::from(ix.0)).filter(|asked| !asked.is_empty()) else { return };
    ruled_ui(ui, |ui| {
        for follow_up in asked.iter().filter_map(|place| question.follow_ups.get(*place)) {
            ui.push_id(&follow_up.key, |ui| follow_up_ui(ui, case, ix, question, follow_up, actions));
        }
    });
}

fn follow_up_ui(ui: &mut Ui, case: &Case, ix: QuestionIx, question: &Question, it: &FollowUp, actions: &mut Actions) {
    ui.add(Label::new(Text::body(&it.ask)).wrap());
    ui.add_space(-2.0);
    let on_file = case.submission.follow_up(&question.id, &it.key);
    let mut answer = |answer: FollowUpAnswer| {
        actions.push(Action::Answer(ix, AnswerChange::FollowUp(it.key.clone(), answer)));
    };
    match &it.kind {
        FollowUpKind::Text => {
            let text = match on_file {
                Some(FollowUpAnswer::Text(text)) => text.as_str(),
                _ => "",
            };
            let rows = text.lines().count().clamp(1, 6);
            let style =
                FieldStyle { hint: "Answer in words", rows: if rows > 1 { rows } else { 1 }, ..FieldStyle::default() };
            let (typed, response) = text_field_ui(ui, &format!("{}: {}", question.id, it.ask), text, style);
            if let Some(typed) = typed {
                answer(FollowUpAnswer::Text(typed));
            }
            if response.gained_focus() || response.lost_focus() {
                actions.push(Action::BreakMerge);
            }
        }
        FollowUpKind::YesNo => {
            let selected = match on_file {
                Some(FollowUpAnswer::Keys(keys)) if keys.contains("yes") => Some(0),
                Some(FollowUpAnswer::Keys(keys)) if keys.contains("no") => Some(1),
                _ => None,
            };
            if let Some(place) = choice_ui(ui, &it.ask, &["Yes", "No"], selected) {
                let key = if place == 0 { "yes" } else { "no" };
                answer(FollowUpAnswer::Keys(BTreeSet::from([key.to_owned()])));
            }
        }
        FollowUpKind::Ticks { options, sets_answer } => {
            let empty = BTreeSet::new();
            let keys = match on_file {
                Some(FollowUpAnswer::Keys(keys)) => keys,
                _ => &empty,
            };
            ui.spacing_mut().item_spacing.y = 1.0;
            for (key, text) in options {
                let row = OptionRow {
                    key: "",
                    text,
                    pips: None,
                    points: None,
                    selected: keys.contains(key),
                    cursor: false,
                    many: true,
                    quiet: true,
                };
                if option_row_ui(ui, &row).clicked() {
                    actions.push(Action::Answer(ix, AnswerChange::Tick(it.key.clone(), key.clone())));
                }
            }
            if !sets_answer.is_empty() {
                let said = format!("{} of {} ticked; the number sets the answer above", keys.len(), options.len());
                let said = Text::caption(ui, said);
                ui.label(said);
            }
        }
        FollowUpKind::CountPerOption => count_per_option_ui(ui, case, ix, question, on_file, &mut answer),
        FollowUpKind::GradePerSection => grade_per_section_ui(ui, case, on_file, &mut answer),
    }
}

fn table_of(on_file: Option<&FollowUpAnswer>) -> BTreeMap<String, String> {
    match on_file {
        Some(FollowUpAnswer::Table(table)) => table.clone(),
        _ => BTreeMap::new(),
    }
}

fn count_per_option_ui(
    ui: &mut Ui,
    case: &Case,
    ix: QuestionIx,
    question: &Question,
    on_file: Option<&FollowUpAnswer>,
    answer: &mut impl FnMut(FollowUpAnswer),
) {
    let ticked = case.derived.assessment.reading(ix).options;
    for option in ticked.places().filter_map(|place| question.options.get(place)).filter(|option| !option.exclusive) {
        ui.horizontal(|ui| {
            let table = table_of(on_file);
            let value = table.get(&option.key).map_or("", String::as_str);
            let good = value.is_empty() || value.trim().chars().all(|letter| letter.is_ascii_digit() || letter == ',');
            let style = FieldStyle { hint: "Count", width: Some(88.0), wrong: !good, ..FieldStyle::default() };
            let (typed, _) = text_field_ui(ui, &format!("Count of {}", option.text), value, style);
            ui.add(Label::new(Text::label(&option.text)).wrap());
            if !good {
                let fault = Text::caption(ui, "digits only");
                ui.label(fault);
            }
            if let Some(typed) = typed {
                let mut table = table.clone();
                if typed.trim().is_empty() {
                    table.remove(&option.key);
                } else {
                    table.insert(option.key.clone(), typed);
                }
                answer(FollowUpAnswer::Table(table));
            }
        });
    }
}

fn grade_per_section_ui(
    ui: &mut Ui,
    case: &Case,
    on_file: Option<&FollowUpAnswer>,
    answer: &mut impl FnMut(FollowUpAnswer),
) {
    ui.spacing_mut().item_spacing.y = 4.0;
    for section in case.questionnaire.sections.iter().filter(|it| it.kind == SectionKind::Scored) {
        ui.horizontal(|ui| {
            ui.allocate_ui(vec2(230.0, 28.0), |ui| {
                ui.set_min_width(230.0);
                ui.add(Label::new(Text::label(format!("{}  {}", section.id, section.title))).truncate());
            });
            let table = table_of(on_file);
            let selected =
                table.get(&section.id).and_then(|code| Grade::from_code(code)).map(|grade| usize::from(grade.level()));
            let names: Vec<&str> = Grade::ALL.iter().map(|grade| grade.code()).collect();
            let name = format!("Evidence for section {}", section.id);
            if let Some(grade) = choice_ui(ui, &name, &names, selected).and_then(|place| Grade::ALL.get(place)) {
                let mut table = table.clone();
                table.insert(section.id.clone(), grade.code().to_owned());
                answer(FollowUpAnswer::Table(table));
            }
        });
    }
}
