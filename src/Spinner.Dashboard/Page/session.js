// Who is at the page: a code in the fragment becomes a token, which this tab keeps, and shows in a header and nowhere else.

const KEY = 'spinner.token';

export class Refused extends Error {
  /** @param {any} problem */
  constructor(problem) {
    super(problem.detail || problem.title || 'refused');
    this.problem = problem;
    this.status = problem.status;
  }
}

/** @type {{name: string, roles: string[]} | null} */
let me = null;

export const who = () => me;

/** @param {'observe'|'operate'|'define'} role */
export const may = (role) => me?.roles.includes(role) ?? false;

/** @param {string} path @param {RequestInit} [init] */
export async function ask(path, init = {}) {
  const token = sessionStorage.getItem(KEY);
  const headers = new Headers(init.headers);
  if (token) headers.set('Authorization', `Bearer ${token}`);
  headers.set('X-Spinner', 'page');
  const answer = await fetch(path, { ...init, headers, cache: 'no-store', credentials: 'same-origin' });
  if (answer.ok) return answer;
  let problem = { status: answer.status, title: answer.statusText, detail: '' };
  if (answer.headers.get('Content-Type')?.startsWith('application/problem+json')) problem = await answer.json();
  throw new Refused({ ...problem, status: answer.status });
}

/** @param {string} path */
export const read = async (path) => (await ask(path)).json();

/** What the events of a stream that ends say, those that begin like this. @param {string} path @param {string} begin */
export const readAll = async (path, begin) => (await (await ask(path)).text()).split('\n').filter((l) => l.startsWith(`data: ${begin}`)).map((l) => JSON.parse(l.slice(6)));

/** @param {string} method @param {string} path @param {any} [body] */
export const send = async (method, path, body) => (await ask(path, { method, body: body === undefined ? undefined : JSON.stringify(body) })).json();

/** Takes the code out of the address, where nobody is to read it again. */
async function exchange() {
  const code = /^#c=([0-9a-f]+)$/.exec(location.hash)?.[1];
  if (!code) return;
  history.replaceState(null, '', location.pathname + location.search);
  sessionStorage.removeItem(KEY);
  const session = await send('POST', 'v1/sessions', { code });
  sessionStorage.setItem(KEY, session.token);
}

/** @returns {Promise<boolean>} whether somebody is signed in */
export async function enter() {
  await exchange();
  return signIn(null);
}

/** @param {string|null} token one that was pasted; null: the one this tab has */
export async function signIn(token) {
  if (token) sessionStorage.setItem(KEY, token);
  if (!sessionStorage.getItem(KEY)) return false;
  try {
    me = await read('v1/me');
    return true;
  } catch (refused) {
    if (!(refused instanceof Refused) || refused.status !== 401) throw refused;
    forget();
    return false;
  }
}

export function forget() {
  sessionStorage.removeItem(KEY);
  me = null;
}

export async function leave() {
  try {
    if (me) await send('DELETE', `v1/sessions/${encodeURIComponent(me.name)}`);
  } catch {
    // A token of the file is nobody's session; this tab forgets it all the same.
  }
  forget();
}
