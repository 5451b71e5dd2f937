// Pages on the standard input, as {name: HTML}; what html-validate finds wrong on the output. Its own command asks for a later Node.
import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const rules = {
  // The search of the header, one field, goes by Enter or as one types; other forms are held by test_structure.py.
  "wcag/h32": "off",
  // Within noscript, on the pages that tell how far a file is: nothing is typed there.
  "meta-refresh": "off",
  // A wide table scrolls in its own frame, which the keyboard reaches: no element of HTML says so.
  "prefer-native-element": ["error", { exclude: ["region"] }],
};
const config = { root: true, extends: ["html-validate:standard", "html-validate:a11y"], elements: ["html5"], rules };
const judge = new HtmlValidate(new StaticConfigLoader(config));
const faults = [];
for (const [name, html] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const report = await judge.validateString(html, `${name}.html`);
  for (const { messages } of report.results) {
    for (const { ruleId, message, line } of messages) faults.push(`${name} : ${ruleId} : ${message} (l. ${line})`);
  }
}
process.stdout.write(JSON.stringify(faults));
