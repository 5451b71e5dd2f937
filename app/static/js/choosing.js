// Comfort only: says how many projects are ticked; shift ticks a whole run of them; sorting and filtering keep them.
const FORM = "[data-choosing]";
let last = null;
let since = new Map(); // what was ticked since the list was last asked for: the answer on its way does not know it

function boxes(form) {
  return [...form.querySelectorAll("input[name=projet]")];
}

function ticked(form) {
  return boxes(form).filter((box) => box.checked);
}

function inWords(count, elsewhere) {
  if (count === 0) return "";
  const words = count === 1 ? "1\u00a0projet choisi" : `${count}\u00a0projets choisis`;
  return elsewhere > 0 ? `${words}, dont ${elsewhere} hors de cette page` : words;
}

function tell(form) {
  const told = form.querySelector("[data-chosen-count]");
  const elsewhere = Number(told.dataset.elsewhere);
  const here = ticked(form).length;
  told.textContent = inWords(here + elsewhere, elsewhere);
  form.querySelector("[data-choose-some]").disabled = here + elsewhere === 0;
  form.querySelector("[data-choose-none]").hidden = here + elsewhere === 0;
  tellWhole(form, here);
  carry(form);
}

function tellWhole(form, here) {
  const whole = form.querySelector("[data-choose-page]");
  whole.disabled = false;
  whole.checked = here === boxes(form).length;
  whole.indeterminate = here > 0 && !whole.checked;
}

// The filters are another form: what is ticked one by one goes along with them.
function carry(form) {
  const field = document.querySelector("[data-carried-choice]");
  const others = form.querySelector("input[name=choisis]");
  if (field) field.value = others ? [others.value, ...ticked(form).map((box) => box.value)].filter(Boolean).join(".") : "";
}

function tickRun(form, box) {
  const all = boxes(form);
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
  if (from < 0) return;
  for (const each of all.slice(from, to + 1)) each.checked = box.checked;
}

function remember(form) {
  since = new Map(boxes(form).map((box) => [box.value, box.checked]));
}

function restore(form) {
  const here = new Map(boxes(form).map((box) => [box.value, box]));
  for (const [value, checked] of since) {
    if (here.has(value)) here.get(value).checked = checked;
    else keepAside(form, value, checked);
  }
}

function keepAside(form, value, checked) {
  const field = form.querySelector("input[name=choisis]");
  if (!field) return;
  const kept = new Set(field.value.split(".").filter(Boolean));
  if (kept.has(value) === checked) return;
  kept[checked ? "add" : "delete"](value);
  field.value = [...kept].join(".");
  form.querySelector("[data-chosen-count]").dataset.elsewhere = kept.size;
}

// The links that sort the list, or lead to its columns, were written before the last ticks.
function follow(link) {
  const form = link.closest(FORM) ?? document.querySelector(FORM);
  const there = new URL(link.href);
  for (const name of ["choisis", "tous", "sauf", "vus", "projet"]) there.searchParams.delete(name);
  for (const [name, value] of new FormData(form)) {
    if (["choisis", "tous", "sauf", "vus", "projet"].includes(name) && value) there.searchParams.append(name, value);
  }
  link.href = there.href;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(`${FORM} thead a, [data-keeps-choice]`);
  if (link && document.querySelector(FORM)) follow(link);
  const whole = event.target.closest(`${FORM} [data-choose-page]`);
  if (whole) boxes(whole.form).forEach((box) => (box.checked = whole.checked));
  const box = event.target.closest(`${FORM} input[name=projet]`);
  if (box && event.shiftKey && last) tickRun(box.form, box);
  if (box) last = box;
  if (box || whole) {
    remember((box ?? whole).form);
    tell((box ?? whole).form);
  }
});

function tellAll() {
  document.querySelectorAll(FORM).forEach(tell);
}

document.addEventListener("htmx:before:request", () => since.clear());
document.addEventListener("htmx:after:swap", () => {
  document.querySelectorAll(FORM).forEach(restore);
  tellAll();
});
window.addEventListener("pageshow", tellAll);
tellAll();
