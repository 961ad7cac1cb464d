//! The job that verifies, in steps.

use super::*;

room!(
    a_node_verifies_by_itself,
    |settings| { settings.verify_rate = u64::MAX },
    |bench| {
        bench.repository("app").await;
        let image = bench.push_new("app", Some("v1"), "one").await;
        flip(&file(bench, image.layer()));
        bench.work().await;
        assert_eq!(damage::count(&*bench.cell().await).await.unwrap(), 0, "not yet");
        bench.advance(24 * 60 * 60 + 1);
        bench.work().await;
        assert_eq!(damage::count(&*bench.cell().await).await.unwrap(), 1);
        let row = bench.jobs("verification").await.remove(0);
        assert_eq!(row.state, jobs::State::Waiting);
        bench.layer("app", image.layer()).await;
        let week = Duration::from_secs(7 * 24 * 60 * 60);
        assert!(row.due_at >= bench.clock.now().plus(week).micros() - 60_000_000);
    }
);

room!(a_long_round_is_many_steps, |bench| {
    bench.repository("app").await;
    for number in 0..1100 {
        bench.layer("app", format!("layer {number}").as_bytes()).await;
    }
    let (cell, mut at, mut steps) = (bench.cell().await, Position::default(), 1);
    let checked = loop {
        let mut report = |finding| panic!("{finding:?}");
        match step(&bench.node, &cell, LOOK, at, &mut report).await.unwrap() {
            Stepped::Done(checked) => break checked,
            Stepped::To(next) => at = next.to_string().parse().unwrap(),
        }
        steps += 1;
    };
    assert!(steps > 2, "{steps} steps");
    assert_eq!((checked.blobs, checked.layers), (1100, 1100));
});
