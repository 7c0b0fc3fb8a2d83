//! The palette (commands, questions, sections by name) and the search (questions, answers, notes).

use super::action::{Action, Actions};
use super::carrier::book::{OpenBook, book_name};
use super::carrier::draft::{Line, Tab};
use super::carrier::{BookAction, DraftAction};
use super::command::{Command, TABLE};
use super::devices::DevicesTab;
use super::state::{Case, Desk, Screen};
use super::what_if::{self, WhatIfAction};
use crate::questionnaire::{Questionnaire, SectionIx};

/// An open palette or search, with its hits for the words typed so far.
pub struct Finder {
    pub kind: FinderKind,
    pub query: String,
    pub hits: Vec<Hit>,
    pub selected: usize,
    /// All that could be found, once per opening.
    items: Vec<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinderKind {
    Palette,
    Search,
}

/// One row of results.
#[derive(Clone, Debug)]
pub struct Hit {
    pub chip: String,
    pub text: String,
    /// Keys of a command, or where the words were found.
    pub aside: String,
    pub actions: Actions,
}

struct Item {
    hit: Hit,
    /// Lower case.
    haystack: String,
}

/// Rows that are shown.
pub const MOST_HITS: usize = 60;

impl Finder {
    #[must_use]
    pub fn open(kind: FinderKind, desk: &Desk) -> Self {
        let items = match kind {
            FinderKind::Palette => palette_items(desk),
            FinderKind::Search => desk.case.as_ref().map(search_items).unwrap_or_default(),
        };
        let mut finder = Self { kind, query: String::new(), hits: Vec::new(), selected: 0, items };
        finder.find(String::new());
        finder
    }

    /// Takes new words and finds again.
    pub fn find(&mut self, query: String) {
        let words = query.to_lowercase();
        let words = words.trim();
        self.query = query;
        self.selected = 0;
        self.hits = match self.kind {
            FinderKind::Palette => {
                let mut found: Vec<(i32, &Item)> = self
                    .items
                    .iter()
                    .filter_map(|item| fuzzy(words, &item.haystack).map(|score| (score, item)))
                    .collect();
                found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
                found.into_iter().take(MOST_HITS).map(|(_, item)| item.hit.clone()).collect()
            }
            FinderKind::Search if words.is_empty() => Vec::new(),
            FinderKind::Search => self
                .items
                .iter()
                .filter(|item| words.split_whitespace().all(|word| item.haystack.contains(word)))
                .take(MOST_HITS)
                .map(|item| item.hit.clone())
                .collect(),
        };
    }
}

/// How well letters in order match; higher is better. Runs and beginnings of words count most.
fn fuzzy(needle: &str, haystack: &str) -> Option<i32> {
    if needle.is_empty() {
        return Some(0);
    }
    if let Some(at) = haystack.find(needle) {
        let starts_word = at == 0 || haystack.as_bytes().get(at - 1) == Some(&b' ');
        return Some(1_000 - at as i32 / 4 + if starts_word { 200 } else { 0 } + if at == 0 { 300 } else { 0 });
    }
    let mut score = 0;
    let mut run = 0;
    let mut previous = ' ';
    let mut letters = haystack.chars();
    for wanted in needle.chars().filter(|letter| !letter.is_whitespace()) {
        loop {
            let letter = letters.next()?;
            if letter == wanted {
                run += 1;
                score += run * 4 + if previous == ' ' { 12 } else { 0 };
                previous = letter;
                break;
            }
            run = 0;
            score -= 1;
            previous = letter;
        }
    }
    Some(score)
}

fn palette_items(desk: &Desk) -> Vec<Item> {
    let commands = TABLE.iter().filter(|entry| entry.command.is_enabled(desk)).map(|entry| Item {
        haystack: entry.label.to_lowercase(),
        hit: Hit {
            chip: String::new(),
            text: entry.label.to_owned(),
            aside: entry.command.keys(),
            actions: vec![Action::Run(entry.command)],
        },
    });
    let mut items: Vec<Item> = commands.collect();
    items.extend(carrier_items(desk));
    if desk.screen == Screen::Weights {
        items.extend(desk.carrier.draft.iter().flat_map(|draft| weight_items(&draft.base)));
        return items;
    }
    let Some(case) = &desk.case else { return items };
    let tabs = DevicesTab::ALL.into_iter();
    items.extend(tabs.map(|tab| named(format!("Devices: {}", tab.words()), vec![Action::DevicesTab(tab)])));
    items.extend(what_if_items(case));
    for (place, section) in (0_u8..).zip(&case.questionnaire.sections) {
        if case.derived.shown_sections.get(usize::from(place)) == Some(&true) {
            items.push(Item {
                haystack: format!("{} {}", section.id, section.title).to_lowercase(),
                hit: Hit {
                    chip: section.id.clone(),
                    text: section.title.clone(),
                    aside: "section".to_owned(),
                    actions: vec![Action::JumpToSection(SectionIx(place))],
                },
            });
        }
    }
    for ix in case.questionnaire.places().filter(|ix| case.derived.is_shown(*ix)) {
        let question = case.questionnaire.question(ix);
        items.push(Item {
            haystack: format!("{} {}", question.id, question.ask).to_lowercase(),
            hit: Hit {
                chip: question.id.clone(),
                text: question.ask.clone(),
                aside: String::new(),
                actions: vec![Action::Jump(ix)],
            },
        });
    }
    items
}

/// The scenarios, and how to make one.
fn what_if_items(case: &Case) -> Vec<Item> {
    let of = |text: String, action: WhatIfAction| named(format!("What if: {text}"), vec![action.into()]);
    let mut items = vec![
        of("New scenario".to_owned(), WhatIfAction::New),
        of("New scenario from the levers".to_owned(), WhatIfAction::FromLevers),
    ];
    let tabs = what_if::Tab::ALL.into_iter();
    items.extend(tabs.map(|tab| of(tab.words().to_owned(), WhatIfAction::Show(tab))));
    let scenarios = case.submission.scenarios.iter().enumerate();
    items.extend(scenarios.map(|(place, it)| of(format!("Try {}", it.name), WhatIfAction::Choose(place))));
    items
}

/// What the carrier's screens can show and do, from wherever one is.
fn carrier_items(desk: &Desk) -> Vec<Item> {
    let mut items: Vec<Item> = [
        ("Open a folder...", BookAction::AskFolder),
        ("Open files...", BookAction::AskFiles),
        ("Open the sample book", BookAction::OpenSample),
    ]
    .map(|(label, action)| named(format!("Book: {label}"), vec![action.into()]))
    .into();
    for paths in desk.prefs.books() {
        items.push(named(format!("Book: Open {}", book_name(paths)), vec![BookAction::Open(paths.clone()).into()]));
    }
    let tabs = desk.carrier.book.iter().flat_map(OpenBook::tabs);
    items.extend(tabs.map(|tab| {
        let actions = vec![Command::Book.into(), BookAction::Tab(tab).into()];
        named(format!("Book: {}", tab.words()), actions)
    }));
    if desk.carrier.live.landed.is_some() {
        items.push(named("Book: Save scores as CSV...".to_owned(), vec![BookAction::SaveScores.into()]));
        items.push(named("Book: Save book as CSV...".to_owned(), vec![BookAction::SaveBook.into()]));
        items.push(named("Plan: Compare with another plan...".to_owned(), vec![BookAction::ComparePlan.into()]));
    }
    items.extend(Tab::ALL.map(|tab| {
        let actions = vec![Command::Weights.into(), DraftAction::Show(tab).into()];
        named(format!("Plan: {}", tab.words()), actions)
    }));
    items
}

/// The questions that carry weight, to go to their line.
fn weight_items(base: &Questionnaire) -> impl Iterator<Item = Item> {
    base.places().filter(|ix| base.is_scored(*ix)).map(|ix| {
        let question = base.question(ix);
        let to_line = [DraftAction::Show(Tab::Weights), DraftAction::Cursor(Line::Question(ix)), DraftAction::Move(0)];
        Item {
            haystack: format!("{} {}", question.id, question.ask).to_lowercase(),
            hit: Hit {
                chip: question.id.clone(),
                text: question.ask.clone(),
                aside: "weight".to_owned(),
                actions: to_line.map(Action::from).into(),
            },
        }
    })
}

/// Something that is found by its name.
fn named(text: String, actions: Actions) -> Item {
    Item { haystack: text.to_lowercase(), hit: Hit { chip: String::new(), text, aside: String::new(), actions } }
}

fn search_items(case: &Case) -> Vec<Item> {
    let mut items = Vec::new();
    for ix in case.questionnaire.places().filter(|ix| case.derived.is_shown(*ix)) {
        let question = case.questionnaire.question(ix);
        let mut push = |text: &str, aside: &str| {
            if !text.trim().is_empty() {
                items.push(Item {
                    haystack: format!("{} {text}", question.id).to_lowercase(),
                    hit: Hit {
                        chip: question.id.clone(),
                        text: text.to_owned(),
                        aside: aside.to_owned(),
                        actions: vec![Action::Jump(ix)],
                    },
                });
            }
        };
        push(&question.ask, "question");
        push(case.derived.answer_words(ix), "answer");
        if let Some(record) = case.submission.record(&question.id) {
            push(&record.note, "note");
            push(&record.said_by, "speaker");
            for answer in record.follow_ups.values() {
                if let crate::submission::FollowUpAnswer::Text(text) = answer {
                    push(text, "follow-up");
                }
            }
        }
    }
    items
}
