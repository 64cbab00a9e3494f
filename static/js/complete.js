// Fills the list under the search field with names that begin as the last word typed; without script the server's list stands.
const list = document.querySelector("[data-complete]");
const field = document.querySelector(`[list=${list?.id}]`);
let asked = "", timer;

async function complete() {
  const text = field.value.trim();
  if (!text || text === asked) return;
  asked = text;
  const answer = await fetch(`${list.dataset.complete}?q=${encodeURIComponent(text)}`);
  if (!answer.ok || asked !== text) return;
  const { names } = await answer.json();
  list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
}

field?.addEventListener("input", (event) => {
  if (event.isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(complete, 150);
});
