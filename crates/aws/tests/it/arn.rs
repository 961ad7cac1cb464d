//! ARNs, account ids and Regions print as they were written.

use proptest::prelude::*;
use wharf_aws::testing::{account_id, arn, region};
use wharf_aws::{AccountId, Arn, Partition, Region};
use wharf_oci::testing::repository_name;

proptest! {
    #[test]
    fn an_arn_prints_as_it_was_written(arn in arn()) {
        let text = arn.to_string();
        let again: Arn = text.parse().unwrap();
        prop_assert_eq!(&again, &arn);
        if let Some((region, account, name)) = arn.as_repository() {
            prop_assert_eq!(Arn::repository(&region, &account, &name), arn);
        }
    }

    #[test]
    fn a_repository_is_found_again(region in region(), account in account_id(), name in repository_name()) {
        let arn = Arn::repository(&region, &account, &name);
        prop_assert_eq!(arn.partition(), region.partition());
        prop_assert_eq!(arn.to_string().parse::<Arn>().unwrap().as_repository(), Some((region, account, name)));
    }

    #[test]
    fn a_root_is_no_repository(account in account_id()) {
        let root = Arn::root(Partition::Aws, &account);
        prop_assert_eq!(root.account(), account.as_str());
        prop_assert_eq!(root.as_repository(), None);
    }

    #[test]
    fn all_that_parses_prints_as_it_was_written(text in "(arn:aws:[ -~]{0,40})|[ -~é]{0,30}") {
        if let Ok(arn) = text.parse::<Arn>() {
            prop_assert_eq!(arn.to_string(), text.as_str());
        }
        if let Ok(region) = text.parse::<Region>() {
            prop_assert_eq!(region.to_string(), text.as_str());
        }
        prop_assert_eq!(text.parse::<AccountId>().is_ok(), text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()));
    }
}
