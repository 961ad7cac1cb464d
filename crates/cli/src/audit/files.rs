//! The names of the files, and their order.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AuditFile {
    /// `2026-11-27`.
    pub(crate) day: String,
    /// The first of a day has none in its name.
    pub(crate) number: u32,
}

impl AuditFile {
    /// The file's name.
    pub(crate) fn name(&self) -> String {
        match self.number {
            0 => format!("{}.jsonl", self.day),
            number => format!("{}.{number}.jsonl", self.day),
        }
    }

    /// Reads a name; `None` for a file that is none of ours.
    pub(crate) fn parse(name: &str) -> Option<AuditFile> {
        let stem = name.strip_suffix(".jsonl")?;
        let (day, number) = match stem.split_once('.') {
            None => (stem, 0),
            Some((day, number)) => (day, number.parse().ok().filter(|number| *number > 0)?),
        };
        let is_day = day.len() == 10
            && day.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        is_day.then(|| AuditFile {
            day: day.to_owned(),
            number,
        })
    }

    /// Where it is in a folder.
    pub(crate) fn within(&self, folder: &Path) -> PathBuf {
        folder.join(self.name())
    }
}

/// The files of a folder, oldest first; none when the folder is not there.
pub(crate) fn list(folder: &Path) -> io::Result<Vec<AuditFile>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut files = Vec::new();
    for entry in entries {
        files.extend(entry?.file_name().to_str().and_then(AuditFile::parse));
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_order() {
        let file = |name: &str| AuditFile::parse(name);
        for name in ["2026-11-27.jsonl", "2026-11-27.12.jsonl"] {
            assert_eq!(file(name).unwrap().name(), name);
        }
        for bad in [
            "2026-11-27",
            "2026-11-27.x.jsonl",
            "2026-11-27.0.jsonl",
            "26-11-27.jsonl",
            "x.jsonl",
        ] {
            assert_eq!(file(bad), None, "{bad}");
        }
        let mut files =
            ["2026-11-27.2.jsonl", "2026-11-27.10.jsonl", "2026-11-26.jsonl"].map(|name| file(name).unwrap());
        files.sort();
        assert_eq!(
            files.map(|file| file.name()),
            ["2026-11-26.jsonl", "2026-11-27.2.jsonl", "2026-11-27.10.jsonl"]
        );
    }
}
