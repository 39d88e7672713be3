import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GetResult, UspAnswer } from '../usp/message/answer-types.ts';
import { joinSlice, sliceAnswer, type AnswerSlice } from './answer-parts.ts';

function rejoin(slices: readonly AnswerSlice[]): UspAnswer | undefined {
  let whole: UspAnswer | undefined;
  for (const slice of structuredClone(slices)) whole = joinSlice(whole, slice);
  return whole;
}

/** What the model makes of an answer: every value once, under its path, in order. */
function values(answer: UspAnswer | undefined): unknown[] {
  if (answer?.kind !== 'Get') return [];
  return answer.results.map((result) => [
    result.requestedPath,
    result.error,
    result.objects.flatMap((object) => object.params.map(([name, value]) => [object.path + name, value])),
  ]);
}

const getResult: fc.Arbitrary<GetResult> = fc.record({
  requestedPath: fc.constantFrom('Device.', 'Device.WiFi.'),
  objects: fc.array(
    fc.record({
      path: fc.constantFrom('Device.A.', 'Device.B.'),
      params: fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 12 }),
    }),
    { maxLength: 6 },
  ),
});

describe('answers in slices', () => {
  it('joins to what was cut, whatever the answer and the limit', () => {
    fc.assert(
      fc.property(fc.array(getResult, { maxLength: 4 }), fc.integer({ min: 1, max: 20 }), (results, limit) => {
        const answer: UspAnswer = { kind: 'Get', results };
        const slices = sliceAnswer(answer, limit);
        expect(slices.length).toBeGreaterThan(0);
        expect(values(rejoin(slices))).toEqual(values(answer));
      }),
    );
  });

  it('keeps every slice near its limit, also where one object has very many parameters', () => {
    const params = Array.from({ length: 10_000 }, (_, index) => [`P${index}`, 'x'] as const);
    const slices = sliceAnswer(
      { kind: 'Get', results: [{ requestedPath: 'Device.', objects: [{ path: 'Device.', params }] }] },
      100,
    );
    for (const { part } of slices) {
      const count =
        part.kind === 'Get'
          ? part.results.flatMap((result) => result.objects.flatMap((object) => object.params)).length
          : 0;
      expect(count).toBeLessThanOrEqual(200);
    }
  });

  it('does not mix two results that were asked for under the same path', () => {
    const result = (value: string): GetResult => ({
      requestedPath: 'Device.',
      objects: [{ path: 'Device.', params: [['Name', value]] }],
    });
    const slices = [
      ...sliceAnswer({ kind: 'Get', results: [result('one')] }),
      ...sliceAnswer({ kind: 'Get', results: [result('two')] }),
    ];
    expect(rejoin(slices)).toEqual({ kind: 'Get', results: [result('one'), result('two')] });
  });

  it('leaves small and other answers whole', () => {
    const answer: UspAnswer = { kind: 'GetSupportedProtocol', versions: ['1.3', '1.4'] };
    expect(sliceAnswer(answer)).toEqual([{ part: answer, continues: false }]);
    expect(rejoin(sliceAnswer(answer))).toEqual(answer);
  });
});
