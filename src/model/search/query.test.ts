import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch, queryBounds } from './query.ts';

const words = (text: string) => parseSearch(text).words.map(({ text: word, exact }) => (exact ? `"${word}"` : word));

describe('the query of a search', () => {
  it('is words, quoted texts and fields', () => {
    expect(words('WiFi  rad chan')).toEqual(['wifi', 'rad', 'chan']);
    expect(words('wifi "Guest Net" x')).toEqual(['wifi', '"guest net"', 'x']);
    expect(parseSearch('value:Guest type:boolean unit:dBm').facts.terms).toEqual([
      { field: 'type', wanted: 'boolean' },
      { field: 'unit', wanted: 'dbm' },
    ]);
    expect(parseSearch('VALUE:"two words" rest')).toMatchObject({ values: ['two words'], words: [{ text: 'rest' }] });
    expect(parseSearch('radio.1.chan').words[0]?.pieces).toEqual(['radio', '1', 'chan']);
  });

  it('takes a colon for text where no field of ours is before it', () => {
    expect(words('aa:bb:cc:dd:ee:ff')).toEqual(['aa:bb:cc:dd:ee:ff']);
    expect(words('http://x.example/')).toEqual(['http://x.example/']);
    expect(words('x:"a b"')).toEqual(['x:"a', 'b"']);
  });

  it('leaves out what is half typed', () => {
    expect(parseSearch('wifi type:')).toMatchObject({ onlyParams: false, words: [{ text: 'wifi' }] });
    expect(parseSearch('value:').isEmpty).toBe(true);
    expect(parseSearch('"').isEmpty).toBe(true);
    expect(words('"not closed yet')).toEqual(['"not closed yet"']);
    expect(parseSearch('   ').isEmpty).toBe(true);
  });

  it.each([
    ['changed:30s', 30_000],
    ['changed:5m', 300_000],
    ['changed:2h', 7_200_000],
    ['changed:1d', 86_400_000],
    ['changed:', Infinity],
    ['changed:1h changed:5m', 300_000],
  ])('reads %s', (text, span) => {
    expect(parseSearch(text)).toMatchObject({ changedWithin: span, onlyParams: true, problems: [] });
  });

  it('says what is no span of time', () => {
    const query = parseSearch('changed:soon');
    expect(query.changedWithin).toBeUndefined();
    expect(query.problems.join()).toContain('changed:soon');
  });

  it('takes any text, and never more of it than its bounds', () => {
    const piece = fc.constantFrom('value:', 'type:', 'changed:', '"', ' ', 'a.b', '5m', ':', '.', 'wifi', '\n');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 200 }).map((all) => all.join('')),
        ),
        (text) => {
          const query = parseSearch(text);
          expect(query.words.length + query.values.length + query.facts.terms.length).toBeLessThanOrEqual(
            queryBounds.terms,
          );
          for (const word of query.words) {
            expect(word.text.trim()).not.toBe('');
            expect(word.text).toBe(word.text.toLowerCase());
            expect(word.pieces.length).toBeGreaterThan(0);
          }
        },
      ),
    );
  });

  it('finds plain words again as they were typed', () => {
    const plain = fc.stringMatching(/^[a-z0-9]{1,12}$/);
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 8 }), (list) => {
        expect(words(list.join('  '))).toEqual(list);
        expect(words(`"${list.join(' ')}"`)).toEqual([`"${list.join(' ')}"`]);
      }),
    );
  });
});
