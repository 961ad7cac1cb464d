//! The families of `/metrics`.

use std::fmt::Write as _;

use wharf_server::{FAMILIES, Family};

use super::compare;

const HEAD: &str = "# Metrics\n\n\
    What `GET /metrics` shows, in Prometheus' text format ([how to get it](../how-to/operate.md#metrics)). Each family is there from the\n\
    start of the process; a series with labels is there when there is something to say, and where an alert may ask for its increase, from\n\
    the start too. Values of labels are words of the program, Regions that are served and accounts that there are, never what a client\n\
    invents.\n\n\
    This page is printed from the program's own table; run the tests of `wharf-cli` with `UPDATE_REFERENCE=1` to print\n\
    it again.\n\n";
const OF_ACCOUNTS: &str = "\n## Of accounts\n\n\
    Shown at `--metrics-listen`, and to who bears the token of `--metrics-token-file`.\n\n";
const COLUMNS: &str = "| family | kind | labels | what it says |\n|---|---|---|---|\n";

fn row(family: &Family) -> String {
    let labels: Vec<String> = family.labels.iter().map(|label| format!("`{label}`")).collect();
    let mut row = String::new();
    let (kind, labels) = (family.kind.as_str(), labels.join(", "));
    let _ = writeln!(row, "| `{}` | {kind} | {labels} | {} |", family.name, family.help);
    row
}

#[test]
fn the_page_of_metrics_is_the_table_of_families() {
    let mut page = [HEAD, COLUMNS].concat();
    let (of_accounts, others): (Vec<&Family>, Vec<&Family>) =
        FAMILIES.iter().partition(|family| family.of_accounts);
    others.into_iter().for_each(|family| page.push_str(&row(family)));
    page.push_str(&[OF_ACCOUNTS, COLUMNS].concat());
    of_accounts
        .into_iter()
        .for_each(|family| page.push_str(&row(family)));
    compare("metrics.md", &page);
}
