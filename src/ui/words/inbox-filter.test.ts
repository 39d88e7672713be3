import { describe, expect, it } from 'vitest';
import type { Notification } from '../../usp/message/answer-types.ts';
import { filterInbox, noFilter, subscriptionsOf } from './inbox-filter.ts';

function item(seq: number, subscriptionId: string, notification: Notification) {
  const notify = { subscriptionId, sendResp: false, notification };
  return { seq, characters: 0, report: { time: seq, device: 'd', connection: 'c', msgId: String(seq), notify } };
}

const items = [
  item(3, 'b', { kind: 'ValueChange', paramPath: 'Device.A.Name', value: 'Kitchen' }),
  item(2, 'a', { kind: 'Event', objPath: 'Device.', eventName: 'Boot!', params: [['Cause', 'LocalReboot']] }),
  item(1, '', { kind: 'ObjectDeletion', objPath: 'Device.A.T.3.' }),
];

const asItIs = (notification: Notification): Notification => notification;

describe('the inbox', () => {
  it.each([
    [{}, [3, 2, 1]],
    [{ kind: 'Event' }, [2]],
    [{ subscription: 'b' }, [3]],
    [{ text: ' device.a. ' }, [3, 1]],
    [{ text: 'kitchen' }, [3]],
    [{ text: 'on the spot' }, [2]],
    [{ unread: true }, [3, 2]],
    [{ unread: true, text: 'boot' }, [2]],
    [{ text: 'nothing of the kind' }, []],
  ])('by %j shows %j', (wanted, seqs) => {
    const shown = filterInbox(items, { ...noFilter, ...wanted }, ({ seq }) => seq > 1, asItIs);
    expect(shown.map(({ seq }) => seq)).toEqual(seqs);
  });

  it('is searched without what is secret', () => {
    const masked = (notification: Notification): Notification =>
      notification.kind === 'ValueChange' ? { ...notification, value: '' } : notification;
    const found = (text: string) => filterInbox(items, { ...noFilter, text }, () => true, masked);
    expect(found('kitchen')).toEqual([]);
    expect(found('device.a.name').map(({ seq }) => seq)).toEqual([3]);
  });

  it('names the Subscriptions that something came for', () => {
    expect(subscriptionsOf(items)).toEqual(['a', 'b']);
  });
});
