/** A bad way between the demo device and its Controller: loses, delays, reorders, duplicates and cuts by set shares. */
import type { Mtp, MtpListener } from '../mtp/mtp.ts';
import type { AgentClock } from './run-agent.ts';

/** Shares are 0 (never) to 1 (always) of the Records in each direction; the delay is in milliseconds. A rate of 0: any. */
export interface LinkFaults {
  readonly loss?: number;
  readonly duplicate?: number;
  /** Held back by up to `delay` more, so that those behind overtake. */
  readonly reorder?: number;
  /** The whole connection ends. */
  readonly cut?: number;
  /** Every Record takes up to so long. */
  readonly delay?: number;
  /** Bytes per second, in each direction. */
  readonly rate?: number;
}

/** Whether the faults do anything at all. */
export function isFaulty(faults: LinkFaults | undefined): faults is LinkFaults {
  return faults !== undefined && Object.values(faults).some((value: unknown) => typeof value === 'number' && value > 0);
}

/**
 * Wraps one end of a connection, so that what passes it in either direction meets the faults.
 * @param join makes the end from the listener that it shall have
 * @param random in [0, 1)
 * @param cut ends the connection under both
 */
export function withLinkFaults(
  join: (listener: MtpListener) => Mtp,
  listener: MtpListener,
  { faults, clock, random, cut }: { faults: LinkFaults; clock: AgentClock; random: () => number; cut: () => void },
): Mtp {
  const lane = () => new Lane(faults, clock, random, cut);
  const incoming = lane();
  const outgoing = lane();
  const end = join({
    opened: (opened) => listener.opened(opened),
    dropped: (why, bytes) => listener.dropped(why, bytes),
    undelivered: (why, to, lasting) => listener.undelivered?.(why, to, lasting),
    closed: (problem) => listener.closed(problem),
    received: (record) => incoming.pass(record.bytes.length, () => listener.received(record)),
  });
  return {
    open: () => end.open(),
    close: () => end.close(),
    refuse: (why) => end.refuse(why),
    send: (bytes, to) => {
      outgoing.pass(bytes.length, () => void end.send(bytes, to));
      return true;
    },
  };
}

/** One direction. What is only delayed keeps its order; what is reordered does not. */
class Lane {
  readonly #faults: LinkFaults;
  readonly #clock: AgentClock;
  readonly #random: () => number;
  readonly #cut: () => void;
  /** When the last Record that keeps its order arrives. */
  #freeAt = 0;
  /** When the last Record has left at the rate. */
  #sentAt = 0;

  constructor(faults: LinkFaults, clock: AgentClock, random: () => number, cut: () => void) {
    this.#faults = faults;
    this.#clock = clock;
    this.#random = random;
    this.#cut = cut;
  }

  pass(size: number, deliver: () => void): void {
    const { loss = 0, duplicate = 0, reorder = 0, cut = 0, delay = 0, rate = 0 } = this.#faults;
    if (this.#hits(cut)) return this.#cut();
    const now = this.#clock.now();
    // What is lost has taken its time on the way all the same.
    this.#sentAt = Math.max(this.#sentAt, now) + (rate > 0 ? (size / rate) * 1_000 : 0);
    if (this.#hits(loss)) return;
    const at = Math.floor(this.#sentAt) + Math.floor(this.#random() * delay);
    if (this.#hits(reorder)) this.#after(at - now + Math.ceil(this.#random() * Math.max(20, delay)), deliver);
    else {
      this.#freeAt = Math.max(this.#freeAt, at);
      this.#after(this.#freeAt - now, deliver);
    }
    if (this.#hits(duplicate)) this.#after(at - now + Math.ceil(this.#random() * Math.max(20, delay)), deliver);
  }

  #hits(share: number): boolean {
    return share > 0 && this.#random() < share;
  }

  #after(milliseconds: number, deliver: () => void): void {
    if (milliseconds <= 0) deliver();
    else this.#clock.setTimer(milliseconds, deliver);
  }
}
