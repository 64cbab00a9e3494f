// Buttons that put quotations, figures and the like where the cursor stands; "@" in a button's text is the selection.
function insert(field, pattern) {
  const { selectionStart: begin, selectionEnd: end, value } = field;
  const chosen = value.slice(begin, end);
  const isBlock = pattern.startsWith("\n");
  let text = pattern.trim();
  if (text.startsWith(">")) text = text.replace("@", chosen.replaceAll("\n", "\n> "));
  else text = text.replace("@", chosen);
  const [before, after] = isBlock
    ? [value.slice(0, begin).replace(/\n*$/, (ends) => (begin ? "\n\n" : ends)), value.slice(end).replace(/^\n*/, "\n\n")]
    : [value.slice(0, begin), value.slice(end)];
  field.focus();
  field.setSelectionRange(0, value.length);
  // The old command keeps the browser's own undo, which setting the value would lose.
  const whole = before + text + after;
  if (!document.execCommand("insertText", false, whole)) {
    field.value = whole;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const at = before.length + (pattern.trim().indexOf("@") < 0 ? text.length : pattern.trim().indexOf("@") + chosen.length);
  field.setSelectionRange(at, at);
}

for (const button of document.querySelectorAll("[data-insert]")) {
  button.addEventListener("click", () => {
    const field = button.form?.elements[button.dataset.into || "body"];
    if (field) insert(field, button.dataset.insert);
  });
}
