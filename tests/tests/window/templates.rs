//! Templates, as a person writes one: a copy of one that is there, changed beside its preview, kept, and used for a file.

use super::{highlight, import, interview, long_turns};
use serde_json::json;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

const NAME: &str = "我的引文";

/// The second line names what is not there.
const WRONG: &str = "# {{ title }}\n{% for a in annotations %}{{ a.quot }}|{% endfor %}";
const RIGHT: &str = "# {{ title }}\n{% for a in annotations %}{{ a.quote }}|{% endfor %}";

#[tokio::test]
async fn a_template_is_written_seen_kept_and_used_for_a_file() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let quotes = [&turns[0][2..12], &turns[1][3..9]];
    let folder = tempfile::tempdir().expect("a folder for what is exported");
    let target = folder.path().join("export");
    in_window(Launch::new().open(&file).pick_save(&target), async |app| {
        import(app).await?;
        app.select(&super::on_page(quotes[0])).await?;
        app.press("1").await?;
        super::marked(app, &[quotes[0]]).await?;
        app.select(&super::on_page(quotes[1])).await?;
        app.press("1").await?;
        super::marked(app, &quotes).await?;
        let words = quotes.map(|quote| quote.iter().collect::<String>());
        let title =
            app.call("document_list", json!({})).await?[0]["title"].as_str().unwrap_or_default().to_owned();
        let expected = format!("# {title}\n{}|{}|\n", words[0], words[1]);

        app.resize(900, 700).await?;
        app.press("Control+e").await?;
        app.click(By::test_id("export-format-template")).await?;
        app.reads(By::test_id("template-preview"), &words[0]).await?;
        fits(app, "the list, the template and its preview").await?;
        app.screenshot("templates-built-in").await?;

        // The list has the focus: the last one that comes with the app is duplicated and named.
        app.press("End").await?;
        app.reads(By::test_id("template-preview"), "<blockquote>").await?;
        app.press("Home").await?;
        app.click(By::test_id("template-duplicate")).await?;
        app.fill(By::test_id("template-name"), NAME).await?;
        app.press("Enter").await?;
        app.find(By::css(format!("[data-testid=template][data-name='{NAME}'][aria-current=true]"))).await?;

        write(app, WRONG).await?;
        app.reads(By::test_id("template-mistake"), "a.quot").await?;
        app.find(By::css("[data-testid=template-wrong-line][data-line='2']")).await?;
        app.screenshot("templates-mistake").await?;
        write(app, RIGHT).await?;
        app.gone(By::test_id("template-wrong-line")).await?;
        app.reads(By::test_id("template-preview"), &format!("{}|{}|", words[0], words[1])).await?;
        app.press("Control+s").await?;
        app.gone(By::test_id("template-unsaved")).await?;
        let kept = app.call("template_list", json!({})).await?["templates"].clone();
        let own: Vec<_> =
            kept.as_array().into_iter().flatten().filter(|one| one["isBuiltIn"] == false).collect();
        assert_eq!(own.len(), 1);
        assert_eq!(
            (&own[0]["name"], &own[0]["kind"], &own[0]["source"]),
            (&NAME.into(), &"markdown".into(), &RIGHT.into())
        );

        app.click(By::css("[data-testid=template-beside] label:last-child")).await?;
        app.find(By::css("[data-testid=template-variable][data-path='documents[].annotations[].quote']"))
            .await?;
        fits(app, "the variables").await?;
        app.screenshot("templates-variables").await?;

        app.click(By::test_id("export-save")).await?;
        app.gone(By::test_id("export-dialog")).await?;
        assert_eq!(String::from_utf8_lossy(&app.file(&target).await?), expected);

        // It is there the next time, is deleted by a key, and comes back.
        app.press("Control+e").await?;
        app.click(By::test_id("export-format-template")).await?;
        let row = || By::css(format!("[data-testid=template][data-name='{NAME}']"));
        app.find(row()).await?;
        app.until("the template to have the focus", async || {
            let script = "return document.activeElement?.dataset.name ?? ''";
            Ok((app.script(script, Vec::new()).await? == NAME).then_some(()))
        })
        .await?;
        app.press("Delete").await?;
        app.gone(row()).await?;
        app.click(By::test_id("template-undo")).await?;
        app.find(row()).await?;
        app.gone(By::test_id("template-undo")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn templates_are_in_chinese_and_in_the_dark_too() -> Result {
    let file = interview();
    let quote = long_turns(&file)[0][2..12].to_vec();
    in_window(Launch::new().open(&file).speaking("zh_TW.UTF-8"), async |app| {
        import(app).await?;
        highlight(app, &quote).await?;
        app.call("setting_set", json!({ "name": "theme", "value": "dark" })).await?;
        app.press("Control+e").await?;
        app.click(By::test_id("export-format-template")).await?;
        app.reads(By::test_id("export-dialog"), "以範本匯出").await?;
        app.click(By::test_id("template-duplicate")).await?;
        app.find(By::test_id("template-name")).await?;
        app.press("Enter").await?;
        app.gone(By::test_id("template-name")).await?;
        write(app, "{{ titel }}").await?;
        app.reads(By::test_id("template-mistake"), "第 1 行：沒有「").await?;
        fits(app, "the dialog in Chinese").await?;
        super::is_so(app, "the window to be dark", "document.documentElement.dataset.theme === 'dark'")
            .await?;
        app.screenshot("templates-dark").await?;
        Ok(())
    })
    .await
}

/// Types a template in the place of what is there, line by line: of a line end the driver makes nothing.
async fn write(app: &App, source: &str) -> Result {
    let field = || By::test_id("template-source");
    for (at, line) in source.lines().enumerate() {
        if at == 0 {
            app.fill(field(), line).await?;
        } else {
            app.press("Enter").await?;
            // A click below the last line leaves the cursor at its end.
            app.type_into(field(), line).await?;
        }
    }
    Ok(())
}

/// Nothing is wider than the dialog, and its parts do not lie over each other.
async fn fits(app: &App, what: &str) -> Result {
    let script = "
        const content = document.querySelector('[data-testid=export-dialog] .content');
        const rows = ['.pane', '.editor .tools', '.beside .tools', '.below'].map((row) => document.querySelector(row));
        const overlaps = rows.some(({ children }) => {
            const places = [...children].map((child) => child.getBoundingClientRect());
            return places.some((place, at) => at > 0 && place.left < places[at - 1].right);
        });
        const isWide = [content, ...rows].some((row) => row.scrollWidth > row.clientWidth);
        return !overlaps && !isWide;";
    assert!(app.script(script, Vec::new()).await? == true, "{what} fits into the dialog");
    Ok(())
}
