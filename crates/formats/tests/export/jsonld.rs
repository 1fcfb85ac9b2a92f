use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Registry;
use serde_json::{Value, json};
use vermilion_anchor::selector::find_quote;
use vermilion_anchor::{Span, TextIndex};
use vermilion_formats::interview::Role;
use vermilion_formats::jsonld::export;
use vermilion_tests::fixtures::injections;

use crate::fixture::{Draft, YELLOW, chinese, english, tagged};

fn exported(document: &vermilion_formats::annotated::Annotated) -> Value {
    serde_json::from_str(&export(document)).unwrap()
}

#[test]
fn the_collection_holds_the_annotations_and_the_document() {
    insta::assert_snapshot!(export(&english()));
}

#[test]
fn every_vector_is_a_string_of_the_collection_and_nothing_else() {
    for (name, vector) in injections("canary.invalid") {
        let document = Draft::new("en", &vector)
            .speaker(&vector, Role::Other)
            .heading(1, "1. ", &vector)
            .turn(0, "A: ", "words")
            .mark("words", YELLOW, &vector)
            .carry(&vector)
            .done();
        let collection = exported(&document);
        let mut found = 0;
        each_string(&collection, &mut |text| found += usize::from(text == vector));
        // The title, two notes, two tags, what was marked, the words of the orphan, five memos.
        assert!(found >= 12, "{name}: {found} in {collection:#}");
    }
}

fn each_string(value: &Value, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => visit(text),
        Value::Array(values) => values.iter().for_each(|value| each_string(value, visit)),
        Value::Object(fields) => fields.values().for_each(|value| each_string(value, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn the_selectors_find_the_passage_again() {
    let document = chinese();
    let index = TextIndex::new(&document.text);
    let collection = exported(&document);
    let items = collection["first"]["items"].as_array().unwrap();
    assert_eq!(collection["total"], items.len());
    for (item, annotation) in items.iter().zip(&document.annotations) {
        let [position, quote] = item["target"]["selector"].as_array().unwrap().as_slice() else { panic!() };
        let place = |name: &str| u32::try_from(position[name].as_u64().unwrap()).unwrap();
        assert_eq!(Span::new(place("start"), place("end")), annotation.span);
        let found = find_quote(
            &index,
            quote["exact"].as_str().unwrap(),
            quote["prefix"].as_str(),
            quote["suffix"].as_str(),
        );
        assert_eq!(found, [annotation.span]);
    }
}

#[test]
fn only_an_annotation_with_a_note_has_a_body() {
    for item in exported(&chinese())["first"]["items"].as_array().unwrap() {
        let (motivation, body) = (&item["motivation"], item.get("body"));
        match body {
            None => assert_eq!(motivation, "highlighting"),
            Some(body) => {
                assert_eq!(motivation, "commenting");
                assert_eq!(
                    (&body["format"], &body["purpose"]),
                    (&json!("text/markdown"), &json!("commenting"))
                );
            }
        }
    }
}

#[test]
fn a_document_without_annotations_is_an_empty_collection() {
    let collection = exported(&Draft::new("en", "Empty").paragraph("words").done());
    assert_eq!(collection["total"], 0);
    assert_eq!(collection["first"]["items"], json!([]));
    assert_eq!(collection["vermilion:document"]["text"], "words\n");
}

/// The W3C's own schemas say what every annotation must be.
#[test]
fn every_annotation_satisfies_the_w3c_schemas() {
    let standard = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/standards/web-annotation");
    if !standard.is_dir() {
        println!("skipped: the W3C schemas are not at {}", standard.display());
        return;
    }
    let mut registry = Registry::new();
    for path in json_files(&standard.join("definitions")) {
        let uri = format!("json-schema:///{}", path.file_name().unwrap().to_str().unwrap());
        registry = registry.add(uri, read(&path)).unwrap();
    }
    let registry = registry.prepare().unwrap();
    let musts = read(&standard.join("annotations/annotationMusts.test"));
    let assertions: Vec<_> =
        musts["assertions"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    assert!(assertions.len() > 50);
    let collections: Vec<_> = [chinese(), english(), tagged()].iter().map(exported).collect();

    for assertion in assertions {
        let schema = read(&standard.join(assertion));
        let validator = (jsonschema::options().with_registry(&registry))
            .with_base_uri("json-schema:///schema.json")
            .should_validate_formats(true)
            .build(&schema)
            .unwrap_or_else(|error| panic!("{assertion}: {error}"));
        let must_be_valid = schema["expectedResult"] == "valid";
        for collection in &collections {
            for item in collection["first"]["items"].as_array().unwrap() {
                // An annotation on its own carries the context that it has from its collection.
                let mut annotation = item.clone();
                annotation["@context"] = collection["@context"].clone();
                assert_eq!(
                    validator.is_valid(&annotation),
                    must_be_valid,
                    "{assertion}: {} in {annotation:#}",
                    schema["errorMessage"]
                );
            }
        }
    }
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect()
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}
