//! Who may do what with a plan, and what has to be written down first (domain.md 4.6, 2).
//!
//! ```text
//! Draft --submit--> In review --approve, by another person--> Approved --retire--> Retired
//!    ^                                                           |
//!    +------------------------- successor ----------------------+
//! ```

use super::person::{folded, same_person, unreadable};
use super::{Approval, Fault, Market, Parent, Plan, Retirement, Status};
use chrono::NaiveDate;

/// What a plan that is not filed says as its filing.
pub const NOT_FILED: &str = "not filed";

impl Plan {
    /// For review: the same plan, if its change record is complete.
    ///
    /// # Errors
    /// Everything that is missing, or that it is no draft.
    pub fn submitted(&self) -> Result<Self, Vec<Fault>> {
        if self.status != Status::Draft {
            return Err(vec![fault(format!("the plan is {}", said(self.status)), "only a draft can be submitted")]);
        }
        let plan = Self { status: Status::InReview, ..self.clone() };
        none_of(governance(&plan)).map(|()| plan)
    }

    /// Approved by a second person, with the seal of its content.
    ///
    /// # Errors
    /// It is not in review, the approver is its author, or something is missing.
    pub fn approved(&self, by: &str, on: NaiveDate, note: &str) -> Result<Self, Vec<Fault>> {
        if self.status != Status::InReview {
            let mend = match self.status {
                Status::Draft => "submit it for review first",
                _ => "make a new version of it to change anything",
            };
            return Err(vec![fault(format!("the plan is {}", said(self.status)), mend)]);
        }
        let (by, note) = (by.trim().to_owned(), note.trim().to_owned());
        let approval = Approval { seal: self.seal(&by, on, &note), by, on, note };
        let sha256 = self.content_sha256();
        let plan = Self { status: Status::Approved, approval: Some(approval), sha256, ..self.clone() };
        none_of(governance(&plan)).map(|()| plan)
    }

    /// Not used for new cases any more.
    ///
    /// # Errors
    /// It is not approved, or name or reason is missing.
    pub fn retired(&self, by: &str, on: NaiveDate, why: &str) -> Result<Self, Vec<Fault>> {
        if self.status != Status::Approved {
            return Err(vec![fault(
                format!("the plan is {}", said(self.status)),
                "only an approved plan can be retired",
            )]);
        }
        let retirement = Retirement { by: by.trim().to_owned(), on, why: why.trim().to_owned() };
        let plan = Self { status: Status::Retired, retirement: Some(retirement), ..self.clone() };
        none_of(governance(&plan)).map(|()| plan)
    }

    /// A draft that follows on this plan, with its changes and without its records; the caller gives it a version.
    #[must_use]
    pub fn successor(&self) -> Self {
        let parent = Parent { id: self.id.clone(), version: self.version.clone(), sha256: self.content_sha256() };
        let mut plan = Self {
            parent: Some(parent),
            effective: None,
            until: None,
            records: Vec::new(),
            status: Status::Draft,
            approval: None,
            retirement: None,
            source_text: "".into(),
            ..self.clone()
        };
        plan.sha256 = plan.content_sha256();
        plan
    }

    /// Whether its content may still be changed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.status, Status::Draft | Status::InReview)
    }

    /// Why content or approval are not what was approved; `None` for a plan that was not approved or fits its seal.
    #[must_use]
    pub fn broken_seal(&self) -> Option<Fault> {
        let approval = self.approval.as_ref()?;
        (approval.seal != self.seal(&approval.by, approval.on, &approval.note)).then(|| {
            fault(
                format!("{} was edited after it was approved by {} on {}", self.name(), approval.by, approval.on),
                "restore it, or make a new version",
            )
        })
    }
}

/// What the status of a plan demands and the plan lacks; part of [`super::check`].
#[must_use]
pub fn governance(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !is_id(&plan.id) && (plan.status != Status::Draft || !plan.id.is_empty()) {
        let what = match plan.id.as_str() {
            "" => "the plan has no id".to_owned(),
            id => format!("the id \"{id}\" of the plan cannot be used"),
        };
        faults.push(fault(what, "use small letters, digits and hyphens"));
    }
    if let (Some(effective), Some(until)) = (plan.effective, plan.until)
        && until <= effective
    {
        let what = format!("the plan would count from {effective} until {until}");
        faults.push(fault(what, "let it end after it begins"));
    }
    if plan.parent.as_ref().is_some_and(|parent| parent.id == plan.id && parent.version == plan.version) {
        let what = format!("{} follows on a plan of the same name", plan.name());
        faults.push(fault(what, "give it a version of its own"));
    }
    if plan.status != Status::Draft {
        faults.extend(unready(plan));
    }
    faults.extend(signatures(plan));
    faults
}

/// What a reviewer needs and the plan lacks.
fn unready(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (text, what, mend) in [
        (&plan.version, "version", "write one, as 1.0.0"),
        (&plan.title, "title", "say in a few words what it is for"),
        (&plan.carrier, "carrier", "name the carrier"),
        (&plan.program, "program", "name the program that it is used in"),
        (&plan.jurisdiction, "jurisdiction", "name the states or countries where it is used"),
        (&plan.author, "author", "name the person who made it"),
        (&plan.filing, "filing", "write the reference of the filing, or \"not filed\" for surplus lines"),
    ] {
        if folded(text).is_empty() {
            faults.push(fault(format!("the plan names no {what}"), mend));
        }
    }
    if let Some(why) = unreadable(&plan.author).filter(|_| !folded(&plan.author).is_empty()) {
        faults.push(fault(format!("the author {why}"), "name the person who made it"));
    }
    if plan.market == Market::Admitted && same_person(&plan.filing, NOT_FILED) {
        let mend = "write the reference of the filing, or choose surplus lines";
        faults.push(fault("an admitted plan is not filed".to_owned(), mend));
    }
    if plan.effective.is_none() {
        faults.push(fault("the plan has no effective date".to_owned(), "say since when it counts"));
    }
    if plan.changes.is_empty() {
        faults.push(fault("the plan changes nothing".to_owned(), "change something before it is reviewed"));
    }
    if plan.records.is_empty() {
        let mend = "add a record: what was changed, why, on what evidence, with what expected effect";
        faults.push(fault("the plan has no change record".to_owned(), mend));
    }
    for (place, record) in (1..).zip(&plan.records) {
        for (text, what) in [
            (&record.what, "what was changed"),
            (&record.why, "why"),
            (&record.evidence, "on what evidence"),
            (&record.expected_effect, "with what expected effect"),
        ] {
            if text.trim().is_empty() {
                faults.push(fault(format!("change record {place} does not say {what}"), "write it down"));
            }
        }
    }
    faults
}

/// Whether the signatures are those of the status, by the right people, of this content.
fn signatures(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    match (&plan.approval, plan.status) {
        (None, Status::Approved | Status::Retired) => {
            let what = format!("the plan is {} and nobody approved it", said(plan.status));
            faults.push(fault(what, "let a second person approve it"));
        }
        (Some(approval), Status::Draft | Status::InReview) => {
            let what = format!(
                "the plan is {} and carries the approval of {} of {}",
                said(plan.status),
                approval.by.trim(),
                approval.on
            );
            faults.push(fault(what, "restore it as it was approved, or make a new version of it"));
        }
        (Some(approval), _) => {
            if let Some(why) = unreadable(&approval.by) {
                faults.push(fault(format!("the approval {why}"), "name the person who approves"));
            } else if same_person(&approval.by, &plan.author) {
                let what = format!("{} wrote the plan and cannot approve it", plan.author.trim());
                faults.push(fault(what, "ask another person"));
            }
            if let Some(effective) = plan.effective.filter(|effective| *effective < approval.on) {
                let what = format!("the plan would count from {effective} and is approved on {}", approval.on);
                faults.push(fault(what, "let it count from the day of its approval or later"));
            }
            faults.extend(plan.broken_seal());
        }
        (None, _) => {}
    }
    match (&plan.retirement, plan.status) {
        (None, Status::Retired) => {
            faults.push(fault("the plan is retired by nobody".to_owned(), "say who retired it, when and why"));
        }
        (Some(retirement), Status::Retired) => {
            if let Some(why) = unreadable(&retirement.by) {
                faults.push(fault(format!("the retirement {why}"), "name the person who retires it"));
            }
            if folded(&retirement.why).is_empty() {
                faults.push(fault("the retirement has no reason".to_owned(), "write it down"));
            }
            if let Some(approval) = plan.approval.as_ref().filter(|approval| retirement.on < approval.on) {
                let what = format!("the plan is retired on {}, before its approval on {}", retirement.on, approval.on);
                faults.push(fault(what, "correct the day"));
            }
        }
        (Some(_), _) => {
            let what = format!("the plan is {} and carries a retirement", said(plan.status));
            faults.push(fault(what, "take the retirement away, or retire it"));
        }
        (None, _) => {}
    }
    faults
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn said(status: Status) -> &'static str {
    match status {
        Status::Draft => "a draft",
        Status::InReview => "in review",
        Status::Approved => "approved",
        Status::Retired => "retired",
    }
}

fn fault(what: String, mend: &str) -> Fault {
    Fault { target: None, what, mend: mend.to_owned() }
}

fn none_of(faults: Vec<Fault>) -> Result<(), Vec<Fault>> {
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
