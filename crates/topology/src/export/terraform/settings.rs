//! What stands before a module's resources: the versions, and the variables that are to be filled in.

use super::super::hcl::{Block, Expression};
use super::super::unknown::Id;

pub(super) fn settings() -> Block {
    let source = Expression::Object(vec![
        ("source", Expression::text("hashicorp/aws")),
        // The first that knows the setting BLOB_MOUNTING, and no later major version, which may change what a resource means.
        ("version", Expression::text("~> 6.29")),
    ]);
    // Imports that are switched on.
    Block::new("terraform", &[])
        .with("required_version", Expression::text(">= 1.7"))
        .block(Block::new("required_providers", &[]).with("aws", source))
}

/// What is assumed has no default.
pub(super) fn variables(missing: &[&Id]) -> Vec<Block> {
    let variable = |id: &&Id| {
        let condition = format!("can(regex(\"{}\", var.{}))", id.kind.pattern(), id.variable);
        let validation = Block::new("validation", &[])
            .with("condition", Expression::Code(condition))
            .with(
                "error_message",
                Expression::Text(format!("This does not look like the id of {}.", id.what)),
            );
        Block::new("variable", &[&id.variable])
            .with("description", Expression::Text(format!("The id of {}.", id.what)))
            .with("type", Expression::Word("string".to_owned()))
            .block(validation)
    };
    missing.iter().map(variable).collect()
}

pub(super) fn existing() -> Block {
    Block::new("variable", &["existing"])
        .with(
            "description",
            Expression::text(
                "The addresses of what is there already and is to be taken in; * for everything.",
            ),
        )
        .with("type", Expression::Word("set(string)".to_owned()))
        .with("default", Expression::List(Vec::new()))
}

pub(super) fn existing_policies() -> Block {
    Block::new("variable", &["existing_policies"])
        .with(
            "description",
            Expression::text(
                "The ids (p-…) of those policies of the organization that are there already, by guardrail.",
            ),
        )
        .with("type", Expression::Word("map(string)".to_owned()))
        .with("default", Expression::Object(Vec::new()))
}
