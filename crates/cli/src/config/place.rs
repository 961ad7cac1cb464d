//! Where the data is, and what unlocks it: what every command needs.

use std::convert::Infallible;
use std::path::PathBuf;

use super::{ConfigError, Layers, Origin};

/// Where everything is kept.
#[derive(Clone)]
pub struct Place {
    /// The data folder.
    pub data: PathBuf,
    /// Whether a flag gave it.
    pub is_data_given: bool,
    /// The URL of a PostgreSQL database, or `None` for SQLite in the data folder.
    pub database: Option<String>,
    /// The file with the master key, if it is not the data folder's.
    pub master_key_file: Option<PathBuf>,
    /// The master key's 32 bytes, if the environment has them.
    pub master_key: Option<[u8; 32]>,
}

impl Place {
    /// What keeps metadata.
    pub fn engine(&self) -> &'static str {
        match self.database {
            None => "sqlite",
            Some(_) => "postgresql",
        }
    }

    /// Reads it from the layers.
    ///
    /// # Errors
    /// A value is not what its setting needs.
    pub fn new(layers: &Layers) -> Result<Place, ConfigError> {
        let path = |text: &str| Ok::<_, Infallible>(PathBuf::from(text));
        Ok(Place {
            data: layers.parse("data", path)?.unwrap_or_default(),
            is_data_given: layers.value("data").origin == Origin::Flag,
            database: layers.parse("database", database)?,
            master_key_file: layers.parse("master-key-file", path)?,
            master_key: layers.parse("master-key", master_key)?,
        })
    }
}

fn database(url: &str) -> Result<String, &'static str> {
    if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
        return Err("only URLs that begin with postgres:// are databases");
    }
    if url.contains("options=") {
        // The schemas are chosen with it; two would overwrite each other.
        return Err("the URL must not have `options=`");
    }
    Ok(url.to_owned())
}

/// Reads 64 hexadecimal digits.
pub(crate) fn master_key(text: &str) -> Result<[u8; 32], &'static str> {
    const WRONG: &str = "a master key is 64 hexadecimal digits";
    let text = text.trim();
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(WRONG);
    }
    let mut bytes = [0; 32];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).map_err(|_| WRONG)?;
    }
    Ok(bytes)
}
