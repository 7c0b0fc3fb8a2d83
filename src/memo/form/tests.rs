//! The form asks what the worksheet asks, and fits its pages.

use super::*;
use crate::files::{SHIPPED, questionnaire_from_text};
use crate::memo::layout::display::Draw;
use crate::memo::layout::lay_out;
use crate::questionnaire::Questionnaire;
use crate::submission::worksheet::{Fill, Split, worksheet};
use crate::submission::{Answer, Record, Submission};

fn shipped() -> impl Iterator<Item = Questionnaire> {
    SHIPPED.iter().map(|(file, text)| questionnaire_from_text(text, file).expect("it reads"))
}

fn form(questionnaire: &Questionnaire, submission: &Submission) -> Document {
    let made = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    document(&worksheet(questionnaire, submission, Split::Section, Fill::AsOnFile, made))
}

fn checks(document: &Document) -> Vec<&String> {
    let mut all = Vec::new();
    for block in &document.blocks {
        if let Block::Checks(entries) = block {
            all.extend(entries);
        }
    }
    all
}

#[test]
fn every_question_and_every_option_stands_on_the_form() {
    for questionnaire in shipped() {
        let form = form(&questionnaire, &Submission::default());
        let boxes = checks(&form);
        for question in &questionnaire.questions {
            let title = format!("{}  {}", question.id, question.ask);
            let is_it = |block: &Block| matches!(block, Block::Heading(heading) if heading.text == title);
            assert_eq!(form.blocks.iter().filter(|block| is_it(block)).count(), 1, "{title}");
            for option in &question.options {
                assert!(boxes.contains(&&option.text), "{} {}", question.id, option.text);
            }
        }
    }
}

#[test]
fn a_box_is_drawn_for_each_and_pages_are_numbered() {
    for questionnaire in shipped() {
        let form = form(&questionnaire, &Submission::default());
        let list = lay_out(&form).expect("it is laid out");
        let is_box = |draw: &Draw| matches!(draw, Draw::Path(path) if path.closed && path.fill.is_none());
        let drawn = list.pages.iter().flat_map(|page| &page.items).filter(|item| is_box(&item.draw)).count();
        assert_eq!(drawn, checks(&form).len());
        assert!((10..=40).contains(&list.pages.len()), "{} pages", list.pages.len());
    }
}

#[test]
fn nothing_on_file_stands_on_the_form() {
    let questionnaire = shipped().next().expect("one");
    let mut submission = Submission::default();
    let record = Record {
        answer: Some(Answer::Text("Said in confidence".to_owned())),
        said_by: "Ada Byron".to_owned(),
        note: "Doubtful".to_owned(),
        ..Record::default()
    };
    submission.records.insert("M6".to_owned(), record);
    let text = format!("{:?}", form(&questionnaire, &submission));
    assert!(["Said in confidence", "Ada Byron", "Doubtful"].iter().all(|it| !text.contains(it)));
}
