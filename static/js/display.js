// What the reader chose stays in the browser: no cookie, so every reader gets the same bytes.
const root = document.documentElement;
const fields = ["theme", "face", "size"];

function stored(field) {
  try { return localStorage.getItem("display-" + field) || ""; } catch { return ""; }
}

function apply(field, value) {
  if (value) root.dataset[field] = value;
  else delete root.dataset[field];
}

// In the head, before anything is painted, so that nothing moves: the form is shown only where it works.
root.dataset.script = "";
for (const field of fields) apply(field, stored(field));

document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("[data-display]");
  if (!box) return;
  for (const field of fields) box.querySelector(`[name=${field}]`).value = stored(field);
  box.addEventListener("change", ({ target }) => {
    apply(target.name, target.value);
    try { localStorage.setItem("display-" + target.name, target.value); } catch { /* private window: for this page only */ }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
  });
});
