/** Search by what the data model says: `unit:dBm`, `type:boolean`, `is:secret`, and plain words in the path. */
import { isSecret } from '../secrets.ts';
import type { DataModelBook } from './book.ts';
import type { FactStatus, ObjectFacts, ValueFacts } from './facts.ts';
import { measureOf, parseUnits } from './measure.ts';

/** One condition; all of a query must hold. */
export interface FactTerm {
  readonly field: (typeof searchFields)[number] | 'text';
  /** In small letters. */
  readonly wanted: string;
}

/** What can stand before a colon. */
export const searchFields = ['unit', 'type', 'access', 'is', 'value', 'ref', 'status', 'since'] as const;

/** What can stand behind `is:`. */
export const searchMarks = [
  'writable',
  'writeonce',
  'secret',
  'list',
  'reference',
  'enum',
  'counter',
  'mandatory',
] as const;

export interface FactQuery {
  readonly terms: readonly FactTerm[];
  /** Does it ask for facts at all, or only for words in the path? */
  readonly asksFacts: boolean;
}

/** Reads a search as a person types it. Words with a colon that is none of ours are plain text. */
export function parseFactQuery(text: string): FactQuery {
  const terms = text
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((word): FactTerm => {
      const [name = '', ...rest] = word.split(':');
      const field = searchFields.find((known) => known === name.toLowerCase());
      return field && rest.length > 0
        ? { field, wanted: rest.join(':').toLowerCase() }
        : { field: 'text', wanted: word.toLowerCase() };
    });
  return { terms, asksFacts: terms.some(({ field }) => field !== 'text') };
}

/** Does a parameter or argument fit? `status` is that of its place, where known. */
export function factsFit(
  query: FactQuery,
  path: string,
  value: ValueFacts | undefined,
  status: FactStatus = value?.status ?? 'current',
): boolean {
  return query.terms.every(({ field, wanted }) => {
    if (field === 'text') return path.toLowerCase().includes(wanted);
    return value !== undefined && fits(field, wanted, path, value, status);
  });
}

export interface FactHit {
  /** Supported path; of an argument `…Command().Input.Name`, `…Event!.Name`. */
  readonly path: string;
  readonly value: ValueFacts;
}

/** Everything of the standard that fits, in its order, up to `most`. */
export function searchFacts(book: DataModelBook, query: FactQuery, most = 500): FactHit[] {
  const hits: FactHit[] = [];
  for (const object of book.table.objects.values()) {
    hits.push(...searchObject(book, object, query));
    if (hits.length >= most) break;
  }
  return hits.slice(0, most);
}

/** Everything of one object that fits, the arguments of its commands and events as well. */
export function searchObject(book: DataModelBook, object: ObjectFacts, query: FactQuery): FactHit[] {
  const hits: FactHit[] = [];
  const status = book.statusOf(object);
  const look = (prefix: string, values: ReadonlyMap<string, ValueFacts>): void => {
    for (const [name, value] of values) {
      const own = value.status === 'current' ? status : value.status;
      if (factsFit(query, prefix + name, value, own)) hits.push({ path: prefix + name, value });
    }
  };
  look(object.path, object.params);
  for (const { name, input, output } of object.commands.values()) {
    look(`${object.path}${name}.Input.`, input.values);
    look(`${object.path}${name}.Output.`, output.values);
  }
  for (const { name, args } of object.events.values()) look(`${object.path}${name}.`, args.values);
  return hits;
}

function fits(
  field: (typeof searchFields)[number],
  wanted: string,
  path: string,
  value: ValueFacts,
  status: FactStatus,
): boolean {
  const holds = (text: string | undefined): boolean => text?.toLowerCase().includes(wanted) ?? false;
  switch (field) {
    case 'unit':
      return unitFits(wanted, value);
    case 'type':
      return value.type.toLowerCase() === wanted || value.typeName?.toLowerCase() === wanted;
    case 'access':
      return accessWords[value.access].includes(wanted);
    case 'is':
      return markFits(wanted, path, value);
    case 'value':
      return value.choices?.some((choice) => holds(choice.value)) ?? false;
    case 'ref':
      return value.reference?.targets.some(holds) ?? false;
    case 'status':
      return status === wanted;
    case 'since':
      return value.since === wanted;
  }
}

const accessWords: Record<ValueFacts['access'], readonly string[]> = {
  readOnly: ['readonly', 'ro', 'read'],
  readWrite: ['readwrite', 'rw', 'write'],
  writeOnce: ['writeonce', 'wo', 'once'],
};

/** `unit:s` finds all times, `unit:ms` too: a unit and its thousandth are the same kind of thing. */
function unitFits(wanted: string, value: ValueFacts): boolean {
  const measure = measureOf(value);
  if (!measure) return false;
  return measure.unit.toLowerCase() === parseUnits(wanted).unit.toLowerCase() || value.units?.toLowerCase() === wanted;
}

function markFits(wanted: string, path: string, value: ValueFacts): boolean {
  switch (wanted as (typeof searchMarks)[number]) {
    case 'writable':
      return value.access !== 'readOnly';
    case 'writeonce':
      return value.access === 'writeOnce';
    case 'secret':
      return isSecret(path, undefined, value);
    case 'list':
      return value.facets.list !== undefined;
    case 'reference':
      return value.reference !== undefined;
    case 'enum':
      return value.choices !== undefined || value.allowedBy !== undefined;
    case 'counter':
      return measureOf(value)?.counter ?? false;
    case 'mandatory':
      return value.mandatory;
    default:
      return false;
  }
}
