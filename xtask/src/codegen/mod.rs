//! `cargo xtask codegen`: prints the wire types of `wharf-aws` from the interface facts in `api/*.json`: all operations and
//! the shapes that they reach, as lines for the macros of `wharf-aws`. Which operations are served, the tables of the
//! services say. The output is checked in, so that people can read it and builds need no generator; `--check` fails when it
//! is not what this would print.
//!
//! Not here: how a constraint is checked or worded, and how values look on the wire; that is hand-written in
//! `crates/aws/src/{decode,encode,json11,query}`.

mod api;
mod closure;
mod exceptions;
mod names;
mod ordered;
mod output;
mod patterns;
mod print;
mod types;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use api::Api;
use closure::Closure;

/// The services, each a file in `api`.
const SERVICES: &[&str] = &["ecr", "iam", "kms", "organizations", "sts", "wharf"];

/// What `--help` prints.
pub const USAGE: &str =
    "usage: cargo xtask codegen [--check]   (--check: fail when what is checked in is stale)";

/// The task's entry.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let check = match arguments {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => bail!("{USAGE}"),
    };
    let root = crate::root();
    let mut files = Vec::new();
    for service in SERVICES {
        files.extend(generate(&root, service).with_context(|| format!("api/{service}.json"))?);
    }
    patterns::require_used(files.iter().map(output::File::text))?;
    if check {
        output::check(&files)
    } else {
        output::write(&files)
    }
}

/// All files of one service, formatted.
fn generate(root: &Path, service: &str) -> anyhow::Result<Vec<output::File>> {
    let text = std::fs::read_to_string(root.join(format!("api/{service}.json")))?;
    let mut api: Api = serde_json::from_str(&text)?;
    api.complete();
    exceptions::extend(&mut api)?;
    let closure = Closure::of(&api)?;
    exceptions::check(&api, &closure)?;
    let folder: PathBuf = root.join("crates/aws/src").join(service);
    let pages = print::service(&api, &closure)?;
    pages
        .into_iter()
        .map(|page| output::File::formatted(root, &folder, service, page))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_checked_in_is_what_would_be_printed() {
        run(&["--check".to_owned()]).unwrap();
        assert!(run(&["--chekc".to_owned()]).is_err());
    }
}
