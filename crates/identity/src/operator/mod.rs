//! The operator's API: accounts and the access keys of their root users, webhooks, events, usage, jobs, and images that were deleted.
//!
//! AWS has no such API, because AWS itself is the operator there. It is a service like the others: its operations are declared in
//! the rooms that own the rows, authorized by actions `wharf:…` on the node, and recorded. The node belongs to the account that
//! was made first; principals of other accounts are refused, but for what is asked of a repository of theirs. Operators on the
//! node's machine reach it through the socket in the data folder.

pub mod access_key;
pub mod account;
mod table;

pub use table::ROWS;
