//! What things of the file are called in other languages. A name follows from the thing's own name alone, so that another
//! thing of the file never changes it; names that differ stay different: where letters had to go, a hash tells them apart.

/// Longer ones are cut.
const LONGEST: usize = 180;

/// A variable of the shell or of Terraform: letters, digits and `_`.
pub(super) fn variable(name: &str) -> String {
    let exact = name.chars().all(|one| one.is_ascii_alphanumeric() || one == '-');
    told_apart(
        replaced(name, |one| one.is_ascii_alphanumeric()),
        '_',
        name,
        exact,
    )
}

/// The name of a resource of Terraform: letters, digits, `_` and `-`, no digit first.
pub(super) fn address(parts: &[&str]) -> String {
    let name = parts.join("/");
    let is_kept = |one: char| one.is_ascii_alphanumeric() || one == '-';
    let exact = name.chars().all(|one| is_kept(one) || one == '/')
        && name.starts_with(|one: char| one.is_ascii_alphabetic());
    let mut text = replaced(&name, is_kept);
    if !text.starts_with(|one: char| one.is_ascii_alphabetic()) {
        text.insert(0, '_');
    }
    told_apart(text, '_', &name, exact)
}

/// A logical id of CloudFormation: letters and digits.
pub(super) fn logical_id(kind: &str, name: &str) -> String {
    let mut text = kind.to_owned();
    if name.is_empty() {
        return text;
    }
    let mut exact = true;
    for part in name.split('/') {
        exact &= part.starts_with(|one: char| one.is_ascii_lowercase())
            && part
                .chars()
                .all(|one| one.is_ascii_lowercase() || one.is_ascii_digit());
        let mut upper = true;
        for one in part.chars() {
            match one.is_ascii_alphanumeric() {
                true if upper => text.push(one.to_ascii_uppercase()),
                true => text.push(one),
                false => {}
            }
            upper = !one.is_ascii_alphanumeric();
        }
    }
    text.retain(|one| one.is_ascii());
    // A hash begins with a letter here, so that no number of the name runs into it.
    match exact && text.len() <= LONGEST {
        true => text,
        false => {
            text.truncate(LONGEST);
            format!("{text}X{}", hash(name))
        }
    }
}

fn replaced(name: &str, is_kept: impl Fn(char) -> bool) -> String {
    name.chars()
        .map(|one| if is_kept(one) { one } else { '_' })
        .collect()
}

fn told_apart(mut text: String, before: char, name: &str, exact: bool) -> String {
    if exact && text.len() <= LONGEST {
        return text;
    }
    text.truncate(LONGEST);
    format!("{text}{before}{}", hash(name))
}

/// FNV-1a: eight digits that stay the same in every version of Wharf.
fn hash(name: &str) -> String {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{hash:08x}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_that_differ_stay_different() {
        let names = [
            "a-b", "a_b", "a/b", "ab", "a.b", "a/b/c", "a/b-c", "a-b/c", "a--b", "a__b", "a1b", "a/1b", "0a",
            "_0a", "aB",
        ];
        let all =
            |of: &dyn Fn(&str) -> String| names.iter().map(|name| of(name)).collect::<BTreeSet<_>>().len();
        assert_eq!(all(&variable), names.len());
        assert_eq!(all(&|name| address(&[name])), names.len());
        assert_eq!(all(&|name| logical_id("Repository", name)), names.len());
    }

    #[test]
    fn plain_names_stay_readable() {
        assert_eq!(variable("dom0-dev"), "dom0_dev");
        assert_eq!(
            address(&["registry", "us-east-1", "payments/api"]),
            "registry_us-east-1_payments_api"
        );
        assert_eq!(address(&["0a"]), format!("_0a_{}", hash("0a")));
        assert_eq!(logical_id("Repository", "payments/api"), "RepositoryPaymentsApi");
        assert!(logical_id("Role", &"x".repeat(300)).len() < 200);
    }
}
