// Two frames: the first is about to paint, the second follows the paint. The app's own page waits in the same way.
requestAnimationFrame(() => {
  requestAnimationFrame(() => {
    window.__TAURI_INTERNALS__.invoke("window_ready");
  });
});
