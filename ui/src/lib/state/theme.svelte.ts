// Owns whether the window is light or dark just now, the system's choice resolved.
import { MediaQuery } from "svelte/reactivity";
import { app } from "./app.svelte";

const prefersDark = new MediaQuery("(prefers-color-scheme: dark)");

/** The brightness in use. */
export function currentTheme(): "light" | "dark" {
  const { theme } = app.settings;
  if (theme === "system") return prefersDark.current ? "dark" : "light";
  return theme;
}
