// Elements. Whatever comes from elsewhere becomes text and nothing else: there is no other way in here.

/** @param {string} tag @param {Record<string, any>} [props] @param {...(Node|string|null|undefined|false)} children */
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') made.className = value;
    else if (name === 'on') for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (name in made && typeof value !== 'string') made[name] = value;
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((c) => c || c === ''));
  return made;
}

/** @param {string} tag @param {Record<string, any>} attributes @param {...Node} children */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** Sets a text only where it has changed: what a reader has selected stays. @param {Element} to @param {string} text */
export function setText(to, text) {
  if (to.textContent !== text) to.textContent = text;
}

/** @param {Element} of @param {string} value */
export function setClass(of, value) {
  if (of.getAttribute('class') !== value) of.setAttribute('class', value);
}

/** Tells people who hear the page, not see it. @param {string} text */
export function say(text) {
  const said = document.getElementById('said');
  if (said) said.textContent = text;
}

/** A function that runs once in the next frame, however often it was asked to. @param {() => void} work */
export function onceAFrame(work) {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => { isAsked = false; work(); });
  };
}

/** A button. @param {string} text @param {() => void} act @param {Record<string, any>} [props] */
export const button = (text, act, props = {}) => el('button', { type: 'button', ...props, on: { click: act } }, text);

/** Two sheets. */
export const copyIcon = () => svg('svg', { class: 'icon', viewBox: '0 0 16 16', width: 13, height: 13, 'aria-hidden': 'true' },
  svg('path', { d: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3' }));

/** @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say('Copied.');
    return true;
  } catch {
    say('The browser does not allow to copy.');
    return false;
  }
}
