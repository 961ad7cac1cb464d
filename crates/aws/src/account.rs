//! Account ids: who owns a registry, a principal, a bill.

use std::fmt;
use std::str::FromStr;

/// An AWS account id: exactly twelve ASCII digits, leading zeros kept.
///
/// Twelve bytes on the stack, so it is copied rather than shared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId([u8; 12]);

/// The text is not twelve ASCII digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an account id is twelve digits")]
pub struct AccountIdError;

impl AccountId {
    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("INVARIANT: an account id is ASCII digits")
    }
}

impl FromStr for AccountId {
    type Err = AccountIdError;

    fn from_str(text: &str) -> Result<Self, AccountIdError> {
        let bytes: [u8; 12] = text.as_bytes().try_into().map_err(|_| AccountIdError)?;
        if bytes.iter().all(u8::is_ascii_digit) {
            Ok(Self(bytes))
        } else {
            Err(AccountIdError)
        }
    }
}

impl AsRef<str> for AccountId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountId({})", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_digits_and_nothing_else() {
        for good in ["123456789012", "000000000000", "012345678901"] {
            assert_eq!(good.parse::<AccountId>().unwrap().to_string(), good);
        }
        let bad = [
            "",
            "12345678901",
            "1234567890123",
            "12345678901a",
            " 23456789012",
            "-23456789012",
            "12345678901\n",
        ];
        for bad in bad.into_iter().chain(["１２３４", "१२३४५६७८९०१२"]) {
            assert_eq!(bad.parse::<AccountId>(), Err(AccountIdError), "{bad:?}");
        }
    }

    #[test]
    fn orders_as_text() {
        let (a, b): (AccountId, AccountId) =
            ("000000000009".parse().unwrap(), "000000000010".parse().unwrap());
        assert!(a < b);
        assert_eq!(format!("{a:?}"), "AccountId(000000000009)");
    }
}
