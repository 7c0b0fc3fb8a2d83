//! A worksheet as a workbook.

use super::looks::Looks;
use super::{FILLED_BY, FILLED_ON, HOW_TO, NUMBER, QUESTION, WHY, head, identity_v1};
use crate::submission::worksheet::{
    Column, NOT_APPLICABLE, NOT_KNOWN, Row, Sheet as Asked, Takes, Worksheet, cell_text, folded,
};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, Formula, ProtectionOptions, Workbook,
    Worksheet as Sheet, XlsxError,
};
use std::collections::{BTreeMap, BTreeSet};

/// Columns from the left, with their widths in characters.
const WIDTHS: [(&str, f64); 8] = [
    (NUMBER, 7.0),
    (QUESTION, 44.0),
    (head(Column::Answer), 36.0),
    (WHY, 42.0),
    (head(Column::Note), 28.0),
    (head(Column::Evidence), 24.0),
    (head(Column::Dated), 11.0),
    (head(Column::By), 18.0),
];
/// Row of the heads, from 0: title and hint stand above.
const HEADS: u32 = 2;
/// UTF-16 units of the name of a sheet.
const MOST_NAME: usize = 31;

/// The workbook of a worksheet: the same bytes for the same worksheet.
///
/// # Errors
/// What the workbook cannot hold, as the writer says it.
pub fn xlsx_from_worksheet(worksheet: &Worksheet) -> Result<Vec<u8>, String> {
    workbook(worksheet, worksheet).and_then(|mut workbook| workbook.save_to_buffer()).map_err(|error| error.to_string())
}

/// A workbook that was handed out as one worksheet and says another by now.
#[cfg(test)]
pub fn xlsx_as_filled_in(handed_out: &Worksheet, now: &Worksheet) -> Result<Vec<u8>, String> {
    workbook(now, handed_out).and_then(|mut workbook| workbook.save_to_buffer()).map_err(|error| error.to_string())
}

fn workbook(worksheet: &Worksheet, handed_out: &Worksheet) -> Result<Workbook, XlsxError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    let mut properties =
        DocProperties::new().set_title(format!("Worksheet: {}", worksheet.title)).set_author("Securable");
    if let Some(day) = worksheet.stamp.made {
        let created = ExcelDateTime::parse_from_str(&day.to_string())?;
        properties = properties.set_creation_datetime(&created);
    }
    workbook.set_properties(&properties);
    let names = sheet_names(&worksheet.sheets);
    how_to(workbook.add_worksheet(), worksheet, &names, &looks)?;
    for name in &names {
        workbook.add_worksheet().set_name(name)?;
    }
    let ranges = identity_v1::add(&mut workbook, handed_out)?;
    for (asked, name) in worksheet.sheets.iter().zip(&names) {
        questions(workbook.worksheet_from_name(name)?, asked, worksheet, &ranges, &looks)?;
    }
    Ok(workbook)
}

fn how_to(sheet: &mut Sheet, worksheet: &Worksheet, names: &[String], looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(HOW_TO)?;
    print_setup(sheet, worksheet);
    sheet.set_column_width(0, 22)?.set_column_width(1, 78)?;
    let mut row = 0;
    sheet.write_string_with_format(row, 0, &worksheet.title, &looks.title)?;
    row += 1;
    if worksheet.synthetic {
        sheet.write_string_with_format(
            row,
            0,
            "Synthetic case: nothing in it is about a real company",
            &looks.quiet,
        )?;
    }
    row += 1;
    let stamp = &worksheet.stamp;
    let made = stamp.made.map(|day| day.to_string()).unwrap_or_default();
    let facts = [
        ("Applicant", stamp.applicant.as_str()),
        ("Our reference", stamp.reference.as_str()),
        ("Handed out on", made.as_str()),
        ("Please return it to", &worksheet.return_to.join(", ")),
        ("Asked under", &format!("{} {}", stamp.questionnaire, stamp.version)),
    ];
    for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        sheet.write_string_with_format(row, 0, name, &looks.name)?;
        write_text(sheet, row, 1, value, &looks.body)?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, FILLED_BY, &looks.name)?;
    sheet.write_blank(row, 1, &looks.fill)?;
    sheet.write_string_with_format(row + 1, 0, FILLED_ON, &looks.name)?;
    sheet.write_blank(row + 1, 1, &looks.date)?;
    sheet.add_data_validation(row + 1, 1, row + 1, 1, &date_rule()?)?;
    row += 3;
    for (name, says) in [
        (
            "Answer",
            "Pick the answer that fits best from the list in the cell. Where a question has rows below it, write Yes or No in each.",
        ),
        (NOT_KNOWN, "Pick it when you asked and nobody knows. It is a fair answer, and better than a guess."),
        (NOT_APPLICABLE, "Offered where it can be. Say why in the note."),
        ("Blank", "Leave a row blank when somebody else answers it, or when it is not about you."),
        (head(Column::Note), "Anything the answer leaves out: exceptions, sites, plans."),
        (
            head(Column::Evidence),
            "Name the document, scan or report, and its date. Send it along when you return the worksheet.",
        ),
        (head(Column::By), "Who gives the answer, where it is not the person named above."),
        (
            "Grey and white cells",
            "They are locked, so that your answers find their questions again. The blue ones are yours.",
        ),
    ] {
        sheet.write_string_with_format(row, 0, name, &looks.name)?;
        write_text(sheet, row, 1, says, &looks.body)?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "Sheet", &looks.head)?;
    sheet.write_string_with_format(row, 1, "What it asks", &looks.head)?;
    for (asked, name) in worksheet.sheets.iter().zip(names) {
        row += 1;
        let count = asked.questions();
        let only_if = if asked.asked_if.is_empty() { String::new() } else { format!(". {}", asked.asked_if) };
        write_text(sheet, row, 0, name, &looks.number[0])?;
        let says = format!("{}: {count} question{}{only_if}", asked.title, if count == 1 { "" } else { "s" });
        write_text(sheet, row, 1, &says, &looks.why[0])?;
    }
    Ok(())
}

fn questions(
    sheet: &mut Sheet,
    asked: &Asked,
    worksheet: &Worksheet,
    ranges: &BTreeMap<String, String>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    print_setup(sheet, worksheet);
    sheet.set_repeat_rows(HEADS, HEADS)?.set_freeze_panes(HEADS + 1, 2)?;
    write_text(sheet, 0, 0, &asked.title, &looks.title)?;
    let hint = if asked.asked_if.is_empty() { "The blue cells are yours to fill in" } else { &asked.asked_if };
    write_text(sheet, 1, 0, hint, &looks.quiet)?;
    for (column, (title, width)) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(HEADS, column, title, &looks.head)?;
    }
    for (place, row) in (HEADS + 1..).zip(&asked.rows) {
        question(sheet, place, row, ranges, looks)?;
    }
    Ok(())
}

fn question(
    sheet: &mut Sheet,
    place: u32,
    row: &Row,
    ranges: &BTreeMap<String, String>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let below = usize::from(!row.key.is_question());
    write_text(sheet, place, 0, &row.number, &looks.number[below])?;
    let ask = usize::from(!row.key.entry.is_empty() || below == 1);
    write_text(sheet, place, 1, &row.ask, &looks.ask[ask])?;
    write_text(sheet, place, 3, &row.guidance, &looks.why[below])?;
    let answer = match row.takes {
        Takes::Nothing => &looks.nothing,
        Takes::Count => &looks.count,
        Takes::List(_) | Takes::Text => &looks.answer,
    };
    write_answer(sheet, place, row, answer)?;
    match &row.takes {
        Takes::List(name) => {
            if let Some(range) = ranges.get(name) {
                sheet.add_data_validation(place, 2, place, 2, &list_rule(range)?)?;
            }
        }
        Takes::Count => {
            let rule = DataValidation::new()
                .allow_whole_number(DataValidationRule::Between(0, 100_000_000))
                .set_error_title("A number, please")?
                .set_error_message("Write a whole number. Remarks go into the note of the question.")?;
            sheet.add_data_validation(place, 2, place, 2, &rule)?;
        }
        Takes::Text | Takes::Nothing => {}
    }
    for (column, at) in [(Column::Note, 4), (Column::Evidence, 5), (Column::Dated, 6), (Column::By, 7)] {
        let format = match column {
            _ if below == 1 => &looks.nothing,
            Column::Dated => &looks.date,
            _ => &looks.fill,
        };
        write_text(sheet, place, at, row.cells.get(column), format)?;
        if below == 0 && column == Column::Dated {
            sheet.add_data_validation(place, at, place, at, &date_rule()?)?;
        }
    }
    Ok(())
}

/// A count is a number, so that no spreadsheet marks it as a mistake; whatever else stands there stays text.
fn write_answer(sheet: &mut Sheet, place: u32, row: &Row, format: &Format) -> Result<(), XlsxError> {
    let text = &row.cells.answer;
    match text.parse::<u32>() {
        Ok(number) if row.takes == Takes::Count && number.to_string() == *text => {
            sheet.write_number_with_format(place, 2, number, format).map(drop)
        }
        _ => write_text(sheet, place, 2, text, format),
    }
}

/// A cell of text. One that begins as a formula does stays text, also when somebody edits it.
fn write_text(sheet: &mut Sheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    if text.is_empty() {
        return sheet.write_blank(row, column, format).map(drop);
    }
    if crate::files::cell_for_spreadsheet(text).starts_with('\'') {
        return sheet.write_string_with_format(row, column, text, &format.clone().set_quote_prefix()).map(drop);
    }
    sheet.write_string_with_format(row, column, text, format).map(drop)
}

fn list_rule(range: &str) -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_list_formula(Formula::new(range))
        .set_error_title("Pick from the list")?
        .set_error_message("Pick one of the answers in the list. Remarks go into the note.")
}

fn date_rule() -> Result<DataValidation, XlsxError> {
    let day = |year| ExcelDateTime::from_ymd(year, 1, 1);
    DataValidation::new()
        .allow_date(DataValidationRule::Between(day(1970)?, day(2199)?))
        .set_error_title("A date, please")?
        .set_error_message("Write a date such as 2026-05-01.")
}

/// A4, or Letter where the case is in US dollars, wide, as many pages as it takes.
fn print_setup(sheet: &mut Sheet, worksheet: &Worksheet) {
    const LETTER: u8 = 1;
    const A4: u8 = 9;
    sheet
        .set_landscape()
        .set_paper_size(if worksheet.letter_paper { LETTER } else { A4 })
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_screen_gridlines(false)
        .set_footer(format!("&L{}&R&P / &N", as_footer(&worksheet.stamp.applicant)))
        .protect_with_options(&ProtectionOptions {
            format_rows: true,
            format_columns: true,
            ..ProtectionOptions::new()
        });
}

/// An ampersand begins a command in a footer, and there is room for a line.
fn as_footer(text: &str) -> String {
    text.replace(['\n', '\t'], " ").chars().take(80).collect::<String>().replace('&', "&&")
}

/// Names that a workbook takes, each once, letter case aside.
fn sheet_names(sheets: &[Asked]) -> Vec<String> {
    let reserved = [HOW_TO, identity_v1::IDENTITY, identity_v1::LISTS, "History"];
    let mut taken: BTreeSet<String> = reserved.into_iter().map(folded).collect();
    let name = |asked: &Asked| {
        let legal =
            |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' | '\n' | '\t') { ' ' } else { c };
        let plain: String = cell_text(&asked.title).chars().map(legal).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = if plain.is_empty() { "Questions".to_owned() } else { plain };
        let mut names = (1..).map(|count: u32| match count {
            1 => cut(&plain, MOST_NAME),
            count => {
                let end = format!(" {count}");
                format!("{}{end}", cut(&plain, MOST_NAME - end.len()))
            }
        });
        names.find(|name| taken.insert(folded(name))).unwrap_or(plain)
    };
    sheets.iter().map(name).collect()
}

/// At most so many UTF-16 units, ending with a whole word where it is cut.
fn cut(text: &str, most: usize) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= most
    };
    let kept: String = text.chars().take_while(fits).collect();
    if kept.len() == text.len() {
        return kept;
    }
    let words = kept.rsplit_once(' ').map_or(kept.as_str(), |(words, _)| words);
    words.trim_end_matches([',', ';', '-', ' ']).to_owned()
}
