//! The wire types and the command map as TypeScript.
//!
//! Owns how they are set: one field a line, as Prettier sets it, so that a formatter has nothing to change. What the
//! types are is ts-rs's business, which commands there are is the table's.

use crate::table::{with_commands, with_recovery_commands};
use crate::wire::*;
use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

const HEADER: &str = "// Generated from the types of crates/api. Do not edit: run `cargo xtask codegen`.\n";

/// The longest line that Prettier leaves alone.
const WIDTH: usize = 100;

/// The content of `ui/src/lib/api/generated.ts`.
#[must_use]
pub fn generate() -> String {
    let config = Config::new().with_large_int("number");
    let mut types = Types { config: &config, declared: BTreeMap::new() };
    let mut commands = String::new();

    types.visit::<ApiError>();
    types.visit::<ChangeEvent>();

    macro_rules! describe {
        ($($(#[doc = $doc:literal])* $way:ident $name:ident($request:ty) -> $response:ty;)*) => {$(
            types.visit::<$request>();
            types.visit::<$response>();
            types.visit_dependencies_of::<$response>();
            commands.push_str(&entry(
                [$($doc),*].join(" ").trim(),
                stringify!($name),
                &<$request as TS>::name(&config),
                &array(&<$response as TS>::name(&config)),
            ));
        )*};
    }
    with_commands!(describe);
    let everyday = std::mem::take(&mut commands);
    types.visit::<ProgressEvent>();
    macro_rules! describe_recovery {
        ($($(#[doc = $doc:literal])* $name:ident($request:ty) -> $response:ty;)*) => {
            describe!($($(#[doc = $doc])* read $name($request) -> $response;)*);
        };
    }
    with_recovery_commands!(describe_recovery);

    let mut out = String::from(HEADER);
    for (name, (docs, definition)) in &types.declared {
        out.push('\n');
        out.push_str(docs);
        out.push_str(&declaration(name, definition));
    }
    out.push_str(
        "\n/** Every command with what it takes and what it answers. */\nexport interface Commands {\n",
    );
    out.push_str(&everyday);
    out.push_str(
        "}\n\n/** Every command that there is when the library does not open. */\nexport interface RecoveryCommands {\n",
    );
    out.push_str(&commands);
    out.push_str("}\n");
    out
}

/// Collects every type that has a declaration of its own.
struct Types<'c> {
    config: &'c Config,
    /// By name: the documentation and the definition.
    declared: BTreeMap<String, (String, String)>,
}

impl Types<'_> {
    fn visit_dependencies_of<T: TS + 'static + ?Sized>(&mut self) {
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() {
            return;
        }
        let name = T::ident(self.config);
        if self.declared.contains_key(&name) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        self.declared.insert(name, (comment(&docs, ""), T::inline(self.config)));
        self.visit_dependencies_of::<T>();
    }
}

/// One row of the command map.
fn entry(doc: &str, name: &str, request: &str, response: &str) -> String {
    let line = format!("  {name}: {{ request: {request}; response: {response} }};\n");
    if line.len() <= WIDTH + 1 {
        format!("  /** {doc} */\n{line}")
    } else {
        format!("  /** {doc} */\n  {name}: {{\n    request: {request};\n    response: {response};\n  }};\n")
    }
}

/// A named type: an interface where it has fields, an alias otherwise.
fn declaration(name: &str, definition: &str) -> String {
    let alternatives = split(definition, '|');
    if alternatives.len() > 1 {
        let set: Vec<String> = alternatives.iter().map(|one| inline_object(one)).collect();
        let line = format!("export type {name} = {};\n", set.join(" | "));
        if line.len() <= WIDTH + 1 {
            return line;
        }
        return format!("export type {name} =\n  | {};\n", set.join("\n  | "));
    }
    match fields(definition) {
        Some(fields) => {
            let mut out = format!("export interface {name} {{\n");
            for field in fields {
                out.push_str(&comment(&field.docs, "  "));
                out.push_str(&format!("  {}: {};\n", field.name, array(&field.definition)));
            }
            out.push_str("}\n");
            out
        }
        None => format!("export type {name} = {};\n", array(definition)),
    }
}

struct Field {
    docs: String,
    name: String,
    definition: String,
}

/// The fields of `{ a: A, b: B, }`; `None` when `definition` is no object.
fn fields(definition: &str) -> Option<Vec<Field>> {
    let inside = definition.trim().strip_prefix('{')?.strip_suffix('}')?;
    let mut fields = Vec::new();
    for part in split(inside, ',') {
        let (docs, rest) = match part.find("*/") {
            Some(end) => (part[..end + 2].to_owned(), part[end + 2..].trim()),
            None => (String::new(), part.as_str()),
        };
        let (name, definition) = rest.split_once(':')?;
        fields.push(Field {
            docs,
            name: name.trim().trim_matches('"').to_owned(),
            definition: definition.trim().to_owned(),
        });
    }
    Some(fields)
}

/// An alternative of a union on one line; what it documents is said by the Rust type.
fn inline_object(definition: &str) -> String {
    match fields(definition) {
        Some(fields) => {
            let set: Vec<String> =
                fields.iter().map(|field| format!("{}: {}", field.name, array(&field.definition))).collect();
            format!("{{ {} }}", set.join("; "))
        }
        None => definition.trim().to_owned(),
    }
}

/// `Array<T>` as `T[]`.
fn array(definition: &str) -> String {
    let Some(inside) = definition.strip_prefix("Array<") else { return definition.to_owned() };
    // An array may be one alternative of several: `Array<string> | null`.
    let Some((inside, rest)) = inside.split_once('>') else { return definition.to_owned() };
    if inside.contains('|') { format!("({inside})[]{rest}") } else { format!("{inside}[]{rest}") }
}

/// Splits at a separator that stands outside brackets, quotes and comments; drops what is empty.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0usize;
    let mut is_quoted = false;
    let mut is_comment = false;
    let mut before = ' ';
    for character in text.chars() {
        let is_separator = !is_comment && !is_quoted && depth == 0 && character == separator;
        match character {
            '*' if before == '/' && !is_quoted => is_comment = true,
            '/' if before == '*' => is_comment = false,
            '"' if !is_comment => is_quoted = !is_quoted,
            '{' | '<' | '(' | '[' if !is_comment && !is_quoted => depth += 1,
            '}' | '>' | ')' | ']' if !is_comment && !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if is_separator {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(character);
        }
        before = character;
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// A documentation comment, on one line where it is one.
fn comment(docs: &str, indent: &str) -> String {
    let lines: Vec<&str> = docs
        .lines()
        .map(|line| {
            line.trim().trim_start_matches("/**").trim_end_matches("*/").trim_start_matches('*').trim()
        })
        .collect();
    let text = lines.join("\n");
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let one_line = format!("{indent}/** {text} */\n");
    if !text.contains('\n') && one_line.len() <= WIDTH + 1 {
        return one_line;
    }
    let mut out = format!("{indent}/**\n");
    for line in text.lines() {
        out.push_str(format!("{indent} * {line}").trim_end());
        out.push('\n');
    }
    out.push_str(&format!("{indent} */\n"));
    out
}
