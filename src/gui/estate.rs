//! What is computed from the device list, kept until the list, the term or what is declared changes.

use super::jobs::Finished;
use super::state::{Case, Desk};
use crate::files::references_of;
use crate::inventory::{DeviceList, Pinned, Products, References, Survey, Term, survey_with_products};
use crate::submission::{Edit, Submission};
use egui::Context;
use std::sync::Arc;

/// Rows that are surveyed within the frame that changed them: some milliseconds.
const MOST_INLINE: usize = 20_000;

/// The devices of a case as computed.
#[derive(Clone, Default)]
pub struct Estate {
    pub references: Arc<References>,
    /// Which files the references were read from.
    pinned: Vec<Pinned>,
    /// What could not be read of them, for people.
    pub notices: Vec<String>,
    pub products: Arc<Products>,
    pub survey: Arc<Survey>,
    /// The revision of the devices that it shows.
    revision: u64,
    /// The revision that a job works on.
    working_on: Option<u64>,
}

impl Estate {
    /// Whether it still shows an earlier state of the devices.
    #[must_use]
    pub fn is_behind(case: &Case) -> bool {
        case.estate.revision != case.devices_revision
    }
}

/// The term for which a case is computed; `None` without an inception.
#[must_use]
pub fn term(submission: &Submission) -> Option<Term> {
    submission.policy.inception.map(|inception| Term::new(inception, submission.policy.expiry))
}

/// Whether an edit changes anything that the estate is computed from.
#[must_use]
pub fn is_touched_by(edit: &Edit) -> bool {
    match edit {
        Edit::Devices { .. }
        | Edit::DeviceCells(_)
        | Edit::AddDevices { .. }
        | Edit::KeepDevices(_)
        | Edit::Declared(_)
        | Edit::Policy(_) => true,
        Edit::Many { edits, .. } => edits.iter().any(is_touched_by),
        _ => false,
    }
}

/// Brings a list of moderate size up to date within the frame; a large one waits for [`tick`].
pub fn refresh(case: &mut Case) {
    read_references(case);
    if case.submission.devices.table.len() > MOST_INLINE {
        return;
    }
    let (products, survey) = computed(&case.submission.devices, &case.estate.references, term(&case.submission));
    put(case, case.devices_revision, products, survey);
}

/// Starts the work on a large list, once per change.
pub fn tick(context: &Context, desk: &mut Desk) {
    let Some(case) = &mut desk.case else { return };
    if !Estate::is_behind(case) || case.estate.working_on == Some(case.devices_revision) {
        return;
    }
    case.estate.working_on = Some(case.devices_revision);
    let (case_id, revision, references) = (case.id, case.devices_revision, case.estate.references.clone());
    let (list, term) = (case.submission.devices.clone(), term(&case.submission));
    desk.jobs.start("Counting the devices", true, context, move |_| {
        let (products, survey) = computed(&list, &references, term);
        Finished::Surveyed { case_id, revision, products, survey }
    });
}

/// Takes over what a job has counted; an older state is passed over.
pub fn counted(case: &mut Case, revision: u64, products: Arc<Products>, survey: Arc<Survey>) {
    if revision == case.devices_revision {
        put(case, revision, products, survey);
        case.derive();
    }
}

fn put(case: &mut Case, revision: u64, products: Arc<Products>, survey: Arc<Survey>) {
    let estate = &mut case.estate;
    (estate.revision, estate.products, estate.survey) = (revision, products, survey);
}

fn computed(list: &DeviceList, references: &References, term: Option<Term>) -> (Arc<Products>, Arc<Survey>) {
    let products = Products::of(&list.table, references, &list.declared);
    let survey = survey_with_products(list, &products, references, term);
    (Arc::new(products), Arc::new(survey))
}

/// Reads the pinned reference files, if they are others than last time.
fn read_references(case: &mut Case) {
    let pinned = &case.submission.devices.declared.references;
    if case.estate.pinned == *pinned {
        return;
    }
    case.estate.pinned.clone_from(pinned);
    let (references, notices) = references_of(&case.submission.devices.declared, &case.slot.reference);
    case.estate.references = Arc::new(references);
    case.estate.notices = notices.iter().map(ToString::to_string).collect();
}
