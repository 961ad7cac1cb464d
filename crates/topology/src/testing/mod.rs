//! What tests need: random companies, and rules that they break.
//!
//! | part | what it is |
//! |---|---|
//! | [`Draw`] | numbers that a seed decides |
//! | [`organization_file`] | the file of a random small company, for a seed |
//! | [`mutants`] | the rules of placement and of assertions, each broken |

mod companies;
mod draw;
mod mutants;

pub use companies::organization_file;
pub use draw::Draw;
pub use mutants::{Mutant, mutants};
