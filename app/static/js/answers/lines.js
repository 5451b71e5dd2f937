// One line of levels: what it says, what is put back in it. Only values are ever written.
const slugOf = (cell) => cell.replaceAll(".", "-");
const field = (cell, kind) => document.getElementsByName(`${kind}-${cell}`)[0];
const stateOf = (cell) => document.getElementById(`s-${slugOf(cell)}`);

export const lineOf = (element) => element?.closest?.("fieldset[data-cell]") ?? null;
export const lineNamed = (cell) => document.getElementById(`q-${slugOf(cell)}`);
export const allLines = (place = document) => [...place.querySelectorAll("fieldset[data-cell]")];
export const radiosOf = (line) => [...line.querySelectorAll('input[type="radio"][name^="value-"]')];
export const isAnswered = (line) => radiosOf(line).some((radio) => radio.checked);
export const seenOf = (cell) => field(cell, "seen")?.value ?? "";

// As it will leave: what was chosen, and what was on the page when it was chosen.
export function readLine(line) {
  const { cell } = line.dataset;
  return {
    cell,
    screen: line.closest("form").dataset.code,
    seen: seenOf(cell),
    value: radiosOf(line).find((radio) => radio.checked)?.value ?? "",
    evidence: field(cell, "evidence")?.value ?? "",
    comment: field(cell, "comment")?.value ?? "",
  };
}

// Never under the fingers of someone who is writing there.
export function showEntry({ cell, value, evidence, comment }) {
  const line = lineNamed(cell);
  if (!line || line.contains(document.activeElement)) return;
  for (const radio of radiosOf(line)) radio.checked = radio.value === value;
  if (field(cell, "evidence")) field(cell, "evidence").value = evidence || "0";
  if (field(cell, "comment")) field(cell, "comment").value = comment;
}

export function emptyLine(line) {
  for (const radio of radiosOf(line)) radio.checked = false;
  const box = field(line.dataset.cell, "clear");
  if (box) box.checked = false;
}

// The other answer of a question that was also answered elsewhere.
export function otherAnswer(cell) {
  const place = stateOf(cell)?.querySelector(".either");
  if (!place) return null;
  return { cell, value: place.dataset.theirs, evidence: place.dataset.evidence, comment: place.dataset.comment };
}

export const forgetOther = (cell) => stateOf(cell)?.querySelector(".either")?.remove();

// Two answers that read the same are the same.
export const wordsOf = ({ value, evidence, comment }) => JSON.stringify([value, evidence || "0", comment.replaceAll("\r\n", "\n").trim()]);
