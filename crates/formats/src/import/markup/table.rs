//! Tables: which rows are one line, and which tables are a dialogue.

use super::dom::{collapsed, name};
use super::roles::{Role, is_block, role};
use dom_query::NodeRef;
use std::collections::HashSet;

/// The most characters of a cell that names who speaks.
const NAME_LIMIT: usize = 24;

/// The rows of a table, those of its parts included.
pub(super) fn rows<'d>(table: &NodeRef<'d>) -> Vec<NodeRef<'d>> {
    let mut rows = Vec::new();
    for child in table.children_it(false) {
        match &*name(&child) {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(child.children_it(false).filter(|row| &*name(row) == "tr"));
            }
            _ => {}
        }
    }
    rows
}

/// The cells of a row.
pub(super) fn cells<'d>(row: &NodeRef<'d>) -> Vec<NodeRef<'d>> {
    row.children_it(false).filter(|cell| matches!(&*name(cell), "td" | "th")).collect()
}

/// Whether a row is one line: no cell has more than one paragraph. Looks no further than to what says that it is not, so
/// that tables within tables are looked at once.
pub(super) fn is_flat(row: &NodeRef<'_>) -> bool {
    cells(row).iter().all(|cell| {
        let mut paragraphs = 0;
        cell.descendants_it().filter(NodeRef::is_element).all(|one| match role(&one) {
            Role::Break => false,
            Role::Block if &*name(&one) != "table" => {
                paragraphs += 1;
                paragraphs < 2
            }
            other => !is_block(other),
        })
    })
}

/// Whether a table has who speaks in its first column and what is said in its second: short names that come again.
pub(super) fn is_dialogue(table: &NodeRef<'_>) -> bool {
    let mut names = HashSet::new();
    let mut count = 0;
    for row in rows(table) {
        let cells = cells(&row);
        let [who, said] = &cells[..] else { return false };
        if !is_plain(who) || !is_plain(said) {
            return false;
        }
        let name = collapsed(&who.text());
        let is_name = !name.is_empty()
            && name.chars().nth(NAME_LIMIT).is_none()
            && !name.contains(['。', '，', '？', '！', '?', '!', ','])
            && name.chars().any(char::is_alphabetic);
        if !is_name || said.text().trim().is_empty() {
            return false;
        }
        names.insert(name);
        count += 1;
    }
    count >= 4 && names.len() >= 2 && names.len() * 2 <= count
}

/// Whether a cell has nothing of its own shape in it.
fn is_plain(cell: &NodeRef<'_>) -> bool {
    cell.descendants_it().filter(NodeRef::is_element).all(|one| {
        let role = role(&one);
        !is_block(role) || (role == Role::Block && &*name(&one) != "table")
    })
}
