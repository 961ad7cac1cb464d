//! The ids of an organization's things, and what kind of thing an id names (AWS Organizations API Reference, each shape's
//! pattern).

use wharf_kernel::Entropy;

/// A kind of thing that has an id in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Root,
    Unit,
    Account,
    Policy,
    ResourcePolicy,
}

impl Kind {
    /// What an id names, by its form.
    pub(crate) fn of(id: &str) -> Option<Kind> {
        match id.split_once('-') {
            Some(("r", _)) => Some(Kind::Root),
            Some(("ou", _)) => Some(Kind::Unit),
            Some(("p", _)) => Some(Kind::Policy),
            Some(("rp", _)) => Some(Kind::ResourcePolicy),
            None if id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit()) => Some(Kind::Account),
            _ => None,
        }
    }
}

/// `o-` and ten characters.
pub(crate) fn organization(entropy: &Entropy) -> String {
    format!("o-{}", characters(entropy.bytes::<10>()))
}

/// `r-` and four characters.
pub(crate) fn root(entropy: &Entropy) -> String {
    format!("r-{}", characters(entropy.bytes::<4>()))
}

/// `ou-`, the characters of the root, and eight of its own.
pub(crate) fn unit(entropy: &Entropy, root: &str) -> String {
    let root = root.strip_prefix("r-").unwrap_or(root);
    format!("ou-{root}-{}", characters(entropy.bytes::<8>()))
}

/// `p-` and ten characters.
pub(crate) fn policy(entropy: &Entropy) -> String {
    format!("p-{}", characters(entropy.bytes::<10>()))
}

/// `rp-` and ten characters.
pub(crate) fn resource_policy(entropy: &Entropy) -> String {
    format!("rp-{}", characters(entropy.bytes::<10>()))
}

/// `h-` and ten characters.
pub(crate) fn handshake(entropy: &Entropy) -> String {
    format!("h-{}", characters(entropy.bytes::<10>()))
}

/// `car-` and 32 characters.
pub(crate) fn account_request(entropy: &Entropy) -> String {
    format!("car-{}", characters(entropy.bytes::<32>()))
}

/// Twelve digits, the first not zero, so that no tool takes it for a number with something in front.
pub(crate) fn account(entropy: &Entropy) -> String {
    let mut digits = entropy.bytes::<12>().map(|byte| byte % 10);
    digits[0] = digits[0].max(1);
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

fn characters<const N: usize>(random: [u8; N]) -> String {
    let alphabet = b"abcdefghijklmnopqrstuvwxyz0123456789";
    random
        .iter()
        .map(|byte| char::from(alphabet[usize::from(*byte) % alphabet.len()]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_what_it_names() {
        let entropy = Entropy::system();
        let root = root(&entropy);
        assert_eq!(Kind::of(&root), Some(Kind::Root));
        assert_eq!(Kind::of(&unit(&entropy, &root)), Some(Kind::Unit));
        assert_eq!(Kind::of(&policy(&entropy)), Some(Kind::Policy));
        assert_eq!(Kind::of("p-FullAWSAccess"), Some(Kind::Policy));
        assert_eq!(Kind::of(&account(&entropy)), Some(Kind::Account));
        assert_eq!(Kind::of(&resource_policy(&entropy)), Some(Kind::ResourcePolicy));
        for other in ["", "o-exampleorgid", "12345678901", "1234567890123", "x-1"] {
            assert_eq!(Kind::of(other), None, "{other}");
        }
    }
}
