//! What a service can do. Services sign no requests that a test could send, so the node decides as it does of requests, about a call that
//! is of the service, with the keys that its requests have.

use serde_json::{Value, json};
use wharf_node::{Access, AnswerMemory, Call, Endpoint, Resource};
use wharf_policy::{Action as IamAction, Decision, Principal};
use wharf_testkit::Kit;
use wharf_topology::access::{PrincipalClass, Question};
use wharf_topology::desired::Ids;
use wharf_topology::{Action, Company, live};

use super::requests::{DIGEST, requests};
use super::{Applied, is_allowed};

pub(super) const LAMBDA: &str = "lambda.amazonaws.com";
const APP_RUNNER: &str = "build.apprunner.amazonaws.com";
const OUTSIDE: &str = "999999999999";

/// A service that calls.
pub(super) struct Service<'a> {
    pub(super) name: &'a str,
    /// The account of the company that it acts for; none for others' and where it is any of the organization.
    pub(super) serves: Option<usize>,
    conditions: Vec<(String, Vec<String>)>,
}

impl<'a> Service<'a> {
    /// By what a class of principals is called: `service NAME`, `… for ACCOUNT` or `… for an outsider`.
    pub(super) fn of(label: &'a str, company: &Company, ids: &Ids, region: &str) -> Option<Service<'a>> {
        let label = label.strip_prefix("service ")?;
        let (name, account) = match label.split_once(" for ") {
            Some((name, account)) => (name, Some(account)),
            None => (label, None),
        };
        let serves = account.and_then(|name| company.accounts.iter().position(|one| one.name == name));
        let mut conditions = Vec::new();
        let mut add = |key: &str, value: String| conditions.push((key.to_owned(), vec![value]));
        let id = match (account, serves) {
            (_, Some(at)) => Some(ids.accounts[at].as_str()),
            (Some(_), None) => Some(OUTSIDE),
            (None, None) => None,
        };
        if let Some(id) = id {
            add("aws:SourceAccount", id.to_owned());
            let source = match name {
                LAMBDA => format!("arn:aws:lambda:{region}:{id}:function:any"),
                _ => format!("arn:aws:codebuild:{region}:{id}:project/any"),
            };
            add("aws:SourceArn", source);
        }
        if account.is_none() || serves.is_some() {
            add("aws:SourceOrgID", ids.organization.clone());
        }
        if let Some(at) = serves {
            add("aws:SourceOrgPaths", ids.path(company, company.accounts[at].unit));
        }
        Some(Service {
            name,
            serves,
            conditions,
        })
    }

    /// Whether the node lets it do something.
    pub(super) async fn can(&self, kit: &Kit, question: &Question) -> bool {
        let mut operations: Vec<&str> = requests(question, false)
            .into_iter()
            .map(|(operation, _)| operation)
            .filter(|operation| *operation != "GetAuthorizationToken")
            .collect();
        if question.action == Action::Pull && question.expected && self.name != LAMBDA {
            operations.push("BatchCheckLayerAvailability");
        }
        let is_all = matches!(question.action, Action::Pull | Action::Push);
        for operation in operations {
            if self.may(kit, operation, question).await != is_all {
                return !is_all;
            }
        }
        is_all
    }

    async fn may(&self, kit: &Kit, operation: &str, question: &Question) -> bool {
        let registry = &question.registry;
        let call = Call {
            principal: Principal::service(self.name),
            account: registry.id,
            access_key_id: self.name.to_owned(),
            session: None,
            region: registry.region.clone(),
            endpoint: Endpoint {
                secure: false,
                authority: kit.address().to_string(),
                zone: "localhost".to_owned(),
                alias: None,
            },
            source_ip: None,
            secure: false,
            user_agent: None,
            request_id: wharf_aws::RequestId::from_random([1; 16]),
            operator: None,
            memory: AnswerMemory::default(),
        };
        let name = question.repository.parse().unwrap();
        let access = Access {
            action: IamAction::parse(&format!("ecr:{operation}")).unwrap(),
            resource: Resource::Repository(registry.id, name),
            conditions: self.conditions.clone(),
        };
        let caller = kit.node.gate.caller(&kit.node, &call).await.unwrap();
        caller.decide(&kit.node, &call, &access, None).await.unwrap() == Decision::Allowed
    }
}

impl Applied<'_> {
    /// What a service sends to pull with a role of the file, besides what a client does.
    pub(super) fn sent_by_takers(
        &self,
        who: &PrincipalClass,
        question: &Question,
    ) -> Vec<(&'static str, Value)> {
        let mut consumers = self.company.consumers.iter();
        let consumer = consumers.find(|one| one.service.is_none() && Some(&one.name) == who.role.as_ref());
        let Some(consumer) = consumer.filter(|_| question.action == Action::Pull && question.expected) else {
            return Vec::new();
        };
        let repository = |more: (&str, Value)| {
            json!({
                "registryId": question.registry.id.as_str(),
                "repositoryName": question.repository,
                more.0: more.1
            })
        };
        let mut sent = Vec::new();
        if consumer
            .trust
            .iter()
            .any(|taker| taker.ends_with(".amazonaws.com"))
        {
            let layers = repository(("layerDigests", json!([DIGEST])));
            sent.push(("BatchCheckLayerAvailability", layers));
        }
        if consumer.trust.iter().any(|taker| taker == APP_RUNNER) {
            sent.push(("DescribeImages", repository(("maxResults", json!(1)))));
        }
        sent
    }

    /// Whether the account that has a function is let in besides; of any account of the organization the management account is one.
    pub(super) async fn is_let_in(&mut self, service: &Service<'_>, question: &Question) -> bool {
        if service.name != LAMBDA || question.action != Action::Pull || !question.expected {
            return true;
        }
        let client = match service.serves {
            Some(account) => self.other_role(account).await,
            None => self.operator.clone(),
        };
        let client = client.within(question.registry.region.as_str());
        for (operation, input) in requests(question, false) {
            if !is_allowed(&client.call(live::Service::Ecr, operation, input).await) {
                return false;
            }
        }
        true
    }
}
