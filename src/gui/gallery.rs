//! Every widget in every state, for eyes and for tests (debug builds).

use super::action::Actions;
use super::state::{Toast, ToastKind};
use super::theme::{icons, tokens};
use super::widgets::{
    FieldStyle, Level, OptionRow, SupportBar, Text, Wall, WallColumn, WallMark, bar_row_ui, card_ui, chip_ui,
    choice_ui, critical_ui, empty_ui, evidence_ui, hairline_ui, heading_ui, icon_button_ui, icon_ui, key_cap_ui,
    level_ui, link_ui, meter_ui, number_ui, option_row_ui, primary_button_ui, row_button_ui, support_bar_ui,
    support_key_ui, tab_ui, text_field_ui, toasts_ui, wall_ui,
};
use crate::submission::Grade;
use chrono::NaiveDate;
use egui::{Button, Ui};

pub fn gallery_ui(ui: &mut Ui, actions: &mut Actions) {
    heading_ui(ui, "Gallery", "Every widget in every state");
    card_ui(ui, "Type", |ui| {
        ui.label(Text::heading("Heading 19 semibold"));
        ui.label(Text::question("Question 16 semibold"));
        ui.label(Text::body("Body 14.5: 0123456789"));
        ui.label(Text::label("Label 13: 0123456789"));
        ui.label(Text::strong("Strong 13: 0123456789"));
        let quiet = Text::quiet(ui, "Quiet 13");
        ui.label(quiet);
        let caption = Text::caption(ui, "Caption 12");
        ui.label(caption);
    });
    card_ui(ui, "Levels", |ui| {
        let bands = ["Preferred", "Standard", "Conditional", "Distressed", "Decline unless exception"];
        for (place, name) in bands.into_iter().enumerate() {
            level_ui(ui, Level::Band(place), name, 16.0);
        }
        level_ui(ui, Level::NoDecision, "Insufficient information", 16.0);
        level_ui(ui, Level::Decline, "Decline", 16.0);
    });
    card_ui(ui, "Buttons, chips, keys", |ui| {
        ui.horizontal_wrapped(|ui| {
            primary_button_ui(ui, "Primary");
            ui.add(Button::new(Text::body("Plain")));
            ui.add_enabled(false, Button::new(Text::body("Disabled")));
            icon_button_ui(ui, icons::CASE, "Icon button");
            link_ui(ui, Some(icons::RIGHT), "Link");
            chip_ui(ui, "D1", None);
            chip_ui(ui, "D2", Some("Go to D2"));
            key_cap_ui(ui, "Ctrl+K");
            critical_ui(ui);
        });
        tab_ui(ui, Some(icons::HOME), None, "Tab", "3/5", false);
        tab_ui(ui, None, Some("A"), "Tab, selected", "9/9", true);
        row_button_ui(ui, "D1", "", "Row", "aside", false);
        row_button_ui(ui, "", icons::CASE, "Row, selected", "aside", true);
    });
    card_ui(ui, "Options", |ui| {
        for (place, (selected, cursor)) in [(false, false), (true, false), (false, true)].into_iter().enumerate() {
            let row = OptionRow {
                key: ["a", "b", "c"].get(place).copied().unwrap_or_default(),
                text: "VLANs with some filtering between them",
                pips: u8::try_from(place * 2).ok(),
                points: None,
                selected,
                cursor,
                many: false,
                quiet: false,
            };
            option_row_ui(ui, &row);
        }
        let quiet = OptionRow {
            key: "u",
            text: "Unknown",
            pips: None,
            points: None,
            selected: false,
            cursor: false,
            many: false,
            quiet: true,
        };
        option_row_ui(ui, &quiet);
        for grade in [None, Some(Grade::ScanOrLog)] {
            evidence_ui(ui, grade, true);
        }
        ui.push_id("disabled", |ui| evidence_ui(ui, None, false));
        choice_ui(ui, "Choice", &["Yes", "No"], Some(0));
    });
    card_ui(ui, "Numbers", |ui| {
        number_ui(ui, "50.9", "Score", 44.0);
        meter_ui(ui, "Complete", 0.92, "92 %", "");
        meter_ui(ui, "Empty", 0.0, "0 %", "");
        bar_row_ui(ui, "G2", "End of support", 0.8, "3.0", "Driver G2");
    });
    card_ui(ui, "Support", |ui| {
        support_key_ui(ui, true);
        let month = |place: u32| NaiveDate::from_ymd_opt(2027, 1, 1)?.checked_add_months(chrono::Months::new(place));
        let column = |place| {
            let past = 40 + 15 * u64::from(place);
            month(place).map(|month| WallColumn { month, past, ending: 15 })
        };
        let months: Vec<WallColumn> = (0..24).filter_map(column).collect();
        if let (Some(inception), Some(expiry)) = (month(0), month(12)) {
            let inception = WallMark { day: inception, past: 40 };
            let expiry = WallMark { day: expiry, past: 220 };
            wall_ui(ui, &Wall { n: 640, unknown: 90, months: &months, inception, expiry });
        }
        for (name, past, unknown) in [("Camera", 120, 40), ("Printer", 0, 0), ("Controller", 0, 80)] {
            let leads = "Show these devices in the list";
            support_bar_ui(ui, &SupportBar { name, n: 160, past, unknown, most: 200, aside: "2027-03-31", leads });
        }
    });
    card_ui(ui, "Fields", |ui| {
        text_field_ui(ui, "Empty field", "", FieldStyle { hint: "Hint", ..FieldStyle::default() });
        text_field_ui(ui, "Wrong field", "soon", FieldStyle { wrong: true, ..FieldStyle::default() });
        text_field_ui(ui, "Long field", "Two lines\nof text", FieldStyle { rows: 3, ..FieldStyle::default() });
        hairline_ui(ui);
        empty_ui(ui, icons::MEMO, "What will be here will be here", Some("Do the one thing"));
    });
    card_ui(ui, "Icons", |ui| {
        ui.horizontal_wrapped(|ui| {
            let colour = tokens(ui).text;
            for icon in [icons::SHIELD, icons::SCALES, icons::OCTAGON, icons::ARROW, icons::QUESTION] {
                icon_ui(ui, icon, 20.0, colour);
            }
        });
    });
    let toast = |id, kind, details: &str| Toast {
        id,
        kind,
        text: "One line that stands alone".to_owned(),
        details: details.to_owned(),
        open: true,
        born: 0.0,
    };
    toasts_ui(ui, &[toast(1, ToastKind::Done, ""), toast(2, ToastKind::Error, "What the system said")], actions);
}
