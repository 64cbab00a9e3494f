// The review of a page by keys: from line to line, and one key for what a line is.
import { listen } from "./keys.js";

const ROLES = { h: "title", b: "body", s: "heading", q: "quotation", c: "comment", x: "navigation" };
const lines = [...document.querySelectorAll("[data-lines] > li")].filter((line) => line.querySelector("select"));
let current = -1;

function show(index) {
  if (index < 0 || index >= lines.length) return;
  lines[current]?.classList.remove("cur");
  current = index;
  lines[current].classList.add("cur");
  lines[current].scrollIntoView({ block: "nearest" });
  lines[current].querySelector("select").focus({ preventScroll: true });
}

function nextUnsure() {
  const after = lines.findIndex((line, index) => index > current && "unsure" in line.dataset);
  show(after >= 0 ? after : lines.findIndex((line) => "unsure" in line.dataset));
}

function become(role) {
  const select = lines[current]?.querySelector("select");
  if (!select) return;
  select.value = role;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

document.querySelector("[data-lines]")?.addEventListener("change", ({ target }) => {
  target.closest("li").classList.add("changed");
});
document.querySelector("[data-lines]")?.addEventListener("focusin", ({ target }) => {
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
}
