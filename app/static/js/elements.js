// The few elements that the combobox makes; only text is ever put in them.
export function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.textContent = text;
  return made;
}

export function option({ value, label, hint }, shown = label) {
  const item = element("li", { role: "option", "data-value": value, "data-label": label, "data-hint": hint }, shown);
  item.append(element("span", { class: "small" }, hint));
  return item;
}

export function tickedLine(tick, label, hint) {
  const said = element("label", { for: tick.id }, `${label} `);
  said.append(element("span", { class: "small" }, hint));
  const line = element("li", {});
  const choice = element("div", { class: "choice" });
  choice.append(tick, said);
  line.append(choice);
  return line;
}
