// The front page by keys: a digit opens its queue, "/" goes to the search of articles.
import { listen } from "./keys.js";

const actions = { "/": () => document.querySelector("[data-search]")?.focus() };
for (let number = 1; number <= 9; number += 1) {
  actions[number] = () => document.querySelector(`[data-queue="${number}"]`)?.click();
}
listen(actions);
