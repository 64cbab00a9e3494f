// The merge of a page's new state: whoever writes own words has chosen them, and whoever chooses them can write.
for (const own of document.querySelectorAll("[data-own]")) {
  const choice = document.querySelector(`input[name="${own.dataset.own}"][value=own]`);
  own.addEventListener("input", () => { choice.checked = true; });
  choice.addEventListener("change", () => { own.closest("details").open = true; own.focus(); });
}
