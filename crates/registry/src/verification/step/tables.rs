//! The tables of databases, as far as their engine can check them, and what was lost of them before they were opened.

use wharf_sql::Database;

use super::super::{Finding, What};
use super::{At, Next, Round};
use wharf_kernel::Unavailable;

/// Whose tables.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Plane {
    Identity,
    Registry,
}

impl Round<'_> {
    /// The identity plane has one database, so it is checked with one Region's.
    pub(super) fn begin(&mut self) -> Next {
        let is_default = self.cell.region == self.node.settings.default_registry.1;
        if is_default {
            self.doubts("identity.db", self.node.identity.database().clone());
        }
        self.doubts("registry.db", self.cell.database.clone());
        let next = match is_default {
            true => At::Identity(String::new()),
            false => At::Tables(String::new()),
        };
        (Some(next), 0)
    }

    fn doubts(&mut self, name: &str, database: Database) {
        for doubt in database.doubts() {
            self.wrong(format!("{name}: {doubt}"));
        }
    }

    /// The next table.
    pub(super) async fn table(&mut self, plane: Plane, after: &str) -> Result<Next, Unavailable> {
        let (database, name) = match plane {
            Plane::Identity => (self.node.identity.database(), "identity.db"),
            Plane::Registry => (&self.cell.database, "registry.db"),
        };
        let checked = database.check_table(after).await;
        let checked = match checked {
            // Not even their list can be read.
            Err(wharf_sql::Error::Corrupt(why)) => {
                self.wrong(format!("{name}: {why}; put back a copy"));
                None
            }
            checked => checked?,
        };
        let Some(table) = checked else {
            return match plane {
                Plane::Identity => Ok((Some(At::Tables(String::new())), 0)),
                Plane::Registry => self.compartment_after(None).await,
            };
        };
        for problem in table.problems {
            self.wrong(format!(
                "table {} of {name}: {problem}; put back a copy, or copy what can still be read into a new one",
                table.name
            ));
        }
        let next = match plane {
            Plane::Identity => At::Identity(table.name),
            Plane::Registry => At::Tables(table.name),
        };
        // A table may be long: the next one is another step's, but for short ones.
        Ok((Some(next), 20))
    }

    fn wrong(&mut self, detail: String) {
        self.found(Finding {
            what: What::Table,
            account: None,
            repository: None,
            digest: None,
            detail,
            is_mended: false,
        });
    }
}
