//! Grants to services, which call for customers of AWS: whose resource it is stands in the keys `aws:Source…`.

use super::Lint;
use super::condition_keys::is_one_account;
use crate::arn::cut;
use crate::check::PolicyKind;
use crate::document::{Clause, Spanned, Statement};
use crate::edit::{Edit, quoted};
use crate::names;
use crate::operator::{Operator, Test};

/// Services that pull by a role, and who that is.
const BY_ROLE: &[(&str, &str)] = &[
    ("apprunner", "the service's access role"),
    ("autoscaling", "the role of the instances"),
    ("batch", "the job's execution role"),
    ("build.apprunner", "the service's access role"),
    ("codedeploy", "the role of what it deploys"),
    ("codepipeline", "the role of the pipeline"),
    ("ec2", "the role of the instance profile"),
    ("ecs", "the task's execution role"),
    ("ecs-tasks", "the task's execution role"),
    ("eks", "the role of the nodes"),
    ("eks-fargate", "the pod execution role"),
    ("eks-fargate-pods", "the pod execution role"),
    ("elasticbeanstalk", "the role of the instance profile"),
    ("elasticmapreduce", "the role of the instance profile"),
    ("events", "the role of what it starts"),
    ("fargate", "the task's execution role"),
    ("imagebuilder", "the role of the build instances"),
    ("inspector", "its service-linked role"),
    ("inspector2", "its service-linked role"),
    ("sagemaker", "the model's execution role"),
    ("spot", "the role of the instances"),
    ("ssm", "the role of the instances"),
    ("states", "the role of what it starts"),
    ("tasks.apprunner", "the service's access role"),
];

/// What of the caller a service has not, and what says the same of whom it calls for.
const OF_CALLER: &[(&str, Option<&str>)] = &[
    ("aws:PrincipalOrgID", Some("aws:SourceOrgID")),
    ("aws:PrincipalOrgPaths", Some("aws:SourceOrgPaths")),
    ("aws:PrincipalAccount", Some("aws:SourceAccount")),
    ("aws:PrincipalArn", None),
    ("aws:userid", None),
    ("aws:username", None),
];

/// What a service needs to pull.
const PULL: [&str; 2] = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

const BY_ACCOUNT: &str = "\"StringEquals\": {\"aws:SourceAccount\": \"<account>\"}";

const SOURCES: [&str; 4] = [
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
];

pub(super) fn look(lint: &mut Lint<'_>) {
    let is_resource = matches!(lint.kind, PolicyKind::Repository | PolicyKind::Registry);
    for statement in lint.statements().filter(|statement| statement.is_allow()) {
        let services = || {
            statement
                .principals()
                .iter()
                .filter(|named| named.kind == "Service")
        };
        if services().next().is_some() {
            source_is_no_role(lint, statement);
            of_caller(lint, statement);
        } else {
            of_no_service(lint, statement);
        }
        if !is_resource {
            continue;
        }
        let mut calls = None;
        for named in services() {
            match named.value.text.split_once(".amazon") {
                Some((name, "aws.com" | "aws.com.cn")) => {
                    if !by_role(lint, statement, name, &named.value) {
                        calls = Some(&named.value);
                    }
                }
                _ => unknown(lint, statement, &named.value),
            }
        }
        if let Some(service) = calls {
            without_source(lint, statement, service);
        }
    }
}

fn unknown(lint: &mut Lint<'_>, statement: &Statement, service: &Spanned) {
    if service.text.ends_with(".aws.internal") {
        return;
    }
    let name = service.text.split('.').next().unwrap_or_default();
    let meant = format!("{name}.amazonaws.com");
    let message = "services are called <name>.amazonaws.com: no service is called so";
    // Under its right name a service calls for every customer of AWS.
    let says_whose = statement.conditions.iter().any(is_source);
    let help = match says_whose {
        true => format!("did you mean {meant}?"),
        false => format!("did you mean {meant}? Say for whom it calls, too: {BY_ACCOUNT}"),
    };
    let edit = says_whose.then(|| Edit::text(service.span.clone(), &meant));
    lint.warn("service", &service.span, message, &help).extend(edit);
}

/// Whether a service never pulls as itself; says so.
fn by_role(lint: &mut Lint<'_>, statement: &Statement, name: &str, service: &Spanned) -> bool {
    let Some((_, role)) = BY_ROLE.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) else {
        return false;
    };
    if PULL.iter().any(|action| statement.means(action)) {
        let message = format!(
            "{} never pulls as itself but by {role}: this allows nothing",
            service.text
        );
        let help =
            format!("name {role}: {{\"AWS\": \"arn:aws:iam::<account>:role/<role>\"}}, or its account");
        let edit = lint.without(&service.span);
        lint.warn("service-never-pulls", &service.span, &message, &help)
            .extend(edit);
    }
    true
}

/// Whether a clause says for whom a service calls.
fn is_source(clause: &Clause) -> bool {
    SOURCES.iter().any(|key| clause.is_of(key)) && clause.demands() && !clause.takes_anything()
}

/// The one other account that may pull, if there is one.
fn consumer(lint: &Lint<'_>) -> Option<String> {
    let accounts_of = |pulls: &dyn Fn(&&Statement) -> bool| {
        let statements = lint.statements().filter(|statement| pulls(statement));
        let named = statements.flat_map(Statement::principals);
        let named = named.filter(|named| named.kind == "AWS");
        let mut accounts: Vec<String> = named
            .filter_map(|named| crate::account::account_of(&named.value.text))
            .map(|account| account.to_string())
            .collect();
        accounts.sort();
        accounts.dedup();
        accounts
    };
    let pulls = |statement: &&Statement| PULL.iter().all(|action| statement.means(action));
    let denied = accounts_of(&|statement| statement.is_deny());
    let mut allowed = accounts_of(&|statement| statement.is_allow() && pulls(statement));
    allowed.retain(|account| !denied.contains(account));
    match allowed.len() {
        1 => allowed.pop(),
        _ => None,
    }
}

fn without_source(lint: &mut Lint<'_>, statement: &Statement, service: &Spanned) {
    let says_whose =
        |clause: &&Clause| is_source(clause) || OF_CALLER.iter().any(|(key, _)| clause.is_of(key));
    if statement.conditions.iter().any(|clause| says_whose(&clause)) {
        return;
    }
    let of_any = SOURCES.iter().flat_map(|key| statement.clauses(key));
    let of_any = of_any
        .into_iter()
        .find(|clause| clause.demands() && clause.takes_anything());
    let (place, why) = match of_any {
        Some(clause) => (
            &clause.key.span,
            format!(
                "{} here is that of any of them, so each",
                names::spelled(&clause.key.text)
            ),
        ),
        None => (
            &service.span,
            "without aws:SourceArn or aws:SourceAccount any of them".to_owned(),
        ),
    };
    let message = format!(
        "{} calls for every customer of AWS: {why} can have it pull this",
        service.text
    );
    let consumer = consumer(lint);
    let account = consumer.as_deref().unwrap_or("<account>");
    let condition = format!("\"StringEquals\": {{\"aws:SourceAccount\": \"{account}\"}}");
    let edit = match (&statement.condition, &statement.principal) {
        _ if consumer.is_none() || !statement.is_of("Service") => None,
        (None, Some(principal)) => Some(Edit::insert(
            principal.value.end,
            format!(", \"Condition\": {{{condition}}}"),
        )),
        (Some(span), _)
            if statement
                .conditions
                .iter()
                .all(|clause| clause.written.text != "StringEquals") =>
        {
            Some(Edit::first_member(lint.text, span, &condition))
        }
        _ => None,
    };
    let help = match statement.is_of("Service") {
        true if of_any.is_some() => {
            format!("write the account or the organization in full, or add the condition {condition}")
        }
        true => format!("add the condition {condition}"),
        false => format!("give the service a statement of its own with the condition {condition}"),
    };
    lint.warn("service-source", place, &message, &help).extend(edit);
}

/// A role in the place of what the service does it for.
fn source_is_no_role(lint: &mut Lint<'_>, statement: &Statement) {
    let services = statement
        .principals()
        .iter()
        .filter(|named| named.kind == "Service");
    let name = services
        .filter_map(|named| named.value.text.split('.').next())
        .next()
        .unwrap_or("lambda");
    for clause in statement.clauses("aws:SourceArn") {
        for value in &clause.values {
            let parts = cut(&value.text);
            let [_, partition, "iam" | "sts", _, account, _] = parts[..] else {
                continue;
            };
            let resource = match name {
                "lambda" => "function:*",
                "codebuild" => "project/*",
                _ => "*",
            };
            let of = |account: &str| format!("arn:{partition}:{name}:*:{account}:{resource}");
            let is_one = is_one_account(account);
            let right = of(if is_one { account } else { "<account>" });
            let message = format!(
                "aws:SourceArn is what {name} calls for, such as a function, never the role that it has: no request matches"
            );
            let like = Operator {
                test: Test::StringLike,
                ..clause.operator
            };
            let operator = match clause.has_wildcards() {
                true => Some(None),
                false => clause.renamed(statement, &like.to_string()).map(Some),
            };
            let help = match clause.has_wildcards() {
                true => format!("write {right}, or the ARN of the one that may"),
                false => format!("write {right} under {like}, or the ARN of the one that may"),
            };
            let edits = lint.warn("source-arn-role", &value.span, &message, &help);
            // The functions of every account would be meant.
            if let Some(operator) = operator.filter(|_| is_one) {
                edits.push(Edit::text(value.span.clone(), &right));
                edits.extend(operator);
            }
        }
    }
}

/// Keys of callers that belong to an account, of a service.
fn of_caller(lint: &mut Lint<'_>, statement: &Statement) {
    for (key, source) in OF_CALLER {
        for clause in statement.clauses(key).filter(|clause| !clause.operator.negated) {
            if clause.operator.test == Test::Null {
                continue;
            }
            let effect = match clause.operator.if_exists {
                true => "the condition holds for every customer of AWS",
                false => "no request of the service matches",
            };
            let message =
                format!("a service is in no account and no organization, so it has no {key}: {effect}");
            let only = statement.is_of("Service");
            let edit = source
                .filter(|_| only && !clause.takes_anything())
                .and_then(|source| clause.with_key(statement, source));
            let help = match (source, only) {
                (Some(source), true) => format!("write {source}"),
                (Some(source), false) => format!("make a statement for the service alone, with {source}"),
                (None, _) => {
                    "say whose resource it may call for: aws:SourceArn, aws:SourceAccount".to_owned()
                }
            };
            lint.warn("service-principal-key", &clause.key.span, &message, &help)
                .extend(edit);
        }
    }
}

/// Keys of services, where none is meant.
fn of_no_service(lint: &mut Lint<'_>, statement: &Statement) {
    let is_own = matches!(
        lint.kind,
        PolicyKind::Identity | PolicyKind::Boundary | PolicyKind::Session
    );
    let is_named = statement.is_of("AWS") && !statement.is_of_everyone();
    if !(is_own || is_named) {
        return;
    }
    for key in SOURCES {
        for clause in statement.clauses(key).filter(|clause| clause.demands()) {
            let of_principal = match key {
                "aws:SourceAccount" => "aws:PrincipalAccount",
                "aws:SourceOrgID" => "aws:PrincipalOrgID",
                "aws:SourceOrgPaths" => "aws:PrincipalOrgPaths",
                _ => "aws:PrincipalArn",
            };
            let is_principal = |value: &Spanned| matches!(cut(&value.text).get(2), Some(&("iam" | "sts")));
            let is_same = key != "aws:SourceArn" || clause.values.iter().all(is_principal);
            let message =
                format!("only requests of services have {key}; those of users and roles never match");
            let help = match is_same {
                true => format!("write {of_principal}"),
                false => format!(
                    "leave it out, or give the service a statement of its own, with {{\"Service\": {}}} as Principal",
                    quoted("<service>.amazonaws.com")
                ),
            };
            let edit = clause.with_key(statement, of_principal).filter(|_| is_same);
            lint.warn("absent-key", &clause.key.span, &message, &help)
                .extend(edit);
        }
    }
}
