//! How the program ends. `docs/reference/exit-codes.md` has the table.

use std::error::Error;
use std::ffi::OsString;

use crate::folder;

/// Something differs, or is not proved.
pub(crate) const DIFFERS: u8 = 2;
/// The command line is not understood (`EX_USAGE` of sysexits.h). It is not [`DIFFERS`]: a mistyped flag in a pipeline is no answer.
pub(crate) const USAGE: u8 = 64;
/// Ctrl-C, as shells have it: 128 and the number of SIGINT.
pub(crate) const INTERRUPTED: u8 = 130;
const FAILED: u8 = 1;

/// What is wrong with a command line, or with a setting, beyond what its parser sees.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

/// What was done when Ctrl-C came.
#[derive(Debug, thiserror::Error)]
#[error("interrupted: {0}")]
pub(crate) struct Interrupted(pub(crate) String);

/// What a command that failed ends with.
pub(crate) fn code(error: &anyhow::Error) -> u8 {
    let code = |cause: &(dyn Error + 'static)| {
        if cause.is::<Usage>() {
            return Some(USAGE);
        }
        if cause.is::<Interrupted>() {
            return Some(INTERRUPTED);
        }
        let config = cause.downcast_ref::<crate::config::ConfigError>()?;
        config.is_misuse().then_some(USAGE)
    };
    error.chain().find_map(code).unwrap_or(FAILED)
}

/// A command line, to be typed again; none where one of its words has a password in it.
pub(crate) fn typed(arguments: &[OsString]) -> Option<String> {
    let words = arguments.iter().skip(1).map(|word| word.to_str());
    let words: Vec<&str> = words.collect::<Option<_>>()?;
    let is_secret = |word: &&str| word.contains("://") && word.contains('@');
    if words.iter().any(is_secret) {
        return None;
    }
    let words: Vec<String> = words.into_iter().map(quoted).collect();
    Some(format!("wharf {}", words.join(" ")))
}

/// A word as a shell takes it, in quotes only where it needs them.
fn quoted(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+@:=,%".contains(&byte);
    match !word.is_empty() && word.bytes().all(is_plain) {
        true => word.to_owned(),
        false => folder::quoted(word),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn a_cause_says_how_it_ends() {
        let usage = Err::<(), _>(Usage("say which".to_owned()));
        assert_eq!(code(&usage.context("the image").unwrap_err()), USAGE);
        let interrupted = anyhow::Error::from(Interrupted("2 changes are made".to_owned()));
        assert_eq!(
            code(&interrupted.context("the file was not applied")),
            INTERRUPTED
        );
        assert_eq!(code(&anyhow::anyhow!("the disk is full")), FAILED);
    }

    #[test]
    fn a_command_line_can_be_typed_again_unless_it_has_a_secret() {
        let line = |words: &[&str]| typed(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(
            line(&["/usr/bin/wharf", "apply", "a file.yaml", "--profile", "it's"]).unwrap(),
            r"wharf apply 'a file.yaml' --profile 'it'\''s'"
        );
        assert_eq!(
            line(&["wharf", "verify", "--database", "postgres://me:word@host/x"]),
            None
        );
    }
}
