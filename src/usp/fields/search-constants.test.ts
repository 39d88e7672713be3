import { describe, expect, it } from 'vitest';
import { blankText, secretConstants } from './secret-parts.ts';
import { searchConstants } from './search-constants.ts';

const megabyte = 1024 * 1024;

/** Each constant with the path of the parameter that it is compared with. */
function constants(text: string): string[] {
  return [...searchConstants(text)].map(({ path, from, to }) => `${path}=${text.slice(from, to)}`);
}

describe('what a search expression compares with', () => {
  it.each<[text: string, found: string[]]>([
    ['Device.Users.User.[Enable==1&&Password=="x y"].Name', ['Enable=1', 'Password=x y']],
    ['Device.Users.User.[Username=="a[b"&&Password=="x"].', ['Username=a[b', 'Password=x']],
    ['Device.Users.User.[Username=="a]b"&&Password=="x"].', ['Username=a]b', 'Password=x']],
    ['Device.Users.User.[ Password == "x" ].', ['Password=x']],
  ])('is found in %s', (text, found) => {
    const expected = found.map((one) => `Device.Users.User.{i}.${one}`);
    expect(constants(text)).toEqual(expected);
    // The same where it is no path by itself.
    expect(constants(`7004 "${text}" is refused`)).toEqual(expected);
    expect(constants(text.replaceAll('"', '\\"'))).toEqual(expected);
  });

  it('is found behind another expression, and in rows of rows', () => {
    const inner = 'Device.A.{i}.B.{i}.';
    expect(constants('Device.A.[X==1].B.[Y.Secret=="s"].C')).toEqual(['Device.A.{i}.X=1', `${inner}Y.Secret=s`]);
    expect(constants('Device.A.[X==1].B.[Y.Secret=="s"].C, Device.D.[E==2].')).toEqual([
      'Device.A.{i}.X=1',
      `${inner}Y.Secret=s`,
      'Device.D.{i}.E=2',
    ]);
    expect(constants('Device.A.7.B.[Follow#2+.Secret=="s"].')).toEqual([`${inner}Follow#2+.Secret=s`]);
  });

  it('is found where the text was cut in it', () => {
    expect(constants('Device.Users.User.[Username=="a[b"&&Password=="hunt…')).toEqual([
      'Device.Users.User.{i}.Username=a[b',
      'Device.Users.User.{i}.Password=hunt…',
    ]);
  });

  it('is not hidden by a quote that is none of a constant’s', () => {
    expect(constants('A=" [B=="x [Password=="y"]').at(-1)).toBe('{i}.Password=y');
    expect(constants('[B=="x[Password=="y"]').at(-1)).toBe('x{i}.Password=y');
  });

  it('is nothing without a bracket', () => {
    expect(constants('Password=="x"')).toEqual([]);
  });

  it.each<[what: string, text: string]>([
    ['a name without an end', `[${'a'.repeat(megabyte)}`],
    ['brackets', '['.repeat(megabyte)],
    ['tables', 'Device.A['.repeat(megabyte / 9)],
    ['comparisons', `[${'a==1&&'.repeat(megabyte / 6)}`],
    ['expressions one behind the other', `Device.A${'.[a==1].B'.repeat(megabyte / 9)}`],
    ['quotes', `[${'a=="'.repeat(megabyte / 4)}`],
    ['quotes around names', `[${'a=="bbbbbbbb" '.repeat(megabyte / 14)}`],
    ['spaces', `[a${' '.repeat(megabyte)}b`],
  ])('takes no longer than to go over a megabyte of %s once', (_what, text) => {
    const masked = blankText(
      text,
      secretConstants(text, ({ name }) => name === 'a'),
    );
    expect(masked).toHaveLength(text.length);
  });
});

it('parts of a text are replaced in any order, also where they overlap', () => {
  expect(
    blankText('0123456789', [
      { from: 6, to: 8 },
      { from: 1, to: 3 },
      { from: 2, to: 4 },
      { from: 2, to: 3 },
    ]),
  ).toBe('0***45**89');
});
