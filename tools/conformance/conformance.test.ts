import { describe, expect, it } from 'vitest';
import { readRequirements, unknownIds, writeDocument } from './document.ts';
import { findClaims } from './titles.ts';

const tests = `
import { describe, it, test } from 'vitest';
describe('reception [R-E2E.20]', () => {
  it('buffers what is ahead', () => { expect('R-E2E.21').toBe(1); });
  it.each([[1], [2]])('ignores what is behind [R-E2E.25] %i', () => {});
});
describe('a group of nothing [R-E2E.1]', () => { const a = it; });
test.describe('with a broker', () => {
  test(\`speaks MQTT \${version} (R-MQTT.1, R-MQTT.2)\`, async () => {});
});
other('no test at all [R-E2E.3]', () => {});
// it('a comment [R-E2E.4]', () => {});
`;
const list =
  '# a comment\nid\thow\tgist\nR-E2E.20\tcode\tone | two\nR-E2E.25\tcode\tduplicates\nR-E2E.1\tcode\tnot ours\n';

describe('the titles of tests', () => {
  it('are found in groups, tables and templates, and only where a test stands behind them', () => {
    expect(findClaims('a.test.ts', tests)).toEqual([
      { file: 'a.test.ts', title: 'reception [R-E2E.20]', ids: ['R-E2E.20'] },
      {
        file: 'a.test.ts',
        title: 'reception [R-E2E.20] › ignores what is behind [R-E2E.25] %i',
        ids: ['R-E2E.25'],
      },
      {
        file: 'a.test.ts',
        title: 'with a broker › speaks MQTT … (R-MQTT.1, R-MQTT.2)',
        ids: ['R-MQTT.1', 'R-MQTT.2'],
      },
    ]);
  });
});

describe('the document', () => {
  const requirements = readRequirements(list);
  const claims = findClaims('a.test.ts', tests);

  it('lists every requirement with its tests, and the open ones once more', () => {
    const text = writeDocument(requirements, claims);
    expect(text).toContain('2 of 3 requirements');
    expect(text).toContain('| R-E2E.20 | code | one \\| two | a.test.ts: reception [R-E2E.20] |');
    expect(text).toContain('| R-E2E.1 | code | not ours | **open** |');
    expect(text).toMatch(/## Open\n\n- R-E2E.1 \(code\): not ours\n$/);
  });

  it('is not made from ids that do not exist', () => {
    expect(unknownIds(requirements, claims)).toEqual([
      'R-MQTT.1 in a.test.ts: with a broker › speaks MQTT … (R-MQTT.1, R-MQTT.2)',
      'R-MQTT.2 in a.test.ts: with a broker › speaks MQTT … (R-MQTT.1, R-MQTT.2)',
    ]);
  });
});
