// Starts the page: styles, then the app.
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { keepInstalledFonts } from "./lib/ui/fonts";

keepInstalledFonts(document.documentElement);
mount(App, { target: document.body });
