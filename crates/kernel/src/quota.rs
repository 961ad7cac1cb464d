//! How many things a registry may have (Amazon ECR User Guide, *Amazon ECR service quotas*): those quotas that AWS adjusts
//! on request. Fixed limits stand where they are enforced.

/// The most that a registry may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Repositories of a registry.
    pub repositories: i64,
    /// Images of a repository.
    pub images: i64,
}

impl Default for Quotas {
    /// What Amazon ECR begins with.
    fn default() -> Quotas {
        Quotas {
            repositories: 100_000,
            images: 100_000,
        }
    }
}
