//! Links as they are found, followed and looked up from the other end.

use super::{Leads, backlinks, find, follow, link, names};
use crate::{
    AnnotationId, Error,
    annotations::{self, Annotation},
    documents,
    ids::MemoId,
    memos::{self, Target},
    tags,
    testing::{Desk, TALK},
};
use vermilion_formats::crosslink::{Crosslink, Kind};

impl Desk {
    fn passage(&self, id: AnnotationId) -> Annotation {
        annotations::find(&self.library, id).unwrap()
    }

    fn memo_on(&self, target: Target, text: &str) -> MemoId {
        memos::create(&self.library, target, text, "").unwrap().value
    }

    fn from(&self, to: &Crosslink) -> Vec<Crosslink> {
        backlinks(&self.library, to).unwrap().into_iter().map(|one| one.from).collect()
    }
}

#[test]
fn what_links_somewhere_is_found_and_told_by_what_stands_around_it() {
    let (desk, document) = Desk::with(TALK);
    let quoted = desk.highlight(document, 5, 7);
    let to = link(Kind::Annotation, quoted);
    let note = format!("前面有{}，\n後面也有。", to.markdown("導言"));
    let other = desk.create(document, 8, 10, &note).annotation.id;
    let memo = desk.memo_on(Target::Document(document), &format!("- {}", to.markdown("這裡")));
    let tag =
        tags::NewTag { name: "夜".to_owned(), definition: to.markdown("例"), ..tags::NewTag::default() };
    let tag = tags::create(&desk.library, &tag).unwrap().value;
    // These only look like it.
    desk.create(document, 11, 12, &format!("`{}` {to}", to.markdown("不是")));
    desk.memo_on(Target::Library, &to.to_string());

    let found = backlinks(&desk.library, &to).unwrap();
    let from: Vec<_> = found.iter().map(|one| one.from.clone()).collect();
    assert_eq!(from, [link(Kind::Annotation, other), link(Kind::Memo, memo), link(Kind::Tag, tag)]);
    assert_eq!(found[0].excerpt, "前面有導言， 後面也有。");
    assert_eq!((found[0].title.as_str(), found[0].document), ("風景", Some(document)));
    assert_eq!((found[2].title.as_str(), found[2].excerpt.as_str()), ("夜", "例"));

    annotations::set_note(&desk.library, other, "沒有了", "").unwrap();
    memos::delete(&desk.library, &[memo]).unwrap();
    assert_eq!(desk.from(&to), [link(Kind::Tag, tag)]);
    desk.library.undo().unwrap();
    desk.library.undo().unwrap();
    assert_eq!(desk.from(&to).len(), 3);
}

#[test]
fn a_link_is_followed_to_where_its_target_is_now_and_refused_where_it_is_not() {
    let (desk, document) = Desk::with(TALK);
    let passage = desk.highlight(document, 5, 7);
    let memo = desk.memo_on(Target::Library, "記");
    let tag = tags::create(&desk.library, &tags::NewTag { name: "夜".to_owned(), ..tags::NewTag::default() });
    let tag = tag.unwrap().value;
    let to = link(Kind::Annotation, passage);
    assert_eq!(follow(&desk.library, &to).unwrap(), Leads::Annotation(Box::new(desk.passage(passage))));
    assert_eq!(follow(&desk.library, &link(Kind::Document, document)).unwrap(), Leads::Document(document));
    assert_eq!(follow(&desk.library, &link(Kind::Tag, tag)).unwrap(), Leads::Tag(tag));
    assert!(matches!(follow(&desk.library, &link(Kind::Memo, memo)).unwrap(), Leads::Memo(_)));

    annotations::delete(&desk.library, &[passage]).unwrap();
    assert!(matches!(follow(&desk.library, &to), Err(Error::NoSuchAnnotation { .. })));
    assert!(matches!(backlinks(&desk.library, &to), Err(Error::NoSuchAnnotation { .. })));
    // An id of one kind is none of another.
    assert!(matches!(follow(&desk.library, &link(Kind::Tag, document)), Err(Error::NoSuchTag { .. })));
}

#[test]
fn what_links_lead_to_is_told_by_its_current_name() {
    let (desk, document) = Desk::with(TALK);
    let tag = tags::create(&desk.library, &tags::NewTag { name: "夜".to_owned(), ..tags::NewTag::default() });
    let tag = tag.unwrap().value;
    let (to_document, to_tag) = (link(Kind::Document, document), link(Kind::Tag, tag));
    let text = format!("{} {}", to_document.markdown("風景"), to_tag.markdown("夜"));
    tags::rename(&desk.library, tag, "夜晚").unwrap();
    let title = documents::DocumentFields { title: Some("新題".to_owned()), ..Default::default() };
    documents::update(&desk.library, document, &title).unwrap();
    let told = names(&desk.library, [text.as_str()]).unwrap();
    assert_eq!(told.get(&to_document), Some(&Some("新題".to_owned())));
    assert_eq!(told.get(&to_tag), Some(&Some("夜晚".to_owned())));
    tags::delete(&desk.library, &[tag], false).unwrap();
    assert_eq!(names(&desk.library, [text.as_str()]).unwrap().len(), 1);
}

#[test]
fn what_can_be_linked_to_is_found_by_any_part_of_it_in_either_script() {
    let (desk, document) = Desk::with(TALK);
    let other = desk.import(&["= 臺北的夜", "很長的話。"]);
    let here = desk.create(document, 5, 7, "想到臺灣").annotation.id;
    let there = desk.create(other, 8, 10, "也是臺灣").annotation.id;
    let memo = desk.memo_on(Target::Document(other), "臺灣的備忘");
    let tag = tags::NewTag { name: "地方".to_owned(), ..tags::NewTag::default() };
    let tag = tags::create(&desk.library, &tag).unwrap().value;
    let found = |query: &str, near| {
        let found = find(&desk.library, query, near, 20).unwrap();
        found.into_iter().map(|one| one.link).collect::<Vec<_>>()
    };
    let (here, there) = (link(Kind::Annotation, here), link(Kind::Annotation, there));
    let memo = link(Kind::Memo, memo);
    assert_eq!(found("台湾", Some(document)), [here.clone(), there.clone(), memo.clone()]);
    assert_eq!(found("台湾", Some(other)), [there, here, memo]);
    assert_eq!(found("方", None), [link(Kind::Tag, tag)]);
    assert_eq!(found("夜", None), [link(Kind::Document, other)]);
    assert_eq!(found("台灣 也是", None).len(), 1);
    assert_eq!(found("沒有這個", None), []);
    let all = find(&desk.library, " ", Some(document), 4).unwrap();
    assert_eq!(all.len(), 4);
    assert_eq!(all[0].markdown, format!("[地方](vermilion:tag/{tag})"));
}
