import { describe, expect, it } from 'vitest';
import { ago, duration, uptimeSpan } from './spans.ts';

describe('spans', () => {
  it('reads as people say it', () => {
    expect(ago(0, 180_000)).toBe('3 min ago');
    expect(ago(180_000, 0)).toBe('in 3 min');
    expect(ago(0, 1_000)).toBe('just now');
    expect(uptimeSpan(273_600_000)).toBe('3 days 4 h');
    expect(duration(2_400)).toBe('2.4 s');
  });
});
