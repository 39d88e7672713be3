/** What stands for a value of the schema's scalar types and enumerations, as the wire has it. */
import { ScalarType, type DescEnum, type DescField } from '@bufbuild/protobuf';
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import type { Problems, Span, WrittenValue } from './written.ts';

const unsignedBits: Readonly<Partial<Record<ScalarType, number>>> = {
  [ScalarType.UINT32]: 32,
  [ScalarType.FIXED32]: 32,
  [ScalarType.UINT64]: 64,
};

/** A whole number for a field; undefined where the field takes none, or not this one. */
export function numberValue(field: DescField, text: string, span: Span, problems: Problems): WrittenValue | undefined {
  const value = wholeNumber(text);
  if (value === undefined) return refuse(problems, span, `${field.name} wants a whole number.`);
  if (field.enum) return enumNumber(field.enum, value, span, problems);
  if (field.scalar === ScalarType.BOOL && (value === 0n || value === 1n)) return { kind: 'varint', value };
  const bits = field.scalar === undefined ? undefined : unsignedBits[field.scalar];
  if (bits === undefined) return refuse(problems, span, `${field.name} wants ${typeWords(field)}, not a number.`);
  if (value < 0n || value >= 1n << BigInt(bits)) {
    return refuse(problems, span, `${field.name} takes whole numbers from 0 to ${String((1n << BigInt(bits)) - 1n)}.`);
  }
  return field.scalar === ScalarType.FIXED32 ? { kind: 'fixed32', value: Number(value) } : { kind: 'varint', value };
}

/** A bare word: the name of an enumeration's value, or true and false. */
export function wordValue(field: DescField, word: string, span: Span, problems: Problems): WrittenValue | undefined {
  if (field.enum) {
    const known = field.enum.values.find(({ name }) => name === word);
    if (known) return { kind: 'varint', value: BigInt(known.number) };
    const names = field.enum.values.map(({ name }) => name).join(', ');
    return refuse(problems, span, `${field.name} has no value ${word}. There are ${names}; a number can be any.`);
  }
  if (field.scalar === ScalarType.BOOL && (word === 'true' || word === 'false')) {
    return { kind: 'varint', value: word === 'true' ? 1n : 0n };
  }
  return refuse(problems, span, `${field.name} wants ${typeWords(field)}.`);
}

export function textBytes(text: string): Uint8Array {
  return getTextEncoding().encodeUtf8(text);
}

/** What a field takes, in words. */
export function typeWords(field: DescField): string {
  if (field.message) return `a message in { }`;
  if (field.enum) return 'the name of a value';
  switch (field.scalar) {
    case ScalarType.STRING:
      return 'a text in quotes';
    case ScalarType.BYTES:
      return 'bytes in quotes';
    case ScalarType.BOOL:
      return 'true or false';
    default:
      return 'a whole number';
  }
}

function enumNumber(type: DescEnum, value: bigint, span: Span, problems: Problems): WrittenValue {
  if (!type.values.some(({ number }) => BigInt(number) === value)) {
    problems.warn(span, `${String(value)} is no value of ${type.name}: the receiver reports it (R-ENC.2).`);
  }
  return { kind: 'varint', value: BigInt.asUintN(64, value) };
}

/** Decimal or, with 0x, hexadecimal; undefined: it is no whole number. */
export function wholeNumber(text: string): bigint | undefined {
  if (!/^-?(0[xX][0-9a-fA-F]{1,16}|\d{1,30})$/.test(text)) return undefined;
  const value = BigInt(text.replace('-', '').replace('X', 'x'));
  return text.startsWith('-') ? -value : value;
}

function refuse(problems: Problems, span: Span, message: string): undefined {
  problems.error(span, message);
  return undefined;
}
