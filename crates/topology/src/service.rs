//! The services of AWS that pull images: as whom, with what, from where, which condition keys their requests have, and whether they can be
//! pointed at another registry than ECR (AWS Lambda Developer Guide, *Using container images*; CodeBuild User Guide, *Amazon ECR sample*;
//! App Runner Developer Guide, *Access role*; ECS Developer Guide, *Task execution role*).

use std::collections::BTreeSet;

use wharf_aws::Region;

use crate::company::{Company, Consumer};

/// As whom a service pulls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Puller {
    /// As itself: policies of registries name it, and no token is asked for.
    Itself,
    /// As a role that it takes: policies name the role, whose trust policy names the service.
    Role,
}

/// Whether a service can pull from a registry that is not ECR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It can.
    Anywhere,
    /// On machines of one's own; not on Fargate.
    OwnMachines,
    /// It cannot.
    EcrOnly,
}

/// A service.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// What people call it.
    pub name: &'static str,
    /// What policies call who pulls.
    pub principal: &'static str,
    /// All that its roles trust: what tells it from others with the same principal.
    pub trust: &'static [&'static str],
    /// As whom it pulls.
    pub puller: Puller,
    /// What it needs on the repository.
    pub needs: &'static [&'static str],
    /// Where the registry may be.
    pub from: &'static str,
    /// Whether that is only where it acts itself.
    pub own_region: bool,
    /// The `aws:SourceArn` of its requests, with `REGION` and `ACCOUNT`; none where a role pulls.
    pub source_arn: Option<&'static str>,
    /// Whether statements for it name `aws:SourceAccount` besides.
    pub source_account: bool,
    /// Whether the account that it acts for must be let in besides.
    pub with_account: bool,
    /// Whether it can be pointed at Wharf.
    pub reach: Reach,
    /// What to write in the organization file.
    pub recipe: &'static str,
}

const TWO: &[&str] = &["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const THREE: &[&str] = &[
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
];
const WITH_TOKEN: &[&str] = &[
    "ecr:GetAuthorizationToken",
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
];
const WITH_LOOKS: &[&str] = &[
    "ecr:GetAuthorizationToken",
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:DescribeImages",
    "ecr:GetDownloadUrlForLayer",
];

/// A service that takes a role.
const fn with_role(
    name: &'static str,
    trust: &'static [&'static str],
    reach: Reach,
    recipe: &'static str,
) -> Service {
    Service {
        name,
        principal: trust[0],
        trust,
        puller: Puller::Role,
        needs: WITH_TOKEN,
        from: "any account and Region",
        own_region: false,
        source_arn: None,
        source_account: false,
        with_account: false,
        reach,
        recipe,
    }
}

/// The services that are known.
pub const SERVICES: [Service; 8] = [
    Service {
        name: "Lambda",
        principal: "lambda.amazonaws.com",
        trust: &["lambda.amazonaws.com"],
        puller: Puller::Itself,
        needs: TWO,
        from: "any account, the function's own Region",
        own_region: true,
        source_arn: Some("arn:aws:lambda:REGION:ACCOUNT:function:*"),
        source_account: false,
        with_account: true,
        reach: Reach::EcrOnly,
        recipe: "fn: { service: lambda.amazonaws.com, accounts: [prod] }",
    },
    Service {
        name: "CodeBuild, the image of a build",
        principal: "codebuild.amazonaws.com",
        trust: &["codebuild.amazonaws.com"],
        puller: Puller::Itself,
        needs: THREE,
        from: "any account and Region",
        own_region: false,
        source_arn: Some("arn:aws:codebuild:REGION:ACCOUNT:project/*"),
        source_account: true,
        with_account: false,
        reach: Reach::Anywhere,
        recipe: "builds: { service: codebuild.amazonaws.com, accounts: [build] }",
    },
    with_role(
        "ECS",
        &["ecs-tasks.amazonaws.com"],
        Reach::OwnMachines,
        "tasks: { accounts: [prod], trust: [ecs-tasks.amazonaws.com] }",
    ),
    with_role(
        "EKS, machines",
        &["ec2.amazonaws.com"],
        Reach::Anywhere,
        "nodes: { accounts: [prod], trust: [ec2.amazonaws.com] }",
    ),
    with_role(
        "EKS, Fargate",
        &["eks-fargate-pods.amazonaws.com"],
        Reach::EcrOnly,
        "pods: { accounts: [prod], trust: [eks-fargate-pods.amazonaws.com] }",
    ),
    Service {
        needs: WITH_LOOKS,
        ..with_role(
            "App Runner",
            &["build.apprunner.amazonaws.com"],
            Reach::EcrOnly,
            "web: { accounts: [prod], trust: [build.apprunner.amazonaws.com] }",
        )
    },
    with_role(
        "SageMaker",
        &["sagemaker.amazonaws.com"],
        Reach::EcrOnly,
        "models: { accounts: [prod], trust: [sagemaker.amazonaws.com] }",
    ),
    with_role(
        "Batch",
        &["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"],
        Reach::OwnMachines,
        "jobs: { accounts: [prod], trust: [ecs-tasks.amazonaws.com, ec2.amazonaws.com] }",
    ),
];

/// Services that pull by no policy of a registry and take no role that does, and what to write instead.
const NEVER: [(&str, &str); 9] = [
    (
        "apprunner.amazonaws.com",
        "App Runner pulls as a role that build.apprunner.amazonaws.com takes: say `trust: [build.apprunner.amazonaws.com]`",
    ),
    (
        "tasks.apprunner.amazonaws.com",
        "App Runner pulls as a role that build.apprunner.amazonaws.com takes: say `trust: [build.apprunner.amazonaws.com]`",
    ),
    (
        "batch.amazonaws.com",
        "jobs of Batch pull as a role that ecs-tasks.amazonaws.com and ec2.amazonaws.com take: say `trust: [ecs-tasks.amazonaws.com, \
         ec2.amazonaws.com]`",
    ),
    (
        "ecs.amazonaws.com",
        "tasks of ECS pull as a role that ecs-tasks.amazonaws.com takes: say `trust: [ecs-tasks.amazonaws.com]`",
    ),
    (
        "eks.amazonaws.com",
        "nodes of EKS pull as a role that ec2.amazonaws.com takes, pods on Fargate as one of eks-fargate-pods.amazonaws.com: say one of these",
    ),
    (
        "eks-fargate.amazonaws.com",
        "pods on Fargate pull as a role that eks-fargate-pods.amazonaws.com takes: say `trust: [eks-fargate-pods.amazonaws.com]`",
    ),
    (
        "ecr.amazonaws.com",
        "the registry's own work needs no consumer: leave it out",
    ),
    (
        "inspector.amazonaws.com",
        "Inspector scans by its service-linked role, which needs no consumer: leave it out",
    ),
    (
        "inspector2.amazonaws.com",
        "Inspector scans by its service-linked role, which needs no consumer: leave it out",
    ),
];

/// What to write instead of a service that never pulls, neither as itself nor by a role that it takes.
pub(crate) fn instead_of(principal: &str) -> Option<&'static str> {
    let mut never = NEVER.iter();
    never
        .find(|(name, _)| *name == principal)
        .map(|(_, instead)| *instead)
}

/// The services that a consumer is, or that take its roles. Where all that one trusts is trusted, it is not one that trusts a part of that:
/// a role of machines that tasks take too is of Batch.
pub(crate) fn of(consumer: &Consumer) -> Vec<&'static Service> {
    let is_trusted = |principal: &&str| consumer.trust.iter().any(|trusted| trusted == principal);
    let taking = SERVICES.iter();
    let taking: Vec<&Service> = taking
        .filter(|service| service.trust.iter().all(&is_trusted))
        .collect();
    let is_part = |one: &Service, other: &Service| {
        one.trust.len() < other.trust.len() && one.trust.iter().all(|name| other.trust.contains(name))
    };
    let whole = taking
        .iter()
        .copied()
        .filter(|one| !taking.iter().any(|other| is_part(one, other)));
    let own = consumer.service.iter();
    own.filter_map(|principal| known(principal))
        .chain(whole)
        .collect()
}

/// The service that is called so.
pub fn known(principal: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.principal == principal)
}

/// Whether the service that is called so pulls from its own Region only.
pub(crate) fn is_regional(principal: &str) -> bool {
    known(principal).is_some_and(|service| service.own_region)
}

/// What a consumer needs besides a pull, because of the services that take its roles.
pub(crate) fn more(consumer: &Consumer) -> Vec<&'static str> {
    let mut more = needs(consumer);
    more.retain(|action| !WITH_TOKEN.contains(action));
    more
}

/// All that the services of a consumer need.
pub(crate) fn needs(consumer: &Consumer) -> Vec<&'static str> {
    let services = of(consumer).into_iter();
    let needs = services.flat_map(|service| service.needs).copied();
    let needs: BTreeSet<&str> = needs.collect();
    needs.into_iter().collect()
}

/// That a consumer's service cannot pull from Wharf, or not everywhere.
#[derive(Clone, Debug)]
pub struct OutOfReach {
    /// The consumer's name.
    pub consumer: String,
    /// The service.
    pub service: &'static Service,
    /// The copies in ECR that it needs: account, Region, and the repositories.
    pub copies: Vec<(usize, String, Vec<String>)>,
}

/// The consumers whose services cannot be pointed at Wharf.
pub fn out_of_reach(company: &Company) -> Vec<OutOfReach> {
    let mut found = Vec::new();
    for consumer in &company.consumers {
        let services = of(consumer).into_iter();
        for service in services.filter(|service| service.reach != Reach::Anywhere) {
            found.push(OutOfReach {
                consumer: consumer.name.clone(),
                service,
                copies: copies(company, consumer, service),
            });
        }
    }
    found
}

/// What a consumer pulls, and from where: for a service that pulls from its own Region only, from there.
fn copies(company: &Company, consumer: &Consumer, service: &Service) -> Vec<(usize, String, Vec<String>)> {
    let accounts = company.consumer_accounts(consumer);
    let is_pulled_from = |registry: &usize| {
        accounts.is_empty()
            || accounts
                .iter()
                .any(|account| company.pulls_from(*account, *registry))
    };
    let mut copies = Vec::new();
    for registry in company.registry_accounts().into_iter().filter(is_pulled_from) {
        let names = company
            .repositories_in(registry)
            .map(|repository| &repository.name);
        let names = names.filter(|name| consumer.pull.iter().any(|pattern| pattern.covers(name)));
        let names: Vec<String> = names.cloned().collect();
        if names.is_empty() {
            continue;
        }
        let working: Vec<usize> = company.working_accounts().collect();
        let served = if accounts.is_empty() { &working } else { &accounts };
        let regions: BTreeSet<&Region> = match service.own_region && !served.is_empty() {
            true => {
                let served = served
                    .iter()
                    .filter(|account| company.pulls_from(**account, registry));
                served
                    .flat_map(|account| &company.accounts[*account].regions)
                    .collect()
            }
            false => company.accounts[registry].regions.iter().collect(),
        };
        copies.extend(
            regions
                .into_iter()
                .map(|region| (registry, region.to_string(), names.clone())),
        );
    }
    copies
}
