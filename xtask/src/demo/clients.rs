//! aws and skopeo, as the roles of the company use them.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail, ensure};

use super::Demo;
use crate::program;
use crate::test::install;

/// What may be left in the shell by `wharf env`: to `aws` it says more than a profile does.
const LEFT_OVER: [&str; 12] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_CA_BUNDLE",
    "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_ECR",
    "AWS_ENDPOINT_URL_STS",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_PROFILE",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_USE_FIPS_ENDPOINT",
];

/// A role that is signed in.
pub struct Account {
    authfile: PathBuf,
}

impl Account {
    /// Signs in with a profile of `wharf up`.
    pub fn sign_in(profile: &str, demo: &Demo) -> anyhow::Result<Account> {
        let registry = demo.address.to_string();
        let mut aws = aws(profile, &demo.data);
        let password = output(aws.args(["ecr", "get-login-password"]))?;
        let account = Account {
            authfile: demo.work.join(format!("{profile}.json")),
        };
        let mut login = account.skopeo();
        login
            .args([
                "login",
                "--tls-verify=false",
                "-u",
                "AWS",
                "--password-stdin",
                &registry,
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::null());
        let mut login = program::spawn(&mut login)?;
        let mut stdin = login.stdin.take().context("no stdin")?;
        stdin.write_all(password.trim().as_bytes())?;
        drop(stdin);
        ensure!(login.wait()?.success(), "skopeo login as {profile} failed");
        Ok(account)
    }

    /// Pushes a layout.
    ///
    /// # Errors
    /// It is refused: what skopeo says.
    pub fn push(&self, layout: &Path, remote: &str) -> anyhow::Result<()> {
        let from = format!("oci:{}:latest", layout.display());
        self.copy("dest", &from, &format!("docker://{remote}"))
    }

    pub fn pull(&self, remote: &str, layout: &Path) -> anyhow::Result<()> {
        let to = format!("oci:{}:latest", layout.display());
        self.copy("src", &format!("docker://{remote}"), &to)
    }

    fn copy(&self, remote_side: &str, from: &str, to: &str) -> anyhow::Result<()> {
        let tls = format!("--{remote_side}-tls-verify=false");
        let output = program::output(self.skopeo().args([
            "copy",
            "--insecure-policy",
            "--quiet",
            "--preserve-digests",
            &tls,
            from,
            to,
        ]))?;
        if !output.status.success() {
            bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(())
    }

    fn skopeo(&self) -> Command {
        let mut command = Command::new(install::find("skopeo").unwrap_or_else(|| PathBuf::from("skopeo")));
        command.env("REGISTRY_AUTH_FILE", &self.authfile);
        command
    }
}

/// `aws` with a profile of `wharf up`, and nothing that is left in the shell.
fn aws(profile: &str, data: &Path) -> Command {
    let mut aws = Command::new(install::find("aws").unwrap_or_else(|| PathBuf::from("aws")));
    for name in LEFT_OVER {
        aws.env_remove(name);
    }
    aws.args(["--profile", profile])
        .env("AWS_PAGER", "")
        .env("AWS_CONFIG_FILE", data.join("aws/config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", data.join("aws/credentials"));
    aws
}

/// What a command prints.
pub fn output(command: &mut Command) -> anyhow::Result<String> {
    let output = program::output(command.stderr(Stdio::inherit()))?;
    ensure!(output.status.success(), "{command:?} failed");
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shell may be one in which `wharf env` of another node was typed.
    #[test]
    fn a_profile_says_where_aws_goes() {
        let aws = aws("ci", Path::new("/data"));
        let removed: Vec<&str> = aws
            .get_envs()
            .filter(|(_, value)| value.is_none())
            .filter_map(|(name, _)| name.to_str())
            .collect();
        for name in [
            "AWS_ENDPOINT_URL",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_SESSION_TOKEN",
        ] {
            assert!(removed.contains(&name), "{name}");
        }
    }
}
