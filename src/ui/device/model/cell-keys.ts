/** The keyboard in a table of rows: arrows go from cell to cell, from the row's name into its values and back. */

/** Moves the focus, and says whether the key was one for it. */
export function moveBetweenCells(event: KeyboardEvent): boolean {
  const cell = event.target instanceof Element ? event.target.closest<HTMLTableCellElement>('td, th') : null;
  const row = cell?.parentElement;
  if (!cell || !(row instanceof HTMLTableRowElement) || event.altKey || event.ctrlKey || event.metaKey) return false;
  const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
  const down = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling' } as const;
  const other = event.key === 'ArrowUp' || event.key === 'ArrowDown' ? row[down[event.key]] : row;
  if (other === row && across === 0) return false;
  const target = other instanceof HTMLTableRowElement ? other.cells[cell.cellIndex + across] : undefined;
  event.preventDefault();
  const inner = target?.querySelector<HTMLElement>('th button, input');
  (inner ?? target)?.focus();
  return true;
}
