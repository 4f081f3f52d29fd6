// Nobody is signed in: how to get in.
import { button, el } from './dom.js';
import { signIn } from './session.js';

/** @param {string} reason @param {() => void} entered */
export function signInView(reason, entered) {
  const told = el('p', { class: 'told bad', role: 'alert' }, reason);
  const token = el('input', { type: 'password', autocomplete: 'off', 'aria-label': 'Token' });
  async function go() {
    if (!token.value.trim()) return;
    try {
      if (await signIn(token.value.trim())) entered();
      else told.textContent = 'The daemon does not know this token.';
    } catch (broken) {
      told.textContent = broken.message;
    }
  }
  return el('main', { class: 'sign-in' },
    el('h1', {}, 'spinner'), told,
    el('p', {}, 'Run this where the daemon runs, and open what it writes:'), el('pre', {}, 'spinner ui'),
    el('p', { class: 'quiet' }, 'Its address is good once and for a minute. This tab stays signed in until it is closed, or was not used for twelve hours.'),
    el('details', {}, el('summary', {}, 'I have a token'),
      el('form', { class: 'tools', on: { submit: (e) => { e.preventDefault(); go(); } } }, token, button('sign in', go))));
}
