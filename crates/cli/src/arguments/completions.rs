//! `wharf completions`.

use clap::ValueEnum;

/// `wharf completions`.
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// Of which shell.
    #[arg(value_enum)]
    pub(crate) shell: CompletedShell,
}

/// The shells whose completions are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum CompletedShell {
    /// GNU Bash.
    Bash,
    /// Zsh.
    Zsh,
    /// Fish.
    Fish,
}
