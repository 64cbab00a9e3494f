// Words that were typed and not saved, kept on this device and offered again.
export const place = (name) => document.querySelector(`[data-${name}]`);

export function keep(key, value) {
  try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), ...value })); } catch { /* storage is full or forbidden */ }
}

export function kept(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

export function drop(key) {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}

export function offer(key, take) {
  const box = place("local");
  box.hidden = false;
  place("local-when").textContent = new Date(kept(key).at).toLocaleString();
  place("local-take").addEventListener("click", () => { take(); box.hidden = true; });
  place("local-drop").addEventListener("click", () => { drop(key); box.hidden = true; });
}
