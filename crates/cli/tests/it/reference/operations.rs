//! `docs/reference/operations.md`: a section for each service, a line for each row of its table.

use wharf_aws::Protocol;
use wharf_node::operation::{ResourceType, Row, Service};
use wharf_node::{rows_of, services};

use super::compare;

const HEAD: &str = "# Operations\n\n\
    What is served, service by service: the permissions that a request of an operation may need, on what, and whether the\n\
    operation reads or changes. Some requests need only some of the permissions: `iam:PassRole` is for those that pass a\n\
    role, `TagResource` and the like for those with tags. What stands behind *may ask* is not demanded: the operation asks\n\
    whether the caller has it, and acts accordingly. The services answer every other name with `UnknownOperationException`\n\
    (JSON 1.1) or `InvalidAction` (Query).\n\n\
    This page is printed from the tables that the program serves from; run the tests of `wharf-cli` with\n\
    `UPDATE_REFERENCE=1` to print it again. [Protocols](protocols.md) says what differs from AWS.\n";

fn printed() -> String {
    let mut page = HEAD.to_owned();
    let mut services: Vec<&Service> = services().collect();
    services.sort_by_key(|service| service.name());
    services
        .iter()
        .for_each(|service| page.push_str(&section(service)));
    page
}

fn section(service: &Service) -> String {
    let model = service.model;
    let mut rows: Vec<&Row> = rows_of(service).collect();
    rows.sort_by_key(|row| row.name);
    let (name, version) = (model.name, model.api_version);
    let reached = match model.protocol {
        Protocol::Json11 { target_prefix } => {
            format!("JSON 1.1, `X-Amz-Target: {target_prefix}.<operation>`, version {version}")
        }
        Protocol::Query { .. } => format!("Query, `Action=<operation>&Version={version}`"),
        Protocol::Distribution => {
            "Routes below `/v2/` ([protocols](protocols.md#oci-distribution-11))".to_owned()
        }
    };
    let operators = if service.for_operators {
        ", or unsigned through the socket in the data folder"
    } else {
        ""
    };
    let waiting = service.operations.iter().map(|operation| operation.name);
    let waiting: Vec<&str> = waiting
        .filter(|name| wharf_node::row(service, name).is_none())
        .collect();
    let waiting = match waiting.as_slice() {
        [] => String::new(),
        names => format!(
            "\nSome that are not served: {}. Nor is any other name that the table lacks.\n",
            listed(names)
        ),
    };
    let lines: String = rows.iter().map(|row| line(row)).collect();
    format!(
        "\n## {name}\n\n{reached}. Signed for `{}`{operators}. {} operations.\n\n\
         | operation | permissions | on | effect | condition keys |\n|---|---|---|---|---|\n{lines}{waiting}",
        model.signing_name,
        rows.len()
    )
}

fn line(row: &Row) -> String {
    let mut permissions = match row.actions {
        [] => "valid credentials".to_owned(),
        actions => listed(actions),
    };
    if !row.decides.is_empty() {
        permissions.push_str(&format!("; may ask {}", listed(row.decides)));
    }
    if !row.signed {
        permissions.push_str("; unsigned");
    }
    let effect = if row.is_read_only() { "reads" } else { "changes" };
    let (resource, keys) = (resource(row.resource), listed(row.condition_keys));
    format!(
        "| `{}` | {permissions} | {resource} | {effect} | {keys} |\n",
        row.name
    )
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// What a policy's `Resource` names.
fn resource(of: ResourceType) -> &'static str {
    match of {
        ResourceType::Any => "`*`",
        ResourceType::FederatedUser => "federated user",
        ResourceType::Group => "group",
        ResourceType::InstanceProfile => "instance profile",
        ResourceType::Key => "key",
        ResourceType::Node => "node: `*` of the first account",
        ResourceType::OidcProvider => "OpenID Connect provider",
        ResourceType::Organization => "organization",
        ResourceType::Policy => "policy",
        ResourceType::Registry => "registry: `*`",
        ResourceType::Repository => "repository",
        ResourceType::Role => "role",
        ResourceType::User => "user",
    }
}

#[test]
fn the_page_of_operations_is_the_tables() {
    compare("operations.md", &printed());
}
