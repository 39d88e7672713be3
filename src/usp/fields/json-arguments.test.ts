import { describe, expect, it } from 'vitest';
import { paramsInArgument, secretsInArgument } from './json-arguments.ts';
import { jsonLeaves } from './json-leaves.ts';
import type { ValueName } from './value-name.ts';

const push: ValueName = { of: 'event', path: 'Device.BulkData.Profile.1.Push!', name: 'Data' };
const boot: ValueName = { of: 'event', path: 'Device.Boot!', name: 'ParameterMap' };
const other: ValueName = { of: 'output', path: 'Device.X()', name: 'Result' };
const isSecret = ({ name }: ValueName) => name === 'KeyPassphrase';

/** The secrets in the value of an argument, with their paths. */
function found(argument: ValueName, text: string): string[] | 'unread' {
  const parts = secretsInArgument(argument, () => text, isSecret);
  return parts === 'unread' ? parts : parts.map(({ path, from, to }) => `${path}=${text.slice(from, to)}`);
}

describe('secrets in an argument that is JSON', () => {
  const path = 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase';

  it.each<[string, string, string[] | 'unread']>([
    ['paths', `{"Report":[{"${path}":"a","Device.X":"b"},{"${path}":"c"}]}`, [`${path}=a`, `${path}=c`]],
    [
      'objects',
      '{"Report":[{"Device":{"WiFi":{"AccessPoint":{"1":{"Security":{"KeyPassphrase":"a"}}}}}}]}',
      [`${path}=a`],
    ],
    ['objects below a path', '{"Device.WiFi.":{"AccessPoint.1.":{"Security":{"KeyPassphrase":7}}}}', [`${path}=7`]],
    [
      'no path',
      '{ "KeyPassphrase" : [ "a\\"b" , -1.5e3 , null ] }',
      ['KeyPassphrase=a\\"b', 'KeyPassphrase=-1.5e3', 'KeyPassphrase=null'],
    ],
    ['an escaped path', '{"Device.Key\\u0050assphrase":"a"}', ['Device.KeyPassphrase=a']],
    ['nothing', '{"KeyPassphrase":"","X":[]}', []],
    ['no value', '', []],
    ['no JSON', '{"KeyPassphrase":"a"', 'unread'],
    ['JSON and more', '{"KeyPassphrase":"a"} x', 'unread'],
    ['a table of values', '[["KeyPassphrase","a"]]', 'unread'],
    ['CSV', 'KeyPassphrase\r\na', 'unread'],
    ['no end of depth', '[{"a":'.repeat(1_000), 'unread'],
  ])('are found under keys that are %s', (_what, text, expected) => {
    expect(found(push, text)).toEqual(expected);
    expect(found(boot, text)).toEqual(expected);
    // Of others nobody says that they are JSON.
    if (text !== '[["KeyPassphrase","a"]]') expect(found(other, text)).toEqual(expected === 'unread' ? [] : expected);
  });

  it('are not looked for in parameters', () => {
    expect(found({ of: 'param', path: 'Device.X', name: 'X' }, '{"KeyPassphrase":"a"}')).toEqual([]);
  });

  it('are told of by parameters, each once for all rows', () => {
    const rows = Array.from({ length: 50 }, (_, at) => `"Device.A.${at + 1}.B":"x"`).join();
    expect(paramsInArgument(push, `{${rows}}`)).toEqual(new Set(['Device.A.{i}.B']));
    expect(paramsInArgument(push, 'x')).toBe('unread');
  });
});

it.each<[text: string, leaves: string[] | undefined]>([
  ['1', ['=1']],
  [' "a" ', ['=a']],
  ['[]', []],
  [' { } ', []],
  ['[1,[2,{"a":[true, false]}]]', ['=1', '=2', 'a=true', 'a=false']],
  ['{"__proto__":{"constructor":"x"}}', ['__proto__.constructor=x']],
  ['{"a":"\\u00e9\\"","b":-0.5e+3}', ['a=\\u00e9\\"', 'b=-0.5e+3']],
  ['{"A":{"Device.":{"B":1},"Device.C.D":2,"Devices":3}}', ['Device.B=1', 'Device.C.D=2', 'A.Devices=3']],
  ...['', '{', '[1,]', '{"a"}', '{a:1}', '"a', '01', 'nul', '1 2', '{"a":1,}', ']'].map((text): [string, undefined] => [
    text,
    undefined,
  ]),
])('the values of %s are read with their places', (text, leaves) => {
  expect(jsonLeaves(text)?.map(({ path, from, to }) => `${path}=${text.slice(from, to)}`)).toEqual(leaves);
  if (leaves) expect(JSON.parse(text)).toBeDefined();
  else expect(() => JSON.parse(text) as unknown).toThrow();
});

it.each<[string, string]>([
  ['strings', `"${'\\n'.repeat(1024 * 1024)}"`],
  ['spaces', ' '.repeat(1024 * 1024)],
  ['values below a long key', `{"${'k'.repeat(500_000)}":{${'"a":1,'.repeat(80_000)}"b":2}}`],
])('a megabyte of %s takes no longer than to go over it once', (_what, text) => {
  expect(secretsInArgument(push, () => text, isSecret)).toBeDefined();
});
