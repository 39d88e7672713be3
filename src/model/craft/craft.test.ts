import { describe, expect, it } from 'vitest';
import { MsgType } from '../../usp/message/message.ts';
import { writeBytes, variablesIn } from '../../usp/text.ts';
import { checkWords, judge } from './checks.ts';
import type { Check } from './crafted.ts';
import { codesOf, lastVariables, valuesOf, type Outcome } from './outcome.ts';
import { readPattern } from '../../usp/value-types/pattern.ts';
import { firstTemplate, templates } from './templates.ts';

const variables = (name: string) =>
  new Map([
    ['msg_id', 'm-1'],
    ['agent', 'os::A'],
    ['controller', 'self::c'],
    ['last.instantiated_path', 'Device.X.1.'],
  ]).get(name);

describe('templates', () => {
  const messages = templates.filter(({ form }) => form === 'message');

  it.each(messages)('$name can be sent as it is', ({ text }) => {
    const { bytes, problems } = writeBytes('Msg', text, variables);
    expect(problems).toEqual([]);
    expect(bytes?.length).toBeGreaterThan(0);
  });

  it('are there for every Message of the standard', () => {
    const named = Object.keys(MsgType).filter((name) => Number.isNaN(Number(name)));
    expect(messages.map(({ name }) => name).sort()).toEqual(named.sort());
  });

  it.each(templates.filter(({ form }) => form === 'record'))('$name can be written to the wire', ({ text }) => {
    const { bytes, problems } = writeBytes('Record', text, variables);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(bytes?.length).toBeGreaterThan(0);
  });

  it('use only variables that are always there, or that the request before leaves', () => {
    const used = new Set(templates.flatMap(({ text }) => variablesIn(text)));
    expect([...used].sort()).toEqual(['agent', 'controller', 'last.instantiated_path', 'msg_id']);
    expect(firstTemplate('message').name).toBe('GET');
  });
});

const got: Outcome = {
  kind: 'answer',
  tookMs: 5,
  answer: {
    kind: 'Get',
    results: [
      {
        requestedPath: 'Device.WiFi.Radio.',
        objects: [
          {
            path: 'Device.WiFi.Radio.1.',
            params: [
              ['Channel', '6'],
              ['Stats.BytesSent', '10'],
            ],
          },
          {
            path: 'Device.WiFi.Radio.2.',
            params: [
              ['Channel', '36'],
              ['Alias', ''],
            ],
          },
        ],
      },
      { requestedPath: 'Device.Nothing.', error: { code: 7026, message: '' }, objects: [] },
    ],
  },
};
const refused: Outcome = {
  kind: 'error',
  tookMs: 5,
  error: {
    code: 7004,
    message: 'The Agent refused: hunter2 is too short (7004 Invalid arguments).',
    summary: '7004 Invalid arguments',
    advice: '',
    params: [{ path: 'Device.A', code: 7010, message: '' }],
  },
};
const added: Outcome = {
  kind: 'answer',
  tookMs: 1,
  answer: {
    kind: 'Add',
    results: [
      { requestedPath: 'Device.X.', instantiatedPath: 'Device.X.3.', uniqueKeys: [['Alias', 'a']], paramErrors: [] },
    ],
  },
};

const noSecrets = () => false;

function passes(check: Check, outcome: Outcome): boolean {
  return judge([check], outcome, noSecrets, readPattern)[0]?.passed ?? false;
}

describe('checks', () => {
  it('look at how it ended', () => {
    expect(passes({ kind: 'outcome', is: 'answer' }, got)).toBe(true);
    expect(passes({ kind: 'outcome', is: 'silence' }, got)).toBe(false);
    expect(passes({ kind: 'outcome', is: 'error' }, refused)).toBe(true);
    expect(passes({ kind: 'type', is: 'Get' }, got)).toBe(true);
    expect(passes({ kind: 'type', is: 'Set' }, got)).toBe(false);
    expect(passes({ kind: 'type', is: 'Get' }, refused)).toBe(false);
  });

  it('find error codes wherever they stand', () => {
    expect(codesOf(got)).toEqual([7026]);
    expect(codesOf(refused)).toEqual([7004, 7010]);
    expect(passes({ kind: 'code', is: 7010 }, refused)).toBe(true);
    expect(passes({ kind: 'code', is: 7011 }, refused)).toBe(false);
  });

  it('hold values of a path, or of any path that ends so, against a text or a pattern', () => {
    const value = (path: string, how: 'equals' | 'matches', wanted: string): Check => ({
      kind: 'value',
      path,
      how,
      value: wanted,
    });
    expect(passes(value('Device.WiFi.Radio.2.Channel', 'equals', '36'), got)).toBe(true);
    expect(passes(value('Channel', 'equals', '36'), got)).toBe(true);
    expect(passes(value('hannel', 'equals', '36'), got)).toBe(false);
    expect(passes(value('Channel', 'equals', '7'), got)).toBe(false);
    expect(passes(value('Alias', 'equals', ''), got)).toBe(true);
    expect(passes(value('Stats.BytesSent', 'matches', String.raw`\d+`), got)).toBe(true);
    expect(passes(value('Channel', 'matches', '3'), got)).toBe(false);
    expect(judge([value('Channel', 'matches', '(')], got, noSecrets, readPattern)[0]?.found).toContain(
      'can’t be read'.replace('’', "'"),
    );
    expect(judge([value('Nowhere', 'equals', '1')], got, noSecrets, readPattern)[0]?.found).toBe('no value of Nowhere');
    expect(judge([value('Channel', 'equals', '1')], got, noSecrets, readPattern)[0]?.found).toBe('6, 36');
  });

  it('never tell the value of a secret', () => {
    const check: Check = { kind: 'value', path: 'Channel', how: 'equals', value: '1' };
    const [result] = judge([check], got, (path) => path.endsWith('Channel'), readPattern);
    expect(result).toEqual({
      check,
      passed: false,
      secret: true,
      found: 'a secret that is kept back, a secret that is kept back',
    });
    expect(checkWords(check, true)).toBe('Channel equals a value that is kept back');
  });

  it('want a Response where nothing is said', () => {
    expect(judge([], got, noSecrets, readPattern)).toMatchObject([{ passed: true }]);
    expect(judge([], refused, noSecrets, readPattern)).toMatchObject([
      { passed: false, found: 'an Error: 7004 Invalid arguments' },
    ]);
    expect(checkWords({ kind: 'code', is: 7010 })).toBe('the error code is 7010');
  });
});

describe('what the next request may use', () => {
  it('the new instance, values by name, the error code', () => {
    expect(new Map(lastVariables(added)).get('last.instantiated_path')).toBe('Device.X.3.');
    const values = new Map(lastVariables(got));
    expect(values.get('last.value')).toBe('6');
    expect(values.get('last.path')).toBe('Device.WiFi.Radio.1.Channel');
    expect(values.get('last.value.BytesSent')).toBe('10');
    expect(values.get('last.error_code')).toBe('7026');
    expect(lastVariables(refused)).toEqual([['last.error_code', '7004']]);
  });

  it('values of every kind of answer', () => {
    expect([...valuesOf({ kind: 'GetSupportedProtocol', versions: ['1.3', '1.4'] })]).toEqual([
      ['versions', '1.3,1.4'],
    ]);
    expect([
      ...valuesOf({
        kind: 'Operate',
        results: [{ executedCommand: 'Device.X()', outcome: { type: 'output', args: [['Result', 'ok']] } }],
      }),
    ]).toEqual([['Device.X().Result', 'ok']]);
  });
});
