//! Applicant, broker, policy and what was received.

use crate::gui::action::{Action, Actions};
use crate::gui::state::{Case, Field};
use crate::gui::theme::{icons, space, tokens};
use crate::gui::widgets::{
    FieldStyle, Text, card_ui, choice_ui, field_label_ui, heading_ui, icon_button_ui, link_ui, text_field_ui,
};
use crate::submission::{Applicant, Broker, Currency, Document, Edit, Market, Money, Policy};
use chrono::NaiveDate;
use egui::{Response, Ui};

pub fn case_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    heading_ui(ui, "Case", "Who and what the submission is about; the memo prints all of it");
    applicant_ui(ui, case, actions);
    broker_ui(ui, case, actions);
    policy_ui(ui, case, actions);
    documents_ui(ui, case, actions);
}

fn edit(actions: &mut Actions, edit: Edit) {
    actions.push(Action::Edit { edit: Box::new(edit), label: None });
}

/// A change of focus starts an undo entry.
fn leaves(response: &Response, actions: &mut Actions) {
    if response.gained_focus() || response.lost_focus() {
        actions.push(Action::BreakMerge);
    }
}

/// Name over a field for plain text; `put` makes the edit.
pub(super) fn words_ui(
    ui: &mut Ui,
    name: &str,
    value: &str,
    hint: &str,
    actions: &mut Actions,
    put: impl FnOnce(String) -> Edit,
) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        field_label_ui(ui, name);
        let (typed, response) = text_field_ui(ui, name, value, FieldStyle { hint, ..FieldStyle::default() });
        leaves(&response, actions);
        if let Some(typed) = typed {
            edit(actions, put(typed));
        }
    });
}

/// A field whose text has to read as something; what does not read yet stays as a draft.
pub(super) struct TypedField<'a, T> {
    pub field: Field,
    pub name: &'a str,
    pub value: Option<T>,
    pub hint: &'a str,
    /// What to write, shown when the text does not read.
    pub mend: &'a str,
    pub show: fn(&T) -> String,
    pub read: fn(&str) -> Option<T>,
}

pub(super) fn typed_ui<T: PartialEq>(
    ui: &mut Ui,
    case: &Case,
    it: TypedField<'_, T>,
    actions: &mut Actions,
    put: impl FnOnce(Option<T>) -> Edit,
) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        field_label_ui(ui, it.name);
        let draft = case.view.drafts.get(&it.field);
        let shown = draft.cloned().unwrap_or_else(|| it.value.as_ref().map(it.show).unwrap_or_default());
        let wrong = !shown.trim().is_empty() && (it.read)(&shown).is_none();
        let style = FieldStyle { hint: it.hint, wrong, ..FieldStyle::default() };
        let (typed, response) = text_field_ui(ui, it.name, &shown, style);
        leaves(&response, actions);
        if let Some(typed) = typed {
            let read = (it.read)(&typed);
            if read != it.value && (read.is_some() || typed.trim().is_empty()) {
                edit(actions, put(read));
            }
            actions.push(Action::Draft(it.field, Some(typed)));
        } else if response.lost_focus() && !wrong && draft.is_some() {
            actions.push(Action::Draft(it.field, None));
        }
        if wrong {
            let colour = tokens(ui).bands[4];
            ui.label(Text::label(it.mend).size(12.0).color(colour));
        }
    });
}

pub(super) fn read_date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()
}

pub(super) const DATE_MEND: &str = "Write the date as 2027-01-01";
const MONEY_MEND: &str = "Write plain digits, for example 5,000,000";

fn read_count(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|letter| !matches!(letter, ',' | ' ' | '_' | '\u{a0}')).collect();
    digits.parse().ok()
}

fn pair_ui(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    if ui.available_width() < 420.0 {
        left(ui);
        right(ui);
        return;
    }
    ui.columns_const(|[first, second]| {
        left(first);
        right(second);
    });
}

fn applicant_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let it = &case.submission.applicant;
    let with = |change: &dyn Fn(&mut Applicant)| {
        let mut applicant = it.clone();
        change(&mut applicant);
        Edit::Applicant(Box::new(applicant))
    };
    card_ui(ui, "Applicant", |ui| {
        words_ui(ui, "Name", &it.name, "Legal name of the applicant", actions, |text| {
            with(&|a| a.name.clone_from(&text))
        });
        let mut more = Vec::new();
        pair_ui(
            ui,
            |ui| {
                words_ui(ui, "Industry", &it.industry, "For example food manufacturing", actions, |text| {
                    with(&|a| a.industry.clone_from(&text))
                })
            },
            |ui| {
                words_ui(ui, "NAICS code", &it.naics, "2 to 6 digits", &mut more, |text| {
                    with(&|a| a.naics.clone_from(&text))
                })
            },
        );
        pair_ui(
            ui,
            |ui| {
                let field = TypedField {
                    field: Field::Revenue,
                    name: "Revenue",
                    value: it.revenue,
                    hint: "Last full year",
                    mend: MONEY_MEND,
                    show: Money::to_string,
                    read: Money::parse,
                };
                typed_ui(ui, case, field, actions, |value| with(&|a| a.revenue = value));
            },
            |ui| {
                words_ui(
                    ui,
                    "Jurisdiction",
                    &it.jurisdiction,
                    "State or country whose law governs",
                    &mut more,
                    |text| with(&|a| a.jurisdiction.clone_from(&text)),
                );
            },
        );
        let count = |field, name, value| TypedField {
            field,
            name,
            value,
            hint: "",
            mend: "Write a whole number",
            show: u64::to_string,
            read: read_count,
        };
        pair_ui(
            ui,
            |ui| {
                typed_ui(ui, case, count(Field::Employees, "Employees", it.employees), actions, |value| {
                    with(&|a| a.employees = value)
                })
            },
            |ui| {
                typed_ui(ui, case, count(Field::Sites, "Sites", it.sites), &mut more, |value| {
                    with(&|a| a.sites = value)
                })
            },
        );
        actions.append(&mut more);
        field_label_ui(ui, "Operations");
        ui.add_space(-6.0);
        let hint = "What it does, and why its risk is heavy in connected devices";
        let style = FieldStyle { hint, rows: 3, ..FieldStyle::default() };
        let (typed, response) = text_field_ui(ui, "Operations", &it.operations, style);
        leaves(&response, actions);
        if let Some(typed) = typed {
            edit(actions, with(&|a| a.operations.clone_from(&typed)));
        }
    });
}

fn broker_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let it = &case.submission.broker;
    let with = |change: &dyn Fn(&mut Broker)| {
        let mut broker = it.clone();
        change(&mut broker);
        Edit::Broker(broker)
    };
    card_ui(ui, "Broker", |ui| {
        let mut more = Vec::new();
        pair_ui(
            ui,
            |ui| words_ui(ui, "Firm", &it.firm, "", actions, |text| with(&|b| b.firm.clone_from(&text))),
            |ui| words_ui(ui, "Contact", &it.contact, "", &mut more, |text| with(&|b| b.contact.clone_from(&text))),
        );
        actions.append(&mut more);
        words_ui(ui, "Email", &it.email, "", actions, |text| with(&|b| b.email.clone_from(&text)));
    });
}

fn policy_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let it = &case.submission.policy;
    let with = |change: &dyn Fn(&mut Policy)| {
        let mut policy = it.clone();
        change(&mut policy);
        Edit::Policy(Box::new(policy))
    };
    card_ui(ui, "Policy", |ui| {
        let mut more = Vec::new();
        pair_ui(
            ui,
            |ui| {
                words_ui(ui, "Memo number", &case.submission.reference, "As you file it", actions, Edit::Reference);
            },
            |ui| {
                words_ui(ui, "Line of business", &it.line, "Cyber", &mut more, |text| {
                    with(&|p| p.line.clone_from(&text))
                })
            },
        );
        let date = |field, name, value| TypedField {
            field,
            name,
            value,
            hint: "2027-01-01",
            mend: DATE_MEND,
            show: NaiveDate::to_string,
            read: read_date,
        };
        pair_ui(
            ui,
            |ui| {
                typed_ui(ui, case, date(Field::Inception, "Inception", it.inception), actions, |value| {
                    with(&|p| p.inception = value)
                })
            },
            |ui| {
                typed_ui(ui, case, date(Field::Expiry, "Expiry", it.expiry), &mut more, |value| {
                    with(&|p| p.expiry = value)
                })
            },
        );
        let money = |field, name, value| TypedField {
            field,
            name,
            value,
            hint: "",
            mend: MONEY_MEND,
            show: Money::to_string,
            read: Money::parse,
        };
        pair_ui(
            ui,
            |ui| {
                typed_ui(ui, case, money(Field::Limit, "Aggregate limit", it.limit), actions, |value| {
                    with(&|p| p.limit = value)
                })
            },
            |ui| {
                typed_ui(ui, case, money(Field::Retention, "Retention", it.retention), &mut more, |value| {
                    with(&|p| p.retention = value)
                });
            },
        );
        pair_ui(
            ui,
            |ui| {
                words_ui(ui, "Currency", &it.currency.0, "USD", actions, |text| {
                    with(&|p| p.currency = Currency(text.trim().to_uppercase()))
                });
            },
            |ui| {
                let field = TypedField {
                    field: Field::ScheduleMax,
                    name: "Largest schedule debit or credit, percent",
                    value: it.schedule_max_percent,
                    hint: "From the carrier's filed plan",
                    mend: "Write a whole number up to 100",
                    show: u8::to_string,
                    read: |text| text.trim().parse().ok().filter(|percent| *percent <= 100),
                };
                typed_ui(ui, case, field, &mut more, |value| with(&|p| p.schedule_max_percent = value));
            },
        );
        actions.append(&mut more);
        field_label_ui(ui, "Market");
        let names: Vec<&str> = Market::ALL.iter().map(|market| market.words()).collect();
        let selected = Market::ALL.iter().position(|market| *market == it.market);
        if let Some(market) = choice_ui(ui, "Market", &names, selected).and_then(|place| Market::ALL.get(place)) {
            edit(actions, with(&|p| p.market = *market));
        }
        if let (Some(from), Some(to)) = (it.inception, it.expiry) {
            let words = if to <= from {
                "The term ends before it begins".to_owned()
            } else {
                format!("Term of {} days, from {from} to the day before {to}", (to - from).num_days())
            };
            ui.add_space(space::SMALL);
            let words = Text::caption(ui, words);
            ui.label(words);
        }
    });
}

fn documents_ui(ui: &mut Ui, case: &Case, actions: &mut Actions) {
    let all = &case.submission.documents;
    let with = |change: &dyn Fn(&mut Vec<Document>)| {
        let mut documents = all.clone();
        change(&mut documents);
        Edit::Documents(documents)
    };
    card_ui(ui, "Documents received", |ui| {
        if all.is_empty() {
            let nothing = Text::quiet(ui, "Applications, scans and calls that the answers rest on will be listed here");
            ui.label(nothing);
        }
        for (place, document) in all.iter().enumerate() {
            ui.push_id(place, |ui| {
                ui.horizontal(|ui| {
                    let width = (ui.available_width() - 40.0 - 16.0).max(200.0);
                    let number = place + 1;
                    let style = |hint, part: f32| FieldStyle {
                        hint,
                        width: Some(width * part - 24.0),
                        ..FieldStyle::default()
                    };
                    let (typed, response) =
                        text_field_ui(ui, &format!("Title of document {number}"), &document.title, style("Title", 0.5));
                    leaves(&response, actions);
                    if let Some(typed) = typed {
                        edit(actions, with(&|all| set(all, place, |it| it.title.clone_from(&typed))));
                    }
                    let (typed, response) =
                        text_field_ui(ui, &format!("Sender of document {number}"), &document.from, style("From", 0.28));
                    leaves(&response, actions);
                    if let Some(typed) = typed {
                        edit(actions, with(&|all| set(all, place, |it| it.from.clone_from(&typed))));
                    }
                    let field = Field::DocumentDate(u16::try_from(place).unwrap_or(u16::MAX));
                    let shown = case.view.drafts.get(&field).cloned();
                    let shown =
                        shown.unwrap_or_else(|| document.received.map(|date| date.to_string()).unwrap_or_default());
                    let wrong = !shown.trim().is_empty() && read_date(&shown).is_none();
                    let date_style = FieldStyle { wrong, ..style("2027-01-01", 0.22) };
                    let (typed, _) = text_field_ui(ui, &format!("Date of document {number}"), &shown, date_style);
                    if let Some(typed) = typed {
                        let date = read_date(&typed);
                        if date.is_some() || typed.trim().is_empty() {
                            edit(actions, with(&|all| set(all, place, |it| it.received = date)));
                        }
                        actions.push(Action::Draft(field, Some(typed)));
                    }
                    if icon_button_ui(ui, icons::DELETE, &format!("Remove document {number}")).clicked() {
                        edit(actions, with(&|all| remove(all, place)));
                    }
                });
            });
        }
        if link_ui(ui, Some(icons::PLUS), "Add a document").clicked() {
            edit(actions, with(&|all| all.push(Document::default())));
        }
    });
}

/// Changes one of a list, where there is one.
pub(super) fn set<T>(all: &mut [T], place: usize, change: impl FnOnce(&mut T)) {
    if let Some(it) = all.get_mut(place) {
        change(it);
    }
}

/// Takes one off a list, where there is one.
pub(super) fn remove<T>(all: &mut Vec<T>, place: usize) {
    if place < all.len() {
        all.remove(place);
    }
}
