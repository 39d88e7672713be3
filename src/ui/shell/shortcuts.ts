/** The list behind `?`. What a screen does with a key is written there; what it is for is said here. */
import { places } from '../device/places.ts';

export interface ShortcutGroup {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly what: string }[];
}

export const shortcuts: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['Ctrl K', '⌘ K'], what: 'Go to a place or path, run a command, do something' },
      { keys: ['?'], what: 'This list' },
      { keys: ['Esc'], what: 'Close what is open on top' },
      { keys: ['g h', 'Alt H'], what: 'All connections' },
    ],
  },
  {
    title: 'On a device',
    keys: places.map(({ key, label }) => ({ keys: [`g ${key}`], what: label })),
  },
  {
    title: 'Tree, tables, tabs and menus',
    keys: [
      { keys: ['/'], what: 'Search the device; in an object or table, filter it' },
      { keys: ['↑', '↓'], what: 'Move' },
      { keys: ['→', '←'], what: 'Unfold, fold; the next tab, the one before' },
      { keys: ['Home', 'End'], what: 'First, last' },
      { keys: ['Enter'], what: 'Open' },
      { keys: ['Tab'], what: 'In a field for paths: take what fits' },
    ],
  },
  {
    title: 'Message log',
    keys: [
      { keys: ['/'], what: 'Filter' },
      { keys: ['j', '↓'], what: 'The line below' },
      { keys: ['k', '↑'], what: 'The line above' },
      { keys: ['p'], what: 'To the line that goes with it' },
      { keys: ['s'], what: 'Pin the line, unpin it' },
    ],
  },
  {
    title: 'Cells of a table',
    keys: [
      { keys: ['←', '→', '↑', '↓'], what: 'From cell to cell; the head is above the first row' },
      { keys: ['Home', 'End'], what: 'First, last cell of the row; with Ctrl of the table' },
      { keys: ['Page Up', 'Page Down'], what: 'A screen up, down' },
      { keys: ['Enter'], what: 'Open the row or the value; in the head, sort' },
      { keys: ['Space'], what: 'Tick the row; with Shift, all up to it' },
      { keys: ['F2'], what: 'Edit in place' },
    ],
  },
  {
    title: 'Charts',
    keys: [
      { keys: ['+', '-'], what: 'Zoom in, out' },
      { keys: ['←', '→'], what: 'Earlier, later' },
      { keys: ['0'], what: 'Reset the zoom' },
    ],
  },
];

/** Is the person typing text, so that a letter is a letter? */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
  );
}
