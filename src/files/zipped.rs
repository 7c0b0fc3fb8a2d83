//! A case packed as a zip file.

use super::members::{MOST_MEMBERS, MOST_PACKED, MOST_RATIO, MOST_TOTAL, Members, RATIO_FROM, most_bytes, why_refused};
use super::problem::{FileError, FileErrorKind};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use zip::read::{ArchiveOffset, Config, ZipReadOptions};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

const NOT_OPENED: &str = "It was not opened and nothing was changed";

/// Unpacks every member after checking its name, kind and size.
///
/// # Errors
/// `NotACase` for something else altogether, `Damaged` for a broken or a forged one, `TooLarge`.
pub(super) fn members_from_zip(bytes: &[u8], path: &Path) -> Result<Members, FileError> {
    if bytes.is_empty() {
        return Err(not_a_case(path, "The file is empty"));
    }
    if !bytes.starts_with(b"PK") {
        return Err(not_a_case(path, "The file is not a Securable case"));
    }
    let broken = |error: zip::result::ZipError| {
        damaged(path, &format!("The file is cut off or damaged ({})", plain(&error.to_string())))
    };
    if declared_count(bytes).is_some_and(|count| count > MOST_MEMBERS) {
        return Err(damaged(path, &format!("The file holds more than {MOST_MEMBERS} members")));
    }
    let config = Config { archive_offset: ArchiveOffset::Known(0) };
    let mut archive = ZipArchive::with_config(config, Cursor::new(bytes)).map_err(broken)?;
    if archive.has_duplicate_names() {
        return Err(damaged(path, "The file holds two members of the same name"));
    }
    if archive.len() > MOST_MEMBERS {
        return Err(damaged(path, &format!("The file holds more than {MOST_MEMBERS} members")));
    }
    if archive.has_overlapping_entries().map_err(broken)? {
        return Err(damaged(path, "Members of the file overlap, as in a file made to do harm"));
    }
    let mut members = Members::new();
    let mut total = 0_u64;
    for place in 0..archive.len() {
        let Some(entry) = entry_at(&archive, place, path)? else { continue };
        total = total.saturating_add(entry.size);
        if total > MOST_TOTAL {
            return Err(too_large(path, "The members together"));
        }
        // Some ciphers hide the fact in the local header only; reading then fails as damaged.
        let options = ZipReadOptions::new().enforce_header_consistency(true);
        let file = archive.by_index_with_options(place, options).map_err(broken)?;
        let mut content = Vec::new();
        file.take(entry.size.saturating_add(1)).read_to_end(&mut content).map_err(|error| {
            damaged(path, &format!("The member {} is cut off or damaged ({})", entry.name, plain(&error.to_string())))
        })?;
        if content.len() as u64 != entry.size {
            return Err(damaged(path, &format!("The member {} is not as large as the file says", entry.name)));
        }
        members.insert(entry.name, content);
    }
    Ok(members)
}

struct Entry {
    name: String,
    size: u64,
}

/// What the directory says of one member; `None` for a folder that may be there.
fn entry_at(archive: &ZipArchive<Cursor<&[u8]>>, place: usize, path: &Path) -> Result<Option<Entry>, FileError> {
    let entry = archive
        .by_index_data(place)
        .map_err(|error| damaged(path, &format!("The file is cut off or damaged ({})", plain(&error.to_string()))))?;
    let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
    if matches!(name.as_str(), "evidence/" | "reference/") && entry.size() == 0 {
        return Ok(None);
    }
    let Some(most) = most_bytes(&name) else {
        return Err(damaged(path, &format!("The file was refused: {}", why_refused(&name))));
    };
    if entry.is_symlink() || entry.is_dir() {
        return Err(damaged(path, &format!("The member {name} is a link or a folder where a file belongs")));
    }
    if entry.encrypted() {
        return Err(damaged(path, &format!("The member {name} is encrypted; a case is never encrypted by Securable")));
    }
    if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(damaged(path, &format!("The member {name} is packed in a way that a case does not use")));
    }
    let (size, packed) = (entry.size(), entry.compressed_size());
    if size > most {
        return Err(too_large(path, &format!("The member {name}")));
    }
    if size > RATIO_FROM && size / MOST_RATIO > packed {
        return Err(damaged(
            path,
            &format!(
                "The member {name} unpacks to more than {MOST_RATIO} times its size, as in a file made to do harm"
            ),
        ));
    }
    Ok(Some(Entry { name, size }))
}

/// Refuses to write what could not be read back, packed or as a folder.
///
/// # Errors
/// `TooLarge`, naming the member.
pub(super) fn check_sizes(members: &Members, path: &Path) -> Result<(), FileError> {
    if members.len() > MOST_MEMBERS {
        return Err(too_large_to_save(path, &format!("The case holds more than {MOST_MEMBERS} members")));
    }
    let mut total = 0_u64;
    for (name, content) in members {
        let size = content.len() as u64;
        total = total.saturating_add(size);
        if most_bytes(name).is_none_or(|most| size > most) || total > MOST_TOTAL {
            return Err(too_large_to_save(path, &format!("The case grew too large with {name}")));
        }
    }
    Ok(())
}

/// Packs the members: the same bytes for the same members.
///
/// # Errors
/// `TooLarge` where the result could not be read back.
pub(super) fn zip_from_members(members: &Members, path: &Path) -> Result<Vec<u8>, FileError> {
    check_sizes(members, path)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        add(&mut writer, name, content).map_err(|error| {
            too_large_to_save(path, &format!("The case could not be packed ({})", plain(&error.to_string())))
        })?;
    }
    let packed = writer
        .finish()
        .map_err(|error| {
            too_large_to_save(path, &format!("The case could not be packed ({})", plain(&error.to_string())))
        })?
        .into_inner();
    if packed.len() as u64 > MOST_PACKED {
        return Err(too_large_to_save(path, "The packed case is too large"));
    }
    Ok(packed)
}

fn add(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, content: &[u8]) -> zip::result::ZipResult<()> {
    let stored = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix);
    let deflated = stored.compression_method(CompressionMethod::Deflated).compression_level(Some(3));
    if content.len() as u64 <= RATIO_FROM {
        writer.start_file(name, deflated)?;
        return writer.write_all(content).map_err(Into::into);
    }
    let mut apart = ZipWriter::new(Cursor::new(Vec::new()));
    apart.start_file(name, deflated)?;
    apart.write_all(content)?;
    let mut apart = apart.finish_into_readable()?;
    let packed = apart.by_index_raw(0)?;
    // What would look like a bomb to the reader is stored as it is.
    if content.len() as u64 / MOST_RATIO > packed.compressed_size() / 2 {
        drop(packed);
        writer.start_file(name, stored)?;
        return writer.write_all(content).map_err(Into::into);
    }
    writer.raw_copy_file(packed)
}

/// Members that the end record announces, where there is one in its usual place.
fn declared_count(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.get(bytes.len().saturating_sub(65_557)..)?;
    let start = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = tail.get(start + 10..start + 12)?;
    Some(usize::from(u16::from_le_bytes([*count.first()?, *count.get(1)?])))
}

/// The library's words without a capital or an exclamation.
fn plain(message: &str) -> String {
    message.trim_start_matches("invalid Zip archive: ").trim_start_matches("i/o error: ").to_lowercase()
}

fn not_a_case(path: &Path, happened: &str) -> FileError {
    FileError::new(FileErrorKind::NotACase, path, happened, NOT_OPENED, "Choose a file that Securable has saved")
}

pub(super) fn damaged(path: &Path, happened: &str) -> FileError {
    let backup = super::save::beside(path, "bak");
    let mend = if backup.is_file() {
        "Open the copy from before the last save, which has the same name with .bak at the end".to_owned()
    } else {
        "Ask for the file again, or take it from a backup".to_owned()
    };
    FileError::new(FileErrorKind::Damaged, path, happened, NOT_OPENED, mend)
}

fn too_large(path: &Path, what: &str) -> FileError {
    FileError::new(
        FileErrorKind::TooLarge,
        path,
        format!("{what} would unpack to more than a case may hold"),
        NOT_OPENED,
        "Check where the file comes from",
    )
}

fn too_large_to_save(path: &Path, happened: &str) -> FileError {
    FileError::new(
        FileErrorKind::TooLarge,
        path,
        happened,
        "Nothing was changed on disk",
        "Remove evidence or devices and save again",
    )
}
