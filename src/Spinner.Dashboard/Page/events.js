// All that happens, the latest first.
import { el } from './dom.js';
import { moment } from './format.js';
import { cause, happened } from './words.js';

const MOST = 300;

export class Events {
  /** @param {import('./model.js').Model} model @param {(name: string) => void} open */
  constructor(model, open) {
    this.model = model;
    this.open = open;
    this.kind = el('select', { 'aria-label': 'Event', on: { change: () => this.draw(true) } },
      ...['all events', 'started', 'restarted', 'stopped', 'error', 'faulted'].map((k) => el('option', { value: k === 'all events' ? '' : k }, k)));
    this.cause = el('select', { 'aria-label': 'Cause', on: { change: () => this.draw(true) } });
    this.list = el('ol', { class: 'timeline all' });
    this.whole = el('section', { class: 'events', 'aria-label': 'Events', hidden: true }, el('div', { class: 'tools' }, this.kind, this.cause), this.list);
    this.filter = '';
  }

  draw(isAsked = false) {
    const all = this.model.all;
    const key = `${all.length} ${all.at(-1)?.sequence ?? ''} ${this.filter}`;
    if (!isAsked && this.drawn === key) return;
    this.drawn = key;
    this.drawCauses();
    const wanted = this.filter.toLowerCase();
    const shown = [...all].reverse().filter((e) => (!this.kind.value || e.event === this.kind.value) && (!this.cause.value || e.cause === this.cause.value)
      && (!wanted || e.name.toLowerCase().includes(wanted))).slice(0, MOST);
    this.list.replaceChildren(...shown.map((e) => el('li', { class: e.event },
      el('time', { datetime: e.time }, moment(e.time)), el('button', { type: 'button', class: 'name', on: { click: () => this.open(e.name) } }, e.name),
      el('b', {}, e.event), e.cause ? el('span', { class: 'quiet' }, cause(e)) : null, el('span', {}, happened(e)))));
    if (shown.length === 0) this.list.replaceChildren(el('li', { class: 'empty' }, all.length > 0 ? 'No event fits the filter.' : 'Nothing has happened yet.'));
  }

  drawCauses() {
    const causes = [...new Set(this.model.all.map((e) => e.cause).filter(Boolean))].sort();
    if (this.causes === causes.join(' ')) return;
    this.causes = causes.join(' ');
    const chosen = this.cause.value;
    this.cause.replaceChildren(el('option', { value: '' }, 'all causes'), ...causes.map((c) => el('option', { value: c }, c)));
    this.cause.value = causes.includes(chosen) ? chosen : '';
  }
}
