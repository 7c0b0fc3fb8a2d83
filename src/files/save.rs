//! Writing so that a crash leaves the old content or the new one, never a mixture.

use super::hash::sha256_hex;
use super::problem::{FileError, FileErrorKind};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const UNCHANGED: &str = "Nothing was changed on disk";
const TEMP_END: &str = ".saving";

/// What a file looked like when it was read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Bytes; of a folder, the sum of its members.
    pub size: u64,
    /// Of a folder, the latest of its members. `None` where the system does not tell.
    pub modified: Option<SystemTime>,
    /// Lower-case hexadecimal. This alone decides whether two contents are the same.
    pub sha256: String,
}

impl Fingerprint {
    pub(super) fn of(bytes: &[u8], modified: Option<SystemTime>) -> Self {
        Self { size: bytes.len() as u64, modified, sha256: sha256_hex(bytes) }
    }

    #[must_use]
    pub fn same_content(&self, other: &Self) -> bool {
        self.size == other.size && self.sha256 == other.sha256
    }
}

/// The path with links resolved, so that saving through a link keeps the link and that locks meet.
pub(super) fn resolved(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return as_people_write(real);
    }
    let (Some(name), Some(parent)) = (path.file_name(), path.parent()) else { return path.to_owned() };
    let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    fs::canonicalize(parent).map_or_else(|_| path.to_owned(), |parent| as_people_write(parent.join(name)))
}

/// Windows puts `\\\\?\\` before a path whose links are resolved, which nobody wants to read.
fn as_people_write(path: PathBuf) -> PathBuf {
    if !cfg!(windows) {
        return path;
    }
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(rest) if rest.as_bytes().get(1) == Some(&b':') => PathBuf::from(rest),
        _ => path,
    }
}

/// `dir/NAME` becomes `dir/NAME.ending`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(|| OsString::from("case.securable"), OsString::from);
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// Reads at most `most` bytes; the error says so when there are more.
pub(super) fn read_at_most(path: &Path, most: u64) -> Result<(Vec<u8>, Option<SystemTime>), FileError> {
    let disk = |error| FileError::disk("be read", path, "It was not opened", error);
    // Asked before opening: opening a pipe would wait for its other end.
    let metadata = fs::metadata(path).map_err(disk)?;
    if !metadata.is_file() {
        let happened =
            if metadata.is_dir() { "This is a folder, not a file" } else { "This is neither a file nor a folder" };
        return Err(FileError::new(FileErrorKind::NotACase, path, happened, "It was not opened", "Choose a file"));
    }
    let file = File::open(path).map_err(disk)?;
    let most_read = metadata.len().min(most).saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(most_read).unwrap_or(0));
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(disk)?;
    if bytes.len() as u64 > most {
        return Err(too_large(path, most, "It was not opened"));
    }
    Ok((bytes, metadata.modified().ok()))
}

pub(super) fn too_large(path: &Path, most: u64, means: &str) -> FileError {
    let mib = most / (1024 * 1024);
    FileError::new(
        FileErrorKind::TooLarge,
        path,
        format!("The file is larger than {mib} MiB"),
        means,
        "Use a smaller file",
    )
}

/// Reads a file of moderate size (64 MB at most) as it is.
///
/// # Errors
/// A disk error, something that is not a file, or a larger file.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    read_at_most(path, 64 * 1024 * 1024).map(|(bytes, _)| bytes)
}

/// Puts `bytes` at `target`: a temporary file in the same folder is written, synced, read back and
/// compared, shown to `is_good`, and renamed over the target; then the folder is synced.
/// With `backup`, what was there is kept under that name.
///
/// # Errors
/// Whatever fails before the rename leaves the target as it was.
pub(super) fn write_atomic(
    target: &Path,
    bytes: &[u8],
    backup: Option<&Path>,
    is_good: impl FnOnce(&[u8]) -> Result<(), FileError>,
) -> Result<Fingerprint, FileError> {
    let disk = |error| FileError::disk("be saved", target, UNCHANGED, error);
    let folder = folder_of(target);
    let permissions = match fs::metadata(target) {
        Ok(metadata) if metadata.permissions().readonly() => {
            return Err(FileError::new(
                FileErrorKind::Disk,
                target,
                "The file is marked read-only",
                UNCHANGED,
                "Save under another name, or lift the mark",
            ));
        }
        // Renaming over a device or a pipe would take it away from everyone.
        Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => {
            return Err(FileError::new(
                FileErrorKind::Disk,
                target,
                "That is a device, not a file",
                UNCHANGED,
                "Choose another name",
            ));
        }
        Ok(metadata) => Some(metadata.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(disk(error)),
    };
    let mut temp = temp_beside(target, folder).map_err(disk)?;
    temp.write_all(bytes).map_err(disk)?;
    if let Some(permissions) = &permissions {
        temp.as_file().set_permissions(permissions.clone()).map_err(disk)?;
    }
    temp.as_file().sync_all().map_err(disk)?;
    let written = fs::read(temp.path()).map_err(disk)?;
    if written != bytes {
        return Err(FileError::new(
            FileErrorKind::Disk,
            target,
            "The disk gave back something else than what was written to it",
            UNCHANGED,
            "Save to another disk and have this one checked",
        ));
    }
    is_good(&written)?;
    if let (Some(backup), Some(_)) = (backup, &permissions) {
        keep_backup(target, backup).map_err(disk)?;
    }
    temp.persist(target).map_err(|error| disk(error.error))?;
    sync_folder(folder).map_err(|error| {
        FileError::disk("be confirmed on the disk", target, "It was written, but may not survive a power cut", error)
    })?;
    let modified = fs::metadata(target).and_then(|metadata| metadata.modified()).ok();
    Ok(Fingerprint::of(bytes, modified))
}

pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Refuses to save a document among the members of a case that is a folder: the case would not open any more.
pub(super) fn refuse_inside_a_case(target: &Path) -> Result<(), FileError> {
    let target = resolved(target);
    let inside = target
        .ancestors()
        .skip(1)
        .take(2)
        .any(|folder| folder.join("manifest.ron").is_file() && folder.join("submission.ron").is_file());
    if !inside {
        return Ok(());
    }
    let happened = "That is inside the folder of a case, which holds nothing but its own parts";
    Err(FileError::new(FileErrorKind::Wrong, &target, happened, UNCHANGED, "Save it beside that folder"))
}

fn temp_beside(target: &Path, folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let start = temp_start(target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&start).suffix(TEMP_END);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What any new file gets, after the user's mask; the default of 0600 would lock colleagues out.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn temp_start(target: &Path) -> OsString {
    let mut start = OsString::from(".");
    start.push(target.file_name().unwrap_or_default());
    start.push(".");
    start
}

/// Removes what a killed save left beside `target`. Only for the holder of its lock.
pub(super) fn sweep_temps(target: &Path) -> io::Result<()> {
    let start = temp_start(target);
    for entry in fs::read_dir(folder_of(target))? {
        let entry = entry?;
        let name = entry.file_name();
        let is_temp = name.as_encoded_bytes().starts_with(start.as_encoded_bytes())
            && name.as_encoded_bytes().ends_with(TEMP_END.as_bytes());
        if is_temp && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Keeps the present content of `target` under `backup`; `target` stays in place throughout.
fn keep_backup(target: &Path, backup: &Path) -> io::Result<()> {
    let mut link_name = temp_start(backup);
    link_name.push("link");
    link_name.push(TEMP_END);
    let link = backup.with_file_name(link_name);
    remove_if_there(&link)?;
    if fs::hard_link(target, &link).is_err() {
        // FAT and some network drives have no links.
        fs::copy(target, &link)?;
        File::open(&link)?.sync_all()?;
    }
    fs::rename(&link, backup)?;
    // Renaming one link of a file over another link of it leaves both.
    remove_if_there(&link)
}

pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes a rename in the folder last. Only Unix lets a folder be synced.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        match File::open(folder)?.sync_all() {
            // Some network and FUSE drives cannot sync a folder; the file itself was synced.
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            other => other,
        }
    } else {
        Ok(())
    }
}
