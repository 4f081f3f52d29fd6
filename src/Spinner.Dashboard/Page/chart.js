// Lines and bars, drawn as paths.
import { el, svg } from './dom.js';

/**
 * A line of the last values in a row.
 * @param {SVGElement} path @param {(number|null)[]} values @param {number} width @param {number} height @param {number} [top]
 */
export function drawLine(path, values, width, height, top) {
  const most = Math.max(top ?? 0, ...values.map((v) => v ?? 0), Number.EPSILON);
  const step = values.length > 1 ? width / (values.length - 1) : width;
  let [d, isOpen] = ['', false];
  values.forEach((value, i) => {
    if (value === null || value === undefined) { isOpen = false; return; }
    d += `${isOpen ? 'L' : 'M'}${(i * step).toFixed(1)} ${(height - 1 - (value / most) * (height - 2)).toFixed(1)}`;
    isOpen = true;
  });
  path.setAttribute('d', d);
}

/** @param {number} width @param {number} height */
export function sparkline(width, height) {
  const path = svg('path', { class: 'line' });
  const box = svg('svg', { class: 'spark', viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' }, path);
  return { box, draw: (values, top) => drawLine(path, values, width, height, top) };
}

/** A chart with a name, its greatest value, and marks where a launch began. @param {string} name @param {(value: number) => string} show */
export function chart(name, show) {
  const [width, height] = [600, 90];
  const path = svg('path', { class: 'line' });
  const marks = svg('g', { class: 'marks' });
  const box = svg('svg', { class: 'chart', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, marks, path);
  const [now, most, left] = [el('span', { class: 'now' }), el('span', { class: 'quiet' }), el('span', { class: 'quiet' })];
  const axis = el('div', { class: 'axis' }, left, el('span', { class: 'quiet' }, 'now'));
  const made = el('figure', { class: 'figure' }, el('figcaption', {}, el('b', {}, name), ' ', now, ' ', most), box, axis);
  return {
    box: made,
    /** @param {(number|null)[]} values @param {number[]} at from 0 to 1 @param {string} begins */
    draw(values, at, begins) {
      const known = values.filter((v) => v !== null && v !== undefined);
      drawLine(path, values, width, height);
      marks.replaceChildren(...at.map((x) => svg('path', { d: `M${(x * width).toFixed(1)} 0V${height}` })));
      now.textContent = known.length > 0 ? show(known[known.length - 1]) : 'nothing yet';
      most.textContent = known.length > 0 ? `at most ${show(Math.max(...known))}` : '';
      left.textContent = begins;
    },
  };
}

const WIDE = 4;
const KINDS = { started: 'good', restarted: 'good', stopped: 'rest', error: 'bad', faulted: 'bad' };

/** The last events, a small bar each. @param {any[]} events @param {number} most */
export function eventBar(events, most) {
  return events.slice(-most).map((event) => svg('rect', { class: KINDS[event.event] ?? 'rest' }));
}

/** @param {number} most */
export function barOf(most) {
  const box = svg('svg', { class: 'bar', viewBox: `0 0 ${most * WIDE} 12`, width: most * WIDE, height: 12, 'aria-hidden': 'true' });
  return {
    box,
    draw(events) {
      const rects = eventBar(events, most);
      rects.forEach((rect, i) => {
        for (const [name, value] of [['x', i * WIDE], ['y', 0], ['width', WIDE - 1], ['height', 12]]) rect.setAttribute(String(name), String(value));
      });
      box.replaceChildren(...rects);
    },
  };
}
