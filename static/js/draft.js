// Saves a draft by itself while it is written, and says so. Without this file the button does the same.
import { refreshToken } from "./token.js";

const QUIET = 3000;
const form = document.querySelector("form[data-draft]");
const words = document.querySelector("[data-draft-words]");
const compare = document.querySelector("[data-draft-compare]");
const signIn = document.querySelector("[data-draft-sign-in]");

let timer;
let saving;
// What a refused form gives back is saved nowhere else.
let changed = Boolean(form?.hasAttribute("data-unsent"));
// A form that waits for the save under way before it goes: pressed again meanwhile, it still goes once.
let waiting = false;
// After a conflict or a refusal only the person can go on: also where the page asks which of two texts to keep.
let stopped = Boolean(document.getElementById("beda"));

async function send() {
  refreshToken(form);
  const sent = new FormData(form);
  sent.set("do", "autosave");
  // A file is sent by its own button: nobody pays for it again with every pause in typing.
  for (const name of ["attachment", "caption", "without"]) sent.delete(name);
  const answer = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
  return answer.json();
}

function take(answer) {
  for (const name of ["revision", "form_key"]) {
    if (answer[name] !== undefined) form.elements[name].value = answer[name];
  }
  if (answer.action) {
    // The first save made the draft: from now on it has an address of its own.
    if (form.getAttribute("action") !== answer.action) history.replaceState(null, "", answer.action);
    form.action = answer.action;
    form.elements.organisation?.closest(".field")?.remove();
  }
  form.elements.csrfmiddlewaretoken.value = answer.csrf;
}

function tell(state, said) {
  if (words.textContent !== said) words.textContent = said;
  words.parentElement.dataset.state = state;
  compare.hidden = state !== "conflict";
  signIn.hidden = state !== "signed_out";
}

// Returns whether everything that was there at its beginning is saved now.
async function save() {
  changed = false;
  try {
    let answer = await send();
    take(answer);
    // An outdated token is renewed with the answer: once more, then.
    if (answer.state === "stale") {
      answer = await send();
      take(answer);
    }
    tell(answer.state, answer.words);
    stopped = answer.state === "conflict" || answer.state === "refused";
    changed ||= answer.state !== "saved";
    return answer.state === "saved";
  } catch {
    changed = true;
    tell("offline", form.dataset.unsavedWords);
    return false;
  }
}

function saveNow() {
  clearTimeout(timer);
  if (stopped || !changed || saving) return;
  saving = save().finally(() => {
    saving = null;
  });
}

// Saves until nothing is left to save, or until it cannot be done.
async function saveAll() {
  do saveNow();
  while (saving && (await saving));
}

function saveSoon() {
  changed = true;
  clearTimeout(timer);
  timer = setTimeout(saveNow, QUIET);
}

if (form && words) {
  form.addEventListener("input", saveSoon);
  // On leaving a field, on leaving the window, and on coming back from signing in elsewhere.
  form.addEventListener("change", saveNow);
  document.addEventListener("visibilitychange", saveNow);
  window.addEventListener("focus", saveNow);
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    clearTimeout(timer);
    const leaves = event.target === form || event.target.matches("[data-save-first]");
    if (!leaves || event.defaultPrevented) return;
    if (saving || (event.target !== form && changed && !stopped)) {
      // The save under way hands out the revision that this one needs.
      event.preventDefault();
      if (waiting) return;
      waiting = true;
      saveAll().then(() => {
        waiting = false;
        // What cannot be saved stays here, beside the words that say why.
        if (event.target === form || !changed) event.target.requestSubmit(event.submitter);
      });
      return;
    }
    if (event.target === form) changed = false;
  });
}
