// The arrows turn the pages of a meeting; everything works without them, by the links.
const KEYS = { ArrowLeft: "prev", PageUp: "prev", ArrowRight: "next", PageDown: "next" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const link = KEYS[event.key] && document.querySelector(`a[rel=${KEYS[event.key]}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});

// Enter shows the views at once, without looking for the button first.
document.querySelector(".reveal > summary")?.focus({ preventScroll: true });
