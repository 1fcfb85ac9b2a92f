//! However the app is ended, what was typed last is in the library, and the log does not speak of an error where there is
//! none.

use super::{import_and_type, interview};
use vermilion_tests::harness::{Launch, Result, in_window};

const NOTE: &str = "最後打的一句";

#[tokio::test]
async fn an_ordinary_close_is_no_error_in_the_log() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import_and_type(app, NOTE).await?;
        app.ask_to_close().await?;
        app.ended().await?;
        let log = app.home().own_log();
        assert!(log.contains("closed") && !log.contains("ERROR"), "{log}");
        Ok(())
    })
    .await
}
