//! Where an answer and the device list cannot both be right, and what was decided about it.

use super::show_in_list;
use crate::assessment::Contradiction;
use crate::gui::action::{Action, Actions};
use crate::gui::screens::{page_ui, question_chip_ui};
use crate::gui::state::{Case, Desk};
use crate::gui::theme::{icons, tokens};
use crate::gui::widgets::{
    FieldStyle, Text, card_ui, empty_ui, field_label_ui, heading_ui, icon_ui, link_ui, text_field_ui,
};
use crate::gui::words;
use crate::inventory::{Disposition, Rows};
use crate::submission::Edit;
use egui::{Label, Ui};

pub fn contradictions_ui(ui: &mut Ui, desk: &Desk, case: &Case, actions: &mut Actions) {
    page_ui(ui, "contradictions", |ui| {
        let all = case.derived.facts.contradictions();
        if all.is_empty() {
            let sentence = "No answer speaks against the device list, as far as the list can tell";
            empty_ui(ui, icons::SCALES, sentence, None);
            return;
        }
        let dispositions = &case.submission.devices.declared.dispositions;
        let open = all.iter().filter(|it| !dispositions.contains_key(it.id)).count();
        let sentence = match open {
            0 => "What was decided about each is on file".to_owned(),
            open => format!("{} without a decision yet", words::counted(open, "contradiction", "contradictions")),
        };
        heading_ui(ui, "Answers that speak against the list", &sentence);
        for it in all {
            ui.push_id(it.id, |ui| contradiction_ui(ui, desk, case, it, actions));
        }
    });
}

fn contradiction_ui(ui: &mut Ui, desk: &Desk, case: &Case, it: &Contradiction, actions: &mut Actions) {
    let disposition = case.submission.devices.declared.dispositions.get(it.id);
    card_ui(ui, "", |ui| {
        ui.horizontal_top(|ui| {
            let (icon, colour) = match disposition {
                Some(_) => (icons::DONE, tokens(ui).bands[0]),
                None => (icons::SCALES, tokens(ui).bands[3]),
            };
            icon_ui(ui, icon, 18.0, colour);
            question_chip_ui(ui, case, it.question, actions);
            ui.add(Label::new(Text::body(&it.what)).wrap());
        });
        ui.horizontal_wrapped(|ui| {
            if !it.rows.is_empty() {
                let shown = format!("Show {}", it.rows.brief(6));
                if link_ui(ui, Some(icons::RIGHT), &shown).clicked() {
                    show_in_list(actions, &rows_filter(&it.rows));
                }
            }
            let question = &case.questionnaire.question(it.question).id;
            if link_ui(ui, Some(icons::RIGHT), &format!("Go to the answer of {question}")).clicked() {
                actions.push(Action::Jump(it.question));
            }
        });
        field_label_ui(ui, "What was decided");
        ui.add_space(-6.0);
        let text = disposition.map_or("", |disposition| disposition.text.as_str());
        let style = FieldStyle {
            hint: "Accepted because ..., asked the applicant, answer corrected",
            rows: 2,
            ..FieldStyle::default()
        };
        let name = format!("What was decided about {}", it.id);
        let (typed, response) = text_field_ui(ui, &name, text, style);
        if response.gained_focus() || response.lost_focus() {
            actions.push(Action::BreakMerge);
        }
        if let Some(typed) = typed {
            decide(desk, case, it, typed, actions);
        }
        if let Some(Disposition { by, on, .. }) = disposition {
            let on = on.map(|day| day.to_string()).unwrap_or_default();
            let who = [by.as_str(), on.as_str()].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ");
            let who = Text::caption(ui, who);
            ui.label(who);
        }
    });
}

fn decide(desk: &Desk, case: &Case, it: &Contradiction, text: String, actions: &mut Actions) {
    let mut declared = case.submission.devices.declared.clone();
    if text.trim().is_empty() {
        declared.dispositions.remove(it.id);
    } else {
        let decided = Disposition { text, by: desk.prefs.underwriter.clone(), on: Some(desk.today) };
        declared.dispositions.insert(it.id.to_owned(), decided);
    }
    let question = &case.questionnaire.question(it.question).id;
    let label = format!("Decide about the contradiction of {question}");
    actions.push(Action::Edit { edit: Box::new(Edit::Declared(Box::new(declared))), label: Some(label) });
}

/// The words that find the rows in the list.
fn rows_filter(rows: &Rows) -> String {
    let mut parts: Vec<String> = rows
        .ranges
        .iter()
        .map(|range| {
            if range.first == range.last { range.first.to_string() } else { format!("{}-{}", range.first, range.last) }
        })
        .collect();
    if rows.typed > 0 {
        parts.push("0".to_owned());
    }
    format!("row:{}", parts.join(","))
}
