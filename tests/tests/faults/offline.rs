//! The command line asks nothing of the network. The window's part of this is among the tests in the real window.

use crate::TestResult;
use crate::desk::Desk;
use crate::disk::Disk;
use crate::terminal::Terminal;
use vermilion_tests::torture::texts;
use vermilion_tests::trace::{self, Trace};

#[test]
fn no_command_of_the_command_line_opens_a_socket() -> TestResult {
    if !trace::is_possible() {
        return Ok(());
    }
    let disk = Disk::new()?;
    let desk = Desk::on(&disk)?;
    let (document, annotation) = (desk.document(), desk.annotation());
    let terminal = Terminal::on(desk.library());
    desk.close_and_check()?;
    let file = disk.outside().join("interview.txt").to_string_lossy().into_owned();
    std::fs::write(&file, texts::write(3))?;
    let export = disk.outside().join("export").to_string_lossy().into_owned();
    let backup = disk.outside().join("backup.vermilion").to_string_lossy().into_owned();
    let commands: [&[&str]; 17] = [
        &["import", &file],
        &["list"],
        &["show", &document],
        &["annotate", &document, "--start", "30", "--end", "32", "--note", "[霧](https://example.org/a.png)"],
        &["annotations", &document],
        &["note", &annotation, "![霧](https://example.org/a.png)"],
        &["export", &document, "--format", "md"],
        &["export", &document, "--format", "html", "-o", &export],
        &["export", &document, "--format", "csv"],
        &["export", &document, "--format", "json"],
        &["undo"],
        &["redo"],
        &["history"],
        &["delete", &annotation],
        &["doctor"],
        &["backup", "--to", &backup],
        &["restore", &backup],
    ];
    for (number, arguments) in commands.into_iter().enumerate() {
        let command = terminal.command(arguments);
        let trace = Trace::at(disk.outside().join(format!("trace-{number}")));
        let mut traced = trace.of(command.get_program());
        traced.args(command.get_args());
        let output = trace::without_network(&traced).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?} works without a network: {said}");
        let recorded = trace.read()?;
        assert_eq!(recorded.programs, ["vermilion"], "{arguments:?} is recorded, and starts nothing else");
        assert!(recorded.sockets.is_empty(), "{arguments:?} opened {:?}", recorded.sockets);
    }
    Ok(())
}
