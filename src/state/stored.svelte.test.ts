import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStored, wipeStored, writeStored } from './stored.ts';

beforeEach(() => wipeStored());
afterEach(() => wipeStored());

/** Leaves no room for anything under keys that begin so. */
function fill(beginning: string): void {
  for (let size = 1_000_000, at = 0; size >= 1; at++) {
    if (!writeStored(`${beginning}${String(at)}`, 'x'.repeat(size))) size = Math.floor(size / 2);
  }
}

describe('a tab without room', () => {
  it('says what it could not store, and has no older state of it', () => {
    expect(writeStored('edits:a', 'older')).toBe(true);
    fill('full:');
    expect(writeStored('edits:a', 'x'.repeat(100_000))).toBe(false);
    expect(readStored('edits:a')).toBeUndefined();
  });

  it('lets go of what came in and was run before it forgets what a person did', () => {
    fill('inbox:');
    expect(writeStored('inbox:other', 'x'.repeat(100_000))).toBe(false);
    expect(writeStored('open', ['a', 'b'])).toBe(true);
    expect(readStored('open')).toEqual(['a', 'b']);
    expect(readStored('inbox:0')).toBeUndefined();
    expect(writeStored('runs:a', [1])).toBe(true);
  });
});
