// A form keeps what is typed in it on this device until it is saved; saving waits until the server answers, and leaving asks first.
import { ask } from "./ask.js";
import { drop, keep, kept, offer } from "./kept.js";

const SENT = "ks-sent"; // in this tab's storage: the form that was sent last
const LEFT_OUT = ["hidden", "password", "file", "submit", "button", "reset", "image"];
const MOST_ROWS = 100;
const tab = new URLSearchParams(location.search).get("tab") ?? "";
const key = `ks-form-${location.pathname}${tab}`;
const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
const nameOf = (field) => (isTicked(field) ? `${field.name}=${field.value}` : field.name);

function valueOf(field) {
  if (isTicked(field)) return field.checked;
  return field.options ? [...field.selectedOptions].map((option) => [option.value, option.text]) : field.value;
}

function wordsOf(form) {
  const fields = [...form.elements].filter((field) => field.name && !LEFT_OUT.includes(field.type) && !field.name.includes("__prefix__"));
  return Object.fromEntries(fields.map((field) => [nameOf(field), valueOf(field)]));
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const isEmpty = (value) => !value || value.length === 0 || isSame(value, [["", "---------"]]);

function changed(form, first) {
  const differs = ([name, value]) => (name in first ? !isSame(value, first[name]) : !isEmpty(value));
  return Object.fromEntries(Object.entries(wordsOf(form)).filter(differs));
}

// A row that was added by a button is added again.
function fieldNamed(form, name) {
  const find = () => [...form.elements].find((field) => field.name && nameOf(field) === name);
  const group = name.match(/^(.+)-\d+-/)?.[1];
  const add = group && (() => document.getElementById(`${group}-group`)?.querySelector(".add-row a"));
  for (let row = 0; !find() && add?.() && row < MOST_ROWS; row += 1) add().click();
  return find();
}

function put(field, value) {
  if (isTicked(field)) field.checked = value;
  else if (!field.options) field.value = value;
  else {
    for (const [code, text] of value) if (![...field.options].some((option) => option.value === code)) field.add(new Option(text, code));
    for (const option of field.options) option.selected = value.some(([code]) => code === option.value);
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  window.django?.jQuery(field).trigger("change"); // fields with completion follow this one
}

function take(form, words) {
  for (const [name, value] of Object.entries(words)) {
    const field = fieldNamed(form, name);
    if (field) put(field, value);
  }
}

// What was sent is saved where another page answers, or this one with good news.
function forgetSent() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  if (sent !== key || document.querySelector(".messagelist .success")) drop(sent);
}

function watch(form, address) {
  const first = wordsOf(form);
  const hasFaults = Boolean(form.querySelector(".errornote")); // the words of such a form are saved nowhere
  let isChanged = hasFaults;
  let isSent = false;
  const note = () => { // Django's own scripts say "change" of fields that nobody touched
    const words = changed(form, first);
    const differs = Object.keys(words).length > 0;
    if (differs || isChanged) keep(key, { words });
    isChanged = differs || hasFaults;
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  window.django?.jQuery(form).on("change", "select", note);
  form.addEventListener("submit", async (event) => {
    if (isSent) return;
    event.preventDefault();
    const button = event.submitter;
    if (!(await ask(address))) return; // the form stays as it is, with every word in it
    isSent = true;
    try { sessionStorage.setItem(SENT, key); } catch { /* the words are offered once more */ }
    form.requestSubmit(button);
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged && !isSent) event.preventDefault();
  });
  const local = kept(key);
  if (!local?.words) return;
  if (Object.entries(local.words).every(([name, value]) => isSame(first[name], value))) {
    if (!isChanged) drop(key);
  } else offer(key, () => take(form, local.words));
}

forgetSent();
for (const mark of document.querySelectorAll("[data-unsaved]")) watch(mark.closest("form"), mark.dataset.unsaved);
