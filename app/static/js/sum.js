// Says as one types what is left of an amount once its parts are taken away. The server says it again on saving.
const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });

function cents(text) {
  let digits = text.replace(/[\s\u00a0\u202f€]/g, "");
  if (digits.includes(",")) digits = digits.replace(/\.(?=\d{3})/g, "").replace(",", ".");
  const value = Number(digits);
  return Number.isFinite(value) ? Math.round(value * 100) : 0;
}

function say(output, parts) {
  const rest = cents(output.dataset.sumTotal) - parts.reduce((sum, part) => sum + cents(part.value), 0);
  const { sumLeft, sumNothing } = output.dataset;
  output.textContent = rest > 0 ? `${sumLeft}\u00a0: ${money(rest)}` : rest < 0 ? `Dépassement\u00a0: ${money(-rest)}` : sumNothing;
  output.closest(".notice").classList.toggle("late", rest < 0);
}

function money(value) {
  return value % 100 ? euros.format(value / 100) : euros.format(value / 100).replace(/,00/, "");
}

for (const output of document.querySelectorAll("output[data-sum-total]")) {
  const parts = [...output.form.querySelectorAll("[data-sum-part]")];
  output.form.addEventListener("input", () => say(output, parts));
}
