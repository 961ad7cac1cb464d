//! `wharf policy`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::Format;

/// `wharf policy`.
#[derive(Debug, Subcommand)]
pub(crate) enum Policy {
    /// Report errors and likely mistakes in policies, each with its place and a fix.
    #[command(after_help = "\
Without --kind, a document with rules is a lifecycle policy, one with principals a repository's policy (a role's trust policy where all
its actions are of STS, a registry's where it takes copies), any other the policy of a user, group or role.
Ends with 1 when a policy would be refused; warnings alone end with 0.")]
    Lint {
        /// The documents; - is standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// What the policies belong to [default: by their content].
        #[arg(long, value_enum)]
        kind: Option<DocumentKind>,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Decide cases: one JSON object a line in, one a line out, in the same order.
    #[command(after_help = "\
A case is one request with every policy that may decide it, and a complete context: no condition key is derived from the principal:
  {\"id\": 1,
   \"principal\": {\"arn\": \"arn:aws:iam::111122223333:role/node\", \"accountId\": \"111122223333\", \"type\": \"AssumedRole\",
                 \"roleArn\": \"…\", \"userArn\": \"…\"},
   \"action\": \"ecr:BatchGetImage\",
   \"resource\": {\"arn\": \"arn:aws:ecr:us-east-1:444455556666:repository/app\", \"accountId\": \"444455556666\"},
   \"context\": {\"aws:PrincipalOrgID\": [\"o-example1234\"]},
   \"identityPolicies\": [{…}], \"resourcePolicy\": {…}, \"permissionBoundaries\": [], \"sessionPolicies\": [],
   \"scps\": [[{…}]], \"rcps\": [[{…}]]}
Types: User, AssumedRole, FederatedUser, Root, Service, WebIdentity. SCPs and RCPs come by level, the root's first; [] means
that the account is not subject to any. For sts:AssumeRole the resource policy is the trust policy. A line that is not a
case is answered with an error, and the command ends with 1.")]
    Evaluate {
        /// The cases, a line each; - is standard input.
        file: PathBuf,
    },
    /// Decide cases and explain how: what each statement of each policy said, and what was missing.
    #[command(after_help = "Cases are those of `wharf policy evaluate`.")]
    Explain {
        /// The cases, a line each; - is standard input.
        file: PathBuf,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

/// What a policy is of.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum DocumentKind {
    /// A user, group or role.
    Identity,
    /// A permissions boundary.
    Boundary,
    /// A session.
    Session,
    /// A role: who may assume it.
    Trust,
    /// A repository.
    Repository,
    /// A registry.
    Registry,
    /// A service control policy.
    Scp,
    /// A resource control policy.
    Rcp,
    /// An organization: who may manage it.
    Organization,
    /// The lifecycle of a repository's images.
    Lifecycle,
}
