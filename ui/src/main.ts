// Starts the page: styles, then the app.
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { nameFonts } from "./lib/ui/fonts";

function start() {
  nameFonts(document.documentElement);
  mount(App, { target: document.body });
}

// The style sheets load beside the script: what measures the page has to wait for them.
if (document.readyState === "complete") start();
else window.addEventListener("load", start, { once: true });
