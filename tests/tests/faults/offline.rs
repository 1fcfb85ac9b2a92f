//! The command line asks nothing of the network: every command that its help lists is run where what it asks is recorded.
//! The window's part of this is among the tests in the real window.

use crate::TestResult;
use crate::terminal::{self, Terminal};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use vermilion_tests::grants;
use vermilion_tests::trace::{self, Trace};

const INTERVIEW: &str = "夜航\n\n01.啟程\n\n林墨：燈塔還亮著嗎？\n\n許白：一直亮到天明。\n";
const CORRECTED: &str = "夜航\n\n01.啟程\n\n林墨：那座燈塔還亮著嗎？\n\n許白：一直亮到天明。\n";

/// Words that would lead to the network, if anything followed them.
const TEMPTING: &str =
    "[霧](https://example.org/a) ![霧](https://example.org/a.png) <img src=https://example.org/b.png>";

#[test]
fn no_command_of_the_command_line_opens_a_socket() -> TestResult {
    if !grants::strace() {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let place = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (file, corrected, library) =
        (place("interview.txt"), place("corrected.txt"), place("library.vermilion"));
    fs::write(&file, INTERVIEW)?;
    fs::write(&corrected, CORRECTED)?;
    let (export, backup, salvaged) =
        (place("export.html"), place("backup.vermilion"), place("salvaged.vermilion"));
    let terminal = Terminal::on(Path::new(&library));
    let mut recorder = Recorder { terminal, trace: folder.path().join("trace"), seen: BTreeSet::new() };
    let mut run = |arguments: &[&str]| recorder.run(arguments);

    let document = id(&run(&["import", &file])?);
    run(&["list"])?;
    run(&["show", &document])?;
    let annotation =
        id(&run(&["annotate", &document, "--quote", "燈塔", "--note", TEMPTING, "--tag", "光"])?);
    run(&["annotations", &document, "--has", "note"])?;
    run(&["note", &annotation, TEMPTING])?;
    run(&["quote", "--annotation", &annotation, "--as", "markdown"])?;
    run(&["tag", "add", "霧", "--definition", TEMPTING])?;
    run(&["tag", "rename", "霧", "大霧"])?;
    run(&["tag", "recolor", "大霧", "red"])?;
    run(&["tag", "key", "大霧", "w"])?;
    run(&["tag", "define", "大霧", TEMPTING])?;
    run(&["tag", "move", "大霧", "--under", "光"])?;
    run(&["tags"])?;
    let memo = id(&run(&["memo", "set", TEMPTING, "--tag", "大霧"])?);
    run(&["memo", "set", TEMPTING, "--document", &document, "--speaker", "林墨"])?;
    run(&["memo", "list"])?;
    for format in ["md", "html", "csv", "json"] {
        run(&["export", &document, "--format", format])?;
    }
    run(&["export", &document, "--format", "html", "--output", &export])?;
    let markdown = place("export.md");
    run(&["export", &document, "--format", "md", "--tags-as", "wikilinks", "--output", &markdown])?;
    run(&["export", &document, "--format", "md", "--tags-as", "hashtags", "--output", &markdown])?;
    run(&["export", "--all", "--format", "html", "--output", &place("pages")])?;
    let template = place("template.md");
    fs::write(&template, "{% for a in annotations %}{{ a.quote }} {{ a.note }}\n{% endfor %}")?;
    run(&["template", "list"])?;
    run(&["template", "variables"])?;
    run(&["template", "show", "html-fragment"])?;
    run(&["template", "add", "霧", &template])?;
    run(&["template", "rename", "霧", "大霧"])?;
    run(&["export", &document, "--template", "大霧"])?;
    run(&["export", &document, "--template", "html-fragment"])?;
    run(&["template", "delete", "大霧"])?;
    let json = place("export.json");
    run(&["export", &document, "--format", "json", "--output", &json])?;
    run(&["verify", &json, &document])?;
    run(&["search", "燈塔 OR has:note"])?;
    run(&["search", "https?://", "--regex", "--in", "notes"])?;
    run(&["memo", "delete", &memo])?;
    run(&["tag", "merge", "大霧", "--into", "光"])?;
    run(&["tag", "delete", "光"])?;
    run(&["backup", "--to", &backup])?;
    run(&["backup", "--list"])?;
    run(&["revise", &document, &corrected, "--dry-run"])?;
    run(&["revise", &document, &corrected])?;
    run(&["replace", &document, "天明", "天亮"])?;
    run(&["revisions", &document])?;
    run(&["diff", &document])?;
    run(&["text", &document, "--revision", "1"])?;
    run(&["restore", &document, "1"])?;
    let (start, end) = position("一直亮到");
    run(&["relink", &annotation, "--start", &start, "--end", &end])?;
    run(&["undo"])?;
    run(&["redo"])?;
    run(&["history"])?;
    run(&["doctor"])?;
    run(&["doctor", "--repair"])?;
    run(&["salvage", &library, &salvaged])?;
    run(&["restore", &backup, "--dry-run"])?;
    run(&["restore", &backup])?;
    run(&["delete", &annotation])?;
    run(&["delete", &document])?;

    let missed: Vec<_> = commands(&[]).into_iter().filter(|name| !recorder.seen.contains(name)).collect();
    assert!(missed.is_empty(), "commands that were not recorded; add an example of each: {missed:?}");
    Ok(())
}

/// What is made known of what a command made.
fn id(answer: &Value) -> String {
    answer["id"].as_str().expect("a command that makes something says its id").to_owned()
}

/// Where words of the interview stand, as the command line takes it.
fn position(words: &str) -> (String, String) {
    let start = INTERVIEW[..INTERVIEW.find(words).expect("the words are in it")].chars().count();
    (start.to_string(), (start + words.chars().count()).to_string())
}

/// Runs commands, and looks at what they ask of the network.
struct Recorder {
    terminal: Terminal,
    /// Where each is recorded, in the place of the one before.
    trace: PathBuf,
    /// The commands that were run, with their subcommands.
    seen: BTreeSet<String>,
}

impl Recorder {
    fn run(&mut self, arguments: &[&str]) -> Result<Value, Box<dyn std::error::Error>> {
        let command = self.terminal.command(arguments);
        let trace = Trace::at(&self.trace);
        let mut traced = trace.of(command.get_program());
        traced.args(command.get_args());
        let output = trace::without_network(&traced).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?} works without a network: {said}");
        let recorded = trace.read()?;
        assert_eq!(recorded.programs, ["vermilion"], "{arguments:?} is recorded, and starts nothing else");
        assert!(recorded.sockets.is_empty(), "{arguments:?} opened {:?}", recorded.sockets);
        let mut words = arguments.iter().map(|word| (*word).to_owned());
        let name = words.next().unwrap_or_default();
        self.seen.extend(words.next().map(|action| format!("{name} {action}")));
        self.seen.insert(name);
        // An export is written as it is.
        Ok(serde_json::from_slice(&output.stdout).unwrap_or_default())
    }
}

/// The commands that the help lists below one, and below those; of one that only leads to others, those others.
fn commands(path: &[&str]) -> Vec<String> {
    let output = Command::new(terminal::program()).args(path).arg("-h").output().expect("there is help");
    let help = String::from_utf8(output.stdout).expect("help is text");
    let listed =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // What is said of a command goes on further to the right.
    let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names
        .flat_map(|name| {
            let path = [path, &[name]].concat();
            let below = commands(&path);
            if below.is_empty() { vec![path.join(" ")] } else { below }
        })
        .collect()
}

#[test]
fn the_help_lists_the_commands_and_those_below_them() {
    let commands = commands(&[]);
    for name in ["import", "search", "tag merge", "memo set"] {
        assert!(commands.iter().any(|command| command == name), "{name} is missing: {commands:?}");
    }
    assert!(!commands.iter().any(|name| name == "tag" || name.contains("help")), "{commands:?}");
}
