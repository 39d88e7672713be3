/** Two Sessions, a link for each direction and a clock. */
import { Session } from '../session/session.ts';
import type { SessionEvent, SessionFields, SessionOptions } from '../session/types.ts';
import { Random } from './random.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { goodLink, SimulatedLink, type LinkConditions } from './simulated-link.ts';

/** What crosses the link. */
export type PairItem =
  | { readonly fields: SessionFields; readonly payloadSecurity: number }
  | { readonly disconnect: { readonly code: number; readonly reason: string } };

export interface PairOptions {
  readonly seed?: number;
  readonly conditions?: LinkConditions;
  readonly a?: Partial<SessionOptions>;
  readonly b?: Partial<SessionOptions>;
}

export class PairEnd {
  readonly session: Session;
  readonly events: SessionEvent[] = [];
  /** All Records that this end has sent. */
  readonly sent: SessionFields[] = [];
  /** Called with each event as it comes. */
  onEvent: (event: SessionEvent) => void = () => undefined;
  /** Stands in for the peer's link: where it returns true, the Record goes no further. */
  intercept: (fields: SessionFields) => boolean = () => false;
  readonly #clock: SimulatedClock;
  #link: SimulatedLink<PairItem> | undefined;
  #other: PairEnd | undefined;
  #cancelTimer: () => void = () => undefined;
  #timerAt: number | undefined;
  keepsLog = true;

  constructor(clock: SimulatedClock, options: SessionOptions) {
    this.#clock = clock;
    this.session = new Session(options);
  }

  get link(): SimulatedLink<PairItem> {
    if (!this.#link) throw new Error('this end has no link yet');
    return this.#link;
  }

  set link(link: SimulatedLink<PairItem>) {
    this.#link = link;
  }

  get other(): PairEnd {
    if (!this.#other) throw new Error('this end has no other yet');
    return this.#other;
  }

  set other(other: PairEnd) {
    this.#other = other;
  }

  /** Does something with the Session at the time of the clock, then moves what comes out. */
  act(action: (session: Session, now: number) => void): void {
    action(this.session, this.#clock.now);
    this.#drain();
  }

  receive(item: PairItem): void {
    this.act((session, now) => {
      if ('fields' in item) session.handleRecord(item.fields, item.payloadSecurity, now);
      else session.handleDisconnect(item.disconnect.code, item.disconnect.reason, now);
    });
  }

  /** Ends the session here and says so to the peer, which may or may not hear it. */
  disconnect(code = 7105, reason = 'Session Context terminated', heard = true): void {
    this.act((session, now) => session.close(now));
    if (heard) this.#sayDisconnect(code, reason);
  }

  /** Events of one type. */
  all<T extends SessionEvent['type']>(type: T): Extract<SessionEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type);
  }

  /** Connect Records part what comes before a DisconnectRecord from what comes after it (R-MTP.8): no stragglers. */
  #sayDisconnect(code: number, reason: string): void {
    if (!this.link.up) return;
    this.link.flush();
    this.other.link.flush();
    this.other.receive({ disconnect: { code, reason } });
  }

  #drain(): void {
    const { session } = this;
    const wanted: { code: number; reason: string }[] = [];
    for (let fields = session.pollTransmit(); fields; fields = session.pollTransmit()) {
      if (this.keepsLog) this.sent.push(fields);
      if (!this.intercept(fields)) this.link.send({ fields, payloadSecurity: session.payloadSecurity });
    }
    for (let event = session.pollEvent(); event; event = session.pollEvent()) {
      if (this.keepsLog) this.events.push(event);
      if (event.type === 'disconnect-wanted') wanted.push(event);
      this.onEvent(event);
    }
    for (const { code, reason } of wanted) this.#sayDisconnect(code, reason);
    this.#setTimer();
  }

  #setTimer(): void {
    const next = this.session.nextTimeout();
    if (next === this.#timerAt) return;
    this.#cancelTimer();
    this.#timerAt = next;
    if (next === undefined) return;
    this.#cancelTimer = this.#clock.at(next, () => {
      this.#timerAt = undefined;
      this.act((session, now) => session.handleTimeout(now));
    });
  }
}

export class SessionPair {
  readonly clock = new SimulatedClock();
  readonly random: Random;
  readonly a: PairEnd;
  readonly b: PairEnd;

  constructor(options: PairOptions = {}) {
    this.random = new Random(options.seed ?? 1);
    const conditions = options.conditions ?? goodLink;
    const defaults = { newSessionId: () => this.random.uint64(), recordOverhead: 20 };
    this.a = new PairEnd(this.clock, { ...defaults, ...options.a });
    this.b = new PairEnd(this.clock, { ...defaults, ...options.b });
    this.a.other = this.b;
    this.b.other = this.a;
    this.a.link = new SimulatedLink<PairItem>(this.clock, this.random, conditions, (item) => this.b.receive(item));
    this.b.link = new SimulatedLink<PairItem>(this.clock, this.random, conditions, (item) => this.a.receive(item));
  }

  /**
   * Runs until nothing is under way and no timer is set.
   * @returns false where that is not so within `duration` milliseconds, or within `steps` steps
   */
  settle(duration = 600_000, steps = 1_000_000): boolean {
    const end = this.clock.now + duration;
    for (let step = 0; step < steps; step++) {
      const next = this.clock.next();
      if (next === undefined) return true;
      if (next > end) return false;
      this.clock.step();
    }
    return false;
  }
}
