import { beforeEach, describe, expect, it } from 'vitest';
import { SimulatedClock } from '../usp/testing/simulated-clock.ts';
import { DeviceNews } from './device-news.ts';
import type { DeviceStatus, FromWorker } from './port.ts';

const status: DeviceStatus = {
  id: 'a|b',
  agent: 'a',
  controllerId: 'b',
  presence: 'connected',
  ways: [],
  versions: [],
  lastHeard: 1,
};

describe('news of a device', () => {
  let clock: SimulatedClock;
  let told: FromWorker[];
  let news: DeviceNews;
  const heard = () => told.map((message) => (message.type === 'device' ? message.status.lastHeard : message.type));

  beforeEach(() => {
    clock = new SimulatedClock(1_000_000);
    told = [];
    news = new DeviceNews({
      now: () => clock.now,
      after: (delay, run) => clock.after(delay, run),
      post: (message) => told.push(message),
    });
  });

  it('of a thousand Records in a second are ten or so, and the last is among them', () => {
    const end = clock.now + 1_000;
    for (let lastHeard = 1; lastHeard <= 1_000; lastHeard++) {
      clock.after(lastHeard, () => news.tell({ ...status, lastHeard }));
    }
    while (clock.now < end + 500 && clock.step());
    expect(told.length).toBeGreaterThanOrEqual(10);
    expect(told.length).toBeLessThanOrEqual(12);
    expect(heard().at(-1)).toBe(1_000);
  });

  it('are told at once where the presence changes, and what waited is not told after it', () => {
    news.tell(status);
    news.tell({ ...status, lastHeard: 2 });
    news.tell({ ...status, lastHeard: 3, presence: 'disconnected' });
    expect(heard()).toEqual([1, 3]);
    while (clock.step());
    expect(heard()).toEqual([1, 3]);
  });

  it('end when it is gone', () => {
    news.tell(status);
    news.tell({ ...status, lastHeard: 2 });
    news.gone(status.id);
    while (clock.step());
    expect(heard()).toEqual([1, 'device-gone']);
  });
});
