// Asking the server before a form is sent: where the network or the session is gone, that is told and the form stays as it is.
const lost = () => document.querySelector("[data-lost]");

export function say(trouble) {
  const box = lost();
  box.hidden = !trouble;
  for (const part of box.querySelectorAll("[data-lost-words]")) part.hidden = part.dataset.lostWords !== trouble;
  if (trouble) box.scrollIntoView({ block: "nearest" });
}

export function withToken(body) {
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  return body;
}

// Answers what the server says, or null after telling what is wrong; brings a fresh token after a new sign-in.
export async function ask(address, body) {
  let answer;
  try {
    answer = await fetch(address, { method: body ? "POST" : "GET", body, headers: { Accept: "application/json" } });
  } catch {
    say("network");
    return null;
  }
  if (answer.redirected || answer.status === 403) {
    // A token of an earlier session is refused too: a look without one tells the two apart.
    if (body && !answer.redirected && await ask(address)) return ask(address, withToken(body));
    say("session");
    return null;
  }
  if (!answer.ok) {
    say("network");
    return null;
  }
  const told = await answer.json();
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = told.token;
  say("");
  return told;
}
