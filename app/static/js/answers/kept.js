// Answers not sent yet, kept in this browser under the name of one contact of one grid, and dropped as soon as they are sent.
// One item per answer, so that two tabs never overwrite each other's.
const PREFIX = "odd17-reponses-";
const LONGEST = 30 * 24 * 3600 * 1000;

export class Kept {
  #prefix;
  #entries;

  constructor(name) {
    forgetOld();
    this.#prefix = `${PREFIX}${name}/`;
    this.#entries = new Map(itemsUnder(this.#prefix).map((key) => [key.slice(this.#prefix.length), read(key)]));
  }

  get all() {
    return [...this.#entries.values()];
  }

  // The others were also answered elsewhere: they wait for a choice.
  get ready() {
    return this.all.filter((entry) => !entry.disputed);
  }

  get disputed() {
    return this.all.filter((entry) => entry.disputed);
  }

  get(cell) {
    return this.#entries.get(cell);
  }

  put(entry) {
    const tries = this.get(entry.cell)?.tries ?? [];
    this.#write({ tries, ...entry, disputed: false, at: Date.now() });
  }

  change(cell, changes) {
    if (this.get(cell)) this.#write({ ...this.get(cell), ...changes });
  }

  // What another tab has kept since under the same name stays.
  drop(cell) {
    const key = this.#prefix + cell;
    if (read(key)?.at === this.get(cell)?.at) remove(key);
    this.#entries.delete(cell);
  }

  clear() {
    this.#entries.clear();
    itemsUnder(this.#prefix).forEach(remove);
  }

  #write(entry) {
    this.#entries.set(entry.cell, entry);
    try {
      localStorage.setItem(this.#prefix + entry.cell, JSON.stringify(entry));
    } catch {
      // Storage refused or full: the page still holds it, and warns before it is left.
    }
  }
}

function itemsUnder(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix) && read(key));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // No storage at all.
  }
}

// What nobody came back for does not stay on a shared computer.
function forgetOld() {
  itemsUnder(PREFIX).filter((key) => Date.now() - read(key).at > LONGEST).forEach(remove);
}
