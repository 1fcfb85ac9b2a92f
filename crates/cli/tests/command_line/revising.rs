//! `revise`, `revisions`, `diff`, `text`, `restore` of a revision, `relink`, `replace`.

use crate::support::{INTERVIEW, list, with_interview};
use serde_json::Value;
use std::fs;

#[test]
fn a_corrected_version_is_reported_and_then_taken_in() {
    let (terminal, id) = with_interview();
    let kept = terminal.json(&["annotate", &id, "--quote", "因為紅色"])["id"].clone();
    let gone = terminal.json(&["annotate", &id, "--quote", "第二次讀得更慢"])["id"].clone();
    let corrected = INTERVIEW.replace("第二次讀得更慢。\n\n", "").replace("慢慢讀", "慢慢地讀");
    terminal.file("corrected.txt", &corrected);
    let report = terminal.json(&["revise", &id, "corrected.txt", "--dry-run"]);
    assert_eq!((&report["is_done"], &report["is_same"]), (&false.into(), &false.into()));
    let outcomes: Vec<_> = list(&report["annotations"])
        .iter()
        .map(|one| (one["id"].clone(), one["outcome"].as_str().unwrap().to_owned()))
        .collect();
    assert!(outcomes.contains(&(kept.clone(), "kept".to_owned())), "{outcomes:?}");
    assert!(list(&report["annotations"]).iter().all(|one| one["old"]["start"].is_u64()));
    assert_eq!(terminal.text(&["text", &id]), INTERVIEW, "nothing is stored");

    let done = terminal.json(&["revise", &id, "corrected.txt"]);
    assert_eq!((&done["is_done"], &done["counts"]["to_confirm"]), (&true.into(), &0.into()));
    assert_eq!(terminal.text(&["text", &id]), corrected);
    assert_eq!(terminal.text(&["text", &id, "--revision", "1"]), INTERVIEW);
    let orphans: Vec<_> = list(&terminal.json(&["annotations", &id]))
        .iter()
        .filter(|one| one["state"] == "orphan")
        .map(|one| one["id"].clone())
        .collect();
    assert_eq!(orphans, std::slice::from_ref(&gone));
    let again = terminal.text(&["revise", &id, "corrected.txt"]);
    assert!(again.contains("the same"), "{again}");

    let gone = gone.as_str().unwrap();
    assert_eq!(terminal.json(&["annotations", "--is", "orphan"])[0]["id"], gone);
    assert_eq!(list(&terminal.json(&["annotations", &id, "--is", "changed"])).len(), 0);
    let exported = terminal.text(&["export", &id, "--format", "csv", "--is", "orphan"]);
    assert!(exported.contains("第二次讀得更慢") && !exported.contains("因為紅色"), "{exported}");

    let linked = terminal.json(&["relink", gone, "--start", "0", "--end", "2"]);
    assert_eq!((&linked["id"], &linked["quote"]), (&gone.into(), &"慢讀".into()));
    terminal.text(&["doctor"]);
}

#[test]
fn what_is_not_accepted_waits() {
    let (terminal, id) = with_interview();
    terminal.text(&["annotate", &id, "--quote", "讀完再讀一次"]);
    terminal.file("corrected.txt", INTERVIEW.replace("讀完再讀一次", "讀完又再讀一次"));
    let report = terminal.json(&["revise", &id, "corrected.txt", "--accept", "kept,moved"]);
    assert_eq!(report["annotations"][0]["outcome"], "changed");
    assert_eq!(
        (&report["annotations"][0]["is_accepted"], &report["counts"]["orphaned"]),
        (&false.into(), &1.into())
    );
    let annotations = terminal.json(&["annotations", &id]);
    assert_eq!(annotations[0]["reason"], "undecided", "nobody said that it is nowhere");
    let revisions = terminal.json(&["revisions", &id])["revisions"].clone();
    assert_eq!(annotations[0]["made_id"], list(&revisions).last().unwrap()["id"]);
}

#[test]
fn what_is_kept_is_kept_whatever_is_accepted_and_the_rest_is_told_with_its_likeness() {
    let (terminal, id) = with_interview();
    terminal.text(&["annotate", &id, "--quote", "讀完再讀一次"]);
    terminal.text(&["annotate", &id, "--quote", "硃筆"]);
    terminal.file("corrected.txt", INTERVIEW.replace("讀完再讀一次", "讀完又再讀一次"));
    let told = terminal.text(&["revise", &id, "corrected.txt", "--accept", "moved"]);
    let line = told.lines().next().unwrap();
    assert!(line.contains("changed") && line.contains("waits") && line.contains("0."), "{told}");
    assert!(told.contains("1 kept, 0 moved, 0 changed, 0 to confirm, 1 orphaned"), "{told}");
}

#[test]
fn a_text_that_was_damaged_is_told_from_one_that_was_not() {
    let (terminal, id) = with_interview();
    assert_eq!(terminal.json(&["text", &id])["is_damaged"], false);
    let path = terminal.path("library.vermilion");
    let mut bytes = std::fs::read(&path).unwrap();
    let (words, others) = ("硃筆".as_bytes(), "朱筆".as_bytes());
    let at = bytes.windows(words.len()).position(|window| window == words).unwrap();
    bytes[at..at + words.len()].copy_from_slice(others);
    std::fs::write(&path, bytes).unwrap();
    let ran = terminal.run(&["--json", "text", &id]);
    let answer: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!((ran.status, &answer["is_damaged"]), (1, &true.into()));
    let ran = terminal.run(&["text", &id]);
    assert_eq!(ran.status, 1);
    assert!(String::from_utf8(ran.stdout).unwrap().contains("朱筆"), "what is left of it is written");
    let sentence = "This is not the text that was stored: the file was damaged. See `vermilion doctor`.";
    assert_eq!(ran.stderr.trim_end(), sentence);
    for refused in [vec!["replace", &id, "慢", "快"], vec!["annotate", &id, "--quote", "朱筆"]] {
        let error = terminal.error(1, &refused);
        assert_eq!(error["code"], "damaged-text");
        assert!(error["hint"].as_str().unwrap().contains("vermilion doctor"), "{error}");
    }
    assert_eq!(terminal.json(&["annotations", &id]), serde_json::json!([]));
    terminal.text(&["doctor", "--repair"]);
    assert_eq!(terminal.json(&["text", &id])["is_damaged"], false);
}

#[test]
fn revisions_are_listed_compared_and_restored() {
    let (terminal, id) = with_interview();
    terminal.text(&["replace", &id, "慢慢讀", "細細讀"]);
    let revisions = terminal.json(&["revisions", &id])["revisions"].clone();
    let told: Vec<_> = list(&revisions).iter().map(|one| (&one["number"], one["origin"].as_str())).collect();
    assert_eq!(told, [(&2.into(), Some("replace")), (&1.into(), Some("import"))]);
    assert!(terminal.text(&["revisions", &id]).contains("replace"));
    let diff = terminal.text(&["diff", &id]);
    assert!(diff.contains("[-") && diff.contains("{+") && diff.contains("1 → 2"), "{diff}");
    assert_eq!(terminal.json(&["diff", &id, "2", "1"])["from"]["number"], 2);
    let would = terminal.text(&["restore", &id, "1", "--dry-run"]);
    assert!(would.starts_with("Would restore revision 1"), "{would}");
    terminal.text(&["restore", &id, "1"]);
    assert_eq!(terminal.text(&["text", &id]), INTERVIEW);
    assert_eq!(terminal.json(&["revisions", &id])["revisions"][0]["origin"], "restore");
    terminal.text(&["undo"]);
    assert!(terminal.text(&["text", &id]).contains("細細讀"));
    assert_eq!(terminal.error(1, &["restore", &id, "9"])["code"], "no-such-revision");
    assert_eq!(terminal.error(1, &["text", &id, "--revision", "x"])["code"], "no-such-revision");
}

#[test]
fn a_backup_is_still_restored_by_one_argument() {
    let (terminal, id) = with_interview();
    let backup = terminal.json(&["backup"])["backup"]["path"].as_str().unwrap().to_owned();
    terminal.text(&["replace", &id, "慢慢讀", "細細讀"]);
    terminal.text(&["restore", &backup]);
    assert_eq!(terminal.text(&["text", &id]), INTERVIEW);
}

#[test]
fn words_are_replaced_everywhere_or_only_shown() {
    let (terminal, id) = with_interview();
    let shown = terminal.json(&["replace", &id, "讀", "看", "--dry-run"]);
    assert_eq!((&shown["replaced"], list(&shown["places"]).len()), (&0.into(), 7));
    assert!(terminal.text(&["replace", &id, "讀", "看", "--dry-run"]).contains("[讀]"));
    assert_eq!(terminal.json(&["replace", &id, "讀", "看"])["replaced"], 7);
    assert!(!terminal.text(&["text", &id]).contains('讀'));
    let path = terminal.path("out.txt");
    fs::write(&path, terminal.text(&["text", &id])).unwrap();
    let same = terminal.text(&["revise", &id, "out.txt"]);
    assert!(same.contains("the same"), "a text is written byte for byte: {same}");
}
