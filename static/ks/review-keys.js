// The review of a page by keys: from line to line, one key for what a line is, and the record at right follows at once.
import { listen } from "./keys.js";

const ROLES = { h: "title", b: "body", s: "heading", q: "quotation", c: "comment", x: "navigation" };
const PAUSE = 200; // milliseconds without a key
const list = document.querySelector("[data-lines]");
const lines = [...document.querySelectorAll("[data-lines] > li")].filter((line) => line.querySelector("select"));
const state = document.querySelector("[data-state]");
const colours = JSON.parse(list?.dataset.colours ?? "{}");
let current = -1;
let waiting = 0;
let asked = 0;

function mark(index) {
  lines[current]?.classList.remove("cur");
  current = index;
  lines[current].classList.add("cur");
  lines[current].scrollIntoView({ block: "nearest" });
}

function show(index) {
  if (index < 0 || index >= lines.length) return;
  mark(index);
  lines[current].querySelector("select").focus({ preventScroll: true });
}

// An unsure line that was judged on the screen no longer waits.
function isUnsure(line) {
  return "unsure" in line.dataset && !line.classList.contains("changed");
}

function nextUnsure() {
  const after = lines.findIndex((line, index) => index > current && isUnsure(line));
  show(after >= 0 ? after : lines.findIndex(isUnsure));
}

function become(role) {
  const select = lines[current]?.querySelector("select");
  if (!select) return;
  select.value = role;
  select.dispatchEvent(new Event("input", { bubbles: true }));
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

// The server reads the page by the lines as they are on the screen, and stores nothing.
async function follow() {
  const form = list.closest("form");
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("_try", "1");
  for (const select of list.querySelectorAll(".changed select")) body.set(select.name, select.value);
  asked += 1;
  const own = asked;
  let answer = "";
  try {
    const response = await fetch(form.action, { method: "POST", body, redirect: "error" });
    answer = response.ok ? await response.text() : "";
  } catch { /* no network: the lines stay, the record is late */ }
  if (own !== asked) return;
  if (answer) replace(new DOMParser().parseFromString(answer, "text/html"));
  state.textContent = answer ? state.dataset.now : state.dataset.late;
}

function replace(answer) {
  const isOpen = document.querySelector("[data-follows=record] details")?.open;
  for (const part of answer.querySelectorAll("[data-follows]")) {
    document.querySelector(`[data-follows=${part.dataset.follows}]`)?.replaceWith(part);
  }
  const text = document.querySelector("[data-follows=record] details");
  if (text && isOpen) text.open = true;
}

list?.addEventListener("change", ({ target }) => {
  const line = target.closest("li");
  line.classList.remove(...Object.values(colours), "ask");
  line.classList.add("changed", colours[target.value] ?? "drop");
  clearTimeout(waiting);
  waiting = setTimeout(follow, PAUSE);
});
list?.closest("form")?.addEventListener("submit", () => clearTimeout(waiting));
list?.addEventListener("focusin", ({ target }) => {
  const index = lines.indexOf(target.closest("li"));
  if (index >= 0 && index !== current) show(index);
});

if (lines.length) {
  const actions = {
    j: () => show(current + 1),
    k: () => show(Math.max(current - 1, 0)),
    u: nextUnsure,
    "Ctrl+Enter": () => document.querySelector("[data-accept]")?.click(),
  };
  for (const [key, role] of Object.entries(ROLES)) actions[key] = () => become(role);
  listen(actions);
  const first = lines.findIndex(isUnsure);
  if (first >= 0 && !location.hash) mark(first);
}
