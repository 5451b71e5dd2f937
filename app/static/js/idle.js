// Says, ten minutes before, that the connection ends when nothing is asked, and keeps it open at one press.
// Comfort only: without this file nothing typed is lost either, signing in again brings it back.
const BEFORE_SECONDS = 10 * 60;
const EVERY_MS = 5000;
const notice = document.querySelector("[data-idle]");
const tabs = new BroadcastChannel("odd17-connexion");
let seen = Date.now();

function look() {
  const left = Number(notice.dataset.idle) - (Date.now() - seen) / 1000;
  const before = Math.min(BEFORE_SECONDS, Number(notice.dataset.idle) / 2);
  if (left > before) return hide();
  notice.querySelector("[data-idle-soon]").hidden = left <= 0;
  notice.querySelector("[data-idle-over]").hidden = left > 0;
  const end = new Date(seen + 1000 * Number(notice.dataset.idle));
  const told = end.toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
  if (notice.querySelector("time").textContent !== told) notice.querySelector("time").textContent = told;
  notice.hidden = false;
}

function hide() {
  notice.hidden = true;
}

function seenNow() {
  seen = Date.now();
  hide();
}

async function stay() {
  const answer = await fetch(notice.dataset.stay, { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  seenNow();
  tabs.postMessage("seen");
  document.querySelector("main").focus();
}

if (notice) {
  notice.querySelector("button").addEventListener("click", stay);
  tabs.addEventListener("message", seenNow);
  document.addEventListener("htmx:after:request", seenNow);
  tabs.postMessage("seen");
  setInterval(look, EVERY_MS);
}
