import { describe, expect, it } from 'vitest';
import { parseSearch } from '../search/query.ts';
import { rankEntries, type Rankable } from './rank.ts';

const actions: readonly Rankable[] = [
  { label: 'Dark colours', words: 'theme colors' },
  { label: 'New connection by WebSocket', words: 'add' },
  { label: 'Go to Gateway', words: 'device os::012345-000001' },
  { label: 'Settings', words: 'preferences export' },
];

function rank(typed: string, entries: Iterable<Rankable> = actions): string[] {
  return rankEntries(entries, parseSearch(typed))
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry.label);
}

describe('what the page can do', () => {
  it('is found by the beginnings of its words and of their humps, in any order, and by other words for it', () => {
    expect(rank('dark')).toEqual(['Dark colours']);
    expect(rank('socket new')).toEqual(['New connection by WebSocket']);
    expect(rank('websoc')).toEqual(['New connection by WebSocket']);
    expect(rank('pref')).toEqual(['Settings']);
    expect(rank('000001')).toEqual(['Go to Gateway']);
    expect(rank('"go to gate"')).toEqual(['Go to Gateway']);
  });

  it('has to have all that was typed', () => {
    expect(rank('dark nothing')).toEqual([]);
    expect(rank('')).toEqual([]);
    expect(rank('type:boolean')).toEqual([]);
  });

  it('comes in the order in which it fits: whole, at its beginning, in its middle; what is wanted more often first', () => {
    const some = ['Rewatching', 'Watches', 'Watch'].map((label) => ({ label }));
    expect(rank('watch', some)).toEqual(['Watch', 'Watches', 'Rewatching']);
    expect(rank('watch', [{ label: 'Watch a' }, { label: 'Watch b', boost: 5 }])[0]).toBe('Watch b');
  });

  it('is looked through no further than a person could read', () => {
    expect(rank('end', [{ label: `${'long '.repeat(1_000)}end` }])).toEqual([]);
  });
});
