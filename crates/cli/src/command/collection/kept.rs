//! What is said of a Region beside its findings: what is kept there, and how that ends.

use wharf_aws::Region;

/// A Region that was collected in.
pub(super) struct Of<'a> {
    pub(super) region: &'a Region,
    pub(super) flag: String,
    pub(super) dry_run: bool,
}

impl Of<'_> {
    pub(super) fn restorable(&self, count: u64, are_given_up: bool) -> String {
        let Of { region, flag, .. } = self;
        let images = match count {
            1 => "a deleted image that can still be restored".to_owned(),
            count => format!("{count} deleted images that can still be restored"),
        };
        match are_given_up {
            true => format!(
                "{region}: {images} would be given up, and layers that only they name would be freed with the others; how many \
                 bytes that is, a dry run does not see"
            ),
            false => format!(
                "{region}: the layers of {images} are kept until then (restore-days); those of a deleted repository are not; wharf \
                 restore REPOSITORY{flag} lists the images and says how long. To free them now, and to restore none of them: wharf \
                 collect --region {region} --grace 0 --force=pushes,restorable{flag}"
            ),
        }
    }

    pub(super) fn kept(&self, kept_before: &str) -> String {
        let Of { region, flag, .. } = self;
        format!(
            "{region}: the database was restored, or its bytes were adopted, which was noticed at {kept_before}. Kept are all bytes \
             that came before that time, and all that the database never had as layers, until you say that they may go. When \
             everything is there that should be: wharf collect --region {region} --force --dry-run{flag}, then the same without \
             --dry-run"
        )
    }

    pub(super) fn lifted(&self, restored_at: &str) -> String {
        let what = match self.dry_run {
            true => "would be kept for it no more",
            false => {
                "are kept for it no more: what nothing refers to goes as ever, now or when it is old enough"
            }
        };
        format!(
            "{}: the database was restored, or its bytes were adopted, which was noticed at {restored_at}; bytes {what}",
            self.region
        )
    }
}
