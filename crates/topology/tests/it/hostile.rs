//! Reading any file ends with a company or with problems, and any company that comes of it can be asked.

use proptest::prelude::*;
use wharf_topology::access::{AccessModel, check, summary};
use wharf_topology::advise::{Facts, Prices, advise, assumptions, moving, sentence, written};
use wharf_topology::desired::{Desired, Ids};
use wharf_topology::export::{cloudformation, policies, script, terraform_hcl};
use wharf_topology::{Company, Topology, draw, file};

use crate::file::EXAMPLES;

fn ask_everything(company: &Company) {
    let ids = Ids::assumed(company);
    let model = AccessModel::of(company, &ids);
    let groups = summary(company, &model);
    for assertion in &company.assertions {
        drop(check(company, &model, assertion));
    }
    let advice = advise(&Facts::of(company), &Prices::default());
    drop(sentence(company, &advice.candidates[0]));
    drop((
        draw::svg(company, &model, &groups, draw::Theme::Auto),
        draw::html(company, &model, &groups, draw::Theme::Auto),
        draw::mermaid(company, &model, &groups),
    ));
    drop((
        cloudformation(company, &ids),
        terraform_hcl(company, &ids),
        script(company, &ids),
        policies(company, &ids),
    ));
    for registry in Desired::of(company, &ids).registries {
        drop(registry.policy_of("app"));
    }
}

/// Any draft can be written for any topology, or it is said why not; what is written has the topology.
fn write_something(text: &str) {
    if let Ok(draft) = file::draft(text) {
        let topology = Topology::ALL[text.len() % Topology::ALL.len()];
        drop((moving(&draft, topology), assumptions(&Facts::of_draft(&draft))));
        if let Ok(edited) = written(text, &draft, topology) {
            let company = file::read(&edited.text());
            assert_eq!(company.map(|company| company.topology), Ok(topology), "{text}");
            drop(edited.diff("a"));
        }
    }
}

/// An example with some of its lines gone, doubled, changed or moved.
fn changed() -> impl Strategy<Value = String> {
    let edit = (
        any::<prop::sample::Index>(),
        0..6u8,
        any::<prop::sample::Index>(),
        "[a-z:{}\\[\\],* \"0-9-]{0,12}",
    );
    (0..EXAMPLES.len(), prop::collection::vec(edit, 0..6)).prop_map(|(example, edits)| {
        let mut lines: Vec<String> = EXAMPLES[example].1.lines().map(str::to_owned).collect();
        for (at, kind, other, text) in edits {
            if lines.is_empty() {
                break;
            }
            let (at, other) = (at.index(lines.len()), other.index(lines.len()));
            match kind {
                0 => drop(lines.remove(at)),
                1 => lines.insert(other, lines[at].clone()),
                2 => lines.swap(at, other),
                3 => lines[at].push_str(&text),
                4 => lines[at] = text,
                _ => lines[at] = lines[at].replacen(['a', 'e', 'o'], &text, 1),
            }
        }
        lines.join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(600)))]

    #[test]
    fn a_changed_example_is_read_or_refused(text in changed()) {
        write_something(&text);
        match file::read(&text) {
            Ok(company) => ask_everything(&company),
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                let lines = u64::try_from(text.lines().count()).unwrap() + 1;
                for problem in problems {
                    prop_assert!(!problem.message.is_empty() && problem.line <= lines, "{problem}");
                }
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        if let Ok(company) = file::read(&text) {
            ask_everything(&company);
        }
    }
}
