// A page with one thing to do does it; without this file its button is pressed by hand.
document.querySelector("form[data-go-on]")?.requestSubmit();
