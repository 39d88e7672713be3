/** Rules on the bytes themselves: what the schema does not allow, in the Record and in the Message. */
import { wholeMessage } from '../../usp/fields/field-map.ts';
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import { within, type Hit, type LintedRecord, type Rule } from './rule.ts';

/** All fields of the Record, and those of the Message where it has bytes of its own. */
function* everywhere(record: LintedRecord): Generator<{ reader: FieldReader; field: number; message: Hit['message'] }> {
  yield* fieldsOf(record.reader, undefined);
  const { message } = record;
  if (message && message.reader !== record.reader) yield* fieldsOf(message.reader, message);
}

function* fieldsOf(reader: FieldReader, message: Hit['message']) {
  for (const field of within(reader, wholeMessage)) yield { reader, field, message };
}

export const schemaRules: readonly Rule[] = [
  {
    id: 'not-protobuf',
    requirement: 'R-ENC.1',
    severity: 'error',
    asks: 'The bytes of a Record, and of the Message in it, are protobuf.',
    *check(record) {
      if (record.reader.bytes.length === 0) yield { words: 'The Record is empty.' };
      for (const { reader, field, message } of everywhere(record)) {
        if (reader.kind(field).type !== 'damage') continue;
        const fault = reader.map.faults.find((one) => one.field === field);
        const where = fault ? ` ${fault.detail} (byte ${String(fault.offset)})` : '';
        yield { words: `These bytes are no protobuf:${where}.`, field, message };
      }
    },
  },
  {
    id: 'wrong-wire-type',
    requirement: 'R-ENC.1',
    severity: 'error',
    asks: 'A field is written as its type in the schema wants it.',
    *check(record) {
      for (const { reader, field, message } of everywhere(record)) {
        const { type, name, wireType } = reader.kind(field);
        if (type !== 'unknown' || name === undefined) continue;
        yield { words: `${name} has wire type ${String(wireType)}, which is not that of its type.`, field, message };
      }
    },
  },
  {
    id: 'unknown-field',
    severity: 'info',
    asks: 'A field is one of the schema of USP 1.4; a later version may have more.',
    *check(record) {
      for (const { reader, field, message } of everywhere(record)) {
        const { type, name } = reader.kind(field);
        if (type !== 'unknown' || name !== undefined) continue;
        yield { words: `USP 1.4 has no field ${String(reader.number(field))} here.`, field, message };
      }
    },
  },
  {
    id: 'not-utf8',
    requirement: 'R-ENC.1',
    severity: 'error',
    asks: 'A string is UTF-8.',
    *check(record) {
      for (const { reader, field, message } of everywhere(record)) {
        if (reader.kind(field).type !== 'string' || !hasBrokenText(reader, field)) continue;
        yield { words: `${reader.kind(field).name ?? ''} is not UTF-8.`, field, message };
      }
    },
  },
  {
    id: 'oneof',
    requirement: 'R-ENC.3',
    severity: 'error',
    asks: 'Each oneof has exactly one member. A Record without is discarded (R-ENC.4), a Message answered with 7004 (R-ENC.5).',
    *check(record) {
      yield* oneofsIn(record.reader, wholeMessage, undefined);
      const { message } = record;
      if (message && message.reader !== record.reader) yield* oneofsIn(message.reader, wholeMessage, message);
    },
  },
  {
    id: 'unknown-enum',
    requirement: 'R-ENC.2',
    severity: 'error',
    asks: 'An enumeration has a value of the standard.',
    *check(record) {
      for (const { reader, field, message } of everywhere(record)) {
        const { type, name = '', values } = reader.kind(field);
        if (type !== 'enum') continue;
        const value = reader.amount(field);
        if (values?.some(([number]) => BigInt(number) === value)) continue;
        yield { words: `${name} has the value ${String(value)}, which the standard does not have.`, field, message };
      }
    },
  },
];

function* oneofsIn(reader: FieldReader, around: number, message: Hit['message']): Generator<Hit> {
  for (const oneof of reader.oneofs(around)) {
    const members = [...reader.children(around)].filter((field) => reader.kind(field).oneof === oneof);
    if (members.length === 0) {
      const at = around === wholeMessage ? {} : { field: around };
      yield { words: `${oneof} has no member that USP 1.4 knows.`, ...at, message };
    }
    for (const field of members.slice(1)) {
      yield { words: `${oneof} has more than one member; this is one too many.`, field, message };
    }
  }
  for (const field of reader.children(around)) {
    if (reader.kind(field).type === 'message') yield* oneofsIn(reader, field, message);
  }
}

const replacement = '\ufffd';

/** U+FFFD stands for what could not be read; it may also be there as itself. */
function hasBrokenText(reader: FieldReader, field: number): boolean {
  if (!reader.text(field).includes(replacement)) return false;
  const value = reader.value(field);
  const asItself = value.some((byte, at) => byte === 0xef && value[at + 1] === 0xbf && value[at + 2] === 0xbd);
  return !asItself;
}
