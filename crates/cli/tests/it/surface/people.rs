//! Users, roles and signing in: what needs no root user, or makes it unneeded.

use serde_json::json;

use super::Recording;
use crate::login::{Attempt, Company};
use crate::people::iam;

pub(super) const NAME: &str = "people";

#[test]
fn commands_about_people() {
    let company = Company::start();
    let (node, home) = (&company.node, company.home.path());
    let mut recording = Recording::new(NAME);
    recording.place(&node.data, "DATA");
    recording.place(home, "HOME");
    let authority = company.issuer.authority();
    recording.place(&authority, "CA");

    recording.comment("the owner of the data folder makes users");
    for words in [
        &[
            "user",
            "create",
            "alice",
            "--policy",
            "read-only",
            "--save-profile",
            "alice",
        ][..],
        &["user", "create", "bob", "--format", "json"],
        &["user", "create", "alice"],
        &["user", "create", "carol", "--policy", "nothing"],
        &[
            "user",
            "create",
            "carol",
            "--policy",
            "arn:aws:iam::aws:policy/Nothing",
        ],
        &["user", "list"],
        &["user", "list", "--format", "json"],
        &["user", "delete", "bob"],
        &["user", "delete", "bob"],
    ] {
        let mut command = node.wharf(&[words, &["--account", "111122223333"]].concat());
        recording.call(command.env("HOME", home));
    }
    let mut command = node.wharf(&["user", "list", "--account", "999999999999"]);
    recording.call(command.env("HOME", home));

    let trust = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}}});
    let role = json!({"RoleName": "puller", "AssumeRolePolicyDocument": trust.to_string()});
    iam(node, "CreateRole", role);
    recording.comment("people act as users and as roles");
    for words in [
        &["env", "--user", "alice"][..],
        &["env", "--user", "alce"],
        &["env", "--role", "puller", "--profile", "alice"],
        &["env", "--role", "none", "--profile", "alice"],
        &["env"],
    ] {
        recording.call(&mut company.person(words));
    }

    recording.comment("a person signs in");
    for format in ["text", "json"] {
        let mut command = company.login(&["--format", format]);
        let words = command.get_args();
        let words: Vec<String> = words.map(|word| word.to_str().unwrap().to_owned()).collect();
        let ended = Attempt::begin(&mut command).followed(&company.issuer);
        let code = ended.code.unwrap().to_string();
        recording.write(&words, &ended.out, &ended.err, &code);
    }
    recording.call(&mut company.person(&["login", "--profile", "other"]));
    for issuer in ["http://login.example.com", "https://127.0.0.1:1"] {
        let words = ["login", "--client-id", "wharf", "--role", "r", "--issuer", issuer];
        recording.call(
            company
                .person(&words)
                .args(["--endpoint-url", "http://127.0.0.1:1"]),
        );
    }
    recording.check();
}
