//! What of a candidate neither this Wharf nor AWS does by itself, and how it is done.

use super::facts::Facts;
use super::ground::count;
use super::layout::Spread;
use crate::company::Topology;
use crate::quota::REPLICATION_DESTINATIONS;

pub(super) fn built(topology: Topology, spread: Spread, facts: &Facts) -> Vec<String> {
    let mut built = Vec::new();
    let mut say = |text: &str| built.push(text.to_owned());
    match spread {
        Spread::Replication => say(
            "this Wharf does not replicate between Regions yet: pipelines push to each Region, or `wharf promote` copies from the \
             first; on AWS a replication rule does it, which `wharf export` does not write",
        ),
        Spread::PullThrough => say(
            "this Wharf has no pull-through cache between registries yet, and `wharf export` writes no rule for AWS's: until then \
             `wharf promote` copies what is deployed to the other Regions",
        ),
        Spread::None | Spread::Direct => {}
    }
    if topology == Topology::Replicated {
        say(
            "`topology: replicated` makes the registries and who may use them; `wharf promote` copies what is promoted to each, because \
             this Wharf does not replicate yet",
        );
        let destinations = facts.placement(topology).registries().saturating_sub(1);
        let most = count(REPLICATION_DESTINATIONS.max);
        if destinations > most {
            say(&format!(
                "AWS replicates a registry to {most} others at most, and these are {destinations}: the rest needs `wharf promote` there, too"
            ));
        }
    }
    built
}
