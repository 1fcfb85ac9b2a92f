// How the window's page is built and unit-tested. Everything ends up in files: the content security policy of the
// window allows neither inline scripts nor inline styles.
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  resolve: {
    alias: { $lib: fileURLToPath(new URL("./src/lib", import.meta.url)) },
    // Unit tests run in Node, for which Svelte would hand out its server half, whose collections tell nobody of changes.
    ...(process.env["VITEST"] === undefined ? {} : { conditions: ["browser"] }),
  },
  server: { port: 5173, strictPort: true, host: "127.0.0.1" },
  build: {
    // WebKitGTK 2.42 and WKWebView of macOS 13 are the oldest engines the shell runs on.
    target: ["safari16.4", "chrome110"],
    assetsInlineLimit: 0,
    modulePreload: false,
    // What the first screen needs is one file: one after another, each file waits for the one before it to be read.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
    // The licences of what ends up in the page, for `cargo xtask bundle`.
    license: { fileName: "third-party.md" },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"] },
});
