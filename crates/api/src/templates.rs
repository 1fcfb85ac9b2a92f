//! Commands on the templates of text exports: those that come with the app, and the user's own, which the library keeps
//! among its settings.
//!
//! What a template may say, and what becomes of it, is the business of `vermilion_formats::template`.

use crate::api::{Api, Result};
use crate::error::Refusal;
use crate::export::LIBRARY;
use crate::exporting::Exporting;
use crate::wire::{
    ApiError, Nothing, Saved, Template, TemplateChosen, TemplateExport, TemplateKind, TemplateList,
    TemplateNamed, TemplateRename, TemplateRender, TemplateRendered, TemplateSave, TemplateVariable,
};
use crate::{files, names};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;
use vermilion_core::settings;
use vermilion_formats::annotated::Annotated;
use vermilion_formats::template::{self, BUILT_IN, LONGEST, Problem, TemplateError, VARIABLES};
use vermilion_formats::watch::Watch;

/// The setting that keeps them.
const SETTING: &str = "templates";

/// Templates that are kept, and characters of the name of one, at most.
const TEMPLATES: usize = 100;
const NAME: usize = 200;

/// A template as the library keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    name: String,
    kind: TemplateKind,
    source: String,
}

impl From<Kept> for Template {
    fn from(Kept { name, kind, source }: Kept) -> Self {
        Self { name, kind, source, is_built_in: false }
    }
}

impl From<template::BuiltIn> for Template {
    fn from(template::BuiltIn { name, kind, source }: template::BuiltIn) -> Self {
        Self { name: name.to_owned(), kind: kind.into(), source: source.to_owned(), is_built_in: true }
    }
}

impl From<template::Kind> for TemplateKind {
    fn from(kind: template::Kind) -> Self {
        match kind {
            template::Kind::Text => Self::Text,
            template::Kind::Markdown => Self::Markdown,
            template::Kind::Html => Self::Html,
        }
    }
}

impl From<TemplateKind> for template::Kind {
    fn from(kind: TemplateKind) -> Self {
        match kind {
            TemplateKind::Text => Self::Text,
            TemplateKind::Markdown => Self::Markdown,
            TemplateKind::Html => Self::Html,
        }
    }
}

impl TemplateKind {
    /// What a template in a file of this name writes: `quotes.md` and `quotes.md.jinja` Markdown, one of which that cannot
    /// be told text.
    #[must_use]
    pub fn of_file(path: &Path) -> Self {
        let extension =
            |path: &Path| path.extension().and_then(|extension| extension.to_str()).map(str::to_owned);
        let last = extension(path);
        let said = match last.as_deref() {
            Some("jinja" | "jinja2" | "j2") => path.file_stem().and_then(|stem| extension(Path::new(stem))),
            _ => last,
        };
        template::Kind::of_extension(&said.unwrap_or_default()).into()
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
        }
    }
}

impl Api {
    /// The templates, and what they can name.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn template_list(&self, _: Nothing) -> Result<TemplateList> {
        let mut own = self.own_templates()?;
        own.sort_by(|one, other| one.name.cmp(&other.name));
        let templates = BUILT_IN.map(Template::from).into_iter().chain(own.into_iter().map(Into::into));
        Ok(TemplateList { templates: templates.collect(), variables: template_variables() })
    }

    /// Keeps a template.
    ///
    /// # Errors
    /// When the name is none, or another one's that is not to be replaced; when the template is too long, or there are too
    /// many; when the library cannot be written to.
    pub fn template_save(&self, request: TemplateSave) -> Result<Template> {
        let TemplateSave { name, kind, source, overwrite } = request;
        let name = own_name(&name)?;
        if source.len() > LONGEST {
            return Err(Refusal::BadTemplate { name: Some(name), source: TemplateError::TooLong }.into());
        }
        let made = Kept { name, kind, source };
        self.change_templates(|own| {
            match own.iter().position(|one| one.name == made.name) {
                Some(_) if !overwrite => return Err(Refusal::TemplateExists { name: made.name }),
                Some(at) => own[at] = made.clone(),
                None if own.len() >= TEMPLATES => return Err(Refusal::TooManyTemplates { most: TEMPLATES }),
                None => own.push(made.clone()),
            }
            Ok(made.into())
        })
    }

    /// Gives a template another name.
    ///
    /// # Errors
    /// When there is none of the user's own that has the name; when the new one is none, or another one's; when the library
    /// cannot be written to.
    pub fn template_rename(&self, request: TemplateRename) -> Result<Template> {
        let TemplateRename { name, to } = request;
        let to = own_name(&to)?;
        self.change_templates(|own| {
            if to != name && own.iter().any(|one| one.name == to) {
                return Err(Refusal::TemplateExists { name: to });
            }
            let Some(one) = own.iter_mut().find(|one| one.name == name) else { return Err(no_own(&name)) };
            one.name = to;
            Ok(one.clone().into())
        })
    }

    /// Keeps a template no longer, and gives it back.
    ///
    /// # Errors
    /// When there is none of the user's own that has the name; when the library cannot be written to.
    pub fn template_delete(&self, request: TemplateNamed) -> Result<Template> {
        self.change_templates(|own| {
            let at = own.iter().position(|one| one.name == request.name);
            let at = at.ok_or_else(|| no_own(&request.name))?;
            Ok(own.remove(at).into())
        })
    }

    /// What a template makes of documents.
    ///
    /// # Errors
    /// When there is no such template, or something is wrong in it, which is told with its line; when there is no such
    /// document, or one of the annotations is not in it.
    pub fn template_render(&self, request: TemplateRender) -> Result<TemplateRendered> {
        let TemplateRender { template, documents, limit } = request;
        // What is shown while somebody types is nothing that is waited for.
        let work = limit.is_none().then(|| self.begin_export());
        let documents = self.annotated_all(documents, work.as_ref())?;
        let (kind, mut text) = self.template_written(template, &documents, work.as_ref())?;
        let characters = text.chars().count();
        let limit = limit.map_or(usize::MAX, |limit| limit as usize);
        if let Some((end, _)) = text.char_indices().nth(limit) {
            text.truncate(end);
        }
        let title = match &documents[..] {
            [document] => &document.title,
            _ => LIBRARY,
        };
        Ok(TemplateRendered {
            text,
            characters: u32::try_from(characters).unwrap_or(u32::MAX),
            file_name: names::file_name(title, template::Kind::from(kind).extension()),
            media_type: kind.media_type().to_owned(),
        })
    }

    /// What a template makes of documents as a file, written whole or not at all.
    ///
    /// # Errors
    /// See [`Api::template_render`]; when there is such a file and it may not be replaced, or it cannot be written; when it
    /// was called off.
    pub fn template_export(&self, request: TemplateExport) -> Result<Saved> {
        let TemplateExport { template, documents, path, overwrite } = request;
        let work = self.begin_export();
        let documents = self.annotated_all(documents, Some(&work))?;
        let (_, text) = self.template_written(template, &documents, Some(&work))?;
        let path = files::write(Path::new(&path), text.as_bytes(), overwrite)?;
        Ok(Saved { path: path.display().to_string(), bytes: text.len() as u64, update: None })
    }

    /// The template of this name, one that comes with the app or one of the user's own; `None` where there is none.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn template_named(&self, name: &str) -> Result<Option<Template>> {
        if let Some(built_in) = BUILT_IN.into_iter().find(|one| one.name == name) {
            return Ok(Some(built_in.into()));
        }
        Ok(self.own_templates()?.into_iter().find(|one| one.name == name).map(Into::into))
    }

    /// What a template makes of documents, and what kind of text that is.
    ///
    /// # Errors
    /// When there is no such template, or something is wrong in it.
    pub(crate) fn template_written(
        &self,
        chosen: TemplateChosen,
        documents: &[Annotated],
        work: Option<&Exporting<'_>>,
    ) -> Result<(TemplateKind, String)> {
        let (name, kind, source) = match chosen {
            TemplateChosen::Name { name } => match self.template_named(&name)? {
                Some(Template { name, kind, source, .. }) => (Some(name), kind, source),
                None => return Err(Refusal::NoSuchTemplate { name }.into()),
            },
            TemplateChosen::Source { name, kind, source } => (name, kind, source),
        };
        let write = |watch: &Watch<'_>| {
            let text = template::render(&source, kind.into(), documents, watch);
            text.map_err(|source| Refusal::BadTemplate { name, source })
        };
        let text = match work {
            Some(work) => work.write(write)?,
            None => write(&Watch::nobody())?,
        };
        Ok((kind, text))
    }

    /// The user's own; none where what is stored is not understood.
    fn own_templates(&self) -> Result<Vec<Kept>> {
        Ok(settings::get(&self.library, SETTING)?
            .and_then(|value| understood(value).ok())
            .unwrap_or_default())
    }

    fn change_templates(
        &self,
        change: impl FnOnce(&mut Vec<Kept>) -> std::result::Result<Template, Refusal>,
    ) -> Result<Template> {
        let changed = settings::change(&self.library, SETTING, |value| {
            // What a newer version keeps is not written over.
            let mut own = value.map_or(Ok(Vec::new()), understood)?;
            let changed = change(&mut own)?;
            let own = serde_json::to_value(own).map_err(|_| Refusal::BadSetting { name: SETTING })?;
            Ok((own, changed))
        });
        changed?.map_err(Refusal::into)
    }
}

fn understood(value: Value) -> std::result::Result<Vec<Kept>, Refusal> {
    serde_json::from_value(value).map_err(|_| Refusal::BadSetting { name: SETTING })
}

/// A name as a template of the user's own may have it: on one line, without white space at its ends, and not the name of
/// one that comes with the app.
fn own_name(name: &str) -> std::result::Result<String, Refusal> {
    let clean = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.is_empty() || clean.chars().count() > NAME || clean.chars().any(char::is_control) {
        return Err(Refusal::BadTemplateName { name: clean, most: NAME });
    }
    if is_built_in(&clean) {
        return Err(Refusal::TemplateBuiltIn { name: clean });
    }
    Ok(clean)
}

fn is_built_in(name: &str) -> bool {
    BUILT_IN.iter().any(|one| one.name == name)
}

fn no_own(name: &str) -> Refusal {
    let name = name.to_owned();
    if is_built_in(&name) { Refusal::TemplateBuiltIn { name } } else { Refusal::NoSuchTemplate { name } }
}

/// Everything that a template can name.
#[must_use]
pub fn template_variables() -> Vec<TemplateVariable> {
    let variable = |one: &template::Variable| TemplateVariable {
        path: one.path.to_owned(),
        about: one.about.to_owned(),
    };
    VARIABLES.iter().map(variable).collect()
}

/// The text of a template in a file, which is UTF-8.
///
/// # Errors
/// When the file cannot be read, or is no template, which is told with the line.
pub fn read_template(path: &Path) -> std::result::Result<String, ApiError> {
    let bytes = files::read(path)?;
    let name = || path.file_name().map(|name| name.to_string_lossy().into_owned());
    let text = String::from_utf8(bytes).map_err(|error| {
        let read = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + read.iter().filter(|byte| **byte == b'\n').count();
        let detail = Some("this is not UTF-8".to_owned());
        let source = TemplateError::Wrong { line, problem: Problem::Syntax, detail };
        Refusal::BadTemplate { name: name(), source }
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text).replace("\r\n", "\n");
    template::check(&text).map_err(|source| Refusal::BadTemplate { name: name(), source })?;
    Ok(text)
}
