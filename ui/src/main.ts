// Starts the page: styles, then the app.
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/lists.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { startup } from "./lib/tauri/native";
import { nameFonts } from "./lib/ui/fonts";

// Asked for before anything else is done: the answer comes while the styles load.
const first = startup();

function start() {
  nameFonts(document.documentElement);
  const draw = () => mount(App, { target: document.body, props: { first } });
  // Once, with what is shown first, rather than empty and then again. A refusal is for the app to show.
  first.then(draw, draw);
}

// The style sheets load beside the script: what measures the page has to wait for them.
if (document.readyState === "complete") start();
else window.addEventListener("load", start, { once: true });
