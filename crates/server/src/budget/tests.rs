//! What clients get of a budget.

use super::*;

const MIB: usize = 1024 * 1024;
/// What one body may have here, all of it charged.
const LARGE: usize = 2 * MIB + SMALL;

fn budget() -> Budget {
    Budget::new(8 * MIB, 2 * MIB)
}

fn key(name: &str) -> Client {
    Client::Key(name.to_owned())
}

fn signed(budget: &Budget, address: &str, name: &str) -> Share {
    budget.share([Client::at(address.parse().unwrap()), key(name)])
}

async fn has_given_way(share: &Share) -> bool {
    tokio::time::timeout(Duration::ZERO, share.gave_way())
        .await
        .is_ok()
}

#[tokio::test(start_paused = true)]
async fn a_client_has_a_share_of_what_arrives_and_others_have_theirs() {
    let budget = budget();
    // One key, from an address for each of its bodies.
    let mut shares: Vec<Share> = (0..20)
        .map(|number| signed(&budget, &format!("10.0.0.{number}"), "known"))
        .collect();
    let refused = shares.iter_mut().filter_map(|share| share.charge(MIB).err());
    assert_eq!(refused.count(), 18);
    // One address, with a key for each of its bodies, and none.
    let mut others: Vec<Share> = (0..20)
        .map(|number| signed(&budget, "10.1.0.0", &number.to_string()))
        .collect();
    others.push(budget.share([Client::at("10.1.0.0".parse().unwrap()), Client::Unsigned]));
    let refused = others.iter_mut().filter_map(|share| share.charge(MIB).err());
    assert_eq!(refused.count(), 19);
    // All that is not signed, from an address for each.
    let mut unsigned: Vec<Share> = (0..200_u8)
        .map(|number| budget.share([Client::Address([10, 2, 0, number].into()), Client::Unsigned]))
        .collect();
    let accepted = unsigned
        .iter_mut()
        .filter_map(|share| share.charge(96 * 1024).ok());
    assert_eq!(accepted.count(), 2 * MIB / (80 * 1024));
    let mut tenant = signed(&budget, "10.3.0.0", "tenant");
    tenant.charge(LARGE).unwrap();
    tenant.charge(SMALL).unwrap();
    assert!(tenant.charge(LARGE + 1).is_err(), "more than a share");
    drop((shares, others, unsigned, tenant));
    let held = budget.held.lock();
    assert_eq!((held.used, held.bodies.len(), held.by_client.len()), (0, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn whose_key_it_is_gets_its_share_back_from_those_who_know_its_name() {
    let budget = budget();
    let mut stranger = signed(&budget, "10.0.0.1", "known");
    stranger.charge(LARGE).unwrap();
    let mut owner = signed(&budget, "10.0.0.2", "known");
    owner.charge(MIB).unwrap();
    assert!(has_given_way(&stranger).await);
    assert!(stranger.charge(LARGE).is_err(), "it is over");
    // And behind one address the other keys get theirs.
    let mut behind = signed(&budget, "10.0.0.2", "other");
    behind.charge(LARGE - MIB).unwrap();
    assert!(!has_given_way(&owner).await);
    let more = behind.charge(LARGE - MIB + SMALL + 1);
    assert!(more.is_err(), "it holds more than the owner");
}

#[tokio::test(start_paused = true)]
async fn the_largest_gives_way_when_all_is_used_up() {
    let budget = budget();
    let mut large: Vec<Share> = (0..4)
        .map(|number| signed(&budget, &format!("10.0.0.{number}"), &format!("key{number}")))
        .collect();
    for share in &mut large {
        share.charge(LARGE).unwrap();
    }
    large[1].complete().unwrap();
    let mut small = signed(&budget, "10.1.0.0", "small");
    small.charge(MIB).unwrap();
    let mut gave_way = Vec::new();
    for share in &large {
        gave_way.push(has_given_way(share).await);
    }
    assert_eq!(gave_way.iter().filter(|gave_way| **gave_way).count(), 1);
    assert!(!gave_way[1], "it is all there");
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_gives_way_to_another_of_its_client_and_a_quick_one_does_not() {
    let budget = budget();
    let mut slow = signed(&budget, "10.0.0.1", "known");
    slow.charge(SMALL + MIB).unwrap();
    tokio::time::advance(Duration::from_secs(30)).await;
    let mut quick = signed(&budget, "10.0.0.1", "known");
    quick.charge(SMALL + MIB).unwrap();
    let mut next = signed(&budget, "10.0.0.1", "known");
    next.charge(SMALL + MIB).unwrap();
    assert!(has_given_way(&slow).await && !has_given_way(&quick).await);
    let mut more = signed(&budget, "10.0.0.1", "known");
    assert!(more.charge(SMALL + MIB).is_err());
}

#[test]
fn an_answer_keeps_its_room_until_it_has_gone() {
    let budget = Budget::of_answers(4 * MIB, 2 * MIB);
    let of = |name: &str| budget.share([key(name)]);
    let mut answers: Vec<Share> = (0..5).map(|_| of("known")).collect();
    let large = MIB + SMALL_ANSWER;
    let refused = answers.iter_mut().filter_map(|answer| answer.charge(large).err());
    assert_eq!(refused.count(), 3, "a client has half");
    assert!(of("known").charge(SMALL_ANSWER).is_ok(), "a small one needs none");
    let mut others: Vec<Share> = (0..5).map(|number| of(&number.to_string())).collect();
    let refused = others.iter_mut().filter_map(|answer| answer.charge(large).err());
    assert_eq!(refused.count(), 4, "each leaves the next half of the rest");
    // What has its room keeps it, though the others took half of the rest since.
    answers[1].charge(large).unwrap();
    // What was made is shorter than what it was made of.
    answers[0].keep(SMALL_ANSWER + 1);
    answers[0].charge(SMALL_ANSWER + 2).unwrap();
    others[4].charge(MIB).unwrap();
    drop((answers, others));
    let held = budget.held.lock();
    assert_eq!((held.used, held.bodies.len(), held.by_client.len()), (0, 0, 0));
}
