//! A long document is as quick as a short one: only what is near the viewport is on the page, and a highlight redraws
//! only what it touches.

use super::{import, on_page};
use serde_json::json;
use std::fmt::Write as _;
use vermilion_tests::harness::{Launch, Result, in_window};

const TURNS: usize = 4_000;

#[tokio::test]
async fn a_highlight_redraws_only_the_paragraph_it_is_in() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let file = folder.path().join("long.txt");
    let mut text = String::from("很長的訪談\n");
    for turn in 0..TURNS {
        let name = if turn % 2 == 0 { "甲" } else { "乙" };
        // Writing to a String cannot fail.
        let _ =
            writeln!(text, "{name}：第{turn}段話，說到河、霧、山與路，說到人怎麼來又怎麼走，沒有一句相同。");
    }
    std::fs::write(&file, text).expect("the file can be written");
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        let drawn = app.script("return document.querySelectorAll('article .block').length", Vec::new()).await?;
        assert!(drawn.as_u64().is_some_and(|blocks| blocks > 5 && blocks < 400), "{drawn} of {TURNS} are drawn");

        let watch = "window.touched = new Set();
            new MutationObserver((records) => {
                for (const { target } of records) {
                    const block = (target.nodeType === 1 ? target : target.parentElement)?.closest('.block');
                    if (block) window.touched.add(block);
                }
            }).observe(document.querySelector('article'), { childList: true, subtree: true, characterData: true });";
        app.script(watch, Vec::new()).await?;
        let quote: Vec<char> = "第3段話，說到河".chars().collect();
        app.select(&on_page(&quote)).await?;
        app.press("1").await?;
        super::marked(app, &[&quote]).await?;
        let touched = app.script("return window.touched.size", Vec::new()).await?;
        assert_eq!(touched, json!(1), "blocks redrawn");
        Ok(())
    })
    .await
}
