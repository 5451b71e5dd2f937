// Entering a grid by keyboard. Each line is saved as it is given; without this file the page is one plain form.
const form = document.getElementById("grille");
const status = document.getElementById("etat");
const KEYS = { x: "NA", X: "NA", "?": "NSP" };
const RETRY = 4000;
const HIDDEN = "odd17-scores-masques";

const flying = new Set(); // lines being sent
const again = new Set(); // lines changed while they were being sent
const failed = new Set(); // lines to send again
const refused = new Set(); // lines the server said no to
let current = null;
let lastSaved = "";

const lines = () => [...form.querySelectorAll("fieldset[data-cell]:not([disabled])")];
const lineOf = (element) => element?.closest?.("fieldset[data-cell]") ?? null;
const radios = (line) => [...line.querySelectorAll("input[type=radio]")];
const typing = (element) => /^(TEXTAREA|SELECT)$/.test(element.tagName) || (element.tagName === "INPUT" && !/^(radio|checkbox)$/.test(element.type));

// --- saving ---
function save(line) {
  if (flying.has(line)) return void again.add(line);
  flying.add(line);
  failed.delete(line);
  refused.delete(line);
  tell();
  line.dispatchEvent(new CustomEvent("save"));
}

function tell() {
  const waiting = failed.size + refused.size;
  status.className = waiting ? "unsaved" : flying.size ? "saving" : "saved";
  if (failed.size) status.textContent = "Pas encore enregistré\u202f: nouvel essai dans quelques secondes";
  else if (refused.size) status.textContent = "Une réponse n’est pas enregistrée";
  else if (flying.size) status.textContent = "Enregistrement…";
  else status.textContent = lastSaved;
}

form.addEventListener("change", (event) => {
  const line = lineOf(event.target);
  if (!line) return;
  if (event.target.name?.startsWith("clear-")) clear(line);
  else save(line);
});

// Only the line itself leaves, read at the moment it leaves.
form.addEventListener("htmx:config:request", (event) => {
  const line = lineOf(event.target);
  const body = event.detail.ctx.request.body;
  if (!line || !(body instanceof FormData)) return;
  for (const name of [...body.keys()]) {
    if (!name.endsWith(`-${line.dataset.cell}`) || name.startsWith("clear-")) body.delete(name);
  }
  body.set("cell", line.dataset.cell);
});

form.addEventListener("htmx:before:response", (event) => {
  const code = event.detail.ctx.response.status;
  const line = lineOf(event.target);
  if (line && code === 409) again.delete(line); // another answer is shown: it takes a new choice to replace it
  if (!line || code < 400 || code === 409) return;
  if (code >= 500) {
    failed.add(line);
    event.preventDefault();
  } else refused.add(line);
});

form.addEventListener("htmx:error", (event) => {
  const line = lineOf(event.target);
  if (line) failed.add(line);
});

form.addEventListener("htmx:finally:request", (event) => {
  const line = lineOf(event.target);
  if (!line) return;
  flying.delete(line);
  if (again.delete(line)) save(line);
  else if (failed.has(line)) setTimeout(() => failed.has(line) && save(line), RETRY);
  else {
    const place = document.getElementById(`s-${line.dataset.cell.replaceAll(".", "-")}`);
    lastSaved = place?.dataset.saved ?? `Enregistré à ${new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" }).replace(":", "\u00a0h\u00a0")}`;
  }
  tell();
});

window.addEventListener("online", () => failed.forEach(save));
window.addEventListener("beforeunload", (event) => {
  if (flying.size || failed.size) event.preventDefault();
});

// --- moving ---
function light(line) {
  if (current !== line) current?.classList.remove("now");
  current = line;
  line?.classList.add("now");
}

function enter(line) {
  if (!line) return;
  const choices = radios(line);
  (choices.find((radio) => radio.checked) ?? choices[0]).focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
}

function step(line, by) {
  const all = lines();
  const next = all[all.indexOf(line) + by];
  if (next) enter(next);
  else if (by > 0) document.querySelector(".actions a.button")?.focus();
}

function choose(line, value) {
  const radio = radios(line).find((choice) => choice.value === value);
  if (!radio) return false;
  const changed = !radio.checked;
  radio.checked = true;
  if (changed) save(line);
  step(line, 1);
  return true;
}

function clear(line) {
  for (const radio of radios(line)) radio.checked = false;
  save(line);
}

function unfold(line, selector) {
  const details = line.querySelector("details.more");
  if (!details) return false;
  details.open = true;
  details.querySelector(selector).focus();
  return true;
}

function act(line, key) {
  if (key === "ArrowDown" || key === "ArrowUp") return step(line, key === "ArrowDown" ? 1 : -1), true;
  if (key === "c") return unfold(line, "textarea");
  if (key === "p") return unfold(line, "select");
  const isQuestion = Boolean(line.querySelector("details.more"));
  if ((key === "Delete" || key === "Backspace") && isQuestion) return clear(line), true;
  return choose(line, KEYS[key] ?? key);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const line = lineOf(event.target) ?? (event.target === document.body ? current : null);
  if (!line) return;
  if (typing(event.target)) {
    if (event.key === "Escape") enter(line);
    return;
  }
  if (/^([0-9xX?cp]|ArrowUp|ArrowDown|Delete|Backspace)$/.test(event.key) && act(line, event.key)) event.preventDefault();
  else if (event.key === "Enter" && event.target.type === "radio") {
    event.preventDefault();
    step(line, 1);
  }
});

form.addEventListener("focusin", (event) => lineOf(event.target) && light(lineOf(event.target)));
const wanted = lineOf(document.getElementById(location.hash.slice(1)));
// Once loaded: reaching the place named in the address takes the focus away.
if (wanted) window.addEventListener("load", () => setTimeout(() => enter(wanted)));
else light(lines().find((line) => !line.querySelector("input:checked")) ?? lines()[0]);

// --- the scores beside may be hidden, and stay so ---
const scores = document.getElementById("en-ce-moment");
scores.open = localStorage.getItem(HIDDEN) !== "oui";
scores.addEventListener("toggle", () => localStorage.setItem(HIDDEN, scores.open ? "non" : "oui"));
