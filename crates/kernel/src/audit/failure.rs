//! What a record says of a failure.

use wharf_aws::ServiceFault;

/// A fault's code and text.
pub trait Failure {
    /// `RepositoryNotFoundException`.
    fn code(&self) -> String;
    /// The text for people.
    fn text(&self) -> String;
}

impl<F: ServiceFault> Failure for F {
    fn code(&self) -> String {
        ServiceFault::code(self).to_owned()
    }

    fn text(&self) -> String {
        self.message().to_owned()
    }
}
