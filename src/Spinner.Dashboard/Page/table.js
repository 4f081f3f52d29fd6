// The table of all children: faulted first, then changing, started, asleep.
import { barOf, sparkline } from './chart.js';
import { el, setClass, setText } from './dom.js';
import { bytes, percent } from './format.js';
import { group } from './model.js';
import { next, why } from './words.js';

const ORDER = { faulted: 0, changing: 1, started: 2, asleep: 3 };
const SHAPES = { faulted: '▲', changing: '◐', started: '●', asleep: '○' };
const COLUMNS = ['name', 'state', 'why', 'next', 'recent', 'cpu', 'memory', 'launches'];
const SORTS = { name: (c) => c.name, state: (c) => ORDER[group(c)], cpu: null, memory: null, launches: (c) => -c.launches };

export class Table {
  /** @param {import('./model.js').Model} model @param {(name: string) => void} open */
  constructor(model, open) {
    this.model = model;
    this.open = open;
    /** @type {Map<string, any>} */
    this.rows = new Map();
    this.selected = null;
    this.filter = '';
    this.sort = 'state';
    this.body = el('div', { role: 'rowgroup', class: 'rows' });
    this.heads = new Map(COLUMNS.map((name) => [name, this.head(name)]));
    this.empty = el('div', { class: 'empty', hidden: true });
    this.box = el('div', { class: 'table', role: 'table', 'aria-label': 'Children' },
      el('div', { role: 'rowgroup', class: 'heads' }, el('div', { role: 'row', class: 'row' }, ...this.heads.values())), this.body);
    this.whole = el('section', { class: 'children', 'aria-label': 'Children' }, this.box, this.empty);
  }

  head(name) {
    const words = { why: 'why / last event', memory: 'memory', launches: 'launches' }[name] ?? name;
    if (!(name in SORTS)) return el('div', { role: 'columnheader', class: `cell ${name}` }, words);
    const act = () => { this.sort = this.sort === name ? 'state' : name; this.draw(); };
    return el('div', { role: 'columnheader', class: `cell ${name}`, 'aria-sort': 'none' }, el('button', { type: 'button', class: 'sort', on: { click: act } }, words));
  }

  /** In the order in which they are shown. */
  shown() {
    const wanted = this.filter.toLowerCase();
    const found = [...this.model.children.values()].filter((c) =>
      !wanted || c.name.toLowerCase().includes(wanted) || c.state.includes(wanted) || c.kind.includes(wanted) || why(c).toLowerCase().includes(wanted));
    const used = (c) => this.model.usageOf(c);
    const key = this.sort === 'cpu' ? (c) => -(used(c)?.cpu ?? -1) : this.sort === 'memory' ? (c) => -(used(c)?.memoryBytes ?? -1) : SORTS[this.sort];
    return found.sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x < y ? -1 : 1;
      return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    });
  }

  draw() {
    const shown = this.shown();
    for (const [name, head] of this.heads) if (name in SORTS) head.setAttribute('aria-sort', this.sort === name ? 'ascending' : 'none');
    const names = new Set(shown.map((c) => c.name));
    for (const [name, row] of this.rows) {
      if (names.has(name)) continue;
      row.box.remove();
      this.rows.delete(name);
    }
    shown.forEach((child, i) => {
      const row = this.rows.get(child.name) ?? this.make(child.name);
      this.update(row, child);
      // What stands where it belongs is left alone: the focus stays in it.
      if (this.body.children[i] !== row.box) this.body.insertBefore(row.box, this.body.children[i] ?? null);
    });
    this.box.hidden = shown.length === 0;
    this.empty.hidden = shown.length > 0;
    if (shown.length === 0) this.tellEmpty();
  }

  tellEmpty() {
    if (this.model.state === 'opening') return this.empty.replaceChildren(el('p', {}, 'Asking the daemon …'));
    if (this.model.children.size > 0) return this.empty.replaceChildren(el('p', {}, 'No child fits the filter.'));
    const file = this.model.daemon?.file ?? 'the file of the daemon';
    this.empty.replaceChildren(
      el('h2', {}, 'No children yet'),
      el('p', {}, `Declare one in ${file} and reload, or start one from a terminal:`),
      el('pre', {}, 'spinner start web --script server.js'));
  }

  make(name) {
    const cell = (column, ...inside) => el('div', { role: 'cell', class: `cell ${column}` }, ...inside);
    const [shape, state, reason, then, cpu, memory, launches] = Array.from({ length: 7 }, () => el('span'));
    const [line, bar] = [sparkline(60, 16), barOf(30)];
    shape.setAttribute('aria-hidden', 'true');
    const link = el('button', { type: 'button', class: 'name', on: { click: () => this.open(name) } }, name);
    const box = el('div', { role: 'row', class: 'row', 'data-name': name },
      cell('name', shape, link), cell('state', state), cell('why', reason), cell('next', then), cell('recent', bar.box),
      cell('cpu', line.box, cpu), cell('memory', memory), cell('launches', launches));
    box.addEventListener('click', (e) => { if (!(e.target instanceof HTMLButtonElement) && !getSelection()?.toString()) this.open(name); });
    const row = { box, shape, state, reason, then, cpu, memory, launches, line, bar, drawn: '', link };
    this.rows.set(name, row);
    return row;
  }

  update(row, child) {
    const [of, used] = [group(child), this.model.usageOf(child)];
    setClass(row.box, `row ${of}${this.selected === child.name ? ' selected' : ''}`);
    setText(row.shape, SHAPES[of]);
    setClass(row.shape, `shape ${of}`);
    setText(row.state, child.state);
    setClass(row.state, `word ${of}`);
    const last = this.model.events.get(child.name);
    setText(row.reason, why(child));
    row.reason.title = why(child);
    setText(row.then, next(child));
    setText(row.cpu, percent(used?.cpu));
    setText(row.memory, bytes(used?.memoryBytes));
    setText(row.launches, child.launches > 0 ? String(child.launches) : '–');
    row.link.setAttribute('aria-current', String(this.selected === child.name));
    row.line.draw((this.model.series.get(child.name) ?? []).slice(-60).map((s) => s.cpu), 0.05);
    const drawn = `${last?.length ?? 0} ${last?.at(-1)?.sequence ?? ''}`;
    if (row.drawn !== drawn) row.bar.draw(last ?? []);
    row.drawn = drawn;
  }

  /** Moves what is selected. @param {number} by */
  move(by) {
    const shown = this.shown();
    if (shown.length === 0) return;
    const at = shown.findIndex((c) => c.name === this.selected);
    const to = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    this.selected = shown[to].name;
    this.draw();
    const row = this.rows.get(this.selected);
    row.box.scrollIntoView({ block: 'nearest' });
    row.link.focus({ preventScroll: true });
  }
}
