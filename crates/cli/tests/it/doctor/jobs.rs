//! What the doctor says of jobs.

use serde_json::{Value, json};
use wharf_cli::config::Tls;
use wharf_cli::doctor::{Outcome, jobs};

use super::subject;

/// An answer of `GetJobHealth`, with one job in it.
fn health(change: impl Fn(&mut Value)) -> Value {
    let mut job = json!({
        "name": "collection", "isRecurring": true, "running": 0, "failed": 0, "dead": 0, "cancelled": 0,
    });
    change(&mut job);
    json!({ "jobs": [job] })
}

#[test]
fn jobs_that_an_operator_has_to_mend() {
    let subject = subject("localhost", &Tls::Off, None);
    let now = "2026-11-29T12:00:00Z".parse().unwrap();
    let of = |answer: Value| jobs(&subject, &[("us-east-1".to_owned(), answer)], now);
    let fine = of(health(|job| job["failed"] = json!(2)));
    assert_eq!((fine.len(), fine[0].outcome), (1, Outcome::Ok));
    assert_eq!(
        fine[0].found,
        "in us-east-1 nothing is dead or late, and every recurring job has its turns; 2 failed, and are tried again"
    );
    let single = of(health(|job| {
        job["isRecurring"] = json!(false);
        job["cancelled"] = json!(1);
    }));
    assert_eq!((single.len(), single[0].outcome), (1, Outcome::Ok));
    assert!(
        single[0]
            .found
            .ends_with("; 1 that are not recurring were cancelled"),
        "{single:?}"
    );

    let dead = of(health(|job| job["dead"] = json!(3)));
    assert_eq!((dead.len(), dead[0].outcome), (1, Outcome::Warn));
    assert_eq!(dead[0].found, "dead letters in us-east-1: collection 3");
    assert_eq!(dead[0].todo[0], "wharf jobs list --state dead --region us-east-1");

    let cancelled = of(health(|job| job["cancelled"] = json!(1)));
    assert_eq!(cancelled[0].todo, ["wharf jobs retry us-east-1/collection"]);

    // 2026-11-29T11:50:00Z, and 11:40:00Z.
    let on_time = of(health(|job| job["dueSince"] = json!(1_795_953_000.0)));
    assert_eq!(on_time[0].outcome, Outcome::Ok);
    let late = of(health(|job| job["dueSince"] = json!(1_795_952_400.0)));
    assert_eq!((late.len(), late[0].outcome), (1, Outcome::Warn));
    assert!(
        late[0]
            .found
            .contains("collection is due in us-east-1 since 2026-11-29T11:40:00"),
        "{late:?}"
    );

    // What rests in the state of the node is not late.
    let resting = of(health(|job| {
        job["dueSince"] = json!(1_795_952_400.0);
        job["isResting"] = json!(true);
    }));
    assert_eq!((resting.len(), resting[0].outcome), (1, Outcome::Ok));

    let mut still = health(|_| {});
    still["standingStill"] = json!("us-east-1");
    still["standingStillForSeconds"] = json!(45);
    let still = of(still);
    assert_eq!((still.len(), still[0].outcome), (1, Outcome::Fail));
    assert!(
        still[0].todo[0].starts_with("read the log of process "),
        "{still:?}"
    );
}
