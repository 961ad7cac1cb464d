//! Reading the files of a data folder.

use std::io::{ErrorKind, SeekFrom};
use std::path::Path;

use anyhow::Context as _;
use tokio::fs::File;
use tokio::io::{AsyncBufReadExt as _, AsyncSeekExt as _, BufReader};

use crate::audit::{AuditFile, list};

/// Bytes of a file that are read at once. Between two readings it is shown how far it is, and Ctrl-C is heard.
const AT_ONCE: usize = 256 * 1024;

/// The files, the oldest first.
pub(super) fn files(folder: &Path) -> anyhow::Result<Vec<AuditFile>> {
    list(folder).with_context(|| format!("{} cannot be read", folder.display()))
}

/// The bytes of a file; none of one that is not there any more.
pub(super) fn length(folder: &Path, file: &AuditFile) -> u64 {
    let about = file.within(folder).metadata();
    about.map_or(0, |about| about.len())
}

/// Reads the whole lines of a file from an offset, each with the offset of its end; says where they end. Nothing of a file that was
/// removed since it was listed, because its time was over.
pub(super) async fn read(
    folder: &Path,
    file: &AuditFile,
    from: u64,
    line: &mut dyn FnMut(&str, u64),
) -> anyhow::Result<Option<u64>> {
    let path = file.within(folder);
    let mut opened = match File::open(&path).await {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.with_context(|| format!("{} cannot be read", path.display()))?,
    };
    if from > 0 {
        opened.seek(SeekFrom::Start(from)).await?;
    }
    let mut reader = BufReader::with_capacity(AT_ONCE, opened);
    let (mut text, mut end) = (Vec::new(), from);
    loop {
        text.clear();
        let length = reader.read_until(b'\n', &mut text).await?;
        if text.last() != Some(&b'\n') {
            return Ok(Some(end));
        }
        end += length as u64;
        let text = String::from_utf8_lossy(&text);
        if !text.trim().is_empty() {
            line(text.trim(), end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::operate::block_on;

    #[test]
    fn a_file_whose_time_is_over_has_no_lines_and_no_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = AuditFile {
            day: "2026-11-27".to_owned(),
            number: 0,
        };
        let mut seen = Vec::new();
        let mut line = |line: &str, end: u64| seen.push((line.to_owned(), end));
        let mut read = |from: u64| block_on(read(folder.path(), &file, from, &mut line)).unwrap();
        assert_eq!(read(0), None);
        std::fs::write(file.within(folder.path()), "{}\n{}\n{\"half").unwrap();
        assert_eq!(read(0), Some(6));
        assert_eq!(read(3), Some(6));
        let twice = |end| ("{}".to_owned(), end);
        assert_eq!(seen, [3, 6, 6].map(twice));
    }
}
