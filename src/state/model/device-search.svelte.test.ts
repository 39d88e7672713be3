import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeviceModel } from '../../model/device-model.ts';
import { DeviceSearch } from './device-search.svelte.ts';
import { DeviceSecrets } from '../device-secrets.ts';

const hosts = 'Device.Hosts.Host.';
let model: DeviceModel;
let search: DeviceSearch;

function name(row: number, text = 'printer'): void {
  model.setValue(`${hosts}${row}.HostName`, text, 1);
  search.update(model.takeChanges());
}

beforeEach(() => {
  vi.useFakeTimers();
  model = new DeviceModel();
  search = new DeviceSearch(model, new DeviceSecrets(() => model.supported));
  name(1);
});
afterEach(() => {
  search.dispose();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a search', () => {
  it('looks again for what came in while it ran', () => {
    search.type('value:printer');
    // The device is looked through, the data models are not.
    vi.advanceTimersToNextTimer();
    expect(search.running).toBe(true);
    expect(search.settled).toBe(true);
    name(2);
    vi.runAllTimers();
    expect(search.found.total).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('looks again for what came in while its results were put away, once they are wanted', () => {
    search.type('value:printer');
    vi.runAllTimers();
    search.shown = false;
    name(2);
    expect(vi.getTimerCount()).toBe(0);
    search.shown = true;
    vi.runAllTimers();
    expect(search.found.total).toBe(2);
  });
});

describe('a search that takes long', () => {
  const count = 2_000;
  let looks = 0;

  /** Each question for the time is one thing looked at, and takes a millisecond. */
  beforeEach(() => {
    for (let row = 1; row <= count; row += 1) model.setValue(`${hosts}${row}.HostName`, 'printer', 1);
    search.update(model.takeChanges());
    looks = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (looks += 1));
  });

  it('looks at nothing in the keystroke, and at no more in a slice than there is time for', () => {
    const entries = vi.spyOn(search.index, 'entries');
    search.type('value:printer');
    expect(entries).not.toHaveBeenCalled();
    const before = looks;
    vi.advanceTimersToNextTimer();
    expect(looks - before).toBeGreaterThan(5);
    expect(looks - before).toBeLessThan(15);
    // Another text takes the place of the one before: it does not come on top of it.
    search.type('value:other');
    expect(vi.getTimerCount()).toBe(1);
  });

  it('shows what it has found up to now, and the hit that was moved to stays the one', () => {
    search.type('value:printer');
    const totals: number[] = [];
    while (!search.settled) {
      vi.advanceTimersToNextTimer();
      if (search.found.total !== (totals.at(-1) ?? 0)) totals.push(search.found.total);
      if (totals.length === 1 && !search.chosen) search.move(2);
    }
    expect(totals.length).toBeGreaterThan(3);
    expect([...totals].sort((a, b) => a - b)).toEqual(totals);
    expect(totals.at(-1)).toBe(count);
    expect(search.found.hits[search.active]?.path).toBe(`${hosts}3.HostName`);
    // A better one comes above it.
    name(2, 'no longer');
    name(1, 'nor this');
    vi.runAllTimers();
    expect(search.found.hits[search.active]?.path).toBe(`${hosts}3.HostName`);
    expect(search.active).toBe(0);
  });

  it('keeps all hits on the screen while it looks again for the same text', () => {
    search.type('value:printer');
    vi.runAllTimers();
    name(1, 'scanner');
    vi.advanceTimersByTime(1_000);
    while (search.running) {
      expect(search.found.hits).toHaveLength(500);
      expect(search.settled).toBe(true);
      vi.advanceTimersToNextTimer();
    }
    expect(search.found.total).toBe(count - 1);
  });
});
