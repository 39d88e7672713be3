/** Finding fields of the schema by what a person calls them. */
import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { MsgSchema } from '../../gen/usp-msg_pb.ts';
import type { Problems, Span } from './written.ts';

/** By its name in the schema, its name in JSON, or its number. */
export function fieldByName(schema: DescMessage, name: string, number?: bigint): DescField | undefined {
  if (number !== undefined) return schema.fields.find((field) => BigInt(field.number) === number);
  return schema.fields.find((field) => field.name === name || field.jsonName === name);
}

/** The payload of a Record holds a Message, which may be written as one instead of as its bytes. */
export function payloadSchema(field: DescField): DescMessage | undefined {
  return field.scalar === ScalarType.BYTES && field.name === 'payload' ? MsgSchema : undefined;
}

/** The highest number that a field can have. */
const highest = 536_870_911n;

/** Is this a field that the schema does not have, but the wire can carry? If not, it is told why. */
export function unknownField(
  schema: DescMessage | undefined,
  name: Span & { readonly text: string },
  number: bigint | undefined,
  problems: Problems,
): boolean {
  if (number === undefined) {
    const near = schema && nearest(schema, name.text);
    const advice = near ? ` Is ${near} meant?` : '';
    problems.error(name, `${schema ? `${schema.name} has no field` : 'There is no field'} ${name.text}.${advice}`);
    return false;
  }
  if (number < 1n || number > highest) {
    problems.error(name, `The number of a field is 1 to ${String(highest)}.`);
    return false;
  }
  if (schema) problems.warn(name, `${schema.name} has no field ${String(number)}: the receiver passes it over.`);
  return true;
}

function nearest(schema: DescMessage, name: string): string | undefined {
  const plain = (text: string) => text.replaceAll('_', '').toLowerCase();
  const wanted = plain(name);
  const found = schema.fields.find((field) => plain(field.name) === wanted);
  const begins = schema.fields.find(
    (field) => wanted.length > 2 && (plain(field.name).startsWith(wanted) || wanted.startsWith(plain(field.name))),
  );
  return (found ?? begins)?.name;
}
