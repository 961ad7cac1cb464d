//! The program `wharf`; see the library of this package.

use std::process::ExitCode;

fn main() -> ExitCode {
    bound_heaps();
    wharf_cli::main(std::env::args_os(), &wharf_cli::Environment::of_process())
}

/// As many heaps as processors, unless the environment has settings of the allocator. glibc has up to eight for each, and gives a thread the one that is
/// busy least: what any of a node's threads needs for a moment is then kept many times over
/// (`docs/adr/0028-as-many-heaps-as-processors.md`).
fn bound_heaps() {
    #[cfg(target_env = "gnu")]
    {
        #[expect(clippy::disallowed_methods, reason = "they are glibc's own settings")]
        let is_set =
            std::env::var_os("MALLOC_ARENA_MAX").is_some() || std::env::var_os("GLIBC_TUNABLES").is_some();
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        if !is_set && let Ok(heaps) = libc::c_int::try_from(processors) {
            #[expect(unsafe_code, reason = "a call of libc, which takes two numbers")]
            // SAFETY: It changes a number of the allocator, before there is another thread.
            let _ = unsafe { libc::mallopt(libc::M_ARENA_MAX, heaps) };
        }
    }
}
