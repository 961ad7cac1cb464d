//! What skopeo and podman say when a push or a pull is refused: the words are the server's.

use super::skopeo;
use crate::lab::{ACCOUNT, Image, Lab, OTHER, layout};

#[test]
fn pushes_and_pulls_that_must_not_succeed() {
    let lab = Lab::new().and_other();
    let (first, second) = (
        Image::new(&[("file", b"first")]),
        Image::new(&[("file", b"second")]),
    );
    layout::write(&lab.path("first"), &first, "v1");
    layout::write(&lab.path("second"), &second, "v1");
    let (from, other) = (lab.at("first:v1"), lab.at("second:v1"));
    let remote = lab.repository("fixed:v1");

    skopeo::push(&lab, &from, &remote, &[]).refused(&["authentication required"]);
    skopeo::login(&lab, ACCOUNT);
    let absent =
        format!("The repository with name 'fixed' does not exist in the registry with id '{ACCOUNT}'");
    skopeo::push(&lab, &from, &remote, &[]).refused(&["name unknown: ", &absent]);
    skopeo::pull(&lab, &remote, &lab.at("nothing:v1"), &[]).refused(&["name unknown: ", &absent]);

    let create = [
        "ecr",
        "create-repository",
        "--repository-name",
        "fixed",
        "--image-tag-mutability",
        "IMMUTABLE",
    ];
    lab.aws(&create).ok();
    skopeo::push(&lab, &from, &remote, &[]).ok();
    let words = "The image tag 'v1' already exists in the 'fixed' repository and cannot be overwritten because the \
                 tag is immutable.";
    skopeo::push(&lab, &other, &remote, &[]).refused(&["tag invalid: ", words]);
    skopeo::push(&lab, &from, &remote, &[]).ok();
    assert_eq!(lab.registry("fixed").manifest("v1").unwrap(), first.manifest);

    // The other account's token at the first account's registry.
    let theirs = format!("AWS:{}", lab.password(OTHER));
    let denied = format!("User: arn:aws:iam::{OTHER}:root is not authorized to perform: ecr:");
    // A push begins by asking for the layer with HEAD, whose answer has no words.
    skopeo::push(&lab, &other, &remote, &["--dest-creds", &theirs]).refused(&["403 (Forbidden)"]);
    skopeo::pull(&lab, &remote, &lab.at("nothing:v1"), &["--src-creds", &theirs]).refused(&[&denied]);
    let wrong = skopeo::pull(
        &lab,
        &remote,
        &lab.at("nothing:v1"),
        &["--src-creds", "AWS:wrong"],
    );
    wrong.refused(&["unauthorized: authentication required"]);
}
