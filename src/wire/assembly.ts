/**
 * Puts segmented Messages together for the log, in both directions and from what passed alone: a capture has no
 * Session to ask. Records may come in any order and more than once (TR-369, Session Context); pieces that follow each
 * other are kept as runs, and a run from a first piece to a last one is a Message.
 */
import { joinPieces, sizeOf } from '../usp/session/reassembler.ts';
import { sar, type SessionFields } from '../usp/session/types.ts';
import { Recent } from './recent.ts';

/** Bytes of pieces that wait for the rest of their Message, all flows together; sequence_ids remembered in a flow. */
const bounds = { bytes: 64 * 1024 * 1024, flows: 1_000, ids: 4_096 };

interface Piece {
  readonly seq: number;
  readonly payload: readonly Uint8Array[];
}

/** Pieces of one Message that are next to each other, by their sequence_ids. */
interface Run {
  readonly first: bigint;
  readonly last: bigint;
  readonly begins: boolean;
  readonly ends: boolean;
}

/** What one Endpoint sends another in one Session Context. */
class Flow {
  readonly sessionId: bigint;
  /** The entry in which a sequence_id was seen first. */
  readonly seen = new Recent<bigint, number>(bounds.ids);
  /** Records that carry nothing may stand between the pieces of a Message (R-E2E.20). */
  readonly empty = new Recent<bigint, true>(bounds.ids);
  readonly pieces = new Map<bigint, Piece>();
  readonly byFirst = new Map<bigint, Run>();
  readonly byLast = new Map<bigint, Run>();

  constructor(sessionId: bigint) {
    this.sessionId = sessionId;
  }
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
  #flows = new Recent<string, Flow>(bounds.flows);
  #held = 0;

  /** Takes a session Record of entry `seq`, sent `from` one Endpoint `to` another. */
  take(seq: number, from: string, to: string, fields: SessionFields): Assembled {
    const { sessionId, sequenceId: id, payloadSarState: state, payload } = fields;
    const name = `${from}\n${to}`;
    let flow = this.#flows.get(name);
    if (flow?.sessionId !== sessionId) {
      if (flow) this.#forget(flow);
      flow = new Flow(sessionId);
      this.#flows.set(name, flow);
    }
    const repeats = flow.seen.get(id);
    if (repeats === undefined) flow.seen.set(id, seq);
    const size = sizeOf(payload);
    if (state === sar.none && size > 0) {
      return { message: joinPieces(payload, size), ...(repeats !== undefined && { repeats }) };
    }
    if (repeats !== undefined) return { repeats };
    if (state === sar.none) {
      flow.empty.set(id, true);
      return this.#settle(flow, closeGap(flow, id));
    }
    if (this.#held + size > bounds.bytes) {
      this.clear();
      this.#flows.set(name, (flow = new Flow(sessionId)));
    }
    this.#held += size;
    flow.pieces.set(id, { seq, payload });
    const run = { first: id, last: id, begins: state === sar.begin, ends: state === sar.complete };
    return this.#settle(flow, place(flow, run));
  }

  /** Forgets what waits, of every flow: the Messages whose pieces they were stay in pieces. */
  clear(): void {
    this.#flows = new Recent(bounds.flows);
    this.#held = 0;
  }

  #settle(flow: Flow, run: Run | undefined): Assembled {
    if (!run?.begins || !run.ends) return {};
    drop(flow, run);
    const pieces: number[] = [];
    const payload: Uint8Array[] = [];
    for (let id = run.first; id <= run.last; id++) {
      const piece = flow.pieces.get(id);
      if (!piece) continue; // an empty Record between them
      flow.pieces.delete(id);
      payload.push(...piece.payload);
      pieces.push(piece.seq);
    }
    const size = sizeOf(payload);
    this.#held -= size;
    return { message: joinPieces(payload, size), pieces };
  }

  #forget(flow: Flow): void {
    for (const { payload } of flow.pieces.values()) this.#held -= sizeOf(payload);
  }
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
  return { first: left.first, last: right.last, begins: left.begins, ends: right.ends };
}

function drop(flow: Flow, run: Run): void {
  flow.byFirst.delete(run.first);
  flow.byLast.delete(run.last);
}
