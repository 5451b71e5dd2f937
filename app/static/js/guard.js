// Warns before leaving a page whose form marked data-guard holds changes not yet sent.
const dirty = new Set();

const guarded = (event) => event.target.closest?.("form[data-guard]");

function warn(event) {
  for (const form of dirty) {
    if (form.isConnected) {
      event.preventDefault();
      return;
    }
  }
}

export function guardForms() {
  document.addEventListener("input", (event) => {
    const form = guarded(event);
    if (form) dirty.add(form);
  });
  document.addEventListener("submit", (event) => dirty.delete(event.target));
  document.addEventListener("reset", (event) => dirty.delete(event.target));
  window.addEventListener("beforeunload", warn);
}
