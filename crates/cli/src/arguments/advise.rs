//! `wharf advise`.

use std::path::PathBuf;

use clap::ValueEnum;

/// `wharf advise`.
#[derive(Debug, clap::Args)]
pub(crate) struct Advise {
    /// The organization file.
    pub(crate) file: PathBuf,
    /// Write into the file what the answer needs; comments and format stay.
    #[arg(long, conflicts_with_all = ["why_not", "what_if"])]
    pub(crate) write: bool,
    /// Only say why this candidate is not the answer.
    #[arg(long, value_name = "NAME")]
    pub(crate) why_not: Option<String>,
    /// What the answer would be with other numbers: teams=60,regions=3.
    #[arg(long, value_name = "FACTS")]
    pub(crate) what_if: Option<String>,
    /// A TOML file with other prices.
    #[arg(long, value_name = "FILE")]
    pub(crate) prices: Option<PathBuf>,
    /// For people, a JSON object, Markdown, a page with pictures, or a picture of where the answer turns.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: AdviseFormat,
}

/// How `wharf advise` answers.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum AdviseFormat {
    /// For people.
    #[default]
    Text,
    /// A JSON object.
    Json,
    /// Markdown.
    Markdown,
    /// A page that needs no other file: candidates side by side, each with its cost and its picture.
    Html,
    /// Where the answer turns, as SVG.
    Svg,
}
