import { describe, expect, it } from 'vitest';
import { sortSetError, sortSetResults } from './set-outcome.ts';

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

  it('puts an error where it belongs: at the parameter; the others of its object were held back', () => {
    const paramErrors = [{ path: 'X', code: 7012, message: 'too large' }];
    const { done, failed, held } = sortSetResults(
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
    expect([...held]).toEqual(['Device.A.Y']);
    expect([...done.keys()]).toEqual(['Device.B.Z']);
  });

  it('puts an error that names no parameter at all that was asked of the object', () => {
    const { failed, held } = sortSetResults(
      [{ requestedPath: 'Device.A.', error: { code: 7016, message: 'gone' }, instances: [] }],
      asked,
    );
    expect([...failed].map(([path, { code }]) => [path, code])).toEqual([
      ['Device.A.X', 7016],
      ['Device.A.Y', 7016],
    ]);
    expect(held.size).toBe(0);
  });

  it('keeps what was refused apart from what was taken beside it in one object', () => {
    const paramErrors = [{ path: 'X', code: 7012, message: '' }];
    const { done, failed } = sortSetResults(
      [{ requestedPath: 'Device.A.', instances: [{ path: 'Device.A.', params: [['Y', '2']], paramErrors }] }],
      asked,
    );
    expect([...done.keys(), ...failed.keys()]).toEqual(['Device.A.Y', 'Device.A.X']);
  });

  it('counts an error without a message as an error', () => {
    const { done } = sortSetResults(
      [{ requestedPath: 'Device.B.', error: { code: 7004, message: '' }, instances: [] }],
      asked,
    );
    expect(done.has('Device.B.Z')).toBe(false);
  });

  describe('of an object and one within it', () => {
    const row = 'Device.WiFi.AccessPoint.1.';
    const nested = new Map([
      [`${row}Enable`, '1'],
      [`${row}Security.ModeEnabled`, 'None'],
      [`${row}Security.Other`, 'x'],
    ]);
    const taken = (path: string, name: string, value: string) => ({
      requestedPath: path,
      instances: [{ path, params: [[name, value]] as const, paramErrors: [] }],
    });
    const refused = (path: string, name: string) => ({
      requestedPath: path,
      error: { code: 7021, message: '' },
      instances: [{ path, params: [], paramErrors: [{ path: name, code: 7012, message: '' }] }],
    });
    const sorted = (...results: Parameters<typeof sortSetResults>[0]) => {
      const { done, failed, held } = sortSetResults(results, nested);
      return { done: [...done.keys()], failed: [...failed.keys()], held: [...held] };
    };
    const inner = { done: [`${row}Enable`], failed: [`${row}Security.ModeEnabled`], held: [`${row}Security.Other`] };
    const outer = { done: [`${row}Security.Other`, `${row}Security.ModeEnabled`], failed: [`${row}Enable`], held: [] };

    it('takes nothing of the inner one for set where that failed, in whatever order they are answered', () => {
      const results = [taken(row, 'Enable', '1'), refused(`${row}Security.`, 'ModeEnabled')];
      expect(sorted(...results)).toEqual(inner);
      expect(sorted(...results.reverse())).toEqual(inner);
    });

    it('holds nothing of the inner one back where the outer one failed', () => {
      const results = [refused(row, 'Enable'), taken(`${row}Security.`, 'Other', 'x')];
      expect(sorted(...results)).toEqual(outer);
      expect(sorted(...results.reverse())).toEqual(outer);
    });

    it('leaves out what no result is about', () => {
      expect(sorted(taken(row, 'Enable', '1'))).toEqual({ done: [`${row}Enable`], failed: [], held: [] });
    });
  });
});

describe('sortSetError', () => {
  it('finds who was complained of, by path or by name alone; all else was held back', () => {
    const { done, failed, held } = sortSetError(
      [
        { path: 'Device.A.X', code: 7012, message: '' },
        { path: 'Z', code: 7006, message: '' },
      ],
      asked.keys(),
    );
    expect(done.size).toBe(0);
    expect([...failed].map(([path, { code }]) => [path, code])).toEqual([
      ['Device.A.X', 7012],
      ['Device.B.Z', 7006],
    ]);
    expect([...held]).toEqual(['Device.A.Y']);
  });
});
