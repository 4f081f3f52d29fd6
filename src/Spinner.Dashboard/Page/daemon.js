// The daemon: its file, where it listens, and how it is told to read its file again.
import { confirm } from './ask.js';
import { button, el } from './dom.js';
import { bytes, moment, sinceSeconds, span } from './format.js';
import { leave, may, read, send, who } from './session.js';

export class Daemon {
  /** @param {import('./model.js').Model} model @param {() => void} left */
  constructor(model, left) {
    this.model = model;
    this.left = left;
    this.facts = el('dl', { class: 'facts wide' });
    this.told = el('p', { class: 'told', role: 'status' });
    this.result = el('pre', { tabindex: 0, hidden: true });
    this.buttons = el('div', { class: 'actions' });
    this.whole = el('section', { class: 'daemon', 'aria-label': 'Daemon', hidden: true }, this.facts, this.buttons, this.told, this.result);
  }

  async open() {
    this.buttons.replaceChildren(
      ...(may('define') ? [button('reload', () => this.reload(), { title: 'spinner reload' })] : []),
      ...(may('operate') ? [button('stop all', () => this.stopAll(), { class: 'danger', title: 'spinner stop --all' })] : []),
      button('sign out', async () => { await leave(); this.left(); }));
    this.draw();
    try {
      this.model.daemon = await read('v1/daemon');
      this.draw();
    } catch (refused) {
      this.tell(refused.message, true);
    }
  }

  draw() {
    const d = this.model.daemon;
    if (!d) return;
    const reload = d.lastReload ? `${moment(d.lastReload.at)}: ${d.lastReload.errors.length > 0 ? d.lastReload.errors.join('; ') : 'in force'}` : 'not since it was started';
    const facts = [
      ['file', d.file], ['last reload', reload], ['version', d.version], ['up', `${span(sinceSeconds(d.startedAt))}, pid ${d.pid}`], ['memory', bytes(d.memoryBytes)],
      ['socket', d.socket], ['control API', d.addresses.join(', ')], ['front door', d.doorAddresses.join(', ')], ['logs', d.logDirectory],
      ['you are', `${who()?.name}: ${who()?.roles.join(', ')}`],
    ].filter(([, value]) => value);
    this.facts.replaceChildren(...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
  }

  tell(text, isBad) {
    this.told.className = isBad ? 'told bad' : 'told';
    this.told.textContent = text;
  }

  async reload() {
    const detail = 'The daemon reads its file again. What is new is known from then on; what is gone from it is stopped and removed; what has changed is started anew.';
    if (!await confirm('Reload the file?', detail, 'reload', 'spinner reload')) return;
    this.result.hidden = true;
    try {
      const done = await send('POST', 'v1/reload');
      const lines = [...done.added.map((n) => `added    ${n}`), ...done.removed.map((n) => `removed  ${n}`), ...done.changed.map((n) => `changed  ${n}`),
        ...Object.entries(done.failed).map(([n, e]) => `failed   ${n}: ${e}`), ...done.needsRestart.map((k) => `later    ${k}`), `${done.unchanged} unchanged`];
      this.tell('Reloaded.', false);
      this.result.textContent = lines.join('\n');
    } catch (refused) {
      this.tell('Not reloaded, the old file stays in force.', true);
      this.result.textContent = (refused.problem?.errors ?? [refused.message]).join('\n');
    }
    this.result.hidden = false;
    await this.open();
  }

  async stopAll() {
    const running = [...this.model.children.values()].filter((c) => c.pid).length;
    if (!await confirm('Stop all children?', `${running} of them run. Those that are kept start again when somebody starts them.`, 'stop all', 'spinner stop --all')) return;
    try {
      await send('POST', 'v1/stop-all');
      this.tell('All are stopped.', false);
    } catch (refused) {
      this.tell(refused.message, true);
    }
  }
}
