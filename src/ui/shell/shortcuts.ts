/** The list behind `?`. What a screen does with a key is written there; what it is for is said here. */
export interface ShortcutGroup {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly what: string }[];
}

export const shortcuts: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['?'], what: 'This list' },
      { keys: ['Esc'], what: 'Close what is open on top' },
      { keys: ['Alt H'], what: 'All connections' },
    ],
  },
  {
    title: 'Tree, tables and menus',
    keys: [
      { keys: ['/'], what: 'Filter' },
      { keys: ['↑', '↓'], what: 'Move' },
      { keys: ['→', '←'], what: 'Unfold, fold' },
      { keys: ['Home', 'End'], what: 'First, last' },
      { keys: ['Enter'], what: 'Open' },
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
