// A form kept as it is filled: what leaves carries what the page has learnt since it was opened.
const form = document.querySelector("form[data-kept]");
const LEARNT = ["version", "opened_with"];
const LOST = "Pas encore enregistré\u202f: nouvel essai dès que la connexion revient";
let lost = false;

form.addEventListener("htmx:before:request", (event) => {
  const body = event.detail.ctx.request.body;
  for (const name of LEARNT) body.set(name, form.elements.namedItem(name).value);
});

form.addEventListener("htmx:after:request", () => {
  lost = false;
});

form.addEventListener("htmx:error", () => {
  lost = true;
  document.getElementById("enregistre").textContent = LOST;
});

window.addEventListener("online", () => {
  if (lost) form.dispatchEvent(new Event("change", { bubbles: true }));
});

window.addEventListener("beforeunload", (event) => {
  if (lost) event.preventDefault();
});
form.addEventListener("submit", () => {
  lost = false;
});
