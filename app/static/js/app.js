// Comfort only: every page works without this file.
import { guardForms } from "./guard.js";
import { listenToKeys } from "./keys.js";

function submitCurrentForm(event) {
  const form = document.activeElement?.closest("form[method=post]") ?? document.querySelector("main form[data-guard]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") submitCurrentForm(event);
  else if (event.key === "Escape") closeMenus(null);
});

function closeMenus(kept) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== kept) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

// Politeness only: the server refuses the second copy by itself. The delay lets the pressed button's own value leave with the form.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  setTimeout(() => setBusy(form, true));
});

// The browser may bring the page back as it left it, buttons still disabled.
window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach((form) => setBusy(form, false)));

function setBusy(form, busy) {
  if (busy) form.setAttribute("aria-busy", "true");
  else form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = busy;
}

guardForms();
listenToKeys(document.body);
