//! Pages of `docs/reference` that are printed from the program's own tables, and what keeps them so: the settings here, the
//! operations in `operations`, the families of metrics in `metrics`, the commands in `commands`.

mod commands;
mod metrics;
mod operations;

use std::fmt::Write as _;
use std::path::Path;

use wharf_cli::config::settings::{Flag, Kind, SETTINGS, Setting};

const HEAD: &str = "# Configuration\n\n\
    Every setting has a flag, an environment variable and a key in the TOML file (`--config FILE`), where the table does\n\
    not say otherwise. A flag wins over the environment, the environment over the file, the file over the default.\n\
    `wharf config show` prints what a server would have that this shell starts, and where it comes from (one that runs has what it\n\
    was started with); with `--format toml` its output is a file that can be given back. A key that does not exist is an error that names the line and the nearest right one;\n\
    all mistakes are told at once.\n\n\
    This page is printed from the program's own table; run the tests of `wharf-cli` with `UPDATE_REFERENCE=1` to print\n\
    it again.\n\n";

fn row(setting: &Setting) -> String {
    let flag = match setting.flag {
        Flag::No => "–".to_owned(),
        Flag::Serve | Flag::Everywhere => {
            format!("`--{} {}`", setting.name, setting.value.replace('|', "\\|"))
        }
    };
    let key = match (setting.in_file, setting.kind) {
        (false, _) => "–".to_owned(),
        (true, Kind::List) => format!("`{} = [\"…\"]`", setting.name),
        (true, Kind::Text) => format!("`{} = \"…\"`", setting.name),
        (true, Kind::Boolean | Kind::Number) => format!("`{} = …`", setting.name),
    };
    let default = if setting.default.is_empty() {
        String::new()
    } else {
        format!("`{}`", setting.default)
    };
    format!(
        "| {flag} | `{}` | {key} | {default} | {} |\n",
        setting.variable(),
        setting.help.replace('|', "\\|")
    )
}

fn printed() -> String {
    let mut page = HEAD.to_owned();
    let _ = writeln!(
        page,
        "| flag | environment | file | default | what it is |\n|---|---|---|---|---|"
    );
    SETTINGS.iter().for_each(|setting| page.push_str(&row(setting)));
    page
}

/// Compares a page with what would be printed; with `UPDATE_REFERENCE` in the environment it is printed first.
fn compare(page: &str, printed: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/reference")
        .join(page);
    #[expect(clippy::disallowed_methods, reason = "a test is asked by its environment")]
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        std::fs::write(&path, printed).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == printed,
        "docs/reference/{page} is stale: UPDATE_REFERENCE=1 prints it"
    );
}

#[test]
fn the_configuration_page_is_the_table_of_settings() {
    compare("configuration.md", &printed());
}
