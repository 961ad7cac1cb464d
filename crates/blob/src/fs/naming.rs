//! How an upload's file gets the name of a blob, on filesystems that exchange files and on others.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::layout::{Layout, create_folder};
use crate::UploadId;

impl Layout {
    /// Gives an upload's file the name of a blob. Tells whether that name was taken (by the same content).
    ///
    /// The calls are the same in either case, and none of them frees bytes, which takes longer the more there are: else the time
    /// would tell that another account has them. What had the name is surplus then, and removed later ([`Layout::drop_surplus`]).
    pub(super) fn rename(&self, id: &UploadId, blob: &Path) -> io::Result<bool> {
        self.rename_by(&give_name, id, blob)
    }

    fn rename_by(&self, give: Give<'_>, id: &UploadId, blob: &Path) -> io::Result<bool> {
        let can_exchange = match self.exchanges.get() {
            Some(known) => *known,
            // Where that is not known, as on a full disk, this upload goes the way that every filesystem knows, and the next one looks again.
            None => self
                .can_exchange(give, id)
                .is_some_and(|can| *self.exchanges.get_or_init(|| can)),
        };
        let (upload, surplus) = (self.upload(id), self.surplus_of(id));
        let _naming = self.naming.lock();
        match can_exchange {
            true => self.exchange(give, &upload, (blob, &surplus)),
            false => replace(give, &upload, (blob, &surplus)),
        }
    }

    /// Whether the filesystem knows the calls that a push is published by at best; nothing where it did not say. Tried with two files of
    /// their own: what an upload's calls come to depends on whether its blob is there.
    fn can_exchange(&self, give: Give<'_>, id: &UploadId) -> Option<bool> {
        let _ = create_folder(&self.surplus);
        let one = self.surplus_of(id);
        let other = one.with_extension("other");
        let knows = |how| {
            File::create(&one).ok()?;
            match give(how, &one, &other) {
                Ok(()) => Some(true),
                Err(error) if is_unsupported(error) => Some(false),
                Err(_) => None,
            }
        };
        let can = match knows(How::UnlessTaken) {
            Some(true) => knows(How::Exchange),
            no => no,
        };
        for file in [&one, &other] {
            let _ = fs::remove_file(file);
        }
        can
    }

    fn exchange(&self, give: Give<'_>, upload: &Path, (blob, surplus): (&Path, &Path)) -> io::Result<bool> {
        loop {
            match give(How::UnlessTaken, upload, blob) {
                Ok(()) => {
                    let _ = give(How::Exchange, upload, blob);
                    let _ = give(How::Replace, upload, surplus);
                    return Ok(false);
                }
                Err(Errno::EXIST) => {}
                Err(error) => return Err(error.into()),
            }
            match give(How::Exchange, upload, blob) {
                Ok(()) => {
                    if give(How::Replace, upload, surplus).is_err() {
                        self.lay_aside(give, upload, surplus);
                    }
                    return Ok(true);
                }
                // Another process set the blob aside meanwhile.
                Err(Errno::NOENT) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// What had the name of a blob goes where its folder could not be made before, or away: the blob is published in any case.
    fn lay_aside(&self, give: Give<'_>, upload: &Path, surplus: &Path) {
        let moved = create_folder(&self.surplus).and_then(|()| Ok(give(How::Replace, upload, surplus)?));
        if moved.is_err() {
            let _ = fs::remove_file(upload);
        }
    }
}

/// How a file gets a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// In the place of its own, and of what has the name.
    Replace,
    /// In the place of its own, if the name is not taken.
    UnlessTaken,
    /// What has the name gets its own.
    Exchange,
    /// Beside its own, if the name is not taken.
    Link,
}

/// Gives the file at a path a name, as the filesystem does.
type Give<'a> = &'a dyn Fn(How, &Path, &Path) -> Result<(), Errno>;

fn give_name(how: How, file: &Path, name: &Path) -> Result<(), Errno> {
    let flags = match how {
        How::Replace => return rustix::fs::rename(file, name),
        How::Link => return rustix::fs::link(file, name),
        How::UnlessTaken => RenameFlags::NOREPLACE,
        How::Exchange => RenameFlags::EXCHANGE,
    };
    renameat_with(CWD, file, CWD, name, flags)
}

/// Publishes an upload where the filesystem cannot exchange files: what has the name gets another one first, so that its bytes stay.
/// Whether the name was taken.
fn replace(give: Give<'_>, upload: &Path, (blob, surplus): (&Path, &Path)) -> io::Result<bool> {
    // The folder may have been removed: what has the name would lose its bytes before the answer.
    surplus.parent().map_or(Ok(()), fs::create_dir_all)?;
    // Where a file has one name only, its bytes are freed now: a look whether it is there would be one call more.
    let existed = give(How::Link, blob, surplus) != Err(Errno::NOENT);
    give(How::Replace, upload, blob).inspect_err(|_| drop(fs::remove_file(surplus)))?;
    Ok(existed)
}

/// Renames a file that may not be there, if its new name is not taken; whether it did.
pub(super) fn rename_unless_taken(from: &Path, to: &Path) -> io::Result<bool> {
    match give_name(How::UnlessTaken, from, to) {
        Ok(()) => Ok(true),
        // A disk that takes no changes says so before it looks.
        Err(Errno::NOENT | Errno::EXIST | Errno::ROFS) => Ok(false),
        Err(error) if is_unsupported(error) => match fs::hard_link(from, to) {
            Ok(()) => fs::remove_file(from).map(|()| true),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists) => Ok(false),
            Err(error) => Err(error),
        },
        Err(error) => Err(error.into()),
    }
}

/// Whether the filesystem cannot rename so.
fn is_unsupported(error: Errno) -> bool {
    matches!(error, Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// A filesystem without flags: the kernel tells which names are taken, or not there, before it asks the filesystem.
    fn no_flags(how: How, file: &Path, name: &Path) -> Result<(), Errno> {
        match (how, file.exists(), name.exists()) {
            (How::UnlessTaken | How::Exchange, false, _) | (How::Exchange, _, false) => Err(Errno::NOENT),
            (How::UnlessTaken, _, true) => Err(Errno::EXIST),
            (How::UnlessTaken | How::Exchange, ..) => Err(Errno::INVAL),
            _ => give_name(how, file, name),
        }
    }

    fn no_exchange(how: How, file: &Path, name: &Path) -> Result<(), Errno> {
        match how {
            How::Exchange => no_flags(how, file, name),
            _ => give_name(how, file, name),
        }
    }

    /// Without flags, and a file has one name.
    fn no_links(how: How, file: &Path, name: &Path) -> Result<(), Errno> {
        match (how, file.exists()) {
            (How::Link, true) => Err(Errno::PERM),
            _ => no_flags(how, file, name),
        }
    }

    /// Another process takes the blob away before it is exchanged.
    fn taken_away(how: How, file: &Path, name: &Path) -> Result<(), Errno> {
        if how == How::Exchange && fs::read(name).is_ok_and(|blob| blob == b"first") {
            fs::remove_file(name).unwrap();
        }
        give_name(how, file, name)
    }

    #[test]
    fn an_upload_becomes_a_blob_without_the_folder_of_what_it_replaces() {
        let home = tempfile::tempdir().unwrap();
        let layout = Layout::open(home.path(), 0, 10).unwrap();
        let (blob, surplus) = (home.path().join("blobs/blob"), home.path().join("surplus"));
        fs::write(&blob, "first").unwrap();
        for (at, is_possible) in [true, true, false].into_iter().enumerate() {
            fs::remove_dir_all(&surplus).unwrap();
            if !is_possible {
                fs::write(&surplus, "in the way").unwrap();
            }
            let id = UploadId::from_random([u8::try_from(at).unwrap(); 16]);
            fs::write(layout.upload(&id), "second").unwrap();
            assert!(layout.rename(&id, &blob).unwrap());
            assert_eq!(fs::read_to_string(&blob).unwrap(), "second");
            assert!(!layout.upload(&id).exists());
            assert_eq!(layout.surplus_of(&id).exists(), is_possible);
        }
    }

    /// A full disk: the two files that are tried with find no room.
    fn no_space(how: How, file: &Path, name: &Path) -> Result<(), Errno> {
        match name.extension() {
            Some(_) => Err(Errno::NOSPC),
            None => give_name(how, file, name),
        }
    }

    #[test]
    fn only_a_filesystem_that_cannot_exchange_is_not_asked_again() {
        let ways: [(&str, Give<'_>, Option<bool>); 4] = [
            ("all", &give_name, Some(true)),
            ("no exchange", &no_exchange, Some(false)),
            ("no flags", &no_flags, Some(false)),
            ("no space", &no_space, None),
        ];
        for (name, give, known) in ways {
            let home = tempfile::tempdir().unwrap();
            let layout = Layout::open(home.path(), 0, 10).unwrap();
            let blob = home.path().join("blobs/blob");
            assert!(!published(&layout, give, 0, &blob).0, "{name}");
            assert_eq!(layout.exchanges.get().copied(), known, "{name}");
            assert!(published(&layout, &give_name, 1, &blob).0, "{name}");
            assert_eq!(layout.exchanges.get(), Some(&known.unwrap_or(true)), "{name}");
        }
    }

    #[test]
    fn an_upload_becomes_a_blob_on_any_filesystem() {
        let ways: [(&str, Give<'_>); 5] = [
            ("all", &give_name),
            ("no exchange", &no_exchange),
            ("no flags", &no_flags),
            ("no links", &no_links),
            ("taken away", &taken_away),
        ];
        for (name, give) in ways {
            let home = tempfile::tempdir().unwrap();
            let layout = Layout::open(home.path(), 0, 10).unwrap();
            let blob = home.path().join("blobs/blob");
            fs::write(&blob, "first").unwrap();
            for (at, content) in ["second", "third"].into_iter().enumerate() {
                let id = UploadId::from_random([u8::try_from(at).unwrap(); 16]);
                fs::write(layout.upload(&id), content).unwrap();
                let existed = layout.rename_by(give, &id, &blob).unwrap();
                assert_eq!(existed, (name, at) != ("taken away", 0), "{name}");
                assert_eq!(fs::read_to_string(&blob).unwrap(), content, "{name}");
                assert!(!layout.upload(&id).exists(), "{name}");
            }
            layout.drop_all_surplus();
            assert_eq!(
                fs::read_dir(home.path().join("surplus")).unwrap().count(),
                0,
                "{name}"
            );
        }
    }

    /// Publishes an upload of one byte: whether its name was taken, and by which calls it was published.
    fn published(layout: &Layout, give: Give<'_>, byte: u8, blob: &Path) -> (bool, Vec<(How, [String; 2])>) {
        let (id, calls) = (UploadId::from_random([byte; 16]), RefCell::new(Vec::new()));
        let (upload, surplus) = (layout.upload(&id), layout.surplus_of(&id));
        fs::write(&upload, [byte]).unwrap();
        let path_of = |path: &Path| match path {
            path if path == upload => "the upload".to_owned(),
            path if path == surplus => "the surplus".to_owned(),
            path => path.display().to_string(),
        };
        let recorded = |how: How, file: &Path, name: &Path| {
            calls.borrow_mut().push((how, [file, name].map(path_of)));
            give(how, file, name)
        };
        let existed = layout.rename_by(&recorded, &id, blob).unwrap();
        assert_eq!(fs::read(blob).unwrap(), [byte]);
        assert_eq!(
            surplus.exists(),
            existed,
            "what had the name is kept until it is dropped"
        );
        (existed, calls.into_inner())
    }

    #[test]
    fn on_no_filesystem_the_calls_tell_whether_a_name_was_taken() {
        let ways: [(&str, Give<'_>); 3] = [
            ("all", &give_name),
            ("no exchange", &no_exchange),
            ("no flags", &no_flags),
        ];
        for (name, give) in ways {
            let home = tempfile::tempdir().unwrap();
            let layout = Layout::open(home.path(), 0, 10).unwrap();
            let [before, blob] = ["before", "blob"].map(|blob| home.path().join("blobs").join(blob));
            // What the filesystem can do is tried once.
            published(&layout, give, 0, &before);
            let (fresh, calls) = published(&layout, give, 1, &blob);
            let held = published(&layout, give, 2, &blob);
            assert!(!fresh && calls.len() > 1, "{name}: {calls:?}");
            assert_eq!(held, (true, calls), "{name}");
        }
    }
}
