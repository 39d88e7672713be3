import { describe, expect, it } from 'vitest';
import { addSubscription, isOurSubscription, subscriptionId } from './subscription-plan.ts';

describe('subscriptions of ours [R-NOT.0]', () => {
  it('are known by their ID and end by themselves', () => {
    const id = subscriptionId('watch', 'abc');
    expect(isOurSubscription(id)).toBe(true);
    expect(subscriptionId('x'.repeat(90), 'y')).toHaveLength(64);
    const wish = {
      id,
      notifType: 'ValueChange',
      references: ['Device.A.X'],
      timeToLive: 600,
      persistent: false,
    } as const;
    const params = addSubscription(wish).objects[0]?.params ?? [];
    expect(params.map(({ param, value }) => `${param}=${value}`)).toEqual([
      `ID=${id}`,
      'NotifType=ValueChange',
      'ReferenceList=Device.A.X',
      'Persistent=false',
      'TimeToLive=600',
      'Enable=true',
    ]);
  });
});
