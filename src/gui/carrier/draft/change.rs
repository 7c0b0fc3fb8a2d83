//! What a screen can ask of the draft, carried out.

use super::typed::units_in;
use super::weights::weight_target;
use super::{Draft, Focus, Line, StepKey, Tab, Typed, TypedAt, sentence};
use crate::gui::apply::lower_first;
use crate::gui::state::Desk;
use crate::questionnaire::plan::{ChangeRecord, Target, Value, WeightSum, span_of};
use crate::questionnaire::{Market, Plan, QuestionIx, SectionIx, Span, Unit};
use chrono::NaiveDate;
use egui::Context;
use std::sync::Arc;

/// A wish of the editor.
#[derive(Clone, Debug)]
pub enum DraftAction {
    /// Show a side of the editor.
    Show(Tab),
    /// Narrow the table to what the words find.
    Find(String),
    Fold(SectionIx),
    /// Put the cursor on a line.
    Cursor(Line),
    /// Move the cursor so many lines.
    Move(i64),
    /// Move the weight of the line under the cursor by so many tenths.
    Nudge(i64),
    /// A weight in tenths by slider.
    Weight(QuestionIx, u16),
    /// The sum of a section in tenths: its questions that are not locked share it.
    Section(SectionIx, u32),
    /// Lay a value.
    Set(Target, Value),
    /// Back to what the base says.
    Reset(Vec<Target>),
    /// The line under the cursor back to what the base says.
    ResetLine,
    ResetAll,
    Lock(Line),
    /// Share what is missing or over among the questions that are neither locked nor set by hand.
    Distribute,
    Sum(WeightSum),
    /// Write the exact weight of the line under the cursor.
    WriteLine,
    /// What stands in the field that is being written.
    Typed(Typed),
    /// Keep what was typed; the table takes the keyboard back where it was its field.
    Keep,
    GiveUp,
    FocusTaken,
    Scrolled,
    /// The next change is a step of its own.
    Close,
    /// A text of the plan.
    Text(TextField, String),
    Market(Market),
    Why(Target, String),
    Records(Vec<ChangeRecord>, StepKey),
    /// The plan as a whole: files and status.
    File(super::super::FileAction),
}

/// Texts of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    Title,
    Id,
    Version,
    Carrier,
    Program,
    Jurisdiction,
    Filing,
    Author,
}

impl TextField {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Id => "Id",
            Self::Version => "Version",
            Self::Carrier => "Carrier",
            Self::Program => "Program",
            Self::Jurisdiction => "Jurisdiction",
            Self::Filing => "Filing reference",
            Self::Author => "Author",
        }
    }

    #[must_use]
    pub fn of(self, plan: &Plan) -> &str {
        match self {
            Self::Title => &plan.title,
            Self::Id => &plan.id,
            Self::Version => &plan.version,
            Self::Carrier => &plan.carrier,
            Self::Program => &plan.program,
            Self::Jurisdiction => &plan.jurisdiction,
            Self::Filing => &plan.filing,
            Self::Author => &plan.author,
        }
    }

    fn put(self, plan: &mut Plan, text: String) {
        *match self {
            Self::Title => &mut plan.title,
            Self::Id => &mut plan.id,
            Self::Version => &mut plan.version,
            Self::Carrier => &mut plan.carrier,
            Self::Program => &mut plan.program,
            Self::Jurisdiction => &mut plan.jurisdiction,
            Self::Filing => &mut plan.filing,
            Self::Author => &mut plan.author,
        } = text;
    }
}

/// Carries a wish out; whatever changes the plan's values makes the book follow.
pub fn apply(context: &Context, desk: &mut Desk, action: DraftAction) {
    if let DraftAction::File(action) = action {
        return super::super::filing::apply(context, desk, action);
    }
    let Some(draft) = &mut desk.carrier.draft else { return };
    let before = draft.plan.clone();
    let said = draft.carry_out(action);
    if draft.plan.changes != before.changes {
        desk.carrier.draft_revision += 1;
    }
    if let Some(said) = said {
        desk.toast(said);
    }
}

/// Takes the last change of the draft back, or makes it again.
pub fn undo(desk: &mut Desk, forth: bool) {
    let Some(draft) = &mut desk.carrier.draft else { return };
    let now = draft.plan.clone();
    let done = if forth { draft.steps.redo(now.clone()) } else { draft.steps.undo(now.clone()) };
    let Some((plan, label)) = done else { return };
    draft.plan = plan;
    draft.view.typed = None;
    draft.settle();
    if draft.plan.changes != now.changes {
        desk.carrier.draft_revision += 1;
    }
    desk.toast(format!("{}: {}", if forth { "Redo" } else { "Undo" }, lower_first(&label)));
}

/// The keyboard goes to the search of the table.
pub fn focus_search(desk: &mut Desk) {
    if let Some(draft) = &mut desk.carrier.draft {
        draft.view.tab = Tab::Weights;
        draft.view.focus = Some(Focus::Search);
    }
}

/// The keyboard goes to the table.
pub fn focus_table(desk: &mut Desk) {
    if let Some(draft) = &mut desk.carrier.draft {
        draft.view.focus = Some(Focus::Table);
    }
}

impl Draft {
    /// Something to say about it, if there is.
    pub(super) fn carry_out(&mut self, action: DraftAction) -> Option<String> {
        if !self.is_editable() && action.changes_plan() {
            let status = self.plan.status.words().to_lowercase();
            return Some(format!("The plan is {status} and cannot be changed; start a new version"));
        }
        match action {
            DraftAction::Show(tab) => {
                self.view.tab = tab;
                self.view.focus = (tab == Tab::Weights).then_some(Focus::Table);
            }
            DraftAction::Find(query) => {
                self.view.query = query;
                self.find();
            }
            DraftAction::Fold(section) => {
                if !self.view.folded.remove(&section) {
                    self.view.folded.insert(section);
                }
                self.find();
            }
            DraftAction::Cursor(line) => self.view.cursor = line,
            DraftAction::Move(lines) => self.move_cursor(lines),
            DraftAction::Nudge(tenths) => return self.nudge(tenths),
            DraftAction::Weight(ix, tenths) => return self.set_weight(ix, tenths),
            DraftAction::Section(section, total) => return self.scale(section, total),
            DraftAction::Set(target, value) => self.set(target, value),
            DraftAction::Reset(targets) => self.reset(&targets),
            DraftAction::ResetLine => self.reset_line(),
            DraftAction::ResetAll => {
                self.step("Reset all values".to_owned(), None, |plan, _| plan.changes.clear());
                self.by_hand.clear();
            }
            DraftAction::Lock(line) => self.lock(line),
            DraftAction::Distribute => return self.distribute(),
            DraftAction::Sum(sum) => {
                let label = match sum {
                    WeightSum::Fixed => "Keep the sum",
                    WeightSum::Floating => "Let the sum float",
                };
                self.step(label.to_owned(), None, |plan, _| plan.sum = sum);
            }
            DraftAction::WriteLine => self.write_line(),
            DraftAction::Typed(typed) => self.view.typed = Some(typed),
            DraftAction::Keep => return self.keep(),
            DraftAction::GiveUp => {
                self.view.typed = None;
                self.back_to_table();
            }
            DraftAction::FocusTaken => self.view.focus = None,
            DraftAction::Scrolled => self.view.scroll_to_cursor = false,
            DraftAction::Close => self.steps.close(),
            DraftAction::Text(field, text) => {
                let label = format!("Change {}", field.words().to_lowercase());
                self.step(label, Some(StepKey::Text(field.words())), |plan, _| field.put(plan, text));
            }
            DraftAction::Market(market) => {
                self.step(format!("Market {}", market.words().to_lowercase()), None, |plan, _| plan.market = market);
            }
            DraftAction::Why(target, why) => {
                let label = format!("Say why {} is changed", target.words(&self.base));
                self.step(label, Some(StepKey::Why(target.clone())), |plan, _| {
                    if let Some(change) = plan.changes.iter_mut().find(|change| change.target == target) {
                        change.why = why;
                    }
                });
            }
            DraftAction::Records(records, key) => {
                self.step("Write the change record".to_owned(), Some(key), |plan, _| plan.records = records);
            }
            DraftAction::File(_) => {}
        }
        None
    }

    fn find(&mut self) {
        let Draft { table, view, .. } = self;
        table.find(&view.query, |section| view.folded.contains(&section));
    }

    fn move_cursor(&mut self, lines: i64) {
        let shown: Vec<Line> = self.table.shown().map(|entry| entry.line).collect();
        let here = shown.iter().position(|line| *line == self.view.cursor).unwrap_or(0) as i64;
        let last = shown.len().saturating_sub(1) as i64;
        if let Some(line) = shown.get(here.saturating_add(lines).clamp(0, last) as usize) {
            self.view.cursor = *line;
            self.view.scroll_to_cursor = true;
            self.steps.close();
        }
    }

    fn write_line(&mut self) {
        let Some(entry) = self.table.entry(self.view.cursor) else { return };
        let at = match entry.line {
            Line::Question(ix) => TypedAt::Value(weight_target(&self.base, ix)),
            Line::Section(section) => TypedAt::Section(section),
        };
        self.view.typed = Some(Typed { at, text: entry.weight.clone(), problem: None });
        self.view.focus = Some(Focus::Field);
    }

    fn back_to_table(&mut self) {
        if self.view.tab == Tab::Weights {
            self.view.focus = Some(Focus::Table);
        }
    }

    fn keep(&mut self) -> Option<String> {
        let typed = self.view.typed.take()?;
        self.steps.close();
        match self.keep_typed(&typed) {
            Ok(said) => {
                self.back_to_table();
                said
            }
            Err(problem) => {
                self.view.typed = Some(Typed { problem: Some(problem), ..typed });
                self.view.focus = Some(Focus::Field);
                None
            }
        }
    }

    fn keep_typed(&mut self, typed: &Typed) -> Result<Option<String>, String> {
        let text = typed.text.trim();
        match &typed.at {
            TypedAt::Value(target) => {
                let Some(span) = span_of(&self.base, target) else { return Ok(None) };
                let units = units_in(text, span)?;
                let question = match target {
                    Target::Weight { question } => self.base.find(question),
                    _ => None,
                };
                if let (Some(ix), Ok(tenths)) = (question, u16::try_from(units)) {
                    return Ok(self.set_weight(ix, tenths));
                }
                if let Some(value) = target.value(units) {
                    self.set(target.clone(), value);
                }
                Ok(None)
            }
            TypedAt::Section(section) => {
                let span = Span { unit: Unit::Tenths, least: 1, most: 100_000 };
                let total = units_in(text, span)?;
                Ok(self.scale(*section, u32::try_from(total).unwrap_or(u32::MAX)))
            }
            TypedAt::Effective | TypedAt::Until => {
                let day = match text {
                    "" => None,
                    text => Some(
                        NaiveDate::parse_from_str(text, "%Y-%m-%d")
                            .map_err(|_| "Write the date as 2027-01-01".to_owned())?,
                    ),
                };
                let is_effective = typed.at == TypedAt::Effective;
                let label = if is_effective { "Effective date" } else { "End date" };
                self.step(label.to_owned(), None, |plan, _| {
                    *(if is_effective { &mut plan.effective } else { &mut plan.until }) = day;
                });
                Ok(None)
            }
        }
    }

    /// The plan in another status, or saved as it is; a step that can be taken back only while it is not on disk.
    pub fn put_plan(&mut self, plan: Plan) {
        self.plan = Arc::new(plan);
        self.view.typed = None;
        self.steps = Default::default();
        self.settle();
    }

    /// What has to be mended, as the sentences of a notice.
    #[must_use]
    pub fn fault_sentences(faults: &[crate::questionnaire::plan::Fault]) -> String {
        faults.iter().map(sentence).collect::<Vec<_>>().join("\n")
    }
}

impl DraftAction {
    /// Whether it would change the plan itself.
    fn changes_plan(&self) -> bool {
        matches!(
            self,
            Self::Nudge(_)
                | Self::Weight(..)
                | Self::Section(..)
                | Self::Set(..)
                | Self::Reset(_)
                | Self::ResetLine
                | Self::ResetAll
                | Self::Distribute
                | Self::Sum(_)
                | Self::WriteLine
                | Self::Text(..)
                | Self::Market(_)
                | Self::Why(..)
                | Self::Records(..)
        )
    }
}
