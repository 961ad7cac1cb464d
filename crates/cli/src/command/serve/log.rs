//! Events on standard error.

use std::fmt::{self, Write};

use anyhow::Context;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::field::MakeExt as _;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format::{Writer, debug_fn};

use crate::config::{LogFormat, Serve};
use crate::{Environment, output};

/// Logs from now on.
pub(super) fn start(settings: &Serve, environment: &Environment) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log)?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // Standard error may be a file on a full disk: to say there that it cannot be written would end what is under way.
        .log_internal_errors(false)
        .with_writer(|| {
            output::clear();
            std::io::stderr()
        });
    let started = match settings.log_format {
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
        LogFormat::Text if output::is_coloured(&std::io::stderr(), environment) => builder.try_init(),
        LogFormat::Text => builder.with_ansi(false).fmt_fields(plain()).try_init(),
    };
    started
        .map_err(|error| anyhow::anyhow!(error))
        .context("the log cannot be started")
}

/// Fields as `name=value`, in one line. The library's own way costs each request the styles that are not there.
fn plain() -> impl for<'writer> FormatFields<'writer> + 'static {
    debug_fn(|writer, field, value| match field.name() {
        "message" => write!(OneLine(writer), "{value:?}"),
        name => write!(OneLine(writer), "{name}={value:?}"),
    })
    .delimited(" ")
}

/// Writes control characters as their escapes: what a client sends makes no line of its own, and moves no terminal's cursor.
struct OneLine<'a, 'writer>(&'a mut Writer<'writer>);

impl Write for OneLine<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Without an end in the middle, so that the compiler compares many bytes at once. 0xC2 begins the controls that are not ASCII.
        let controls = text
            .bytes()
            .filter(|byte| byte.is_ascii_control() || *byte == 0xC2)
            .count();
        if controls == 0 {
            return self.0.write_str(text);
        }
        text.chars().try_for_each(|character| match character {
            character if character.is_control() => write!(self.0, "{}", character.escape_default()),
            character => self.0.write_char(character),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_a_client_sends_makes_no_line_of_its_own() {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = tracing_subscriber::fmt()
            .without_time()
            .with_ansi(false)
            .fmt_fields(plain())
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            let path = "/v2/a\n2026 \u{1b}[2Jb \u{9b}2J ä";
            tracing::warn!(target: "access", status = 404, quoted = path, absent = None::<&str>, %path, "a {}", "request");
        });
        let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        assert_eq!(
            text,
            " WARN access: a request status=404 quoted=\"/v2/a\\n2026 \\u{1b}[2Jb \\u{9b}2J ä\" path=/v2/a\\n2026 \\u{1b}[2Jb \\u{9b}2J ä\n"
        );
    }
}
