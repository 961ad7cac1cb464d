//! What the ways to assume a role have in common: the role's name, how long, and the session that results.

use std::sync::Arc;

use wharf_aws::sts::{AssumedRoleUser, Credentials};
use wharf_aws::{AccountId, Arn};
use wharf_policy::{Action, Denial};

use super::fault::invalid;
use super::{Fault, credentials, tag};
use crate::iam::principal::{self, Entity};
use wharf_kernel::session::{Holder, Provider, Session, SessionPolicy, SessionTag};
use wharf_kernel::{Access, Node, Resource, Unavailable};

/// How long a session lasts that does not say.
const DEFAULT_SECONDS: i64 = 3_600;
/// The longest session of a role that a role's session assumed (IAM User Guide, *Roles terms and concepts*, role chaining).
const CHAINED_SECONDS: i64 = 3_600;

/// A role, as a request names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RoleArn {
    pub(super) text: String,
    pub(super) account: AccountId,
    /// Without the path.
    name: String,
}

impl RoleArn {
    /// Reads `arn:aws:iam::<account>:role/<path><name>`.
    pub(super) fn parse(text: &str) -> Result<RoleArn, Fault> {
        let read = || {
            let arn: Arn = text.parse().ok()?;
            Some(RoleArn {
                text: text.to_owned(),
                account: arn.account_id()?,
                name: arn.role_name()?.to_owned(),
            })
        };
        read().ok_or_else(|| invalid("Request ARN is invalid"))
    }

    /// The role; `None` when there is none of that ARN.
    pub(super) async fn find(&self, node: &Node) -> Result<Option<Arc<Option<Entity>>>, Unavailable> {
        let found = principal::role(&node.identity, &self.account, &self.name).await?;
        let is_it = found.as_ref().as_ref().is_some_and(|role| role.arn == self.text);
        Ok(is_it.then_some(found))
    }
}

/// How many seconds a session lasts.
pub(super) fn seconds(asked: Option<i64>, role: &Entity, chained: bool) -> Result<i64, Fault> {
    let seconds = asked.unwrap_or(DEFAULT_SECONDS);
    if seconds > i64::from(role.max_session_seconds) {
        return Err(invalid(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ));
    }
    if chained && seconds > CHAINED_SECONDS {
        return Err(invalid(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        ));
    }
    Ok(seconds)
}

/// `sts:DurationSeconds`: what was asked, or what it means not to ask.
fn seconds_key(asked: Option<i64>) -> String {
    asked.unwrap_or(DEFAULT_SECONDS).to_string()
}

/// What is asked for a session of a role, as far as it decides whether it may begin.
pub(super) struct SessionRequest<'a> {
    /// The operation, which is an action too.
    pub(super) operation: &'static str,
    pub(super) role: &'a RoleArn,
    pub(super) session: &'a str,
    pub(super) seconds: Option<i64>,
    pub(super) tags: &'a [SessionTag],
    pub(super) source_identity: Option<&'a str>,
    /// Further condition keys.
    pub(super) keys: Vec<(String, Vec<String>)>,
}

impl SessionRequest<'_> {
    /// What must be allowed: the operation, and what passes tags and a source identity.
    pub(super) fn demands(&self) -> Vec<Access> {
        let mut actions = vec![self.operation];
        if !self.tags.is_empty() {
            actions.push("TagSession");
        }
        if self.source_identity.is_some() {
            actions.push("SetSourceIdentity");
        }
        actions.into_iter().map(|action| self.demand(action)).collect()
    }

    fn demand(&self, action: &'static str) -> Access {
        let resource = Resource::AssumedRole(self.role.text.clone());
        let tags = self.tags.iter();
        let mut access = Access::new(Action::new("sts", action), resource)
            .with("sts:RoleSessionName", [self.session.to_owned()])
            .with("sts:DurationSeconds", [seconds_key(self.seconds)])
            .with_tags(tags.map(|tag| (tag.key.as_str(), tag.value.as_str())));
        if let Some(identity) = self.source_identity {
            access = access.with("sts:SourceIdentity", [identity.to_owned()]);
        }
        let transitive = tag::transitive_keys(self.tags);
        if !transitive.is_empty() {
            access = access.with("sts:TransitiveTagKeys", transitive);
        }
        for (key, values) in &self.keys {
            access = access.with(key, values.iter().cloned());
        }
        access
    }
}

/// What a role's session has besides the role.
pub(super) struct Begin {
    pub(super) name: String,
    pub(super) seconds: i64,
    pub(super) chained: bool,
    pub(super) policies: Vec<SessionPolicy>,
    pub(super) tags: Vec<SessionTag>,
    pub(super) source_identity: Option<String>,
    pub(super) provider: Option<Provider>,
}

/// Begins a session of a role: its credentials, and who it is.
pub(super) fn begin(node: &Node, role: &Entity, begin: Begin) -> (Credentials, AssumedRoleUser) {
    let holder = Holder::Role {
        id: role.id.clone(),
        session: begin.name.clone(),
        chained: begin.chained,
    };
    let session = Session {
        policies: begin.policies,
        tags: begin.tags,
        source_identity: begin.source_identity,
        provider: begin.provider,
        ..credentials::begin(node, &role.account, holder, begin.seconds)
    };
    let user = AssumedRoleUser {
        assumed_role_id: format!("{}:{}", role.id, begin.name),
        arn: format!(
            "arn:aws:sts::{}:assumed-role/{}/{}",
            role.account, role.name, begin.name
        ),
    };
    (credentials::of(node, &session), user)
}

/// A refusal in the words that do not tell whose policy is silent, nor whether there is such a role.
pub(super) fn denial_text(denial: &Denial) -> String {
    denied_text(&denial.principal, &denial.action.to_string(), &denial.resource)
}

pub(super) fn denied_text(principal: &str, action: &str, resource: &str) -> String {
    format!("User: {principal} is not authorized to perform: {action} on resource: {resource}")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::iam::principal::EntityKind;

    pub(in crate::sts) fn role() -> Entity {
        Entity {
            kind: EntityKind::Role,
            account: "111122223333".parse().unwrap(),
            id: "AROAAAAAAAAAAAAAAAAAA".to_owned(),
            name: "ci".to_owned(),
            arn: "arn:aws:iam::111122223333:role/build/ci".to_owned(),
            tags: Vec::new(),
            policies: Vec::new(),
            boundary: None,
            trust: None,
            max_session_seconds: 7_200,
        }
    }

    #[test]
    fn names_of_roles() {
        let arn = RoleArn::parse("arn:aws:iam::111122223333:role/build/ci").unwrap();
        assert_eq!((arn.account.as_str(), arn.name.as_str()), ("111122223333", "ci"));
        for bad in [
            "arn:aws:iam::111122223333:user/ci",
            "arn:aws:iam::111122223333:role/",
            "arn:aws:iam::111122223333:role/build/",
            "arn:aws:iam::aws:role/ci",
            "arn:aws:iam:us-east-1:111122223333:role/ci",
            "arn:aws:sts::111122223333:role/ci",
            "a role, twenty characters",
        ] {
            assert_eq!(
                RoleArn::parse(bad),
                Err(Fault::Validation("Request ARN is invalid".to_owned())),
                "{bad}"
            );
        }
    }

    #[test]
    fn how_long() {
        let role = role();
        assert_eq!(seconds(None, &role, false), Ok(3_600));
        assert_eq!(seconds(Some(7_200), &role, false), Ok(7_200));
        assert_eq!(seconds(Some(3_600), &role, true), Ok(3_600));
        let of = |asked, chained| seconds(Some(asked), &role, chained).unwrap_err().to_string();
        assert!(of(7_201, false).contains("MaxSessionDuration"));
        assert!(of(7_201, true).contains("MaxSessionDuration"));
        assert!(of(3_601, true).contains("role chaining"));
    }
}
