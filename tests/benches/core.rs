//! Speed of the core, in release: `cargo bench`.
//!
//! Targets on two cores: score below 20 microseconds, memo below 150 milliseconds; with 1,000,000 devices a
//! frame below 4 milliseconds and the rows of a filter in less than 100.

mod generated;

use divan::{Bencher, black_box};
use securable::assessment::{Facts, assess};
use securable::files::{memo_document, questionnaire_from_text, read_case};
use securable::gui::Headless;
use securable::inventory::{
    Catalogue, Declared, DeviceClass, Devices, Field, KnownExploited, Products, References, Survey, known_makers,
};
use securable::memo::layout::lay_out;
use securable::memo::pdf::pdf_from_display_list;
use securable::memo::wording::Case;
use securable::questionnaire::Questionnaire;
use securable::submission::Submission;
use std::path::Path;

fn main() {
    divan::main();
}

const SAMPLE: &str = "assets/samples/harbor-mill-foods";

fn sample() -> (Questionnaire, Submission) {
    let opened = read_case(Path::new(SAMPLE)).unwrap_or_else(|error| panic!("{error}"));
    let questionnaire = questionnaire_from_text(&opened.case.questionnaire.text, "questionnaire.ron")
        .unwrap_or_else(|problems| panic!("{problems:?}"));
    (questionnaire, opened.case.submission)
}

/// Everything: score, range, levers, rules, schedule, reasons, subjectivities.
#[divan::bench]
fn assessment(bencher: Bencher) {
    let (questionnaire, submission) = sample();
    bencher.bench_local(|| assess(black_box(&questionnaire), black_box(&submission), &Facts::default()));
}

/// The same with nothing answered: the widest range and the most fired rules.
#[divan::bench]
fn assessment_of_an_empty_case(bencher: Bencher) {
    let (questionnaire, _) = sample();
    let submission = Submission::default();
    bencher.bench_local(|| assess(black_box(&questionnaire), black_box(&submission), &Facts::default()));
}

/// What a surveyed list of 600 products allows as answers and contradicts: the price of a list at every answer.
#[divan::bench]
fn facts_of_a_list(bencher: Bencher) {
    use securable::inventory::{DateField, DateMark, DeviceClass, Devices, Field, References, Term, survey};
    let (questionnaire, mut submission) = sample();
    let inception = submission.policy.inception.unwrap_or_default();
    let mut devices = Devices::default();
    for row in 0..600 {
        let place = devices.add_row(row + 2, 20, DeviceClass::ALL[row as usize % 16]);
        devices.put_text(place, Field::Vendor, "Axis");
        devices.put_text(place, Field::Model, &format!("P{row}"));
        let end = inception + chrono::Days::new(u64::from(row) * 2);
        devices.put_date(place, DateField::EndOfSecuritySupport, end, DateMark::None);
    }
    submission.devices.table = std::sync::Arc::new(devices);
    let survey = survey(&submission.devices, &References::default(), Some(Term::new(inception, None)));
    bencher.bench_local(|| securable::assessment::facts(black_box(&questionnaire), black_box(&submission), &survey));
}

/// Reading, checking and hashing the shipped questionnaire.
#[divan::bench]
fn load_questionnaire(bencher: Bencher) {
    let (questionnaire, _) = sample();
    let text = questionnaire.source_text;
    bencher.bench_local(|| questionnaire_from_text(black_box(&text), "iot-core.ron").map(|read| read.questions.len()));
}

/// Reading a case from disk.
#[divan::bench]
fn load_case(bencher: Bencher) {
    bencher.bench_local(|| read_case(black_box(Path::new(SAMPLE))).map(|opened| opened.case.submission.records.len()));
}

/// Content, layout and PDF bytes.
#[divan::bench(sample_count = 20)]
fn memo(bencher: Bencher) {
    let (questionnaire, submission) = sample();
    let assessment = assess(&questionnaire, &submission, &Facts::default());
    let case = Case {
        questionnaire: &questionnaire,
        submission: &submission,
        assessment: &assessment,
        survey: &Survey::default(),
        renewal: None,
    };
    let as_of = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    bencher.bench_local(|| {
        let document = memo_document(black_box(&case), as_of).unwrap_or_else(|error| panic!("{error}"));
        let list = lay_out(&document).unwrap_or_else(|error| panic!("{error}"));
        pdf_from_display_list(&list, &document).map(|bytes| bytes.len()).unwrap_or_else(|error| panic!("{error}"))
    });
}

/// A frame of the interview at 1280 x 800, to triangles; the target is 4 milliseconds of CPU.
#[divan::bench]
fn interview_frame(bencher: Bencher) {
    let (questionnaire, submission) = sample();
    let mut desk = Headless::on_interview(questionnaire, submission, (1280.0, 800.0));
    bencher.bench_local(|| desk.frame(None));
}

/// A frame in which an answer changes: edit, assessment, and everything drawn anew.
#[divan::bench]
fn interview_frame_with_an_answer(bencher: Bencher) {
    let (questionnaire, submission) = sample();
    let mut desk = Headless::on_interview(questionnaire, submission, (1280.0, 800.0));
    let mut keys = [egui::Key::A, egui::Key::B].into_iter().cycle();
    bencher.bench_local(|| desk.frame(keys.next()));
}

/// A table of `rows` rows with 1,000 products of every known maker, and a catalogue of 1,662 entries.
fn table_and_references(rows: u32) -> (Devices, References) {
    let makers = known_makers();
    let maker = |n: usize| makers.get(n % makers.len()).copied().unwrap_or_default();
    let mut devices = Devices::default();
    for row in 0..rows {
        let at = devices.add_row(row, 1, DeviceClass::Unknown);
        let n = (row as usize * 7919) % 1000;
        devices.put_text(at, Field::Vendor, maker(n));
        devices.put_text(at, Field::Model, &format!("DIR-{n}X"));
    }
    let entries = (0..1662).map(|n| KnownExploited {
        vendor: maker(n * n).to_owned(),
        product: if n % 3 == 0 { format!("DIR-{n}X and AX{n} Routers") } else { "Multiple Routers".to_owned() },
        ..KnownExploited::default()
    });
    let catalogue = Catalogue { entries: entries.collect(), ..Catalogue::default() };
    (devices, References { known_exploited: Some(catalogue), support: Vec::new() })
}

/// Taking the catalogue apart and holding 1,000 products against it; the target is 50 milliseconds.
#[divan::bench]
fn a_thousand_products_against_the_catalogue(bencher: Bencher) {
    let (devices, references) = table_and_references(1000);
    bencher.bench_local(|| Products::of(black_box(&devices), &references, &Declared::default()).all().len());
}

/// The same of a table of 1,000,000 rows; the target is 200 milliseconds.
#[divan::bench(sample_count = 20)]
fn products_of_a_million_rows(bencher: Bencher) {
    let (devices, references) = table_and_references(1_000_000);
    bencher.bench_local(|| Products::of(black_box(&devices), &references, &Declared::default()).all().len());
}

/// A desk on a list of 1,000,000 devices.
fn desk_with_devices() -> Headless {
    let (questionnaire, mut submission) = sample();
    submission.devices.table = std::sync::Arc::new(generated::devices(1_000_000));
    Headless::on_devices(questionnaire, submission, (1920.0, 1080.0))
}

/// A frame that scrolls 1,000,000 devices by a page: every row in it is new; the target is 4 milliseconds.
#[divan::bench(sample_count = 200)]
fn devices_frame(bencher: Bencher) {
    let mut desk = desk_with_devices();
    bencher.bench_local(|| desk.frame(Some(egui::Key::PageDown)));
}

/// From a typed filter to its rows on the screen, frames between included; the target is 100 milliseconds.
#[divan::bench(args = ["axis", "plc-07", "support:past", "zone:office 10.3"], sample_count = 10)]
fn devices_filter(bencher: Bencher, words: &str) {
    let mut desk = desk_with_devices();
    bencher.bench_local(|| desk.filter_devices(words));
}

/// Sorting 1,000,000 different names, and then the other way round.
#[divan::bench(sample_count = 6)]
fn devices_sort(bencher: Bencher) {
    let mut desk = desk_with_devices();
    bencher.bench_local(|| desk.sort_devices(0));
}
