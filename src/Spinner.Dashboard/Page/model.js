// What is known of all children. The stream writes, the views read.

const SECONDS = 600;
const EVENTS = 100;
const ALL_EVENTS = 1000;

export class Model {
  constructor() {
    /** @type {Map<string, any>} */
    this.children = new Map();
    /** @type {Map<string, any>} */
    this.usage = new Map();
    /** What each used in the last ten minutes. @type {Map<string, {at: number, cpu: number|null, memory: number}[]>} */
    this.series = new Map();
    /** @type {Map<string, any[]>} */
    this.events = new Map();
    /** @type {any[]} */
    this.all = [];
    this.known = new Set();
    this.daemon = null;
    this.state = 'opening';
    this.goneAt = 0;
  }

  /** @param {string} event @param {any} data */
  take(event, data) {
    switch (event) {
      case 'children': this.children = new Map(Object.entries(data)); break;
      case 'child': this.children.set(data.name, data); break;
      case 'removed': this.remove(data); break;
      case 'usage': for (const row of data) this.use(row); break;
      case 'event': this.happen(data); break;
    }
  }

  remove(name) {
    for (const of of [this.children, this.usage, this.series, this.events]) of.delete(name);
  }

  use(row) {
    this.usage.set(row.name, row);
    const kept = this.series.get(row.name) ?? [];
    kept.push({ at: Date.now(), cpu: row.cpu, memory: row.memoryBytes });
    while (kept.length > 0 && kept[0].at < Date.now() - SECONDS * 1000) kept.shift();
    this.series.set(row.name, kept);
  }

  happen(event) {
    if (!event.name || this.known.has(event.sequence)) return;
    this.known.add(event.sequence);
    this.all.push(event);
    if (this.all.length > ALL_EVENTS) this.all.shift();
    const kept = this.events.get(event.name) ?? [];
    kept.push(event);
    if (kept.length > EVENTS) kept.shift();
    this.events.set(event.name, kept);
  }

  /** Another daemon counts anew. @param {any[]} events */
  begin(events) {
    this.events.clear();
    this.all = [];
    this.known.clear();
    for (const event of events) this.happen(event);
  }

  /** Those that do not run use nothing. @param {any} child */
  usageOf(child) {
    return child.pid ? this.usage.get(child.name) : undefined;
  }

  counts() {
    const by = { started: 0, faulted: 0, changing: 0, asleep: 0 };
    for (const child of this.children.values()) by[group(child)]++;
    return by;
  }
}

/** @param {any} child @returns {'faulted'|'changing'|'started'|'asleep'} */
export function group(child) {
  if (child.state === 'faulted') return 'faulted';
  if (child.state === 'started' || child.state === 'running') return 'started';
  return child.state === 'stopped' ? 'asleep' : 'changing';
}
