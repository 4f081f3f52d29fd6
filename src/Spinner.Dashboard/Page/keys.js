// What keys do. They are written at the foot of the page.
import { tell } from './ask.js';
import { el } from './dom.js';

export const KEYS = [
  ['/', 'filter, or find in a log'], ['j k ↓ ↑', 'move'], ['Enter', 'open'], ['Esc', 'back'], ['s', 'start'], ['x', 'stop'], ['r', 'restart'], ['l', 'its log'],
  ['f', 'follow the log'], ['n N', 'next, previous match'], ['g c', 'children'], ['g e', 'events'], ['g l', 'logs'], ['g d', 'daemon'], ['?', 'all keys'],
];

export function help() {
  tell('Keys', el('dl', { class: 'facts wide' }, ...KEYS.flatMap(([key, what]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, what)])));
}

/** @param {AbortSignal} until @param {Record<string, () => void>} acts */
export function listen(until, acts) {
  let isAfterG = false;
  document.addEventListener('keydown', (e) => {
    const at = /** @type {HTMLElement} */ (e.target);
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector('dialog[open]')) return;
    const isWriting = at instanceof HTMLSelectElement || (at instanceof HTMLInputElement && at.type !== 'checkbox');
    if (isWriting && e.key !== 'Escape') return;
    // The key of a button that has the focus is its own.
    if ((e.key === 'Enter' || e.key === ' ') && at instanceof HTMLButtonElement) return;
    const act = acts[isAfterG ? `g${e.key}` : e.key];
    isAfterG = !isAfterG && e.key === 'g';
    if (!act) return;
    e.preventDefault();
    act();
  }, { signal: until });
}
