//! A case on disk: `NAME.securable`, packed or as the unpacked folder of the same members.

use super::devices::{csv_from_devices, devices_from_csv};
use super::evidence::{Evidence, named_evidence, notices_of_gone};
use super::folder::{fingerprint_of_members, members_from_folder, size_and_time_of_folder, write_folder};
use super::hash::{is_sha256_hex, sha256_hex};
use super::history::History;
use super::manifest_v1::{FORMAT, ManifestV1, QuestionnaireV1, WRITTEN_BY};
use super::members::{
    DEVICES, EVIDENCE, EXPIRING, HISTORY, MANIFEST, MOST_PACKED, Members, PLAN, QUESTIONNAIRE, REFERENCE, SUBMISSION,
};
use super::problem::{FileError, FileErrorKind, Notice, Problems};
use super::ron_text::text_from_bytes;
use super::save::{Fingerprint, beside, read_at_most, refuse_inside_a_case, resolved, write_atomic};
use super::submission_v1::{ron_from_submission, submission_from_ron};
use super::zipped::{check_sizes, damaged, members_from_zip, zip_from_members};
use crate::questionnaire::Questionnaire;
use crate::submission::Submission;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that one case holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseFile {
    pub submission: Submission,
    pub questionnaire: PinnedQuestionnaire,
    pub history: History,
    /// By the SHA-256 of the content, 64 lower-case hexadecimal digits.
    pub evidence: Evidence,
    /// Reference files as they were downloaded, likewise.
    pub reference: BTreeMap<String, Vec<u8>>,
}

/// The questionnaire a case was answered under, kept with it so that it always reopens as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PinnedQuestionnaire {
    pub id: String,
    pub version: String,
    /// Of the canonical content, see [`Questionnaire::sha256`].
    pub sha256: String,
    /// As it was read.
    pub text: String,
}

impl From<&Questionnaire> for PinnedQuestionnaire {
    fn from(questionnaire: &Questionnaire) -> Self {
        Self {
            id: questionnaire.id.clone(),
            version: questionnaire.version.clone(),
            sha256: questionnaire.sha256.clone(),
            text: questionnaire.source_text.to_string(),
        }
    }
}

/// A case that was read.
#[derive(Clone, Debug)]
pub struct Opened {
    pub case: CaseFile,
    /// What a person should know; the case is usable all the same.
    pub notices: Vec<Notice>,
    /// To be handed back when saving.
    pub fingerprint: Fingerprint,
}

/// What the caller takes to be on disk when saving.
#[derive(Clone, Debug)]
pub enum Expect {
    /// Nothing: a packed case is made.
    NewFile,
    /// Nothing: an unpacked folder is made.
    NewFolder,
    /// What was read or written last; the form stays.
    Unchanged(Fingerprint),
    /// A person said to replace whatever is there. A folder stays a folder, else a file is made.
    Anything,
}

/// A save that was read back and found the same.
#[derive(Clone, Debug)]
pub struct Saved {
    pub fingerprint: Fingerprint,
    /// Where the content from before this save is kept; none for a first save and for folders.
    pub backup: Option<PathBuf>,
}

/// `NAME.securable.journal`, beside the case.
#[must_use]
pub fn journal_path(case: &Path) -> PathBuf {
    beside(&resolved(case), "journal")
}

/// `NAME.securable.bak`, beside the case.
#[must_use]
pub fn backup_path(case: &Path) -> PathBuf {
    beside(&resolved(case), "bak")
}

/// Reads a case, packed or as a folder.
///
/// # Errors
/// See [`FileErrorKind`]; the sentence says what to do.
pub fn read_case(path: &Path) -> Result<Opened, FileError> {
    let (members, fingerprint) = members_at(path)?;
    let (case, notices) = case_from_members(members, path)?;
    Ok(Opened { case, notices, fingerprint })
}

/// Whether a folder is an unpacked case.
#[must_use]
pub fn is_case_folder(path: &Path) -> bool {
    path.join(MANIFEST).is_file()
}

/// Saves a case so that a crash leaves the old or the new one, and reads it back before it says so.
///
/// # Errors
/// `ChangedOutside` where the disk does not hold what `expect` says, `Exists` for a new case over
/// something else. Nothing is written in either case.
pub fn write_case(path: &Path, case: &CaseFile, expect: &Expect) -> Result<Saved, FileError> {
    let path = &resolved(path);
    let is_there = fs::symlink_metadata(path).is_ok();
    match expect {
        Expect::NewFile | Expect::NewFolder if is_there => {
            return Err(FileError::new(
                FileErrorKind::Exists,
                path,
                "There is something of that name already",
                "Nothing was saved",
                "Choose another name, or say that it is to be replaced",
            ));
        }
        Expect::NewFile | Expect::NewFolder => refuse_inside_a_case(path)?,
        Expect::Unchanged(before) => check_unchanged(path, is_there, before)?,
        _ => {}
    }
    let members = members_from_case(case, path)?;
    let is_folder = matches!(expect, Expect::NewFolder) || path.is_dir();
    if is_folder { save_folder(path, &members, is_there) } else { save_file(path, case, &members) }
}

/// Whether size and time are still those of `fingerprint`: cheap enough to ask every second.
#[must_use]
pub fn looks_unchanged(path: &Path, fingerprint: &Fingerprint) -> bool {
    if path.is_dir() {
        return size_and_time_of_folder(path).is_ok_and(|now| now == (fingerprint.size, fingerprint.modified));
    }
    fs::metadata(path).is_ok_and(|now| now.len() == fingerprint.size && now.modified().ok() == fingerprint.modified)
}

fn check_unchanged(path: &Path, is_there: bool, before: &Fingerprint) -> Result<(), FileError> {
    let changed = |happened: &str| {
        FileError::new(
            FileErrorKind::ChangedOutside,
            path,
            happened,
            "Nothing was saved, so that no work is lost",
            "Save under another name, replace what is there, or open it again",
        )
    };
    if !is_there {
        return Err(changed("The case is no longer where it was opened"));
    }
    let is_same = if path.is_dir() {
        members_from_folder(path).map(|(members, at)| fingerprint_of_members(&members, at))
    } else {
        read_at_most(path, MOST_PACKED).map(|(bytes, at)| Fingerprint::of(&bytes, at))
    };
    match is_same {
        Ok(now) if now.same_content(before) => Ok(()),
        Ok(_) => Err(changed("The case was changed by someone else since it was opened")),
        Err(error) if error.kind() == FileErrorKind::Disk => Err(error),
        Err(_) => Err(changed("The case was replaced by something else since it was opened")),
    }
}

fn save_file(path: &Path, case: &CaseFile, members: &Members) -> Result<Saved, FileError> {
    let bytes = zip_from_members(members, path)?;
    let backup = beside(path, "bak");
    let had_before = path.is_file();
    let fingerprint = write_atomic(path, &bytes, Some(&backup), |written| {
        let (again, _) = case_from_members(members_from_zip(written, path)?, path)?;
        if again == *case { Ok(()) } else { Err(reads_differently(path, "Nothing was changed on disk")) }
    })?;
    Ok(Saved { fingerprint, backup: had_before.then_some(backup) })
}

fn save_folder(path: &Path, members: &Members, is_there: bool) -> Result<Saved, FileError> {
    check_sizes(members, path)?;
    let there = if is_there { members_from_folder(path)?.0 } else { Members::new() };
    write_folder(path, members, &there)?;
    let (again, modified) = members_from_folder(path)?;
    if again != *members {
        return Err(reads_differently(path, "Part of the save may be on disk"));
    }
    Ok(Saved { fingerprint: fingerprint_of_members(&again, modified), backup: None })
}

fn reads_differently(path: &Path, means: &str) -> FileError {
    FileError::new(
        FileErrorKind::Wrong,
        path,
        "What was written does not read back as the case on screen",
        means,
        "Keep this window open, save under another name, and report the fault",
    )
}

fn members_at(path: &Path) -> Result<(Members, Fingerprint), FileError> {
    if path.is_dir() {
        let (members, modified) = members_from_folder(path)?;
        let fingerprint = fingerprint_of_members(&members, modified);
        return Ok((members, fingerprint));
    }
    let (bytes, modified) = read_at_most(path, MOST_PACKED)?;
    let members = members_from_zip(&bytes, path)?;
    Ok((members, Fingerprint::of(&bytes, modified)))
}

/// A packed case that is not a file of its own; `path` is for messages.
pub(super) fn case_from_bytes(bytes: &[u8], path: &Path) -> Result<(CaseFile, Vec<Notice>), FileError> {
    case_from_members(members_from_zip(bytes, path)?, path)
}

/// The packed case, the same bytes for the same case.
pub(super) fn bytes_from_case(case: &CaseFile, path: &Path) -> Result<Vec<u8>, FileError> {
    zip_from_members(&members_from_case(case, path)?, path)
}

fn case_from_members(mut members: Members, path: &Path) -> Result<(CaseFile, Vec<Notice>), FileError> {
    let refused = |problems: Problems| FileError::wrong(path, "The case was not opened", problems);
    let Some(manifest) = members.remove(MANIFEST) else {
        return Err(FileError::new(
            FileErrorKind::NotACase,
            path,
            "There is no manifest.ron in it, so this is not a Securable case",
            "It was not opened and nothing was changed",
            "Choose a case that Securable has saved",
        ));
    };
    let text = text_from_bytes(&manifest, MANIFEST).map_err(|problem| refused(problem.into()))?;
    let manifest = ManifestV1::from_ron(text, MANIFEST, path)?;
    let mut notices = notices_from_hashes(&manifest, &members);

    let mut take = |name: &str| members.remove(name);
    let (Some(submission), Some(questionnaire)) = (take(SUBMISSION), take(QUESTIONNAIRE)) else {
        return Err(damaged(path, "submission.ron or questionnaire.ron is missing from the case"));
    };
    let history = take(HISTORY).unwrap_or_default();
    let devices = take(DEVICES);
    let (plan, expiring) = (take(PLAN), take(EXPIRING));
    let text = text_from_bytes(&submission, SUBMISSION).map_err(|problem| refused(problem.into()))?;
    let mut submission = submission_from_ron(text, SUBMISSION).map_err(refused)?;
    if let Some(bytes) = devices {
        submission.devices.table = Arc::new(devices_from_csv(&bytes).map_err(refused)?);
    }
    put_plan(&mut submission, plan, path)?;
    put_expiring(&mut submission, expiring, path)?;
    let history = History::from_bytes(&history, HISTORY).map_err(|problem| refused(problem.into()))?;
    notices.extend(
        history.verify(HISTORY).iter().map(|problem| Notice { subject: HISTORY.to_owned(), text: problem.to_string() }),
    );
    let questionnaire = String::from_utf8(questionnaire)
        .map_err(|error| text_from_bytes(error.as_bytes(), QUESTIONNAIRE).err().map(Problems::from).unwrap_or_default())
        .map_err(refused)?;
    let ManifestV1 { questionnaire: QuestionnaireV1 { id, version, sha256 }, .. } = manifest;

    let (mut evidence, mut reference) = (Evidence::new(), BTreeMap::new());
    let named = named_evidence(&submission);
    for (name, content) in members {
        let notice = |text: &str| Notice { subject: name.clone(), text: text.to_owned() };
        match name.split_once('/') {
            Some((EVIDENCE, hash)) => {
                // What is named is told with its question and file.
                if !named.contains(hash) {
                    notices.push(notice("no answer names it, so the desk leaves it out of the next save"));
                }
                evidence.insert(hash.to_owned(), content.into());
            }
            Some((REFERENCE, hash)) => {
                if sha256_hex(&content) != hash {
                    notices.push(notice("it is no longer what was filed; compare with the original"));
                }
                reference.insert(hash.to_owned(), content);
            }
            _ => {}
        }
    }
    notices.extend(notices_of_gone(&submission, &evidence));
    let questionnaire = PinnedQuestionnaire { id, version, sha256, text: questionnaire };
    Ok((CaseFile { submission, questionnaire, history, evidence, reference }, notices))
}

/// The text of the plan that the submission names. Both or neither: a plan that nobody bound changes no score,
/// and one that is gone is not scored without.
fn put_plan(submission: &mut Submission, text: Option<Vec<u8>>, path: &Path) -> Result<(), FileError> {
    match (&mut submission.plan, text) {
        (None, None) => Ok(()),
        (Some(_), None) => Err(damaged(path, "The case is scored under a plan, and plan.ron is missing from it")),
        (None, Some(_)) => Err(damaged(path, "The case holds a plan.ron that its submission.ron does not name")),
        (Some(plan), Some(bytes)) => {
            let text = text_from_bytes(&bytes, PLAN)
                .map_err(|problem| FileError::wrong(path, "The case was not opened", problem.into()))?;
            Arc::make_mut(plan).text = text.into();
            Ok(())
        }
    }
}

fn put_expiring(submission: &mut Submission, bytes: Option<Vec<u8>>, path: &Path) -> Result<(), FileError> {
    match (&mut submission.expiring, bytes) {
        (None, None) => Ok(()),
        (Some(case), Some(bytes)) if sha256_hex(&bytes) == case.sha256 => {
            Arc::make_mut(case).bytes = bytes.into();
            Ok(())
        }
        (Some(_), Some(_)) => {
            Err(damaged(path, "The expiring case inside this case is not the one that was put there"))
        }
        (Some(_), None) => Err(damaged(path, "The expiring case is missing from this case")),
        (None, Some(_)) => Err(damaged(path, "The case holds an expiring case that its submission.ron does not name")),
    }
}

fn notices_from_hashes(manifest: &ManifestV1, members: &Members) -> Vec<Notice> {
    let notice = |subject: &str, text: &str| Notice { subject: subject.to_owned(), text: text.to_owned() };
    let mut notices = Vec::new();
    // Evidence is named by its hash, and told with the answers that name it.
    let is_evidence = |name: &&String| name.starts_with("evidence/");
    for (name, hash) in manifest.members.iter().filter(|(name, _)| !is_evidence(name)) {
        match members.get(name) {
            None => notices.push(notice(name, "the manifest lists it but it is not there; take it from an earlier copy if it is needed")),
            Some(content) if !has_hash(content, hash) => notices.push(notice(
                name,
                "it was changed by hand since the last save, or that save was interrupted; check it, saving makes the change part of the case",
            )),
            Some(_) => {}
        }
    }
    for name in members.keys().filter(|name| !is_evidence(name) && !manifest.members.contains_key(*name)) {
        notices.push(notice(name, "it was added by hand since the last save; saving makes it part of the case"));
    }
    notices
}

/// Version control may have turned line ends into those of Windows.
fn has_hash(content: &[u8], hash: &str) -> bool {
    if sha256_hex(content) == hash {
        return true;
    }
    let mut unix = Vec::with_capacity(content.len());
    for (place, byte) in content.iter().enumerate() {
        if !(*byte == b'\r' && content.get(place + 1) == Some(&b'\n')) {
            unix.push(*byte);
        }
    }
    unix.len() != content.len() && sha256_hex(&unix) == hash
}

fn members_from_case(case: &CaseFile, path: &Path) -> Result<Members, FileError> {
    let unwritable = |error: String| {
        FileError::new(
            FileErrorKind::Wrong,
            path,
            format!("The case cannot be written down ({error})"),
            "Nothing was changed on disk",
            "Undo the last change, save, and report the fault",
        )
    };
    let mut members = Members::new();
    members.insert(SUBMISSION.to_owned(), ron_from_submission(&case.submission).map_err(unwritable)?.into_bytes());
    members.insert(QUESTIONNAIRE.to_owned(), case.questionnaire.text.clone().into_bytes());
    members.insert(HISTORY.to_owned(), case.history.to_bytes());
    if !case.submission.devices.table.is_empty() {
        members.insert(DEVICES.to_owned(), csv_from_devices(&case.submission.devices.table));
    }
    if let Some(plan) = &case.submission.plan {
        members.insert(PLAN.to_owned(), plan.text.as_bytes().to_vec());
    }
    if let Some(expiring) = &case.submission.expiring {
        members.insert(EXPIRING.to_owned(), expiring.bytes.to_vec());
    }
    let evidence = case.evidence.iter().map(|(hash, content)| (EVIDENCE, hash, &**content));
    let reference = case.reference.iter().map(|(hash, content)| (REFERENCE, hash, content.as_slice()));
    for (folder, hash, content) in evidence.chain(reference) {
        if !is_sha256_hex(hash) {
            return Err(unwritable(format!("{folder} \"{hash}\" is not named by a SHA-256")));
        }
        members.insert(format!("{folder}/{hash}"), content.to_vec());
    }
    let PinnedQuestionnaire { id, version, sha256, .. } = case.questionnaire.clone();
    let manifest = ManifestV1 {
        format: FORMAT,
        written_by: WRITTEN_BY.to_owned(),
        questionnaire: QuestionnaireV1 { id, version, sha256 },
        members: members.iter().map(|(name, content)| (name.clone(), sha256_hex(content))).collect(),
    };
    members.insert(MANIFEST.to_owned(), manifest.to_ron().map_err(unwritable)?.into_bytes());
    Ok(members)
}
