/**
 * A message as a person wrote it down, in protobuf text or JSON: its fields in their order, with where each stands.
 * It can hold what no encoder would make (two members of a oneof, an unknown enumeration value, a field of no name):
 * tests of what must not work are written like all others.
 */
import type { DescField, DescMessage } from '@bufbuild/protobuf';

/** Where something stands in the text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface WrittenProblem extends Span {
  /** `error`: it can't be turned into bytes. `warning`: it can, and the receiver has to refuse it. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface WrittenField {
  /** Undefined: named by its number alone, and not in the schema. */
  readonly field: DescField | undefined;
  readonly number: number;
  readonly name: Span;
  readonly value: WrittenValue;
}

export type WrittenValue =
  | { readonly kind: 'message'; readonly message: WrittenMessage }
  | { readonly kind: 'varint'; readonly value: bigint }
  | { readonly kind: 'fixed32'; readonly value: number }
  | { readonly kind: 'fixed64'; readonly value: bigint }
  | { readonly kind: 'bytes'; readonly value: Uint8Array };

export interface WrittenMessage {
  /** Undefined: inside a field that the schema does not have. */
  readonly schema: DescMessage | undefined;
  readonly fields: readonly WrittenField[];
  readonly span: Span;
}

export interface Written {
  readonly message: WrittenMessage;
  readonly problems: readonly WrittenProblem[];
}

/** Gives the value of a variable; undefined: there is none of that name. */
export type Variables = (name: string) => string | undefined;

/** Characters of a text that is read at all, messages within messages, and problems that are told. */
export const writtenBounds = { characters: 16 * 1024 * 1024, depth: 40, problems: 50 } as const;

/** Gathers problems up to the bound. */
export class Problems {
  readonly list: WrittenProblem[] = [];

  error(span: Span, message: string): void {
    this.#add('error', span, message);
  }

  warn(span: Span, message: string): void {
    this.#add('warning', span, message);
  }

  #add(severity: WrittenProblem['severity'], { start, end }: Span, message: string): void {
    if (this.list.length < writtenBounds.problems) this.list.push({ severity, start, end, message });
  }
}
