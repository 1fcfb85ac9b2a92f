//! Which files are meant by folders. Looks at names only: what a file is its content says, once it is read.

use crate::api::{Api, Result};
use crate::import::import_endings;
use crate::wire::{ImportList, ImportListed};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The most files that are listed: more than anybody looks through, and a whole disk named by mistake comes to an end.
const MOST: usize = 5_000;

/// The most files and folders that are looked at for them.
const MOST_SEEN: usize = 200_000;

/// Folders within each other.
const DEEPEST: usize = 32;

impl Api {
    /// The files to import that are meant by these files and folders. A file that was named is listed whatever it is, of a
    /// folder what has an ending that is known; hidden files and links to folders are not followed.
    ///
    /// # Errors
    /// None: what cannot be looked into is listed as such.
    pub fn import_list(&self, request: ImportList) -> Result<ImportListed> {
        Ok(list(request.paths.iter().map(Path::new)))
    }
}

/// The files that are meant.
fn list<'p>(paths: impl Iterator<Item = &'p Path>) -> ImportListed {
    let mut search = Search { endings: import_endings(), listed: HashSet::new(), seen: 0, found: empty() };
    for path in paths {
        if path.is_dir() {
            search.look_into(path, 0);
        } else {
            search.take(path.to_owned());
        }
    }
    search.found
}

const fn empty() -> ImportListed {
    ImportListed { files: Vec::new(), others: 0, unread: Vec::new(), is_cut: false }
}

struct Search {
    endings: Vec<&'static str>,
    listed: HashSet<PathBuf>,
    seen: usize,
    found: ImportListed,
}

impl Search {
    fn take(&mut self, path: PathBuf) {
        if self.found.files.len() >= MOST {
            self.found.is_cut = true;
            return;
        }
        match path.to_str() {
            Some(name) if !self.listed.contains(&path) => self.found.files.push(name.to_owned()),
            Some(_) => return,
            None => self.found.unread.push(path.display().to_string()),
        }
        self.listed.insert(path);
    }

    /// Takes what is in a folder: its files first, by their names, then what is in the folders inside.
    fn look_into(&mut self, folder: &Path, depth: usize) {
        let Ok(entries) = fs::read_dir(folder) else {
            self.found.unread.push(folder.display().to_string());
            return;
        };
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in entries {
            self.seen += 1;
            if self.seen > MOST_SEEN || self.found.is_cut {
                self.found.is_cut = true;
                break;
            }
            let Ok(entry) = entry else { continue };
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = entry.path();
            // Of a link this tells that it is one; a file behind it is a file all the same, a folder may hold itself.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                _ if path.is_dir() => {}
                _ if self.is_known(&path) => files.push(path),
                _ => self.found.others = self.found.others.saturating_add(1),
            }
        }
        files.sort();
        folders.sort();
        for file in files {
            self.take(file);
        }
        for inside in folders {
            if depth < DEEPEST {
                self.look_into(&inside, depth + 1);
            } else {
                self.found.unread.push(inside.display().to_string());
            }
        }
    }

    fn is_known(&self, path: &Path) -> bool {
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        ending.is_some_and(|ending| self.endings.contains(&ending.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &ImportListed) -> Vec<&str> {
        let name = |path: &String| path.rfind('/').map_or(0, |at| at + 1);
        found.files.iter().map(|path| &path[name(path)..]).collect()
    }

    #[test]
    fn of_a_folder_everything_is_meant_that_can_be_imported() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("year 1");
        fs::create_dir_all(inside.join(".hidden")).unwrap();
        for name in ["b.TXT", "a.docx", "picture.png", "year 1/c.md", ".d.txt", "year 1/.hidden/e.txt"] {
            fs::write(folder.path().join(name), "a").unwrap();
        }
        let found = list([folder.path()].into_iter());
        assert_eq!(names(&found), ["a.docx", "b.TXT", "c.md"]);
        assert_eq!((found.others, found.unread.len(), found.is_cut), (1, 0, false));
    }

    #[test]
    fn a_file_that_is_named_is_listed_whatever_it_is_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let (odd, talk) = (folder.path().join("odd.xyz"), folder.path().join("talk.txt"));
        for path in [&odd, &talk] {
            fs::write(path, "a").unwrap();
        }
        let missing = folder.path().join("missing.txt");
        let paths = [odd.as_path(), &talk, folder.path(), &missing];
        assert_eq!(names(&list(paths.into_iter())), ["odd.xyz", "talk.txt", "missing.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_leads_to_itself_comes_to_an_end() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("talk.txt"), "a").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("talk.txt"), folder.path().join("link.txt")).unwrap();
        assert_eq!(names(&list([folder.path()].into_iter())), ["link.txt", "talk.txt"]);
    }
}
