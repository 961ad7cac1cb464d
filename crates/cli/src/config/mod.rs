//! Settings: one table, four layers, two typed results.
//!
//! [`settings::SETTINGS`] is the table. A setting's value is taken from the first layer that has one: flag, environment
//! variable, TOML file, default ([`layers`]). [`Place`] (where the data is) and [`Serve`] (how it is served) are what
//! the commands work with; a value that does not parse is reported with the layer that it came from.
//!
//! Not here: reading the process's environment ([`crate::Environment`] is given).

mod error;
mod file;
mod first_key;
pub mod flags;
pub mod layers;
mod origin;
pub(crate) mod place;
mod serve;
mod setting;
pub mod settings;
mod show;
mod values;
mod variables;

pub use error::ConfigError;
pub use layers::Layers;
pub use origin::Origin;
pub use place::Place;
pub use serve::{LogFormat, Serve, Tls};
pub use show::Format;
pub(crate) use values::zone;
