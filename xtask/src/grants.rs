//! What the kernel has to grant for some tests: recording the calls of a program, and a world of a program's own with a
//! file system of its choice or without a network.
//!
//! That the programs for it are there is the set-up's business, and without them those tests fail. Where the kernel itself
//! refuses, as in many containers, nothing can be installed: then the tests are told to leave it out, the summary says so
//! with the reason, and on a machine that checks changes for everybody it is a failure.

use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::steps::{Done, Steps};

/// What the tests are told to leave out, by name, with commas between. The tests know the variable too.
pub(crate) const LEAVE_OUT: &str = "VERMILION_LEAVE_OUT";

/// With which such a machine says what it is.
const CI: &str = "CI";

struct Grant {
    name: &'static str,
    step: &'static str,
    /// What is done to see whether it is granted.
    attempt: &'static [&'static str],
    /// What an administrator can do.
    way_out: &'static str,
}

const GRANTS: [Grant; 2] = [
    Grant {
        name: "namespaces",
        step: "Tests with a disk or a network of their own",
        attempt: &["unshare", "-rmn", "sh", "-c", "mount -t tmpfs tmpfs /tmp"],
        way_out: "user namespaces are allowed by `sysctl kernel.unprivileged_userns_clone=1` or \
                  `sysctl kernel.apparmor_restrict_unprivileged_userns=0`, in a container by its host",
    },
    Grant {
        name: "strace",
        step: "Tests that record what a program asks of the network",
        attempt: &["strace", "-f", "-o", "/dev/null", "true"],
        way_out: "ptrace is allowed by `sysctl kernel.yama.ptrace_scope=1`, in a container by SYS_PTRACE",
    },
];

/// Looks at what is granted, a step each; gives back what the tests have to leave out.
pub(crate) fn look(steps: &mut Steps) -> String {
    let mut left_out = Vec::new();
    for grant in GRANTS.iter().filter(|_| cfg!(target_os = "linux")) {
        steps.attempt(grant.step, || {
            let Some(refusal) = grant.refusal() else { return Ok(Done::Nothing) };
            let why = format!("the kernel refuses it ({refusal}); {}", grant.way_out);
            if std::env::var_os(CI).is_some() {
                return Err(Failure::NotGranted { why });
            }
            left_out.push(grant.name);
            Ok(Done::LeftOut(why))
        });
    }
    left_out.join(",")
}

impl Grant {
    /// What the system said to the attempt, where it said no. A program that is missing is for the tests to miss.
    fn refusal(&self) -> Option<String> {
        let (program, arguments) = self.attempt.split_first()?;
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        (!output.status.success()).then_some(said)
    }
}
