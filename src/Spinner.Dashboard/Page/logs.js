// What several children write, as one.
import { el } from './dom.js';
import { Log } from './log.js';

const FIRST = 8;

export class Logs {
  /** @param {import('./model.js').Model} model @param {(names: string[]) => void} follow */
  constructor(model, follow) {
    this.model = model;
    this.follow = follow;
    this.log = new Log({ merged: true });
    /** @type {Set<string>|null} */
    this.chosen = null;
    this.names = el('fieldset', { class: 'choices' });
    this.whole = el('section', { class: 'logs', 'aria-label': 'Logs', hidden: true }, this.names, this.log.whole);
  }

  open() {
    this.chosen ??= new Set([...this.model.children.values()].filter((c) => c.pid).map((c) => c.name).sort().slice(0, FIRST));
    this.drawn = '';
    this.draw();
    this.begin();
  }

  begin() {
    const names = [...this.chosen].filter((n) => this.model.children.has(n)).sort();
    this.log.begin(names);
    this.follow(names);
  }

  draw() {
    const names = [...this.model.children.keys()].sort();
    if (this.drawn === names.join('\n')) return;
    this.drawn = names.join('\n');
    this.names.replaceChildren(el('legend', {}, 'Of'), ...names.map((name) => {
      const box = el('input', { type: 'checkbox', checked: this.chosen?.has(name) ?? false });
      box.addEventListener('change', () => { if (box.checked) this.chosen.add(name); else this.chosen.delete(name); this.begin(); });
      return el('label', {}, box, ` ${name}`);
    }));
  }
}
