//! What is computed from the device list, kept until the list, the term or what is declared changes.

use super::jobs::Finished;
use super::state::{Case, Desk};
use crate::files::references_of;
use crate::inventory::{
    DateField, DeviceList, Pinned, Product, Products, References, Survey, Term, survey_with_products,
};
use crate::submission::{Edit, Submission};
use egui::Context;
use std::collections::BTreeSet;
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
    /// Products of which nobody says until when they are supported, the most devices first.
    pub undated: Arc<[Undated]>,
    /// Vendors of the list that sound like a known one and wait for a person to say so: as listed, and suggested.
    pub suggestions: Arc<[(String, String)]>,
    /// The revision of the devices that it shows.
    revision: u64,
    /// The revision that a job works on.
    working_on: Option<u64>,
}

/// A product without a date.
pub struct Undated {
    /// In the products.
    pub place: u32,
    /// Vendor, model and maker in lower case, to be looked through.
    pub names: String,
}

/// What is computed anew when the devices change.
pub struct Computed {
    products: Arc<Products>,
    survey: Arc<Survey>,
    undated: Arc<[Undated]>,
    suggestions: Arc<[(String, String)]>,
}

impl Estate {
    /// Of the devices that it shows.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

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
    let computed = computed(&case.submission.devices, &case.estate.references, term(&case.submission));
    put(case, case.devices_revision, computed);
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
        let computed = Box::new(computed(&list, &references, term));
        Finished::Surveyed { case_id, revision, computed }
    });
}

/// Takes over what a job has counted; an older state is passed over.
pub fn counted(case: &mut Case, revision: u64, computed: Computed) {
    if revision == case.devices_revision {
        put(case, revision, computed);
        case.derive();
    }
}

fn put(case: &mut Case, revision: u64, computed: Computed) {
    let Computed { products, survey, undated, suggestions } = computed;
    let estate = &mut case.estate;
    (estate.products, estate.survey) = (products, survey);
    (estate.undated, estate.suggestions) = (undated, suggestions);
    estate.revision = revision;
}

fn computed(list: &DeviceList, references: &References, term: Option<Term>) -> Computed {
    let products = Products::of(&list.table, references, &list.declared);
    let survey = survey_with_products(list, &products, references, term);
    let undated = undated(list, &products).into();
    let suggestions = suggestions(list, &products).into_iter().collect();
    Computed { products: Arc::new(products), survey: Arc::new(survey), undated, suggestions }
}

/// Vendor and model make a product here, as a person declares a date for both.
fn undated(list: &DeviceList, products: &Products) -> Vec<Undated> {
    let has_own = |product: &Product| {
        let row = product.first_row as usize;
        let kinds = [DateField::EndOfSecuritySupport, DateField::EndOfSupport];
        kinds.into_iter().any(|kind| list.table.date(row, kind).is_some())
    };
    let mut open: Vec<(u32, &Product)> = (0..)
        .zip(products.all())
        .filter(|(_, product)| product.declared.is_none() && product.support.is_none() && !has_own(product))
        .filter(|(_, product)| !product.vendor.is_empty() || !product.model.is_empty())
        .collect();
    open.sort_by(|(_, a), (_, b)| (b.devices, &a.vendor, &a.model).cmp(&(a.devices, &b.vendor, &b.model)));
    open.dedup_by(|(_, a), (_, b)| (&a.vendor, &a.model) == (&b.vendor, &b.model));
    let names = |it: &Product| format!("{} {} {}", it.vendor, it.model, it.maker).to_lowercase();
    open.into_iter().map(|(place, product)| Undated { place, names: names(product) }).collect()
}

fn suggestions(list: &DeviceList, products: &Products) -> BTreeSet<(String, String)> {
    let open = products.all().iter().filter(|product| !list.declared.vendors.contains_key(&product.vendor));
    open.filter_map(|product| Some((product.vendor.clone(), product.suggestion.clone()?))).collect()
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
