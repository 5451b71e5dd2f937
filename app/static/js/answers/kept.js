// Answers not sent yet, kept in this browser under the name of one contact of one grid, and dropped as soon as they are sent.
const PREFIX = "odd17-reponses-";
const LONGEST = 30 * 24 * 3600 * 1000;

export class Kept {
  #name;
  #entries;

  constructor(name) {
    forgetOld();
    this.#name = PREFIX + name;
    this.#entries = read(this.#name);
  }

  get all() {
    return Object.values(this.#entries);
  }

  // The others were also answered elsewhere: they wait for a choice.
  get ready() {
    return this.all.filter((entry) => !entry.disputed);
  }

  get disputed() {
    return this.all.filter((entry) => entry.disputed);
  }

  get(cell) {
    return this.#entries[cell];
  }

  put(entry) {
    const tries = this.#entries[entry.cell]?.tries ?? [];
    this.#entries[entry.cell] = { tries, ...entry, disputed: false, at: Date.now() };
    this.#write();
  }

  change(cell, changes) {
    if (this.#entries[cell]) Object.assign(this.#entries[cell], changes);
    this.#write();
  }

  drop(cell) {
    delete this.#entries[cell];
    this.#write();
  }

  clear() {
    this.#entries = {};
    this.#write();
  }

  #write() {
    try {
      if (this.all.length) localStorage.setItem(this.#name, JSON.stringify(this.#entries));
      else localStorage.removeItem(this.#name);
    } catch {
      // Storage refused or full: the page still holds them, and warns before it is left.
    }
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

// What nobody came back for does not stay on a shared computer.
function forgetOld() {
  try {
    for (const name of Object.keys(localStorage)) {
      const isOld = () => Object.values(read(name)).every((entry) => Date.now() - entry.at > LONGEST);
      if (name.startsWith(PREFIX) && isOld()) localStorage.removeItem(name);
    }
  } catch {
    // No storage at all.
  }
}
