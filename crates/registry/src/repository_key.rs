//! Which repository a row is about: its name, and its id, which tells it from others that had the name.

/// The name of a repository with its id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RepositoryKey<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    /// The name.
    pub(crate) name: &'a str,
}

impl<'a> RepositoryKey<'a> {
    /// The key of its rows among the jobs: both, so that people read the name.
    pub(crate) fn text(&self) -> String {
        format!("{}/{}", self.name, self.id)
    }

    /// The repository that a row among the jobs is about; the name is empty where only the id was known.
    pub(crate) fn of_text(key: &'a str) -> RepositoryKey<'a> {
        let (name, id) = key.rsplit_once('/').unwrap_or(("", key));
        RepositoryKey { id, name }
    }
}
