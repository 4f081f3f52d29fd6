// Colours of a terminal as classes; whatever else moves a terminal is left out.
import { el } from './dom.js';

const SEQUENCE = new RegExp([
  '\\x1b\\[([\\d;:]*)m', '(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]?',
  '(?:\\x1b[\\]PX^_]|[\\x9d\\x90\\x98\\x9e\\x9f])[^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c)?', '\\x1b[ -/]*[0-~]?',
].join('|'), 'g');
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/g;
// They turn the order of a line about, or nobody sees them.
const TURNS = /[\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;

/** @param {string} line @returns {{text: string, style: string}[]} */
export function parts(line) {
  const found = [];
  let [at, style] = [0, new Set()];
  const add = (text) => {
    const shown = clean(text);
    if (shown) found.push({ text: shown, style: [...style].join(' ') });
  };
  for (const match of line.matchAll(SEQUENCE)) {
    add(line.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[1] !== undefined) style = apply(style, match[1]);
  }
  add(line.slice(at));
  return found;
}

/** @param {string} line */
export const plain = (line) => parts(line).map((p) => p.text).join('');

/** @param {string} text */
function clean(text) {
  const last = text.replace(/\r+$/, '').lastIndexOf('\r');
  return text.slice(last + 1).replace(TURNS, (c) => `<U+${c.codePointAt(0).toString(16).toUpperCase()}>`).replace(CONTROL, '');
}

/** @param {Set<string>} style @param {string} codes */
function apply(style, codes) {
  const now = new Set(style);
  const numbers = codes === '' ? [0] : codes.split(/[;:]/).map(Number);
  const drop = (prefix) => [...now].filter((c) => c.startsWith(prefix)).forEach((c) => now.delete(c));
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i];
    if (code === 0) now.clear();
    else if (code === 1) now.add('bold');
    else if (code === 3) now.add('italic');
    else if (code === 4) now.add('underline');
    else if (code === 22) now.delete('bold');
    else if (code === 23) now.delete('italic');
    else if (code === 24) now.delete('underline');
    else if (code === 39) drop('fg');
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) { drop('fg'); now.add(`fg${code % 10}`); }
    else if (code === 38 || code === 48) i += numbers[i + 1] === 5 ? 2 : 4;
  }
  return now;
}

/**
 * The line with what was looked for marked.
 * @param {Element} to @param {string} line @param {RegExp|null} find @returns {boolean} whether it is there
 */
export function show(to, line, find) {
  const pieces = parts(line);
  if (!find) {
    to.replaceChildren(...pieces.map((p) => p.style ? el('span', { class: p.style }, p.text) : document.createTextNode(p.text)));
    return false;
  }
  const text = pieces.map((p) => p.text).join('');
  const [made, matches] = [[], [...text.matchAll(find)].filter((m) => m[0].length > 0)];
  let at = 0;
  for (const match of matches) {
    if (match.index > at) made.push(text.slice(at, match.index));
    made.push(el('mark', {}, match[0]));
    at = match.index + match[0].length;
  }
  made.push(text.slice(at));
  to.replaceChildren(...made);
  return matches.length > 0;
}
