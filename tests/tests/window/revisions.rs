//! A text is corrected: its revisions are read and compared, a corrected version comes in from a file, and annotations that
//! lost their passage find it again.

use super::{import, marked, on_page, stored, stored_annotations};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

/// What is marked: it stays, it gets another character, it comes back twice, it goes.
const KEPT: &str = "船夫唱著歌經過";
const CHANGED: &str = "祖母在院子裡曬著一整排的魚乾和菜乾";
const DOUBTFUL: &str = "夏天的夜裡全家人搬了竹床睡在門外的大樹底下";
const LOST: &str = "後來那條路拓寬了老房子也就拆掉了";

/// The interview as it is brought in.
fn first() -> String {
    // Changes that stand far apart are told apart.
    let days: String = (1..=25).map(|day| format!("第{day}天也一樣，")).collect();
    let talk = format!("訪問者：每天如此嗎？\n受訪者：{days}沒有兩樣。\n");
    format!(
        "河邊的日子\n\n\
         訪問者：您小時候住在哪裡？\n\
         受訪者：我住在河邊，每天早上{KEPT}，我們就趴在窗口看。\n\
         訪問者：家裡有些什麼人？\n\
         受訪者：有父親母親，還有祖母。{CHANGED}，味道很重。\n\
         {talk}\
         訪問者：晚上呢？\n\
         受訪者：{DOUBTFUL}，聽大人講故事。\n\
         訪問者：房子還在嗎？\n\
         受訪者：不在了。{LOST}，只剩下一口井。\n\
         訪問者：您還常回去嗎？\n\
         受訪者：每年清明回去一次，看看那口井，也看看河。\n"
    )
}

/// The corrected version.
fn second() -> String {
    first()
        .replace(&format!("{LOST}，"), "")
        .replace("曬著一整排的魚乾", "曬著一整排的鹹魚乾")
        .replace(&format!("受訪者：{DOUBTFUL}，聽大人講故事。"), "受訪者：晚上沒有什麼事，很早就睡了。")
        .replace(
            "看看那口井，也看看河。\n",
            "看看那口井，也看看河。\n\
             訪問者：您剛才說到竹床。\n\
             受訪者：夏天的夜裡全家人搬了竹床睡在門外的大榕底下，很涼。\n\
             訪問者：每天都是這樣？\n\
             受訪者：夏天的夜裡全家人搬了竹床睡在門外的老樹底下，天天如此。\n",
        )
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("the interview can be written");
}

fn characters(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// A folder with the interview and its corrected version under the same name.
fn versions() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for the interview");
    let corrected = folder.path().join("corrected");
    std::fs::create_dir(&corrected).expect("a folder for the corrected version");
    let (old, new) = (folder.path().join("river.txt"), corrected.join("river.txt"));
    write(&old, &first());
    write(&new, &second());
    (folder, old, new)
}

/// Brings the interview in and marks the four passages.
async fn import_and_mark(app: &App) -> Result {
    import(app).await?;
    let passages = [KEPT, CHANGED, DOUBTFUL, LOST].map(characters);
    for count in 0..passages.len() {
        app.select(&on_page(&passages[count])).await?;
        app.press("1").await?;
        let so_far: Vec<&[char]> = passages[..=count].iter().map(Vec::as_slice).collect();
        marked(app, &so_far).await?;
        app.press("Escape").await?;
    }
    Ok(())
}

/// How an entry of the report stands, once it stands so.
async fn stands(app: &App, outcome: &str, standing: &str) -> Result {
    let entry = format!("[data-testid=update-entry][data-outcome={outcome}][data-standing={standing}]");
    app.find(By::css(entry)).await?;
    Ok(())
}

/// The orphans that the library holds, once there are so many.
async fn stored_orphans(app: &App, expected: usize) -> Result<Vec<Value>> {
    app.until(&format!("{expected} stored orphans"), async || {
        let orphans = stored(app).await?["orphans"].as_array().cloned().unwrap_or_default();
        Ok((orphans.len() == expected).then_some(orphans))
    })
    .await
}

#[tokio::test]
async fn a_corrected_version_comes_in_and_every_annotation_is_accounted_for() -> Result {
    let (_folder, old, new) = versions();
    in_window(Launch::new().open(&old).pick_files([new]), async |app| {
        import_and_mark(app).await?;
        let before = stored(app).await?;

        app.press("Control+Shift+o").await?;
        stands(app, "to-confirm", "open").await?;
        stands(app, "orphaned", "orphan").await?;
        stands(app, "changed", "proposed").await?;
        app.screenshot("update-report").await?;
        assert_eq!(
            stored(app).await?["revision"],
            before["revision"],
            "nothing is stored before it is wanted"
        );

        // The one to be confirmed comes first, and the second of its places is the right one.
        app.press("2").await?;
        stands(app, "to-confirm", "chosen").await?;
        app.press("a").await?;
        stands(app, "changed", "accepted").await?;
        app.click(By::css("label:has([data-testid=update-part-text])")).await?;
        app.find(By::css("[data-testid=diff-hunk] ins")).await?;
        app.screenshot("update-text").await?;
        // Who closes it by mistake keeps what was decided.
        app.press("Escape").await?;
        app.find(By::test_id("update-discard")).await?;
        app.screenshot("update-leaving").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("update-discard")).await?;
        app.press("Control+Enter").await?;
        app.gone(By::test_id("update-dialog")).await?;

        let annotations = stored_annotations(app, 3).await?;
        let words: Vec<&str> = annotations.iter().filter_map(|each| each["quote"].as_str()).collect();
        assert!(words.contains(&KEPT));
        assert!(words.iter().any(|each| each.contains("鹹魚乾")), "{words:?}");
        assert!(words.iter().any(|each| each.contains("竹床")), "{words:?}");
        assert_eq!(stored_orphans(app, 1).await?[0]["quote"], LOST);
        app.find(By::test_id("orphan-badge")).await?;

        app.press("Control+z").await?;
        stored_orphans(app, 0).await?;
        let undone = stored(app).await?;
        assert_eq!((&undone["text"], &undone["annotations"]), (&before["text"], &before["annotations"]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_orphan_is_linked_to_a_selection_and_the_step_taken_back() -> Result {
    let (_folder, old, new) = versions();
    in_window(Launch::new().open(&old).pick_files([new]), async |app| {
        import_and_mark(app).await?;
        app.press("Control+Shift+o").await?;
        // What nobody decides about waits without a passage, and is not lost.
        app.click(By::test_id("update-commit")).await?;
        app.gone(By::test_id("update-dialog")).await?;
        stored_orphans(app, 2).await?;

        // From the foot of the sidebar the keys are the tray's at once.
        app.click(By::test_id("orphan-badge")).await?;
        let focused = async |app: &App| {
            let script = "return document.activeElement?.dataset.orphan ?? null";
            Ok(app.script(script, vec![]).await?.as_str().map(str::to_owned))
        };
        let first = app.until("an orphan to have the focus", async || focused(app).await).await?;
        app.press("ArrowDown").await?;
        app.until("the next one to have it", async || {
            Ok(focused(app).await?.filter(|orphan| *orphan != first))
        })
        .await?;

        // Where it may be is shown first; Enter says that it is there.
        app.press("Control+5").await?;
        app.count(By::test_id("orphan-row"), 2).await?;
        app.click(By::test_id("orphan-row")).await?;
        app.find(By::css("[data-testid=orphan-candidate][aria-current=true]")).await?;
        app.screenshot("orphans").await?;
        app.press("Enter").await?;
        stored_orphans(app, 1).await?;

        app.select(&on_page(&characters("只剩下一口井"))).await?;
        app.press("r").await?;
        stored_orphans(app, 0).await?;
        app.gone(By::test_id("orphan-badge")).await?;
        let annotations = stored_annotations(app, 4).await?;
        assert!(annotations.iter().any(|each| each["quote"] == "只剩下一口井"));

        app.press("Control+z").await?;
        stored_orphans(app, 1).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn revisions_are_compared_read_as_they_were_and_brought_back() -> Result {
    let (_folder, old, new) = versions();
    in_window(Launch::new().open(&old).pick_files([new]), async |app| {
        import_and_mark(app).await?;
        let before = stored(app).await?;
        app.press("Control+Shift+o").await?;
        app.click(By::test_id("update-commit")).await?;
        app.gone(By::test_id("update-dialog")).await?;
        stored_orphans(app, 2).await?;

        app.press("Control+4").await?;
        app.count(By::test_id("revision-row"), 2).await?;
        let focus = "[...document.querySelectorAll('[data-testid=revision-row]')].at(-1).focus()";
        app.script(focus, Vec::new()).await?;
        app.press("Space").await?;
        app.press("c").await?;
        app.find(By::css("[data-testid=compare] ins")).await?;
        let removed = app.text(By::css("[data-testid=compare] del")).await?;
        assert!(!removed.is_empty());
        app.press("j").await?;
        app.reads(By::css(".current [aria-current=true]"), "2 of").await?;
        app.screenshot("compare").await?;
        app.press("Escape").await?;
        app.find(By::test_id("reader")).await?;

        // The focus is where it was: Enter reads the one that was compared.
        app.press("Enter").await?;
        app.reads(By::test_id("past-banner"), "Revision 1 of 2").await?;
        let passages = [KEPT, CHANGED, DOUBTFUL, LOST].map(characters);
        let all: Vec<&[char]> = passages.iter().map(Vec::as_slice).collect();
        marked(app, &all).await?;
        app.screenshot("past").await?;
        app.click(By::test_id("past-restore")).await?;
        app.find(By::test_id("reader")).await?;
        marked(app, &all).await?;
        stored_orphans(app, 0).await?;
        assert_eq!(stored(app).await?["text"], before["text"]);
        app.count(By::test_id("revision-row"), 3).await?;

        app.click(By::test_id("toast-action")).await?;
        stored_orphans(app, 2).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_dropped_file_of_a_known_document_is_offered_as_its_corrected_version() -> Result {
    let (folder, old, corrected) = versions();
    // Under another name: what it says tells what it is.
    let new = folder.path().join("校訂 2%.txt");
    std::fs::rename(corrected, &new).expect("the corrected version can be renamed");
    let stranger = folder.path().join("stranger.txt");
    write(&stranger, "Somebody: This is about something else, and nobody has heard of it before.\n");
    in_window(Launch::new().open(&old), async |app| {
        import(app).await?;
        app.drop_files(&[stranger])?;
        app.find(By::test_id("import-opening")).await?;
        app.count(By::test_id("import-earlier"), 0).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("import-dialog")).await?;

        app.drop_files(std::slice::from_ref(&new))?;
        app.reads(By::test_id("import-earlier"), "河邊的日子").await?;
        app.screenshot("known-document").await?;
        app.press("Enter").await?;
        app.click(By::test_id("update-commit")).await?;
        app.gone(By::test_id("update-dialog")).await?;
        assert_eq!(stored(app).await?["text"].as_str().map(str::trim_end), Some(second().trim_end()));
        let documents = app.call("document_list", json!({})).await?;
        assert_eq!(documents.as_array().map(Vec::len), Some(1));

        // The very text that is there is opened instead.
        app.restart(Launch::new().open(&new)).await?;
        app.find(By::css("article h1")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_report_is_made_anew_where_the_text_or_the_file_changed_meanwhile() -> Result {
    let (_folder, old, new) = versions();
    let file = new.clone();
    in_window(Launch::new().open(&old).pick_files([new]), async |app| {
        import(app).await?;
        app.press("Control+Shift+o").await?;
        app.find(By::test_id("update-open")).await?;
        write(&file, &format!("{}\n後記。\n", second()));
        app.click(By::test_id("update-commit")).await?;
        app.reads(By::test_id("update-error"), "file was changed").await?;
        app.click(By::test_id("update-again")).await?;
        app.find(By::test_id("update-open")).await?;

        let view = stored(app).await?;
        let block = &view["blocks"][1];
        let edit = json!({
            "document": view["summary"]["id"],
            "revision": view["revision"],
            "start": block["start"],
            "text": "您小時候住在什麼地方？",
        });
        app.call("block_edit", edit).await?;
        app.click(By::test_id("update-commit")).await?;
        app.reads(By::test_id("update-error"), "changed here meanwhile").await?;
        app.click(By::test_id("update-again")).await?;
        app.click(By::test_id("update-commit")).await?;
        app.gone(By::test_id("update-dialog")).await?;
        let text = stored(app).await?["text"].as_str().unwrap_or_default().to_owned();
        assert!(text.contains("後記。"));
        Ok(())
    })
    .await
}

/// An interview of which many screens come before and after what is read; `who` asks.
fn long(who: &str) -> String {
    let turns: String = (1..=60)
        .map(|day| {
            format!(
                "{who}：第{day}次的談話，您還記得些什麼？\n\
                 受訪者：第{day}次我說的是河邊的事，那一年的水特別大，淹到了門檻，我們把米缸抬到樓上，在那裡住了{day}天。\n"
            )
        })
        .collect();
    format!("河水\n\n{turns}")
}

/// Reads on in the middle of the document, and gives back what stands at the top there and how high.
async fn read_in_the_middle(app: &App) -> Result<(String, f64)> {
    app.script(
        "const scroller = document.querySelector('.reader'); \
         scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) / 2;",
        Vec::new(),
    )
    .await?;
    app.until("what stands at the top in the middle", async || {
        let (words, height) = at_the_top(app).await?;
        let is_within = (20..=40).any(|day| words.contains(&format!("第{day}次")));
        // It stands still once two looks agree.
        Ok((is_within && at_the_top(app).await? == (words.clone(), height)).then_some((words, height)))
    })
    .await
}

/// The answer that is the first in sight, and how far below the top of the view it begins.
async fn at_the_top(app: &App) -> Result<(String, f64)> {
    let found = app
        .script(
            "const { top } = document.querySelector('.reader').getBoundingClientRect(); \
             const block = [...document.querySelectorAll('.block')].find((each) => \
                 each.textContent.includes('次我說的') && each.getBoundingClientRect().top >= top); \
             return block ? [block.textContent, block.getBoundingClientRect().top - top] : null;",
            Vec::new(),
        )
        .await?;
    Ok((found[0].as_str().unwrap_or_default().to_owned(), found[1].as_f64().unwrap_or(-1.0)))
}

/// Waits until the asker is called so, and the same words stand as high as before.
async fn reads_on(app: &App, asker: &str, before: &(String, f64)) -> Result {
    app.find(By::role("button", format!("Select what {asker} says here"))).await?;
    app.until(&format!("{before:?} at the top"), async || {
        let (words, height) = at_the_top(app).await?;
        Ok((words == before.0 && (height - before.1).abs() < 3.0).then_some(()))
    })
    .await
}

#[tokio::test]
async fn what_is_read_stays_where_it_is_while_a_speaker_is_renamed_around_it() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the interview");
    let (old, new) = (folder.path().join("water.txt"), folder.path().join("corrected.txt"));
    write(&old, &long("訪問者"));
    write(&new, &long("提問者"));
    in_window(Launch::new().open(&old).pick_files([new]), async |app| {
        import(app).await?;
        let before = read_in_the_middle(app).await?;
        let asker = stored(app).await?["speakers"][0].clone();
        app.press("Control+Shift+o").await?;
        app.reads(By::test_id("update-about"), "訪問者 is 提問者 now").await?;
        app.click(By::test_id("update-commit")).await?;
        app.gone(By::test_id("update-dialog")).await?;
        reads_on(app, "提問者", &before).await?;
        let speakers = stored(app).await?["speakers"].clone();
        assert_eq!(speakers.as_array().map(Vec::len), Some(2), "{speakers}");
        for what in ["id", "role", "colour"] {
            assert_eq!(speakers[0][what], asker[what], "{what}");
        }
        app.press("Control+z").await?;
        reads_on(app, "訪問者", &before).await?;
        Ok(())
    })
    .await
}
