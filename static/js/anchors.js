// The number beside a paragraph leads to its address; where the browser lets it, it also copies that address.
const text = document.querySelector("[data-copied]");

text?.addEventListener("click", async ({ target }) => {
  const number = target.closest(".pno");
  if (!number || !navigator.clipboard) return;
  try { await navigator.clipboard.writeText(number.href); } catch { return; /* refused: the link has done its work */ }
  document.querySelector("[data-told]")?.remove();
  const told = Object.assign(document.createElement("span"), { className: "told ui", textContent: text.dataset.copied });
  told.setAttribute("role", "status");
  told.dataset.told = "";
  number.after(told);
  setTimeout(() => told.remove(), 2000);
});

// Whoever changes the language of the text or of the pages stays at the paragraph: #p5 is the same in every version.
const kept = document.querySelectorAll("[data-keeps-place] a");

function keepPlace() {
  if (/^#[a-z]+\d+$/.test(location.hash)) for (const link of kept) link.hash = location.hash;
}

keepPlace();
addEventListener("hashchange", keepPlace);
