/** The searches that the page has going: a slice of each at a time, so that the sockets never wait for them. */
import type { Backlog } from '../wire/backlog.ts';
import { LogSearch, type SearchTerm } from '../wire/search.ts';
import type { Environment } from './environment.ts';

/** Milliseconds that a slice takes, and those that the worker has for everything else before the next. */
const times = { slice: 8, pause: 4 };

/** More than a page has use for: the oldest goes. */
const mostSearches = 8;

export class LogSearches {
  readonly #backlog: Backlog;
  readonly #env: Pick<Environment, 'now' | 'after' | 'post'>;
  readonly #running = new Map<number, LogSearch>();
  /** Searches whose progress the page knows to be complete. */
  readonly #idle = new Set<number>();
  #scheduled = false;

  constructor(backlog: Backlog, env: Pick<Environment, 'now' | 'after' | 'post'>) {
    this.#backlog = backlog;
    this.#env = env;
  }

  start(id: number, terms: readonly SearchTerm[]): void {
    this.#running.set(id, new LogSearch(this.#backlog, terms));
    const [oldest] = this.#running.keys();
    if (this.#running.size > mostSearches && oldest !== undefined) this.stop(oldest);
    this.#soon();
  }

  stop(id: number): void {
    this.#running.delete(id);
    this.#idle.delete(id);
  }

  /** There are entries that no search has looked at. */
  wake(): void {
    this.#idle.clear();
    this.#soon();
  }

  #soon(): void {
    if (this.#scheduled || this.#running.size === this.#idle.size) return;
    this.#scheduled = true;
    this.#env.after(times.pause, () => {
      this.#scheduled = false;
      this.#slice();
      this.#soon();
    });
  }

  #slice(): void {
    for (const [id, search] of this.#running) {
      if (this.#idle.has(id)) continue;
      const end = this.#env.now() + times.slice;
      let more = search.step();
      while (more && this.#env.now() < end) more = search.step();
      if (!more) this.#idle.add(id);
      this.#env.post({ type: 'log-found', id, ...search.take() });
    }
  }
}
