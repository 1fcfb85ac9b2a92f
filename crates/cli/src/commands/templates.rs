//! `template`, and `export --template`.

use super::export::{chosen_documents, named, tell, with_way_out};
use crate::arguments::{Export, TemplateAction};
use crate::output::{Failure, Output};
use crate::table::{Set, one_line, table};
use serde_json::{Value, json};
use std::path::Path;
use vermilion_api::wire::{
    Nothing, Template, TemplateChosen, TemplateExport, TemplateKind, TemplateNamed, TemplateRename,
    TemplateRender, TemplateSave,
};
use vermilion_api::{Api, ApiError, read_template, template_variables};

pub(crate) fn act(api: &Api, action: &TemplateAction, output: &Output) -> Result<(), Failure> {
    match action {
        TemplateAction::List => list(api, output),
        TemplateAction::Show { name } => {
            let template = existing(api, name)?;
            if output.is_json() {
                return output.answer(|| template_json(&template), String::new);
            }
            // As it is, so that it can be changed and kept anew.
            output.write(template.source.as_bytes())
        }
        TemplateAction::Add { name, file, kind, force } => {
            let source = read_template(file)?;
            let kind = kind.map_or_else(|| TemplateKind::of_file(file), Into::into);
            let request = TemplateSave { name: name.clone(), kind, source, overwrite: *force };
            told(&api.template_save(request).map_err(replaceable)?, "Added the template", output)
        }
        TemplateAction::Rename { name, to } => {
            let request = TemplateRename { name: name.clone(), to: to.clone() };
            told(&api.template_rename(request)?, "Renamed the template to", output)
        }
        TemplateAction::Delete { name } => {
            let deleted = api.template_delete(TemplateNamed { name: name.clone() })?;
            told(&deleted, "Deleted the template", output)
        }
        TemplateAction::Variables => variables(output),
    }
}

fn list(api: &Api, output: &Output) -> Result<(), Failure> {
    let templates = api.template_list(Nothing {})?.templates;
    output.answer(
        || templates.iter().map(template_json).collect(),
        || {
            let row = |template: &Template| {
                let origin = if template.is_built_in { "Vermilion" } else { "you" };
                [one_line(&template.name), kind(template.kind).to_owned(), origin.to_owned()]
            };
            let rows: Vec<[String; 3]> = templates.iter().map(row).collect();
            let heads = ["TEMPLATE", "WRITES", "FROM"].map(str::to_owned);
            table([Set::Left; 3], &[vec![heads], rows].concat())
        },
    )
}

/// Everything that a template can name.
pub(crate) fn variables(output: &Output) -> Result<(), Failure> {
    let variables = template_variables();
    output.answer(
        || variables.iter().map(|one| json!({ "path": one.path, "about": one.about })).collect(),
        || {
            let rows: Vec<[String; 2]> =
                variables.iter().map(|one| [one.path.clone(), one.about.clone()]).collect();
            table([Set::Left; 2], &rows)
        },
    )
}

/// Writes what a template makes of a document, or of all, to a file or to standard output.
pub(crate) fn export(api: &Api, export: &Export, template: &str, output: &Output) -> Result<(), Failure> {
    let template = chosen(api, template)?;
    let documents = chosen_documents(api, export)?;
    if let Some(path) = named(export.output.as_deref())? {
        let request = TemplateExport { template, documents, path: path.to_owned(), overwrite: export.force };
        return tell(&api.template_export(request).map_err(with_way_out)?, output);
    }
    let rendered = api.template_render(TemplateRender { template, documents, limit: None })?;
    if output.is_json() {
        let answer = json!({
            "file_name": rendered.file_name,
            "media_type": rendered.media_type,
            "text": rendered.text,
        });
        return output.answer(|| answer, String::new);
    }
    output.write(rendered.text.as_bytes())
}

/// The template of that name, or else the one in that file.
fn chosen(api: &Api, template: &str) -> Result<TemplateChosen, Failure> {
    if let Some(found) = api.template_named(template)? {
        return Ok(TemplateChosen::Name { name: found.name });
    }
    let path = Path::new(template);
    if !path.exists() {
        let message = format!("There is neither a template nor a file “{template}”.");
        return Err(unknown(template, &message).into());
    }
    let source = read_template(path)?;
    Ok(TemplateChosen::Source { name: Some(template.to_owned()), kind: TemplateKind::of_file(path), source })
}

fn existing(api: &Api, name: &str) -> Result<Template, Failure> {
    let missing = || unknown(name, &format!("There is no template “{name}”."));
    Ok(api.template_named(name)?.ok_or_else(missing)?)
}

fn unknown(name: &str, message: &str) -> ApiError {
    ApiError {
        code: "no-such-template".to_owned(),
        params: [("name".to_owned(), name.to_owned())].into(),
        message: message.to_owned(),
        hint: Some("`vermilion template list` shows the templates that there are.".to_owned()),
    }
}

fn replaceable(mut error: ApiError) -> ApiError {
    if error.code == "template-exists" {
        error.hint = Some("Choose another name, or replace it with --force.".to_owned());
    }
    error
}

fn kind(kind: TemplateKind) -> &'static str {
    match kind {
        TemplateKind::Text => "text",
        TemplateKind::Markdown => "markdown",
        TemplateKind::Html => "html",
    }
}

fn template_json(template: &Template) -> Value {
    json!({
        "name": template.name,
        "kind": kind(template.kind),
        "is_built_in": template.is_built_in,
        "source": template.source,
    })
}

fn told(template: &Template, done: &str, output: &Output) -> Result<(), Failure> {
    output.answer(|| template_json(template), || format!("{done} {}\n", one_line(&template.name)))
}
