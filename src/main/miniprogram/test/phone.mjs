// What a phone gives the pure modules: storage, a clock that a test moves, and the built modules themselves.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** A module of the mini-program as built. */
export const built = (name) => require(`../target/app/${name}.js`);

/** Storage that copies, as the platform's does; `full` makes it refuse. */
export class Storage {
  kept = new Map();
  full = false;

  get(key) {
    return this.kept.has(key) ? JSON.parse(this.kept.get(key)) : '';
  }

  set(key, value) {
    if (this.full) throw new Error('setStorage:fail exceed storage max size');
    this.kept.set(key, JSON.stringify(value));
  }

  remove(key) {
    this.kept.delete(key);
  }

  keys() {
    return [...this.kept.keys()];
  }
}

/** Time stands still until a test lets it pass. */
export class Clock {
  time = 1_800_000_000_000;
  timers = new Set();

  now = () => this.time;
  random = () => 0.5;

  after(milliseconds, call) {
    const timer = { at: this.time + milliseconds, call };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  async pass(milliseconds) {
    const end = this.time + milliseconds;
    for (;;) {
      const next = [...this.timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.call();
      await quiet();
    }
    this.time = end;
  }
}

/** Lets everything that is ready run. */
export async function quiet() {
  for (let i = 0; i < 20; i++) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
}

/** Keys that can be told apart. */
export function keys() {
  let last = 0;
  return () => `key-${++last}`;
}
