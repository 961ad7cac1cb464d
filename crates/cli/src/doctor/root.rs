//! The rights that a fix needs.

/// What a command that only root may give begins with: nothing for root, whose machine need not have `sudo`.
pub fn sudo() -> &'static str {
    prefix(rustix::process::geteuid().is_root())
}

fn prefix(is_root: bool) -> &'static str {
    match is_root {
        true => "",
        false => "sudo ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_needs_no_other_program() {
        assert_eq!([true, false].map(prefix), ["", "sudo "]);
    }
}
