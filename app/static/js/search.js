// The panel under the search field of the header: htmx fills it, the keys move in it. Without this file the form leads to its page.
const field = document.querySelector("[data-search]");
const panel = document.querySelector("[data-search-panel]");
const said = document.querySelector("[data-search-said]");
let before = null;
let active = -1;

if (field && panel) enhance();

function enhance() {
  const pattern = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": panel.id, "aria-haspopup": "listbox" };
  for (const [name, value] of Object.entries(pattern)) field.setAttribute(name, value);
  field.addEventListener("focus", (event) => (before = event.relatedTarget ?? before));
  field.addEventListener("keydown", pressed);
  field.addEventListener("input", () => field.value.trim() || close());
  field.addEventListener("focus", () => options().length && field.value.trim() && open());
  field.form.addEventListener("focusout", (event) => field.form.contains(event.relatedTarget) || close());
  // mousedown, so that the field keeps the focus
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  new MutationObserver(filled).observe(panel, { childList: true });
}

const options = () => [...panel.querySelectorAll("[role=option]")];

function filled() {
  move(-1);
  const list = panel.querySelector("[role=listbox]");
  if (!list || document.activeElement !== field || !field.value.trim()) return close();
  said.textContent = list.dataset.said;
  open();
}

function open() {
  panel.hidden = false;
  field.setAttribute("aria-expanded", "true");
}

function close() {
  move(-1);
  panel.hidden = true;
  said.textContent = "";
  field.setAttribute("aria-expanded", "false");
}

function pressed(event) {
  const shown = !panel.hidden && options().length > 0;
  if (event.key === "Escape") act(event, shown ? close : leave);
  else if (event.key === "Enter" && shown && active >= 0) act(event, () => options()[active].click());
  else if (event.key === "ArrowDown" && shown) act(event, () => move(active + 1));
  else if (event.key === "ArrowUp" && shown) act(event, () => move(active - 1));
  else if (event.key === "ArrowDown" && options().length && field.value.trim()) act(event, open);
}

function act(event, change) {
  event.preventDefault();
  event.stopPropagation();
  change();
}

// Back where one was before « / ».
function leave() {
  field.value = "";
  panel.replaceChildren();
  field.blur();
  before?.isConnected && before.focus();
}

// -1 is the field itself, as one goes past either end.
function move(place) {
  const all = options();
  active = place < -1 ? all.length - 1 : place >= all.length ? -1 : place;
  all.forEach((one, n) => one.setAttribute("aria-selected", String(n === active)));
  const current = all[active];
  if (!current) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", current.id);
  current.scrollIntoView({ block: "nearest" });
}
