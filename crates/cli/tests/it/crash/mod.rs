//! The process dies in the middle of pushes; what it acknowledged is there afterwards, and nothing else is wrong.
//!
//! [`load`] pushes over several connections and keeps a [`ledger`](ledger::Ledger) of what was acknowledged and what
//! was under way. The process dies, at a named point ([`points`]) or at any moment ([`kill`]). It starts again without
//! fail points, and [`check`] compares everything with the ledger. What a death cannot show, the order in which things
//! become durable, is read from the system calls ([`order`]), and played on a disk whose power goes ([`power`]).

mod check;
mod collection;
mod kill;
mod ledger;
mod load;
mod order;
mod points;
mod power;

use std::path::PathBuf;

use tempfile::TempDir;

use crate::lab::{Api, Registry, node_environment};
use crate::program::Node;

/// The repository that all clients push to.
const REPOSITORY: &str = "crash/test";

/// A data folder that is served again and again.
struct Ground {
    folder: TempDir,
}

impl Ground {
    /// A folder with the repository in it.
    fn new() -> Ground {
        let ground = Ground {
            folder: tempfile::tempdir().unwrap(),
        };
        let node = ground.serve(None);
        api(&node).create_repository(REPOSITORY);
        ground
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Serves the folder, with a fail point armed or none.
    fn serve(&self, point: Option<&str>) -> Node {
        self.serve_with(point.map(|point| ("WHARF_FAIL_POINT", point)))
    }

    /// Serves the folder, with one more setting or none.
    fn serve_with(&self, setting: Option<(&str, &str)>) -> Node {
        let mut environment = node_environment();
        environment.push(("WHARF_LOG", "error"));
        environment.extend(setting);
        Node::start_at(&self.data(), &[], &environment)
    }
}

fn api(node: &Node) -> Api {
    Api::of_node(node)
}

fn registry(node: &Node, password: &str) -> Registry {
    Registry::new(node.listen().parse().unwrap(), password, REPOSITORY)
}
