/**
 * One random schedule for a Session pair, all of it from a seed: Messages both ways over a bad link, cuts, restarts,
 * disconnects, cancelled Messages, damaged Records, tight limits; then the link is good again and all has to add up.
 */
import { fieldsOverhead } from '../session/segmenter.ts';
import type { SessionEvent, SessionFields, SessionOptions } from '../session/types.ts';
import { Random } from './random.ts';
import { SessionPair, type PairEnd } from './session-pair.ts';
import { goodLink, type LinkConditions } from './simulated-link.ts';

interface Sent {
  readonly bytes: Uint8Array;
  readonly index: number;
  arrivals: number;
  outcome: 'open' | 'delivered' | 'no' | 'unknown';
}

export interface ScheduleResult {
  /** What went against the rules; absent where nothing did. */
  readonly problem?: string;
  readonly messages: number;
  readonly delivered: number;
  readonly unknown: number;
  readonly failed: number;
  readonly restarts: number;
  readonly records: number;
}

const overhead = 20;

/** All that one end has sent, and what became of it. */
class Ledger {
  readonly sent: Sent[] = [];
  readonly #byKey = new Map<string, Sent>();
  readonly problems: string[] = [];
  readonly #name: string;
  #lastArrival = -1;

  constructor(name: string) {
    this.#name = name;
  }

  add(random: Random, size: number): Sent {
    const index = this.sent.length;
    const bytes = random.bytes(size);
    // Its place at its front makes it unlike any other; a short one is at least unlike its neighbours.
    for (let at = 0; at < Math.min(4, size); at++) bytes[at] = index >>> (8 * at);
    const sent: Sent = { bytes, index, arrivals: 0, outcome: 'open' };
    this.sent.push(sent);
    this.#byKey.set(keyOf(bytes), sent);
    return sent;
  }

  /** The other end has got a Message. */
  arrived(bytes: Uint8Array): void {
    const sent = this.#byKey.get(keyOf(bytes));
    if (!sent) return this.#complain(`a Message of ${bytes.length} bytes arrived that was not sent so`);
    if (++sent.arrivals > 1) this.#complain(`Message ${sent.index} arrived ${sent.arrivals} times`);
    if (sent.index <= this.#lastArrival) this.#complain(`Message ${sent.index} arrived after ${this.#lastArrival}`);
    if (sent.outcome === 'no') this.#complain(`Message ${sent.index} arrived after it was said not to`);
    this.#lastArrival = sent.index;
  }

  told(event: SessionEvent): void {
    if (event.type !== 'delivered' && event.type !== 'failed') return;
    const sent = this.sent[event.tag];
    if (!sent) return this.#complain(`told of tag ${event.tag}, which is none`);
    if (sent.outcome !== 'open') this.#complain(`told twice of Message ${event.tag}`);
    sent.outcome = event.type === 'delivered' ? 'delivered' : event.arrived;
    if (sent.outcome === 'delivered' && sent.arrivals !== 1) this.#complain(`Message ${event.tag} was not delivered`);
    if (sent.outcome === 'no' && sent.arrivals > 0) this.#complain(`Message ${event.tag} had arrived`);
  }

  open(): number {
    return this.sent.filter(({ outcome }) => outcome === 'open').length;
  }

  count(outcome: Sent['outcome']): number {
    return this.sent.filter((sent) => sent.outcome === outcome).length;
  }

  #complain(problem: string): void {
    this.problems.push(`${this.#name}: ${problem}`);
  }
}

function keyOf(bytes: Uint8Array): string {
  let key = '';
  for (const byte of bytes) key += String.fromCharCode(byte);
  return key;
}

function randomConditions(random: Random): LinkConditions {
  const minDelay = random.between(0, 100);
  return {
    loss: random.pick([0, 0, 0.02, 0.1, 0.2, 0.4]),
    duplicate: random.pick([0, 0, 0.05, 0.3]),
    reorder: random.pick([0, 0, 0.1, 0.5]),
    reorderBy: random.between(0, 1_000),
    minDelay,
    maxDelay: minDelay + random.pick([0, 20, 400]),
  };
}

function randomSize(random: Random): number | undefined {
  return random.chance(0.2) ? undefined : overhead + fieldsOverhead + random.pick([2, 7, 20, 50]);
}

function randomOptions(random: Random, firstSequenceId: SessionOptions['firstSequenceId']): Partial<SessionOptions> {
  const tight = random.chance(0.1);
  return {
    recordOverhead: overhead,
    maxRecordSize: randomSize(random),
    ...(firstSequenceId !== undefined && { firstSequenceId }),
    ...(tight && {
      limits: {
        heldSegments: random.between(1, 20),
        reassembly: random.between(20, 2_000),
        outgoing: random.between(50, 5_000),
      },
    }),
    ...(random.chance(0.3) && { timing: { window: random.between(1, 20), openingWait: random.pick([0, 100, 500]) } }),
  };
}

/** The first few Session Contexts begin near the maximum of sequence_id, alike for both ends. */
function nearTheEnd(random: Random): (sessionId: bigint) => bigint {
  const firsts = new Map<bigint, bigint>();
  const worn = random.between(1, 3);
  return (sessionId) => {
    let first = firsts.get(sessionId);
    if (first === undefined) {
      first = firsts.size < worn ? 0xffff_ffff_ffff_ffffn - BigInt(random.between(9_900, 10_100)) : 1n;
      firsts.set(sessionId, first);
    }
    return first;
  };
}

/**
 * Runs the schedule of a seed. Only the seed decides what happens.
 * @param trace hears what happens, line by line
 */
export function runSchedule(seed: number, trace?: (line: string) => void): ScheduleResult {
  const random = new Random(seed);
  const first = random.chance(0.05) ? nearTheEnd(random) : undefined;
  const conditions = randomConditions(random);
  const options = { a: randomOptions(random, first), b: randomOptions(random, first) };
  const pair = new SessionPair({ seed: random.uint32(), conditions, ...options });
  const ledgers = { a: new Ledger('a'), b: new Ledger('b') };
  const problems: string[] = [];
  let records = 0;

  for (const [own, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const end = pair[own];
    end.keepsLog = false;
    const limits = { heldSegments: 10_000, reassembly: 2 ** 26, ...options[own].limits };
    const say = (line: string) => trace?.(`${String(pair.clock.now).padStart(7)} ${own} ${line}`);
    end.onEvent = (event) => {
      if (trace) say(`  ${describeEvent(event)}`);
      if (event.type === 'message') ledgers[other].arrived(event.bytes);
      else ledgers[own].told(event);
    };
    end.intercept = (fields) => {
      records++;
      if (trace) say(`-> ${describeFields(fields)}`);
      const { held, heldBytes, segmentBytes } = end.session.status();
      if (held > limits.heldSegments) problems.push(`${own}: holds ${held} Records`);
      if (heldBytes > limits.reassembly || segmentBytes > limits.reassembly) problems.push(`${own}: holds too much`);
      return false;
    };
  }

  const say = (own: 'a' | 'b', size: number) => {
    const { bytes, index } = ledgers[own].add(random, size);
    pair[own].act((session, now) => session.send(bytes, index, now));
  };

  const actions = random.between(3, 25);
  for (let action = 0; action < actions; action++) {
    pair.clock.run(random.chance(0.5) ? random.between(0, 300) : random.between(0, 8_000));
    const own = random.pick(['a', 'b'] as const);
    trace?.(`${String(pair.clock.now).padStart(7)} ${own} acts`);
    act(random, pair, own, ledgers[own], (size) => say(own, size));
  }

  // From now on nothing goes wrong any more.
  for (const end of [pair.a, pair.b]) {
    end.link.mend();
    end.link.conditions = goodLink;
  }
  if (!pair.settle()) problems.push('it does not come to rest');
  // The first round may still find out that the ends do not agree; after it they have to.
  for (let round = 0; round < 2; round++) {
    say('a', 5);
    say('b', 5);
    if (!pair.settle()) problems.push(`round ${round} does not come to rest`);
  }
  for (const ledger of [ledgers.a, ledgers.b]) {
    problems.push(...ledger.problems);
    if (ledger.open() > 0) problems.push(`${ledger.open()} Messages without an outcome`);
    if (ledger.sent.at(-1)?.outcome !== 'delivered') problems.push('the last Message was not delivered');
  }
  problems.push(...disagreement(pair));

  const sum = (outcome: Sent['outcome']) => ledgers.a.count(outcome) + ledgers.b.count(outcome);
  return {
    ...(problems[0] !== undefined && { problem: problems[0] }),
    messages: ledgers.a.sent.length + ledgers.b.sent.length,
    delivered: sum('delivered'),
    unknown: sum('unknown'),
    failed: sum('no'),
    restarts: pair.a.session.status().restarts + pair.b.session.status().restarts,
    records,
  };
}

function act(random: Random, pair: SessionPair, own: 'a' | 'b', ledger: Ledger, say: (size: number) => void): void {
  const end: PairEnd = pair[own];
  const dice = random.fraction();
  if (dice < 0.7) {
    const burst = random.chance(0.3) ? random.between(2, 6) : 1;
    for (let count = 0; count < burst; count++) say(random.between(1, random.pick([3, 10, 10, 20, 20, 60, 200])));
  } else if (dice < 0.76 && ledger.sent.length > 0) {
    const { index } = random.pick(ledger.sent);
    end.act((session, now) => session.cancel(index, now));
  } else if (dice < 0.8) {
    end.act((session, now) => session.restart(now));
  } else if (dice < 0.83) {
    end.disconnect(random.pick([0, 7105, 7105]), 'by the schedule', random.chance(0.8));
  } else if (dice < 0.85) {
    end.act((session, now) => session.handleIntegrityFailure(now));
  } else if (dice < 0.88) {
    // The connection is gone in both directions, and comes back.
    for (const { link } of [end, end.other]) link.cut();
    pair.clock.run(random.between(0, 40_000));
    for (const { link } of [end, end.other]) link.mend();
  } else if (dice < 0.93) {
    end.link.conditions = randomConditions(random);
  } else if (dice < 0.97) {
    end.act((session) => session.setMaxRecordSize(randomSize(random)));
  } else {
    end.act((session, now) => session.open(now));
  }
}

/** What the two ends do not see alike at rest, and what they still hold. */
function disagreement(pair: SessionPair): string[] {
  const problems: string[] = [];
  const a = pair.a.session.status();
  const b = pair.b.session.status();
  if (a.sessionId === undefined || a.sessionId !== b.sessionId) problems.push('not in the same Session Context');
  if (a.nextId !== b.expectedId) problems.push(`a sends ${a.nextId} next, b expects ${b.expectedId}`);
  if (b.nextId !== a.expectedId) problems.push(`b sends ${b.nextId} next, a expects ${a.expectedId}`);
  for (const status of [a, b]) {
    const { held, heldBytes, segments, segmentBytes, messages, outgoingBytes, unacknowledged } = status;
    const rest = held + heldBytes + segments + segmentBytes + messages + outgoingBytes;
    if (rest > 0) problems.push(`something is still held: ${held}/${segments}/${messages}`);
    // What only acknowledges is not acknowledged by itself: a few of these stay.
    if (unacknowledged > 5) problems.push(`${unacknowledged} Records are still kept`);
  }
  return problems;
}

function describeFields(fields: SessionFields): string {
  const { sessionId, sequenceId, expectedId, retransmitId, payloadSarState, payload } = fields;
  const size = payload.reduce((sum, piece) => sum + piece.length, 0);
  const wanted = retransmitId === 0n ? '' : ` wants ${retransmitId}`;
  return `${sessionId.toString(16)} #${sequenceId} expects ${expectedId}${wanted} sar ${payloadSarState}, ${size} B`;
}

function describeEvent(event: SessionEvent): string {
  return JSON.stringify(event, (key, value: unknown) => {
    if (key === 'bytes' && value instanceof Uint8Array) return `${value.length} B`;
    return typeof value === 'bigint' ? value.toString(16) : value;
  });
}
