/** Record <-> bytes. Nothing that breaks the schema gets past `decodeRecord`. */
import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import {
  MQTTConnectRecord_MQTTVersion,
  Record_PayloadSecurity,
  RecordSchema,
  type Record as UspRecord,
  type SessionContextRecord_PayloadSARState,
} from '../../gen/usp-record_pb.ts';
import { checkSchema } from '../wire/check.ts';
import { readFields, wireTypes } from '../wire/tokens.ts';

export type { SessionContextRecord_PayloadSARState as PayloadSarState, UspRecord };
export type RecordInit = MessageInitShape<typeof RecordSchema>;
export type RecordTypeInit = NonNullable<RecordInit['recordType']>;
export type RecordTypeName = NonNullable<UspRecord['recordType']['case']>;
export { MQTTConnectRecord_MQTTVersion as MqttConnectVersion, Record_PayloadSecurity as PayloadSecurity };

/** The version of USP that our Records carry. */
export const uspVersion = '1.4';

/** A Record that can't be taken in, and what could still be read of it. */
export interface RecordFault {
  /** The error code of the standard, or `discard` where R-ENC.4 forbids an answer. */
  readonly class: 7100 | 7104 | 'discard';
  readonly detail: string;
  readonly toId?: string;
  readonly fromId?: string;
  /** The Message inside, whole or not. */
  readonly payload?: Uint8Array;
}

export type DecodedRecord =
  { readonly ok: true; readonly record: UspRecord } | { readonly ok: false; readonly fault: RecordFault };

/** Builds and encodes a Record of ours. */
export function encodeRecord(init: RecordInit): Uint8Array<ArrayBuffer> {
  const record = create(RecordSchema, { version: uspVersion, ...init });
  return toBinary(RecordSchema, record) as Uint8Array<ArrayBuffer>;
}

/** Decodes a Record and holds it against the schema (R-ENC.1 to R-ENC.4). Never throws. */
export function decodeRecord(bytes: Uint8Array): DecodedRecord {
  if (bytes.length === 0) return fault(bytes, 7100, 'it is empty');
  const broken = checkSchema(RecordSchema, bytes);
  const detail = broken && `${broken.path || 'the Record'}: ${broken.detail}`;
  if (broken?.kind === 'malformed') return fault(bytes, 7100, detail ?? '');
  if (broken?.kind === 'oneof') return fault(bytes, 'discard', detail ?? ''); // R-ENC.4
  let record: UspRecord;
  try {
    record = fromBinary(RecordSchema, bytes);
  } catch (error) {
    return fault(bytes, 7100, `it can't be decoded (${error instanceof Error ? error.message : String(error)})`);
  }
  if (detail) return fault(bytes, 7104, detail); // an unknown enumeration value (R-ENC.2)
  for (const required of ['version', 'toId', 'fromId'] as const) {
    if (record[required] === '') return fault(bytes, 7104, `${required} is missing`);
  }
  return { ok: true, record };
}

function fault(bytes: Uint8Array, code: RecordFault['class'], detail: string): DecodedRecord {
  return { ok: false, fault: { class: code, detail, ...salvage(bytes) } };
}

/** Reads the ids and the payload from a damaged Record as far as its bytes still allow. */
function salvage(bytes: Uint8Array): Pick<RecordFault, 'toId' | 'fromId' | 'payload'> {
  const found: { toId?: string; fromId?: string; payload?: Uint8Array } = {};
  try {
    for (const field of readFields(bytes)) {
      if (field.wireType !== wireTypes.lengthDelimited) continue;
      const value = bytes.subarray(field.valueStart, field.end);
      if (field.number === 2) found.toId = getTextEncoding().decodeUtf8(value, true);
      else if (field.number === 3) found.fromId = getTextEncoding().decodeUtf8(value, true);
      else if (field.number === 7) {
        for (const inner of readFields(bytes, field.valueStart, field.end)) {
          if (inner.number === 2 && inner.wireType === wireTypes.lengthDelimited) {
            found.payload = bytes.subarray(inner.valueStart, inner.end);
          }
        }
      }
    }
  } catch {
    // Damaged from here on; what was found before counts.
  }
  return found;
}
