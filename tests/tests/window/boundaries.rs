//! What the page may do, tried from inside the page: it runs and loads nothing but the app's own, and asks the shell for
//! nothing that is not on the list. A script of the driver's stands for an attacker who got that far.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use vermilion_tests::harness::{Canary, Launch, Result, in_window};

/// What the policy has to refuse at least once each, whatever the engine calls the finer kinds.
const REFUSED: [&str; 10] = [
    "script-src",
    "img-src",
    "media-src",
    "frame-src",
    "object-src",
    "style-src",
    "font-src",
    "connect-src",
    "form-action",
    "base-uri",
];

#[tokio::test]
async fn the_page_runs_and_loads_nothing_that_is_not_its_own() -> Result {
    let canary = Canary::listen()?;
    in_window(Launch::new(), async |app| {
        let place = app.script("return location.href", Vec::new()).await?;
        let outcome = app.script(include_str!("boundaries.js"), vec![json!(canary.address())]).await?;
        let thrown = outcome["thrown"].to_string();
        for refused in ["eval", "function"] {
            assert!(thrown.contains(&format!("\"{refused}\"")), "{refused} was not refused: {thrown}");
        }
        assert!(!outcome["base"].as_str().unwrap_or_default().contains(&canary.address()), "{outcome}");

        let refusals = app
            .until("the policy to refuse everything", async || {
                let refusals = app.script("return window.__refused", Vec::new()).await?;
                let refusals = refusals.as_array().cloned().unwrap_or_default();
                let said: BTreeSet<&str> =
                    refusals.iter().filter_map(|refusal| refusal["directive"].as_str()).collect();
                let missing: Vec<&&str> = REFUSED
                    .iter()
                    .filter(|directive| !said.iter().any(|one| one.starts_with(**directive)))
                    .collect();
                Ok(missing.is_empty().then_some(refusals))
            })
            .await?;

        // The policy in force, with what Tauri put into it.
        let policy = refusals[0]["policy"].as_str().unwrap_or_default().to_owned();
        for directive in policy.split(';').map(str::trim).filter(|directive| !directive.is_empty()) {
            let (name, sources) = directive.split_once(' ').unwrap_or((directive, ""));
            for source in sources.split_whitespace() {
                let is_known = match name {
                    "script-src" | "style-src" => {
                        source == "'self'" || source.starts_with("'nonce-") || source.starts_with("'sha256-")
                    }
                    "img-src" | "font-src" => source == "'self'",
                    "connect-src" => ["ipc:", "http://ipc.localhost"].contains(&source),
                    _ => source == "'none'",
                };
                assert!(is_known, "{name} allows {source}: {policy}");
            }
        }
        assert!(policy.contains("default-src 'none'"), "{policy}");

        assert_eq!(app.script("return window.__hit ?? null", Vec::new()).await?, Value::Null);
        assert_eq!(app.script("return location.href", Vec::new()).await?, place);
        assert_eq!(canary.heard(), Vec::<String>::new());
        Ok(())
    })
    .await
}

/// Commands of Tauri and of its plugins, those that this app is built with among them, and some that nobody has.
const NOT_OURS: [&str; 26] = [
    "plugin:fs|read_file",
    "plugin:fs|read_text_file",
    "plugin:fs|write_file",
    "plugin:shell|execute",
    "plugin:shell|open",
    "plugin:http|fetch",
    "plugin:process|exit",
    "plugin:dialog|open",
    "plugin:dialog|save",
    "plugin:dialog|message",
    "plugin:opener|open_url",
    "plugin:opener|open_path",
    "plugin:opener|reveal_item_in_dir",
    "plugin:clipboard-manager|read_text",
    "plugin:clipboard-manager|write_text",
    "plugin:window|close",
    "plugin:window|set_title",
    "plugin:window|get_all_windows",
    "plugin:webview|create_webview_window",
    "plugin:webview|internal_toggle_devtools",
    "plugin:event|emit",
    "plugin:event|emit_to",
    "plugin:path|resolve_directory",
    "plugin:app|version",
    "plugin:menu|new",
    "no_such_command",
];

#[tokio::test]
async fn a_command_that_is_not_listed_is_refused() -> Result {
    let canary = Canary::listen()?;
    in_window(Launch::new(), async |app| {
        let script = "const [commands, address, done] = arguments;
            const ask = (command) => window.__TAURI_INTERNALS__
                .invoke(command, { path: '/etc/passwd', url: `http://${address}/`, text: 'x', label: 'x', event: 'x' })
                .then((answer) => ({ command, answer: JSON.stringify(answer) ?? 'undefined' }),
                      (error) => ({ command, error: String(error) }));
            Promise.all(commands.map(ask)).then(done);";
        let answers =
            app.client().execute_async(script, vec![json!(NOT_OURS), json!(canary.address())]).await?;
        let answers = answers.as_array().cloned().unwrap_or_default();
        assert_eq!(answers.len(), NOT_OURS.len());
        for answer in answers {
            let error = answer["error"].as_str().unwrap_or_default();
            assert!(
                error.contains("not allowed") || error.contains("not found"),
                "{} was not refused: {answer}",
                answer["command"]
            );
        }
        // The one command that carries the others knows only those of the table.
        let error = app.call("library_drop", json!({})).await.err().map(|error| error.to_string());
        assert!(error.as_deref().is_some_and(|error| error.contains("unknown-command")), "{error:?}");
        assert_eq!(canary.heard(), Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_shell_opens_no_address_but_of_pages_and_letters() -> Result {
    in_window(Launch::new(), async |app| {
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "/etc/passwd",
            "tauri://localhost/",
            "https://bank.example@evil.example/",
            "https://exa mple.org/",
            "https:example.org",
            "mailto:a@example.org?attach=/etc/passwd",
            "--help",
        ] {
            let script = "const [address, done] = arguments;
                window.__TAURI_INTERNALS__.invoke('link_open', { address })
                    .then(() => done(null), (error) => done(error.code));";
            let code = app.client().execute_async(script, vec![json!(address)]).await?;
            assert_eq!(code, "link-refused", "{address}");
        }
        Ok(())
    })
    .await
}
