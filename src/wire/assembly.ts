/**
 * Puts segmented Messages together for the log, in both directions and from what passed alone: a capture has no
 * Session to ask. Records may come in any order and more than once (TR-369, Session Context); pieces that follow each
 * other are kept as runs, and a run from a first piece to a last one is a Message.
 */
import { joinPieces, sizeOf } from '../usp/session/reassembler.ts';
import { sar, type SessionFields } from '../usp/session/types.ts';
import { Recent } from './recent.ts';

/**
 * What waits for the rest of its Message, all flows together: bytes, and payloads, for a piece may be empty. A Message of
 * more pieces stays in pieces. `ids`: sequence_ids remembered, all flows together and in one of them.
 */
export const assemblyBounds = {
  bytes: 64 * 1024 * 1024,
  payloads: 100_000,
  piecesOfMessage: 65_536,
  flows: 1_000,
  ids: 400_000,
  idsOfFlow: 4_096,
};
const bounds = assemblyBounds;

interface Piece {
  readonly seq: number;
  /** None of them empty. */
  readonly payload: readonly Uint8Array[];
}

/** Pieces of one Message that are next to each other, by their sequence_ids. */
interface Run {
  readonly first: bigint;
  readonly last: bigint;
  readonly begins: boolean;
  readonly ends: boolean;
  /** How many pieces it has: empty Records between them are none. */
  readonly pieces: number;
}

/** What one Endpoint sends another in one Session Context. */
class Flow {
  readonly sessionId: bigint;
  /** The entry in which a sequence_id was seen first. */
  readonly seen = new Recent<bigint, number>(bounds.idsOfFlow);
  /** Records that carry nothing may stand between the pieces of a Message (R-E2E.20). */
  readonly empty = new Recent<bigint, true>(bounds.idsOfFlow);
  readonly pieces = new Map<bigint, Piece>();
  readonly byFirst = new Map<bigint, Run>();
  readonly byLast = new Map<bigint, Run>();
  bytes = 0;
  payloads = 0;

  constructor(sessionId: bigint) {
    this.sessionId = sessionId;
  }

  get ids(): number {
    return this.seen.size + this.empty.size;
  }

  put(id: bigint, piece: Piece): void {
    this.pieces.set(id, piece);
    this.bytes += sizeOf(piece.payload);
    this.payloads += weigh(piece);
  }

  /** The pieces of a run, in the order of the Message; they are no longer held. */
  *takeOut({ first, last }: Run): Generator<Piece> {
    for (let id = first; id <= last; id++) {
      const piece = this.pieces.get(id);
      if (!piece) continue; // an empty Record between them
      this.pieces.delete(id);
      this.bytes -= sizeOf(piece.payload);
      this.payloads -= weigh(piece);
      yield piece;
    }
  }
}

/** An empty piece costs memory, too. */
function weigh({ payload }: Piece): number {
  return Math.max(1, payload.length);
}

export interface Assembled {
  /** The Message that is whole now. */
  readonly message?: Uint8Array;
  /** The entries of all its pieces, in the order of the Message. */
  readonly pieces?: readonly number[];
  /** The entry of the Record that this one is the same as. */
  readonly repeats?: number;
}

export class Assembly {
  /** The one that was used last is at the end. */
  readonly #flows = new Map<string, Flow>();
  /** What the flows hold, together. */
  #bytes = 0;
  #payloads = 0;
  #ids = 0;

  /** How many payloads wait for the rest of their Message. */
  get payloads(): number {
    return this.#payloads;
  }

  /** Takes a session Record of entry `seq`, sent `from` one Endpoint `to` another. */
  take(seq: number, from: string, to: string, fields: SessionFields): Assembled {
    const name = `${from}\n${to}`;
    let flow = this.#flows.get(name);
    if (flow) this.#forget(name, flow);
    if (flow?.sessionId !== fields.sessionId) flow = new Flow(fields.sessionId);
    const assembled = takeInto(flow, seq, fields);
    this.#makeRoom(flow);
    this.#flows.set(name, flow);
    this.#count(flow, 1);
    return assembled;
  }

  /** Forgets the flows that were not used for longest until this one fits beside the others. */
  #makeRoom(flow: Flow): void {
    for (const [name, other] of this.#flows) {
      const fits =
        this.#flows.size < bounds.flows &&
        this.#bytes + flow.bytes <= bounds.bytes &&
        this.#payloads + flow.payloads <= bounds.payloads &&
        this.#ids + flow.ids <= bounds.ids;
      if (fits) return;
      this.#forget(name, other);
    }
  }

  #forget(name: string, flow: Flow): void {
    if (this.#flows.delete(name)) this.#count(flow, -1);
  }

  #count({ bytes, payloads, ids }: Flow, sign: 1 | -1): void {
    this.#bytes += sign * bytes;
    this.#payloads += sign * payloads;
    this.#ids += sign * ids;
  }
}

function takeInto(flow: Flow, seq: number, fields: SessionFields): Assembled {
  const { sequenceId: id, payloadSarState: state } = fields;
  const payload = fields.payload.filter(({ length }) => length > 0);
  const repeats = flow.seen.get(id);
  if (repeats === undefined) flow.seen.set(id, seq);
  if (state === sar.none && payload.length > 0) {
    return { message: joinPieces(payload, sizeOf(payload)), ...(repeats !== undefined && { repeats }) };
  }
  if (repeats !== undefined) return { repeats };
  if (state === sar.none) {
    flow.empty.set(id, true);
    return settle(flow, closeGap(flow, id));
  }
  flow.put(id, { seq, payload: payload.map(ownBytes) });
  const run = { first: id, last: id, begins: state === sar.begin, ends: state === sar.complete, pieces: 1 };
  const settled = settle(flow, place(flow, run));
  if (flow.bytes > bounds.bytes || flow.payloads > bounds.payloads) letGo(flow);
  return settled;
}

/** What waits leaves: the Messages whose pieces it was stay in pieces. */
function letGo(flow: Flow): void {
  flow.pieces.clear();
  flow.byFirst.clear();
  flow.byLast.clear();
  flow.bytes = 0;
  flow.payloads = 0;
}

/** A piece that is a small part of its Record does not keep all of it. */
function ownBytes(payload: Uint8Array): Uint8Array {
  return payload.length * 2 < payload.buffer.byteLength ? payload.slice() : payload;
}

function settle(flow: Flow, run: Run | undefined): Assembled {
  if (!run) return {};
  const whole = run.begins && run.ends;
  if (!whole && run.pieces <= bounds.piecesOfMessage) return {};
  drop(flow, run);
  const pieces = [...flow.takeOut(run)];
  if (!whole) return {};
  const payload = pieces.flatMap((piece) => piece.payload);
  return { message: joinPieces(payload, sizeOf(payload)), pieces: pieces.map(({ seq }) => seq) };
}

/** Puts a run where it belongs, joined with its neighbours. */
function place(flow: Flow, run: Run): Run {
  const before = run.begins ? undefined : flow.byLast.get(next(flow, run.first, -1n));
  const after = run.ends ? undefined : flow.byFirst.get(next(flow, run.last, 1n));
  let whole = run;
  if (before && !before.ends) whole = join(flow, before, whole);
  if (after && !after.begins) whole = join(flow, whole, after);
  flow.byFirst.set(whole.first, whole);
  flow.byLast.set(whole.last, whole);
  return whole;
}

/** An empty Record has come where one was missing: the runs at its sides may touch now. */
function closeGap(flow: Flow, id: bigint): Run | undefined {
  if (flow.byLast.size === 0) return undefined;
  const before = flow.byLast.get(next(flow, id, -1n));
  return before && place(flow, before);
}

/** The next sequence_id in a direction that may carry something. */
function next(flow: Flow, id: bigint, step: bigint): bigint {
  let found = id + step;
  while (flow.empty.has(found)) found += step;
  return found;
}

function join(flow: Flow, left: Run, right: Run): Run {
  drop(flow, left);
  drop(flow, right);
  const { first, begins, pieces } = left;
  return { first, last: right.last, begins, ends: right.ends, pieces: pieces + right.pieces };
}

function drop(flow: Flow, run: Run): void {
  flow.byFirst.delete(run.first);
  flow.byLast.delete(run.last);
}
