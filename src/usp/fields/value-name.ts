/** Values by their names: whose secrecy is judged, and where they stand. */
import type { ValueField } from './value-fields.ts';

/** Whose secrecy has to be judged. */
export type ValueName = Omit<ValueField, 'field'>;
export type IsSecret = (name: ValueName) => boolean;

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Bytes or characters that are to be replaced, and the parameter or argument whose value they are. */
export interface ValuePart extends Span, ValueName {}

export function paramName(path: string): ValueName {
  return { of: 'param', path, name: path.slice(path.lastIndexOf('.') + 1) };
}
