//! Undo and redo of an action of ten thousand rows: in the core, and in the window, which has to answer meanwhile.

use crate::Bench;
use crate::driven::Driven;
use crate::figures::{Figure, Target, median, milliseconds};
use crate::highlight::watch_library;
use crate::input::keys;
use crate::scenes::{ANNOTATIONS, CHARACTERS};
use serde_json::json;
use std::error::Error;
use std::time::{Duration, Instant};
use vermilion_api::wire::{AnnotationDelete, DocumentOpen};
use vermilion_tests::fixtures;

/// Times that it is undone and redone.
const ROUNDS: usize = 5;
/// How long undo and redo may take, in milliseconds.
const MOST: f64 = 1_000.0;
/// How long the window may show the same frame meanwhile, in milliseconds: what feels like an answer at once.
const LONGEST_FRAME: f64 = 100.0;
const PATIENCE: Duration = Duration::from_secs(30);

/// Deletes all annotations of the large document in one action and takes that back and forth.
pub(crate) async fn measure(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let mut figures = in_core(bench)?;
    figures.extend(in_window(bench).await?);
    Ok(figures)
}

fn in_core(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let scene = bench.made(CHARACTERS, ANNOTATIONS)?;
    let library = bench.scratch().join("undo.vermilion");
    crate::driven::copy_library(&scene.library, &library)?;
    let api = fixtures::open_library(&library)?;
    let view = api.document_open(DocumentOpen { document: scene.document.clone() })?;
    let annotations = view.annotations.into_iter().map(|annotation| annotation.id).collect();
    api.annotation_delete(AnnotationDelete { annotations }, "")?;
    let (mut undos, mut redos) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        api.history_undo(Default::default(), "")?;
        undos.push(begun.elapsed());
        let begun = Instant::now();
        api.history_redo(Default::default(), "")?;
        redos.push(begun.elapsed());
    }
    Ok([("undo", undos), ("redo", redos)]
        .into_iter()
        .map(|(name, times)| {
            Figure::new(
                "undo",
                format!("{name} of 10,000 rows, without a window"),
                milliseconds(median(times)),
                "ms",
            )
            .target(Target::Most(MOST))
        })
        .collect())
}

async fn in_window(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let scene = bench.made(CHARACTERS, ANNOTATIONS)?;
    let driven = Driven::open(&bench.app, &scene).await?;
    driven.scroll_to(0.5).await?;
    let open = driven.app.call("document_open", json!({ "document": scene.document })).await?;
    let ids: Vec<_> = open["annotations"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|annotation| annotation["id"].clone())
        .collect();
    driven.app.call("annotation_delete", json!({ "annotations": ids })).await?;
    wait_for_marks(&driven, false).await?;
    let (mut undos, mut redos, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (held, is_undo) in [(&[keys::CONTROL][..], true), (&[keys::CONTROL, keys::SHIFT], false)] {
            driven.rest().await?;
            // Asked again and again, the page would be busy with answers: it notes the moment by itself.
            let note = "const [isMarked, patience] = arguments;
                window.marksAt = null;
                const begun = performance.now();
                const look = () => {
                    const has = document.querySelector('article mark') !== null;
                    if (has === isMarked) window.marksAt = performance.timeOrigin + performance.now();
                    else if (performance.now() - begun < patience) requestAnimationFrame(look);
                };
                requestAnimationFrame(look);";
            driven.app.script(note, vec![json!(is_undo), json!(PATIENCE.as_millis())]).await?;
            driven.note_frames().await?;
            let stored = watch_library(&driven.app.home().library())?;
            let pressed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
            let key = driven.input.press(held, u32::from(b'z'))?;
            let stored = stored.recv_timeout(PATIENCE)??.saturating_duration_since(key);
            wait_for_marks(&driven, is_undo).await?;
            // The frame in which the marks come is over with the next.
            driven.rest().await?;
            let shown = driven.number("window.marksAt").await?;
            let shown = Duration::from_secs_f64(shown / 1_000.0).saturating_sub(pressed);
            let frames = driven.noted_frames().await?;
            gaps.push(frames.into_iter().max().unwrap_or_default());
            if is_undo { &mut undos } else { &mut redos }.push(shown.max(stored));
        }
    }
    let figure = |what: &str, value: Duration, most| {
        Figure::new("undo", what, milliseconds(value), "ms").target(Target::Most(most))
    };
    Ok(vec![
        figure("undo of 10,000 rows in the window, until stored and shown", median(undos), MOST),
        figure("redo of 10,000 rows in the window, until stored and shown", median(redos), MOST),
        figure("the longest frame of the window meanwhile, median", median(gaps), LONGEST_FRAME),
    ])
}

async fn wait_for_marks(driven: &Driven, are_there: bool) -> Result<(), Box<dyn Error>> {
    let look = "return document.querySelector('article mark') !== null";
    driven
        .app
        .until("the marks to follow", async || {
            Ok((driven.app.script(look, Vec::new()).await? == are_there).then_some(()))
        })
        .await?;
    Ok(())
}
