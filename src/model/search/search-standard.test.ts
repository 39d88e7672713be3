import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DataModelBook } from '../tr181/book.ts';
import type { FactsTable } from '../tr181/facts.ts';
import { readTable } from '../tr181/read-table.ts';
import { parseSearch } from './query.ts';
import { searchStandard } from './search-standard.ts';

const table = readTable(JSON.parse(readFileSync('public/tr181/2.19.1.json', 'utf8')));
const nat = table.objects.get('Device.NAT.');
const [natParam] = nat?.params.values() ?? [];

/** A vendor's additions to an object of TR-181. */
function vendorTable(): FactsTable {
  if (!nat || !natParam) throw new Error('TR-181 has Device.NAT.');
  const params = new Map([['X_ACME_PortMappingSpeed', natParam]]);
  const own = { ...nat, params, commands: new Map<never, never>(), events: new Map<never, never>() };
  return { ...table, name: 'X_ACME', objects: new Map([[nat.path, own]]) };
}

const book = new DataModelBook([
  { table: vendorTable(), name: 'X_ACME_Device:1.0' },
  { table, name: 'TR-181' },
]);

/** Stops after so many objects. */
function search(text: string, isSupported: (path: string) => boolean, objects = Infinity) {
  let left = objects;
  let slices = 1;
  const shouldYield = () => (left -= 1) === 0;
  const work = searchStandard(book, parseSearch(text), { isSupported, most: 5, shouldYield });
  for (;;) {
    const step = work.next();
    if (step.done) return { missing: step.value, slices };
    slices += 1;
    left = objects;
  }
}

describe('what the device does not have', () => {
  it('is told with the data model that has it, at most so many of each', () => {
    const { missing } = search('portmapping', () => false);
    const bySource = new Map(missing.map(({ source, paths }) => [source, paths]));
    expect(bySource.get('X_ACME_Device:1.0')).toEqual(['Device.NAT.X_ACME_PortMappingSpeed']);
    expect(bySource.get('TR-181')).toHaveLength(5);
    expect(search('portmapping', (path) => !path.includes('X_ACME')).missing.map(({ source }) => source)).toEqual([
      'X_ACME_Device:1.0',
    ]);
  });

  it('is looked for in slices of so many objects as one has time for', () => {
    const whole = search('stats', () => false);
    const sliced = search('stats', () => false, 10);
    expect(whole.slices).toBe(1);
    expect(sliced.slices).toBe(1 + Math.floor(book.table.objects.size / 10));
    expect(sliced.missing).toEqual(whole.missing);
  });
});
