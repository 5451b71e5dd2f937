// A partner's own grid: every answer is kept as it is given, then sent. Without this file each axis is one plain form.
import { Kept } from "./kept.js";
import { enter, followKeys } from "./keys.js";
import { allLines, emptyLine, forgetOther, isAnswered, lineNamed, lineOf, otherAnswer, readLine, seenOf, showEntry } from "./lines.js";
import { followScreens, showScreen } from "./screens.js";
import { Sending } from "./sending.js";

const envoy = document.getElementById("envoi");
const kept = new Kept(envoy.dataset.keeps);
const sending = new Sending(kept, envoy);
const hasLines = allLines().length > 0;
const timers = new Map();
let leaving = false;

function save(line) {
  clearTimeout(timers.get(line));
  timers.delete(line);
  leaving = false;
  sending.add(readLine(line));
  count();
}

// The server says the same a moment later; without connection nobody else would.
function count() {
  const bar = document.querySelector("#avancement progress");
  const lines = allLines().filter((line) => !line.dataset.cell.startsWith("priorite-"));
  if (!bar || !hasLines) return;
  const done = lines.filter(isAnswered).length;
  bar.value = done;
  const words = `${done}\u00a0${done < 2 ? "réponse" : "réponses"} sur ${lines.length}`;
  bar.setAttribute("aria-label", words);
  bar.nextElementSibling.textContent = words;
}

// Mine leaves again, over what is now known of the other; the other one takes its place on the page.
function decide(cell, choice) {
  const other = otherAnswer(cell);
  const line = lineNamed(cell);
  if (choice === "autre") {
    document.activeElement.blur();
    showEntry(other);
    kept.drop(cell);
  }
  forgetOther(cell);
  if (choice !== "autre") sending.add({ ...readLine(line), seen: seenOf(cell) });
  else sending.now();
  enter(line);
  count();
}

document.addEventListener("change", (event) => {
  const line = lineOf(event.target);
  if (!line) return;
  if (event.target.name.startsWith("keep-")) return decide(line.dataset.cell, event.target.value);
  if (event.target.name.startsWith("clear-")) emptyLine(line);
  save(line);
});

// A comment is kept while it is written too.
document.addEventListener("input", (event) => {
  const line = event.target.matches("textarea") && lineOf(event.target);
  if (!line) return;
  clearTimeout(timers.get(line));
  timers.set(line, setTimeout(() => save(line), 1500));
});
const keepWriting = () => [...timers.keys()].forEach(save);
window.addEventListener("pagehide", keepWriting);
document.addEventListener("visibilitychange", () => (document.hidden ? keepWriting() : sending.send()));

window.addEventListener("beforeunload", (event) => {
  keepWriting();
  if (sending.unsent && !leaving) event.preventDefault();
});

// The review is drawn by the server: it opens once the server has everything.
async function review() {
  const address = `${envoy.dataset.address}/relecture`;
  while (!(await sending.settled())) {
    if (kept.disputed.length) return document.getElementById("etat").querySelector("a")?.focus();
    document.getElementById("messages").textContent = "La relecture s’ouvrira dès que vos réponses seront envoyées.";
    await new Promise((done) => setTimeout(done, 1000));
  }
  location.assign(address);
}

// Sent or left only when nothing is lost by it.
async function sendOrLeave(event) {
  const form = event.target;
  if (!kept.all.length || !(form.id === "soumettre" || form.matches(".leave"))) return;
  if (form.matches(".leave") && leaving) return kept.clear();
  event.preventDefault();
  if (await sending.settled()) return form.requestSubmit();
  leaving = form.matches(".leave");
  const words = leaving
    ? "Des réponses gardées sur cet appareil ne sont pas encore envoyées\u202f: appuyez de nouveau sur «\u00a0Quitter\u00a0» pour les effacer et partir."
    : "Des réponses gardées sur cet appareil ne sont pas encore envoyées\u202f: votre grille partira avec elles, dans un instant.";
  document.getElementById("messages").textContent = words;
}
document.addEventListener("submit", sendOrLeave, true);

document.addEventListener("click", (event) => {
  const choice = hasLines && event.target.closest("#etat a[data-cell]");
  if (choice) {
    event.preventDefault();
    showScreen(choice.dataset.of);
    enter(lineNamed(choice.dataset.cell));
  }
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-forget]")) {
    kept.clear();
    location.assign(envoy.dataset.address);
  }
});
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

followScreens(review);
followKeys(save);

// Once htmx listens: what an earlier page could not send.
window.addEventListener("load", async () => {
  const waiting = kept.all.length;
  for (const entry of kept.all) showEntry(entry);
  if (hasLines) for (const entry of kept.disputed) kept.change(entry.cell, { disputed: false });
  count();
  sending.send();
  const wanted = lineOf(document.getElementById(location.hash.slice(1)));
  if (wanted) setTimeout(() => enter(wanted));
  if (!waiting || hasLines) return;
  if (await sending.settled()) location.reload();
});
