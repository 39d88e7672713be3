/** Where a key leads in a grid of cells. */

export interface GridCell {
  /** -1: the head. */
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly page: number;
}

/** @param far to the end of the whole grid, not of the row. @returns undefined: the key moves nothing */
export function moveInGrid(at: GridCell, key: string, far: boolean, size: GridSize): GridCell | undefined {
  const { row, column } = at;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const to = new Map([
    ['ArrowLeft', { row, column: column - 1 }],
    ['ArrowRight', { row, column: column + 1 }],
    ['ArrowUp', { row: row - 1, column }],
    ['ArrowDown', { row: row + 1, column }],
    ['PageUp', { row: Math.max(0, row - size.page), column }],
    ['PageDown', { row: row + size.page, column }],
    ['Home', far ? { row: 0, column: 0 } : { row, column: 0 }],
    ['End', far ? last : { row, column: last.column }],
  ]).get(key);
  if (!to) return undefined;
  return { row: within(to.row, -1, last.row), column: within(to.column, 0, last.column) };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
