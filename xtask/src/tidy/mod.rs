//! `cargo xtask tidy`.

pub fn run(_arguments: &[String]) -> anyhow::Result<()> {
    anyhow::bail!("not written yet")
}
