//! Write down what the node has in memory only, for those who are about to look.

use wharf_aws::wharf::*;
use wharf_kernel::Access;
use wharf_kernel::operation::operation;

operation! {
    /// Writes down what the node has in memory only: audit records, what accounts asked and pulled, and when keys and images were last
    /// used. Says why audit records were lost since it was last called, if some were.
    WriteDown(WriteDownRequest) -> WriteDownResponse,
    access(_, _) { vec![Access::node("WriteDown")] },
    run(context, _input) {
        super::write_down(context.node).await;
        let lost_records = match &context.node.audit {
            Some(log) => log.written().await.err(),
            None => None,
        };
        Ok(WriteDownResponse { lost_records })
    }
}
