//! What the build script of a crate with migrations does: it lists the folder `migrations`, so that no code does.
//! `0007_deleted_images.sql` is version 7, *deleted images*.

use std::path::{Path, PathBuf};

fn variable(name: &str) -> PathBuf {
    #[expect(
        clippy::disallowed_methods,
        reason = "what Cargo tells a build script is in the environment"
    )]
    std::env::var_os(name).expect("INVARIANT: Cargo sets it").into()
}

/// Writes `migrations.rs`: the list, for `include!`.
pub(crate) fn write() -> std::io::Result<()> {
    let folder = variable("CARGO_MANIFEST_DIR").join("migrations");
    println!("cargo::rerun-if-changed={}", folder.display());
    let files: std::io::Result<Vec<_>> = std::fs::read_dir(folder)?.collect();
    let mut paths: Vec<PathBuf> = files?.iter().map(std::fs::DirEntry::path).collect();
    paths.sort();
    let list: String = (1..)
        .zip(&paths)
        .map(|(version, path)| line(version, path))
        .collect();
    std::fs::write(variable("OUT_DIR").join("migrations.rs"), format!("&[{list}]"))
}

fn line(version: u32, path: &Path) -> String {
    let stem = path.file_stem().and_then(std::ffi::OsStr::to_str);
    let (number, name) = stem.and_then(|stem| stem.split_once('_')).unwrap_or_default();
    assert_eq!(
        number.parse(),
        Ok(version),
        "{} is not the migration {version}: they are numbered without a gap, 0001_name.sql",
        path.display()
    );
    let name = name.replace('_', " ");
    format!("wharf_sql::Migration {{ version: {version}, name: {name:?}, text: include_str!({path:?}) }},")
}
