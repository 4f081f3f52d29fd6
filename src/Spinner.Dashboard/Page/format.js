// Values as people read them.

/** @param {number} seconds */
export function span(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const [d, h, m] = [Math.floor(s / 86400), Math.floor(s / 3600) % 24, Math.floor(s / 60) % 60];
  if (d > 0) return `${d}d${h}h`;
  if (h > 0) return `${h}h${m}m`;
  if (m > 0) return `${m}m${s % 60}s`;
  return `${s}s`;
}

/** @param {number} ms */
export function milliseconds(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s` : span(ms / 1000);
}

/** @param {string|undefined|null} time */
export const sinceSeconds = (time) => time ? (Date.now() - Date.parse(time)) / 1000 : 0;

/** @param {number|null|undefined} bytes */
export function bytes(bytes) {
  if (bytes === null || bytes === undefined) return '–';
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(2)} GB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB` : `${Math.round(bytes / 1e3)} kB`;
}

/** @param {number|null|undefined} share 1 is all of one processor */
export function percent(share) {
  if (share === null || share === undefined) return '–';
  const value = share * 100;
  return value < 0.05 ? '0 %' : value < 10 ? `${value.toFixed(1)} %` : `${Math.round(value)} %`;
}

/** @param {string} time */
export function clock(time, parts = false) {
  const at = new Date(time);
  const text = at.toLocaleTimeString([], { hour12: false, hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return parts ? `${text}.${String(at.getMilliseconds()).padStart(3, '0')}` : text;
}

/** With the day, when it is not today. @param {string} time */
export function moment(time) {
  const at = new Date(time);
  return at.toDateString() === new Date().toDateString() ? clock(time) : `${at.toLocaleDateString()} ${clock(time)}`;
}

/** @param {number} count @param {string} one @param {string} many */
export const count = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** A word for a shell. @param {string} text */
export const quoted = (text) => /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** @param {any} endpoint */
export function endpoint(endpoint) {
  if (!endpoint || endpoint.kind === 'none') return '';
  if (endpoint.path) return endpoint.path;
  return endpoint.host?.includes(':') ? `[${endpoint.host}]:${endpoint.port}` : `${endpoint.host}:${endpoint.port}`;
}
