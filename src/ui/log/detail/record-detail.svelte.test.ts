import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { UspClient } from '../../../worker/client.ts';
import { LogState } from '../../../state/log/log.svelte.ts';
import { bytesField, join, varintField } from '../../../usp/testing/wire-writer.ts';
import { byName } from '../../../state/log/record-secrets.ts';
import { buildMessage, encodeMessage } from '../../../usp/message/message.ts';
import { encodeRecord } from '../../../usp/record/record.ts';
import { wireDetail } from '../../../wire/detail.ts';
import { ScriptedWorker } from '../../../../tools/testing/scripted-worker.ts';
import RecordDetail from './record-detail.svelte';
import '../../kit/tokens.css';
import '../../kit/base.css';

/** What turns the text behind it around. */
const turned = String.fromCodePoint(0x202e);
const params = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ key: `P${at}`, value: `<b>${at}</b>${turned}` }));

function getResp(count: number): Uint8Array {
  const resolvedPathResults = [{ resolvedPath: 'Device.X.', resultParams: params(count) }];
  const reqPathResults = [{ requestedPath: 'Device.X.', resolvedPathResults }];
  const body = {
    case: 'response' as const,
    value: { respType: { case: 'getResp' as const, value: { reqPathResults } } },
  };
  return encodeMessage(buildMessage('7', { msgBody: body }));
}

const ends = { toId: 'self::us', fromId: 'self::agent' };
const outside = (payload: Uint8Array) =>
  encodeRecord({ ...ends, recordType: { case: 'noSessionContext', value: { payload } } });

async function open(bytes: Uint8Array, message?: Uint8Array) {
  const worker = new ScriptedWorker(() => undefined);
  const log = new LogState(new UspClient(() => worker));
  const detail = wireDetail(bytes, message, []);
  await render(RecordDetail, {
    props: { log, detail, judge: byName, entry: { seq: 1, time: 0, kind: 'in', note: '' } },
  });
  // It fills what is around it, as in the panel of the log.
  const around = document.querySelector<HTMLElement>('.record')?.parentElement;
  if (around) Object.assign(around.style, { display: 'flex', blockSize: '700px', inlineSize: '100%' });
}

const tree = () => page.getByRole('tree', { name: 'Fields' });
const chosen = () => tree().getByRole('treeitem', { selected: true });

beforeEach(async () => {
  await page.viewport(1440, 900);
});

describe('a Record in detail', () => {
  it('walks its fields with the arrows, folding and unfolding', async () => {
    await open(outside(getResp(2)));
    await tree()
      .getByRole('treeitem', { name: /^no_session_context/ })
      .click();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(tree().getByRole('treeitem', { name: /^payload/ })).not.toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await expect.element(chosen()).toHaveTextContent('payload');
    await userEvent.keyboard('{End}');
    await expect.element(chosen()).toHaveTextContent('<b>1</b>');
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(chosen()).toHaveTextContent('result_params');
  });

  it('says how many fields its JSON leaves out, and that the text has them', async () => {
    await open(join(outside(getResp(1)), bytesField(77, 'what is this'), varintField(78, 5)));
    await page.getByRole('tab', { name: 'JSON' }).click();
    const json = page.getByRole('region', { name: 'JSON' });
    await expect.element(json).toHaveTextContent('2 fields left out: JSON has no place for what the schema');
    await expect.element(json).not.toHaveTextContent('what is this');
    await page.getByRole('tab', { name: 'Text' }).click();
    const text = page.getByRole('region', { name: 'Protobuf text' });
    await expect.element(text).toHaveTextContent('77: "what is this"');
    await expect.element(text).not.toHaveTextContent('left out');
  });

  it('draws only what is in view of ten thousand parameters, and comes to the last one', async () => {
    await open(outside(getResp(10_000)));
    expect(document.querySelectorAll('[role=treeitem]').length).toBeLessThan(100);
    expect(document.querySelectorAll('[role=gridcell]').length).toBeLessThan(2_000);
    await page.getByRole('tab', { name: 'Bytes' }).click();
    await page.getByRole('grid', { name: 'Bytes' }).click({ position: { x: 5, y: 5 } });
    await userEvent.keyboard('{Control>}{End}{/Control}');
    await expect.element(page.getByText(/result_params\[9999\]\.value/)).toBeVisible();
  });

  it('shows text of a peer as text', async () => {
    await open(outside(getResp(1)));
    await expect.element(tree().getByText('<b>0</b>⟦U+202E⟧')).toBeVisible();
    await page.getByRole('tab', { name: 'JSON' }).click();
    await expect.element(page.getByRole('region', { name: 'JSON' }).getByText('U+202E')).toBeVisible();
    expect(document.querySelector('b')).toBeNull();
  });

  it('marks what it does not know and what it can’t read, and lists what breaks the standard', async () => {
    await open(join(bytesField(1, '1.4'), bytesField(99, 'x'), Uint8Array.of(0x80)));
    await expect.element(tree().getByRole('treeitem', { name: /^field 99/ })).toHaveTextContent('unknown field');
    await expect
      .element(tree().getByRole('treeitem', { name: /^damaged bytes/ }))
      .toHaveTextContent('the bytes end in');
    const findings = page.getByRole('list', { name: 'Findings' });
    await expect.element(findings).toHaveTextContent('R-ENC.1');
    await findings.getByRole('button', { name: '99' }).click();
    await expect.element(chosen()).toHaveTextContent('field 99');
  });

  it('shows the whole of a Message in pieces first, and the piece when asked', async () => {
    const message = getResp(3);
    const session = { sessionId: 5n, sequenceId: 2n, expectedId: 1n, payload: [message.subarray(20)] };
    const value = { ...session, payloadSarState: 3, payloadrecSarState: 3 } as const;
    await open(encodeRecord({ ...ends, recordType: { case: 'sessionContext', value } }), message);
    await expect.element(tree().getByRole('treeitem').first()).toHaveTextContent('header');
    await page.getByLabelText('This Record').click();
    await expect.element(tree().getByText('the last piece of a Message')).toBeVisible();
  });

  it('has nothing that axe finds, wide and narrow, light and dark', async () => {
    await open(join(outside(getResp(3)), bytesField(99, 'x')));
    await tree()
      .getByRole('treeitem', { name: /^to_id/ })
      .click();
    for (const theme of ['light', 'dark'] as const) {
      for (const width of [1440, 360]) {
        document.documentElement.dataset['theme'] = theme;
        await page.viewport(width, 740);
        // Landmarks are the page's, which is not here.
        const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
        expect(violations.map((one) => [theme, width, one.id, one.nodes.map((node) => node.html)])).toEqual([]);
      }
    }
  });
});
