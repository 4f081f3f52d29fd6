// The one stream of this tab. It is read as long as somebody looks, and opened anew when it breaks off.
import { ask, Refused } from './session.js';

const PAUSES = [500, 1000, 2000, 5000];
const HIDDEN_AFTER = 10_000;

export class Live {
  /** @param {{on: (event: string, data: any) => void, state: (state: 'live'|'gone'|'paused'|'expired') => void}} told */
  constructor(told) {
    this.told = told;
    /** @type {string[]} */
    this.logs = [];
    this.tail = 500;
    this.tries = 0;
    /** @type {AbortController|null} */
    this.reading = null;
    this.hidden = 0;
    document.addEventListener('visibilitychange', () => this.seen());
  }

  /** Reads along what these children write, and nothing else. @param {string[]} names @param {number} tail */
  follow(names, tail = 500) {
    if (names.join('\n') === this.logs.join('\n') && this.reading) return;
    this.logs = names;
    this.tail = tail;
    this.open();
  }

  open() {
    this.reading?.abort();
    clearTimeout(this.waiting);
    const reading = this.reading = new AbortController();
    this.run(reading).catch((broken) => {
      if (reading !== this.reading) return;
      this.reading = null;
      if (broken instanceof Refused && broken.status === 401) return this.told.state('expired');
      // A child that is followed may be gone; the rest of what is watched is not.
      if (broken instanceof Refused && broken.status === 404 && this.logs.length > 0) this.logs = [];
      this.told.state('gone');
      this.waiting = setTimeout(() => this.open(), PAUSES[Math.min(this.tries++, PAUSES.length - 1)]);
    });
  }

  close() {
    this.reading?.abort();
    this.reading = null;
    clearTimeout(this.waiting);
  }

  // A browser has six connections for all tabs of a place: who is not looked at gives his back.
  seen() {
    clearTimeout(this.hidden);
    if (document.visibilityState === 'hidden') {
      this.hidden = setTimeout(() => { this.close(); this.told.state('paused'); }, HIDDEN_AFTER);
    } else if (!this.reading) this.open();
  }

  /** @param {AbortController} reading */
  async run(reading) {
    const logs = this.logs.map((name) => ['log', name]);
    const query = new URLSearchParams([['children', 'true'], ['events', 'true'], ...logs, ['tail', String(this.tail)]]);
    const answer = await ask(`v1/live?${query}`, { signal: reading.signal });
    this.tries = 0;
    this.told.state('live');
    if (this.logs.length > 0) this.told.on('logs', this.logs);
    const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ''; ;) {
      const { value, done } = await text.read();
      if (done) throw new Error('broken off');
      rest += value;
      let end;
      while ((end = rest.indexOf('\n\n')) >= 0) {
        this.take(rest.slice(0, end));
        rest = rest.slice(end + 2);
      }
    }
  }

  /** @param {string} block */
  take(block) {
    let [event, data] = ['message', ''];
    for (const line of block.split('\n')) {
      if (line.startsWith('event: ')) event = line.slice(7);
      else if (line.startsWith('data: ')) data += line.slice(6);
    }
    if (event === 'end') throw new Error('the daemon ends');
    if (data) this.told.on(event, JSON.parse(data));
  }
}
