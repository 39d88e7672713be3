import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// Tests run from the root of the repository.
const source = 'src/state';

function sources(): string[] {
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const own = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return own.map((name) => readFileSync(`${source}/${name}`, 'utf8'));
}

describe('docs/security.md', () => {
  it('tells of every database that the page opens, and of no other', () => {
    const opened = sources().flatMap((text) =>
      [...text.matchAll(/openStore<[^>]*>\(\s*'([^']+)'/g)].map(([, name]) => name),
    );
    const doc = readFileSync('docs/security.md', 'utf8');
    const told = [...doc.matchAll(/`(usp-console[a-z-]*)`/g)].map(([, name]) => name);
    expect(opened.length).toBeGreaterThan(5);
    expect([...new Set(told)].sort()).toEqual([...opened].sort());
  });
});
