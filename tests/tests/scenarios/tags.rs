//! The codebook across interviews: tagged while reading, tidied up, taken out, and all of it taken back.

use super::{INTERVIEW, TestResult, YELLOW, import_text, open};
use vermilion_api::wire::{
    AnnotationCreate, AnnotationFind, ExportFormat, ExportRender, MemoCreate, MemoKind, Nothing, TagMerge,
};
use vermilion_tests::fixtures::open_unhurried_library;

const SEA: &str = "海邊的訪談\n來源：海邊月刊\n01.起頭\n林：海上有霧嗎？\n何：天天有霧。\n02.後來\n林：現在呢？\n何：現在我要下海。\n";

#[test]
fn passages_of_several_interviews_come_together_under_one_tag() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("library.vermilion");
    let api = open_unhurried_library(&path)?;
    let river = import_text(&api, INTERVIEW)?.document;
    let sea = import_text(&api, SEA)?.document;
    for (document, quote, tag) in
        [(&river, "路上都是霧", "天氣/霧"), (&sea, "天天有霧", "海霧"), (&sea, "海上有霧嗎", "海霧")]
    {
        let text = open(&api, document)?.text;
        let byte = text.find(quote).ok_or("the quote is in the text")?;
        let start = u32::try_from(text[..byte].chars().count())?;
        let end = start + u32::try_from(quote.chars().count())?;
        let tags = vec![tag.to_owned()];
        let note = String::new();
        let request =
            AnnotationCreate { id: None, document: document.clone(), start, end, style: YELLOW, note, tags };
        api.annotation_create(request, "test")?;
    }
    let (fog, other) = (api.tag_resolve("霧")?, api.tag_resolve("海霧")?);
    let memo = MemoCreate {
        id: None,
        kind: MemoKind::Tag,
        document: None,
        heading: None,
        speaker: None,
        tag: Some(other.id.clone()),
        text: "和霧是同一回事？".to_owned(),
        join_key: String::new(),
    };
    api.memo_create(memo, "test")?;
    let merge = TagMerge { tags: vec![other.id], into: fog.id.clone() };
    let change = api.tag_merge(merge, "test")?.change.ok_or("the library changed")?;
    assert_eq!((change.annotations.len(), change.memos.len()), (2, 1));
    assert_eq!(change.memos[0].tag.as_ref(), Some(&fog.id));
    let find = AnnotationFind {
        tag: Some(api.tag_resolve("天氣")?.id),
        with_descendants: true,
        limit: 10,
        ..AnnotationFind::default()
    };
    let told: Vec<_> = api
        .annotation_find(find)?
        .found
        .into_iter()
        .map(|one| {
            (one.title, one.section.unwrap_or_default(), one.speakers.join("、"), one.annotation.quote)
        })
        .collect();
    let row = |title: &str, section: &str, speaker: &str, quote: &str| {
        (title.to_owned(), section.to_owned(), speaker.to_owned(), quote.to_owned())
    };
    assert_eq!(
        told,
        [
            row("海邊的訪談", "起頭", "林", "海上有霧嗎"),
            row("海邊的訪談", "起頭", "何", "天天有霧"),
            row("河邊的訪談", "起頭", "吳", "路上都是霧"),
        ]
    );
    let render = ExportRender { document: sea, format: ExportFormat::Csv, annotations: None, tags: None };
    // Two passages, and the memo on the tag.
    assert_eq!(api.export_render(render)?.text.matches("天氣/霧").count(), 3);
    drop(api);
    let api = open_unhurried_library(&path)?;
    api.history_undo(Nothing {}, "test")?;
    assert_eq!(api.tag_count(Nothing {})?.len(), 3);
    while api.history_undo(Nothing {}, "test").is_ok() {}
    assert!(api.tag_list(Nothing {})?.is_empty() && api.memo_list(Nothing {})?.is_empty());
    Ok(())
}
