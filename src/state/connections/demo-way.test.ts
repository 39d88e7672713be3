import { describe, expect, it } from 'vitest';
import type { ConnectionConfig } from '../../worker/port.ts';
import { checkDemoWay, demoWayOf, withDemoWay } from './demo-way.ts';

const demo: ConnectionConfig = {
  id: 'demo',
  name: 'Demo device',
  controllerId: 'self::a',
  mtp: { kind: 'demo', size: 'large' },
  allowPlain: false,
  session: 'off',
  requestTimeout: 30_000,
};

describe('the way to the demo device', () => {
  it('is perfect where the fields are empty or 0', () => {
    const fields = demoWayOf(demo);
    expect([...checkDemoWay(fields)]).toEqual([]);
    expect(withDemoWay(demo, { ...fields, loss: '0', delay: ' ' })).toEqual(demo);
  });

  it('goes into the connection and back', () => {
    const link = { loss: 0.2, duplicate: 0.1, reorder: 1, cut: 0.001, delay: 10_000, rate: 50_000 };
    const bad = {
      ...demo,
      session: 'require',
      maxRecordSize: 65_536,
      mtp: { kind: 'demo', size: 'large', link },
    } as const;
    expect(withDemoWay(demo, demoWayOf(bad))).toEqual(bad);
    expect(withDemoWay(bad, demoWayOf(demo))).toEqual(demo);
  });

  it.each([
    ['loss', '1.01'],
    ['duplicate', '-0.1'],
    ['reorder', 'often'],
    ['cut', '50%'],
    ['delay', '10001'],
    ['delay', '0.5'],
    ['rate', '-1'],
    ['rate', '1000000001'],
  ] as const)('is refused with its bounds: %s %s', (name, value) => {
    const problems = checkDemoWay({ ...demoWayOf(demo), [name]: value });
    expect([...problems.keys()]).toEqual([name]);
    expect(problems.get(name)).toMatch(/from 0 .*to 1/);
  });

  it('has a largest Record only where there are sessions', () => {
    const fields = { ...demoWayOf(demo), maxRecordSize: '100' };
    expect([...checkDemoWay(fields)]).toEqual([]);
    expect([...checkDemoWay({ ...fields, session: 'require' }).keys()]).toEqual(['maxRecordSize']);
  });
});
