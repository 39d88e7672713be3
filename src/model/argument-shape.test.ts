import { describe, expect, it } from 'vitest';
import { concreteName, shapeArguments } from './argument-shape.ts';

describe('arguments of a command', () => {
  it('are values, and tables of rows as deep as they go', () => {
    const names = ['URL', 'Env.{i}.', 'Env.{i}.Key', 'Env.{i}.Option.{i}.Name', 'Auto.Enable', 'Env.{i}.Value'];
    expect(shapeArguments(names)).toEqual({
      name: '',
      values: ['URL', 'Auto.Enable'],
      tables: [
        {
          name: 'Env.',
          values: ['Env.{i}.Key', 'Env.{i}.Value'],
          tables: [{ name: 'Env.{i}.Option.', values: ['Env.{i}.Option.{i}.Name'], tables: [] }],
        },
      ],
    });
  });

  it('have the numbers of their rows in their names', () => {
    expect(concreteName('Env.{i}.Option.{i}.Name', [2, 3])).toBe('Env.2.Option.3.Name');
    expect(concreteName('URL', [])).toBe('URL');
  });
});
