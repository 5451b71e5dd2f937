// Answering by keyboard, with the keys of the fund's own page: a level and on to the next line.
import { allLines, emptyLine, lineOf, radiosOf } from "./lines.js";
import { screenShown } from "./screens.js";

const WORDS = { x: "NA", X: "NA", "?": "NSP" };
const HANDLED = /^([0-9xX?cp]|ArrowUp|ArrowDown|Delete|Backspace)$/;
const isTyping = (element) => element.matches("textarea, select, input:not([type=radio], [type=checkbox])");
let current = null;

export function enter(line) {
  if (!line) return;
  const choices = radiosOf(line);
  (choices.find((radio) => radio.checked) ?? choices[0]).focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
}

function light(line) {
  if (current !== line) current?.classList.remove("now");
  current = line;
  line.classList.add("now");
}

function go(line, by) {
  const lines = allLines(screenShown());
  const next = lines[lines.indexOf(line) + by];
  if (next) enter(next);
  else if (by > 0) screenShown().querySelector("button[type=submit]").focus();
}

function choose(line, value, save) {
  const radio = radiosOf(line).find((choice) => choice.value === value);
  if (!radio) return false;
  const changed = !radio.checked;
  radio.checked = true;
  if (changed) save(line);
  go(line, 1);
  return true;
}

function unfold(line, selector) {
  const details = line.querySelector("details.more");
  if (!details) return false;
  details.open = true;
  details.querySelector(selector).focus();
  return true;
}

function act(line, key, save) {
  if (key === "ArrowDown" || key === "ArrowUp") return go(line, key === "ArrowDown" ? 1 : -1), true;
  if (key === "c") return unfold(line, "textarea");
  if (key === "p") return unfold(line, "select");
  if (key !== "Delete" && key !== "Backspace") return choose(line, WORDS[key] ?? key, save);
  if (!line.querySelector("details.more")) return false;
  emptyLine(line);
  save(line);
  return true;
}

export function followKeys(save) {
  document.addEventListener("focusin", (event) => lineOf(event.target) && light(lineOf(event.target)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest(".either")) return;
    const line = lineOf(event.target) ?? (current && !current.closest("[hidden]") && event.target.matches("body, h1") ? current : null);
    if (!line) return;
    if (isTyping(event.target)) return void (event.key === "Escape" && enter(line));
    if (HANDLED.test(event.key) && act(line, event.key, save)) event.preventDefault();
    else if (event.key === "Enter" && event.target.type === "radio") {
      event.preventDefault();
      go(line, 1);
    }
  });
}
