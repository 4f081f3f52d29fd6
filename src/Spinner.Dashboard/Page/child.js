// One child: what it does, why, what it used, what happened to it, what it wrote, and how it was told to be.
import { act, bar } from './actions.js';
import { chart } from './chart.js';
import { button, el, setText } from './dom.js';
import { bytes, endpoint, moment, percent, span } from './format.js';
import { Log } from './log.js';
import { group } from './model.js';
import { read, readAll } from './session.js';
import { cause, explain, happened, inLog } from './words.js';

const MOST_STEPS = 240;
const SOURCES = { builtIn: 'built in', defaults: 'defaults,', file: '', door: 'behind the door', request: 'the start' };

export class ChildView {
  /** @param {import('./model.js').Model} model @param {() => void} close */
  constructor(model, close) {
    this.model = model;
    this.name = '';
    this.log = new Log({ merged: false });
    this.history = null;
    this.title = el('h2', { tabindex: -1 });
    this.state = el('span', { class: 'word' });
    this.sentence = el('p', { class: 'sentence' });
    this.actions = el('div', { class: 'actions' });
    this.told = el('p', { class: 'told', role: 'status' });
    this.facts = el('dl', { class: 'facts' });
    this.tail = el('details', { class: 'tail' });
    this.cpu = chart('CPU', percent);
    this.memory = chart('Memory', bytes);
    this.timeline = el('ol', { class: 'timeline' });
    this.options = el('div', { class: 'options' });
    const section = (name, ...inside) => el('section', { class: 'part', 'aria-label': name }, el('h3', {}, name), ...inside);
    this.used = section('Used', this.cpu.box, this.memory.box);
    this.whole = el('section', { class: 'child', 'aria-label': 'One child', hidden: true },
      el('header', {}, button('‹ all', close, { class: 'back', title: 'back to all children (Esc)' }), this.title, this.state, this.actions),
      this.sentence, this.told, this.tail,
      el('div', { class: 'halves' },
        el('div', {}, this.facts, this.used, section('Timeline', this.timeline)),
        el('div', {}, section('Log', this.log.whole,
          el('p', { class: 'quiet' }, button('download what is kept', () => this.download())))),
      ),
      section('Options', this.options));
  }

  /** @param {string} name */
  open(name) {
    const isOther = this.name !== name;
    this.name = name;
    this.whole.hidden = false;
    if (isOther) {
      this.history = null;
      this.drawn = '';
      this.told.textContent = '';
      this.options.replaceChildren();
      this.beginLog();
      this.load(name);
    }
    this.draw();
  }

  // With what is known to have happened between its lines.
  beginLog() {
    const marks = (this.model.events.get(this.name) ?? []).filter(inLog)
      .map((e) => ({ time: Date.parse(e.time), line: { name: e.name, line: inLog(e), isMark: true } }));
    this.log.begin([this.name], marks);
  }

  hide() {
    this.name = '';
    this.whole.hidden = true;
  }

  async load(name) {
    const at = `v1/children/${encodeURIComponent(name)}`;
    try {
      const [usage, events, options] = await Promise.all([read(`${at}/usage`), read(`${at}/events`), read(`${at}/options`)]);
      if (this.name !== name) return;
      this.history = usage;
      if (events.length > (this.model.events.get(name)?.length ?? 0)) this.model.events.set(name, events);
      this.drawOptions(options);
      this.draw();
    } catch (refused) {
      if (this.name === name) this.tell(refused.message, true);
    }
  }

  tell(text, isBad) {
    this.told.className = isBad ? 'told bad' : 'told';
    this.told.textContent = text;
  }

  run(action) {
    const child = this.model.children.get(this.name);
    if (child) act(action, child, (text, isBad) => this.tell(text, isBad));
  }

  draw() {
    if (!this.name) return;
    const child = this.model.children.get(this.name);
    setText(this.title, this.name);
    if (!child) {
      setText(this.state, 'removed');
      setText(this.sentence, 'There is no child of this name any more.');
      this.actions.replaceChildren();
      return;
    }
    setText(this.state, child.state);
    this.state.className = `word ${group(child)}`;
    setText(this.sentence, explain(child));
    const drawn = `${child.state} ${child.aliveBecause?.uses ?? 0} ${child.name}`;
    if (this.drawn !== drawn) this.actions.replaceChildren(...bar(child, (action) => this.run(action)));
    this.drawn = drawn;
    this.drawFacts(child);
    this.drawTail(child);
    this.drawCharts();
    this.drawTimeline();
  }

  drawFacts(child) {
    const used = this.model.usageOf(child);
    const alive = child.aliveBecause ?? {};
    const facts = [
      ['endpoint', this.address(child)], ['pid', child.pid ? String(child.pid) : ''], ['since', moment(child.since)],
      ['launch', child.launches ? `${child.launch ?? child.launches} of ${child.launches}` : ''], ['CPU', used ? percent(used.cpu) : ''],
      ['memory', used ? bytes(used.memoryBytes) : ''], ['processes', used ? String(used.processes) : ''], ['kind', child.kind],
      ['needs', child.options.needs.map((n) => n.name).join(', ')], ['needed by', (alive.neededBy ?? []).join(', ')], ['held by', (alive.holders ?? []).join(', ')],
      ['last exit', child.lastExit?.text ?? ''], ['last fault', child.lastFault && !child.fault ? child.lastFault.detail : ''],
    ].filter(([, value]) => value);
    const text = facts.map(([name, value]) => `${name} ${value.textContent ?? value}`).join('\n');
    if (this.shownFacts === text) return;
    this.shownFacts = text;
    this.facts.replaceChildren(...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
  }

  // A link leads to the front door and nowhere else, whatever a child is called.
  address(child) {
    const text = endpoint(child.endpoint);
    const { doorDomain: domain, doorAddresses: doors = [] } = this.model.daemon ?? {};
    const door = doors.find((d) => d.startsWith('http'));
    if (!text || !domain || !door || !/^[a-z0-9-]+$/i.test(child.name)) return text;
    const at = new URL(door);
    const place = `${child.name}.${domain}:${at.port}`;
    return el('span', {}, `${text} · `, el('a', { href: `${at.protocol}//${place}/`, rel: 'noopener noreferrer', target: '_blank' }, place));
  }

  drawTail(child) {
    const lines = child.errorTail ?? [];
    const isNeeded = lines.length > 0 && (child.state === 'faulted' || child.state === 'starting' || child.state === 'restarting');
    this.tail.hidden = !isNeeded;
    const text = lines.join('\n');
    if (!isNeeded || this.shownTail === text) return;
    this.shownTail = text;
    this.tail.open = true;
    this.tail.replaceChildren(el('summary', {}, 'Its last lines of stderr'), el('pre', { tabindex: 0 }, text));
  }

  drawCharts() {
    const { cpu = [], memoryBytes: memory = [], stepSeconds: step = 15, until } = this.history ?? {};
    const now = Date.now();
    // Where the daemon keeps nothing the page does, for as long as it is open.
    const end = Math.max(until ? Date.parse(until) : now, now - MOST_STEPS * step * 1000);
    const live = (this.model.series.get(this.name) ?? []).filter((s) => s.at > end);
    // Steps of 15 seconds from the daemon, and what this page has seen since in steps of the same length.
    const steps = Math.min(MOST_STEPS, Math.ceil((now - end) / 1000 / step));
    const inStep = (i) => live.filter((s) => s.at > end + i * step * 1000 && s.at <= end + (i + 1) * step * 1000);
    const since = Array.from({ length: Math.max(0, steps) }, (_, i) => inStep(i));
    const mean = (of, what) => {
      const all = of.map(what).filter((v) => v !== null && v !== undefined);
      return all.length ? all.reduce((a, b) => a + b, 0) / all.length : null;
    };
    const cpus = [...cpu, ...since.map((s) => mean(s, (v) => v.cpu))].slice(-MOST_STEPS);
    const memories = [...memory, ...since.map((s) => mean(s, (v) => v.memory))].slice(-MOST_STEPS);
    const from = now - cpus.length * step * 1000;
    const marks = (this.model.events.get(this.name) ?? []).filter((e) => ['started', 'restarted'].includes(e.event))
      .map((e) => (Date.parse(e.time) - from) / (now - from)).filter((x) => x >= 0 && x <= 1);
    const begins = cpus.length > 0 ? `${span(cpus.length * step)} ago` : '';
    // What never ran has used nothing.
    this.used.hidden = !memories.some((m) => m !== null);
    this.cpu.draw(cpus, marks, begins);
    this.memory.draw(memories, marks, begins);
  }

  drawTimeline() {
    const events = this.model.events.get(this.name) ?? [];
    const key = `${this.name} ${events.length} ${events.at(-1)?.sequence ?? ''}`;
    if (this.shownEvents === key) return;
    this.shownEvents = key;
    this.timeline.replaceChildren(...[...events].reverse().slice(0, 50).map((e) => el('li', { class: e.event },
      el('time', { datetime: e.time }, moment(e.time)), el('b', {}, e.event), e.cause ? el('span', { class: 'quiet' }, cause(e)) : null,
      el('span', {}, happened(e)), e.errorTail?.length ? el('details', {}, el('summary', {}, 'stderr'), el('pre', { tabindex: 0 }, e.errorTail.join('\n'))) : null)));
    if (events.length === 0) this.timeline.replaceChildren(el('li', { class: 'quiet' }, 'Nothing has happened to it since the daemon started.'));
  }

  drawOptions(options) {
    const row = (o) => el('tr', {}, el('th', { scope: 'row' }, o.key), el('td', {}, o.value),
      el('td', { class: 'quiet' }, [SOURCES[o.source] ?? o.source, o.place].filter(Boolean).join(' ')));
    const [own, rest] = [options.filter((o) => o.source !== 'builtIn'), options.filter((o) => o.source === 'builtIn')];
    const head = () => el('thead', {}, el('tr', {}, ...['option', 'value', 'from'].map((t) => el('th', { scope: 'col' }, t))));
    this.options.replaceChildren(
      el('table', {}, head(), el('tbody', {}, ...own.map(row))),
      el('details', {}, el('summary', {}, `${rest.length} as they are built in`), el('table', {}, head(), el('tbody', {}, ...rest.map(row)))));
  }

  async download() {
    try {
      const lines = await readAll(`v1/children/${encodeURIComponent(this.name)}/logs?tail=1000000&raw=true`, '"');
      const all = new Blob([`${lines.join('\n')}\n`], { type: 'text/plain' });
      const link = el('a', { href: URL.createObjectURL(all), download: `${this.name.replace(/[^\w.-]/g, '_')}.log` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch (refused) {
      this.tell(refused.message, true);
    }
  }
}

