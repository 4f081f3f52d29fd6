// What can be done to a child, each with the command that does the same.
import { confirm } from './ask.js';
import { copy, copyIcon, el, say } from './dom.js';
import { count, quoted } from './format.js';
import { may, send } from './session.js';

const of = (name, rest = '') => `v1/children/${encodeURIComponent(name)}${rest}`;

/**
 * @typedef {{word: string, role: 'operate'|'define', fits: (child: any) => boolean, ask: (child: any) => string|null, run: (name: string) => Promise<any>}} Action
 * @type {Record<string, Action>}
 */
export const ACTIONS = {
  start: {
    word: 'start', role: 'operate', fits: (c) => ['stopped', 'faulted'].includes(c.state), ask: () => null,
    run: (name) => send('POST', of(name, '/start')),
  },
  restart: {
    word: 'restart', role: 'operate', fits: (c) => c.kind !== 'task' && !['stopped'].includes(c.state), ask: inUse,
    run: (name) => send('POST', of(name, '/restart')),
  },
  stop: {
    word: 'stop', role: 'operate', fits: (c) => c.state !== 'stopped', ask: inUse,
    run: (name) => send('POST', of(name, '/stop')),
  },
  remove: {
    word: 'remove', role: 'define', fits: () => true, ask: () => 'It is stopped and forgotten; its log files stay.',
    run: (name) => send('DELETE', of(name)),
  },
};

/** @param {any} child */
function inUse(child) {
  const uses = child.aliveBecause?.uses ?? 0;
  const needed = child.aliveBecause?.neededBy ?? [];
  return uses > 0 ? `It is in use: ${count(uses, 'use', 'uses')}${needed.length ? `, needed by ${needed.join(', ')}` : ''}.` : null;
}

/** @param {string} action @param {string} name */
export const command = (action, name) => `spinner ${action} ${quoted(name)}`;

export const allowed = (action, child) => may(ACTIONS[action].role) && ACTIONS[action].fits(child);

/** @param {string} action @param {any} child @param {(text: string, isBad: boolean) => void} tell */
export async function act(action, child, tell) {
  if (!allowed(action, child)) return;
  const question = ACTIONS[action].ask(child);
  if (question && !await confirm(`${ACTIONS[action].word} ${child.name}?`, question, ACTIONS[action].word, command(action, child.name))) return;
  tell(`${command(action, child.name)} …`, false);
  try {
    await ACTIONS[action].run(child.name);
    tell(`${command(action, child.name)}: done`, false);
    say(`${child.name}: ${action} done`);
  } catch (refused) {
    tell(`${command(action, child.name)}: ${refused.message}`, true);
    say(`${child.name}: ${refused.message}`);
  }
}

/** The buttons of a child, and the commands behind them. @param {any} child @param {(action: string) => void} run */
export function bar(child, run) {
  return Object.keys(ACTIONS).filter((a) => may(ACTIONS[a].role)).map((action) => el('span', { class: 'pair' },
    el('button', {
      type: 'button', disabled: !allowed(action, child), class: action === 'remove' ? 'danger' : '', 'data-action': action, on: { click: () => run(action) },
    }, action),
    el('button', {
      type: 'button', class: 'copy', title: `copy: ${command(action, child.name)}`, 'aria-label': `Copy the command ${command(action, child.name)}`,
      on: { click: () => copy(command(action, child.name)) },
    }, copyIcon())));
}
