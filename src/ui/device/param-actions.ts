/** To the watch list, and to being told: the same for the details of a thing, for what a search found and the palette. */
import type { NotifType } from '../../state/device-view.ts';
import type { DeviceState } from '../../state/device.svelte.ts';
import { notices } from '../kit/notices.svelte.ts';
import { visibleText } from '../words/visible-text.ts';

/** Puts a parameter, in which * stands for any row, on the watch list, and says so. */
export function watch(device: DeviceState, path: string, goToList: () => void): void {
  const problem = device.watch.add(path);
  const action = { label: 'Go to the watch list', run: goToList };
  const text = visibleText(path, 200);
  if (problem) notices.show({ tone: 'warn', title: problem, text, action });
  else notices.show({ tone: 'ok', title: 'It is on the watch list.', text, action });
}

/** Has the device tell of something, or, where it does, tell no more; and says what came of it. */
export async function toggleTelling(device: DeviceState, notifType: NotifType, reference: string): Promise<void> {
  const { subscriptions } = device;
  if (subscriptions.isAsked(notifType, reference)) {
    await subscriptions.dismiss(notifType, reference);
    notices.show({ tone: 'ok', title: 'The device tells you no more.', text: visibleText(reference, 200) });
    return;
  }
  if (!device.reachable) {
    const text = 'It tells of changes only while there is a way to it. Connect it first.';
    notices.show({ tone: 'bad', title: 'The device can’t be reached now.', text });
    return;
  }
  await subscriptions.ask(notifType, reference);
  const { error } = subscriptions.find(notifType, reference) ?? {};
  if (error) notices.show({ tone: 'bad', title: error.message, text: error.advice });
  else
    notices.show({
      tone: 'ok',
      title: 'The device tells you until this page is closed or reloaded.',
      text: 'See Notifications.',
    });
}
