//! `project.qde` as it is written: elements as values, nothing understood yet.

use super::FORMAT;
use crate::import::refi::{Code, children, guid, read_code, text};
use crate::import::xml::{Element, Node, Nodes};
use crate::import::{ImportError, Limits, Report};
use std::collections::HashMap;

/// A project.
#[derive(Default)]
pub(super) struct Project {
    pub(super) origin: String,
    pub(super) description: String,
    /// Names of users by id.
    pub(super) users: HashMap<String, String>,
    pub(super) codes: Vec<Code>,
    /// Names of variables by id.
    pub(super) variables: HashMap<String, String>,
    pub(super) cases: Vec<Case>,
    pub(super) sources: Vec<Text>,
    pub(super) notes: Vec<Text>,
    /// Ids of notes about the whole.
    pub(super) note_refs: Vec<String>,
}

impl Project {
    /// Whether this app wrote it.
    pub(super) fn is_ours(&self) -> bool {
        self.origin.starts_with("Vermilion")
    }
}

/// A case.
#[derive(Default)]
pub(super) struct Case {
    pub(super) guid: String,
    pub(super) name: String,
    pub(super) description: String,
    /// Ids of variables and what they say.
    pub(super) values: Vec<(String, String)>,
    pub(super) sources: Vec<String>,
}

/// A text: a source, a note, a transcript, what stands for a document or a picture.
#[derive(Default)]
pub(super) struct Text {
    pub(super) guid: String,
    pub(super) name: String,
    pub(super) description: String,
    /// The text itself, where it stands in the project.
    pub(super) content: Option<String>,
    /// Where it is otherwise.
    pub(super) path: Option<String>,
    pub(super) has_rich_text: bool,
    pub(super) selections: Vec<Selection>,
    pub(super) codings: Vec<Coding>,
    pub(super) note_refs: Vec<String>,
    pub(super) values: Vec<(String, String)>,
    pub(super) created: String,
    pub(super) modified: String,
    /// Positions and milliseconds.
    pub(super) times: Vec<(i64, u32)>,
}

/// A part of a text.
#[derive(Clone, Default)]
pub(super) struct Selection {
    pub(super) guid: String,
    pub(super) name: String,
    /// As it is written; `None` where only the words are told.
    pub(super) positions: Option<(i64, i64)>,
    pub(super) description: String,
    pub(super) codings: Vec<Coding>,
    pub(super) note_refs: Vec<String>,
    pub(super) user: String,
    pub(super) created: String,
    pub(super) modified: String,
}

/// The application of a code.
#[derive(Clone)]
pub(super) struct Coding {
    /// Id of the code, or of a case.
    pub(super) target: String,
    pub(super) note_refs: Vec<String>,
}

/// Reads a project. What has no place is in the report already.
pub(super) fn read(text: &str, limits: Limits, report: &mut Report) -> Result<Project, ImportError> {
    let mut nodes = Nodes::new(text, FORMAT, limits);
    let root = loop {
        match nodes.next()? {
            Some(Node::Start(element)) => break element,
            Some(_) => {}
            None => return Err(ImportError::malformed(FORMAT, "its project is empty")),
        }
    };
    if root.name != "Project" {
        return Err(ImportError::malformed(FORMAT, "its project does not begin with a Project"));
    }
    let mut reader = Reader { limits, items: 0, report };
    let mut project =
        Project { origin: root.attribute("origin").unwrap_or_default().to_owned(), ..Project::default() };
    children(&mut nodes, |nodes, element| reader.part(nodes, &element, &mut project))?;
    Ok(project)
}

struct Reader<'r> {
    limits: Limits,
    items: usize,
    report: &'r mut Report,
}

impl Reader<'_> {
    fn count(&mut self) -> Result<(), ImportError> {
        self.items += 1;
        if self.items > self.limits.items {
            return Err(ImportError::TooMuch { what: "annotations", most: self.limits.items as u64 });
        }
        Ok(())
    }

    fn part(
        &mut self,
        nodes: &mut Nodes<'_>,
        part: &Element,
        project: &mut Project,
    ) -> Result<(), ImportError> {
        match part.name.as_str() {
            "Users" => children(nodes, |nodes, user| {
                let name = ["name", "id"]
                    .iter()
                    .find_map(|name| user.attribute(name).filter(|name| !name.is_empty()));
                project.users.insert(guid(&user, "guid"), name.unwrap_or_default().to_owned());
                nodes.skip()
            }),
            "CodeBook" => children(nodes, |nodes, part| match part.name.as_str() {
                "Codes" => children(nodes, |nodes, code| match code.name.as_str() {
                    "Code" => read_code(nodes, &code, None, &mut project.codes, self.limits),
                    _ => nodes.skip(),
                }),
                _ => nodes.skip(),
            }),
            "Variables" => children(nodes, |nodes, variable| {
                let name = variable.attribute("name").unwrap_or_default().to_owned();
                project.variables.insert(guid(&variable, "guid"), name);
                nodes.skip()
            }),
            "Cases" => children(nodes, |nodes, case| {
                self.count()?;
                project.cases.push(read_case(nodes, &case)?);
                Ok(())
            }),
            "Sources" => children(nodes, |nodes, source| match source.name.as_str() {
                "TextSource" => {
                    project.sources.push(self.text(nodes, &source)?);
                    Ok(())
                }
                "PDFSource" | "PictureSource" | "AudioSource" | "VideoSource" => {
                    self.media(nodes, &source, &mut project.sources)
                }
                _ => nodes.skip(),
            }),
            "Notes" => children(nodes, |nodes, note| {
                project.notes.push(self.text(nodes, &note)?);
                Ok(())
            }),
            "Links" | "Sets" | "Graphs" => {
                let kind = part.name.trim_end_matches('s').to_lowercase();
                children(nodes, |nodes, one| {
                    self.report.skip(&kind, one.attribute("name").unwrap_or_default(), "no-place", None);
                    nodes.skip()
                })
            }
            "Description" => {
                project.description = text(nodes)?;
                Ok(())
            }
            "NoteRef" => {
                project.note_refs.push(guid(part, "targetGUID"));
                nodes.skip()
            }
            _ => nodes.skip(),
        }
    }

    /// A source, a note, a transcript or a representation, which has just begun.
    fn text(&mut self, nodes: &mut Nodes<'_>, element: &Element) -> Result<Text, ImportError> {
        self.count()?;
        let mut read = Text {
            guid: guid(element, "guid"),
            name: element.attribute("name").unwrap_or_default().to_owned(),
            path: element.attribute("plainTextPath").filter(|path| !path.is_empty()).map(str::to_owned),
            has_rich_text: element.attribute("richTextPath").is_some(),
            created: element.attribute("creationDateTime").unwrap_or_default().to_owned(),
            modified: element.attribute("modifiedDateTime").unwrap_or_default().to_owned(),
            ..Text::default()
        };
        let mut points: HashMap<String, i64> = HashMap::new();
        children(nodes, |nodes, inner| {
            match inner.name.as_str() {
                "Description" => read.description = text(nodes)?,
                "PlainTextContent" => read.content = Some(nodes.text()?),
                "PlainTextSelection" => {
                    let positions = integer(&inner, "startPosition").zip(integer(&inner, "endPosition"));
                    read.selections.push(self.selection(nodes, &inner, positions)?);
                }
                "SyncPoint" => {
                    if let Some(position) = integer(&inner, "position") {
                        points.insert(guid(&inner, "guid"), position);
                        let time = integer(&inner, "timeStamp").and_then(|time| u32::try_from(time).ok());
                        read.times.extend(time.map(|time| (position, time)));
                    }
                    nodes.skip()?;
                }
                "TranscriptSelection" => {
                    let point = |name| points.get(&guid(&inner, name)).copied();
                    let positions = point("fromSyncPoint").zip(point("toSyncPoint"));
                    read.selections.push(self.selection(nodes, &inner, positions)?);
                }
                "Coding" => read.codings.push(read_coding(nodes)?),
                "NoteRef" => {
                    read.note_refs.push(guid(&inner, "targetGUID"));
                    nodes.skip()?;
                }
                "VariableValue" => read.values.extend(read_value(nodes)?),
                _ => nodes.skip()?,
            }
            Ok(())
        })?;
        Ok(read)
    }

    fn selection(
        &mut self,
        nodes: &mut Nodes<'_>,
        element: &Element,
        positions: Option<(i64, i64)>,
    ) -> Result<Selection, ImportError> {
        self.count()?;
        let mut read = Selection {
            guid: guid(element, "guid"),
            name: element.attribute("name").unwrap_or_default().to_owned(),
            positions,
            user: guid(element, "creatingUser"),
            created: element.attribute("creationDateTime").unwrap_or_default().to_owned(),
            modified: element.attribute("modifiedDateTime").unwrap_or_default().to_owned(),
            ..Selection::default()
        };
        children(nodes, |nodes, inner| {
            match inner.name.as_str() {
                "Description" => read.description = text(nodes)?,
                "Coding" => read.codings.push(read_coding(nodes)?),
                "NoteRef" => {
                    read.note_refs.push(guid(&inner, "targetGUID"));
                    nodes.skip()?;
                }
                // What a part of a page says: its words are all by which it can be found in the text.
                "Representation" => {
                    let words = self.text(nodes, &inner)?.content.unwrap_or_default();
                    if !words.trim().is_empty() {
                        read.name = words;
                    }
                }
                _ => nodes.skip()?,
            }
            Ok(())
        })?;
        Ok(read)
    }

    /// A source that is no text, but may have texts in it.
    fn media(
        &mut self,
        nodes: &mut Nodes<'_>,
        element: &Element,
        sources: &mut Vec<Text>,
    ) -> Result<(), ImportError> {
        let name = element.attribute("name").unwrap_or_default();
        let (first, mut outer, mut parts) = (sources.len(), Text::default(), Vec::new());
        children(nodes, |nodes, inner| {
            match inner.name.as_str() {
                "Representation" | "TextDescription" | "Transcript" => {
                    let mut text = self.text(nodes, &inner)?;
                    let is_unnamed = text.name.is_empty() || text.name.starts_with("Representation");
                    if is_unnamed && !name.is_empty() {
                        name.clone_into(&mut text.name);
                    }
                    sources.push(text);
                }
                "PDFSelection" | "PictureSelection" | "AudioSelection" | "VideoSelection" => {
                    parts.push((inner.name == "PDFSelection", self.selection(nodes, &inner, None)?));
                }
                "Description" => outer.description = text(nodes)?,
                "Coding" => outer.codings.push(read_coding(nodes)?),
                "NoteRef" => {
                    outer.note_refs.push(guid(&inner, "targetGUID"));
                    nodes.skip()?;
                }
                "VariableValue" => outer.values.extend(read_value(nodes)?),
                _ => nodes.skip()?,
            }
            Ok(())
        })?;
        let Some(text) = sources.get_mut(first) else {
            self.report.skip("source", name, "no-text", None);
            for (_, part) in parts {
                self.report.skip("annotation", &part.name, "no-text", None);
            }
            return Ok(());
        };
        let known: std::collections::HashSet<String> =
            text.selections.iter().map(|selection| selection.guid.clone()).collect();
        for (is_of_page, part) in parts {
            match (is_of_page, known.contains(&part.guid)) {
                // The same selection stands with the text, where it has a place.
                (true, true) => {}
                (true, false) => text.selections.push(part),
                (false, _) => self.report.skip("annotation", &part.name, "not-of-text", None),
            }
        }
        if text.description.is_empty() {
            text.description = outer.description;
        }
        text.codings.append(&mut outer.codings);
        text.note_refs.append(&mut outer.note_refs);
        text.values.append(&mut outer.values);
        Ok(())
    }
}

fn integer(element: &Element, name: &str) -> Option<i64> {
    element.attribute(name)?.trim().parse().ok()
}

fn read_coding(nodes: &mut Nodes<'_>) -> Result<Coding, ImportError> {
    let mut coding = Coding { target: String::new(), note_refs: Vec::new() };
    children(nodes, |nodes, inner| {
        match inner.name.as_str() {
            "CodeRef" => coding.target = guid(&inner, "targetGUID"),
            "NoteRef" => coding.note_refs.push(guid(&inner, "targetGUID")),
            _ => {}
        }
        nodes.skip()
    })?;
    Ok(coding)
}

fn read_case(nodes: &mut Nodes<'_>, element: &Element) -> Result<Case, ImportError> {
    let mut case = Case {
        guid: guid(element, "guid"),
        name: element.attribute("name").unwrap_or_default().to_owned(),
        ..Case::default()
    };
    children(nodes, |nodes, inner| {
        match inner.name.as_str() {
            "Description" => case.description = text(nodes)?,
            "VariableValue" => case.values.extend(read_value(nodes)?),
            "SourceRef" => {
                case.sources.push(guid(&inner, "targetGUID"));
                nodes.skip()?;
            }
            _ => nodes.skip()?,
        }
        Ok(())
    })?;
    Ok(case)
}

/// A variable and what it says; `None` where it says nothing.
fn read_value(nodes: &mut Nodes<'_>) -> Result<Option<(String, String)>, ImportError> {
    let (mut variable, mut value) = (String::new(), String::new());
    children(nodes, |nodes, inner| {
        if inner.name == "VariableRef" {
            variable = guid(&inner, "targetGUID");
            nodes.skip()
        } else {
            value = text(nodes)?;
            Ok(())
        }
    })?;
    Ok((!value.is_empty()).then_some((variable, value)))
}
