/**
 * Protobuf's text form of bytes, field by field as they lie on the wire: what the schema does not know has its number
 * for a name, and what can't be read is a comment with its offset.
 */
import type { FieldReader } from '../fields/field-reader.ts';
import { wholeMessage } from '../fields/field-map.ts';
import { quoteBytes, quoteText } from './quote.ts';

export interface PrintOptions {
  /** The message whose fields are printed; absent: the whole. */
  readonly around?: number;
  /** A Message in a Record as a message instead of its bytes: easier to read, but for our own readers alone. */
  readonly nested?: boolean;
}

export function printText(reader: FieldReader, { around = wholeMessage, nested = false }: PrintOptions = {}): string {
  const lines: string[] = [];
  printFields(reader, around, nested, '', lines);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function printFields(reader: FieldReader, around: number, nested: boolean, indent: string, lines: string[]): void {
  for (const field of reader.children(around)) {
    const { name, type, embedded } = reader.kind(field);
    const label = indent + (name !== undefined && type !== 'unknown' ? name : String(reader.number(field)));
    if (type === 'message' && (nested || !embedded)) {
      if (reader.last(field) === field) {
        lines.push(`${label} {}`);
      } else {
        lines.push(`${label} {`);
        printFields(reader, field, nested, `${indent}  `, lines);
        lines.push(`${indent}}`);
      }
    } else if (type === 'damage') {
      const fault = reader.map.faults.find((one) => one.field === field);
      const why = fault ? `${fault.detail}, at byte ${String(fault.offset)}` : 'not protobuf';
      lines.push(`${indent}# ${sizeOf(reader, field)} that can't be read: ${why}`);
    } else if (type === 'rest') {
      lines.push(`${indent}# ${sizeOf(reader, field)} more`);
    } else {
      lines.push(`${label}: ${printValue(reader, field)}`);
    }
  }
}

function printValue(reader: FieldReader, field: number): string {
  switch (reader.kind(field).type) {
    case 'string':
      return quoteText(reader.value(field));
    case 'bool':
      return reader.amount(field) === 0n ? 'false' : 'true';
    case 'enum':
      return reader.enumName(field);
    case 'uint32':
      return BigInt.asUintN(32, reader.amount(field)).toString();
    case 'uint64':
    case 'fixed32':
      return reader.amount(field).toString();
    case 'unknown':
      return reader.kind(field).wireType === 2 ? quoteBytes(reader.value(field)) : reader.amount(field).toString();
    default:
      return quoteBytes(reader.value(field));
  }
}

function sizeOf(reader: FieldReader, field: number): string {
  const size = reader.end(field) - reader.start(field);
  return size === 1 ? '1 byte' : `${String(size)} bytes`;
}
