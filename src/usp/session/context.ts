/** All that belongs to one Session Context; a restart throws it away and makes a new one. */
import { IncomingBuffer } from './incoming-buffer.ts';
import { OutgoingBuffer } from './outgoing-buffer.ts';
import { Reassembler } from './reassembler.ts';
import { RetransmitRequests } from './retransmit-requests.ts';
import type { SessionLimits, SessionStatus, SessionTiming } from './types.ts';

export interface ContextInit {
  readonly id: bigint;
  readonly by: 'us' | 'peer';
  readonly payloadSecurity: number;
  readonly firstId: bigint;
  readonly limits: SessionLimits;
  readonly timing: SessionTiming;
  readonly now: number;
}

export class Context {
  readonly id: bigint;
  readonly by: 'us' | 'peer';
  readonly payloadSecurity: number;
  readonly firstId: bigint;
  readonly incoming: IncomingBuffer;
  readonly outgoing: OutgoingBuffer;
  readonly reassembler: Reassembler;
  readonly requests: RetransmitRequests;
  readonly #timing: SessionTiming;

  /** Our opening is still to be sent. */
  openingDue: boolean;
  /** Until then Messages wait for the peer's answer to our opening. */
  holdUntil: number;
  /** When the peer first spoke in it. */
  confirmedAt: number | undefined;
  lastHeardAt: number;
  /** State `ending`: go on to a new Session Context as soon as all is acknowledged, said or not. */
  renew = false;

  /** When an acknowledgement has to be out, and for how many Records with a payload. */
  ackDueAt: number | undefined;
  #ackOwed = 0;

  /** When the peer is asked for an acknowledgement next. */
  probeAt: number | undefined;
  probeDue = false;
  probeTries = 0;

  constructor(init: ContextInit) {
    const { firstId, limits, timing, now } = init;
    this.id = init.id;
    this.by = init.by;
    this.payloadSecurity = init.payloadSecurity;
    this.firstId = firstId;
    this.incoming = new IncomingBuffer(limits, firstId);
    this.outgoing = new OutgoingBuffer(firstId, timing.resendTries);
    this.reassembler = new Reassembler(limits.reassembly);
    this.requests = new RetransmitRequests(timing);
    this.#timing = timing;
    this.openingDue = init.by === 'us';
    this.holdUntil = now + timing.openingWait;
    this.confirmedAt = init.by === 'peer' ? now : undefined;
    this.lastHeardAt = now;
  }

  /** A Record came that wants an acknowledgement. */
  oweAcknowledgement(now: number, atOnce: boolean): void {
    this.#ackOwed++;
    const due = atOnce || this.#ackOwed >= this.#timing.ackEvery ? now : now + this.#timing.ackDelay;
    if (this.ackDueAt === undefined || due < this.ackDueAt) this.ackDueAt = due;
  }

  acknowledgementSent(): void {
    this.ackDueAt = undefined;
    this.#ackOwed = 0;
  }

  /** A Record went out that wants an acknowledgement. */
  awaitAcknowledgement(now: number): void {
    this.probeAt ??= now + this.#timing.probeDelay;
  }

  /** The peer acknowledged something, or asked for something: it is there. */
  peerAnswered(now: number): void {
    this.probeTries = 0;
    this.probeDue = false;
    this.probeAt = this.outgoing.wanting > 0 ? now + this.#timing.probeDelay : undefined;
  }

  /** The time to ask has come. Returns false when that was done often enough. */
  probe(now: number): boolean {
    if (this.outgoing.wanting === 0) {
      this.probeAt = undefined;
      return true;
    }
    this.probeTries++;
    const { probeDelay, probeCap, probeTries } = this.#timing;
    if (this.probeTries > probeTries) return false;
    this.probeDue = true;
    this.probeAt = now + Math.min(probeDelay * 2 ** this.probeTries, probeCap);
    return true;
  }

  /** When the rest of a Message that is half taken in has been waited for long enough. */
  get stallsAt(): number | undefined {
    return this.reassembler.segments > 0 ? this.lastHeardAt + this.#timing.stalled : undefined;
  }

  /** How many Records may be without the acknowledgement that they want. A peer that does not acknowledge gets more with each probe. */
  get window(): number {
    return this.#timing.window * (1 + this.probeTries);
  }
}

type ContextStatus = Omit<SessionStatus, 'state' | 'messages' | 'outgoingBytes' | 'resent' | 'duplicates' | 'restarts'>;

const noContext: ContextStatus = {
  sessionId: undefined,
  sent: 0,
  received: 0,
  nextId: 1n,
  expectedId: 1n,
  held: 0,
  heldBytes: 0,
  segments: 0,
  segmentBytes: 0,
  unacknowledged: 0,
};

export function contextStatus(context: Context | undefined): ContextStatus {
  if (!context) return noContext;
  const { id: sessionId, firstId, incoming, outgoing, reassembler } = context;
  const { nextId, size: unacknowledged } = outgoing;
  const { expectedId, held, heldBytes } = incoming;
  const { segments, bytes: segmentBytes } = reassembler;
  const sent = Number(nextId - firstId);
  const received = Number(expectedId - firstId);
  return {
    sessionId,
    sent,
    received,
    nextId,
    expectedId,
    held,
    heldBytes,
    segments,
    segmentBytes,
    unacknowledged,
  };
}
