//! The limits of AWS that a file can meet: *Amazon ECR service quotas*, *IAM and AWS STS quotas*, *Quotas for AWS
//! Organizations*, *CloudFormation quotas*.

/// How much of something there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Of what.
    pub of: &'static str,
    /// What is counted.
    pub unit: &'static str,
    /// The most.
    pub max: usize,
    /// To which number AWS raises it on request, where it does; to any when there is no number.
    pub raised: Option<Raised>,
}

/// How far a limit is raised on request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    /// To this.
    To(usize),
    /// As AWS agrees.
    AsAgreed,
}

const fn fixed(of: &'static str, unit: &'static str, max: usize) -> Limit {
    Limit {
        of,
        unit,
        max,
        raised: None,
    }
}

const CHARACTERS: &str = "characters";
const TEMPLATE: &str = "a CloudFormation template";

/// The text of a registry's policy.
pub const REGISTRY_POLICY: Limit = fixed("a registry's policy", CHARACTERS, 10_240);
/// The text of a repository's policy.
pub const REPOSITORY_POLICY: Limit = fixed("a repository's policy", CHARACTERS, 10_240);
/// The text of a lifecycle policy.
pub const LIFECYCLE_POLICY: Limit = fixed("a lifecycle policy", CHARACTERS, 30_720);
/// The rules of a lifecycle policy.
pub const LIFECYCLE_RULES: Limit = fixed("a lifecycle policy", "rules", 50);
/// The inline policies of a role together; white space is not counted, and ours have none.
pub const ROLE_POLICY: Limit = fixed("a role's inline policies", CHARACTERS, 10_240);
/// Who may take a role.
pub const TRUST_POLICY: Limit = Limit {
    of: "a role's trust policy",
    unit: CHARACTERS,
    max: 2_048,
    raised: Some(Raised::To(4_096)),
};
/// A managed policy: where several roles share what they may do, which none of ours do.
pub const MANAGED_POLICY: Limit = fixed("a managed policy", CHARACTERS, 6_144);
/// A service or resource control policy.
pub const CONTROL_POLICY: Limit = fixed("a service or resource control policy", CHARACTERS, 5_120);
/// The control policies of each kind at the root, AWS's own among them.
pub const CONTROL_POLICIES: Limit = fixed("the root's policies of one kind", "policies", 5);
/// The repositories of a registry.
pub const REPOSITORIES: Limit = Limit {
    of: "a registry",
    unit: "repositories",
    max: 100_000,
    raised: Some(Raised::AsAgreed),
};
/// The rules by which a registry is replicated.
pub const REPLICATION_RULES: Limit = fixed("a registry's replication", "rules", 25);
/// The registries that it is replicated to.
pub const REPLICATION_DESTINATIONS: Limit = fixed("a registry's replication", "destinations", 25);
/// The units of an organization.
pub const UNITS: Limit = fixed("an organization", "units", 2_000);
/// Whom an identity provider's tokens may be for.
pub const AUDIENCES: Limit = fixed("an identity provider", "audiences", 100);

/// The resources of a template.
pub const TEMPLATE_RESOURCES: Limit = fixed(TEMPLATE, "resources", 500);
/// The parameters of a template.
pub const TEMPLATE_PARAMETERS: Limit = fixed(TEMPLATE, "parameters", 200);
/// The text of a template that is handed over with the call; a longer one is taken from a bucket.
pub const TEMPLATE_HANDED_OVER: Limit = fixed("a template that is handed over", "bytes", 51_200);
/// The text of a template in a bucket: 1 MB.
pub const TEMPLATE_IN_BUCKET: Limit = fixed(TEMPLATE, "bytes", 1_000_000);

/// All of them.
pub const LIMITS: [Limit; 18] = [
    REGISTRY_POLICY,
    REPOSITORY_POLICY,
    LIFECYCLE_POLICY,
    LIFECYCLE_RULES,
    ROLE_POLICY,
    TRUST_POLICY,
    MANAGED_POLICY,
    CONTROL_POLICY,
    CONTROL_POLICIES,
    REPOSITORIES,
    REPLICATION_RULES,
    REPLICATION_DESTINATIONS,
    UNITS,
    AUDIENCES,
    TEMPLATE_RESOURCES,
    TEMPLATE_PARAMETERS,
    TEMPLATE_HANDED_OVER,
    TEMPLATE_IN_BUCKET,
];
