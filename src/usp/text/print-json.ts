/**
 * The protobuf JSON mapping of bytes. The text is written directly, never by way of an object: a name that a peer chose
 * is no key of ours, and one that is there twice stays there twice. What the schema does not know has no place in it.
 */
import { base64Encode } from '@bufbuild/protobuf/wire';
import { wholeMessage } from '../fields/field-map.ts';
import type { FieldReader } from '../fields/field-reader.ts';
import type { PrintOptions } from './print-text.ts';

export function printJson(reader: FieldReader, { around = wholeMessage, nested = false }: PrintOptions = {}): string {
  return `${printObject(reader, around, nested, '')}\n`;
}

function printObject(reader: FieldReader, around: number, nested: boolean, indent: string): string {
  const inner = `${indent}  `;
  const members: string[] = [];
  for (const [name, fields] of grouped(reader, around)) {
    const [first = around] = fields;
    const kind = reader.kind(first);
    if (kind.map) members.push(`${name}: ${printMap(reader, fields, inner)}`);
    else if (kind.repeated) members.push(`${name}: ${printList(reader, fields, nested, inner)}`);
    else for (const field of fields) members.push(`${name}: ${printValue(reader, field, nested, inner)}`);
  }
  return braced('{', members, '}', indent);
}

/** The fields of one name together, in the order in which the names come first. */
function grouped(reader: FieldReader, around: number): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const field of reader.children(around)) {
    const { jsonName, type } = reader.kind(field);
    if (jsonName === undefined || type === 'unknown') continue;
    const name = JSON.stringify(jsonName);
    const group = groups.get(name);
    if (group) group.push(field);
    else groups.set(name, [field]);
  }
  return groups;
}

/** The schema's maps are lists of pairs with us (decision 2), and objects in JSON. */
function printMap(reader: FieldReader, pairs: readonly number[], indent: string): string {
  const members = pairs.map(
    (pair) => `${JSON.stringify(reader.textOf(pair, 'key'))}: ${JSON.stringify(reader.textOf(pair, 'value'))}`,
  );
  return braced('{', members, '}', indent);
}

function printList(reader: FieldReader, fields: readonly number[], nested: boolean, indent: string): string {
  const items = fields.map((field) => printValue(reader, field, nested, `${indent}  `));
  return braced('[', items, ']', indent);
}

function printValue(reader: FieldReader, field: number, nested: boolean, indent: string): string {
  const { type, embedded, values } = reader.kind(field);
  if (type === 'bytes' || (embedded && !nested)) return JSON.stringify(base64Encode(reader.value(field)));
  switch (type) {
    case 'message':
      return printObject(reader, field, nested, indent);
    case 'string':
      return JSON.stringify(reader.text(field));
    case 'bool':
      return reader.amount(field) === 0n ? 'false' : 'true';
    case 'enum': {
      const amount = reader.amount(field);
      const known = values?.some(([number]) => BigInt(number) === amount) ?? false;
      return known ? JSON.stringify(reader.enumName(field)) : BigInt.asIntN(32, amount).toString();
    }
    case 'uint64':
      return `"${reader.amount(field).toString()}"`; // more than a JSON number holds
    default:
      return BigInt.asUintN(32, reader.amount(field)).toString();
  }
}

function braced(open: string, members: readonly string[], close: string, indent: string): string {
  if (members.length === 0) return open + close;
  return `${open}\n${members.map((member) => `${indent}  ${member}`).join(',\n')}\n${indent}${close}`;
}
