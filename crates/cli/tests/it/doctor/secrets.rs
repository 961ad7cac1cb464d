//! What the doctor says of what is sealed.

use serde_json::{Value, json};
use wharf_cli::doctor::{Outcome, secrets};

#[test]
fn records_that_do_not_open_are_named_once() {
    let of = |records: Value| {
        let answer = json!({"jobs": [], "unreadableRecords": records});
        secrets(&[
            ("us-east-1".to_owned(), answer.clone()),
            ("eu-west-1".to_owned(), answer),
        ])
    };
    assert!(of(Value::Null).is_none() && of(json!([])).is_none());
    let finding = of(json!(["the access key A", "the access key B"])).unwrap();
    assert_eq!(finding.outcome, Outcome::Fail);
    assert!(finding.found.ends_with("cannot be used: 2"), "{finding:?}");
    assert_eq!(finding.todo, ["the access key A", "the access key B"]);
}
