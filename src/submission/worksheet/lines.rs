//! Holding the rows of a filled worksheet against the case, question by question.

use super::merge::{Kind, MergeLine, Part, SaidBy, Why};
use super::said::{Said, answer_words, folded, follow_up_on_file, follow_up_words, said_on_file};
use super::taking::{Taking, holds};
use super::values::{Side, Unusable, Values, moved};
use super::{Column, Filled, FilledCell, FilledRow, cell_text};
use crate::inventory::{DateRules, ReadDate, read_date};
use crate::questionnaire::{FollowUp, FollowUpKind, Question, Questionnaire};
use crate::submission::{FollowUpAnswer, Grade, Record, Submission};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Reading<'a> {
    questionnaire: &'a Questionnaire,
    submission: &'a Submission,
    filled: &'a Filled,
    as_of: NaiveDate,
    lines: Vec<MergeLine>,
    /// Questions that changed on file while the worksheet left them as they were handed out.
    left: BTreeSet<String>,
}

/// One question while its rows are read.
struct Asked<'a> {
    question: &'a Question,
    record: Record,
    rows: Vec<&'a FilledRow>,
    by: SaidBy,
}

impl Asked<'_> {
    fn own(&self) -> Option<&FilledRow> {
        self.rows.iter().copied().find(|row| row.key.is_question())
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        questionnaire: &'a Questionnaire,
        submission: &'a Submission,
        filled: &'a Filled,
        as_of: NaiveDate,
    ) -> Self {
        Self { questionnaire, submission, filled, as_of, lines: Vec::new(), left: BTreeSet::new() }
    }

    pub(super) fn read(&mut self) {
        let filled = self.filled;
        let mut order: Vec<&str> = Vec::new();
        let mut rows: BTreeMap<&str, Vec<&FilledRow>> = BTreeMap::new();
        for row in &filled.rows {
            let of = rows.entry(row.key.question.as_str()).or_default();
            if of.is_empty() {
                order.push(&row.key.question);
            }
            of.push(row);
        }
        for id in order {
            let of = rows.remove(id).unwrap_or_default();
            match self.questionnaire.find(id) {
                Some(ix) => self.question(self.questionnaire.question(ix), of),
                None => self.gone(&of, &format!("there is no question {id} in {} any more", self.questionnaire.name())),
            }
        }
        for stray in &filled.strays {
            let line = self.line("", "", "", Part::Answer);
            let kind = Kind::Unusable(stray.why.clone());
            self.lines.push(MergeLine { in_sheet: stray.text.clone(), at: stray.at.clone(), kind, ..line });
        }
    }

    pub(super) fn done(self) -> (Vec<MergeLine>, Vec<String>) {
        let mut notices = Vec::new();
        if !self.left.is_empty() {
            let ids: Vec<&str> = self.left.iter().map(String::as_str).collect();
            notices.push(format!(
                "Changed in the case since the worksheet was handed out, and left alone by it, so that the case stands: {}",
                ids.join(", ")
            ));
        }
        (self.lines, notices)
    }

    /// What was written to something that no longer exists is shown, never dropped.
    fn gone(&mut self, rows: &[&FilledRow], why: &str) {
        for row in rows {
            for cell in Column::ALL.into_iter().filter_map(|column| moved(row, column)).filter(|it| !it.text.is_empty())
            {
                let line = self.line(&row.key.question, &row.number, &row.ask, Part::Answer);
                let kind = Kind::Unusable(format!("{why}; answer it in the case, or leave it out"));
                self.lines.push(MergeLine { in_sheet: cell.text.clone(), at: cell.at.clone(), kind, ..line });
            }
        }
    }

    fn line(&self, question: &str, number: &str, ask: &str, part: Part) -> MergeLine {
        MergeLine {
            question: question.to_owned(),
            number: number.to_owned(),
            ask: ask.to_owned(),
            part,
            on_file: String::new(),
            on_file_by: SaidBy::default(),
            in_sheet: String::new(),
            in_sheet_by: SaidBy::default(),
            at: String::new(),
            kind: Kind::Same,
            loses: None,
            taking: None,
        }
    }

    fn question(&mut self, question: &'a Question, rows: Vec<&'a FilledRow>) {
        let record = self.submission.record(&question.id).cloned().unwrap_or_default();
        let own = rows.iter().copied().find(|row| row.key.is_question());
        let asked = Asked { question, by: self.speaker(own), record, rows };
        let lines_before = self.lines.len();
        let ticks = question.follow_ups.iter().find_map(|it| self.answer_from_ticks(&asked, it));
        self.answer(&asked, ticks);
        let answered = self.lines[lines_before..].iter().any(|line| line.kind != Kind::Same);
        for follow_up in &question.follow_ups {
            self.follow_up(&asked, follow_up);
        }
        let known = |row: &&FilledRow| {
            row.key.follow_up.is_empty() || question.follow_ups.iter().any(|it| it.key == row.key.follow_up)
        };
        let gone: Vec<&FilledRow> = asked.rows.iter().copied().filter(|row| !known(row)).collect();
        self.gone(&gone, &format!("{} does not ask this of {} any more", self.questionnaire.name(), question.id));
        if let Some(own) = own {
            self.note_and_evidence(&asked, own);
            self.who(&asked, own, answered);
        }
    }

    /// The name in the row, if somebody wrote it there; else the one on the first page; else the one handed out.
    fn speaker(&self, own: Option<&FilledRow>) -> SaidBy {
        let on = Some(self.filled.filled_on.unwrap_or(self.as_of));
        let written = own.and_then(|row| moved(row, Column::By)).map_or("", |cell| cell.text.as_str());
        let handed_out = own.map_or("", |row| row.was.by.as_str());
        let name = [written, self.filled.filled_by.as_str(), handed_out].into_iter().find(|name| !name.is_empty());
        SaidBy { name: name.unwrap_or_default().to_owned(), on }
    }

    /// The answer that moved ticks set, and where the first of them stands.
    fn answer_from_ticks(&self, asked: &Asked<'a>, follow_up: &FollowUp) -> Option<(Said, String)> {
        let FollowUpKind::Ticks { sets_answer, .. } = &follow_up.kind else { return None };
        let first = self.moved_in(asked, &follow_up.key)?;
        let Ok(Some(FollowUpAnswer::Keys(ticks))) = self.values(asked, Side::Now).follow_up(follow_up) else {
            return None;
        };
        let (_, place) = sets_answer.iter().find(|(least, _)| ticks.len() >= usize::from(*least))?;
        let option = asked.question.options.get(usize::from(*place))?;
        Some((Said::Options(BTreeSet::from([option.key.clone()])), first.at.clone()))
    }

    /// The first answer cell that moved among the rows of the question (`""`) or of a follow-up.
    fn moved_in(&self, asked: &Asked<'a>, follow_up: &str) -> Option<&'a FilledCell> {
        asked.rows.iter().filter(|row| row.key.follow_up == follow_up).find_map(|row| moved(row, Column::Answer))
    }

    fn values<'v>(&'v self, asked: &'v Asked<'a>, side: Side) -> Values<'v> {
        let lists = &self.filled.lists;
        Values { questionnaire: self.questionnaire, lists, question: asked.question, rows: &asked.rows, side }
    }

    fn answer(&mut self, asked: &Asked<'a>, ticks: Option<(Said, String)>) {
        let question = asked.question;
        let on_file = said_on_file(asked.record.answer.as_ref());
        let line = MergeLine {
            on_file: answer_words(question, &on_file),
            on_file_by: on_file_by(&asked.record, on_file != Said::Nothing),
            in_sheet_by: asked.by.clone(),
            ..self.line(&question.id, &question.id, &question.ask, Part::Answer)
        };
        let moved = self.moved_in(asked, "");
        let handed_out = self.values(asked, Side::HandedOut).handed_out();
        let (now, at) = match (moved, &ticks) {
            (None, None) => {
                let now = handed_out;
                return self.unmoved(line, on_file == now, now == Said::Nothing, answer_words(question, &now));
            }
            (None, Some((said, at))) => (said.clone(), at.clone()),
            (Some(cell), _) => match self.values(asked, Side::Now).answer() {
                Ok(said) => (said, cell.at.clone()),
                Err(unusable) => return self.unusable(line, unusable),
            },
        };
        let mut kind = self.kind(&line, (&handed_out, &now, &on_file), &Said::Nothing);
        let proved = asked.record.grade.filter(|grade| *grade > Grade::Asserted);
        match &kind {
            Kind::Changed | Kind::New if ticks.as_ref().is_some_and(|(said, _)| *said != now) => {
                kind = Kind::Conflict(Why::TicksDiffer);
            }
            Kind::Changed if proved.is_some() => kind = Kind::Conflict(Why::Proved),
            _ => {}
        }
        let is_same = kind == Kind::Same;
        let reason = asked.own().and_then(|row| row.cell(Column::Note)).map_or("", |cell| cell.text.as_str());
        let taking = Taking::Answer { said: now.clone(), reason: reason.to_owned() };
        self.lines.push(MergeLine {
            in_sheet: answer_words(question, &now),
            at,
            loses: proved.filter(|_| !is_same && on_file != Said::Nothing),
            taking: (!is_same).then_some(taking),
            kind,
            ..line
        });
    }

    /// The worksheet says what it was handed out with.
    fn unmoved(&mut self, line: MergeLine, agrees: bool, is_blank: bool, in_sheet: String) {
        if is_blank {
            return;
        }
        if !agrees {
            self.left.insert(line.question);
        } else {
            self.lines.push(MergeLine { in_sheet, kind: Kind::Same, ..line });
        }
    }

    fn unusable(&mut self, line: MergeLine, unusable: Unusable) {
        let Unusable { at, text, why } = unusable;
        self.lines.push(MergeLine { in_sheet: text, at, kind: Kind::Unusable(why), ..line });
    }

    /// What was handed out, what is said now and what is on file.
    fn kind<T: PartialEq>(&self, line: &MergeLine, (was, now, on_file): (&T, &T, &T), nothing: &T) -> Kind {
        let (by, on_file_by) = (folded(&line.in_sheet_by.name), folded(&line.on_file_by.name));
        match () {
            () if now == on_file => Kind::Same,
            () if now == nothing => Kind::Conflict(Why::Emptied),
            () if on_file == nothing && was == nothing => Kind::New,
            () if on_file != was => Kind::Conflict(Why::BothMoved),
            () if !on_file_by.is_empty() && on_file_by != by => Kind::Conflict(Why::SaidByAnother),
            () => Kind::Changed,
        }
    }

    fn follow_up(&mut self, asked: &Asked<'a>, follow_up: &FollowUp) {
        let question = asked.question;
        let on_file = follow_up_on_file(&follow_up.kind, asked.record.follow_ups.get(&follow_up.key));
        let head = asked.rows.iter().find(|row| row.key.follow_up == follow_up.key && row.key.entry.is_empty());
        let number = head.map_or(question.id.as_str(), |row| row.number.as_str());
        let line = MergeLine {
            on_file: follow_up_words(question, &follow_up.kind, on_file.as_ref()),
            on_file_by: on_file_by(&asked.record, on_file.is_some()),
            in_sheet_by: asked.by.clone(),
            ..self.line(&question.id, number, &follow_up.ask, Part::FollowUp(follow_up.key.clone()))
        };
        let handed_out = self.values(asked, Side::HandedOut).follow_up(follow_up).unwrap_or(None);
        let Some(cell) = self.moved_in(asked, &follow_up.key) else {
            let words = follow_up_words(question, &follow_up.kind, handed_out.as_ref());
            return self.unmoved(line, on_file == handed_out, handed_out.is_none(), words);
        };
        match self.values(asked, Side::Now).follow_up(follow_up) {
            Err(unusable) => self.unusable(line, unusable),
            Ok(now) => {
                let kind = self.kind(&line, (&handed_out, &now, &on_file), &None);
                let taking = Taking::FollowUp(follow_up.key.clone(), now.clone());
                let in_sheet = follow_up_words(question, &follow_up.kind, now.as_ref());
                let taking = (kind != Kind::Same).then_some(taking);
                self.lines.push(MergeLine { in_sheet, at: cell.at.clone(), kind, taking, ..line });
            }
        }
    }

    fn note_and_evidence(&mut self, asked: &Asked<'a>, own: &FilledRow) {
        let question = asked.question;
        let text_of = |column| moved(own, column).filter(|cell| !cell.text.is_empty());
        if let Some(cell) = text_of(Column::Note) {
            self.appended(asked, Part::Note, cell, &cell.text);
        }
        let document = text_of(Column::Evidence);
        let mut dated = None;
        if let Some(cell) = text_of(Column::Dated) {
            let read = match (&cell.trouble, read_date(&cell.text, DateRules::default()), document) {
                (Some(why), ..) => Err(why.clone()),
                (None, ReadDate::Known(day, _), Some(_)) => Ok(day),
                (None, ReadDate::Known(..), None) => {
                    Err("is the date of no document; name the document beside it".to_owned())
                }
                (None, ReadDate::Trouble(trouble), _) => Err(format!("{}; write it as 2026-05-01", trouble.words())),
                (None, ReadDate::Unknown, _) => Err("is no date; write it as 2026-05-01".to_owned()),
            };
            match read {
                Ok(day) => dated = Some(day),
                Err(why) => {
                    let line = self.line(&question.id, &question.id, &question.ask, Part::Evidence);
                    self.unusable(line, Unusable { at: cell.at.clone(), text: cell.text.clone(), why });
                }
            }
        }
        if let Some(cell) = document {
            let document = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let dated = dated.map_or_else(String::new, |day| format!(", dated {day}"));
            self.appended(asked, Part::Evidence, cell, &format!("{document}{dated}"));
        }
    }

    /// Text that joins the note; a document says there what it is.
    fn appended(&mut self, asked: &Asked<'a>, part: Part, cell: &FilledCell, says: &str) {
        let question = asked.question;
        let line = MergeLine {
            in_sheet_by: asked.by.clone(),
            at: cell.at.clone(),
            in_sheet: cell.text.clone(),
            ..self.line(&question.id, &question.id, &question.ask, part)
        };
        let said = says.to_owned();
        let text = if line.part == Part::Evidence { format!("Evidence named: {says}") } else { said.clone() };
        let line = match &cell.trouble {
            Some(why) => MergeLine { kind: Kind::Unusable(why.clone()), ..line },
            None if holds(&asked.record.note, &text) => MergeLine { on_file: said, kind: Kind::Same, ..line },
            None => MergeLine { in_sheet: said, kind: Kind::New, taking: Some(Taking::Note(text)), ..line },
        };
        self.lines.push(line);
    }

    /// A name beside an answer that stays.
    fn who(&mut self, asked: &Asked<'a>, own: &FilledRow, answered: bool) {
        let question = asked.question;
        let Some(cell) = moved(own, Column::By).filter(|_| !answered) else { return };
        let on_file = cell_text(&asked.record.said_by);
        let line = MergeLine {
            on_file: on_file.clone(),
            in_sheet: cell.text.clone(),
            at: cell.at.clone(),
            in_sheet_by: SaidBy { name: cell.text.clone(), on: None },
            ..self.line(&question.id, &question.id, &question.ask, Part::Who)
        };
        if let Some(why) = &cell.trouble {
            self.lines.push(MergeLine { kind: Kind::Unusable(why.clone()), ..line });
            return;
        }
        let kind = self.kind(&line, (&own.was.by, &cell.text, &on_file), &String::new());
        let taking = (kind != Kind::Same).then_some(Taking::Who);
        self.lines.push(MergeLine { kind, taking, ..line });
    }
}

fn on_file_by(record: &Record, is_said: bool) -> SaidBy {
    if is_said { SaidBy { name: record.said_by.trim().to_owned(), on: record.said_on } } else { SaidBy::default() }
}
