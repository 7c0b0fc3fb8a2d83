//! The book: every submission a carrier holds, as a table and by what it adds up to.

mod accumulation;
mod back_test;
mod card;
mod cell;
mod empty;
mod grid;
mod head;
mod heat;
mod keys;
mod list;
mod open_items;
mod reading;

pub use card::card_ui as book_card_ui;
pub use empty::no_book_ui;

use crate::gui::action::Actions;
use crate::gui::carrier::BookAction;
use crate::gui::carrier::book::{BookTab, OpenBook};
use crate::gui::carrier::live::waiting_words;
use crate::gui::state::Desk;
use crate::gui::theme::{space, tokens};
use crate::gui::widgets::{Text, choice_ui};
use egui::{Frame, Margin, Panel, Ui};

pub fn book_ui(ui: &mut Ui, desk: &Desk, actions: &mut Actions) {
    let Some(open) = &desk.carrier.book else {
        return super::page_ui(ui, "no book", |ui| no_book_ui(ui, desk, actions));
    };
    let bar = Frame::new().fill(tokens(ui).ground).inner_margin(Margin::symmetric(space::BETWEEN as i8, 6));
    Panel::top("book head").resizable(false).frame(bar).show(ui, |ui| {
        head::head_ui(ui, desk, open, actions);
        let tabs: Vec<BookTab> = open.tabs().collect();
        let words: Vec<String> = tabs.iter().map(|tab| tab_words(open, *tab)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let selected = tabs.iter().position(|tab| *tab == open.tab);
        if let Some(tab) = choice_ui(ui, "Book", &words, selected).and_then(|place| tabs.get(place)) {
            actions.push(BookAction::Tab(*tab).into());
        }
    });
    let landed = desk.carrier.live.landed.as_ref().filter(|landed| landed.book == open.id);
    match (open.tab, landed) {
        (BookTab::Reading, _) => reading::reading_ui(ui, open, actions),
        (_, None) => super::page_ui(ui, "scoring", |ui| {
            let words = Text::quiet(ui, waiting_words(desk));
            ui.add(egui::Label::new(words).wrap());
        }),
        (BookTab::List, Some(landed)) => list::list_ui(ui, desk, open, landed, actions),
        (BookTab::Heat, Some(landed)) => heat::heat_tab_ui(ui, open, landed, actions),
        (BookTab::Accumulation, Some(_)) => accumulation::accumulation_ui(ui, open, actions),
        (BookTab::BackTest, Some(landed)) => back_test::back_test_ui(ui, open, landed, actions),
        (_, Some(landed)) => open_items::open_items_ui(ui, open, landed, actions),
    }
    if let (Some(row), Some(landed)) = (open.card, landed) {
        card::card_ui(ui, desk, landed, row, actions);
    }
}

/// The side's name, with how many things wait there.
fn tab_words(open: &OpenBook, tab: BookTab) -> String {
    let count = match tab {
        BookTab::Reading => open.read.bad_files.len() + open.read.problem_count,
        _ => 0,
    };
    if count == 0 { tab.words().to_owned() } else { format!("{} {count}", tab.words()) }
}
