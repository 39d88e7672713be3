import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ValueFacts } from '../../model/tr181/facts.ts';
import { byteCount, isPathLike, showValue, shownText, timeOf } from './shown-value.ts';

const options = { now: Date.parse('2026-03-01T12:00:00Z'), locale: 'en-GB', timeZone: 'UTC' };

describe('showValue', () => {
  it('reads each type', () => {
    expect(showValue('1', 'boolean', options)).toEqual({ kind: 'boolean', on: true, text: 'true' });
    expect(showValue('-1234567', 'int', options)).toEqual({ kind: 'number', text: '-1234567' });
    expect(showValue('18446744073709551615', 'unsignedLong', options)).toEqual({
      kind: 'number',
      text: '18446744073709551615',
    });
    expect(showValue('1234.50', 'decimal', options)).toEqual({ kind: 'number', text: '1234.50' });
    expect(showValue('2026-03-01T11:57:00Z', 'dateTime', options)).toEqual({
      kind: 'time',
      text: '1 Mar 2026, 11:57:00',
      note: '3 min ago',
    });
    expect(showValue('0001-01-01T00:00:00Z', 'dateTime', options)).toMatchObject({ text: 'unknown time' });
    expect(showValue('CAFE', 'hexBinary', options)).toEqual({ kind: 'bytes', text: 'CAFE', note: '2 bytes' });
    expect(showValue('AQI=', 'base64', options)).toEqual({ kind: 'bytes', text: 'AQI=', note: '2 bytes' });
    expect(showValue('', 'string', options)).toEqual({ kind: 'empty' });
  });

  it('shows what does not fit its type as it is, and says so', () => {
    expect(showValue('maybe', 'boolean', options)).toEqual({
      kind: 'text',
      text: 'maybe',
      note: 'not a valid boolean',
    });
    expect(showValue('<b>1</b>', 'int', options)).toMatchObject({ kind: 'text', text: '<b>1</b>' });
    expect(showValue('2026-13-45', 'dateTime', options)).toMatchObject({ kind: 'text', text: '2026-13-45' });
    expect(showValue('CAF', 'hexBinary', options)).toMatchObject({ kind: 'text' });
  });

  it('finds references and lists in plain strings, and leaves sentences alone', () => {
    expect(showValue('Device.IP.Interface.1', 'string', options)).toEqual({
      kind: 'path',
      text: 'Device.IP.Interface.1',
    });
    expect(showValue('Device.IP.Interface.1,Device.IP.Interface.2', 'string', options)).toMatchObject({ paths: true });
    expect(showValue('a,b,c', 'string', options)).toEqual({ kind: 'list', items: ['a', 'b', 'c'], paths: false });
    expect(showValue('Well, this is a sentence', 'string', options)).toMatchObject({ kind: 'text' });
    expect(isPathLike('Device.constructor.__proto__')).toBe(true);
    expect(isPathLike('Device.<script>')).toBe(false);
  });

  it('never throws and never loses the text of what it does not understand', () => {
    const types = ['boolean', 'int', 'decimal', 'dateTime', 'hexBinary', 'base64', 'string', 'unknown'] as const;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...types), (value, type) => {
        const shown = showValue(value, type, options);
        if (shown.kind === 'text') expect(shown.text).toBe(value);
      }),
    );
  });
});

describe('its parts', () => {
  it('sets the thousands of amounts and counters apart, of a port or an identifier never', () => {
    const facts = (more: Partial<ValueFacts>): ValueFacts => ({
      type: 'unsignedInt',
      facets: {},
      access: 'readOnly',
      mandatory: false,
      hidden: false,
      secured: false,
      startsAction: false,
      status: 'current',
      ...more,
    });
    const shown = (more: Partial<ValueFacts>) => shownText('51820', 'unsignedInt', facts(more), 'en-GB');
    expect(shown({})).toBe('51820');
    expect(shown({ units: 'packets' })).toBe('51,820 packets');
    expect(shown({ typeName: 'StatsCounter32' })).toBe('51,820');
    expect(shownText('51820', 'unsignedInt', undefined)).toBe('51820');
    expect(shownText('1,2', 'string', facts({ type: 'int', facets: { list: {} }, units: 'dBm' }))).toBe('1 dBm, 2 dBm');
  });

  it('shows the milliseconds that a time has, in any time zone', () => {
    const text = (value: string) => shownText(value, 'dateTime', undefined, 'en-GB');
    expect(text('2026-03-01T11:57:00.25Z')).toMatch(/\d\d:\d\d:00\.250$/);
    expect(text('2026-03-01T11:57:00.123456+01:00')).toMatch(/:00\.123456$/);
    expect(text('2026-03-01T11:57:00.000Z')).toMatch(/:00$/);
    expect(text('2026-03-01T11:57:00Z')).toMatch(/:00$/);
    const american = showValue('2026-03-01T11:57:00.5Z', 'dateTime', { ...options, locale: 'en-US' });
    expect(american.kind === 'time' && american.text).toMatch(/11:57:00\.500\sAM$/);
  });

  it('counts bytes', () => {
    expect(byteCount(1)).toBe('1 byte');
    expect(byteCount(2_500, 'en-GB')).toBe('2.5 kB');
    expect(byteCount(3_000_000, 'en-GB')).toBe('3 MB');
  });

  it('takes a dateTime without a zone for UTC', () => {
    expect(timeOf('2026-03-01T12:00:00')).toBe(options.now);
    expect(timeOf('2026-03-01T13:00:00+01:00')).toBe(options.now);
    expect(timeOf('0001-01-03T00:00:00Z')).toBeUndefined();
  });
});
