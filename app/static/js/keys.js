// One key alone, away from any field; whoever speaks to its computer turns it off in « Affichage ».
const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
const WAIT = 1500;
let going = 0;

function focusSearch() {
  const field = document.querySelector("[data-search]");
  field?.focus();
  field?.select();
  return Boolean(field);
}

function goTo(address) {
  if (!address) return false;
  location.assign(address);
  return true;
}

function act(key, { addresses, map }) {
  if (Date.now() - going < WAIT) {
    going = 0;
    return goTo(addresses[key]);
  }
  if (key === "g") going = Date.now();
  if (key === "?") return goTo(map);
  return key === "/" && focusSearch();
}

export function listenToKeys(body) {
  if (!body.dataset.keys) return;
  const places = JSON.parse(body.dataset.keys);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (act(event.key, places)) event.preventDefault();
  });
}
