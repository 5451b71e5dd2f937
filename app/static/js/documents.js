// Sending documents: what was chosen, what is too big, how far it has come. Without this file the same form sends itself.
const MEGA = 2 ** 20;
const PART = { "HX-Request": "true", "HX-Request-Type": "partial" };
const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} Ko` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} Mo`);
const input = (form) => form.querySelector("input[type=file]");

function line(file, most) {
  const row = document.createElement("li");
  const said = document.createElement("span");
  const isTooBig = file.size > most * MEGA;
  row.textContent = file.name;
  said.textContent = isTooBig ? `${size(file.size)}, plus de ${most} Mo : il sera refusé` : size(file.size);
  row.classList.toggle("too-big", isTooBig);
  row.append(said);
  return row;
}

function show(form) {
  const list = form.querySelector("[data-chosen]");
  const files = [...input(form).files];
  list.replaceChildren(...files.map((file) => line(file, Number(form.dataset.maxMb))));
  list.hidden = files.length === 0;
}

function tell(form, words, part) {
  form.querySelector("[data-progress]").hidden = false;
  form.querySelector("progress").value = part;
  form.querySelector("[data-progress-words]").textContent = words;
}

function fault(form) {
  const files = [...input(form).files];
  const all = files.reduce((sum, file) => sum + file.size, 0);
  if (files.length > Number(form.dataset.maxFiles)) return `${files.length} fichiers : ${form.dataset.maxFiles} à la fois au plus.`;
  if (all > Number(form.dataset.allMb) * MEGA) return `${size(all)} en tout : ${form.dataset.allMb} Mo au plus par envoi.`;
  return "";
}

function setBusy(form, busy) {
  form.toggleAttribute("aria-busy", busy);
  for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = busy;
}

// What was refused as a whole keeps its files chosen; after a refusal of some, only those are to be chosen again.
function answered(form, request) {
  const address = request.getResponseHeader("HX-Redirect");
  if (address) return location.assign(address);
  const fresh = request.response?.querySelector("#envoi");
  setBusy(form, false);
  if (!fresh) return tell(form, request.response?.body.textContent.trim() || "L’envoi n’a pas abouti : réessayez.", 0);
  const files = input(form).files;
  document.querySelector("#envoi").replaceWith(document.adoptNode(fresh));
  const next = document.querySelector("form[data-sending]");
  if (request.status === 422) input(next).files = files;
  show(next);
  document.querySelector("#envoi [role=alert]")?.scrollIntoView({ block: "center" });
}

function send(form) {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.responseType = "document";
  for (const [name, value] of Object.entries(PART)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => {
    const part = event.total ? Math.round((event.loaded / event.total) * 100) : 0;
    tell(form, part < 100 ? `${part} % envoyés` : "Vérification des fichiers…", part);
  });
  request.addEventListener("load", () => answered(form, request));
  request.addEventListener("error", () => {
    setBusy(form, false);
    tell(form, "L’envoi n’a pas abouti : vérifiez la connexion, puis réessayez. Vos fichiers restent choisis.", 0);
  });
  request.send(new FormData(form));
  setBusy(form, true);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-sending]");
  if (form && event.target === input(form)) show(form);
});

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("form[data-sending]")) return;
    event.preventDefault();
    const words = fault(form);
    if (words) tell(form, words, 0);
    else send(form);
  },
  true,
);
