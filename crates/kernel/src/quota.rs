//! How many things a registry may have: the quotas that AWS adjusts on request (Amazon ECR User Guide, *Amazon ECR service
//! quotas*), and two of our own. Fixed limits stand where they are enforced.

use std::collections::BTreeMap;

use bytesize::ByteSize;
use wharf_aws::AccountId;

/// The most that a registry may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Repositories of a registry.
    pub repositories: i64,
    /// Images of a repository.
    pub images: i64,
    /// Bytes of a registry's layers and manifests.
    pub stored_bytes: StoredBytes,
    /// Uploads of a registry that are under way; none for any number.
    pub open_uploads: Option<i64>,
}

impl Default for Quotas {
    /// What Amazon ECR begins with.
    fn default() -> Quotas {
        Quotas {
            repositories: 100_000,
            images: 100_000,
            stored_bytes: StoredBytes::default(),
            open_uploads: None,
        }
    }
}

/// How many bytes the layers and manifests of each registry may have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredBytes {
    each: Option<u64>,
    of: BTreeMap<AccountId, Option<u64>>,
}

impl StoredBytes {
    /// Those of an account's registry; none for any number.
    pub fn of(&self, account: &AccountId) -> Option<u64> {
        self.of.get(account).copied().unwrap_or(self.each)
    }

    /// Reads `off`, a size for each account, `500GiB`, and sizes of single accounts, `111122223333=2TiB`, `444455556666=off`,
    /// with commas between them.
    pub fn parse(text: &str) -> Result<StoredBytes, String> {
        let mut quotas = StoredBytes::default();
        for entry in text.split(',').map(str::trim) {
            let Some((account, most)) = entry.split_once('=') else {
                quotas.each = size(entry)?;
                continue;
            };
            let account: AccountId = account
                .trim()
                .parse()
                .map_err(|error| format!("{account}: {error}"))?;
            quotas.of.insert(account, size(most.trim())?);
        }
        Ok(quotas)
    }
}

fn size(text: &str) -> Result<Option<u64>, String> {
    if text == "off" {
        return Ok(None);
    }
    let size: ByteSize = text.parse().map_err(|_| {
        format!("{text} is not a size: say off, or a number with a unit such as 500GiB or 2TB")
    })?;
    Ok(Some(size.as_u64()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_for_each_account_and_for_one() {
        let [first, second]: [AccountId; 2] = ["111122223333", "444455556666"].map(|id| id.parse().unwrap());
        assert_eq!(StoredBytes::parse("off"), Ok(StoredBytes::default()));
        let quotas = StoredBytes::parse("1GiB, 111122223333=2TB,444455556666=off").unwrap();
        assert_eq!(quotas.of(&first), Some(2_000_000_000_000));
        assert_eq!(quotas.of(&second), None);
        assert_eq!(quotas.of(&"777788889999".parse().unwrap()), Some(1 << 30));
        let quotas = StoredBytes::parse("111122223333=1000").unwrap();
        assert_eq!((quotas.of(&first), quotas.of(&second)), (Some(1000), None));
        for bad in ["", "-1", "much", "11112222333=1GB", "111122223333=", "1GiB,,"] {
            assert!(StoredBytes::parse(bad).is_err(), "{bad}");
        }
    }
}
