//! The seeds of the fuzz targets, replayed: what a fuzzer once found stays mended, and the targets' checks are seen to
//! work without a fuzzer.

use super::TestResult;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use vermilion_api::Api;
use vermilion_tests::fixtures::project;
use vermilion_tests::invariants::{commands, decoding, imports, note, structure};

#[test]
fn the_seeds_of_decoding_hold() -> TestResult {
    replay("decoding", decoding::check)?;
    samples(decoding::check)
}

#[test]
fn the_seeds_of_the_interview_parser_hold() -> TestResult {
    replay("structure", |bytes| structure::check(&String::from_utf8_lossy(bytes)))?;
    samples(|bytes| structure::check(&String::from_utf8_lossy(bytes)))
}

#[test]
fn the_seeds_of_notes_hold() -> TestResult {
    replay("note", |bytes| note::check(&String::from_utf8_lossy(bytes)))
}

#[test]
fn the_seeds_of_every_format_that_is_imported_hold() -> TestResult {
    for format in imports::formats() {
        replay(&format!("import-{}", format.name()), |bytes| imports::check(format, bytes))?;
    }
    Ok(())
}

#[test]
fn of_every_format_a_seed_is_read() -> TestResult {
    for format in imports::formats() {
        let seeds = files(&project().join("fuzz/seeds").join(format!("import-{}", format.name())))?;
        let read = seeds.iter().map(|seed| Ok(imports::read(format, &std::fs::read(seed)?).is_ok()));
        let read: Vec<bool> = read.collect::<std::io::Result<_>>()?;
        assert!(read.contains(&true), "{format:?}: a fuzzer that starts from what is refused finds little");
    }
    Ok(())
}

#[test]
fn the_seeds_of_commands_hold() -> TestResult {
    let mut answered = BTreeSet::new();
    replay("commands", |bytes| answered.extend(commands::check(&String::from_utf8_lossy(bytes))))?;
    let missing: Vec<_> = Api::command_names().iter().filter(|name| !answered.contains(**name)).collect();
    assert!(missing.is_empty(), "no seed has these answered, so no fuzzer finds them: {missing:?}");
    Ok(())
}

fn replay(target: &str, mut check: impl FnMut(&[u8])) -> TestResult {
    let seeds = files(&project().join("fuzz/seeds").join(target))?;
    assert!(!seeds.is_empty(), "{target} has seeds");
    for seed in seeds {
        check(&std::fs::read(seed)?);
    }
    Ok(())
}

/// The interviews that ship with the app are seeds too.
fn samples(check: impl Fn(&[u8])) -> TestResult {
    for sample in files(&project().join("samples"))? {
        check(&std::fs::read(sample)?);
    }
    Ok(())
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}
