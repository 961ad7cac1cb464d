//! `cargo xtask test`.

pub fn run(_arguments: &[String]) -> anyhow::Result<()> {
    anyhow::bail!("not written yet")
}
