// Leaving a page with words that are not saved asks first; saving them waits until the server answers.
import { ask } from "./ask.js";

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let isChanged = false;
  let isSent = false;
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", async (event) => {
    if (isSent) return;
    event.preventDefault();
    const button = event.submitter;
    if (!(await ask(form.dataset.unsaved))) return; // the form stays as it is, with every word in it
    isSent = true;
    form.requestSubmit(button);
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged && !isSent) event.preventDefault();
  });
}
