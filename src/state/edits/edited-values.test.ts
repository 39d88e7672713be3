import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkValue } from '../../usp/value-types.ts';
import type { ValueFacts } from '../../model/tr181/facts.ts';
import { bytesOf, bytesText, sizeWords } from './edited-bytes.ts';
import { itemProblem, itemText, listItems, listText, movedItem, toggledItem, writtenItem } from './edited-list.ts';
import { rangeWords, stepped } from './edited-number.ts';
import {
  fromPicker,
  infiniteTime,
  pickerText,
  secondsSinceStart,
  sinceStart,
  timeForm,
  unknownTime,
} from './edited-time.ts';
import { booleanTexts, editorForm, isShort } from './typed-value.ts';

function facts(over: Partial<ValueFacts>): ValueFacts {
  return {
    type: 'string',
    facets: {},
    access: 'readWrite',
    mandatory: false,
    hidden: false,
    secured: false,
    startsAction: false,
    status: 'current',
    ...over,
  };
}

describe('the editor that fits', () => {
  it('follows the device, and the book where the device has no word for it', () => {
    expect(editorForm('boolean')).toBe('boolean');
    expect(editorForm('unknown', facts({ type: 'dateTime' }))).toBe('time');
    expect(editorForm('string', facts({ type: 'unsignedInt', facets: { list: {} } }))).toBe('list');
    expect(editorForm('string', facts({ facets: { list: { nestedBrackets: true } } }))).toBe('text');
    expect(editorForm('hexBinary', facts({ type: 'string' }))).toBe('bytes');
    expect(editorForm('unknown')).toBe('text');
  });

  it('knows from the book which texts stand in one line', () => {
    expect(isShort(facts({ facets: { sizes: [[null, 64]] } }))).toBe(true);
    expect(isShort(facts({ facets: { sizes: [[null, 256]] } }))).toBe(false);
    expect(isShort(facts({ facets: { sizes: [[1, null]] } }))).toBe(false);
    expect(isShort(facts({ facets: { enumeration: ['a'] } }))).toBe(true);
    expect(isShort(undefined)).toBe(false);
  });

  it('writes a boolean as the Agent does', () => {
    expect(booleanTexts('1')).toEqual({ yes: '1', no: '0' });
    expect(booleanTexts('0')).toEqual({ yes: '1', no: '0' });
    expect(booleanTexts('true')).toEqual({ yes: 'true', no: 'false' });
    expect(booleanTexts('')).toEqual({ yes: 'true', no: 'false' });
  });
});

describe('a list in the editor [R-ENC.6]', () => {
  it('keeps every item through taking apart and putting together', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 })), (texts) => {
        const items = listItems(listText(texts.map(writtenItem)));
        expect(items.map((item) => itemText(item, 'string'))).toEqual(texts);
      }),
    );
  });

  it('leaves items that nobody touched as they were written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const items = listItems(text);
        expect(listItems(listText(items))).toEqual(items);
      }),
    );
    expect(listText([...listItems('100%, b'), writtenItem('c d')])).toBe('100%,b,c%20d');
  });

  it('moves, ticks and unticks', () => {
    expect(movedItem(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(movedItem(['a', 'b'], 0, 2)).toEqual(['a', 'b']);
    expect(movedItem(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(toggledItem(['a', 'b%2Cc'], 'b,c', 'string')).toEqual(['a']);
    expect(toggledItem(['a'], 'b,c', 'string')).toEqual(['a', 'b%2Cc']);
    fc.assert(
      fc.property(fc.array(fc.string()), fc.nat(), fc.nat(), (items, from, to) => {
        const moved = movedItem(items, from % (items.length || 1), to % (items.length || 1));
        expect([...moved].sort()).toEqual([...items].sort());
      }),
    );
  });

  it('checks each item by the type and the bounds of an item', () => {
    const numbers = facts({ type: 'unsignedInt', facets: { list: { maxItems: 2 }, ranges: [[1, 10]] } });
    expect(itemProblem('10', numbers)).toBeUndefined();
    expect(itemProblem('11', numbers)).toContain('1 to 10');
    expect(itemProblem('x', numbers)).toContain('whole number');
    const names = facts({ facets: { list: {}, enumeration: ['a b'] }, choices: [] });
    expect(itemProblem('a%20b', names)).toBeUndefined();
  });
});

describe('a number in the editor', () => {
  it('says its range', () => {
    expect(rangeWords('unsignedInt', undefined, 'en-GB')).toBe('0 to 4,294,967,295');
    expect(rangeWords('long', undefined, 'en-GB')).toBe('-9,223,372,036,854,775,808 to 9,223,372,036,854,775,807');
    expect(rangeWords('decimal')).toBe('any number');
    const bounded = facts({
      type: 'int',
      facets: {
        ranges: [
          [-10, 10, 2],
          [100, null],
        ],
      },
    });
    expect(rangeWords('int', bounded, 'en-GB')).toBe('-10 to 10 in steps of 2 or 100 to 2,147,483,647');
  });

  it('goes a step, and no further than its range', () => {
    expect(stepped('unsignedInt', '', 1)).toBe('1');
    expect(stepped('unsignedInt', '0', -1)).toBe('0');
    expect(stepped('unsignedLong', '18446744073709551614', 1)).toBe('18446744073709551615');
    expect(stepped('unsignedLong', '18446744073709551615', 1)).toBe('18446744073709551615');
    expect(stepped('decimal', '1.25', -1)).toBe('0.25');
    expect(stepped('int', 'many', 1)).toBeUndefined();
    const even = facts({ type: 'int', facets: { ranges: [[-4, 4, 2]] } });
    expect(stepped('int', '2', 1, even)).toBe('4');
    expect(stepped('int', '4', 1, even)).toBe('4');
  });

  it('a step from a number within its range is within it', () => {
    const range = facts({ type: 'int', facets: { ranges: [[-50, 50, 5]] } });
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 10 }), fc.constantFrom(1 as const, -1 as const), (at, direction) => {
        const next = stepped('int', String(at * 5), direction, range);
        expect(checkValue('int', next ?? '', range.facets).ok).toBe(true);
      }),
    );
  });
});

describe('a time in the editor', () => {
  it('knows the forms of TR-106', () => {
    expect(timeForm(unknownTime)).toBe('unknown');
    expect(timeForm(infiniteTime)).toBe('infinite');
    expect(timeForm('0001-01-02T00:00:00Z')).toBe('since-start');
    expect(timeForm('2026-05-04T15:30:00+02:00')).toBe('calendar');
    expect(timeForm('soon')).toBe('other');
    expect(secondsSinceStart(sinceStart(86_400))).toBe(86_400);
    expect(sinceStart(86_400)).toBe('0001-01-02T00:00:00Z');
    expect(sinceStart(0)).toBe('0001-01-01T00:00:01Z');
    expect(timeForm(sinceStart(Number.NaN))).toBe('since-start');
    expect(timeForm(sinceStart(1e12))).toBe('since-start');
  });

  it('keeps the second through the picker, here and in UTC', () => {
    expect(pickerText('2026-05-04T15:30:00+02:00', true)).toBe('2026-05-04T13:30:00');
    expect(fromPicker('', true)).toBe('');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.boolean(), (seconds, utc) => {
        const time = new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');
        // The hour that a clock strikes twice names two times; which of them is meant the picker can't say.
        const back = fromPicker(pickerText(time, utc), utc);
        expect(Math.abs(Date.parse(back) - Date.parse(time))).toBeLessThanOrEqual(utc ? 0 : 3_600_000);
      }),
    );
  });
});

describe('bytes in the editor', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('base64' as const, 'hexBinary' as const), (bytes, type) => {
        expect([...(bytesOf(type, bytesText(type, bytes)) ?? [])]).toEqual([...bytes]);
      }),
    );
    expect(bytesOf('hexBinary', 'ABC')).toBeUndefined();
  });

  it('say how many there may be', () => {
    const sized = (sizes: ValueFacts['facets']['sizes']) =>
      sizeWords(facts({ facets: sizes ? { sizes } : {} }), 'bytes');
    expect(sized([[null, 32]])).toBe('at most 32 bytes');
    expect(
      sized([
        [5, 5],
        [13, 13],
      ]),
    ).toBe('exactly 5 or exactly 13 bytes');
    expect(sized([[8, 63]])).toBe('8 to 63 bytes');
    expect(sized(undefined)).toBeUndefined();
  });
});
