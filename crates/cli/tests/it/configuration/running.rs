//! `wharf config show` beside a server, whose settings are those of its own start.

use crate::program::Node;

#[test]
fn the_settings_of_a_shell_are_not_those_of_a_server() {
    let mut node = Node::start(&["--zone", "registry.test"], &[]);
    let shown = |node: &Node, more: &[&str]| {
        let words = [&["config", "show", "--format", "toml"][..], more].concat();
        let output = node.wharf(&words).output().unwrap();
        assert!(output.status.success());
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap())
    };
    let (listen, pid) = (node.listen(), node.pid());
    let [out, said] = shown(&node, &[]);
    assert!(out.contains("zone = \"localhost\" # default\n"), "{out}");
    let expected =
        format!("(pid {pid}) has those of its own start: listen is {listen}, zone is registry.test\n");
    assert!(said.ends_with(&expected), "{said}");
    let same = ["--zone", "registry.test", "--listen", &listen];
    let [_, said] = shown(&node, &same);
    assert!(said.ends_with("and those that it tells are the same\n"), "{said}");
    node.stop("TERM");
    let [_, said] = shown(&node, &[]);
    assert_eq!(said, "");
}
