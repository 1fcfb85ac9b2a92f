//! Codebooks as tables.

use vermilion_formats::annotated::Colour;
use vermilion_formats::import::codebook_csv::{looks_like, read};
use vermilion_formats::import::{Import, Limits};

fn tags(import: &Import) -> Vec<(&str, Option<usize>, &str)> {
    import.tags.iter().map(|tag| (tag.name.as_str(), tag.parent, tag.definition.as_str())).collect()
}

#[test]
fn the_table_of_taguette_is_the_codebook_wherever_the_parents_stand() {
    let file = "tag,parent,description,number of highlights\r\n恐懼,情感,\"何時，\n為何\",3\r\n情感,,,0\r\n\
        夜,恐懼,,1\r\n,,,\r\n,,無名,1\r\n獨,別處,,0\r\n'=1+1,,'-x,0\r\n";
    assert!(looks_like(file.as_bytes()));
    let import = read(file.as_bytes(), None, Limits::default()).unwrap();
    assert_eq!(
        tags(&import),
        [
            ("情感", None, ""),
            ("恐懼", Some(0), "何時，\n為何"),
            ("夜", Some(1), ""),
            ("別處", None, ""),
            ("獨", Some(3), ""),
            ("=1+1", None, "-x"),
        ]
    );
    assert_eq!((import.report.taken, import.report.skipped), (5, 1));
}

#[test]
fn other_delimiters_names_and_circles_are_understood() {
    for delimiter in [";", "\t"] {
        let file = "\u{feff}Code;Definition;Color\na;\"x;y\";#0000ff\nA;;\n".replace(';', delimiter);
        let import = read(file.as_bytes(), None, Limits::default()).unwrap();
        let definition = format!("x{delimiter}y");
        assert_eq!(tags(&import), [("a", None, definition.as_str()), ("A (2)", None, "")]);
        assert_eq!(import.tags[0].colour, Some(Colour::Blue));
    }
    let circle = "name,parent\na,b\nb,c\nc,a\nd,d\n";
    let import = read(circle.as_bytes(), None, Limits::default()).unwrap();
    assert_eq!(tags(&import), [("c", None, ""), ("b", Some(0), ""), ("a", Some(1), ""), ("d", None, "")]);
    assert_eq!(import.report.altered, 2);
}

#[test]
fn what_is_no_codebook_is_refused() {
    let highlights = "id,document,tag,content\n1,a,b,c\n";
    assert!(!looks_like(highlights.as_bytes()));
    for file in ["", "a,b\nc,d\n", "tag,name\na,b\n"] {
        assert!(read(file.as_bytes(), None, Limits::default()).is_err(), "{file}");
    }
    assert!(read(b"tag\na\nb\nc\n", None, Limits { items: 2, ..Limits::default() }).is_err());
    let long =
        format!("tag,parent\n{}", (0..20_000).map(|at| format!("{at},{}\n", at + 1)).collect::<String>());
    assert_eq!(read(long.as_bytes(), None, Limits::default()).unwrap().tags.len(), 20_001);
}
