//! The process's environment, read once here and handed to the rest of the program.

use std::collections::BTreeMap;

/// The variables by which the aws command line and the SDKs call one of the services that Wharf serves elsewhere than the others.
pub(crate) const SERVICE_ENDPOINTS: [&str; 5] = [
    "AWS_ENDPOINT_URL_ECR",
    "AWS_ENDPOINT_URL_IAM",
    "AWS_ENDPOINT_URL_KMS",
    "AWS_ENDPOINT_URL_ORGANIZATIONS",
    "AWS_ENDPOINT_URL_STS",
];

/// Environment variables. Those that are not Unicode are as good as absent.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Those of this process.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    pub fn of_process() -> Environment {
        let all = std::env::vars_os();
        Environment(
            all.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
                .collect(),
        )
    }

    /// The value of a variable. An empty one counts as unset, because container files cannot unset. A file of variables that an editor of
    /// Windows wrote leaves the first half of its line ends.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(|value| value.trim_end_matches('\r'))
            .filter(|value| !value.is_empty())
    }

    /// The names that begin with `prefix`, sorted.
    pub fn names<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .keys()
            .map(String::as_str)
            .filter(move |name| name.starts_with(prefix))
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Environment {
    fn from(variables: [(&str, &str); N]) -> Environment {
        Environment(
            variables
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        )
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values may be secrets.
        f.debug_set().entries(self.0.keys()).finish()
    }
}
