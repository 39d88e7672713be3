import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeviceModel } from '../../model/device-model.ts';
import { DeviceSearch } from './device-search.svelte.ts';
import { DeviceSecrets } from '../device-secrets.ts';

const hosts = 'Device.Hosts.Host.';
let model: DeviceModel;
let search: DeviceSearch;

function name(row: number): void {
  model.setValue(`${hosts}${row}.HostName`, 'printer', 1);
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
  vi.useRealTimers();
});

describe('a search', () => {
  it('looks again for what came in while it ran', () => {
    search.type('value:printer');
    // All is looked through, and what was found is not shown yet.
    vi.advanceTimersToNextTimer();
    expect(search.running).toBe(true);
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
