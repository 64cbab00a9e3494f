// The workbench: every paragraph is saved as one types; what has not reached the server is kept in this tab's storage.
const form = document.querySelector("[data-bench]");
const rows = () => [...form.querySelectorAll("[data-row]")];
const status = form.querySelector("[data-status]");
const words = form.dataset;
const PAUSE = 800; // ms without a key before a paragraph is sent
const FIRST_RETRY = 2000, LAST_RETRY = 30000;
const sending = new Map(); // row number → { timer, isBusy, isDirty, wait }
let current = form.querySelector(".ks-now") ?? rows()[0];

const stored = (row) => `ks-translate-${row.dataset.row}`;
const field = (row) => row.querySelector("[data-text]");
const select = (row) => row.querySelector("[data-state-of]");
const work = (row) => {
  const number = row.dataset.row;
  if (!sending.has(number)) sending.set(number, { timer: 0, isBusy: false, isDirty: false, wait: FIRST_RETRY });
  return sending.get(number);
};

function say(row, text, isLost = false) {
  const place = row.querySelector("[data-saved]");
  if (!place) return;
  place.textContent = text;
  place.classList.toggle("ks-unsaved", isLost);
}

function keep(row) {
  try {
    sessionStorage.setItem(stored(row), JSON.stringify({ text: field(row).value, version: row.dataset.version }));
  } catch { /* storage is full or off: the server's copy and the page's own warning remain */ }
}

function forget(row) {
  try { sessionStorage.removeItem(stored(row)); } catch { /* nothing was kept */ }
}

function send(row, values) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("pair", row.dataset.row);
  body.set("version", row.dataset.version);
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  return fetch(form.dataset.bench, { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } });
}

// All but the field itself is made anew: the caret and what is being typed stay.
function redraw(row, answer, { withField }) {
  document.querySelector("[data-counts]").textContent = answer.counts;
  if (answer.is_gone) { row.remove(); return; }
  const fresh = new DOMParser().parseFromString(answer.html, "text/html").querySelector("[data-row]");
  const focused = document.activeElement;
  const hadFocus = row.contains(focused) && focused !== field(row);
  for (const part of ["source", "below"]) {
    row.querySelector(`[data-part=${part}]`).replaceWith(fresh.querySelector(`[data-part=${part}]`));
  }
  for (const name of ["version", "state", "revision"]) row.dataset[name] = fresh.dataset[name];
  row.classList.toggle("ks-stale", fresh.classList.contains("ks-stale"));
  if (withField && field(row)) field(row).value = answer.text;
  if (hadFocus) field(row)?.focus();
  show(row);
}

function show(row) {
  for (const button of row.querySelectorAll("[data-copy]")) button.hidden = false;
}

async function save(row, state = "") {
  const job = work(row);
  clearTimeout(job.timer);
  if (job.isBusy) { job.isDirty = true; job.state = state || job.state; return false; }
  job.isBusy = true;
  job.isDirty = false;
  const text = field(row)?.value ?? "";
  const chosen = state || job.state || "";
  say(row, words.wordsSaving);
  try {
    const answer = await send(row, { action: "type", text, state: chosen });
    if (answer.status !== 200 && answer.status !== 409) throw new Error(String(answer.status));
    const told = await answer.json();
    job.wait = FIRST_RETRY;
    job.state = "";
    if (answer.status === 409) conflict(row, told);
    else {
      redraw(row, told, { withField: false });
      if (field(row)?.value === text) forget(row);
      say(row, words.wordsSaved);
      if (row === current) help();
    }
    return answer.status === 200;
  } catch {
    job.state = chosen;
    job.isDirty = false;
    keep(row);
    say(row, words.wordsLost, true);
    job.timer = setTimeout(() => save(row), job.wait);
    job.wait = Math.min(job.wait * 2, LAST_RETRY);
    return false;
  } finally {
    job.isBusy = false;
    if (job.isDirty) save(row);
  }
}

// Somebody was first: both texts are on the screen, and nothing more is sent until one is chosen.
function conflict(row, told) {
  redraw(row, told, { withField: false });
  work(row).isConflict = true;
  const box = row.querySelector("[data-rival]") ?? document.querySelector("[data-rival-box]").content.firstElementChild.cloneNode(true);
  box.querySelector("[data-by]")?.append(told.by);
  const theirs = box.querySelector("[data-text-of-theirs]");
  if (theirs) theirs.textContent = told.theirs;
  row.querySelector("[data-part=below]").prepend(box);
  row.dataset.theirs = told.theirs;
  say(row, "");
}

function settle(row, text) {
  work(row).isConflict = false;
  field(row).value = text;
  row.querySelector("[data-rival]")?.remove();
  keep(row);
  save(row);
}

async function decide(row, action, values = {}) {
  if (isWaiting(row) && !(await save(row))) return false;
  const revision = row.dataset.revision;
  const answer = await send(row, { action, ...values }).catch(() => null);
  if (!answer || answer.status !== 200) { say(row, words.wordsLost, true); return false; }
  redraw(row, await answer.json(), { withField: true });
  if (action === "keep") offerUndo(row, revision);
  return true;
}

function offerUndo(row, revision) {
  say(row, `${words.wordsKept} `);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button ks-plain";
  button.textContent = words.wordsUndo;
  button.addEventListener("click", () => decide(row, "doubt", { revision }));
  row.querySelector("[data-saved]").append(button);
}

function isWaiting(row) {
  try { return sessionStorage.getItem(stored(row)) !== null; } catch { return false; }
}

async function help() {
  const answer = await fetch(`${form.dataset.panel}?pair=${current.dataset.row}`).catch(() => null);
  if (!answer?.ok) return;
  const text = await answer.text();
  const place = form.querySelector("[data-panel-here]");
  place.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  for (const button of place.querySelectorAll("[data-use]")) button.hidden = false;
}

function goTo(row) {
  if (!row) return;
  mark(row);
  (field(row) ?? row.querySelector("button, a"))?.focus();
  row.scrollIntoView({ block: "nearest" });
}

function mark(row) {
  if (row === current) return;
  current.classList.remove("ks-now");
  current = row;
  row.classList.add("ks-now");
  help();
}

function after(isWanted) {
  const all = rows(), place = all.indexOf(current);
  return [...all.slice(place + 1), ...all.slice(0, place)].find(isWanted);
}

async function stale() {
  if (current.dataset.state === "stale" && current.querySelector("[data-verb=keep]")) {
    if (!(await decide(current, "keep"))) return;
  }
  goTo(after((row) => row.dataset.state === "stale"));
}

async function reviewed() {
  const row = current;
  if (!field(row)?.value.trim()) { goTo(after((other) => other.dataset.state !== "reviewed")); return; }
  keep(row);
  if (await save(row, "reviewed")) goTo(after((other) => other.dataset.state !== "reviewed"));
}

form.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) mark(row);
});
form.addEventListener("input", (event) => {
  if (!event.target.matches("[data-text]")) return;
  const row = event.target.closest("[data-row]"), job = work(row);
  keep(row);
  clearTimeout(job.timer);
  if (!job.isConflict) job.timer = setTimeout(() => save(row), PAUSE);
});
form.addEventListener("change", (event) => {
  const row = event.target.closest("[data-row]");
  if (event.target.matches("[data-state-of]") && row) { keep(row); save(row, event.target.value); }
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button"), row = event.target.closest("[data-row]");
  if (!button) return;
  if (button.matches("[data-review-on]")) { event.preventDefault(); reviewed(); return; }
  if (button.matches("[data-use]")) {
    const target = rows().find((other) => other.dataset.row === button.dataset.use);
    fill(target, button.parentElement.querySelector("[data-match]").textContent);
    return;
  }
  if (!row) return;
  if (button.matches("[data-mine]")) { event.preventDefault(); settle(row, field(row).value); }
  else if (button.matches("[data-theirs]")) {
    event.preventDefault();
    if (row.dataset.theirs !== undefined) { settle(row, row.dataset.theirs); delete row.dataset.theirs; }
    else decide(row, "theirs").then(() => forget(row));
  } else if (button.matches("[data-copy]")) fill(row, row.querySelector(".src").textContent);
  else if (button.matches("[data-verb]")) {
    event.preventDefault();
    if (button.dataset.verb === "review") { mark(row); keep(row); save(row, "reviewed"); } else decide(row, button.dataset.verb);
  } else if (button.value.startsWith("waive ")) {
    event.preventDefault();
    const finding = button.value.split(" ").slice(2).join(" ");
    const reason = button.dataset.reason ? row.querySelector(`[name="${button.dataset.reason}"]`).value.trim() : "";
    if (button.dataset.reason && !reason) row.querySelector(`[name="${button.dataset.reason}"]`).focus();
    else decide(row, "waive", { finding, reason });
  }
});

function fill(row, text) {
  if (!row || !field(row)) return;
  field(row).value = text;
  field(row).dispatchEvent(new Event("input", { bubbles: true }));
  goTo(row);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const key = `${event.altKey ? "Alt+" : ""}${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.key}`;
  const all = rows(), place = all.indexOf(current);
  const actions = {
    "Alt+ArrowDown": () => goTo(all[place + 1]),
    "Alt+ArrowUp": () => goTo(all[place - 1]),
    "Ctrl+Enter": reviewed,
    "Ctrl+s": () => form.querySelector("button[value=save]")?.click(),
  };
  const action = event.altKey && !event.ctrlKey && event.code === "KeyS" ? stale : actions[key];
  if (!action) return;
  event.preventDefault();
  action();
});

// The whole form posts every paragraph, so nothing that was typed is left behind.
let isLeaving = false;
form.addEventListener("submit", () => { isLeaving = true; });
addEventListener("beforeunload", (event) => {
  if (!isLeaving && rows().some(isWaiting)) event.preventDefault();
});
addEventListener("pagehide", () => {
  if (!isLeaving) for (const row of rows().filter(isWaiting)) if (!work(row).isConflict) save(row);
});
addEventListener("online", () => rows().filter(isWaiting).forEach((row) => { if (!work(row).isConflict) save(row); }));

function putBack() {
  let found = false;
  for (const row of rows()) {
    show(row);
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(stored(row))); } catch { /* nothing was kept */ }
    if (!kept || !field(row)) continue;
    if (kept.text.trim() === field(row).value.trim()) { forget(row); continue; }
    field(row).value = kept.text;
    row.dataset.version = kept.version;
    found = true;
    save(row);
  }
  if (found) status.textContent = words.wordsBack;
}

for (const button of form.querySelectorAll("[data-review-on], [data-use]")) button.hidden = false;
putBack();
