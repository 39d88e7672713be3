import { describe, expect, it } from 'vitest';
import { countObjects, planSet } from './edit-plan.ts';

const changes = [
  { path: 'Device.A.X', value: '1', required: true },
  { path: 'Device.B.Y', value: '2', required: false },
  { path: 'Device.A.Z', value: '3', required: false },
];
const flags = (plan: ReturnType<typeof planSet>) =>
  plan.objects.map(({ path, params }) => [path, ...params.map(({ param, required }) => [param, required])]);

describe('planSet', () => {
  it('all or nothing requires everything', () => {
    const plan = planSet(changes, { kind: 'all' });
    expect(plan.allowPartial).toBe(false);
    expect(flags(plan)).toEqual([
      ['Device.A.', ['X', true], ['Z', true]],
      ['Device.B.', ['Y', true]],
    ]);
  });

  it('whatever it takes requires nothing', () => {
    const plan = planSet(changes, { kind: 'any' });
    expect(plan.allowPartial).toBe(true);
    expect(flags(plan)).toEqual([
      ['Device.A.', ['X', false], ['Z', false]],
      ['Device.B.', ['Y', false]],
    ]);
  });

  it('each as it says, objects together or apart', () => {
    for (const allowPartial of [true, false]) {
      const plan = planSet(changes, { kind: 'each', allowPartial });
      expect(plan.allowPartial).toBe(allowPartial);
      expect(flags(plan)).toEqual([
        ['Device.A.', ['X', true], ['Z', false]],
        ['Device.B.', ['Y', false]],
      ]);
    }
  });

  it('counts the objects', () => {
    expect(countObjects(changes.map(({ path }) => path))).toBe(2);
  });
});
