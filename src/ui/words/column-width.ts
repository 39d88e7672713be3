/** How wide a column of a table is: by its name and the kind of its values, so that it stays so whatever is in view. */
import type { ValueFacts } from '../../model/tr181/facts.ts';
import type { ParamType } from '../../usp/message/answer-types.ts';

/** Pixels: of a character, of the room around a text, of the marks in a head, and the bounds of a column. */
const pixels = { character: 7.5, around: 24, marks: 44, least: 88, most: 260 };

/** Characters of what values of a type mostly are. */
const usual: Readonly<Partial<Record<ParamType, number>>> = {
  boolean: 8,
  int: 10,
  long: 14,
  unsignedInt: 10,
  unsignedLong: 14,
  decimal: 10,
  dateTime: 25,
};

export function columnWidth(name: string, type: ParamType, facts: ValueFacts | undefined): number {
  const value = facts?.reference ? 30 : (usual[type] ?? 20);
  const wanted = Math.max(name.length * pixels.character + pixels.marks, value * pixels.character) + pixels.around;
  return Math.round(Math.max(pixels.least, Math.min(pixels.most, wanted)));
}
