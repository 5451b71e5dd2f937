// Sends what is kept, all that waits at once, one request at a time; again with growing waits, and as soon as the connection is back.
import { forgetOther, otherAnswer, seenOf, showEntry, wordsOf } from "./lines.js";
import { tell } from "./told.js";

const WAITS = [2, 4, 8, 15, 30, 60];
const KINDS = ["seen", "value", "evidence", "comment"];

export class Sending {
  #kept;
  #envoy;
  #address;
  #flying = null; // cell → the words that left
  #state = ""; // why nothing leaves: offline, ended, late, refused
  #failures = 0;
  #timer = 0;
  #waiting = [];

  constructor(kept, envoy) {
    this.#kept = kept;
    this.#envoy = envoy;
    this.#address = envoy.dataset.address;
    envoy.addEventListener("htmx:config:request", (event) => this.#fill(event.detail.ctx.request));
    envoy.addEventListener("htmx:before:response", (event) => this.#receive(event));
    envoy.addEventListener("htmx:error", () => (this.#state ||= "offline"));
    envoy.addEventListener("htmx:finally:request", () => this.#land());
    window.addEventListener("online", () => this.now());
    window.addEventListener("offline", () => this.#kept.ready.length && this.#stop("offline"));
  }

  get unsent() {
    return this.#kept.ready.length;
  }

  // Kept first, sent next: nothing is lost if the page is closed in between.
  add(entry) {
    this.#kept.put(entry);
    if (this.#state === "offline") this.#tell();
    else this.now();
  }

  now() {
    this.#state = "";
    this.send();
  }

  send() {
    clearTimeout(this.#timer);
    const ready = this.#kept.ready;
    if (this.#flying || !ready.length) return this.#tell();
    this.#flying = new Map(ready.map((entry) => [entry.cell, wordsOf(entry)]));
    for (const [cell, words] of this.#flying) this.#kept.change(cell, { tries: [...this.#kept.get(cell).tries, words].slice(-9) });
    this.#tell();
    this.#envoy.dispatchEvent(new CustomEvent("envoyer"));
  }

  // Once nothing waits any more, or once it is known that nothing can leave.
  settled() {
    return new Promise((done) => {
      this.#waiting.push(done);
      this.#tell();
    });
  }

  #fill(request) {
    const body = request.body;
    for (const name of [...body.keys()]) body.delete(name);
    for (const cell of this.#flying.keys()) {
      const entry = this.#kept.get(cell);
      body.append("cell", cell);
      for (const kind of KINDS) body.set(`${kind}-${cell}`, entry[kind]);
    }
  }

  #receive(event) {
    const { status } = event.detail.ctx.response;
    if (status < 400 || status === 409) return;
    if (status === 401) this.#state = "ended";
    else if (status === 422) this.#state = "late";
    else {
      this.#state = status >= 500 ? "offline" : "refused";
      event.preventDefault();
    }
  }

  #land() {
    const batch = this.#flying ?? new Map();
    this.#flying = null;
    if (this.#state) return this.#stop(this.#state);
    this.#failures = 0;
    for (const [cell, words] of batch) this.#settle(this.#kept.get(cell), words);
    for (const entry of this.#kept.all) showEntry(entry);
    this.send();
  }

  // Saved, to be sent again as it changed meanwhile, or also answered elsewhere.
  #settle(entry, words) {
    if (!entry) return;
    const other = otherAnswer(entry.cell);
    if (!other && wordsOf(entry) === words) return this.#kept.drop(entry.cell);
    if (!other) return this.#kept.change(entry.cell, { seen: seenOf(entry.cell), tries: [] });
    if (!isLostReply(entry, other)) return this.#kept.change(entry.cell, { disputed: true });
    forgetOther(entry.cell);
    this.#kept.change(entry.cell, { seen: seenOf(entry.cell), tries: [] });
  }

  #stop(state) {
    this.#state = state;
    if (state === "late") document.querySelector("#messages .late-answers")?.scrollIntoView({ block: "start" });
    if (state === "offline") {
      const wait = WAITS[Math.min(this.#failures++, WAITS.length - 1)];
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.now(), wait * 1000);
    }
    this.#tell();
  }

  #tell() {
    const [first, ...others] = this.#kept.disputed;
    tell({ state: this.unsent ? this.#state : "", count: this.unsent, disputed: first ? others.length + 1 : 0, link: first && this.#choose(first) });
    if (this.#flying || (this.unsent && !this.#state)) return;
    for (const done of this.#waiting.splice(0)) done(!this.unsent && !first);
  }

  #choose({ cell, screen }) {
    const link = document.createElement("a");
    link.href = `${this.#address}/axes/${screen}#q-${cell.replaceAll(".", "-")}`;
    Object.assign(link.dataset, { cell, of: screen });
    link.textContent = "choisissez";
    return link;
  }
}

// The other answer left this very page just before: only its acknowledgement was lost.
function isLostReply(entry, other) {
  const [before, after] = [entry.seen, seenOf(entry.cell)].map((seen) => Number.parseInt(seen || "0", 10));
  const follows = entry.cell.startsWith("priorite-") || after === before + 1;
  return follows && entry.tries.slice(0, -1).includes(wordsOf(other));
}
