//! The acceptance tests of the data plane and of the control plane, by their numbers in the list that the project is held
//! to. Those of policies, 19 to 26, are the rooms' (`node/tests/it/organizations/acceptance.rs`).

mod control_plane;
mod data_plane;
