/** What a data model says of things, as lines for a person. */
import type { FactStatus, ObjectFacts, ValueFacts } from '../../model/tr181/facts.ts';
import type { DataModelBook } from '../../state/tr181/tr181-view.ts';

/** One thing that is said, with its heading. */
export type FactLine = readonly [heading: string, words: string];

const accessWords = {
  readOnly: 'read only',
  readWrite: 'read and write',
  writeOnce: 'written once, with its row',
} as const;

/** Of a value; only what it really says. */
export function factsWords(facts: ValueFacts): FactLine[] {
  const { facets, defaultValue } = facts;
  const lines: FactLine[] = [
    ['Type', `${facets.list ? 'list of ' : ''}${facts.typeName ?? facts.type}, ${accessWords[facts.access]}`],
  ];
  if (facts.units) lines.push(['Unit', facts.units]);
  if (facets.ranges) lines.push(['Range', facets.ranges.map(([least, most]) => span(least, most)).join(' or ')]);
  if (facets.sizes) lines.push(['Length', facets.sizes.map(([least, most]) => span(least, most)).join(' or ')]);
  if (defaultValue)
    lines.push([defaultWords[defaultValue.kind], defaultValue.value === '' ? 'empty' : defaultValue.value]);
  if (facts.reference) {
    const { targets } = facts.reference;
    lines.push(['Refers to', targets.length > 0 ? targets.join(', ') : 'any object']);
  }
  if (facts.startsAction) lines.push(['Writing it', 'starts an action']);
  return [...lines, ...ageWords(facts)];
}

/** Of an object, a command or an event by its path; undefined where the book does not know it. */
export function placeWords(book: DataModelBook, path: string): FactLine[] | undefined {
  const object = path.endsWith('.') ? book.objectFacts(path) : undefined;
  if (object) return objectWords(object);
  const command = book.commandFacts(path)?.command;
  if (command) return [['Runs', command.async ? 'on its own' : 'and answers at once'], ...ageWords(command)];
  const event = book.eventFacts(path)?.event;
  return event && ageWords(event);
}

function objectWords(facts: ObjectFacts): FactLine[] {
  const { entries, keys, writable } = facts;
  const lines: FactLine[] = [];
  if (facts.path.endsWith('{i}.')) lines.push(['Rows', writable ? 'can be added and deleted' : 'are the device’s own']);
  if (entries) lines.push(['Number of rows', span(entries.least, entries.most)]);
  if (keys.length > 0) lines.push(['Told apart by', keys.map(({ params }) => params.join(' with ')).join(', or ')]);
  return [...lines, ...ageWords(facts)];
}

function ageWords({ since, status }: { readonly since?: string; readonly status: FactStatus }): FactLine[] {
  const lines: FactLine[] = [];
  if (since) lines.push(['Since', `Device:${since}`]);
  if (status !== 'current') lines.push(['Status', status]);
  return lines;
}

const defaultWords = {
  creation: 'In a new row',
  factory: 'From the factory',
  absent: 'Left out',
  agent: 'Left out',
} as const;

function span(least: number | bigint | null, most: number | bigint | null): string {
  if (least === most) return String(least);
  if (least === null) return `up to ${String(most)}`;
  return most === null ? `from ${String(least)}` : `${String(least)} to ${String(most)}`;
}
