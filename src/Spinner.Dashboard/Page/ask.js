// A question that has to be answered before anything is done.
import { button, el } from './dom.js';

/** @param {string} question @param {string} detail @param {string} yes @param {string} command @returns {Promise<boolean>} */
export function confirm(question, detail, yes, command) {
  return new Promise((answer) => {
    const close = (value) => { box.close(); box.remove(); answer(value); };
    const box = el('dialog', { class: 'question', 'aria-labelledby': 'question' },
      el('h2', { id: 'question' }, question), el('p', {}, detail), command ? el('pre', {}, command) : null,
      el('div', { class: 'buttons' }, button('Cancel', () => close(false)), button(yes, () => close(true), { class: 'danger' })));
    box.addEventListener('cancel', (e) => { e.preventDefault(); close(false); });
    document.body.append(box);
    box.showModal();
    box.querySelector('button')?.focus();
  });
}

/** @param {string} title @param {Node[]} inside */
export function tell(title, ...inside) {
  const box = el('dialog', { class: 'question', 'aria-labelledby': 'told' }, el('h2', { id: 'told' }, title), ...inside);
  const close = () => { box.close(); box.remove(); };
  box.append(el('div', { class: 'buttons' }, button('Close', close)));
  box.addEventListener('cancel', close);
  document.body.append(box);
  box.showModal();
}
