// The preview follows the text: the server renders it as it renders readers' pages.
const PAUSE = 400; // milliseconds without a key
const box = document.querySelector("[data-preview]");
const text = box?.querySelector("textarea");
const here = box?.querySelector("[data-preview-here]");
let waiting = 0;
let asked = 0;

async function render() {
  const form = text.form;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("body", text.value);
  const language = form.elements.preview_language?.value || form.elements.language?.value || "ja";
  body.set("preview_language", language);
  asked += 1;
  const own = asked;
  try {
    const answer = await fetch(box.dataset.preview, { method: "POST", body, redirect: "error" });
    if (!answer.ok || own !== asked) return;
    here.innerHTML = await answer.text(); // cleaned by the server's renderer
    here.lang = language;
  } catch { /* no network: the text stays, the preview is late */ }
}

if (text && here) {
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(render, PAUSE);
  });
}
