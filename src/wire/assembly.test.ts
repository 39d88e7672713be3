import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../usp/testing/random.ts';
import { sar, type SessionFields } from '../usp/session/types.ts';
import { Assembly, assemblyBounds } from './assembly.ts';

interface Piece {
  readonly id: number;
  readonly state?: number;
  readonly bytes?: readonly number[];
  readonly session?: number;
}

function fields({ id, state = sar.none, bytes = [], session = 5 }: Piece): SessionFields {
  return {
    sessionId: BigInt(session),
    sequenceId: BigInt(id),
    expectedId: 1n,
    retransmitId: 0n,
    payloadSarState: state,
    payloadrecSarState: state,
    payload: [Uint8Array.from(bytes)],
  };
}

/** Takes pieces as entries 1, 2, 3 …; returns what each brought. */
function take(pieces: readonly Piece[], assembly = new Assembly()) {
  return pieces.map((piece, index) => {
    const { message, ...rest } = assembly.take(index + 1, 'a', 'b', fields(piece));
    return { ...rest, ...(message && { message: [...message] }) };
  });
}

it('a whole Message stands for itself', () => {
  expect(take([{ id: 7, bytes: [1, 2] }])).toEqual([{ message: [1, 2] }]);
});

it('the last piece to come has the Message and names all of them', () => {
  const pieces = [
    { id: 1, state: sar.begin, bytes: [1] },
    { id: 2, state: sar.inProcess, bytes: [2] },
    { id: 3, state: sar.complete, bytes: [3] },
  ];
  expect(take(pieces)).toEqual([{}, {}, { message: [1, 2, 3], pieces: [1, 2, 3] }]);
  expect(take(pieces.toReversed())).toEqual([{}, {}, { message: [1, 2, 3], pieces: [3, 2, 1] }]);
});

it('a Record that comes again repeats the first, and counts once', () => {
  const got = take([
    { id: 1, state: sar.begin, bytes: [1] },
    { id: 1, state: sar.begin, bytes: [1] },
    { id: 2, state: sar.complete, bytes: [2] },
    { id: 2, state: sar.complete, bytes: [2] },
    { id: 3, bytes: [9] },
    { id: 3, bytes: [9] },
  ]);
  expect(got).toEqual([
    {},
    { repeats: 1 },
    { message: [1, 2], pieces: [1, 3] },
    { repeats: 3 },
    { message: [9] },
    { message: [9], repeats: 5 },
  ]);
});

it('a new Session Context begins from nothing, and the other direction is another flow', () => {
  const assembly = new Assembly();
  take([{ id: 1, state: sar.begin, bytes: [1] }], assembly);
  expect(assembly.take(2, 'b', 'a', fields({ id: 2, state: sar.complete, bytes: [2] }))).toEqual({});
  expect(take([{ id: 2, state: sar.complete, bytes: [2], session: 6 }], assembly)).toEqual([{}]);
});

it('what never becomes whole is let go of', () => {
  const assembly = new Assembly();
  const large = new Uint8Array(30 * 1024 * 1024);
  const piece = (id: number, state: number) => ({ ...fields({ id, state }), payload: [large] });
  assembly.take(1, 'a', 'b', piece(1, sar.begin));
  assembly.take(2, 'a', 'b', piece(2, sar.inProcess));
  assembly.take(3, 'a', 'b', piece(3, sar.inProcess)); // beyond 64 MiB
  expect(assembly.take(4, 'a', 'b', piece(4, sar.complete)).message).toBeUndefined();
  expect(assembly.take(5, 'c', 'd', fields({ id: 1, bytes: [1] })).message).toEqual(Uint8Array.of(1));
});

describe('pieces without bytes are counted, too', () => {
  const { payloads, piecesOfMessage } = assemblyBounds;
  const empty = { id: 0, state: sar.inProcess };

  it('in all, whoever sends them: who was silent for longest is let go of first', () => {
    const assembly = new Assembly();
    assembly.take(1, 'a', 'b', fields({ id: 1, state: sar.begin, bytes: [1] }));
    // Every second one, so that they are no run.
    for (let id = 0; id < payloads; id++) {
      assembly.take(id, 'x', id % 2 === 0 ? 'b' : 'c', fields({ ...empty, id: id * 2 }));
    }
    expect(assembly.payloads).toBeLessThanOrEqual(payloads);
    expect(assembly.take(2, 'a', 'b', fields({ id: 2, state: sar.complete, bytes: [2] })).message).toBeUndefined();
    for (let id = 0; id < payloads; id++) assembly.take(id, 'y', 'b', fields({ ...empty, id: id * 2 }));
    expect(assembly.payloads).toBeLessThanOrEqual(payloads);
    expect(take([{ id: 1, bytes: [9] }], assembly)).toEqual([{ message: [9] }]);
  });

  it('in one Message', () => {
    const assembly = new Assembly();
    assembly.take(1, 'a', 'b', fields({ id: 1, state: sar.begin }));
    for (let id = 2; id <= piecesOfMessage; id++) assembly.take(id, 'a', 'b', fields({ ...empty, id }));
    expect(assembly.payloads).toBe(piecesOfMessage);
    assembly.take(0, 'a', 'b', fields({ ...empty, id: piecesOfMessage + 1 }));
    expect(assembly.payloads).toBe(0);
  });

  it('in one Record', () => {
    const assembly = new Assembly();
    const record = { ...fields({ id: 1, state: sar.begin }), payload: Array<Uint8Array>(1_000).fill(new Uint8Array()) };
    assembly.take(1, 'a', 'b', record);
    expect(assembly.payloads).toBe(1);
    const many = Array<Uint8Array>(payloads + 1).fill(Uint8Array.of(1));
    assembly.take(2, 'a', 'b', { ...fields({ ...empty, id: 2 }), payload: many });
    expect(assembly.payloads).toBe(0);
  });
});

it('Messages in pieces, with empty Records between, in any order and with repetitions, come out whole', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(sizes, fc.integer(), (messages, seed) => {
      const random = new Random(seed);
      const wanted: number[][] = [];
      const records: Piece[] = [];
      let id = 0;
      for (const [index, count] of messages.entries()) {
        if (count < 2) {
          records.push({ id: ++id, bytes: count === 0 ? [] : [10 * index] });
          if (count === 1) wanted.push([10 * index]);
          continue;
        }
        wanted.push(Array.from({ length: count }, (_, at) => 10 * index + at));
        for (let at = 0; at < count; at++) {
          if (at > 0 && random.between(0, 2) === 0) records.push({ id: ++id });
          const state = at === 0 ? sar.begin : at === count - 1 ? sar.complete : sar.inProcess;
          records.push({ id: ++id, state, bytes: [10 * index + at] });
        }
      }
      const sent = records.flatMap((record) => (random.between(0, 3) === 0 ? [record, record] : [record]));
      const mixed = sent.map((record) => ({ record, at: random.fraction() })).toSorted((a, b) => a.at - b.at);
      const got = take(mixed.map(({ record }) => record));
      const whole = got.flatMap(({ message, repeats }) => (message && repeats === undefined ? [message] : []));
      const order = (a: number[], b: number[]) => (a[0] ?? 0) - (b[0] ?? 0);
      expect(whole.toSorted(order)).toEqual(wanted.toSorted(order));
    }),
  );
});
