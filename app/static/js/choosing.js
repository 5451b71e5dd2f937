// Comfort only: says how many projects are ticked; shift ticks a whole run of them.
let last = null;

function boxes(form) {
  return [...form.querySelectorAll("input[name=projet]")];
}

function tell(form) {
  const count = boxes(form).filter((box) => box.checked).length;
  const words = count === 0 ? "" : count === 1 ? "1\u00a0projet choisi" : `${count}\u00a0projets choisis`;
  form.querySelector("[data-chosen-count]").textContent = words;
  form.querySelector("[data-choose-some]").disabled = count === 0;
}

function tickRun(form, box) {
  const all = boxes(form);
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
  if (from < 0) return;
  for (const each of all.slice(from, to + 1)) each.checked = box.checked;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-choosing] input[name=projet]");
  if (!box) return;
  if (event.shiftKey && last) tickRun(box.form, box);
  last = box;
  tell(box.form);
});

function tellAll() {
  document.querySelectorAll("[data-choosing]").forEach(tell);
}

document.addEventListener("htmx:after:swap", tellAll);
window.addEventListener("pageshow", tellAll);
tellAll();
