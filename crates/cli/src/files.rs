//! Folders and small files that are whole or not there, also after a power loss.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt as _, OpenOptionsExt, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};

/// Makes a folder and its parents, those that are missing readable by the owner only.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let parent = parent(folder);
    if parent != folder {
        make_folder(parent)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        // Another process may have been faster; a file in its place stays an error.
        Err(_) if folder.is_dir() => {}
        made => made?,
    }
    File::open(parent)?.sync_all()
}

/// Writes a file of Wharf's own with these permissions, in the place of an older one, and of what a writer that died left beside it.
pub(crate) fn write(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let staged = path.with_added_extension("new");
    match fs::remove_file(&staged) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(&staged)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if let Err(error) = written {
        let _ = fs::remove_file(&staged);
        return Err(error);
    }
    fs::rename(&staged, path)?;
    File::open(parent(path))?.sync_all()
}

/// Writes a file where people have theirs, in the place of an older one; every other file in the folder stays.
pub(crate) fn put(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    exchange(path, mode, |mut file, _| file.write_all(bytes))
}

/// The same, with the owner and the permissions of the older one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let older = fs::metadata(path)?;
    exchange(path, 0o600, |mut file, staged| {
        file.write_all(bytes)?;
        let fresh = file.metadata()?;
        if (fresh.uid(), fresh.gid()) != (older.uid(), older.gid()) {
            // Only root gives files away: what stays with its writer is no worse than with an editor.
            let _ = chown(staged, Some(older.uid()), Some(older.gid()));
        }
        // After the owner, whose change takes some permissions away.
        file.set_permissions(Permissions::from_mode(older.mode() & 0o7777))
    })
}

/// Puts what is written to a new file in the place of one.
fn exchange(path: &Path, mode: u32, write: impl FnOnce(&File, &Path) -> io::Result<()>) -> io::Result<()> {
    let (staged, file) = stage(path, mode)?;
    let written = write(&file, &staged)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&staged, path));
    if let Err(error) = written {
        let _ = fs::remove_file(&staged);
        return Err(error);
    }
    File::open(parent(path))?.sync_all()
}

/// A new file beside another, under a name that no file has.
fn stage(path: &Path, mode: u32) -> io::Result<(PathBuf, File)> {
    let mut number = 0_u32;
    loop {
        let staged = path.with_added_extension(format!("{}-{number}.new", std::process::id()));
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&staged);
        match made {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            made => return made.map(|file| (staged, file)),
        }
    }
}

/// Writes a small file over an older one, in blocks that it has already: a full disk takes that. A process that dies meanwhile may
/// leave a part of both.
pub(crate) fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

/// Whether the disk is full or read-only: it can be served from.
pub(crate) fn takes_nothing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::ReadOnlyFilesystem
    )
}

/// Gives a database that root made to the owner of the folder that it is in, as far as it may be given: a command of root's must
/// not lock a server out.
pub(crate) fn give_to_owner(database: &Path) {
    let Ok(folder) = fs::metadata(parent(database)) else {
        return;
    };
    for end in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{}{end}", database.display()));
        if fs::metadata(&file).is_ok_and(|file| file.uid() == 0 && folder.uid() != 0) {
            let _ = chown(&file, Some(folder.uid()), Some(folder.gid()));
        }
    }
}

/// The text of a file that people wrote, as [`text_of`] has it.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    text_of(fs::read(path)?)
}

/// The text that an editor wrote: UTF-8, with a byte-order mark or without, or UTF-16 with one.
pub(crate) fn text_of(mut bytes: Vec<u8>) -> io::Result<String> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes[2..].as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        match rest {
            [] => String::from_utf16(&units).map_err(io::Error::other),
            _ => Err(io::Error::other("half a character is missing at the end")),
        }
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => return wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => return wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, ..] => drop(bytes.drain(..3)),
        _ => {}
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        io::Error::other(format!("it is no text: line {line} is not UTF-8"))
    })
}

/// Writes a text of people's in the place of an older one, in the same encoding.
pub(crate) fn replace_text(path: &Path, text: &str) -> io::Result<()> {
    let older = fs::read(path)?;
    replace(path, &encoded_like(&older, text))
}

/// A text as the one in whose place it comes: with its byte-order mark, and in UTF-16 where that is.
fn encoded_like(older: &[u8], text: &str) -> Vec<u8> {
    let marked = std::iter::once('\u{feff}')
        .chain(text.chars())
        .collect::<String>();
    let wide = |bytes: fn(u16) -> [u8; 2]| marked.encode_utf16().flat_map(bytes).collect();
    match older {
        [0xff, 0xfe, ..] => wide(u16::to_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::to_be_bytes),
        [0xef, 0xbb, 0xbf, ..] => marked.into_bytes(),
        _ => text.as_bytes().to_vec(),
    }
}

/// A file with certificates in PEM that people wrote.
pub(crate) fn read_pem(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = fs::read(path)?;
    // What is no text has no certificate, which is another complaint.
    Ok(text_of(bytes.clone()).map_or(bytes, String::into_bytes))
}

/// The text of a file, or `None` if there is none.
pub(crate) fn read_if_there(path: &Path) -> io::Result<Option<String>> {
    match read_text(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_people_is_replaced_and_no_other() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("company.yaml");
        let other = home.path().join("company.yaml.new");
        fs::write(&file, "before").unwrap();
        fs::write(&other, "mine").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o664)).unwrap();
        put(&file, b"between", 0o664).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"between");
        fs::set_permissions(&file, Permissions::from_mode(0o664)).unwrap();
        replace(&file, b"after").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"after");
        assert_eq!(fs::read(&other).unwrap(), b"mine");
        assert_eq!(fs::metadata(&file).unwrap().mode() & 0o7777, 0o664);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2);
    }

    #[test]
    fn every_editor_is_read() {
        let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "\u{feff}é: 1\r\n".encode_utf16().flat_map(bytes).collect()
        };
        for bytes in [
            "é: 1\r\n".as_bytes().to_vec(),
            "\u{feff}é: 1\r\n".as_bytes().to_vec(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
        ] {
            assert_eq!(text_of(bytes.clone()).unwrap(), "é: 1\r\n");
            assert_eq!(encoded_like(&bytes, "é: 1\r\n"), bytes);
        }
        assert_eq!(text_of(Vec::new()).unwrap(), "");
        let said = text_of(b"a\nb\xff".to_vec()).unwrap_err().to_string();
        assert!(said.contains("line 2"), "{said}");
        assert!(text_of(b"\xff\xfea".to_vec()).is_err());
    }
}
