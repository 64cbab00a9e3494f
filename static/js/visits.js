// Marks what has come into a list since this reader last looked at it. When that was stays in the browser: nobody is told.
const PAUSE = 30 * 60; // seconds away after which coming back is another visit
const LISTS = 200; // lists that are remembered
const list = document.querySelector("[data-new]"); // the front page has rows above it too
const now = Math.floor(Date.now() / 1000);

function visits() {
  try { return JSON.parse(localStorage.getItem("visits")) || {}; } catch { return {}; }
}

// One list in five interface languages is one list: the language is cut off its path.
function since(path) {
  const all = visits();
  const [before, last] = all[path] || [0, 0];
  all[path] = now - last > PAUSE ? [last, now] : [before, now];
  const kept = Object.entries(all).sort(([, a], [, b]) => b[1] - a[1]).slice(0, LISTS);
  try { localStorage.setItem("visits", JSON.stringify(Object.fromEntries(kept))); } catch { /* private window: nothing is marked */ }
  return all[path][0];
}

const before = list && since(location.pathname.replace(/^\/[a-z-]+/, ""));
const fresh = before ? [...document.querySelectorAll("[data-at]")].filter((row) => row.dataset.at > before) : [];
for (const row of fresh) {
  const sign = Object.assign(document.createElement("b"), { className: "fresh", textContent: list.dataset.new });
  row.querySelector(".meta")?.prepend(sign);
}
if (fresh.length) {
  const note = Object.assign(document.createElement("p"), { className: "meta", textContent: `${list.dataset.since} ${fresh.length}` });
  note.setAttribute("role", "status");
  list.before(note);
}
