//! What the answer cells of one question say, as handed out or as they came back.

use super::said::{Said, count, picked, state_of, yes_or_no};
use super::{Column, FilledCell, FilledRow, NOT_APPLICABLE, NOT_KNOWN, cell_text};
use crate::questionnaire::{AnswerKind, FollowUp, FollowUpKind, Question, Questionnaire};
use crate::submission::{FollowUpAnswer, Grade};
use std::collections::{BTreeMap, BTreeSet};

/// A cell that says nothing that can be used.
pub(super) struct Unusable {
    pub at: String,
    pub text: String,
    /// Why, and what to do: the end of a sentence about what stands there.
    pub why: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    HandedOut,
    Now,
}

/// The rows of one question on one side.
pub(super) struct Values<'a> {
    pub questionnaire: &'a Questionnaire,
    /// As they were handed out.
    pub lists: &'a BTreeMap<String, Vec<(String, String)>>,
    pub question: &'a Question,
    pub rows: &'a [&'a FilledRow],
    pub side: Side,
}

impl<'a> Values<'a> {
    /// What the answer cell says; what was handed out where the cell is gone.
    fn text(&self, row: &'a FilledRow) -> &'a str {
        self.cell(row).map_or(&row.was.answer, |cell| &cell.text)
    }

    fn cell(&self, row: &'a FilledRow) -> Option<&'a FilledCell> {
        row.cell(Column::Answer).filter(|_| self.side == Side::Now)
    }

    fn entries(&self, follow_up: &str) -> impl Iterator<Item = &'a FilledRow> {
        self.rows.iter().copied().filter(move |row| row.key.follow_up == follow_up && !row.key.entry.is_empty())
    }

    /// The answer that was handed out. One without any option is handed out as a No in every row.
    pub(super) fn handed_out(&self) -> Said {
        let is_blank = self.rows.iter().filter(|row| row.key.follow_up.is_empty()).all(|row| self.text(row).is_empty());
        self.answer().unwrap_or_else(|_| if is_blank { Said::Nothing } else { Said::Options(BTreeSet::new()) })
    }

    /// What the answer cells of a question say.
    pub(super) fn answer(&self) -> Result<Said, Unusable> {
        let question = self.question;
        let own = self.rows.iter().find(|row| row.key.is_question());
        let head = own.and_then(|row| self.cell(row));
        let text = own.map_or("", |row| self.text(row));
        usable(head)?;
        let refused = |why: String| Err(unusable(head, text, why));
        if let Some(state) = state_of(text).filter(|_| question.kind != AnswerKind::Text || text.len() < 20) {
            let entries = self.entries("").find(|row| yes_or_no(self.text(row)) == Ok(Some(true)));
            return match (state, entries) {
                (Said::NotApplicable, _) if question.not_applicable.is_none() => refused(format!(
                    "{NOT_APPLICABLE:?} cannot be said of {}; answer it or pick {NOT_KNOWN:?}",
                    question.id
                )),
                (_, Some(row)) => {
                    refused(format!("there is a Yes below it, in the row {}; keep one of them", row.number))
                }
                (state, None) => Ok(state),
            };
        }
        match question.kind {
            AnswerKind::Text if text.is_empty() => Ok(Said::Nothing),
            AnswerKind::Text => Ok(Said::Text(cell_text(text))),
            AnswerKind::Single if text.is_empty() => Ok(Said::Nothing),
            AnswerKind::Single => {
                let key = self.option_named(question, text).map_err(|why| unusable(head, text, why))?;
                Ok(Said::Options(BTreeSet::from([key])))
            }
            AnswerKind::Multi if !text.is_empty() => {
                refused(format!("only {NOT_KNOWN:?} can stand here; write Yes or No in the rows below"))
            }
            AnswerKind::Multi => self.ticked_options(),
        }
    }

    fn option_named(&self, question: &Question, text: &str) -> Result<String, String> {
        let none = Vec::new();
        let handed_out = self.lists.get(&question.id).unwrap_or(&none);
        let now: Vec<_> = question.options.iter().map(|it| (it.key.clone(), cell_text(&it.text))).collect();
        match picked(text, handed_out, &now) {
            Some(key) if question.option(&key).is_some() => Ok(key),
            Some(_) => {
                Err(format!("{} has no such option any more; pick one of those it has now", self.questionnaire.name()))
            }
            None => Err("is none of the answers in the list; pick one, and put remarks in the note".to_owned()),
        }
    }

    /// The options with a Yes.
    fn ticked_options(&self) -> Result<Said, Unusable> {
        let question = self.question;
        let (yes, last_no) = self.ticks("")?;
        let places: Vec<_> = yes.iter().filter_map(|(key, row)| Some((question.option(key)?, *row))).collect();
        let refused = |row: &FilledRow, why: String| Err(unusable(self.cell(row), self.text(row), why));
        if let Some((key, row)) = yes.iter().find(|(key, _)| question.option(key).is_none()) {
            return refused(row, format!("{} has no option {key} any more", self.questionnaire.name()));
        }
        if let Some((place, row)) = places.iter().find(|(place, _)| question.options[*place].exclusive)
            && places.len() > 1
        {
            let text = &question.options[*place].text;
            return refused(row, format!("{text:?} cannot be joined with another Yes; keep one of them"));
        }
        for (group, _) in question.groups.iter().enumerate().filter(|(_, group)| group.choose_one) {
            let in_group = |place: usize| question.options[place].group.is_some_and(|it| usize::from(it) == group);
            let mut of_group = places.iter().filter(|(place, _)| in_group(*place));
            if let (Some((first, _)), Some((_, row))) = (of_group.next(), of_group.next()) {
                let text = &question.options[*first].text;
                return refused(row, format!("{text:?} has a Yes as well, and only one of them can be; keep one"));
            }
        }
        match (places.is_empty(), last_no) {
            (false, _) => Ok(Said::Options(yes.into_keys().collect())),
            (true, None) => Ok(Said::Nothing),
            (true, Some(row)) => refused(row, format!("no row of {} says Yes; one has to", question.id)),
        }
    }

    /// The entries with a Yes, and the last row with a No.
    fn ticks(&self, follow_up: &str) -> Result<(BTreeMap<String, &'a FilledRow>, Option<&'a FilledRow>), Unusable> {
        let (mut yes, mut last_no) = (BTreeMap::new(), None);
        for row in self.entries(follow_up) {
            usable(self.cell(row))?;
            let text = self.text(row);
            match yes_or_no(text).map_err(|why| unusable(self.cell(row), text, why))? {
                Some(true) => drop(yes.insert(row.key.entry.clone(), row)),
                Some(false) => last_no = Some(row),
                None => {}
            }
        }
        Ok((yes, last_no))
    }

    /// What the answer cells of a follow-up say.
    pub(super) fn follow_up(&self, follow_up: &FollowUp) -> Result<Option<FollowUpAnswer>, Unusable> {
        let own = self.rows.iter().find(|row| row.key.follow_up == follow_up.key && row.key.entry.is_empty());
        let head = own.and_then(|row| self.cell(row));
        let text = own.map_or("", |row| self.text(row));
        usable(head)?;
        Ok(match &follow_up.kind {
            FollowUpKind::Text => Some(cell_text(text)).filter(|text| !text.is_empty()).map(FollowUpAnswer::Text),
            FollowUpKind::YesNo => {
                let said = yes_or_no(text).map_err(|why| unusable(head, text, why))?;
                said.map(|yes| FollowUpAnswer::Keys(BTreeSet::from([if yes { "yes" } else { "no" }.to_owned()])))
            }
            FollowUpKind::Ticks { .. } => {
                let (yes, last_no) = self.ticks(&follow_up.key)?;
                let ticks = (!yes.is_empty() || last_no.is_some()).then(|| yes.into_keys().collect());
                ticks.map(FollowUpAnswer::Keys)
            }
            FollowUpKind::CountPerOption => self.table(follow_up, count)?,
            FollowUpKind::GradePerSection => self.table(follow_up, |text| match text.get(..2) {
                None if text.is_empty() => Ok(None),
                code => match code.and_then(Grade::from_code) {
                    Some(grade) => Ok(Some(grade.code().to_owned())),
                    None => Err("is none of the grounds in the list; pick one".to_owned()),
                },
            })?,
        })
    }

    fn table(
        &self,
        follow_up: &FollowUp,
        read: impl Fn(&str) -> Result<Option<String>, String>,
    ) -> Result<Option<FollowUpAnswer>, Unusable> {
        let mut table = BTreeMap::new();
        for row in self.entries(&follow_up.key) {
            let cell = self.cell(row);
            let text = self.text(row);
            let said = if self.side == Side::Now && moved(row, Column::Answer).is_some() {
                usable(cell)?;
                read(text).map_err(|why| unusable(cell, text, why))?
            } else {
                // Whatever was handed out stands on file as it is.
                read(text).unwrap_or_else(|_| Some(text.to_owned()))
            };
            table.extend(said.map(|said| (row.key.entry.clone(), said)));
        }
        Ok((!table.is_empty()).then_some(FollowUpAnswer::Table(table)))
    }
}

/// The cell, where it does not say any more what was handed out.
pub(super) fn moved(row: &FilledRow, column: Column) -> Option<&FilledCell> {
    row.cell(column).filter(|cell| cell.trouble.is_some() || cell.text != row.was.get(column))
}

fn usable(cell: Option<&FilledCell>) -> Result<(), Unusable> {
    match cell.and_then(|cell| Some((cell, cell.trouble.as_ref()?))) {
        None => Ok(()),
        Some((cell, why)) => Err(unusable(Some(cell), &cell.text, why.clone())),
    }
}

fn unusable(cell: Option<&FilledCell>, text: &str, why: String) -> Unusable {
    Unusable { at: cell.map_or_else(String::new, |cell| cell.at.clone()), text: text.to_owned(), why }
}
