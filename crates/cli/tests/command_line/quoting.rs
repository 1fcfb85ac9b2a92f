//! Printing a passage as a quotation.

use crate::support::with_interview;

#[test]
fn a_passage_is_printed_as_a_quotation_in_every_form() {
    let (terminal, id) = with_interview();
    let marked = terminal.json(&["annotate", &id, "--quote", "慢慢讀"]);
    let annotation = marked["id"].as_str().unwrap();
    for (form, expected) in [
        ("dash", "「慢慢讀」——許白，〈01 開始〉，《慢讀》，閱讀月刊\n".to_owned()),
        ("author-date", "「慢慢讀」（許白，無日期）\n".to_owned()),
        ("full", "「慢慢讀」\n許白受訪，林墨訪問，〈01 開始〉，《慢讀》，閱讀月刊。\n".to_owned()),
        (
            "markdown",
            format!("> 慢慢讀\n>\n> — 許白，〈01 開始〉，[《慢讀》](慢讀.md#^{annotation})，閱讀月刊\n"),
        ),
    ] {
        assert_eq!(terminal.text(&["quote", &id, "--quote", "慢慢讀", "--as", form]), expected);
        assert_eq!(terminal.text(&["quote", "--annotation", annotation, "--as", form]), expected);
    }
    let (start, end) = (marked["start"].to_string(), marked["end"].to_string());
    let told = terminal.json(&["quote", &id, "--start", &start, "--end", &end]);
    assert_eq!(told["text"], "「慢慢讀」——許白，〈01 開始〉，《慢讀》，閱讀月刊");
    assert_eq!(told["document"], id);

    terminal.file("mine.txt", "{{ annotations[0].quote }} / {{ source }}");
    terminal.text(&["template", "add", "mine", "mine.txt"]);
    assert_eq!(
        terminal.text(&["quote", &id, "--quote", "慢慢讀", "--template", "mine"]),
        "慢慢讀 / 閱讀月刊\n"
    );
    assert_eq!(
        terminal.error(1, &["quote", &id, "--quote", "慢慢讀", "--template", "no"])["code"],
        "no-such-template"
    );
    assert_eq!(terminal.error(1, &["quote", &id, "--quote", "沒有的話"])["code"], "quote-not-found");
    terminal.error(2, &["quote", &id]);
}
