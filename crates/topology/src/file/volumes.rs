//! `volumes`: each within what it can be, and what is assumed of the others.

use serde_saphyr::Spanned;

use super::problems::Problems;
use super::shape;
use crate::company::{Account, Purpose, Volumes};
use crate::volume;

/// A month's volumes, and the keys that the file leaves out.
pub(super) fn volumes(
    problems: &mut Problems,
    given: &shape::Volumes,
    repositories: usize,
    accounts: &[Account],
) -> (Volumes, Vec<&'static str>) {
    let mut lacking = Vec::new();
    let mut whole = |key, given: Option<&Spanned<u64>>| {
        #[expect(clippy::cast_precision_loss, reason = "it is compared with a bound")]
        let amount = given.map(|said| (said.value as f64, said.referenced));
        look(problems, &mut lacking, key, amount);
        given.map_or(0, |said| said.value)
    };
    let (images, pushes, pulls) = (
        whole("images", given.images.as_ref()),
        whole("pushes", given.pushes.as_ref()),
        whole("pulls", given.pulls.as_ref()),
    );
    let (networks, scans) = (
        whole("networks", given.networks.as_ref()),
        whole("scans", given.scans.as_ref()),
    );
    let mut amount = |key, given: Option<&Spanned<f64>>| {
        let amount = given.map(|said| (said.value, said.referenced));
        look(problems, &mut lacking, key, amount);
        given.map_or(0.0, |said| said.value)
    };
    let volumes = Volumes {
        images,
        pushes,
        pulls,
        image_gb: amount("image_gb", given.image_gb.as_ref()),
        new_gb_per_push: amount("new_gb_per_push", given.new_gb_per_push.as_ref()),
        promoted: amount("promoted", given.promoted.as_ref()),
        networks,
        scans,
    };
    // In the order of the reference page.
    let all = volume::VOLUMES.iter().map(|volume| volume.key);
    let lacking: Vec<&'static str> = all.filter(|key| lacking.contains(key)).collect();
    let repositories = u64::try_from(repositories).unwrap_or(u64::MAX);
    (volumes.assuming(&lacking, repositories, sites(accounts)), lacking)
}

fn look(
    problems: &mut Problems,
    lacking: &mut Vec<&'static str>,
    key: &'static str,
    given: Option<(f64, serde_saphyr::Location)>,
) {
    let Some((amount, place)) = given else {
        lacking.push(key);
        return;
    };
    if let Some(refused) = volume::of(key).and_then(|volume| volume.refuses(amount)) {
        problems.at(place, refused);
    }
}

/// Pairs of an account and a Region in which images run.
fn sites(accounts: &[Account]) -> u64 {
    let workloads = accounts
        .iter()
        .filter(|account| account.purpose == Purpose::Workload);
    let sites: usize = workloads.map(|account| account.regions.len()).sum();
    u64::try_from(sites).unwrap_or(u64::MAX)
}
