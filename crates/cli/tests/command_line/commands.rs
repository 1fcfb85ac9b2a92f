//! What each command does.

use crate::support::{INTERVIEW, Terminal, list, shared, with_interview};
use serde_json::{Value, json};
use std::fs;
use std::io::Read;
use std::process::Stdio;

#[test]
fn an_interview_is_imported_once() {
    let (terminal, id) = with_interview();
    let again = terminal.json(&["import", "interview.txt"]);
    assert_eq!(again["id"], json!(id));
    assert_eq!(again["is_new"], json!(false));
    let documents = terminal.json(&["list"]);
    assert_eq!(list(&documents["documents"]).len(), 1);
    assert_eq!(documents["documents"][0]["title"], "慢讀");
    assert_eq!(documents["documents"][0]["speakers"], json!(["林墨", "許白"]));
}

#[test]
fn importing_a_text_again_leaves_the_document_as_it_is_and_says_so() {
    let (terminal, id) = with_interview();
    let told = terminal.text(&["import", "interview.txt"]);
    assert!(told.contains("left as it is") && told.contains(&id), "{told}");
    let error = terminal.error(1, &["import", "interview.txt", "--title", "快讀"]);
    assert_eq!(error["code"], "already-imported");
    assert_eq!(error["document"], json!({ "id": id, "title": "慢讀" }));
    let documents = terminal.json(&["list"]);
    assert_eq!(list(&documents["documents"]).len(), 1);
    assert_eq!(documents["documents"][0]["title"], "慢讀");
    assert_eq!(list(&terminal.json(&["history"])["history"]).len(), 1);
}

#[test]
fn a_document_is_shown_with_everything_that_a_program_needs() {
    let (terminal, id) = with_interview();
    let shown = terminal.json(&["show", &id]);
    assert_eq!(shown["id"], json!(id));
    assert_eq!(shown["title"], "慢讀");
    assert_eq!(shown["source"], "閱讀月刊");
    assert_eq!(shown["published"], Value::Null);
    assert_eq!(shown["language"], "zh-Hant");
    assert_eq!(shown["characters"], json!(INTERVIEW.chars().count()));
    let speakers = list(&shown["speakers"]);
    assert_eq!(speakers.len(), 2);
    assert_eq!(speakers[0]["name"], "林墨");
    assert_eq!(speakers[0]["role"], "interviewer");
    assert_eq!(speakers[1]["turns"], 2);
    assert!(speakers[1]["id"].is_string() && speakers[1]["characters"].is_u64());
    let sections = list(&shown["sections"]);
    assert_eq!(sections.len(), 2);
    assert_eq!(sections[1]["number"], 2);
    assert_eq!(sections[1]["title"], "批註");
    assert_eq!(sections[0]["end"], sections[1]["start"]);
    // A continuation paragraph is a block of its own with the same speaker.
    let blocks = list(&shown["blocks"]);
    let continuation =
        blocks.iter().find(|block| block["text"].as_str().unwrap().starts_with("第二次")).unwrap();
    assert_eq!(continuation["kind"], "turn");
    assert_eq!(continuation["speaker"], "許白");
    // The blocks are the text.
    let text: String = blocks.iter().map(|block| block["text"].as_str().unwrap()).collect();
    assert_eq!(text, INTERVIEW);
    assert!(blocks.windows(2).all(|pair| pair[0]["end"] == pair[1]["start"]));
}

#[test]
fn a_document_is_named_by_id_prefix_or_title() {
    let (terminal, id) = with_interview();
    for reference in [id.as_str(), &id[..13], "慢讀"] {
        assert_eq!(terminal.json(&["show", reference])["id"], json!(id));
    }
    assert_eq!(terminal.error(1, &["show", "快讀"])["code"], "no-such-document");
    terminal.file("other.txt", "另一篇，不是訪談。\n");
    terminal.json(&["import", "other.txt", "--title", "慢讀"]);
    let error = terminal.error(1, &["show", "慢讀"]);
    assert_eq!(error["code"], "ambiguous-document");
    assert!(error["message"].as_str().unwrap().contains(&id), "the candidates are named");
    let candidates = error["params"]["candidates"].as_str().unwrap();
    assert!(candidates.contains(&id), "for programs as well: {candidates}");
}

#[test]
fn a_passage_is_annotated_by_offsets_and_by_words() {
    let (terminal, id) = with_interview();
    let by_words = terminal.json(&["annotate", &id, "--quote", "慢慢讀", "--note", "**好**"]);
    let (start, end) = (by_words["start"].to_string(), by_words["end"].to_string());
    assert_eq!(by_words["quote"], "慢慢讀");
    assert_eq!(by_words.as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "start", "end", "quote"]);
    let by_offsets =
        terminal.json(&["annotate", &id, "--start", &start, "--end", &end, "--color", "blue", "--underline"]);
    assert_ne!(by_offsets["id"], by_words["id"]);
    assert_eq!(by_offsets["quote"], "慢慢讀");

    let annotations = terminal.json(&["annotations", &id]);
    let annotations = list(&annotations);
    assert_eq!(annotations.len(), 2);
    assert_eq!(annotations[0]["note"], "**好**");
    assert_eq!(annotations[0]["style"], json!({ "mark": "fill", "colour": "yellow" }));
    assert_eq!(annotations[1]["style"], json!({ "mark": "underline", "colour": "blue" }));
    assert_eq!(annotations[1]["speaker"], "許白");
    assert_eq!(annotations[1]["section"], "開始");
}

#[test]
fn what_no_annotation_has_is_told_apart_from_having_none() {
    let (terminal, id) = with_interview();
    assert_eq!(terminal.text(&["annotations", "--color", "red"]), "No annotation matches.\n");
    assert_eq!(terminal.text(&["annotations"]), "No annotations yet.\n");
    terminal.json(&["annotate", &id, "--quote", "硃筆"]);
    assert_eq!(terminal.text(&["annotations", &id, "--color", "red"]), "No annotation matches.\n");
}

#[test]
fn the_same_highlight_twice_is_one() {
    let (terminal, id) = with_interview();
    let first = terminal.json(&["annotate", &id, "--quote", "硃筆"]);
    assert_eq!(terminal.json(&["annotate", &id, "--quote", "硃筆"]), first);
    assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 1);
}

#[test]
fn an_ambiguous_quote_is_refused_with_the_places_it_occurs() {
    let (terminal, id) = with_interview();
    let error = terminal.error(1, &["annotate", &id, "--quote", "許白"]);
    assert_eq!(error["code"], "ambiguous-quote");
    let places = list(&error["places"]);
    assert_eq!(places.len(), 2);
    let text: Vec<char> = INTERVIEW.chars().collect();
    for place in places {
        let (start, end) = (place["start"].as_u64().unwrap(), place["end"].as_u64().unwrap());
        let found: String =
            text[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()].iter().collect();
        assert_eq!(found, "許白");
        assert!(place["before"].is_string() && place["after"].is_string());
    }
    let told = terminal.run(&["annotate", &id, "--quote", "許白"]).stderr;
    assert!(told.contains("occurs 2 times") && told.contains("--prefix"), "{told}");
    let one = terminal.json(&["annotate", &id, "--quote", "許白", "--suffix", "：因為"]);
    assert_eq!(one["start"], places[1]["start"]);
    assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 1);
}

#[test]
fn a_quote_that_is_not_there_is_refused() {
    let (terminal, id) = with_interview();
    assert_eq!(terminal.error(1, &["annotate", &id, "--quote", "快快讀"])["code"], "quote-not-found");
    assert_eq!(terminal.error(1, &["annotate", &id, "--quote", ""])["code"], "quote-not-found");
    let misplaced = ["annotate", id.as_str(), "--quote", "慢慢讀", "--prefix", "林墨："];
    assert_eq!(terminal.error(1, &misplaced)["code"], "quote-not-found");
}

#[test]
fn a_passage_outside_the_text_is_refused() {
    let (terminal, id) = with_interview();
    for (start, end) in [("0", "99999"), ("9", "3")] {
        let error = terminal.error(1, &["annotate", &id, "--start", start, "--end", end]);
        assert_eq!(error["code"], "out-of-bounds");
    }
    let error = terminal.error(1, &["annotate", &id, "--start", "2", "--end", "4"]);
    assert_eq!(error["code"], "empty-selection", "two line ends are no passage");
}

#[test]
fn a_note_is_written_and_removed() {
    let (terminal, id) = with_interview();
    let annotation = terminal.json(&["annotate", &id, "--quote", "硃筆"])["id"].as_str().unwrap().to_owned();
    let noted = terminal.json(&["note", &annotation, "紅的"]);
    assert_eq!(noted["note"], "紅的");
    assert_eq!(noted["quote"], "硃筆");
    assert_eq!(terminal.json(&["annotations", &id])[0]["note"], "紅的");
    terminal.json(&["note", &annotation, ""]);
    assert_eq!(terminal.json(&["annotations", &id])[0]["note"], "");
    assert_eq!(terminal.error(1, &["note", "0000", "x"])["code"], "no-such-annotation");
}

#[test]
fn deleting_says_what_was_deleted_and_can_be_undone() {
    let (terminal, id) = with_interview();
    let annotation = terminal.json(&["annotate", &id, "--quote", "硃筆"])["id"].as_str().unwrap().to_owned();
    let deleted = terminal.json(&["delete", &annotation]);
    assert_eq!(deleted["deleted"], "annotation");
    assert_eq!(deleted["id"], json!(annotation));
    terminal.json(&["undo"]);
    assert_eq!(terminal.json(&["annotations", &id])[0]["id"], json!(annotation));
    assert_eq!(terminal.json(&["delete", &id])["deleted"], "document");
    assert!(list(&terminal.json(&["list"])["documents"]).is_empty());
    terminal.json(&["undo"]);
    assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 1);
    assert_eq!(terminal.error(1, &["delete", "慢讀"])["code"], "no-such-id", "a title deletes nothing");
    assert_eq!(terminal.error(1, &["delete", "ffffffff"])["code"], "no-such-id");
}

#[test]
fn deleting_by_an_ambiguous_prefix_deletes_nothing() {
    let (terminal, id) = with_interview();
    let mut ids = vec![id.clone()];
    let mut refuses = |quote| {
        let made = terminal.json(&["annotate", &id, "--quote", quote]);
        ids.push(made["id"].as_str().unwrap().to_owned());
        // What they all begin with: their ids hold the time in front.
        let shared = |other: &String| id.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let prefix = &id[..ids.iter().map(shared).min().unwrap()];
        let error = terminal.error(1, &["delete", prefix]);
        assert_eq!(error["code"], "ambiguous-id");
        for id in &ids {
            assert!(error["message"].as_str().unwrap().contains(id), "{id} is a candidate");
        }
        assert_eq!(list(&terminal.json(&["list"])["documents"]).len(), 1);
        assert_eq!(list(&terminal.json(&["annotations", &id])).len(), ids.len() - 1);
    };
    refuses("硃筆");
    refuses("慢慢讀");
}

#[test]
fn the_short_ids_of_every_listing_name_one_thing_in_the_library() {
    let (terminal, id) = with_interview();
    terminal.file("other.txt", "另一篇，不是訪談。\n");
    let other = terminal.json(&["import", "other.txt"])["id"].as_str().unwrap().to_owned();
    for document in [&id, &other] {
        terminal.json(&["annotate", document, "--quote", "訪談"]);
    }
    let printed = |arguments: &[&str], line: usize| -> String {
        let told = terminal.text(arguments);
        told.lines().nth(line).unwrap().split_whitespace().next().unwrap().to_owned()
    };
    // Each listing of annotations holds one, which in itself could be told by any beginning.
    for (document, line) in [(&id, 1), (&other, 0)] {
        let annotation = printed(&["annotations", document], line);
        assert!(annotation.len() < document.len(), "{annotation} is short");
        assert_eq!(terminal.json(&["note", &annotation, "註"])["quote"], "訪談");
        assert_eq!(terminal.json(&["delete", &annotation])["deleted"], "annotation");
    }
    for line in [1, 2] {
        let document = printed(&["list"], line);
        assert_eq!(terminal.json(&["annotations", &document]), json!([]));
    }
    let newest = printed(&["list"], 1);
    assert_eq!(terminal.json(&["delete", &newest])["id"], json!(other));
}

#[test]
fn everything_is_undone_and_redone_by_name() {
    let (terminal, id) = with_interview();
    terminal.json(&["annotate", &id, "--quote", "硃筆", "--note", "紅的"]);
    let undone = terminal.json(&["undo"]);
    assert_eq!(undone["undone"]["action"], "annotation-create");
    assert_eq!(undone["undone"]["subject"], "硃筆");
    let history = terminal.json(&["history"]);
    let history = list(&history["history"]);
    assert_eq!(history.len(), 2);
    assert_eq!(history[0]["is_undone"], true);
    assert_eq!(history[1]["action"], "document-import");
    assert_eq!(terminal.json(&["redo"])["redone"]["id"], undone["undone"]["id"]);
    assert_eq!(terminal.json(&["annotations", &id])[0]["note"], "紅的");
    terminal.json(&["undo"]);
    terminal.json(&["undo"]);
    assert!(list(&terminal.json(&["list"])["documents"]).is_empty());
    assert_eq!(terminal.error(1, &["undo"])["code"], "nothing-to-undo");
}

#[test]
fn annotations_are_exported_to_a_file_and_to_standard_output() {
    let (terminal, id) = with_interview();
    terminal.json(&["annotate", &id, "--quote", "慢慢讀", "--note", "=1+1"]);
    for format in ["md", "html", "csv", "json"] {
        let name = format!("out.{format}");
        let answer = terminal.json(&["export", &id, "--format", format, "-o", &name]);
        let written = fs::read(terminal.path(&name)).unwrap();
        assert_eq!(answer["bytes"], json!(written.len()));
        assert!(String::from_utf8_lossy(&written).contains("慢慢讀"), "{format}");
        if format == "md" {
            // An earlier export of the document is brought up to date, see `updating`.
            terminal.file(&name, "mine");
        }
        let error = terminal.error(1, &["export", &id, "--format", format, "-o", &name]);
        assert_eq!(error["code"], "file-exists");
        terminal.json(&["export", &id, "--format", format, "-o", &name, "--force"]);
        let printed = terminal.run(&["export", &id, "--format", format]).stdout;
        assert!(String::from_utf8_lossy(&printed).contains("慢慢讀"), "{format}");
    }
    let rendered = terminal.json(&["export", &id, "--format", "json"]);
    assert_eq!(rendered["file_name"], "慢讀.json");
    assert!(serde_json::from_str::<Value>(rendered["text"].as_str().unwrap()).unwrap().is_object());
}

#[test]
fn one_bad_file_does_not_keep_the_others_out() {
    let terminal = Terminal::new();
    terminal.file("good.txt", INTERVIEW);
    terminal.file("empty.txt", "");
    let ran = terminal.run(&["--json", "import", "empty.txt", "missing.txt", "good.txt"]);
    assert_eq!(ran.status, 1);
    let codes: Vec<String> = ran
        .stderr
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["error"]["code"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(codes, ["file-empty", "file-not-found"]);
    assert_eq!(list(&terminal.json(&["list"])["documents"]).len(), 1);
}

#[test]
fn an_encoding_that_is_named_is_used() {
    let terminal = Terminal::new();
    // 「慢讀」 and a sentence, in Big5.
    terminal.file("big5.txt", b"\xba\xc3\xc5\xaa\n\n\xba\xc3\xba\xc3\xaa\xba\xc5\xaa\xa1\x43\n");
    let imported = terminal.json(&["import", "big5.txt", "--encoding", "big5"]);
    assert_eq!(imported["encoding"], "Big5");
    assert_eq!(imported["is_encoding_certain"], true);
    let error = terminal.error(1, &["import", "big5.txt", "--encoding", "klingon"]);
    assert_eq!(error["code"], "unknown-encoding");
}

#[test]
fn whoever_asks_wrongly_gets_status_two() {
    let terminal = Terminal::new();
    for arguments in [
        &["sing"][..],
        &["annotate", "x"],
        &["annotate", "x", "--start", "1"],
        &["annotate", "x", "--quote", "a", "--start", "1", "--end", "2"],
        &["annotate", "x", "--quote", "a", "--color", "mauve"],
        &["annotate", "x", "--start", "1", "--end", "2", "--prefix", "a"],
        &["export", "x", "--format", "wpd"],
        &["replace", "x", "", "y"],
        &["import"],
        &["import", "a.txt", "b.txt", "--title", "T"],
    ] {
        assert_eq!(terminal.error(2, arguments)["code"], "usage", "{arguments:?}");
    }
    assert_eq!(terminal.run(&["--help"]).status, 0);
    assert_eq!(terminal.run(&["--version"]).status, 0);
}

#[test]
fn what_people_read_lines_up() {
    let (terminal, id) = with_interview();
    terminal.file("other.txt", "Reading\n\nAda: Slowly?\nBen: Slowly.\nAda: Always?\nBen: Yes.\n");
    terminal.text(&["import", "other.txt", "--title", "Slow reading"]);
    terminal.text(&["annotate", &id, "--quote", "硃筆", "--note", "紅的"]);
    let listed = terminal.text(&["list"]);
    let mut widths =
        listed.lines().map(unicode_width::UnicodeWidthStr::width).collect::<Vec<_>>().into_iter();
    let first = widths.next().unwrap();
    assert!(widths.all(|width| width == first), "the last column is set to the right:\n{listed}");
    let shown = terminal.text(&["show", &id]);
    for part in ["慢讀", "閱讀月刊", "01. 開始", "許白: 慢慢讀。讀完再讀一次。"] {
        assert!(shown.contains(part), "{part} is missing:\n{shown}");
    }
    let annotations = terminal.text(&["annotations", &id]);
    for part in ["批註", "硃筆", "> 紅的", "yellow", "林墨"] {
        assert!(annotations.contains(part), "{part} is missing:\n{annotations}");
    }
    assert!(terminal.text(&["history"]).contains("annotation-create"));
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let terminal = Terminal::new();
    // More than a pipe holds.
    terminal.file("long.txt", "字".repeat(200_000));
    let id = terminal.json(&["import", "long.txt"])["id"].as_str().unwrap().to_owned();
    let mut child =
        terminal.command(&["show", &id]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn the_shared_interview_makes_the_whole_round_trip() {
    let Some(path) = shared("interview.zh-Hant.txt") else { return };
    let terminal = Terminal::new();
    let imported = terminal.json(&["import", path.to_str().unwrap()]);
    let id = imported["id"].as_str().unwrap();
    let shown = terminal.json(&["show", id]);
    assert_eq!(list(&shown["sections"]).len(), 8);
    assert_eq!(list(&shown["speakers"]).len(), 2);
    let text: String = list(&shown["blocks"]).iter().map(|block| block["text"].as_str().unwrap()).collect();
    let file = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(text == file.trim_start_matches('\u{FEFF}'), "every character of the file is in the text");

    // The first twenty characters of the longest turn, wherever that is.
    let turn = list(&shown["blocks"])
        .iter()
        .filter(|block| block["kind"] == "turn")
        .max_by_key(|block| block["end"].as_u64().unwrap() - block["start"].as_u64().unwrap())
        .unwrap();
    let end = turn["end"].as_u64().unwrap() - 10;
    let (start, end) = ((end - 20).to_string(), end.to_string());
    let made = terminal.json(&["annotate", id, "--start", &start, "--end", &end, "--note", "註"]);
    let annotations = terminal.json(&["annotations", id]);
    assert_eq!(annotations[0]["id"], made["id"]);
    assert_eq!(annotations[0]["speaker"], turn["speaker"]);
    for format in ["md", "html", "csv", "json"] {
        let name = format!("out.{format}");
        terminal.json(&["export", id, "--format", format, "-o", &name]);
        let written = fs::read_to_string(terminal.path(&name)).unwrap();
        assert!(written.contains(made["id"].as_str().unwrap()) && written.contains('註'), "{format}");
    }
    terminal.json(&["undo"]);
    assert!(list(&terminal.json(&["annotations", id])).is_empty());
    terminal.json(&["redo"]);
    assert_eq!(terminal.json(&["annotations", id]), annotations);
}
