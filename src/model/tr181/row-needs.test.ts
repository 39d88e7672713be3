import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isWritable } from './editing.ts';
import { readTable } from './read-table.ts';
import { rowNeeds } from './row-needs.ts';

const { objects } = readTable(JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8')));

it.each([...rowNeeds])('what a row of %s needs can be written when it is made', (table, names) => {
  const facts = objects.get(table);
  expect(facts?.writable).toBe(true);
  for (const name of names) {
    const value = facts?.params.get(name);
    expect([name, value && isWritable(value, true)]).toEqual([name, true]);
  }
});
