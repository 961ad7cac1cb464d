//! The two files in which the aws command line and the SDKs keep profiles: `config` and `credentials`.
//!
//! They are other programs' files: what is written changes single keys of single sections, and leaves everything else as it was,
//! comments too. What Wharf remembers in a profile has keys that begin with `wharf_`, which the others ignore.

mod ini;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use wharf_aws::{SecretKey, Timestamp};
use wharf_topology::live::Identity;

use crate::{Environment, files};
use ini::Ini;

/// The profile that is meant when none is named.
pub(crate) const DEFAULT: &str = "default";
/// The user whose long-term key a profile has.
pub(crate) const USER: &str = "wharf_user";
/// The profile's own name, in those that `wharf up` keeps: one that a person copied under another name is that person's.
pub(crate) const UP: &str = "wharf_up";
/// When the session in a profile ends.
pub(crate) const EXPIRES: &str = "wharf_expires";

const KEY: &str = "aws_access_key_id";
const SECRET: &str = "aws_secret_access_key";
const TOKEN: &str = "aws_session_token";
/// What gives a profile credentials besides a key: a profile with one of these is not ours to fill.
const SOURCES: &[&str] = &[
    "role_arn",
    "credential_process",
    "web_identity_token_file",
    "sso_session",
    "sso_start_url",
];

/// The profiles of the user of the machine.
pub(crate) struct AwsFiles {
    config: Document,
    credentials: Document,
}

/// A file, whether it is there or not.
#[derive(Default)]
struct Document {
    /// None where no variable says where it should be.
    path: Option<PathBuf>,
    ini: Ini,
    /// The text that was read, as it is written.
    before: String,
}

impl AwsFiles {
    /// Reads them from where `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` say, or from `~/.aws`.
    pub(crate) fn read(environment: &Environment) -> anyhow::Result<AwsFiles> {
        let document = |variable: &str, name: &str| {
            let named = environment.get(variable).map(PathBuf::from);
            let at_home = || Some(PathBuf::from(environment.get("HOME")?).join(".aws").join(name));
            Document::read(named.or_else(at_home))
        };
        Ok(AwsFiles {
            config: document("AWS_CONFIG_FILE", "config")?,
            credentials: document("AWS_SHARED_CREDENTIALS_FILE", "credentials")?,
        })
    }

    /// Reads two files that need not be there.
    pub(crate) fn at(config: &Path, credentials: &Path) -> anyhow::Result<AwsFiles> {
        Ok(AwsFiles {
            config: Document::read(Some(config.to_owned()))?,
            credentials: Document::read(Some(credentials.to_owned()))?,
        })
    }

    /// Reads a file of credentials alone, which need not be there.
    pub(crate) fn of_credentials(credentials: &Path) -> anyhow::Result<AwsFiles> {
        Ok(AwsFiles {
            config: Document::default(),
            credentials: Document::read(Some(credentials.to_owned()))?,
        })
    }

    /// Where the configuration and the credentials are, or would be.
    pub(crate) fn paths(&self) -> [Option<&Path>; 2] {
        [self.config.path.as_deref(), self.credentials.path.as_deref()]
    }

    /// The value of a key of a profile. As for the aws command line, the credentials come first.
    pub(crate) fn get(&self, profile: &str, key: &str) -> Option<&str> {
        let credentials = self.credentials.ini.get(profile, key);
        credentials.or_else(|| self.config.ini.get(&section(profile), key))
    }

    /// The profiles that either file has.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.credentials.ini.sections().collect();
        names.extend(self.config.ini.sections().filter_map(ini::profile));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether the configuration has a profile.
    pub(crate) fn is_configured(&self, profile: &str) -> bool {
        let mut profiles = self.config.ini.sections().filter_map(ini::profile);
        profiles.any(|name| name == profile)
    }

    /// The line above a profile in the configuration.
    pub(crate) fn line_above(&self, profile: &str) -> Option<&str> {
        self.config.ini.line_above(&section(profile))
    }

    /// The key or session that a profile has itself.
    pub(crate) fn identity(&self, profile: &str) -> Option<Identity> {
        Some(Identity {
            access_key_id: self.get(profile, KEY)?.to_owned(),
            secret: SecretKey::new(self.get(profile, SECRET)?.to_owned()),
            session_token: self.get(profile, TOKEN).map(str::to_owned),
        })
    }

    /// When the session of a profile ends, if `wharf login` wrote it.
    pub(crate) fn expires(&self, profile: &str) -> Option<Timestamp> {
        self.get(profile, EXPIRES)?.parse().ok()
    }

    /// What a profile has that credentials come from, if anything.
    pub(crate) fn source(&self, profile: &str) -> Option<&'static str> {
        let mut sources = SOURCES.iter().chain([&KEY]);
        sources.find(|key| self.get(profile, key).is_some()).copied()
    }

    /// Sets keys of a profile's configuration; those without a value are removed.
    pub(crate) fn configure(
        &mut self,
        profile: &str,
        values: &[(&str, Option<String>)],
    ) -> anyhow::Result<()> {
        set(&mut self.config.ini, &section(profile), values)
    }

    /// Takes a profile out of the configuration.
    pub(crate) fn forget(&mut self, profile: &str) {
        self.config.ini.remove(&section(profile));
    }

    /// Sets the key or session of a profile, and when it ends.
    pub(crate) fn sign(
        &mut self,
        profile: &str,
        identity: &Identity,
        expires: Option<String>,
    ) -> anyhow::Result<()> {
        let values = [
            (KEY, Some(identity.access_key_id.clone())),
            (SECRET, Some(identity.secret.expose().to_owned())),
            (TOKEN, identity.session_token.clone()),
            (EXPIRES, expires),
        ];
        set(&mut self.credentials.ini, profile, &values)
    }

    /// Writes what was changed, readable by its owner only.
    pub(crate) fn write(&self) -> anyhow::Result<()> {
        self.config.write()?;
        self.credentials.write()
    }
}

/// How the configuration names a profile.
fn section(profile: &str) -> String {
    format!("profile {profile}")
}

fn set(ini: &mut Ini, section: &str, values: &[(&str, Option<String>)]) -> anyhow::Result<()> {
    for (key, value) in values {
        if value
            .as_ref()
            .is_some_and(|value| value.chars().any(char::is_control))
        {
            bail!("{key} has a character that no profile can hold");
        }
        ini.set(section, key, value.as_deref());
    }
    Ok(())
}

impl Document {
    fn read(path: Option<PathBuf>) -> anyhow::Result<Document> {
        let Some(path) = path else {
            return Ok(Document::default());
        };
        // What is a link stays one.
        let path = path.canonicalize().unwrap_or(path);
        let text =
            files::read_if_there(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let ini = Ini::read(&text.unwrap_or_default());
        Ok(Document {
            path: Some(path),
            before: ini.text(),
            ini,
        })
    }

    fn write(&self) -> anyhow::Result<()> {
        let text = self.ini.text();
        if text == self.before {
            return Ok(());
        }
        let path = self
            .path
            .as_ref()
            .context("HOME is not set, so there is no place for profiles")?;
        let parent = path.parent().context("a file is in a folder")?;
        files::make_folder(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
        files::put(path, text.as_bytes(), 0o600)
            .with_context(|| format!("{} cannot be written", path.display()))
    }
}

/// The name of a profile, for a command line: without what would end its line or its section.
pub(crate) fn profile_name(text: &str) -> Result<String, String> {
    let is_plain = |character: char| {
        character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '@' | '+' | '/')
    };
    match !text.is_empty() && text.chars().all(is_plain) {
        true => Ok(text.to_owned()),
        false => Err("the name of a profile has letters, digits and -_.@+/ only".to_owned()),
    }
}
