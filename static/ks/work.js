// A queue by keys: j and k move, o opens, the letters of the buttons judge the row in focus; the next one then has the focus.
import { listen } from "./keys.js";

const PLACE = `ks-work-${location.pathname}${location.search}`;
const rows = [...document.querySelectorAll("[data-row]")];
let current = 0;

function show(index) {
  if (!rows.length) return;
  rows[current].classList.remove("ks-now");
  current = Math.min(Math.max(index, 0), rows.length - 1);
  rows[current].classList.add("ks-now");
  rows[current].focus();
  rows[current].scrollIntoView({ block: "nearest" });
}

function press(key) {
  const row = rows[current];
  const field = row?.querySelector(`[data-ask="${key}"]`);
  if (field && !field.value) {
    field.focus(); // first the reason or the day; Enter then sends it
    return;
  }
  row?.querySelector(`[data-key="${key}"]`)?.click();
}

rows.forEach((row, index) => {
  row.addEventListener("focusin", () => {
    rows[current].classList.remove("ks-now");
    current = index;
    row.classList.add("ks-now");
  });
  for (const field of row.querySelectorAll("[data-ask]")) {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault(); // else the form's first button would be pressed
      row.querySelector(`[data-key="${field.dataset.ask}"]`).click();
    });
  }
});
document.querySelector("[data-row]")?.closest("form").addEventListener("submit", () => {
  try { sessionStorage.setItem(PLACE, current); } catch { /* then the first row has the focus */ }
});

listen({
  j: () => show(current + 1),
  k: () => show(current - 1),
  o: () => rows[current]?.querySelector("[data-open]")?.click(),
  a: () => press("a"),
  r: () => press("r"),
  z: () => document.querySelector("[data-undo]")?.click(),
});
let place = null;
try {
  place = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
} catch { /* from the top */ }
// Beside other forms the rows take the focus only where one of them was judged just now.
if (place !== null || document.querySelector("ol[data-first]")) show(Number(place));
