//! The processes of one app: what it started, and what they take. Reads Linux's process table.

use std::fs;

/// A process and everything it started, itself included.
pub(super) fn tree(root: u32) -> Vec<u32> {
    let all: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            Some((id, parent(id)?))
        })
        .collect();
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&id) = found.get(next) {
        found.extend(all.iter().filter(|(_, parent)| *parent == id).map(|(child, _)| *child));
        next += 1;
    }
    found
}

/// The name of a process's program, of which Linux keeps the first fifteen bytes.
fn name(id: u32) -> Option<String> {
    Some(fs::read_to_string(format!("/proc/{id}/comm")).ok()?.trim_end().to_owned())
}

/// The process among these that shows the page.
pub(super) fn web_process(processes: &[u32]) -> Option<u32> {
    let is_page = |id: &u32| name(*id).is_some_and(|name| name.starts_with("WebKitWebProc"));
    processes.iter().copied().find(is_page)
}

/// The memory of one process in bytes, pages that several share divided among them.
pub(super) fn memory(id: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
    let kibibytes = rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB"));
    kibibytes.and_then(|number| number.trim().parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// The parent of a process; none for one that has ended, though it may still be in the table.
fn parent(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name, in brackets, may itself hold brackets and spaces; state and parent follow it.
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    let state = fields.next()?;
    if state == "Z" { None } else { fields.next()?.parse().ok() }
}
