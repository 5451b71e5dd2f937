// Finds as one types. Without this file the same field is settled by the server when the form is sent.
// Alone in its <div>, the field takes the value chosen: a code, found by a title.
// <div data-combobox="URL" [data-combobox-adds="NAME"] [data-combobox-create]> around <input data-combobox-input>.
const DELAY = 120;
import { element, option, tickedLine } from "./elements.js";

for (const [place, root] of document.querySelectorAll("[data-combobox]").entries()) enhance(root, `liste-${place + 1}`);

function enhance(root, id) {
  const input = root.querySelector("[data-combobox-input]");
  const list = element("ul", { id, role: "listbox", class: "results over", "aria-label": "Propositions", hidden: "" });
  const said = element("span", { role: "status", class: "sr" });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id }))
    input.setAttribute(name, value);
  root.append(list, said);
  const box = { root, input, list, said, timer: 0, asked: null, active: -1, pickFirst: false };
  input.addEventListener("input", () => typed(box));
  input.addEventListener("keydown", (event) => pressed(box, event));
  input.addEventListener("blur", () => close(box));
  // Pressed, the field keeps the focus; only released on an option is it chosen: one may still slide away.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) pick(box, option);
  });
}

function typed(box) {
  clearTimeout(box.timer);
  box.asked?.abort();
  box.asked = null;
  box.pickFirst = false;
  close(box);
  box.timer = box.input.value.trim() ? setTimeout(() => ask(box), DELAY) : 0;
}

async function ask(box) {
  box.timer = 0;
  const asked = (box.asked = new AbortController());
  try {
    const answer = await fetch(`${box.root.dataset.combobox}?q=${encodeURIComponent(box.input.value)}`, { signal: asked.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const found = await answer.json();
    if (asked === box.asked) show(box, found);
  } catch (fault) {
    if (fault.name !== "AbortError") box.said.textContent = "La recherche ne répond pas.";
  } finally {
    if (asked === box.asked) box.asked = null;
  }
}

function show(box, found) {
  const text = box.input.value.trim();
  const options = found.map((one) => option(one));
  if ("comboboxCreate" in box.root.dataset) options.push(option({ value: "new", label: text, hint: "" }, `Créer «\u00a0${text}\u00a0»`));
  options.forEach((item, place) => (item.id = `${box.list.id}-${place + 1}`));
  box.list.replaceChildren(...options);
  box.list.hidden = options.length === 0 || document.activeElement !== box.input;
  box.input.setAttribute("aria-expanded", String(!box.list.hidden));
  box.said.textContent = found.length ? `${found.length} proposition${found.length > 1 ? "s" : ""}` : "Aucune proposition";
  move(box, options.length ? 0 : -1);
  if (box.pickFirst && options.length) pick(box, options[0]);
}

function pressed(box, event) {
  const open = !box.list.hidden;
  if (event.key === "Enter" && open && box.active >= 0) act(event, () => pick(box, box.list.children[box.active]));
  else if (event.key === "Enter" && (box.timer || box.asked)) act(event, () => (box.pickFirst = true));
  else if (event.key === "Escape" && open) act(event, () => close(box));
  else if (event.key === "ArrowDown" && !open && box.input.value.trim()) act(event, () => ask(box));
  else if (event.key === "ArrowDown" && open) act(event, () => move(box, (box.active + 1) % box.list.children.length));
  else if (event.key === "ArrowUp" && open) act(event, () => move(box, (box.active - 1 + box.list.children.length) % box.list.children.length));
}

function act(event, change) {
  event.preventDefault();
  event.stopPropagation();
  change();
}

function move(box, place) {
  box.active = place;
  [...box.list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === place)));
  const current = box.list.children[place];
  if (!current) return box.input.removeAttribute("aria-activedescendant");
  box.input.setAttribute("aria-activedescendant", current.id);
  current.scrollIntoView({ block: "nearest" });
}

function pick(box, item) {
  const { value, label } = item.dataset;
  close(box);
  if (box.root.dataset.comboboxAdds) return add(box, item.dataset);
  const kept = box.root.querySelector("[data-combobox-value]");
  box.input.value = kept ? label : value;
  if (!kept) return (box.said.textContent = `${label} choisi`);
  box.root.querySelector("[data-combobox-known]").value = label;
  kept.value = value;
  const row = box.root.closest("fieldset, form");
  for (const choice of row.querySelectorAll("input[type=radio]")) if (choice.name === kept.name) choice.checked = false;
  const fresh = row.querySelector("[data-combobox-new]");
  if (fresh && (fresh.open = value === "new")) fresh.querySelector("select, input").focus();
}

function add(box, { value, label, hint }) {
  const name = box.root.dataset.comboboxAdds;
  let tick = [...box.input.form.querySelectorAll(`input[name="${name}"]`)].find((one) => one.value === value);
  if (!tick) {
    tick = element("input", { type: "checkbox", name, value, id: `${name}-${value}` });
    box.input.form.querySelector(`[data-combobox-chosen="${name}"]`).append(tickedLine(tick, label, hint));
  }
  tick.checked = true;
  box.input.value = "";
  box.said.textContent = `${label} ajouté`;
}

function close(box) {
  box.list.hidden = true;
  box.active = -1;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}
