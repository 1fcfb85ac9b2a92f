//! The codebook and the memos from the command line.

use crate::support::{list, with_interview};
use serde_json::json;

#[test]
fn what_is_annotated_with_a_tag_makes_it_and_is_found_by_it() {
    let (terminal, id) = with_interview();
    terminal.json(&[
        "annotate",
        &id,
        "--quote",
        "慢慢讀",
        "--tag",
        "讀/慢",
        "--tag",
        "急",
        "--note",
        "再一次",
    ]);
    terminal.json(&["annotate", &id, "--quote", "硃筆", "--color", "red", "--tag", "筆"]);
    let tags = terminal.json(&["tags"]);
    let paths: Vec<_> = list(&tags).iter().map(|tag| tag["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["讀", "讀/慢", "急", "筆"]);
    assert_eq!((&tags[0]["own"]["annotations"], &tags[0]["whole"]["annotations"]), (&json!(0), &json!(1)));
    assert_eq!(tags[0]["whole"], json!({ "annotations": 1, "documents": 1, "speakers": 1, "characters": 3 }));
    let found = |arguments: &[&str]| -> Vec<String> {
        let found = terminal.json(&[&["annotations"], arguments].concat());
        list(&found).iter().map(|one| one["quote"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(found(&[]), ["慢慢讀", "硃筆"]);
    assert_eq!(found(&["--tag", "讀"]), ["慢慢讀"]);
    assert_eq!(found(&[&id, "--speaker", "林墨"]), ["硃筆"]);
    assert_eq!(found(&["--color", "red"]), ["硃筆"]);
    assert_eq!(found(&["--has", "note"]), ["慢慢讀"]);
    assert_eq!(terminal.json(&["annotations", "--tag", "急"])[0]["tags"], json!(["急", "讀/慢"]));
    assert_eq!(terminal.error(1, &["annotations", "--tag", "沒有"])["code"], "no-such-tag");
    // As whoever writes simplified characters means them.
    assert_eq!(found(&["--tag", "读"]), ["慢慢讀"]);
    assert_eq!(found(&["--speaker", "林墨 "]), ["硃筆"]);
    assert_eq!(found(&["--speaker", "许白"]), ["慢慢讀"]);
    let nobody = terminal.error(1, &["annotations", "--speaker", "林"]);
    assert_eq!((&nobody["code"], &nobody["params"]["known"]), (&json!("nobody-named"), &json!("林墨, 許白")));
    let shown = terminal.text(&["annotations"]);
    for part in ["慢讀", "# 急, 讀/慢", "> 再一次"] {
        assert!(shown.contains(part), "{part} is missing:\n{shown}");
    }
    for format in ["md", "html", "csv", "json"] {
        let exported = terminal.text(&["export", &id, "--format", format]);
        assert!(exported.contains("讀/慢"), "{format}");
    }
    for wanted in [["--tag", "讀"], ["--has", "note"], ["--color", "yellow"]] {
        let exported = terminal.text(&[&["export", &id, "--format", "csv"], &wanted[..]].concat());
        assert!(exported.contains("慢慢讀") && !exported.contains("硃筆"), "{wanted:?}: {exported}");
    }
    terminal.json(&["undo"]);
    assert_eq!(list(&terminal.json(&["tags"])).len(), 3, "the tag went with the annotation it was made for");
}

#[test]
fn the_codebook_is_kept_from_the_command_line() {
    let (terminal, id) = with_interview();
    terminal.json(&["tag", "add", "讀", "--color", "blue", "--key", "R", "--definition", "怎麼讀"]);
    terminal.json(&["tag", "add", "慢", "--parent", "讀"]);
    terminal.json(&["annotate", &id, "--quote", "慢慢讀", "--tag", "慢"]);
    terminal.json(&["annotate", &id, "--quote", "硃筆", "--tag", "Ink"]);
    let tags = terminal.json(&["tags"]);
    assert_eq!(
        (&tags[0]["colour"], &tags[0]["key"], &tags[0]["definition"]),
        (&json!("blue"), &json!("r"), &json!("怎麼讀"))
    );
    assert_eq!(terminal.error(1, &["tag", "add", "讀"])["code"], "tag-name-taken");
    assert_eq!(terminal.error(1, &["tag", "add", "x", "--key", "r"])["code"], "shortcut-taken");
    assert_eq!(terminal.json(&["tag", "rename", "ink", "筆"])["path"], "筆");
    assert_eq!(terminal.json(&["tag", "define", "筆", "紅的"])["definition"], "紅的");
    assert_eq!(terminal.json(&["tag", "recolor", "筆", "red"])["colour"], "red");
    assert_eq!(terminal.json(&["tag", "key", "讀"])["key"], json!(null));
    assert_eq!(terminal.json(&["tag", "move", "筆", "--before", "慢"])["path"], "讀/筆");
    assert_eq!(terminal.error(1, &["tag", "move", "讀", "--under", "慢"])["code"], "tag-into-itself");
    assert_eq!(terminal.error(1, &["tag", "move", "筆", "--before", "筆"])["code"], "tag-before-itself");
    let nowhere = terminal.error(1, &["tag", "move", "讀", "--before", "慢", "--under", "筆"]);
    assert_eq!(nowhere["message"], "讀/慢 is not under 讀/筆: say one of the two.");
    assert_eq!(terminal.error(1, &["tag", "merge", "筆", "--into", "筆"])["code"], "tag-into-itself");
    assert_eq!(terminal.json(&["tag", "merge", "慢", "--into", "筆"])["path"], "讀/筆");
    assert_eq!(list(&terminal.json(&["annotations", "--tag", "筆"])).len(), 2);
    assert_eq!(terminal.json(&["history"])["history"][0]["action"], "tag-merge");
    let shown = terminal.text(&["tags"]);
    assert!(shown.contains("  筆") && shown.contains("red"), "{shown}");
    terminal.json(&["tag", "delete", "讀"]);
    assert_eq!(terminal.json(&["tags"])[0]["path"], "筆");
    terminal.json(&["undo"]);
    terminal.json(&["tag", "delete", "讀", "--children", "delete"]);
    assert_eq!(terminal.json(&["tags"]), json!([]));
    assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 2, "annotations stay");
    assert_eq!(terminal.text(&["tags"]), "No tags yet.\n");
}

#[test]
fn memos_are_written_on_everything_that_is_no_passage() {
    let (terminal, id) = with_interview();
    terminal.json(&["tag", "add", "讀"]);
    let targets: [&[&str]; 5] = [
        &[],
        &["--document", &id],
        &["--document", &id, "--section", "批註"],
        &["--document", &id, "--speaker", "許白"],
        &["--tag", "讀"],
    ];
    for (at, target) in targets.iter().enumerate() {
        let memo = terminal.json(&[&["memo", "set", "記"], *target].concat());
        let again = terminal.json(&[&["memo", "set", "記得"], *target].concat());
        assert_eq!((&memo["id"], again["text"].as_str()), (&again["id"], Some("記得")));
        assert_eq!(list(&terminal.json(&["memo", "list"])).len(), at + 1);
    }
    assert_eq!(list(&terminal.json(&["memo", "list", "--document", &id])).len(), 3);
    let section = terminal.json(&["memo", "list", "--document", &id, "--section", "2"]);
    assert_eq!((section[0]["on"].as_str(), section[0]["section"].as_str()), (Some("section"), Some("批註")));
    let shown = terminal.text(&["memo", "list"]);
    for part in ["speaker · 慢讀 · 許白", "section · 慢讀 · 批註", "tag · 讀", "> 記得"] {
        assert!(shown.contains(part), "{part} is missing:\n{shown}");
    }
    let linked = format!("見[慢讀](vermilion:document/{id})、[無](vermilion:tag/{id})。");
    let memo = terminal.json(&["memo", "set", &linked, "--tag", "讀"]);
    assert_eq!(memo["links"], json!([{ "kind": "document", "id": id, "name": "慢讀" }]));
    assert_eq!(terminal.json(&["memo", "list", "--tag", "讀"])[0]["links"], memo["links"]);
    let memo = section[0]["id"].as_str().unwrap();
    assert_eq!(terminal.json(&["memo", "set", "又", "--id", memo])["text"], "又");
    terminal.json(&["memo", "delete", memo]);
    assert_eq!(terminal.error(1, &["memo", "delete", memo])["code"], "no-such-memo");
    assert_eq!(
        terminal.error(1, &["memo", "set", "x", "--document", &id, "--section", "無"])["code"],
        "no-such-section"
    );
    assert_eq!(terminal.error(2, &["memo", "set", "x", "--section", "批註"])["code"], "usage");
}
