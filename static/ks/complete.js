// Completion of a field of lines: names from the archive, each put in as a line of its own. The field can be written in without it.
const PAUSE = 200; // milliseconds without a key

for (const box of document.querySelectorAll("[data-complete]")) {
  const input = box.querySelector("input");
  const offered = box.querySelector("datalist");
  const field = input.form.elements[box.dataset.complete];
  let waiting = 0;
  let asked = 0;

  const add = () => {
    const name = input.value.trim();
    if (!name) return;
    const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!lines.includes(name)) field.value = [...lines, name].join("\n");
    input.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const offer = async () => {
    asked += 1;
    const own = asked;
    const answer = await fetch(`${box.dataset.from}?term=${encodeURIComponent(input.value)}`).catch(() => null);
    if (!answer?.ok || answer.redirected || own !== asked) return;
    const { names } = await answer.json();
    offered.replaceChildren(...names.map((name) => new Option(name, name)));
  };

  input.addEventListener("input", (event) => {
    event.stopPropagation(); // what is not yet a line is no change of the form
    clearTimeout(waiting);
    const isChosen = !event.inputType || event.inputType === "insertReplacementText";
    if (isChosen && [...offered.options].some((option) => option.value === input.value)) add();
    else waiting = setTimeout(offer, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault(); // else the form would be sent
    add();
  });
  box.hidden = false;
}
