/** base64 and hexBinary in an editor: from and to bytes, and how many there may be. */
import { parseValue, printValue } from '../../usp/value-types.ts';
import type { ValueFacts } from '../../model/tr181/facts.ts';

export type BytesType = 'base64' | 'hexBinary';

/** Bytes of a file taken in: what an Agent takes in one value stays far below. */
export const mostFileBytes = 4 * 1024 * 1024;

/** Undefined where the text is not of the type. */
export function bytesOf(type: BytesType, text: string): Uint8Array<ArrayBuffer> | undefined {
  const parsed = parseValue(type, text);
  return parsed.ok && parsed.value.value instanceof Uint8Array ? new Uint8Array(parsed.value.value) : undefined;
}

export function bytesText(type: BytesType, bytes: Uint8Array): string {
  return printValue({ type, value: bytes });
}

/** `at most 32 bytes`; undefined: the book sets no bounds. */
export function sizeWords(facts: ValueFacts | undefined, unit: 'bytes' | 'characters'): string | undefined {
  const sizes = facts?.facets.sizes?.map(([least, most]) => {
    if (least !== null && least === most) return `exactly ${least.toLocaleString()}`;
    if (most === null) return `at least ${(least ?? 0).toLocaleString()}`;
    return least ? `${least.toLocaleString()} to ${most.toLocaleString()}` : `at most ${most.toLocaleString()}`;
  });
  return sizes && `${sizes.join(' or ')} ${unit}`;
}
