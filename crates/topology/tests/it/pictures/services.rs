//! Services of AWS in pictures: one box for each, with who it runs for and with the ways of what it pulls.

use std::collections::BTreeSet;

use wharf_topology::Company;
use wharf_topology::access::{AccessModel, summary};
use wharf_topology::desired::Ids;
use wharf_topology::draw::{self, Kind, NodeKind};

/// A service that acts for two accounts, and one that acts for another.
const TWO_SERVICES: &str = "\
organization: services
topology: dedicated
accounts: { registry: , prod: { environment: production }, test: { environment: test }, dev: }
repositories: [app/fn, app/web]
consumers:
  fn: { service: lambda.amazonaws.com, accounts: [prod, test], pull: [app/fn] }
  cb: { service: codebuild.amazonaws.com, accounts: [dev], pull: [\"app/*\"] }
";

/// What is wrong with the services of a company's picture.
pub(super) fn faults(company: &Company) -> Vec<String> {
    let model = AccessModel::of(company, &Ids::assumed(company));
    let groups = summary(company, &model);
    let pulls = |label: &String| {
        let mut pulling = groups.iter().filter(|group| group.can.contains(&"pull"));
        pulling.any(|group| group.who.contains(label))
    };
    let inside = model.principals().iter().filter(|who| who.inside);
    let services: BTreeSet<&str> = inside
        .filter(|who| pulls(&who.label))
        .filter_map(|who| who.service.as_deref())
        .collect();
    let picture = draw::picture(company, &model, &groups).grouped();
    let mut faults = Vec::new();
    for service in services {
        let boxes = picture.nodes.iter().enumerate();
        let boxes: Vec<usize> = boxes
            .filter(|(_, node)| node.kind != NodeKind::Account && node.name.starts_with(service))
            .map(|(at, _)| at)
            .collect();
        let is_pulled = |at: usize| {
            let mut flows = picture.flows.iter();
            flows.any(|flow| flow.kind == Kind::Pull && flow.to == at)
        };
        match boxes[..] {
            [one] if is_pulled(one) && !picture.nodes[one].roles.is_empty() => {}
            _ => faults.push(format!("{service} pulls, and its boxes are {boxes:?}")),
        }
    }
    faults
}

#[test]
fn a_service_is_one_box_with_its_consumers_and_what_it_pulls() {
    let company = crate::file::company(TWO_SERVICES);
    assert_eq!(faults(&company), Vec::<String>::new());
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    let picture = draw::picture(&company, &model, &summary(&company, &model));
    let lambda = picture
        .nodes
        .iter()
        .find(|node| node.name == "lambda.amazonaws.com");
    assert_eq!(lambda.unwrap().serves, ["prod", "test"]);
    let sentences: Vec<&str> = picture.flows.iter().map(|flow| flow.sentence.as_str()).collect();
    assert!(
        sentences
            .contains(&"fn of lambda.amazonaws.com for prod, test pulls app/fn from registry, us-east-1"),
        "{sentences:?}"
    );
}

/// What a function of any account of the organization may pull, its management account may too: it is not outside of it.
#[test]
fn the_management_account_is_not_outside() {
    let text = "organization: acme\naccounts: { registry: , dev: , prod: }\nrepositories: [app/fn]\nbuilders: { ci: { trust: [dev] } }\n\
                consumers: { fn: { service: lambda.amazonaws.com } }\n";
    let picture = super::measure("functions-of-all", &crate::file::company(text));
    let drawn = picture.mermaid();
    assert!(drawn.contains("management"), "{drawn}");
    let drawn = picture.svg(super::Theme::Light);
    assert!(drawn.contains("no account outside of acme can pull"), "{drawn}");
    assert!(!drawn.contains("outside of the organization"), "{drawn}");
}
