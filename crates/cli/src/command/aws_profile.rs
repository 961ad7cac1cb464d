//! Whether the profile of the aws command line that a command names is there, and what to type where it is not.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::bail;
use wharf_aws::nearest;

use crate::Environment;
use crate::aws_files::{AwsFiles, DEFAULT};
use crate::folder::Folder;

/// Refuses the profile of a flag, or of `AWS_PROFILE` where no key of the environment comes before it, that is in no file.
pub(super) fn check(files: &AwsFiles, flag: Option<&str>, environment: &Environment) -> anyhow::Result<()> {
    let by_variable = environment
        .get("AWS_PROFILE")
        .filter(|_| environment.get("AWS_ACCESS_KEY_ID").is_none());
    let Some(name) = flag.or(by_variable).filter(|name| *name != DEFAULT) else {
        return Ok(());
    };
    let there = files.names();
    if there.contains(&name) {
        return Ok(());
    }
    let [config, credentials] = files.paths();
    let mut said = format!(
        "there is no profile `{name}` in {} or {}",
        place(config),
        place(credentials)
    );
    if let Some(near) = nearest(name, there.iter().copied()) {
        let _ = write!(said, "; did you mean `{near}`?");
    }
    if !there.is_empty() {
        let _ = write!(said, "\nthere are: {}", there.join(", "));
    }
    let folder = Folder::new(Path::new(environment.get("WHARF_DATA").unwrap_or("./wharf-data")));
    let made = folder.aws_config();
    let has_it =
        || AwsFiles::at(&made, &folder.aws_credentials()).is_ok_and(|files| files.names().contains(&name));
    if config != Some(&*made) && has_it() {
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

fn place(file: Option<&Path>) -> String {
    match file {
        Some(file) if file.exists() => file.display().to_string(),
        Some(file) => format!("{} (which is not there)", file.display()),
        None => "a home folder, for HOME is not set".to_owned(),
    }
}
