/** What a field's value reads like to a person: bounded, and with the standard's words for its numbers. */
import { describeErrorCode } from '../../usp/error-codes.ts';
import type { FieldReader } from '../../usp/fields/field-reader.ts';

/** Bytes of a value that a line shows. */
const previewBytes = 300;
const previewHex = 24;

export interface FieldWords {
  readonly text: string;
  /** What the value means. */
  readonly note?: string;
}

const enumNotes = new Map([
  ['payload_sar_state NONE', 'a whole Message'],
  ['payload_sar_state BEGIN', 'the first piece of a Message'],
  ['payload_sar_state INPROCESS', 'a middle piece of a Message'],
  ['payload_sar_state COMPLETE', 'the last piece of a Message'],
  ['payloadrec_sar_state NONE', 'a whole TLS record, or none'],
  ['payloadrec_sar_state BEGIN', 'the first piece of its part'],
  ['payloadrec_sar_state INPROCESS', 'a middle piece of its part'],
  ['payloadrec_sar_state COMPLETE', 'the last piece of its part'],
  ['payload_security PLAINTEXT', 'the Session Context protects nothing by itself'],
  ['payload_security TLS12', 'the payload goes through TLS in the Session Context'],
]);

const numberNotes = new Map([
  ['expected_id', 'the Record that its sender waits for'],
  ['retransmit_id', 'the Record that is asked for again'],
]);

export function fieldWords(reader: FieldReader, field: number): FieldWords {
  const kind = reader.kind(field);
  const size = reader.end(field) - reader.valueStart(field);
  switch (kind.type) {
    case 'message':
      return { text: '', note: kind.embedded ? `${kind.typeName}, ${bytesText(size)}` : '' };
    case 'string':
      return { text: `"${reader.text(field, previewBytes)}${size > previewBytes ? '…' : ''}"` };
    case 'bool':
      return { text: reader.amount(field) === 0n ? 'false' : 'true' };
    case 'enum': {
      const known = kind.values?.some(([number]) => BigInt(number) === reader.amount(field)) ?? false;
      const name = reader.enumName(field);
      if (!known) return { text: name, note: 'no value of the standard' };
      return withNote(name, enumNotes.get(`${kind.name ?? ''} ${name}`));
    }
    case 'uint32':
    case 'uint64':
    case 'fixed32': {
      const text = reader.amount(field).toString();
      return withNote(text, numberNote(kind.name ?? '', text));
    }
    case 'damage':
      return { text: '', note: faultText(reader, field) };
    case 'rest':
      return { text: '', note: `${bytesText(size)} more, with too many fields to list` };
    case 'unknown':
      if (kind.wireType !== 2) return { text: reader.amount(field).toString() };
      return hexWords(reader, field, size);
    case 'bytes':
      return hexWords(reader, field, size);
  }
}

function numberNote(name: string, text: string): string | undefined {
  if (name === 'err_code' || name === 'reason_code') return describeErrorCode(Number(text)).name;
  return numberNotes.get(name);
}

function hexWords(reader: FieldReader, field: number, size: number): FieldWords {
  const shown = reader.value(field).subarray(0, previewHex);
  const hex = Array.from(shown, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return { text: size > previewHex ? `${hex} …` : hex, note: bytesText(size) };
}

function faultText(reader: FieldReader, field: number): string {
  const fault = reader.map.faults.find((one) => one.field === field);
  const size = bytesText(reader.end(field) - reader.start(field));
  return fault ? `${size} that can't be read: ${fault.detail} (byte ${fault.offset.toLocaleString()})` : size;
}

export function bytesText(size: number): string {
  return size === 1 ? '1 byte' : `${size.toLocaleString()} bytes`;
}

function withNote(text: string, note: string | undefined): FieldWords {
  return note === undefined ? { text } : { text, note };
}
