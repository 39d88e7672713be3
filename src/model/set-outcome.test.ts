import { describe, expect, it } from 'vitest';
import { sortSetResults } from './set-outcome.ts';

const asked = new Map([
  ['Device.A.X', '1'],
  ['Device.A.Y', '2'],
  ['Device.B.Z', '3'],
]);

describe('sortSetResults', () => {
  it('takes what the Agent says that it set, and what it left unsaid of an object that it took', () => {
    const instances = [{ path: 'Device.A.', params: [['X', '01']] as const, paramErrors: [] }];
    const { done, failed } = sortSetResults(
      [
        { requestedPath: 'Device.A.', instances },
        { requestedPath: 'Device.B.', instances: [] },
      ],
      asked,
    );
    expect([...done]).toEqual([
      ['Device.A.X', '01'],
      ['Device.A.Y', '2'],
      ['Device.B.Z', '3'],
    ]);
    expect(failed.size).toBe(0);
  });

  it('puts an error where it belongs: at the parameter, else at all that was asked of the object', () => {
    const paramErrors = [{ path: 'X', code: 7012, message: 'too large' }];
    const { done, failed } = sortSetResults(
      [
        {
          requestedPath: 'Device.A.',
          error: { code: 7021, message: '' },
          instances: [{ path: 'Device.A.', params: [], paramErrors }],
        },
        { requestedPath: 'Device.B.', instances: [] },
      ],
      asked,
    );
    expect(failed.get('Device.A.X')).toEqual({ path: 'Device.A.X', code: 7012, message: 'too large' });
    expect(failed.get('Device.A.Y')?.code).toBe(7021);
    expect([...done.keys()]).toEqual(['Device.B.Z']);
  });

  it('counts an error without a message as an error', () => {
    const { done } = sortSetResults(
      [{ requestedPath: 'Device.B.', error: { code: 7004, message: '' }, instances: [] }],
      asked,
    );
    expect(done.has('Device.B.Z')).toBe(false);
  });
});
