import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../kit/tokens.css';
import { byName } from '../../../state/log/record-secrets.ts';
import { RecordView } from '../../../state/log/record-view.svelte.ts';
import { encodeRecord } from '../../../usp/record/record.ts';
import { wireDetail } from '../../../wire/detail.ts';
import type { Finding } from '../../../wire/lint/finding.ts';
import FieldTree from './field-tree.svelte';

it('marks a field for each time that it breaks one rule: a Response may leave out two paths', async () => {
  const payload = new Uint8Array();
  const bytes = encodeRecord({
    toId: 'self::a',
    fromId: 'self::b',
    recordType: { case: 'noSessionContext', value: { payload } },
  });
  const { record } = wireDetail(bytes, undefined, []);
  const leftOut = (words: string): Finding => ({
    rule: 'path-unanswered',
    severity: 'error',
    words,
    path: 'version',
    offset: 0,
  });
  const view = new RecordView(record, [leftOut('No result for Device.A.'), leftOut('No result for Device.B.')], byName);
  render(FieldTree, { view });
  await expect.element(page.getByTitle(/Device\.A\./)).toBeInTheDocument();
  await expect.element(page.getByTitle(/Device\.B\./)).toBeInTheDocument();
});
