//! One made-up shape with a member of every kind, in both spellings.

#![allow(unreachable_pub, reason = "what the macro declares is public")]

use std::collections::BTreeMap;

use bytes::Bytes;

use super::*;
use crate::Timestamp;
use crate::query::Form;

mod readers {
    use super::*;

    crate::decode::readers! {
        number: i64 = integer { min: -5, max: 43_200 };
        flag: bool = boolean;
        time: Timestamp = timestamp;
        blob: Bytes = blob {};
        name: String = string { min: 2 };
        names: Vec<String> = list { max: 3 } name;
        labels: BTreeMap<String, i64> = map { max: 2 } name, number;
        inner: Vec<Everything> = list {} Everything::decode;
    }
}

crate::structure::structures! {
    /// A structure with a member of every kind.
    Everything(Default, Decode) {
        number: Option<i64> = "Number" optional readers::number;
        flag: Option<bool> = "Flag" optional readers::flag;
        time: Option<Timestamp> = "Time" optional readers::time;
        blob: Option<Bytes> = long "Blob" optional readers::blob;
        names: Option<Vec<String>> = "Names" optional readers::names;
        labels: Option<BTreeMap<String, i64>> = "Labels" optional readers::labels;
        inner: Option<Vec<Everything>> = "Inner" optional readers::inner;
    }
}

fn json(body: &str) -> Result<Everything, DecodeFault> {
    Decoder::run(Json::parse(body.as_bytes()).unwrap(), Spelling::Json)
}

fn query(body: &str) -> Result<Everything, DecodeFault> {
    Decoder::run(
        Form::parse(body.as_bytes()).unwrap().tree().unwrap(),
        Spelling::Query,
    )
}

fn everything() -> Everything {
    Everything {
        number: Some(-5),
        flag: Some(true),
        time: Some(Timestamp::from_seconds(1_563_223_656)),
        blob: Some(Bytes::from_static(b"hi")),
        names: Some(vec!["ab".to_owned(), "cd".to_owned()]),
        labels: Some(BTreeMap::from([("kk".to_owned(), 1), ("ll".to_owned(), 2)])),
        inner: Some(vec![Everything {
            number: Some(7),
            ..Everything::default()
        }]),
    }
}

#[test]
fn both_spellings_say_the_same() {
    let body = r#"{"Number":-5,"Flag":true,"Time":1.563223656E9,"Blob":"aGk=","Names":["ab","cd"],
        "Labels":{"kk":1,"ll":2},"Inner":[{"Number":7}]}"#;
    assert_eq!(json(body), Ok(everything()));
    let form = "Number=-5&Flag=true&Time=2019-07-15T20:47:36Z&Blob=aGk%3D&Names.member.10=cd&Names.member.2=ab&\
                Labels.entry.1.key=kk&Labels.entry.1.value=1&Labels.entry.2.key=ll&Labels.entry.2.value=2&\
                Inner.member.1.Number=7";
    assert_eq!(query(form), Ok(everything()));
    assert_eq!(query("Names=").unwrap().names, Some(vec![]));
}

#[test]
fn values_of_the_wrong_kind() {
    for (body, text) in [
        (
            r#"{"Number":"1"}"#,
            "STRING_VALUE can not be converted to an Integer",
        ),
        (
            r#"{"Number":1.5}"#,
            "NUMBER_VALUE can not be converted to an Integer",
        ),
        (
            r#"{"Flag":"true"}"#,
            "STRING_VALUE can not be converted to a Boolean",
        ),
        (
            r#"{"Time":"2019-07-15T20:47:36Z"}"#,
            "STRING_VALUE can not be converted to a Timestamp",
        ),
        (
            r#"{"Time":1e30}"#,
            "NUMBER_VALUE can not be converted to a Timestamp",
        ),
        (r#"{"Names":{}}"#, "START_OBJECT can not be converted to a List"),
        (
            r#"{"Names":[17]}"#,
            "NUMBER_VALUE can not be converted to a String",
        ),
        (
            r#"{"Names":[true]}"#,
            "TRUE_VALUE can not be converted to a String",
        ),
        (
            r#"{"Names":[false]}"#,
            "FALSE_VALUE can not be converted to a String",
        ),
        (r#"{"Labels":[]}"#, "START_ARRAY can not be converted to a Map"),
        (
            r#"{"Inner":["x"]}"#,
            "STRING_VALUE can not be converted to a Structure",
        ),
        ("null", "NULL_VALUE can not be converted to a Structure"),
    ] {
        assert_eq!(
            json(body),
            Err(DecodeFault::Serialization(text.to_owned())),
            "{body}"
        );
    }
    for body in [
        "Number=x",
        "Flag=1",
        "Time=0",
        "Names=x",
        "Names.member.x=ab",
        "Names.1=ab",
        "Labels=x",
        "Inner.member.1=x",
    ] {
        assert!(
            matches!(query(body), Err(DecodeFault::Serialization(_))),
            "{body}"
        );
    }
}

#[test]
fn violations_know_their_place() {
    for (fault, places) in [
        (
            json(r#"{"Names":["ab","c"],"Number":43201}"#),
            &["number", "names.2.member"][..],
        ),
        (json(r#"{"Names":[null]}"#), &["names.1.member"]),
        (json(r#"{"Names":["","","",""]}"#), &["names"]),
        (
            json(r#"{"Labels":{"k":1,"ll":-6}}"#),
            &["labels.1.key", "labels.2.value"],
        ),
        (json(r#"{"Labels":{"ll":null}}"#), &["labels.1.value"]),
        (json(r#"{"Labels":{"a":1,"b":1,"c":1}}"#), &["labels"]),
        (
            json(r#"{"Inner":[{},{"Names":["x"]}]}"#),
            &["inner.2.member.names.1.member"],
        ),
        (query("Names.member.7=x&Number=-6"), &["number", "names.1.member"]),
        (query("Labels.entry.1.key=kk"), &["labels.1.value"]),
        (json(r#"{"Names":["a\u0000"]}"#), &["names.1.member"]),
        (json(r#"{"Labels":{"a\u0000":1}}"#), &["labels.1.key"]),
        (query("Names.member.1=a%00"), &["names.1.member"]),
    ] {
        let Err(DecodeFault::Constraint(violations)) = fault else {
            panic!("{places:?}: {fault:?}")
        };
        assert_eq!(violations.iter().map(Violation::path).collect::<Vec<_>>(), places);
    }
}
