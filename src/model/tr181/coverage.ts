/** How much of a data model a device supports, added up over its objects. */
import type { DataModelBook } from './book.ts';
import type { Comparison } from './compare.ts';

export interface Coverage {
  /** Objects of the device that the data model knows, and objects that the data model has. */
  readonly objects: number;
  readonly possibleObjects: number;
  /** Parameters, commands and events of the device that the data model knows, and all that it has in these objects. */
  readonly members: number;
  readonly possibleMembers: number;
  /** Parameters, commands and events of the device that the data model does not know. */
  readonly strangers: number;
}

export function coverageOf({ objects }: Comparison, book: DataModelBook): Coverage {
  const known = objects.filter(({ inStandard }) => inStandard);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const members = sum(objects.map(({ standard }) => standard));
  return {
    objects: known.length,
    possibleObjects: book.table.objects.size,
    members,
    possibleMembers: sum(known.map(({ possible }) => possible)),
    strangers: sum(objects.map(({ supported }) => supported)) - members,
  };
}
