//! What a program asks of the network, seen from outside: every call that has to do with sockets, of the program and
//! of whatever it starts, recorded by strace in a world that has no network interface but a dead loopback.

use crate::grants;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A recording.
pub struct Trace(PathBuf);

impl Trace {
    /// A recording that will be at `path`.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The command that runs `program`, recorded.
    pub fn of(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new("strace");
        // Only the calls named stop the program; all others go on at full speed.
        command.args(["-f", "--seccomp-bpf", "-e", "trace=socket,execve", "-o"]).arg(&self.0).arg(program);
        command
    }

    /// The programs that were started, by name, and the sockets that were opened: family, type and protocol, as strace
    /// writes them.
    ///
    /// # Errors
    /// When there is no recording.
    pub fn read(&self) -> std::io::Result<Recorded> {
        let text = std::fs::read_to_string(&self.0)?;
        let call = |line: &str, name: &str| {
            let (_, rest) = line.split_once(name)?;
            Some(rest.split([')', '<']).next().unwrap_or_default().trim().to_owned())
        };
        let program = |line: &str| {
            let path = call(line, "execve(\"")?;
            Some(Path::new(path.split('"').next()?).file_name()?.to_string_lossy().into_owned())
        };
        let (mut programs, mut begun) = (Vec::new(), HashMap::new());
        for line in text.lines() {
            let process = line.split(' ').next().unwrap_or_default();
            match program(line) {
                // Another process came in between: its end is in a line of its own.
                Some(program) if line.ends_with("<unfinished ...>") => _ = begun.insert(process, program),
                Some(program) if line.ends_with("= 0") => programs.push(program),
                None if line.contains("<... execve resumed>") && line.ends_with("= 0") => {
                    programs.extend(begun.remove(process));
                }
                _ => {}
            }
        }
        let sockets = text.lines().filter_map(|line| call(line, "socket("));
        Ok(Recorded { programs, sockets: sockets.collect() })
    }
}

/// What was recorded.
#[derive(Debug)]
pub struct Recorded {
    /// The programs that were started.
    pub programs: Vec<String>,
    /// The sockets that were opened, such as `AF_UNIX, SOCK_STREAM, 0`.
    pub sockets: Vec<String>,
}

impl Recorded {
    /// The sockets that lead out of this machine, or could: all but those to other programs on it, and those over
    /// which the kernel tells about its own routes (GIO watches them, so as to tell programs whether there is a
    /// network; nothing can be sent anywhere over them).
    pub fn to_the_network(&self) -> Vec<&str> {
        let is_local = |socket: &str| {
            socket.starts_with("AF_UNIX,")
                || (socket.starts_with("AF_NETLINK,") && socket.ends_with("NETLINK_ROUTE"))
        };
        self.sockets.iter().map(String::as_str).filter(|socket| !is_local(socket)).collect()
    }
}

/// The same command where there is no network interface. Where that is to be left out (see [`grants`]), as it is: the
/// recording says what it would have said.
///
/// # Panics
/// When this machine grants no such world.
pub fn without_network(command: &Command) -> Command {
    if !grants::namespaces("-rn", "true") {
        return copy(Command::new(command.get_program()), command.get_args(), command);
    }
    let mut within = Command::new("unshare");
    within.arg("-rn").arg(command.get_program());
    copy(within, command.get_args(), command)
}

fn copy<'a>(mut to: Command, arguments: impl Iterator<Item = &'a OsStr>, from: &Command) -> Command {
    to.args(arguments);
    for (name, value) in from.get_envs() {
        match value {
            Some(value) => to.env(name, value),
            None => to.env_remove(name),
        };
    }
    to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trace");
        std::fs::write(
            &path,
            "12 execve(\"/usr/bin/app\", [\"app\"], 0x7ffe /* 9 vars */) = 0\n\
             12 execve(\"/bin/none\", [\"none\"], 0x7ffe /* 9 vars */) = -1 ENOENT (No such file or directory)\n\
             12 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3\n\
             13 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE <unfinished ...>\n\
             14 execve(\"/usr/lib/page\", [\"page\", \"7\"], 0x7ffe /* 9 vars */ <unfinished ...>\n\
             13 socket(AF_UNIX, SOCK_STREAM, 0) = 4\n\
             14 <... execve resumed>)             = 0\n\
             13 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = -1 EAFNOSUPPORT (Address family not supported)\n",
        )
        .unwrap();
        let recorded = Trace::at(&path).read().unwrap();
        assert_eq!(recorded.programs, ["app", "page"]);
        assert_eq!(recorded.to_the_network(), ["AF_INET6, SOCK_DGRAM, IPPROTO_IP"]);
    }

    #[test]
    fn a_program_that_opens_a_socket_is_caught() {
        if !grants::strace() {
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let trace = Trace::at(folder.path().join("trace"));
        let mut command = trace.of("bash");
        command.args(["-c", "exec 3<>/dev/tcp/127.0.0.1/9"]);
        let _ = without_network(&command).output().unwrap();
        assert!(!trace.read().unwrap().to_the_network().is_empty());
    }
}
