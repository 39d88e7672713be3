import { describe, expect, test } from 'vitest';
import { moveInGrid } from './grid-move.ts';

const size = { rows: 100, columns: 5, page: 20 };
const at = { row: 50, column: 2 };

describe('a key in a grid of cells', () => {
  test.each([
    ['ArrowLeft', 50, 1],
    ['ArrowRight', 50, 3],
    ['ArrowUp', 49, 2],
    ['ArrowDown', 51, 2],
    ['PageUp', 30, 2],
    ['PageDown', 70, 2],
    ['Home', 50, 0],
    ['End', 50, 4],
  ])('%s leads to its cell', (key, row, column) => {
    expect(moveInGrid(at, key, false, size)).toEqual({ row, column });
  });

  test('Home and End lead to the corners when far is meant', () => {
    expect(moveInGrid(at, 'Home', true, size)).toEqual({ row: 0, column: 0 });
    expect(moveInGrid(at, 'End', true, size)).toEqual({ row: 99, column: 4 });
  });

  test('ends at the edges: the head above, the last row below', () => {
    expect(moveInGrid({ row: 0, column: 0 }, 'ArrowUp', false, size)).toEqual({ row: -1, column: 0 });
    expect(moveInGrid({ row: -1, column: 0 }, 'ArrowUp', false, size)).toEqual({ row: -1, column: 0 });
    expect(moveInGrid({ row: 5, column: 0 }, 'PageUp', false, size)).toEqual({ row: 0, column: 0 });
    expect(moveInGrid({ row: 95, column: 4 }, 'PageDown', false, size)).toEqual({ row: 99, column: 4 });
    expect(moveInGrid({ row: 99, column: 4 }, 'ArrowRight', false, size)).toEqual({ row: 99, column: 4 });
  });

  test('without rows only the head is there', () => {
    expect(moveInGrid({ row: -1, column: 1 }, 'PageDown', false, { ...size, rows: 0 })).toEqual({ row: -1, column: 1 });
  });

  test('any other key moves nothing', () => {
    expect(moveInGrid(at, 'a', false, size)).toBeUndefined();
    expect(moveInGrid(at, 'toString', false, size)).toBeUndefined();
  });
});
