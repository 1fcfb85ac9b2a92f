//! Whether libxml2 finds that projects and codebooks keep to the schemas of REFI-QDA, and whether what a project says of
//! its texts is so when it is read by the standard, without any of our code.

use crate::TestResult;
use crate::library::Library;
use crate::program::{ask, output, program};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use vermilion_api::wire::{DocumentView, ExportFormat};
use vermilion_tests::fixtures::shared_standard;

/// Checks a file against a schema, with no way to the network.
fn validate(schema: &Path, file: &Path) -> TestResult {
    output(program("xmllint").args(["--nonet", "--noout", "--schema"]).args([schema, file]))?;
    Ok(())
}

/// What a reader that knows the standard alone finds in a project.
#[derive(Deserialize)]
struct Project {
    /// Where it unpacked the project itself.
    qde: PathBuf,
    /// Members of the archive that nothing refers to.
    unused: Vec<String>,
    sources: Vec<Source>,
    codes: Vec<String>,
}

#[derive(Deserialize)]
struct Source {
    text: String,
    has_mark: bool,
    selections: Vec<Selection>,
}

#[derive(Deserialize)]
struct Selection {
    /// The words between the positions.
    words: String,
    /// The words that the selection says it has.
    name: String,
    codes: Vec<String>,
}

/// What is found has to be this.
fn is_of(project: &Project, views: &[DocumentView], is_of_nvivo: bool) {
    assert!(project.unused.is_empty(), "nothing refers to {:?}", project.unused);
    assert_eq!(project.sources.len(), views.len());
    for (source, view) in project.sources.iter().zip(views) {
        assert_eq!(source.has_mark, is_of_nvivo);
        let line_end = if is_of_nvivo { "\r\n" } else { "\n" };
        assert_eq!(source.text, view.text.replace('\n', line_end));
        let mut found: Vec<&str> = source.selections.iter().map(|one| one.words.as_str()).collect();
        let mut expected: Vec<String> =
            view.annotations.iter().map(|one| one.quote.replace('\n', line_end)).collect();
        // The section that a memo is about is told by its heading.
        expected.push(view.sections[0].title.clone());
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "each passage is where the project says");
        for selection in &source.selections {
            let words = selection.words.replace("\r\n", "\n");
            assert_eq!(selection.name.replace("\r\n", "\n"), words);
            let tags = view.annotations.iter().find(|one| one.quote == words).map_or(0, |one| one.tags.len());
            assert_eq!(selection.codes.len(), tags, "{words}");
        }
    }
    let mut names = project.codes.clone();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), project.codes.len(), "the name of a code is its own: {:?}", project.codes);
}

fn project(format: ExportFormat) -> TestResult {
    let library = Library::annotated()?;
    let file = library.save_all(format)?;
    let into = library.folder.path().join("unpacked");
    let found: Project = ask(include_str!("project.py"), &[&file, &into])?;
    is_of(&found, &library.views()?, format == ExportFormat::QdpxNvivo);
    let Some(schema) = shared_standard("refi-qda/Project.xsd") else { return Ok(()) };
    validate(&schema, &found.qde)
}

#[test]
fn a_project_is_what_the_schema_and_the_standard_say() -> TestResult {
    project(ExportFormat::Qdpx)
}

#[test]
fn a_project_for_nvivo_is_what_the_schema_says_and_nvivo_counts() -> TestResult {
    project(ExportFormat::QdpxNvivo)
}

#[test]
fn a_codebook_is_what_the_schema_says() -> TestResult {
    let Some(schema) = shared_standard("refi-qda/Codebook.xsd") else { return Ok(()) };
    let library = Library::annotated()?;
    validate(&schema, &library.save_all(ExportFormat::Qdc)?)
}

#[test]
fn a_codebook_that_the_schema_forbids_is_found() -> TestResult {
    let Some(schema) = shared_standard("refi-qda/Codebook.xsd") else { return Ok(()) };
    let library = Library::annotated()?;
    let file = library.save_all(ExportFormat::Qdc)?;
    let text = std::fs::read_to_string(&file)?.replace("isCodable=\"true\"", "");
    std::fs::write(&file, text)?;
    let error = validate(&schema, &file).expect_err("it is no codebook");
    assert!(error.to_string().contains("isCodable"), "{error}");
    Ok(())
}
