//! What makes a file fit to be kept: metadata, colour, attachment, identity, version.

use lopdf::{Dictionary, Object, ObjectId, SaveOptions, Stream, dictionary, text_string};
use moxcms::ColorProfile;
use sha2::{Digest, Sha256};

use super::PdfError;
use super::xmp::{self, PRODUCER};
use crate::memo::document::{Attachment, Document};

/// Adds everything that is not content and writes the file.
///
/// # Errors
/// [`PdfError`].
pub fn finish(mut file: lopdf::Document, document: &Document) -> Result<Vec<u8>, PdfError> {
    "1.7".clone_into(&mut file.version);
    add_metadata(&mut file, document)?;
    add_output_intent(&mut file)?;
    if let Some(attachment) = &document.attachment {
        attach(&mut file, attachment, document)?;
    }
    let language = if document.language.trim().is_empty() { "en-US" } else { document.language.trim() };
    let catalog = file.catalog_mut()?;
    catalog.set("Lang", text_string(language));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    group_pages(&mut file)?;
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
        {
            stream.compress()?;
        }
    }
    write(file)
}

fn add_metadata(file: &mut lopdf::Document, document: &Document) -> Result<(), PdfError> {
    let date = document.created.format("D:%Y%m%d%H%M%S+00'00'").to_string();
    let date = Object::string_literal(date);
    let info = dictionary! {
        "Title" => text_string(&document.title),
        "Author" => text_string(&document.author),
        "Subject" => text_string(&document.subject),
        "Creator" => text_string(PRODUCER),
        "Producer" => text_string(PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    };
    let id = file.trailer.get(b"Info")?.as_reference()?;
    file.objects.insert(id, info.into());
    let header = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Archives read the packet without unpacking anything, so it stays uncompressed.
    let packet = Stream::new(header, xmp::packet(document).into_bytes()).with_compression(false);
    let packet = file.add_object(packet);
    file.catalog_mut()?.set("Metadata", packet);
    Ok(())
}

fn add_output_intent(file: &mut lopdf::Document) -> Result<(), PdfError> {
    let mut stream = Stream::new(dictionary! { "N" => 3, "Alternate" => "DeviceRGB" }, srgb_profile()?);
    stream.compress()?;
    let profile = file.add_object(stream);
    let intent = file.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text_string("sRGB IEC61966-2.1"),
        "Info" => text_string("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    });
    file.catalog_mut()?.set("OutputIntents", vec![Object::Reference(intent)]);
    Ok(())
}

/// An sRGB profile that is the same at every call: its date is fixed, where the encoder would write the clock.
fn srgb_profile() -> Result<Vec<u8>, PdfError> {
    const DATE: [u16; 6] = [2000, 1, 1, 0, 0, 0];
    const DATE_OFFSET: usize = 24;
    let mut profile = ColorProfile::new_srgb();
    profile.cicp = None;
    let mut bytes = profile.encode().map_err(|error| PdfError::Colour(format!("{error:?}")))?;
    let date: Vec<u8> = DATE.iter().flat_map(|part| part.to_be_bytes()).collect();
    let place = bytes.get_mut(DATE_OFFSET..DATE_OFFSET + date.len());
    place.ok_or_else(|| PdfError::Colour("the colour profile has no header".to_owned()))?.copy_from_slice(&date);
    Ok(bytes)
}

fn attach(file: &mut lopdf::Document, attachment: &Attachment, document: &Document) -> Result<(), PdfError> {
    let date = Object::string_literal(document.created.format("D:%Y%m%d%H%M%S+00'00'").to_string());
    let header = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => Object::Name(attachment.mime.as_bytes().to_vec()),
        "Params" => dictionary! { "Size" => attachment.bytes.len() as i64, "ModDate" => date },
    };
    let content = file.add_object(Stream::new(header, attachment.bytes.clone()));
    let name = text_string(&attachment.file_name);
    let specification = file.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => name.clone(),
        "UF" => name.clone(),
        "Desc" => text_string(&attachment.description),
        "AFRelationship" => "Source",
        "EF" => dictionary! { "F" => content, "UF" => content },
    });
    let files = dictionary! { "Names" => vec![name, Object::Reference(specification)] };
    let catalog = file.catalog_mut()?;
    catalog.set("Names", dictionary! { "EmbeddedFiles" => files });
    catalog.set("AF", vec![Object::Reference(specification)]);
    Ok(())
}

/// Says in which colours translucent drawing is mixed.
fn group_pages(file: &mut lopdf::Document) -> Result<(), PdfError> {
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    for page in pages {
        let group = dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceRGB" };
        file.get_dictionary_mut(page)?.set("Group", group);
    }
    Ok(())
}

/// Writes the file with an identity that is a hash of its content.
fn write(mut file: lopdf::Document) -> Result<Vec<u8>, PdfError> {
    let mut hash = Sha256::new();
    for (id, object) in &file.objects {
        hash.update(id.0.to_be_bytes());
        hash_object(&mut hash, object);
    }
    let identity: Vec<u8> = hash.finalize().iter().take(16).copied().collect();
    let identity = Object::String(identity, lopdf::StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![identity.clone(), identity]);
    file.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(200)
        .compression_level(9)
        .build();
    let mut bytes = Vec::new();
    file.save_with_options(&mut bytes, options).map_err(PdfError::Write)?;
    Ok(bytes)
}

fn hash_object(hash: &mut Sha256, object: &Object) {
    match object {
        Object::Stream(stream) => {
            hash_dictionary(hash, &stream.dict);
            hash.update(&stream.content);
        }
        Object::Dictionary(dictionary) => hash_dictionary(hash, dictionary),
        Object::Array(items) => items.iter().for_each(|item| hash_object(hash, item)),
        other => hash.update(format!("{other:?}")),
    }
}

fn hash_dictionary(hash: &mut Sha256, dictionary: &Dictionary) {
    for (key, value) in dictionary {
        hash.update(key);
        hash_object(hash, value);
    }
}
