// Tries every way there is for a page to run or load something that is not the app's. Called with the canary's address;
// answers with what could be told at once. What the policy refused is collected in window.__refused.
const [canary] = arguments;
const refused = (window.__refused = []);
document.addEventListener("securitypolicyviolation", (event) => {
    refused.push({ directive: event.effectiveDirective, policy: event.originalPolicy });
});
const outcome = { thrown: [] };
const host = document.createElement("div");
document.body.append(host);
const element = (name, attributes, text = "") => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    host.append(made);
    return made;
};
const attempt = (name, run) => {
    try {
        const answer = run();
        if (answer instanceof Promise) answer.catch(() => outcome.thrown.push(name));
    } catch {
        outcome.thrown.push(name);
    }
};

attempt("inline script", () => element("script", {}, "window.__hit = 'inline script'"));
attempt("external script", () => element("script", { src: `http://${canary}/script.js` }));
attempt("data script", () => element("script", { src: "data:text/javascript,window.__hit='data script'" }));
attempt("handler", () => {
    element("p", { onclick: "window.__hit = 'handler'" }).click();
});
attempt("script address", () => element("a", { href: "javascript:window.__hit='address'" }).click());
attempt("eval", () => (0, eval)("window.__hit = 'eval'"));
attempt("function", () => new Function("window.__hit = 'function'")());
attempt("timer", () => setTimeout("window.__hit = 'timer'", 0));
attempt("import", () => import(`http://${canary}/module.js`));
attempt("worker", () => new Worker(URL.createObjectURL(new Blob(["fetch('/')"]))));
attempt("image", () => element("img", { src: `http://${canary}/image.png` }));
attempt("data image", () => element("img", { src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }));
attempt("media", () => element("video", { src: `http://${canary}/video.mp4`, preload: "auto" }).load());
attempt("frame", () => element("iframe", { src: `http://${canary}/frame` }));
attempt("own frame", () => element("iframe", { src: location.href }));
attempt("written frame", () => element("iframe", { srcdoc: "<script>parent.__hit = 'srcdoc'</script>" }));
attempt("object", () => element("object", { data: `http://${canary}/object` }));
attempt("embed", () => element("embed", { src: `http://${canary}/embed` }));
attempt("style sheet", () => element("link", { rel: "stylesheet", href: `http://${canary}/style.css` }));
attempt("style", () => element("style", {}, `body { background: url(http://${canary}/background.png) }`));
attempt("font", () => new FontFace("x", `url(http://${canary}/font.woff2)`).load());
attempt("base", () => element("base", { href: `http://${canary}/base/` }));
attempt("form", () => {
    const form = element("form", { action: `http://${canary}/form`, method: "post" });
    form.submit();
});
attempt("fetch", () => fetch(`http://${canary}/fetch`));
attempt("request", () => {
    const request = new XMLHttpRequest();
    request.open("GET", `http://${canary}/request`);
    request.send();
});
attempt("beacon", () => navigator.sendBeacon(`http://${canary}/beacon`, "x"));
attempt("events", () => new EventSource(`http://${canary}/events`));
attempt("socket", () => new WebSocket(`ws://${canary}/socket`));
attempt("window", () => window.open(`http://${canary}/window`));
outcome.base = document.baseURI;
return outcome;
