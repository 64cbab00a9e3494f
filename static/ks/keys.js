// Single keys: never in a field, never while a word is being composed, and switched off on the screen for good (WCAG 2.1.4).
const STORED = "ks-keys";

function isOn() {
  try { return localStorage.getItem(STORED) !== "off"; } catch { return true; }
}

function isTyping(target) {
  return target.closest("input, textarea, [contenteditable]");
}

// `actions` maps a key to a function; the handler of "Ctrl+Enter" works in fields too.
export function listen(actions) {
  const line = document.querySelector("[data-keys-switch]");
  const box = document.querySelector("[data-keys-on]");
  if (line && box) {
    line.hidden = false;
    box.checked = isOn();
    box.addEventListener("change", () => {
      try { localStorage.setItem(STORED, box.checked ? "on" : "off"); } catch { /* private window: for this page only */ }
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey) return;
    const name = (event.ctrlKey ? "Ctrl+" : "") + event.key;
    const action = actions[name];
    if (!action) return;
    if (!event.ctrlKey && (isTyping(event.target) || (box && !box.checked))) return;
    event.preventDefault();
    action(event);
  });
}
