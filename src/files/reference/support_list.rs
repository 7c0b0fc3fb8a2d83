//! The underwriter's own support list: CSV with a vendor, a model or the beginning of one with `*`, the
//! kind of date, the date, where it was found and when that was checked, in any order of the columns. A
//! list may instead have a column for every kind of date.

use super::{Listed, MOST_ENTRIES, ReadList, kept_text, plain_day, too_many};
use crate::files::answers_csv::text_from_spreadsheet_cell;
use crate::files::problem::Problem;
use crate::files::table::Lines;
use crate::inventory::{DateField, DateRules, Field, Mapping, ReadDate, Says, SupportEntry, folded, read_date};
use chrono::NaiveDate;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const COLUMNS: &str = "vendor,model,kind,date,source,checked";

/// What a column of the list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Vendor,
    Model,
    Kind,
    Date,
    Source,
    Checked,
    /// The date of this kind itself.
    DateOf(DateField),
}

/// By the list's own words, then by those of device lists.
fn column_of(header: &str) -> Option<Column> {
    let column = match folded(header).as_str() {
        "modelpattern" | "pattern" | "modelorpattern" | "family" | "productid" | "sku" | "partnumber" => Column::Model,
        "kind" | "kindofdate" | "datekind" | "dateis" | "typeofdate" | "milestone" => Column::Kind,
        "date" | "day" | "lastday" | "ends" | "until" => Column::Date,
        "source" | "url" | "link" | "reference" | "foundat" => Column::Source,
        "checked" | "datechecked" | "checkedon" | "lastchecked" | "verified" | "verifiedon" => Column::Checked,
        _ => {
            let mapping = Mapping::of(&[header.to_owned()]);
            match mapping.columns.first()?.field()? {
                Field::Vendor => Column::Vendor,
                Field::Model | Field::ModelNumber => Column::Model,
                Field::SupportSource => Column::Source,
                field => Column::DateOf(field.date().filter(|kind| is_kept(*kind))?),
            }
        }
    };
    Some(column)
}

fn is_kept(kind: DateField) -> bool {
    DateField::LIFECYCLE.contains(&kind) || kind == DateField::OsEndOfSupport
}

pub(super) fn list_from_text(text: &str, name: &str) -> Result<ReadList, Problem> {
    let by_delimiter = DELIMITERS.into_iter().filter_map(|at| Some((at, header_of(text, at)?)));
    let most = by_delimiter.max_by_key(|(_, columns)| columns.iter().flatten().count());
    let Some((delimiter, columns)) = most else { return Err(no_header(name, "any known column")) };
    let place = |wanted: Column| columns.iter().position(|column| *column == Some(wanted));
    let needed = |column, what| place(column).ok_or_else(|| no_header(name, what));
    let (vendor, model) = (needed(Column::Vendor, "a vendor")?, needed(Column::Model, "a model")?);
    let (kind, date) = (place(Column::Kind), place(Column::Date));
    let wide: Vec<(usize, DateField)> = columns
        .iter()
        .enumerate()
        .filter_map(|(place, column)| match column {
            Some(Column::DateOf(kind)) => Some((place, *kind)),
            _ => None,
        })
        .collect();
    if wide.is_empty() {
        needed(Column::Kind, "a kind of date")?;
        needed(Column::Date, "a date")?;
    }
    let mut list = ReadList { format: "support list", as_of: None, entries: Vec::new(), problems: Listed::default() };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(true).from_reader(text.as_bytes());
    let mut lines = Lines::new(text, 0);
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let what = format!("the row does not read ({error}), and the rest was not read");
                list.problems.push(Problem::new(name, "row", what, "save the list as \"CSV UTF-8\""));
                break;
            }
        }
        let line = lines.of(&record);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cell = |place: Option<usize>| place.and_then(|place| record.get(place)).unwrap_or("").trim();
        let mut row = RowOf { name, line, list: &mut list };
        let (vendor, model) = (product_text(cell(Some(vendor))), product_text(cell(Some(model))));
        if !row.names_a_product(&vendor, &model) {
            continue;
        }
        let source = kept_text(cell(place(Column::Source)));
        let checked = row.checked(cell(place(Column::Checked)));
        let mut dated = Vec::new();
        if let (Some(kind), Some(date)) = (kind, date) {
            dated.extend(row.kind(cell(Some(kind))).and_then(|kind| Some((kind, row.says(cell(Some(date)), false)?))));
        }
        for (place, kind) in &wide {
            if let Some(says) = row.says(cell(Some(*place)), true) {
                dated.push((*kind, says));
            }
        }
        for (kind, says) in dated {
            let (vendor, model, source) = (vendor.clone(), model.clone(), source.clone());
            list.entries.push(SupportEntry { vendor, model, kind, says, source, checked, line });
        }
        if list.entries.len() > MOST_ENTRIES {
            return Err(too_many(name));
        }
    }
    // Where every line says when it was checked, the list holds as of the earliest of those days.
    let checked: Option<Vec<NaiveDate>> = list.entries.iter().map(|entry| entry.checked).collect();
    list.as_of = checked.and_then(|days| days.into_iter().min());
    Ok(list)
}

/// A vendor or model without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn product_text(cell: &str) -> String {
    kept_text(text_from_spreadsheet_cell(cell))
}

fn no_header(name: &str, missing: &str) -> Problem {
    let what = format!("the header has no column for {missing}, so nothing was read");
    Problem::new(name, "header", what, format!("begin the list with {COLUMNS}")).at(1, None)
}

/// The columns that are understood; `None` where none is.
fn header_of(text: &str, delimiter: u8) -> Option<Vec<Option<Column>>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(true).from_reader(text.as_bytes());
    let header = reader.headers().ok()?;
    let columns: Vec<Option<Column>> =
        header.iter().take(200).map(|cell| (cell.len() < 200).then(|| column_of(cell)).flatten()).collect();
    columns.iter().any(Option::is_some).then_some(columns)
}

/// One row while it is read.
struct RowOf<'a> {
    name: &'a str,
    line: u32,
    list: &'a mut ReadList,
}

impl RowOf<'_> {
    fn unusable(&mut self, subject: &str, what: String, mend: &str) {
        self.list.problems.push(Problem::new(self.name, subject, what, mend).at(self.line, None));
    }

    fn names_a_product(&mut self, vendor: &str, model: &str) -> bool {
        if vendor.is_empty() {
            self.unusable("vendor", "it is blank, so the line was not used".to_owned(), "write the vendor");
            return false;
        }
        if model.is_empty() {
            let mend = "write the model, the beginning of one with * at its end, or * for everything of the vendor";
            self.unusable("model", "it is blank, so the line was not used".to_owned(), mend);
            return false;
        }
        if model.strip_suffix('*').unwrap_or(model).contains('*') {
            let what = format!("\"{model}\" has a * that is not at its end, so the line was not used");
            self.unusable("model", what, "put the * at the end");
            return false;
        }
        true
    }

    fn kind(&mut self, text: &str) -> Option<DateField> {
        let kind = match folded(text).as_str() {
            "securitysupport" | "endofsecurityupdates" | "endofsecurity" => Some(DateField::EndOfSecuritySupport),
            "support" | "endofallsupport" | "lastdateofsupport" => Some(DateField::EndOfSupport),
            "softwaremaintenance" | "endofmaintenance" => Some(DateField::EndOfSoftwareMaintenance),
            "extendedsupport" | "endofpaidsupport" => Some(DateField::EndOfExtendedSupport),
            "sale" | "endofsales" => Some(DateField::EndOfSale),
            "warranty" => Some(DateField::WarrantyEnd),
            "endofproduction" => Some(DateField::Discontinued),
            _ => Field::from_name(text).and_then(Field::date),
        };
        let kind = kind.filter(|kind| is_kept(*kind));
        if kind.is_none() {
            let names: Vec<String> = DateField::LIFECYCLE.iter().map(|kind| kind.field().title()).collect();
            let what = format!("\"{}\" is no kind of date that is known, so the line was not used", kept_text(text));
            self.unusable("kind", what, &format!("write one of {}", names.join(", ")));
        }
        kind
    }

    /// A blank cell says nothing where there is a column for every kind, and is a fault where it is the date.
    fn says(&mut self, text: &str, may_be_blank: bool) -> Option<Says> {
        if text.is_empty() {
            if !may_be_blank {
                let mend = "write the last day, ended, or not announced";
                self.unusable("date", "it is blank, so the line was not used".to_owned(), mend);
            }
            return None;
        }
        if ["ended", "true", "over", "expired"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return Some(Says::Ended);
        }
        match read_date(text, DateRules::default()) {
            ReadDate::Known(day, _) => Some(Says::On(day)),
            ReadDate::Unknown => Some(Says::NotAnnounced),
            ReadDate::Trouble(trouble) => {
                let what = format!("\"{}\" {}, so the line was not used", kept_text(text), trouble.words());
                self.unusable("date", what, "write it as 2027-03-31");
                None
            }
        }
    }

    fn checked(&mut self, text: &str) -> Option<NaiveDate> {
        let day = plain_day(text);
        if day.is_none() && !text.is_empty() {
            let what = format!("\"{}\" is no plain date, so when the line was checked is not known", kept_text(text));
            self.unusable("checked", what, "write it as 2027-03-31");
        }
        day
    }
}
