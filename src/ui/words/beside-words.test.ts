import { describe, expect, it } from 'vitest';
import type { ValueFacts } from '../../model/tr181/facts.ts';
import { besideWords, valueWords } from './beside-words.ts';

const facts: ValueFacts = {
  type: 'unsignedInt',
  facets: { ranges: [[1, 13]] },
  access: 'readWrite',
  mandatory: false,
  units: 'seconds',
  hidden: false,
  secured: false,
  startsAction: false,
  status: 'current',
};

describe('besideWords', () => {
  it('names only what differs, also what the other does not have', () => {
    expect(besideWords(valueWords(facts), valueWords({ ...facts }))).toEqual([]);
    const { units: _, ...unitless } = facts;
    const other: ValueFacts = { ...unitless, type: 'int', facets: { ranges: [[0, 13]] } };
    expect(besideWords(valueWords(facts), valueWords(other))).toEqual([
      ['Type', 'int, read and write'],
      ['Range', '0 to 13'],
      ['Unit', 'nothing'],
    ]);
    const choice = { value: 'Up', readOnly: false, optional: false, status: 'current' } as const;
    expect(besideWords(valueWords(facts), valueWords({ ...facts, choices: [choice] }))).toEqual([['Values', 'Up']]);
  });
});
