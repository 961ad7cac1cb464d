//! Whether the profile of the aws command line that a command names is there, and what to type where it is not.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::bail;
use wharf_aws::nearest;

use crate::folder::Folder;
use crate::{Environment, files};

/// The profile that always may be named.
const DEFAULT: &str = "default";

/// Refuses the profile of a flag, or of `AWS_PROFILE` where no key of the environment comes before it, that is in no file.
pub(super) fn check(flag: Option<&str>, environment: &Environment) -> anyhow::Result<()> {
    let by_variable = environment
        .get("AWS_PROFILE")
        .filter(|_| environment.get("AWS_ACCESS_KEY_ID").is_none());
    let Some(name) = flag.or(by_variable).filter(|name| *name != DEFAULT) else {
        return Ok(());
    };
    let home = PathBuf::from(environment.get("HOME").unwrap_or_default()).join(".aws");
    let file = |variable, name: &str| environment.get(variable).map_or(home.join(name), PathBuf::from);
    let config = file("AWS_CONFIG_FILE", "config");
    let credentials = file("AWS_SHARED_CREDENTIALS_FILE", "credentials");
    let mut there = profiles(&config);
    there.extend(profiles(&credentials));
    there.sort();
    there.dedup();
    if there.iter().any(|known| known == name) {
        return Ok(());
    }
    let mut said = format!(
        "there is no profile `{name}` in {} or {}",
        place(&config),
        place(&credentials)
    );
    if let Some(near) = nearest(name, there.iter().map(String::as_str)) {
        let _ = write!(said, "; did you mean `{near}`?");
    }
    if !there.is_empty() {
        let _ = write!(said, "\nthere are: {}", there.join(", "));
    }
    let folder = Folder::new(Path::new(environment.get("WHARF_DATA").unwrap_or("./wharf-data")));
    let made = folder.aws_config();
    if made != config && profiles(&made).iter().any(|known| known == name) {
        let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
        let _ = write!(
            said,
            "\n`wharf up` wrote one: export AWS_CONFIG_FILE={} AWS_SHARED_CREDENTIALS_FILE={}",
            absolute(made).display(),
            absolute(folder.aws_credentials()).display()
        );
    } else {
        let _ = write!(
            said,
            "\n`aws configure --profile {name}` makes one; those that `wharf up` makes are in its data folder: export \
             AWS_CONFIG_FILE=FOLDER/aws/config AWS_SHARED_CREDENTIALS_FILE=FOLDER/aws/credentials"
        );
    }
    bail!(said)
}

fn place(file: &Path) -> String {
    match file.exists() {
        true => file.display().to_string(),
        false => format!("{} (which is not there)", file.display()),
    }
}

/// The names of the profiles in a file: of `[profile NAME]` as the configuration has them, and of `[NAME]`.
fn profiles(file: &Path) -> Vec<String> {
    let text = files::read_text(file).unwrap_or_default();
    let sections = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix('[')?.split(']').next());
    let others = ["sso-session", "services", "plugins", "preview"];
    let names = sections.filter_map(|section| {
        let mut words = section.split_whitespace();
        match (words.next()?, words.next()) {
            ("profile", Some(name)) => Some(name),
            (name, None) if !others.contains(&name) => Some(name),
            _ => None,
        }
    });
    names
        .map(|name| name.trim_matches(['"', '\'']).to_owned())
        .collect()
}
