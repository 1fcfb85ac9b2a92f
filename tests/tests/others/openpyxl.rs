//! What openpyxl reads in a workbook.

use crate::TestResult;
use crate::library::{FORMULA, Library};
use crate::program::ask;
use serde::Deserialize;
use std::collections::BTreeSet;
use vermilion_api::wire::ExportFormat;

#[derive(Deserialize)]
struct Sheet {
    name: String,
    /// The cell above and left of which everything stays in sight.
    frozen: Option<String>,
    /// The cells that can be filtered.
    filtered: Option<String>,
    /// All cells.
    all: String,
    rows: Vec<Vec<Cell>>,
}

/// `text`, `number`, `date` or whatever else openpyxl takes it for, and what it holds; `null` for an empty one.
type Cell = Option<(String, String)>;

impl Sheet {
    /// What kinds of cells a column has below its header.
    fn kinds(&self, column: &str) -> BTreeSet<&str> {
        self.column(column).flatten().map(|(kind, _)| kind.as_str()).collect()
    }

    fn column(&self, name: &str) -> impl Iterator<Item = Option<&(String, String)>> {
        let is_it = |cell: &Cell| cell.as_ref().is_some_and(|(_, value)| value == name);
        let at = self.rows[0].iter().position(is_it).unwrap_or_else(|| panic!("no column {name}"));
        self.rows[1..].iter().map(move |row| row[at].as_ref())
    }

    fn values(&self, column: &str) -> Vec<&str> {
        self.column(column).map(|cell| cell.map_or("", |(_, value)| value.as_str())).collect()
    }
}

#[test]
fn a_workbook_has_its_cells_typed_its_header_frozen_and_no_formula() -> TestResult {
    let library = Library::annotated()?;
    let file = library.save_all(ExportFormat::Xlsx)?;
    let sheets: Vec<Sheet> = ask(include_str!("workbook.py"), &[&file])?;
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Quotes", "Codebook", "Tags by document", "Tags by speaker", "Documents"]);
    for sheet in &sheets {
        assert_eq!(sheet.frozen.as_deref(), Some("A2"), "{}", sheet.name);
        assert_eq!(sheet.filtered.as_deref(), Some(sheet.all.as_str()), "{}", sheet.name);
        let kinds: BTreeSet<&str> =
            sheet.rows.iter().flatten().flatten().map(|(kind, _)| kind.as_str()).collect();
        assert!(kinds.is_subset(&BTreeSet::from(["text", "number", "date"])), "{}: {kinds:?}", sheet.name);
    }

    let views = library.views()?;
    let annotations: Vec<_> = views.iter().flat_map(|view| &view.annotations).collect();
    let quotes = &sheets[0];
    let state =
        |wanted: fn(&str) -> bool| quotes.values("state").into_iter().filter(|one| wanted(one)).count();
    assert_eq!(
        (state(|one| one == "anchored"), state(|one| one != "memo")),
        (annotations.len(), annotations.len())
    );
    // Of a memo there is no quote.
    let of_quotes =
        |column| quotes.values(column).into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>();
    assert_eq!(of_quotes("quote"), annotations.iter().map(|one| one.quote.as_str()).collect::<Vec<_>>());
    let starts: Vec<String> = annotations.iter().map(|one| one.start.to_string()).collect();
    assert_eq!(of_quotes("start"), starts);
    for column in ["section number", "turn", "start", "end"] {
        assert_eq!(quotes.kinds(column), BTreeSet::from(["number"]), "{column}");
    }
    for column in ["created", "modified"] {
        assert_eq!(quotes.kinds(column), BTreeSet::from(["date"]), "{column}");
    }
    let formulas = quotes.column("note").flatten().filter(|(_, note)| note == FORMULA);
    assert_eq!(formulas.map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), vec!["text"; views.len()]);

    let tags = library.tags()?;
    let codebook = &sheets[1];
    assert_eq!(codebook.rows.len(), tags.len() + 1);
    let given: usize = annotations.iter().map(|one| one.tags.len()).sum();
    let counted: usize =
        codebook.values("annotations").iter().map(|count| count.parse::<usize>().unwrap()).sum();
    assert_eq!(counted, given);

    let documents = &sheets[4];
    assert_eq!(
        documents.values("title"),
        views.iter().map(|view| view.summary.title.as_str()).collect::<Vec<_>>()
    );
    assert_eq!(documents.kinds("published"), BTreeSet::from(["date"]));
    let published: Vec<&str> =
        views.iter().map(|view| view.summary.published.as_deref().unwrap_or_default()).collect();
    assert_eq!(documents.values("published"), published);
    Ok(())
}
