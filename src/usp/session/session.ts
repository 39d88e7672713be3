/**
 * The Session Context between us and one other Endpoint, either role (TR-369, "End to End Message Exchange"). Sans-IO:
 * `send` and `handle*` put in, `poll*` takes out, `nextTimeout` says when `handleTimeout` is due. docs/session.md tells
 * how it works.
 */
import { UspError } from '../error.ts';
import { Context, contextStatus } from './context.ts';
import { compact } from './incoming-buffer.ts';
import { sizeOf, type Segment } from './reassembler.ts';
import { RestartSeries } from './restart-series.ts';
import { fieldsOverhead, Segmenter, type Told } from './segmenter.ts';
import { maxUint64, SessionIds } from './session-ids.ts';
import { steps, type Trigger } from './states.ts';
import {
  defaultLimits,
  defaultTiming,
  sar,
  type FailureReason,
  type RestartReason,
  type SessionEvent,
  type SessionFields,
  type SessionLimits,
  type SessionOptions,
  type SessionState,
  type SessionStatus,
  type SessionTiming,
} from './types.ts';
import { restartWords } from './words.ts';

/** Above it a sequence_id is near its maximum (R-E2E.8, R-E2E.9). */
const wornAbove = maxUint64 - 10_000n;
/** The room that is left to end a Message in; beyond it nothing is waited for. */
const lastIds = 100n;
/** obuspa wants exactly one payload in each Record of a Session Context: where there is nothing to say, an empty one. */
const nothing: Segment = {
  payloadSarState: sar.none,
  payloadrecSarState: sar.none,
  payload: [new Uint8Array(0)],
};

export class Session {
  readonly #limits: SessionLimits;
  readonly #timing: SessionTiming;
  readonly #overhead: number;
  readonly #firstId: (sessionId: bigint) => bigint;
  readonly #ids: SessionIds;
  readonly #segmenter: Segmenter;
  readonly #events: SessionEvent[] = [];
  #payloadSecurity: number;
  #state: SessionState = 'idle';
  #context: Context | undefined;
  /** The last word in a Session Context that we have ended. */
  #lastWord: SessionFields | undefined;
  #now = -Infinity;
  #resent = 0;
  #duplicates = 0;
  #restarts = 0;
  readonly #series: RestartSeries;

  constructor(options: SessionOptions) {
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#timing = { ...defaultTiming, ...options.timing };
    this.#series = new RestartSeries(this.#timing.restarts);
    this.#overhead = options.recordOverhead;
    this.#payloadSecurity = options.payloadSecurity ?? 0;
    this.#firstId = options.firstSequenceId ?? (() => 1n);
    this.#ids = new SessionIds(options.newSessionId);
    this.#segmenter = new Segmenter(this.#limits.outgoing);
    this.setMaxRecordSize(options.maxRecordSize);
  }

  // ---- in: from above ---------------------------------------------------------------------------------------------

  /**
   * Sends a Message. Exactly one event `delivered` or `failed` comes back with its tag.
   * @param message its bytes; they are not copied and must not change until then
   */
  send(message: Uint8Array, tag: number, now: number): void {
    this.#tick(now);
    const refused = this.#segmenter.add(message, tag);
    if (refused) {
      const detail = refused === 'empty' ? 'a Message has at least one byte' : 'too much waits for its acknowledgement';
      this.#fail([{ tag, arrived: 'no' }], refused, detail);
    }
    this.#settle();
  }

  /** Opens a Session Context without having anything to say yet, as mode `require` wants it. */
  open(now: number): void {
    this.#tick(now);
    if (this.#state === 'idle') this.#open();
  }

  /** Takes a Message back. One that was begun may arrive all the same. */
  cancel(tag: number, now: number): void {
    this.#tick(now);
    const told = this.#segmenter.cancel(tag);
    if (told) this.#fail([told], 'cancelled', 'it was taken back');
    this.#settle();
  }

  /** Restarts the Session Context because a person wants it. */
  restart(now: number): void {
    this.#tick(now);
    this.#restart('requested');
  }

  /** Ends everything on our side; what waits fails. A DisconnectRecord to the peer is the caller's to send. */
  close(now: number): void {
    this.#tick(now);
    this.#leave();
    this.#fail(this.#segmenter.clear(), 'closed', 'the session was closed here');
  }

  /**
   * The largest Record to send from now on, in bytes; undefined or 0, as in MaxUSPRecordSize: any.
   * @throws UspError where the Record would have no room for a payload
   */
  setMaxRecordSize(bytes: number | undefined): void {
    const capacity =
      bytes === undefined || bytes === 0 ? Infinity : Math.floor(bytes) - this.#overhead - fieldsOverhead;
    if (!(capacity >= 1)) {
      throw new UspError({
        origin: 'local',
        reason: 'invalid-argument',
        message: `A Record of ${bytes} bytes leaves no room for a payload.`,
        advice: `Use at least ${this.#overhead + fieldsOverhead + 1} bytes.`,
      });
    }
    this.#segmenter.capacity = capacity;
  }

  /** A new payload_security for all Records begins a new Session Context (R-E2E.18), once all is acknowledged. */
  setPayloadSecurity(payloadSecurity: number, now: number): void {
    this.#tick(now);
    this.#payloadSecurity = payloadSecurity;
    if (this.#context && this.#context.payloadSecurity !== payloadSecurity) {
      this.#state = 'ending';
      this.#context.renew = true;
    }
    this.#settle();
  }

  // ---- in: from the peer ------------------------------------------------------------------------------------------

  /** Takes in the session_context of a Record of the peer. Never throws, whatever its values are. */
  handleRecord(fields: SessionFields, payloadSecurity: number, now: number): void {
    this.#tick(now);
    const trigger = this.#classify(fields.sessionId);
    if (trigger === 'failure')
      this.#restart('invalid-value', `session_id ${fields.sessionId}`); // R-E2E.3, R-E2E.24
    else {
      const step = steps[this.#state][trigger];
      if (trigger === 'overtaken' && !this.#ids.hasEnded(fields.sessionId)) this.#ids.end(fields.sessionId);
      if (step === 'adopt') this.#adopt(fields, payloadSecurity);
      if (step === 'open') this.#restart('ended-session'); // R-E2E.24
      if (fields.sessionId === this.#context?.id) this.#take(this.#context, fields, payloadSecurity);
    }
    this.#settle();
  }

  /** A Record of the peer did not pass its integrity check: it is dropped (R-E2E.23). */
  handleIntegrityFailure(now: number): void {
    this.#tick(now);
    this.#restart('integrity');
    this.#settle();
  }

  /** The peer's DisconnectRecord clears all, also that there was a Session Context (R-MTP.7). */
  handleDisconnect(code: number, reason: string, now: number): void {
    this.#tick(now);
    const neverHeard = this.#state === 'opening';
    this.#leave();
    this.#ids.forget();
    const said = reason === '' ? `code ${code}` : `${reason} (${code})`;
    if (code === 7106) {
      this.#events.push({ type: 'not-supported', code, reason });
      const told = this.#segmenter.clear();
      // A peer that refused the opening has not taken in what came with it.
      const sure = neverHeard ? told.map(({ tag }) => ({ tag, arrived: 'no' as const })) : told;
      this.#fail(sure, 'not-supported', `the other Endpoint refuses Session Contexts: ${said}`, code);
      return;
    }
    this.#events.push({ type: 'ended', code, reason });
    const detail = `the other Endpoint ended the session: ${said}`;
    // 7105 ends the Session Context alone: what was not sent yet goes into the next, unless that goes on for ever.
    const goOn = code === 7105 && this.#series.again(this.#now);
    const told = goOn ? this.#segmenter.restart(this.#timing.attempts) : this.#segmenter.clear();
    this.#fail(told, 'disconnected', detail, code);
    this.#settle();
  }

  handleTimeout(now: number): void {
    this.#tick(now);
    const context = this.#context;
    if (context) {
      const missing = context.requests.exhausted(now);
      if (missing !== undefined) this.#restart('no-retransmission', `sequence_id ${missing}`);
      else if ((context.stallsAt ?? Infinity) <= now) this.#restart('stalled');
      else if (context.probeAt !== undefined && context.probeAt <= now && !context.probe(now)) this.#silence(context);
    }
    this.#settle();
  }

  // ---- out --------------------------------------------------------------------------------------------------------

  /** When `handleTimeout`, and `pollTransmit` after it, have something to do next. */
  nextTimeout(): number | undefined {
    const context = this.#context;
    if (!context) return undefined;
    const holding = this.#state === 'opening' && this.#segmenter.hasWaiting && context.holdUntil > this.#now;
    return earliest(
      context.ackDueAt,
      context.probeAt,
      context.requests.nextTimeout(),
      holding ? context.holdUntil : undefined,
      context.stallsAt,
    );
  }

  /** The next Record to send, if there is one now: ask until there is none. */
  pollTransmit(): SessionFields | undefined {
    this.#settle();
    const lastWord = this.#lastWord;
    this.#lastWord = undefined;
    if (lastWord) return lastWord;
    const context = this.#context;
    if (!context) return undefined;
    const again = context.outgoing.takeResend();
    if (again) {
      this.#resent++;
      // R-E2E.17: with what we expect now. The peer misses it, so it takes in what we ask for as well.
      return this.#fields(context, again.id, context.requests.take(this.#now) ?? 0n, again.segment);
    }
    if (context.openingDue) {
      context.openingDue = false;
      return this.#make(context, nothing, true);
    }
    if (this.#maySend(context)) {
      const segment = this.#segmenter.next(context.outgoing.nextId);
      if (segment) return this.#make(context, segment, true);
    }
    const wanted = context.requests.take(this.#now);
    if (wanted !== undefined) return this.#make(context, nothing, false, wanted);
    const ackDue = context.ackDueAt !== undefined && context.ackDueAt <= this.#now;
    return ackDue || context.probeDue ? this.#make(context, nothing, false) : undefined;
  }

  pollEvent(): SessionEvent | undefined {
    return this.#events.shift();
  }

  /** payload_security of the Records that `pollTransmit` gives (R-E2E.18). */
  get payloadSecurity(): number {
    return this.#context?.payloadSecurity ?? this.#payloadSecurity;
  }

  status(): SessionStatus {
    const context = this.#context;
    const totals = { resent: this.#resent, duplicates: this.#duplicates, restarts: this.#restarts };
    const { messages, bytes: outgoingBytes } = this.#segmenter;
    return { state: this.#state, ...contextStatus(context), messages, outgoingBytes, ...totals };
  }

  // ---- Records in -------------------------------------------------------------------------------------------------

  #classify(sessionId: bigint): Trigger {
    if (sessionId <= 1n) return 'failure';
    const context = this.#context;
    if (sessionId === context?.id) return 'heard';
    const ended = this.#ids.hasEnded(sessionId);
    // Our own ids only grow, so a lower one is older, or the peer's of two that were opened at once: that yields.
    if (context && (ended || sessionId < context.id)) {
      const since = this.#now - (context.confirmedAt ?? -Infinity);
      if (this.#state === 'opening' || since <= this.#timing.overtaking) return 'overtaken';
    }
    return ended ? 'ended-id' : 'other-id';
  }

  #take(context: Context, fields: SessionFields, payloadSecurity: number): void {
    const { incoming, outgoing } = context;
    const { sequenceId, expectedId } = fields;
    if (payloadSecurity !== context.payloadSecurity) {
      return this.#restart('payload-security', `${payloadSecurity} instead of ${context.payloadSecurity}`); // R-E2E.19
    }
    if (sequenceId === 0n || expectedId === 0n) return this.#restart('invalid-value', 'an id of 0');
    if (expectedId > outgoing.nextId) {
      // It acknowledges what was never sent: the peer knows a Session Context of this id that we do not know.
      return this.#restart('invalid-value', `expected_id ${expectedId} where ${outgoing.nextId} comes next`);
    }
    context.lastHeardAt = this.#now;
    context.confirmedAt ??= this.#now;
    if (steps[this.#state].heard === 'confirm') this.#state = 'up';

    const newest = sequenceId > incoming.highestId;
    const reception = incoming.take(fields);
    if (reception === 'duplicate') {
      this.#duplicates++; // R-E2E.25
      return;
    }
    // What a Record says of ours counts at once, also where it came early: else two that miss a Record each would wait.
    const news = incoming.hearExpected(expectedId);
    if (outgoing.acknowledge(expectedId)) this.#acknowledged(context);
    if (reception === 'overflow') return this.#restart('cannot-hold', `sequence_id ${sequenceId}`);
    if (!this.#resend(context, fields)) return;
    if (sizeOf(fields.payload) > 0) context.oweAcknowledgement(this.#now, false);
    // A new Record that says nothing asks for an acknowledgement. One that acknowledges says something: this comes to rest.
    else if (newest && !news && fields.retransmitId === 0n) context.oweAcknowledgement(this.#now, true);

    if (reception === 'expected') {
      for (let next: SessionFields | undefined = fields; next; next = incoming.next()) {
        if (!this.#process(context, next)) return;
      }
    }
    context.requests.update(sequenceId, incoming.missing, this.#now);
    if (sequenceId > wornAbove) {
      context.renew = true; // R-E2E.8
      if (steps[this.#state].worn === 'end') this.#state = 'ending';
    }
  }

  /** Returns false where the Session Context had to be restarted. */
  #process(context: Context, fields: SessionFields): boolean {
    const { reassembler } = context;
    const result = reassembler.take(fields.payloadSarState === sar.none ? fields : compact(fields));
    // What can't be processed must not be acknowledged any more.
    if (result.kind === 'too-large' || result.kind === 'out-of-place') context.acknowledgementSent();
    switch (result.kind) {
      case 'nothing':
        return true;
      case 'more':
        this.#progress(reassembler.segments, reassembler.bytes);
        return true;
      case 'message':
        this.#series.achieved();
        this.#events.push({ type: 'message', bytes: result.bytes });
        return true;
      case 'too-large':
        this.#restart('message-too-large', `${result.bytes} bytes or more, the limit is ${this.#limits.reassembly}`);
        return false;
      case 'out-of-place':
        this.#restart('segmentation', `states ${fields.payloadSarState}/${fields.payloadrecSarState}`);
        return false;
    }
  }

  #progress(segments: number, bytes: number): void {
    if (this.#events.at(-1)?.type === 'progress') this.#events.pop();
    this.#events.push({ type: 'progress', segments, bytes });
  }

  #acknowledged(context: Context): void {
    const tags = this.#segmenter.acknowledge(context.outgoing.acknowledgedId);
    if (tags.length > 0) this.#series.achieved();
    for (const tag of tags) this.#events.push({ type: 'delivered', tag });
    context.peerAnswered(this.#now);
    // The peer was silent and is not any more: the Session Context is as good as before.
    if (this.#state === 'ending' && !context.renew && !context.outgoing.hasDropped && !isWorn(context)) {
      this.#state = 'up';
    }
  }

  /** Returns false where the Session Context had to be restarted. */
  #resend(context: Context, fields: SessionFields): boolean {
    const { retransmitId, expectedId } = fields;
    if (retransmitId === 0n) return true;
    // A request that was overtaken asks for what is acknowledged since; but none asks for what it acknowledges itself.
    const answer = retransmitId < expectedId ? 'impossible' : context.outgoing.request(retransmitId);
    if (answer === 'queued') context.peerAnswered(this.#now);
    if (answer === 'too-often') this.#restart('retransmission-limit', `sequence_id ${retransmitId}`);
    if (answer === 'impossible') this.#restart('retransmission-impossible', `sequence_id ${retransmitId}`);
    return answer === 'queued' || answer === 'acknowledged';
  }

  // ---- Records out ------------------------------------------------------------------------------------------------

  #maySend(context: Context): boolean {
    if (context.outgoing.wanting >= context.window) return false;
    switch (this.#state) {
      case 'up':
        return true;
      case 'opening':
        return this.#now >= context.holdUntil;
      case 'ending':
        return this.#segmenter.inMessage;
      case 'idle':
        return false;
    }
  }

  #make(context: Context, segment: Segment, wantsAck: boolean, retransmitId?: bigint): SessionFields {
    const { outgoing, requests } = context;
    const id = outgoing.add(segment, wantsAck);
    if (wantsAck) context.awaitAcknowledgement(this.#now);
    context.acknowledgementSent();
    context.probeDue = false;
    if (id > wornAbove && steps[this.#state].worn === 'end') this.#state = 'ending'; // R-E2E.9
    return this.#fields(context, id, retransmitId ?? requests.take(this.#now) ?? 0n, segment);
  }

  #fields(context: Context, sequenceId: bigint, retransmitId: bigint, segment: Segment): SessionFields {
    return { sessionId: context.id, sequenceId, expectedId: context.incoming.expectedId, retransmitId, ...segment };
  }

  // ---- the Session Context as such --------------------------------------------------------------------------------

  #tick(now: number): void {
    if (now > this.#now) this.#now = now;
  }

  /** Does what follows from the state by itself. */
  #settle(): void {
    const context = this.#context;
    if (!context) {
      if (this.#segmenter.hasWaiting && steps[this.#state].say === 'open') this.#open();
      return;
    }
    // A peer that acknowledges nothing at all must not make us keep Records for ever.
    if (context.outgoing.size > this.#limits.heldSegments + context.window) return this.#restart('not-acknowledged');
    if (this.#state !== 'ending') return;
    const { outgoing, incoming, reassembler } = context;
    if (outgoing.nextId > maxUint64 - lastIds || incoming.expectedId > maxUint64 - lastIds) {
      return this.#restart('sequence-end');
    }
    if (outgoing.wanting > 0 || this.#segmenter.inMessage) return;
    const wanted = context.renew
      ? reassembler.segments === 0 && incoming.held === 0
      : this.#segmenter.hasWaiting && steps.ending.say === 'open';
    if (!wanted) return;
    const worn = isWorn(context) || incoming.expectedId > wornAbove;
    if (worn) this.#restart('sequence-end');
    else this.#restart(context.renew ? 'requested' : 'not-acknowledged');
  }

  /** The first Session Context, or the first after the last has ended. */
  #open(): void {
    const id = this.#begin(this.#ids.next(), 'us', this.#payloadSecurity);
    this.#state = 'opening';
    this.#events.push({ type: 'started', sessionId: id, by: 'us' });
  }

  #adopt(fields: SessionFields, payloadSecurity: number): void {
    const had = this.#context !== undefined;
    this.#endContext('the other Endpoint restarted the session');
    this.#ids.note(fields.sessionId);
    const sessionId = this.#begin(fields.sessionId, 'peer', payloadSecurity);
    this.#state = 'up';
    // The peer may wait for our first Record in it before it says anything.
    this.#context?.oweAcknowledgement(this.#now, true);
    if (!had) this.#events.push({ type: 'started', sessionId, by: 'peer' });
    else this.#restarted(sessionId, 'peer', 'peer');
  }

  /** R-E2E.21: a new Session Context of ours; after too many in a row, none any more. */
  #restart(why: RestartReason, detail?: string): void {
    const planned = why === 'requested' || why === 'sequence-end';
    if (!planned && !this.#series.again(this.#now)) return this.#giveUp(why);
    this.#sayLastWord();
    this.#endContext(restartWords[why]);
    const sessionId = this.#begin(this.#ids.next(), 'us', this.#payloadSecurity);
    this.#state = 'opening';
    this.#restarted(sessionId, 'us', why, detail);
  }

  /** An acknowledgement that is owed goes out before our restart: the peer need not wonder what became of its Messages. */
  #sayLastWord(): void {
    const context = this.#context;
    if (context?.ackDueAt === undefined || context.payloadSecurity !== this.#payloadSecurity) return;
    this.#lastWord = this.#make(context, nothing, false);
  }

  #restarted(sessionId: bigint, by: 'us' | 'peer', why: RestartReason, detail?: string): void {
    this.#restarts++;
    const words = detail === undefined ? restartWords[why] : `${restartWords[why]}: ${detail}`;
    this.#events.push({ type: 'restarted', sessionId, by, why, detail: words });
  }

  #giveUp(why: RestartReason): void {
    this.#series.achieved();
    this.#leave();
    this.#fail(this.#segmenter.clear(), 'restarted', `the session was restarted too often: ${restartWords[why]}`);
    this.#events.push({
      type: 'disconnect-wanted',
      code: 7105,
      reason: `Session Context terminated: ${restartWords[why]}`,
    });
  }

  /** The peer leaves our Records unacknowledged. */
  #silence(context: Context): void {
    const detail = restartWords['not-acknowledged'];
    this.#fail(this.#segmenter.dropSent(), 'not-acknowledged', detail);
    if (this.#segmenter.hasWaiting) return this.#restart('not-acknowledged');
    if (steps[this.#state].silence === 'end') this.#state = 'ending';
    context.outgoing.drop();
    context.peerAnswered(this.#now);
  }

  #begin(id: bigint, by: 'us' | 'peer', payloadSecurity: number): bigint {
    const [limits, timing, now] = [this.#limits, this.#timing, this.#now];
    this.#context = new Context({ id, by, payloadSecurity, firstId: this.#firstId(id), limits, timing, now });
    return id;
  }

  /** Ends the current Session Context; Messages that were not sent to their end stay for the next. */
  #endContext(detail: string): void {
    this.#leave();
    this.#fail(this.#segmenter.restart(this.#timing.attempts), 'restarted', detail);
  }

  #leave(): void {
    if (this.#context) this.#ids.end(this.#context.id);
    this.#context = undefined;
    this.#state = 'idle';
  }

  #fail(told: readonly Told[], why: FailureReason, detail: string, code?: number): void {
    for (const { tag, arrived } of told) {
      const failed = { type: 'failed', tag, why, arrived, detail } as const;
      this.#events.push(code === undefined ? failed : { ...failed, code });
    }
  }
}

function isWorn(context: Context): boolean {
  return context.outgoing.nextId > wornAbove;
}

function earliest(...times: readonly (number | undefined)[]): number | undefined {
  let first: number | undefined;
  for (const time of times) if (time !== undefined && (first === undefined || time < first)) first = time;
  return first;
}
