import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitOf, rankEntries } from './rank.ts';

const entries = [
  'Settings',
  'Device.WiFi.Radio.{i}.OperatingChannelBandwidth',
  'Device.WiFi.Radio.{i}.Channel',
  'Disconnect Rack',
].map((text) => ({ text }));
const best = (query: string) => rankEntries(entries, query, 3).map(({ text }) => text);

describe('the ranking of the palette', () => {
  it('puts the beginning before a hump, a hump before the middle, and that before single letters', () => {
    expect(best('set')[0]).toBe('Settings');
    expect(best('channel')[0]).toBe('Device.WiFi.Radio.{i}.Channel');
    expect(best('radio band')).toEqual(['Device.WiFi.Radio.{i}.OperatingChannelBandwidth']);
    expect(best('dscn')[0]).toBe('Disconnect Rack');
    expect(best('nothing like it')).toEqual([]);
    expect(fitOf('abc', ['a'])).toBeGreaterThan(fitOf('xyAbc', ['a']));
    expect(fitOf('xyAbc', ['ab'])).toBeGreaterThan(fitOf('xyabc', ['ab']));
  });

  it('holds every word of the query in each result, and no more results than asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string({ maxLength: 5 }), (texts, query) => {
        const found = rankEntries(
          texts.map((text) => ({ text })),
          query,
          4,
        );
        expect(found.length).toBeLessThanOrEqual(4);
        for (const { text } of found) {
          for (const letter of query.toLowerCase().replace(/\s+/g, '')) expect(text.toLowerCase()).toContain(letter);
        }
      }),
    );
  });

  it('lets the wanted ones go first among equals', () => {
    expect(rankEntries([{ text: 'one a' }, { text: 'one b', boost: 5 }], 'one', 2)[0]?.text).toBe('one b');
  });
});
