// Judging links by keys: the card in focus is the one that is judged.
import { listen } from "./keys.js";

const cards = [...document.querySelectorAll("[data-card]")];
let current = 0;

function show(index) {
  if (!cards.length) return;
  cards[current].classList.remove("ks-now");
  current = Math.min(Math.max(index, 0), cards.length - 1);
  cards[current].classList.add("ks-now");
  cards[current].focus();
}

function press(selector) {
  cards[current]?.querySelector(selector)?.click();
}

function setKind(number) {
  const select = cards[current]?.querySelector("select[name=kind]");
  if (select && select.options[number - 1]) select.selectedIndex = number - 1;
}

cards.forEach((card, index) => card.addEventListener("focusin", () => {
  cards[current].classList.remove("ks-now");
  current = index;
  card.classList.add("ks-now");
}));

const actions = {
  a: () => press("[data-accept]"),
  r: () => press("[data-reject]"),
  l: () => (cards[current]?.querySelector("[data-later]") ? press("[data-later]") : show(current + 1)),
  j: () => show(current + 1),
  k: () => show(current - 1),
  z: () => document.querySelector("[data-undo]")?.click(),
};
for (let number = 1; number <= 5; number += 1) actions[number] = () => setKind(number);
listen(actions);
// After a verdict the address names the card that comes next.
if (cards.length) show(Math.max(0, cards.findIndex((card) => `#${card.id}` === location.hash)));
