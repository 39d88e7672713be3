import { describe, expect, it } from 'vitest';
import { WatchView } from './watch-view.svelte.ts';

const now = 1_800_000_000_000;

describe('what the charts show', () => {
  it.each([
    ['nothing yet', undefined, 30_000],
    ['the first samples', now - 4_000, 30_000],
    ['all of two minutes', now - 120_000, 120_000],
    ['the last minutes of an hour', now - 3_600_000, 300_000],
  ])('is %s', (_, since, length) => {
    const view = new WatchView(() => since);
    expect(view.shown(now)).toEqual({ from: now - length, to: now });
  });

  it('stands still while it is paused, whatever comes in', () => {
    const view = new WatchView(() => now - 100_000);
    view.pause(now);
    expect(view.shown(now + 50_000)).toEqual({ from: now - 100_000, to: now });
    view.resume();
    expect(view.shown(now + 50_000)).toEqual({ from: now - 100_000, to: now + 50_000 });
  });

  it('is a part, once zoomed, until it is reset', () => {
    const view = new WatchView(() => now - 3_600_000);
    view.zoomTo({ from: now - 60_000, to: now - 50_000 });
    expect(view.shown(now)).toEqual({ from: now - 60_000, to: now - 50_000 });
    view.reset();
    expect(view.shown(now)).toEqual({ from: now - 300_000, to: now });
  });
});
