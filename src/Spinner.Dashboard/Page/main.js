// The page.
import { act } from './actions.js';
import { ChildView } from './child.js';
import { Daemon } from './daemon.js';
import { button, el, onceAFrame, say, setClass, setText } from './dom.js';
import { Events } from './events.js';
import { count, sinceSeconds, span } from './format.js';
import { help, KEYS, listen } from './keys.js';
import { Live } from './live.js';
import { Logs } from './logs.js';
import { Model } from './model.js';
import { enter, forget, read, Refused, who } from './session.js';
import { signInView } from './signin.js';
import { Table } from './table.js';
import { inLog } from './words.js';

const SCHEME = 'spinner.scheme';
const app = /** @type {HTMLElement} */ (document.getElementById('app'));

function scheme(chosen) {
  if (chosen) document.documentElement.dataset.scheme = chosen;
}

async function begin(reason = '') {
  scheme(localStorage.getItem(SCHEME));
  try {
    if (await enter()) run();
    else app.replaceChildren(signInView(reason, run));
  } catch (broken) {
    if (broken instanceof Refused) app.replaceChildren(signInView(broken.message, run));
    else {
      app.replaceChildren(el('main', { class: 'sign-in' }, el('h1', {}, 'spinner'),
        el('p', { class: 'told bad' }, 'The daemon does not answer. Trying again.')));
      setTimeout(() => begin(reason), 2000);
    }
  }
}

function run() {
  const model = new Model();
  const draw = onceAFrame(() => drawAll());
  const table = new Table(model, openChild);
  const child = new ChildView(model, back);
  const events = new Events(model, openChild);
  const logs = new Logs(model, (names) => live.follow(names));
  const daemon = new Daemon(model, () => leaveFor(''));
  const live = new Live({ on: take, state: tellState });
  let view = 'children';

  const place = el('span', { class: 'place' });
  const state = el('span', { class: 'live' });
  const filter = el('input', {
    type: 'search', placeholder: 'filter', 'aria-label': 'Filter children', on: { input: () => { table.filter = events.filter = filter.value; drawAll(); } },
  });
  const summary = el('p', { class: 'summary' });
  const gone = el('p', { class: 'gone', role: 'alert', hidden: true });
  const tabs = ['children', 'events', 'logs', 'daemon'].map((name) =>
    button(name, () => show(name), { 'data-view': name }));
  const toggle = button('◐', () => {
    const isDark = getComputedStyle(document.documentElement).colorScheme === 'dark';
    localStorage.setItem(SCHEME, isDark ? 'light' : 'dark');
    scheme(isDark ? 'light' : 'dark');
  }, { class: 'scheme', 'aria-label': 'Light or dark', title: 'light or dark' });
  const main = el('main', {}, el('h1', { class: 'hidden-text' }, 'Children of the spinner'), gone, table.whole, child.whole, events.whole, logs.whole, daemon.whole);
  app.replaceChildren(
    el('header', {},
      el('div', { class: 'top' }, el('strong', {}, 'spinner'), place, filter, state, toggle,
        el('span', { class: 'who' }, `${who()?.name} · ${who()?.roles.at(-1) ?? ''}`)),
      el('div', { class: 'under' }, summary, el('nav', { 'aria-label': 'Views' }, ...tabs))),
    main,
    el('footer', {}, ...KEYS.slice(0, 7).map(([key, what]) => el('span', {}, el('kbd', {}, key), ` ${what.split(',')[0]}`)), button('? all keys', help)));

  function take(event, data) {
    if (event === 'logs') return;
    if (event === 'log') {
      child.log.take(data);
      logs.log.take(data);
      return;
    }
    const before = event === 'child' ? model.children.get(data.name)?.state : undefined;
    model.take(event, data);
    if (event === 'child' && before && before !== data.state) say(`${data.name} is ${data.state}`);
    if (event === 'event') marks(data);
    draw();
  }

  function marks(event) {
    const text = inLog(event);
    if (!text) return;
    child.log.mark(event, text);
    logs.log.mark(event, text);
  }

  async function tellState(now) {
    const was = model.state;
    model.state = now;
    if (now === 'expired') {
      forget();
      leaveFor('The session has ended. Run `spinner ui` for another.');
      return;
    }
    if (now === 'gone' && was !== 'gone') {
      model.goneAt = Date.now();
      say('The daemon does not answer.');
    }
    if (now === 'live') {
      // What is followed comes again from its beginning, right after this.
      if (view === 'logs') logs.log.begin(logs.log.names);
      if (child.name) child.beginLog();
      try {
        model.daemon = await read('v1/daemon');
        model.begin(await read('v1/recent'));
      } catch {
        // The stream tells that the daemon is gone, and comes back here.
      }
    }
    draw();
  }

  function leaveFor(reason) {
    live.close();
    clearInterval(ticking);
    keys.abort();
    app.replaceChildren(signInView(reason, run));
  }

  function show(name) {
    view = name;
    if (child.name) { child.hide(); table.selected = null; }
    for (const [key, of] of Object.entries({ children: table, events, logs, daemon })) of.whole.hidden = key !== name;
    if (name === 'logs') logs.open();
    else live.follow([]);
    if (name === 'daemon') daemon.open();
    drawAll();
  }

  function openChild(name) {
    if (view !== 'children') show('children');
    table.selected = name;
    child.open(name);
    live.follow([name]);
    drawAll();
    child.title.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function back() {
    const name = child.name;
    if (document.activeElement instanceof HTMLInputElement) return document.activeElement.blur();
    if (!name) return;
    child.hide();
    live.follow([]);
    drawAll();
    table.rows.get(name)?.link.focus();
  }

  function drawAll() {
    const d = model.daemon;
    setText(place, d ? `${d.file} · up ${span(sinceSeconds(d.startedAt))}` : '');
    setText(state, { opening: '… connecting', live: '● live', gone: '○ gone', paused: '◌ paused' }[model.state] ?? model.state);
    setClass(state, `live ${model.state}`);
    const c = model.counts();
    setText(summary, `${count(model.children.size, 'child', 'children')} · ${c.started} started · ${c.faulted} faulted · ${c.changing} changing · ${c.asleep} asleep`);
    document.title = c.faulted > 0 ? `(${c.faulted}) spinner` : 'spinner';
    gone.hidden = model.state !== 'gone';
    const since = span((Date.now() - model.goneAt) / 1000);
    if (model.state === 'gone') setText(gone, `The daemon has not answered for ${since}; this is what was known last. Trying again.`);
    main.classList.toggle('stale', model.state === 'gone');
    document.body.classList.toggle('one', Boolean(child.name));
    for (const tab of tabs) tab.setAttribute('aria-pressed', String(tab.dataset.view === view));
    if (view === 'children') table.draw();
    child.draw();
    if (view === 'events') events.draw();
    if (view === 'logs') logs.draw();
  }

  const log = () => (view === 'logs' ? logs.log : child.name ? child.log : null);
  const one = (action) => () => {
    const chosen = model.children.get(child.name || table.selected);
    if (chosen) act(action, chosen, (text, isBad) => { child.tell(text, isBad); say(text); });
  };
  const keys = new AbortController();
  listen(keys.signal, {
    '/': () => (log()?.input ?? filter).focus(),
    j: () => table.move(1), k: () => table.move(-1), ArrowDown: () => table.move(1), ArrowUp: () => table.move(-1),
    Enter: () => table.selected && openChild(table.selected), Escape: back, s: one('start'), x: one('stop'), r: one('restart'),
    l: () => { if (table.selected) openChild(table.selected); child.log.box.focus(); }, f: () => log()?.followNow(!log().follows),
    n: () => log()?.step(1), N: () => log()?.step(-1), gc: () => show('children'), ge: () => show('events'), gl: () => show('logs'), gd: () => show('daemon'), '?': help,
  });
  const ticking = setInterval(draw, 1000);
  live.open();
  drawAll();
}

addEventListener('hashchange', () => begin());
begin();
