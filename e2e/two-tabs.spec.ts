/** Two tabs of one browser are one Endpoint: the person chooses who speaks (R-WS.4). */
import { card, connectWebSocket, goTo, goToStart } from './support/connection-form.ts';
import { expectConnected } from './support/device-screen.ts';
import { expect, test } from './support/test.ts';

test('two tabs with one identity are noticed, and the person chooses [R-WS.4]', async ({
  page: first,
  context,
  startLab,
  startTap,
}) => {
  const tap = await startTap({ target: (await startLab()).webSocketUrl ?? '' });
  const eids = () => tap.handshakes.map(({ url }) => new URL(url, 'http://tap.invalid').searchParams.get('eid'));
  await connectWebSocket(first, { url: tap.url, name: 'Lab' });
  await expectConnected(first);
  await goToStart(first);

  const second = await context.newPage();
  await goTo(second, '#/');
  const connect = async (page: typeof first) => {
    await card(page, 'Lab').getByRole('button', { name: 'Connect', exact: true }).click();
  };
  const question = second.getByRole('dialog', { name: 'Another tab is connected as this Controller' });

  await connect(second);
  await expect(question).toContainText(eids()[0] ?? '');
  await question.getByRole('button', { name: 'Leave it there' }).click();
  await expect(card(second, 'Lab')).toContainText('Not connected');
  await expect(card(first, 'Lab').getByText('Connected', { exact: true }).first()).toBeVisible();
  expect(tap.handshakes).toHaveLength(1);

  await connect(second);
  await question.getByRole('button', { name: 'Use it here' }).click();
  await expectConnected(second);
  await expect(card(first, 'Lab')).toContainText('Another tab of this browser has taken this connection over.');
  await expect.poll(() => tap.open).toBe(1);
  expect(new Set(eids()).size).toBe(1);

  // And back, as somebody else: both stay.
  await connect(first);
  await first.getByRole('dialog').getByRole('button', { name: 'Connect under a new ID' }).click();
  await expectConnected(first);
  await expectConnected(second);
  expect(new Set(eids()).size).toBe(2);
  expect(tap.open).toBe(2);
});

test('a tab that was closed leaves its identity to the next one, without a question', async ({
  page: first,
  context,
  startLab,
}) => {
  const lab = await startLab();
  await connectWebSocket(first, { url: lab.webSocketUrl ?? '', name: 'Lab' });
  await expectConnected(first);
  const second = await context.newPage();
  await goTo(second, '#/');
  await first.close();
  await card(second, 'Lab').getByRole('button', { name: 'Connect', exact: true }).click();
  await expectConnected(second);
});
