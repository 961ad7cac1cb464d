//! What a record says of a failure.

use wharf_aws::ServiceFault;

use crate::Error;
use crate::distribution::Fault;
use crate::operation::Row;

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

impl Failure for Fault {
    fn code(&self) -> String {
        match self {
            Fault::Ecr(fault) => Failure::code(fault),
            Fault::ManifestUnknown => "ImageNotFoundException".to_owned(),
            Fault::BlobUnknown => "LayersNotFoundException".to_owned(),
            Fault::OutOfOrder { .. } | Fault::ChunkLength { .. } | Fault::LongChunk { .. } => {
                "InvalidLayerPartException".to_owned()
            }
            Fault::TooLarge => "LimitExceededException".to_owned(),
            Fault::BodyBroken => "InvalidLayerException".to_owned(),
        }
    }

    fn text(&self) -> String {
        match self {
            Fault::Ecr(fault) => Failure::text(fault),
            other => format!("{other:?}"),
        }
    }
}

/// Code and text of what an operation failed with.
pub(crate) fn of<F: Failure>(error: &Error<F>, row: &Row) -> [String; 2] {
    match error {
        Error::Fault(fault) => [fault.code(), fault.text()],
        Error::Invalid(text) => ["ValidationException".to_owned(), text.clone()],
        Error::Denied(denied) => ["AccessDenied".to_owned(), row.denial_text(denied)],
        Error::Throttled(_) => ["ThrottlingException".to_owned(), "Rate exceeded".to_owned()],
        // Why is for the log alone.
        Error::Unavailable(_) => ["ServerException".to_owned(), "internal failure".to_owned()],
    }
}
