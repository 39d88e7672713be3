/** Two Mtps within one page or process, joined back to back: for the demo device and for tests. */
import type { Mtp, MtpListener, MtpProblem } from './mtp.ts';

/** Runs something later, in the order of the calls: `queueMicrotask`, or a simulated clock's. */
export type Schedule = (run: () => void) => void;

type State = 'new' | 'opening' | 'open' | 'closed';

/** A link between two ends, good for one connection: it opens once both ends have opened theirs. */
export interface MemoryLink {
  /** Joins a listener to one end. Each end takes one. */
  join(end: 'a' | 'b', listener: MtpListener): Mtp;
  /** The cable is pulled: what is under way is lost, and both ends hear it. */
  cut(): void;
}

export function createMemoryLink(schedule: Schedule): MemoryLink {
  const ends = new Map<'a' | 'b', MemoryEnd>();
  let isCut = false;
  return {
    join(name, listener) {
      if (ends.has(name)) throw new Error(`The end ${name} of this link is taken.`);
      const end = new MemoryEnd(schedule, listener, () => isCut);
      ends.set(name, end);
      const other = ends.get(name === 'a' ? 'b' : 'a');
      if (other) end.meet(other);
      return end;
    },
    cut() {
      isCut = true;
      for (const end of ends.values()) end.lose(CUT);
    },
  };
}

const CUT: MtpProblem = {
  code: 'cut',
  what: 'The link inside this page was cut',
  why: 'The demo device went away without a word, as a device does that loses its power.',
  advice: 'Wait until it is back, or connect again.',
};

const PEER_CLOSED: MtpProblem = {
  code: 'peer-closed',
  what: 'The other side closed the connection',
  why: 'The demo device ended the link in the regular way.',
  advice: 'Connect again when it is back.',
};

class MemoryEnd implements Mtp {
  readonly #schedule: Schedule;
  readonly #listener: MtpListener;
  readonly #isCut: () => boolean;
  #peer: MemoryEnd | undefined;
  #state: State = 'new';

  constructor(schedule: Schedule, listener: MtpListener, isCut: () => boolean) {
    this.#schedule = schedule;
    this.#listener = listener;
    this.#isCut = isCut;
  }

  meet(peer: MemoryEnd): void {
    this.#peer = peer;
    peer.#peer = this;
    this.#openBoth();
  }

  open(): void {
    if (this.#state !== 'new') return;
    this.#state = 'opening';
    if (this.#isCut()) this.lose(CUT);
    else if (this.#peer && this.#peer.#state === 'closed') this.lose(PEER_CLOSED);
    else this.#openBoth();
  }

  send(bytes: Uint8Array): boolean {
    const peer = this.#peer;
    if (this.#state !== 'open' || !peer) return false;
    // The two sides share no memory, as on a real way.
    const copy = bytes.slice();
    this.#schedule(() => {
      if (peer.#state === 'open') peer.#listener.received({ bytes: copy });
    });
    return true;
  }

  close(): void {
    const peer = this.#peer;
    if (this.#state === 'closed') return;
    this.#end();
    // Behind what is under way: it still arrives, as over a socket that is closed in order.
    if (peer) this.#schedule(() => peer.lose(PEER_CLOSED));
  }

  /** Nothing can be damaged on the way here: what the peer made wrong is dropped, and the link stays. */
  refuse(): void {}

  /** The end of this end without its doing. */
  lose(problem: MtpProblem): void {
    if (this.#state !== 'closed' && this.#state !== 'new') this.#end(problem);
  }

  #openBoth(): void {
    const peer = this.#peer;
    if (!peer || this.#state !== 'opening' || peer.#state !== 'opening') return;
    for (const end of [this, peer]) {
      this.#schedule(() => {
        if (end.#state !== 'opening') return;
        end.#state = 'open';
        // Nothing leaves the page, so nobody can listen.
        end.#listener.opened({ encrypted: true });
      });
    }
  }

  #end(problem?: MtpProblem): void {
    this.#state = 'closed';
    this.#schedule(() => this.#listener.closed(problem));
  }
}
