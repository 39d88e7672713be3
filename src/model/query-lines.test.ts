import { describe, expect, it } from 'vitest';
import type { UspAnswer } from '../usp/message/answer-types.ts';
import { arrangeLines, linesGrid, queryFailures, queryLines, type LineOrder, type QueryLine } from './query-lines.ts';

const isSecretKey = (path: string) => path.endsWith('Password');
const answer: UspAnswer = {
  kind: 'Get',
  results: [
    {
      requestedPath: 'Device.H.*.',
      objects: [
        {
          path: 'Device.H.10.',
          params: [
            ['Name', 'tv'],
            ['Password', 'geheim'],
          ],
        },
        { path: 'Device.H.2.', params: [['Name', 'phone']] },
      ],
    },
    { requestedPath: 'Device.No.', objects: [], error: { code: 7026, message: 'Invalid path' } },
  ],
};
const values = queryLines(answer, isSecretKey);
const isSecret = ({ path }: QueryLine) => path.endsWith('Password');
const nameOf = (path: string) => (path.startsWith('Device.H.2.') ? 'Hall' : 'Attic');

function arrange(lines: readonly QueryLine[], order: Partial<LineOrder>, shouldYield = () => false) {
  const whole = { filter: '', sort: undefined, nameOf, isSecret, ...order };
  const work = arrangeLines(lines, whole, shouldYield);
  for (let slices = 1; ; slices += 1) {
    const step = work.next();
    if (step.done) return { lines: step.value, slices };
  }
}

const paths = (lines: readonly QueryLine[]) => lines.map(({ path }) => path);

describe('the lines of an answer', () => {
  it('are the values of a Get, and what failed apart', () => {
    expect(paths(values)).toEqual(['Device.H.10.Name', 'Device.H.10.Password', 'Device.H.2.Name']);
    const error = { code: 7026, message: 'Invalid path' };
    expect(queryFailures(answer)).toEqual([{ path: 'Device.No.', error }]);
  });

  it('are rows with their unique keys, and objects with all that they support', () => {
    const uniqueKeys = [['Alias', 'cpe-2'] as const, ['Password', 'geheim'] as const];
    const listed = [{ requestedPath: 'Device.H.', instances: [{ path: 'Device.H.2.', uniqueKeys }] }];
    expect(queryLines({ kind: 'GetInstances', results: listed }, isSecretKey)).toEqual([
      { kind: 'row', path: 'Device.H.2.', text: 'Alias=cpe-2, Password=••••••••' },
    ]);
    const object = {
      path: 'Device.H.{i}.',
      access: 'addDelete',
      isMultiInstance: true,
      params: [{ name: 'Name', type: 'string', access: 'readWrite', valueChange: 'allowed' }],
      commands: [{ name: 'Wake()', type: 'async', inputArgs: ['Port'], outputArgs: [] }],
      events: [{ name: 'Seen!', args: ['By'] }],
      divergentPaths: ['Device.H.2.'],
      uniqueKeySets: [['Alias']],
    } as const;
    const results = [{ requestedPath: 'Device.H.', dataModelInstUri: '', objects: [object] }];
    const supported = queryLines({ kind: 'GetSupportedDM', results }, isSecretKey);
    expect(supported.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'table: table, addDelete, unique: Alias, may differ: Device.H.2.',
      'param: string, readWrite, ValueChange allowed',
      'command: async, in: Port, out: none',
      'event: arguments: By',
    ]);
  });

  it('are sorted by path, row and value, and filtered by all three, but not by a secret', () => {
    const by = (column: 'path' | 'row' | 'text', down = false) =>
      paths(arrange(values, { sort: { column, down } }).lines);
    expect(by('path')).toEqual(['Device.H.2.Name', 'Device.H.10.Name', 'Device.H.10.Password']);
    expect(by('row', true)[0]).toBe('Device.H.2.Name');
    expect(by('text')).toEqual(['Device.H.10.Password', 'Device.H.2.Name', 'Device.H.10.Name']);
    const holding = (text: string) => paths(arrange(values, { filter: text }).lines);
    expect(holding('hall')).toEqual(['Device.H.2.Name']);
    expect(holding('TV')).toEqual(['Device.H.10.Name']);
    expect(holding('geheim')).toEqual([]);
  });

  it('are arranged in slices where they are many, always alike', () => {
    const many = Array.from({ length: 5_000 }, (_, at): QueryLine => {
      return { kind: 'param', path: `Device.H.${(at * 4_999) % 5_000}.Name`, text: String(at % 7) };
    });
    const order = { filter: 'name', sort: { column: 'text', down: true } } as const;
    let questions = 0;
    const whole = arrange(many, order);
    const sliced = arrange(many, order, () => (questions += 1) % 10 === 0);
    expect(whole.slices).toBe(1);
    expect(sliced.lines).toEqual(whole.lines);
    expect(sliced.slices).toBe(1 + Math.floor(questions / 10));
    expect(sliced.slices).toBeGreaterThan(10);
  });

  it('are copied without secrets, which are named', () => {
    const grid = linesGrid(values, nameOf, isSecret);
    expect(JSON.stringify(grid.rows)).not.toContain('geheim');
    expect(grid.leftOut).toEqual(['Device.H.10.Password']);
    expect(grid.rows).toContainEqual(['Device.H.2.Name', 'Hall', 'phone']);
  });
});
