// Lines of one or several children: what is loaded can be searched here, all that is kept by the daemon.
import { show, plain } from './ansi.js';
import { button, copy, el, onceAFrame, say } from './dom.js';
import { clock, count } from './format.js';
import { readAll } from './session.js';

const MOST = 5000;
const NEAR = 24;

export class Log {
  /** @param {{merged: boolean}} how */
  constructor(how) {
    this.how = how;
    /** @type {{line: any, box: HTMLElement, text: HTMLElement, hit: boolean}[]} */
    this.lines = [];
    /** @type {any[]} */
    this.fresh = [];
    this.names = [];
    this.marks = [];
    this.find = null;
    this.errorsOnly = false;
    this.follows = true;
    this.unseen = 0;
    this.at = -1;
    this.flush = onceAFrame(() => this.append());
    this.build();
  }

  build() {
    this.input = el('input', { type: 'search', placeholder: 'find', 'aria-label': 'Find in these lines', on: { input: () => this.search() } });
    this.regex = el('input', { type: 'checkbox', on: { change: () => this.search() } });
    this.found = el('span', { class: 'quiet found' });
    const errors = el('input', { type: 'checkbox', on: { change: () => { this.errorsOnly = errors.checked; this.box.classList.toggle('errors', errors.checked); } } });
    const times = el('input', { type: 'checkbox', checked: true, on: { change: () => this.box.classList.toggle('no-times', !times.checked) } });
    const wrap = el('input', { type: 'checkbox', checked: true, on: { change: () => this.box.classList.toggle('no-wrap', !wrap.checked) } });
    this.following = el('input', { type: 'checkbox', checked: true, on: { change: () => this.followNow(this.following.checked) } });
    const label = (input, text) => el('label', {}, input, ` ${text}`);
    this.box = el('div', { class: 'lines', role: 'log', 'aria-live': 'off', 'aria-label': 'Output', tabindex: 0, on: { scroll: () => this.scrolled() } });
    this.more = button('', () => this.followNow(true), { class: 'more', hidden: true });
    this.empty = el('p', { class: 'empty' }, 'It has written nothing yet.');
    this.whole = el('div', { class: 'log' },
      el('div', { class: 'tools' }, this.input, label(this.regex, '.*'), this.found, button('search all files', () => this.searchAll()),
        label(errors, 'stderr'), label(times, 'times'), label(wrap, 'wrap'), label(this.following, 'follow'),
        button('copy', () => copy(this.lines.map((l) => plain(l.line.line)).join('\n')))),
      el('div', { class: 'frame' }, this.box, this.empty, this.more));
  }

  /**
   * Of other children, or of the same from the beginning.
   * @param {string[]} names @param {{time: number, line: any}[]} [marks] what is known to have happened, oldest first
   */
  begin(names, marks = []) {
    this.marks = [...marks];
    this.names = names;
    this.lines = [];
    this.fresh = [];
    this.unseen = 0;
    this.box.replaceChildren();
    this.empty.hidden = false;
    this.tell();
  }

  /** @param {any[]} lines */
  take(lines) {
    this.fresh.push(...lines.filter((l) => this.names.includes(l.name)));
    if (this.fresh.length > MOST) this.fresh = this.fresh.slice(-MOST);
    this.flush();
  }

  /** Where one launch ended and another began. @param {any} event @param {string} text */
  mark(event, text) {
    if (!this.names.includes(event.name)) return;
    this.fresh.push({ name: event.name, line: `${this.how.merged ? `${event.name}: ` : ''}${text}`, isMark: true });
    this.flush();
  }

  append() {
    const fresh = this.fresh;
    if (fresh.length === 0) return;
    this.fresh = [];
    const made = this.withMarks(fresh).map((line) => this.make(line));
    const isEnd = this.follows;
    this.box.append(...made.map((m) => m.box));
    this.lines.push(...made);
    const over = this.lines.length - MOST;
    if (over > 0) this.lines.splice(0, over).forEach((l) => l.box.remove());
    this.empty.hidden = true;
    if (isEnd) this.box.scrollTop = this.box.scrollHeight;
    else this.unseen += made.length;
    this.tell();
  }

  // Where a launch ended stands before the first line that was written after that.
  withMarks(lines) {
    if (this.marks.length === 0) return lines;
    return lines.flatMap((line) => {
      const before = [];
      while (line.time && this.marks.length > 0 && this.marks[0].time < Date.parse(line.time)) before.push(this.marks.shift().line);
      return this.lines.length > 0 || before.length === 0 ? [...before, line] : [...before.slice(-1), line];
    });
  }

  make(line) {
    const text = el('span', { class: 'text' });
    const box = el('div', { class: `line${line.stream === 'err' ? ' err' : ''}${line.isMissed ? ' missed' : ''}${line.isMark ? ' mark' : ''}` });
    if (line.time) box.append(el('time', { datetime: line.time }, clock(line.time, true)));
    if (this.how.merged && !line.isMark) box.append(el('span', { class: `who of${this.names.indexOf(line.name) % 6}` }, line.name));
    if (line.stream === 'err') box.append(el('span', { class: 'stream', title: 'stderr' }, '!'));
    box.append(text);
    return { line, box, text, hit: show(text, line.line, line.isMark ? null : this.find) };
  }

  search() {
    this.find = this.pattern();
    for (const line of this.lines) line.hit = show(line.text, line.line.line, line.line.isMark ? null : this.find);
    this.at = -1;
    this.tell();
    if (this.find) this.step(-1);
  }

  /** What is looked for, as a regular expression. */
  wanted() {
    return this.regex.checked ? this.input.value : this.input.value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  }

  pattern() {
    this.input.setCustomValidity('');
    if (!this.input.value) return null;
    try {
      return new RegExp(this.wanted(), 'giu');
    } catch {
      this.input.setCustomValidity('That is no regular expression.');
      return null;
    }
  }

  /** To the next line that has it, or the one before. @param {number} by */
  step(by) {
    const hits = this.lines.filter((l) => l.hit);
    if (hits.length === 0) return;
    this.at = this.at < 0 ? (by > 0 ? 0 : hits.length - 1) : (this.at + by + hits.length) % hits.length;
    this.lines.forEach((l) => l.box.classList.toggle('current', l === hits[this.at]));
    if (by > 0 || this.at < hits.length - 1) this.followNow(false);
    hits[this.at].box.scrollIntoView({ block: 'nearest' });
    this.tell();
  }

  tell() {
    const hits = this.find ? this.lines.filter((l) => l.hit).length : 0;
    this.found.textContent = this.input.validationMessage || (this.find ? this.at >= 0 ? `${this.at + 1} of ${hits}` : count(hits, 'line', 'lines') : '');
    this.more.hidden = this.follows || this.unseen === 0;
    this.more.textContent = count(this.unseen, 'new line', 'new lines');
  }

  /** @param {boolean} follows */
  followNow(follows) {
    this.follows = follows;
    this.following.checked = follows;
    if (follows) {
      this.unseen = 0;
      this.box.scrollTop = this.box.scrollHeight;
    }
    this.tell();
  }

  scrolled() {
    const isEnd = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR;
    if (isEnd !== this.follows) this.followNow(isEnd);
  }

  async searchAll() {
    if (!this.input.value) { this.input.focus(); return; }
    const query = new URLSearchParams([...this.names.map((n) => ['name', n]), ['grep', `(?i)${this.wanted()}`], ['tail', '2000']]);
    say('Searching.');
    try {
      const lines = await readAll(`v1/logs?${query}`, '{"');
      const names = this.names;
      this.begin(names);
      this.followNow(false);
      const end = `${count(lines.length, 'line', 'lines')} of all that is kept; new lines follow`;
      this.fresh = [...lines, { name: names[0], isMark: true, line: end }];
      this.append();
      this.box.scrollTop = 0;
      say(count(lines.length, 'line found', 'lines found'));
    } catch (refused) {
      say(refused.message);
      this.found.textContent = refused.message;
    }
  }
}
