// No keystroke is lost: words go to this device at once and to the server every few seconds; saving waits for an answer.
import { ask, withToken } from "./ask.js";
import { drop, keep, kept, offer, place } from "./kept.js";

const PAUSE = 3000; // milliseconds without a key before the server is told
const LOOK = 30000; // between two looks at who else is here
const form = document.querySelector("form[data-typed]");
const FIELDS = ["headline", "original_headline", "subtitle", "body", "note", "language", "source"].filter((name) => form.elements[name]);
const key = `ks-typed-${form.dataset.article}`;
let isChanged = false;
let isLeaving = false;
let waiting = 0;
let checks = null;

const words = () => Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]?.value ?? ""]));
const first = words();

function keepHere(sent = false) {
  keep(key, { base: Number(form.elements.base.value), sent, words: words() });
}

async function askHere(body) {
  const told = await ask(form.dataset.typed, body);
  if (told) {
    place("others").hidden = !told.others.length;
    place("names").textContent = told.others.join(", ");
  }
  return told;
}

async function keepThere() {
  const body = withToken(new FormData());
  for (const [name, value] of Object.entries({ ...words(), base: form.elements.base.value })) body.set(name, value);
  const told = await askHere(body);
  if (!told) {
    waiting = setTimeout(keepThere, PAUSE * 3);
    return;
  }
  place("kept").textContent = new Date().toLocaleTimeString();
  if (place("checks") && told.checks !== checks) {
    checks = told.checks; // written by the server's template; said again only where it says something else
    place("checks").innerHTML = checks;
  }
}

form.addEventListener("input", () => {
  isChanged = true;
  keepHere();
  clearTimeout(waiting);
  waiting = setTimeout(keepThere, PAUSE);
});

form.addEventListener("submit", async (event) => {
  if (isLeaving) return;
  event.preventDefault();
  const button = event.submitter;
  clearTimeout(waiting);
  if (!(await askHere())) return; // the form stays as it is, with every word in it
  isLeaving = true;
  if (isChanged) keepHere(true);
  form.requestSubmit(button);
});

addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.altKey || event.shiftKey) return;
  event.preventDefault(); // else the browser would save the page as a file
  form.requestSubmit(form.querySelector("[name=_save]"));
});

addEventListener("beforeunload", (event) => {
  if (isChanged && !isLeaving) event.preventDefault();
});
setInterval(() => { if (!document.hidden) askHere(); }, LOOK);

if (new URLSearchParams(location.search).has("added")) drop("ks-typed-new");
const local = kept(key);
const isSame = local && FIELDS.every((name) => name === "note" || (local.words[name] ?? "").trim() === first[name].trim());
const there = JSON.parse(place("there")?.dataset.there ?? "null");
const plain = (text) => (text ?? "").replaceAll("\r\n", "\n").trim(); // a form is sent with line ends of its own
const isThere = local && there && FIELDS.every((name) => plain(local.words[name]) === plain(there[name]));
const isSaved = local?.sent && Number(form.dataset.revision) > local.base;
document.querySelector("form[data-forget]")?.addEventListener("submit", () => { if (isThere) drop(key); });
if (isSame || isSaved) drop(key);
else if (local && !isThere) { // the server offers the same words already
  offer(key, () => {
    for (const name of FIELDS) {
      const field = form.elements[name];
      const value = local.words[name] ?? "";
      if (!field.options || [...field.options].some((option) => option.value === value)) field.value = value;
    }
    form.elements.base.value = local.base;
    form.elements.body.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
