import { describe, expect, it } from 'vitest';
import { Reassembler, type Reassembled, type Segment } from './reassembler.ts';

const states = { NONE: 0, BEGIN: 1, INPROCESS: 2, COMPLETE: 3 } as const;
type Name = keyof typeof states;

function segment(sar: Name, rec: Name, ...payload: string[]): Segment {
  const bytes = payload.map((text) => new TextEncoder().encode(text));
  return { payloadSarState: states[sar], payloadrecSarState: states[rec], payload: bytes };
}

function run(segments: readonly Segment[]): Reassembled[] {
  const reassembler = new Reassembler(1_000);
  return segments.map((one) => reassembler.take(one));
}

function textOf(result: Reassembled | undefined): string | undefined {
  return result?.kind === 'message' ? new TextDecoder().decode(result.bytes) : undefined;
}

/** The segmentation cases of TR-369, with their SAR states as its figures have them. */
const cases: Record<string, Segment[]> = {
  'case 1: PLAINTEXT, one Record': [segment('NONE', 'NONE', 'abcdefgh')],
  'case 2: PLAINTEXT over several Records': [
    segment('BEGIN', 'BEGIN', 'abc'),
    segment('INPROCESS', 'INPROCESS', 'def'),
    segment('COMPLETE', 'COMPLETE', 'gh'),
  ],
  'case 3: TLS12, one TLS record in one Record': [segment('NONE', 'NONE', 'abcdefgh')],
  'case 4: TLS12, all TLS records in one Record': [segment('NONE', 'NONE', 'abc', 'def', 'gh')],
  'case 5: TLS12, one TLS record over several Records': [
    segment('BEGIN', 'BEGIN', 'abcd'),
    segment('INPROCESS', 'INPROCESS', 'efg'),
    segment('COMPLETE', 'COMPLETE', 'h'),
  ],
  'case 6: TLS12, one TLS record in each Record': [
    segment('BEGIN', 'NONE', 'abcd'),
    segment('COMPLETE', 'NONE', 'efgh'),
  ],
  'case 7: TLS12, some TLS records over several Records': [
    segment('BEGIN', 'BEGIN', 'a'),
    segment('INPROCESS', 'INPROCESS', 'b'),
    segment('INPROCESS', 'COMPLETE', 'c'),
    segment('INPROCESS', 'BEGIN', 'd'),
    segment('INPROCESS', 'INPROCESS', 'e'),
    segment('INPROCESS', 'COMPLETE', 'f'),
    segment('COMPLETE', 'NONE', 'gh'),
  ],
  'several whole TLS records in each of several Records': [
    segment('BEGIN', 'NONE', 'ab', 'cd'),
    segment('INPROCESS', 'NONE', 'e'),
    segment('COMPLETE', 'NONE', 'f', 'gh'),
  ],
  'the last TLS record in pieces': [
    segment('BEGIN', 'NONE', 'abc'),
    segment('INPROCESS', 'BEGIN', 'def'),
    segment('COMPLETE', 'COMPLETE', 'gh'),
  ],
  'Records that only acknowledge in between': [
    segment('BEGIN', 'BEGIN', 'abc'),
    segment('NONE', 'NONE', ''),
    segment('NONE', 'NONE'),
    segment('COMPLETE', 'COMPLETE', 'defgh'),
  ],
  'segments without a byte': [
    segment('BEGIN', 'BEGIN', 'abcdefgh'),
    segment('INPROCESS', 'INPROCESS', ''),
    segment('COMPLETE', 'COMPLETE'),
  ],
};

describe('segmentation cases of the standard', () => {
  it.each(Object.entries(cases))('%s', (_, segments) => {
    const results = run(segments);
    expect(textOf(results.at(-1))).toBe('abcdefgh');
    expect(results.slice(0, -1).every(({ kind }) => kind === 'more' || kind === 'nothing')).toBe(true);
  });

  it('takes one Message after another, and holds nothing in between', () => {
    const reassembler = new Reassembler(8);
    for (let round = 0; round < 3; round++) {
      for (const segments of Object.values(cases)) {
        const results = segments.map((one) => reassembler.take(one));
        expect(textOf(results.at(-1))).toBe('abcdefgh');
        expect(reassembler.bytes + reassembler.segments).toBe(0);
      }
    }
  });

  it('hands a payload of one piece on as it is, and copies the pieces of others once', () => {
    const [whole] = cases['case 1: PLAINTEXT, one Record']!;
    const result = new Reassembler(8).take(whole!);
    expect(result.kind === 'message' && result.bytes).toBe(whole!.payload[0]);
  });
});

describe('what does not follow', () => {
  const starts: Record<string, Segment[]> = {
    outside: [],
    message: [segment('BEGIN', 'NONE', 'x')],
    piece: [segment('BEGIN', 'BEGIN', 'x')],
  };
  const right: Record<string, readonly `${Name}/${Name}`[]> = {
    outside: ['NONE/NONE', 'BEGIN/NONE', 'BEGIN/BEGIN'],
    message: ['INPROCESS/NONE', 'INPROCESS/BEGIN', 'COMPLETE/NONE'],
    piece: ['INPROCESS/INPROCESS', 'INPROCESS/COMPLETE', 'COMPLETE/COMPLETE'],
  };
  const names = Object.keys(states) as Name[];

  it.each(Object.keys(starts))('is told apart from what does: %s', (place) => {
    for (const sar of names) {
      for (const rec of names) {
        const result = run([...starts[place]!, segment(sar, rec, 'y')]).at(-1)!;
        const isRight = right[place]!.includes(`${sar}/${rec}`);
        expect(`${sar}/${rec} ${result.kind !== 'out-of-place'}`).toBe(`${sar}/${rec} ${isRight}`);
      }
    }
  });

  it.each([-1, 4, 1.5, NaN])('a state of %s', (state) => {
    const odd = { payloadSarState: state, payloadrecSarState: state, payload: [new Uint8Array(1)] };
    expect(new Reassembler(8).take(odd).kind).toBe('out-of-place');
  });
});

describe('the limit', () => {
  it('is the largest Message, whole or in pieces', () => {
    expect(new Reassembler(8).take(segment('NONE', 'NONE', 'abcdefgh')).kind).toBe('message');
    expect(new Reassembler(7).take(segment('NONE', 'NONE', 'abcdefgh'))).toEqual({ kind: 'too-large', bytes: 8 });
    const reassembler = new Reassembler(7);
    reassembler.take(segment('BEGIN', 'BEGIN', 'abcd'));
    expect(reassembler.take(segment('INPROCESS', 'INPROCESS', 'efgh'))).toEqual({ kind: 'too-large', bytes: 8 });
    expect(reassembler.bytes).toBe(4);
    reassembler.clear();
    expect(reassembler.bytes + reassembler.segments).toBe(0);
  });
});
