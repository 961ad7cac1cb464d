//! Names of assertions that may be mistyped.

use wharf_aws::nearest;

use super::AccessModel;
use crate::assertion::Assertion;
use crate::company::Company;

impl AccessModel {
    /// What the author of an assertion should know, when it names a single repository that is nowhere: the file does not list it, no push makes
    /// it, and no registry has it.
    pub fn names_nothing(&self, company: &Company, assertion: &Assertion) -> Option<String> {
        let name = assertion.pattern.as_str();
        let mut listed = company.repositories.iter().map(|one| one.name.as_str());
        let mut found = self.found_repositories().map(|(_, name)| name);
        let mut created = company
            .builders
            .iter()
            .flat_map(|builder| company.creates(builder));
        let is_there = name.contains('*')
            || listed.any(|listed| listed == name)
            || found.any(|found| found == name)
            || created.any(|pattern| pattern.covers(name));
        if is_there {
            return None;
        }
        let near = nearest(name, company.repositories.iter().map(|one| one.name.as_str()));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        Some(format!(
            "`{}`: {name} is not under `repositories`, and no push makes it; it is decided as if it were listed{hint}",
            assertion.text
        ))
    }
}
