/** One Record in full: its bytes, where its fields lie in them, and what in it breaks the standard. */
import type { FieldMap } from '../usp/fields/field-map.ts';
import { readerOf } from '../usp/wire/decode-text.ts';
import { messageFields, recordFields } from '../usp/wire/field-tree.ts';
import { printJson } from '../usp/text/print-json.ts';
import { printText, type PrintOptions } from '../usp/text/print-text.ts';
import type { Backlog } from './backlog.ts';
import type { Finding } from './lint/finding.ts';
import { lintRecord } from './lint/linter.ts';
import { messageOf } from './message-of.ts';

export interface WireBytes {
  readonly bytes: Uint8Array;
  readonly fields: FieldMap;
}

export interface WireDetail {
  readonly record: WireBytes;
  /** The Message that this Record's piece completed: its bytes lie in several Records. */
  readonly message?: WireBytes;
  readonly findings: readonly Finding[];
}

/**
 * @param message the whole Message, where this Record has brought the last piece of it
 * @param stream what the Record breaks by what passed before it
 */
export function wireDetail(bytes: Uint8Array, message: Uint8Array | undefined, stream: readonly Finding[]): WireDetail {
  const fields = recordFields(bytes);
  const whole = message && { bytes: message, fields: messageFields(message) };
  const own = lintRecord(readerOf(bytes, fields), whole && readerOf(whole.bytes, whole.fields));
  return { record: { bytes, fields }, ...(whole && { message: whole }), findings: [...own, ...stream] };
}

/** An entry of a log in full; undefined where its Record is not there. */
export function entryDetail(backlog: Backlog, seq: number, stream: readonly Finding[]): WireDetail | undefined {
  const bytes = backlog.bytes(seq);
  const entry = backlog.entry(seq);
  const message = entry?.pieces && messageOf(entry, (piece) => backlog.bytes(piece));
  return bytes && wireDetail(bytes, message, stream);
}

/** What bytes are to be printed as. */
export interface PrintForm extends Pick<PrintOptions, 'nested'> {
  readonly schema: 'Record' | 'Msg';
  readonly as: 'text' | 'json';
}

/** Bytes as protobuf text or JSON. Never throws. */
export function printWire(bytes: Uint8Array, { schema, as, nested = false }: PrintForm): string {
  const reader = readerOf(bytes, schema === 'Record' ? recordFields(bytes) : messageFields(bytes));
  return as === 'text' ? printText(reader, { nested }) : printJson(reader, { nested });
}
