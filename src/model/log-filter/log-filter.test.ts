import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../wire/entry.ts';
import { LogStore } from '../log-store.ts';
import { completeFilter, type FilterFacts } from './complete.ts';
import { fitsFilter, searchTerms } from './match.ts';
import { parseFilter } from './parse.ts';
import { printFilter } from './print.ts';
import { comparisons, textFields, wordFields, type Filter, type Term } from './terms.ts';

function parsed(text: string): Filter {
  const result = parseFilter(text);
  if (!result.ok) throw new Error(`${text}: ${result.fault.message}`);
  return result.filter;
}

function fault(text: string) {
  const result = parseFilter(text);
  if (result.ok) throw new Error(`${text} should be wrong`);
  return { at: text.slice(result.fault.from, result.fault.to), message: result.fault.message };
}

/** A value that is not empty, with everything in it that has a meaning in a filter. */
const value = fc.string({
  unit: fc.constantFrom('a', 'B', ' ', '"', '\\', '-', ':', '.', '*', 'OR', '\t', 'é'),
  minLength: 1,
  maxLength: 8,
});
const condition = fc.oneof(
  value.map((text) => ({ field: 'text' as const, value: text })),
  fc.tuple(fc.constantFrom(...textFields), value).map(([field, text]) => ({ field, value: text })),
  ...Object.entries(wordFields).map(([field, words]) =>
    fc.constantFrom(...words).map((word) => ({ field: field as keyof typeof wordFields, value: word })),
  ),
  fc
    .option(fc.nat({ max: 9_999 }), { nil: undefined })
    .map((code) => ({ field: 'err' as const, ...(code !== undefined && { code }) })),
  fc.record({
    field: fc.constantFrom('size' as const, 'rtt' as const),
    compare: fc.constantFrom(...comparisons),
    value: fc.nat(),
  }),
);
const term: fc.Arbitrary<Term> = fc.tuple(condition, fc.boolean()).map(([what, negated]) => ({ ...what, negated }));
const anyFilter: fc.Arbitrary<Filter> = fc.array(fc.array(term, { minLength: 1, maxLength: 4 }), { maxLength: 3 });

describe('the grammar of a filter', () => {
  it('what is printed of a filter is parsed to the same filter', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(parsed(printFilter(filter))).toEqual(filter);
      }),
      { numRuns: 500 },
    );
  });

  it('every beginning of a filter is a filter, or says what is missing and where', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const text = printFilter(filter);
        for (let length = 0; length <= text.length; length++) {
          const result = parseFilter(text.slice(0, length));
          if (result.ok) continue;
          const { from, to, message } = result.fault;
          expect(message).not.toBe('');
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(length);
        }
      }),
    );
  });

  it('never fails on anything that can be typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseFilter(text)).toHaveProperty('ok');
      }),
    );
  });

  it('understands what the documentation shows', () => {
    expect(
      parsed('type:get dir:in err: err:7004 path:Device.WiFi. size:>10k rtt:>=1.5s -mtp:mqtt "two words"'),
    ).toEqual([
      [
        { field: 'type', value: 'get', negated: false },
        { field: 'dir', value: 'in', negated: false },
        { field: 'err', negated: false },
        { field: 'err', code: 7004, negated: false },
        { field: 'path', value: 'Device.WiFi.', negated: false },
        { field: 'size', compare: '>', value: 10_240, negated: false },
        { field: 'rtt', compare: '>=', value: 1_500, negated: false },
        { field: 'mtp', value: 'mqtt', negated: true },
        { field: 'text', value: 'two words', negated: false },
      ],
    ]);
    expect(parsed('type:set OR type:add')).toHaveLength(2);
    expect(parsed('os::00256D-123')).toEqual([[{ field: 'text', value: 'os::00256D-123', negated: false }]]);
    expect(parsed('  ')).toEqual([]);
  });

  it.each([
    ['tpye:get', 'tpye:get', 'There is no tpye: here. Did you mean type:? To look for it as text, put it in quotes.'],
    ['dir:in foo:x', 'foo:x', 'There is no foo: here. To look for it as text, put it in quotes.'],
    ['answer:late', 'answer:late', 'After answer: stands one of none, any.'],
    ['dir:up', 'dir:up', 'After dir: stands one of in, out.'],
    ['size:>ten', 'size:>ten', 'After size: stands a number, as in size:>10k (units: b, k, m).'],
    ['rtt:>1h', 'rtt:>1h', 'After rtt: stands a number, as in rtt:>100ms (units: ms, s).'],
    ['a type:', 'type:', 'Nothing stands after type:'],
    ['err:x', 'err:x', 'After err: stands an error code, or nothing.'],
    ['OR a', 'OR', 'Something must stand before OR.'],
    ['a OR', 'OR', 'Something must stand after OR.'],
    ['a "b c', '"b c', 'The quote is not closed.'],
    ['a -', '-', 'Nothing stands after the minus.'],
  ])('%s is wrong at %s', (text, at, message) => {
    expect(fault(text)).toEqual({ at, message });
  });
});

const entry: LogEntry = {
  seq: 7,
  time: 0,
  kind: 'in',
  mtp: 'mqtt',
  device: 'os::agent|self::us',
  from: 'os::agent',
  to: 'self::us',
  topic: 'usp/us',
  size: 20_000,
  recordType: 'sessionContext',
  session: { sessionId: '42', sequenceId: '1', expectedId: '1', payload: 3 },
  msgType: 'GET_RESP',
  msgId: 'abc-12',
  result: { ok: false, codes: [7004], results: 2, failed: 1 },
  roundTrip: 150,
  note: '2 results, 1 failed',
};

describe('a filter fits an entry', () => {
  const fits = (text: string, hits: readonly string[] = [], one: Partial<LogEntry> = {}) =>
    fitsFilter(
      parsed(text),
      (search) => ({ has: () => hits.includes(`${search.in} ${search.value}`) }),
      new LogStore(),
    )({
      ...entry,
      ...one,
    });

  it.each([
    'type:get',
    'type:get_resp',
    'type:GetResponse',
    'type:get*',
    'dir:in',
    'kind:in',
    'mtp:mqtt',
    'record:session',
    'session:42',
    'session:*',
    'err:',
    'err:7004',
    'size:>10k',
    'size:<=20000',
    'size:20000b',
    'rtt:>100ms',
    'rtt:<1s',
    'peer:OS::',
    'id:abc*',
    'id:ABC-12',
    'topic:usp',
    'failed',
    '-type:set',
    'type:set OR dir:in',
    'dir:in err: size:>1k',
    '',
  ])('%s fits', (text) => {
    expect(fits(text)).toBe(true);
  });

  it.each([
    'type:set',
    'type:getinstances',
    'dir:out',
    'mtp:websocket',
    'record:plain',
    'session:4',
    'err:7003',
    'size:>20k',
    'rtt:>1s',
    'peer:nobody',
    'id:abc',
    'topic:none',
    'elsewhere',
    '-type:get',
    '-err:',
    'dir:in type:set',
    'path:Device.',
  ])('%s does not fit', (text) => {
    expect(fits(text)).toBe(false);
  });

  it('by what the worker found in the bytes and the paths', () => {
    expect(fits('Elsewhere', ['text elsewhere'])).toBe(true);
    expect(fits('-elsewhere', ['text elsewhere'])).toBe(false);
    expect(fits('path:Device.WiFi.', ['path device.wifi.'])).toBe(true);
    expect(searchTerms(parsed('a A path:B -c type:get OR a'))).toEqual([
      { in: 'text', value: 'a' },
      { in: 'path', value: 'b' },
      { in: 'text', value: 'c' },
    ]);
  });

  it('by the gravest of what breaks the standard', () => {
    const broken = { findings: 2, gravest: 'error' } as const;
    expect(['lint:any', 'lint:error', 'lint:warning'].map((text) => fits(text, [], broken))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['lint:any', 'lint:info', '-lint:any'].map((text) => fits(text))).toEqual([false, false, true]);
  });

  it('what was dropped came in, and is an error', () => {
    expect(fits('dir:in err: kind:dropped', [], { kind: 'dropped' })).toBe(true);
  });

  it('by whether a Request has an answer, or one of its copies has', () => {
    const plain = { time: 0, note: '' };
    const entries: LogEntry[] = [
      { ...plain, seq: 1, kind: 'out', msgType: 'GET' },
      { ...plain, seq: 2, kind: 'in', msgType: 'GET_RESP', answers: 1 },
      { ...plain, seq: 3, kind: 'out', msgType: 'SET' },
      { ...plain, seq: 4, kind: 'in', msgType: 'NOTIFY', quiet: true },
      { ...plain, seq: 5, kind: 'in', msgType: 'NOTIFY' },
      { ...plain, seq: 6, kind: 'in', msgType: 'NOTIFY', repeats: 5 },
      { ...plain, seq: 7, kind: 'in', msgType: 'NOTIFY', repeats: 6 },
      { ...plain, seq: 8, kind: 'out', msgType: 'NOTIFY_RESP', answers: 6 },
      { ...plain, seq: 9, kind: 'dropped', msgType: 'NOTIFY' },
      { ...plain, seq: 10, kind: 'out', msgType: 'OPERATE', quiet: true },
      { ...plain, seq: 11, kind: 'in', msgType: 'OPERATE_RESP', answers: 10 },
      { ...plain, seq: 12, kind: 'in', msgType: 'NOTIFY', operation: 3 },
    ];
    const store = new LogStore();
    store.add(entries, 100);
    const fitting = (text: string) =>
      entries.filter(fitsFilter(parsed(text), () => new Set(), store)).map(({ seq }) => seq);
    expect(fitting('answer:none')).toEqual([3, 12]);
    expect(fitting('answer:any')).toEqual([1, 5, 6, 7, 10]);
    expect(fitting('-answer:any type:notify')).toEqual([4, 8, 9, 12]);
  });

  it("a Message type in the standard's other words", () => {
    expect(fits('type:GetSupportedProtocol', [], { msgType: 'GET_SUPPORTED_PROTO_RESP' })).toBe(true);
  });
});

describe('completion', () => {
  const facts: FilterFacts = {
    types: ['GET', 'GET_RESP', 'SET'],
    peers: ['os::agent'],
    paths: ['Device.WiFi.', 'Device.IP.'],
    codes: [7004],
    sessions: ['42'],
    topics: ['usp/my topic'],
  };
  /** The options where the `|` stands, and the text with the first of them. */
  const complete = (marked: string) => {
    const cursor = marked.indexOf('|');
    const text = marked.replace('|', '');
    const { from, to, options } = completeFilter(text, cursor, facts);
    const first = options[0] && text.slice(0, from) + options[0].insert + text.slice(to);
    return { labels: options.map(({ label }) => label), first };
  };

  it.each([
    ['ty|', ['type:'], 'type:'],
    ['dir:in ty|', ['type:'], 'dir:in type:'],
    ['-ty|', ['type:'], '-type:'],
    ['dir:|', ['in', 'out'], 'dir:in '],
    ['dir:o| err:', ['out'], 'dir:out  err:'],
    ['type:set|', [], undefined],
    ['type:ge|', ['get', 'get_resp'], 'type:get '],
    ['path:wifi|', ['Device.WiFi.'], 'path:Device.WiFi. '],
    ['topic:|', ['usp/my topic'], 'topic:"usp/my topic" '],
    ['err:|', ['7004'], 'err:7004 '],
    ['answer:|', ['none', 'any'], 'answer:none '],
    ['size:|', ['>=', '<=', '>', '<', '='], 'size:>='],
    ['size:>10|', ['>10b', '>10k', '>10m'], 'size:>10b '],
    ['peer:"os|', ['os::agent'], 'peer:os::agent '],
    ['nonsense:|', [], undefined],
    ['"quoted ty|', [], undefined],
  ])('%s', (text, labels, first) => {
    expect(complete(text)).toEqual({ labels, first });
  });

  it('offers every field at the beginning, and OR after a word', () => {
    expect(complete('|').labels).toContain('type:');
    expect(complete('|').labels).not.toContain('OR');
    expect(complete('a |').labels).toContain('OR');
    expect(complete('a OR |').labels).not.toContain('OR');
  });

  it('whatever is chosen is a filter, or the beginning of one', () => {
    fc.assert(
      fc.property(anyFilter, fc.nat(), (filter, dice) => {
        const text = printFilter(filter);
        const cursor = dice % (text.length + 1);
        const { from, to, options } = completeFilter(text, cursor, facts);
        expect(from).toBeLessThanOrEqual(to);
        for (const { insert } of options) {
          const result = parseFilter(text.slice(0, from) + insert + text.slice(to));
          if (!result.ok)
            expect(result.fault.message).toMatch(
              /^(Nothing stands after|After (size|rtt): stands|Something must stand)/,
            );
        }
      }),
    );
  });
});
