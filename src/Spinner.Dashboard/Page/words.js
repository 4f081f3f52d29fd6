// Why a child is as it is, and what comes next, in words.
import { count, milliseconds, sinceSeconds, span } from './format.js';

/** @param {any} child */
export function why(child) {
  switch (child.state) {
    case 'faulted': return ended(child.lastExit, child.fault?.detail).join(': ') || 'faulted';
    case 'starting': case 'restarting': return underWay(child);
    case 'started': case 'running': return [child.statusText, uses(child.aliveBecause)].filter(Boolean).join(' · ');
    case 'stopped': return child.downBecause ?? '';
    default: return child.statusText ?? '';
  }
}

// How it ended, unless the words beside it say so already.
function ended(exit, detail) {
  return [detail?.includes(exit?.text) ? '' : exit?.text, detail].filter(Boolean);
}

function underWay(child) {
  if (child.waitsFor) return `waits for ${child.waitsFor}`;
  const failed = child.nextAttemptAt && child.lastExit ? child.lastExit.text : '';
  return [attempt(child), failed || child.statusText].filter(Boolean).join(' · ') || `for ${span(sinceSeconds(child.since))}`;
}

// One that is the first, and has not failed, needs no number.
function attempt(of) {
  const isWorthTelling = of.attempt > 1 || (of.attempt === 1 && (of.nextAttemptAt || of.event === 'error'));
  return isWorthTelling && of.attempts > 1 ? `attempt ${of.attempt} of ${of.attempts}` : '';
}

/** @param {any} alive */
function uses(alive) {
  if (!alive) return '';
  const words = [];
  if (alive.uses > 0) words.push(count(alive.uses, 'use', 'uses'));
  if (alive.neededBy?.length) words.push(`needed by ${alive.neededBy.join(', ')}`);
  if (alive.busy) words.push('busy');
  if (alive.keep) words.push('kept');
  return words.join(', ');
}

/** @param {any} child */
export function next(child) {
  const at = (time) => Math.max(0, (Date.parse(time) - Date.now()) / 1000);
  if (child.state === 'faulted') {
    if (child.relaunchAt) return `tries in ${span(at(child.relaunchAt))}`;
    const retry = child.fault?.retryAt;
    return retry && at(retry) > 0 ? `on request in ${span(at(retry))}` : retry ? 'on request' : '';
  }
  if (child.nextAttemptAt) return `tries in ${span(at(child.nextAttemptAt))}`;
  if (child.state === 'started') return child.aliveBecause?.idleDueAt ? `idle in ${span(at(child.aliveBecause.idleDueAt))}` : '';
  return child.state === 'stopped' ? 'on request' : '';
}

/** A whole sentence. @param {any} child */
export function explain(child) {
  const [because, then] = [why(child), next(child)];
  const since = span(sinceSeconds(child.since));
  const head = {
    faulted: `Faulted for ${since}`, started: `Started ${since} ago`, running: `Runs for ${since}`, stopped: `Without a process for ${since}`,
    starting: `Being started for ${since}`, stopping: `Being stopped for ${since}`, restarting: `Being replaced for ${since}`,
  }[child.state] ?? `${child.state} for ${since}`;
  return `${head}${because ? `: ${because}` : ''}.${then ? ` Next: ${then}.` : ''}`;
}

/** @param {any} event */
export function happened(event) {
  switch (event.event) {
    case 'started': case 'restarted':
      return [event.tookMs == null ? '' : `in ${milliseconds(event.tookMs)}`, attempt(event), `pid ${event.pid}`].filter(Boolean).join(' · ');
    case 'stopped': return [event.detail, event.exit?.text].filter(Boolean).join(' · ');
    case 'error': return [attempt(event), ...ended(event.exit, event.detail)].filter(Boolean).join(' · ');
    default: return event.detail ?? '';
  }
}

/** Why, and who asked for it. @param {any} event */
export function cause(event) {
  return [event.cause, event.by ? `by ${event.by}` : ''].filter(Boolean).join(' ');
}

/** As a mark between the lines of a log; null: it is none. @param {any} event */
export function inLog(event) {
  switch (event.event) {
    case 'started': return `launch ${event.launch} is there, pid ${event.pid}`;
    case 'restarted': return `launch ${event.launch} has taken over, pid ${event.pid}`;
    case 'stopped': return `stopped: ${event.exit?.text ?? event.cause}`;
    case 'error': return `launch ${event.launch}: ${event.exit?.text ?? event.detail}`;
    case 'faulted': return `faulted: ${event.detail}`;
    default: return null;
  }
}
