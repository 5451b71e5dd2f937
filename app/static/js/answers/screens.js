// The axes are all in the page, one shown at a time: going on is instant, and needs no connection.
const forms = [...document.querySelectorAll("form.screen")];
const title = document.getElementById("titre");
const step = document.getElementById("etape");

export const screenShown = () => forms.find((form) => !form.hidden);
const coded = (code) => forms.find((form) => form.dataset.code === code);

export function showScreen(code, { push = true } = {}) {
  const form = coded(code);
  if (!form) return false;
  for (const other of forms) other.hidden = other !== form;
  document.title = document.title.replace(title.textContent, form.dataset.title);
  title.textContent = form.dataset.title;
  step.textContent = form.dataset.number;
  for (const link of document.querySelectorAll(".screens a[data-screen]")) {
    if (link.dataset.screen === code) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
  if (push && new URL(form.action).pathname !== location.pathname) history.pushState({ screen: code }, "", form.action);
  window.scrollTo(0, 0);
  title.focus({ preventScroll: true });
  return true;
}

export function followScreens(leave) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-screen]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (showScreen(link.dataset.screen)) event.preventDefault();
  });
  const goOn = (event) => {
    if (!event.target.matches("form.screen")) return;
    event.preventDefault();
    if (!showScreen(event.target.dataset.after)) leave();
  };
  document.addEventListener("submit", goOn, true);
  window.addEventListener("popstate", () => {
    const form = forms.find((other) => new URL(other.action).pathname === location.pathname);
    if (form) showScreen(form.dataset.code, { push: false });
  });
}
