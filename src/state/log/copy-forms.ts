/** What a Record can be copied as. */
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import { printBase64 } from '../../usp/value-types/binary.ts';
import type { PrintForm } from '../../wire/detail.ts';
export { messageField } from './copy-record.ts';
import { consoleCall, messageField, protocLine, readerWith, toHex } from './copy-record.ts';

/** Who prints: the worker, by way of the log. */
export interface Printer {
  print(bytes: Uint8Array, form: PrintForm): Promise<string>;
}

export interface CopyForm {
  readonly label: string;
  readonly description?: string;
  /** Undefined: there is none of this Message. */
  readonly make: (printer: Printer) => string | undefined | Promise<string>;
}

export interface CopySource {
  readonly schema: PrintForm['schema'];
  readonly reader: FieldReader;
  /** As they may be seen now. */
  readonly bytes: Uint8Array;
}

/** All forms take the bytes as they may be seen now: what is masked there is masked in every one. */
export function copyForms({ bytes, reader, schema }: CopySource): readonly CopyForm[] {
  const field = schema === 'Msg' ? undefined : messageField(reader);
  const message = field === undefined ? undefined : bytes.subarray(reader.valueStart(field), reader.end(field));
  const name = schema === 'Msg' ? 'Message' : 'Record';
  return [
    ...(message ? printed('Message', message, 'Msg') : []),
    ...printed(name, bytes, schema),
    { label: 'Hex', make: () => toHex(bytes) },
    { label: 'Base64', make: () => printBase64(bytes) },
    {
      label: 'usp console call',
      description: 'for the console of the browser',
      make: () => consoleCall(readerWith(bytes, reader.map)),
    },
    decodeLine(name, bytes, schema),
    ...(message ? [decodeLine('Message', message, 'Msg')] : []),
  ];
}

function printed(name: string, bytes: Uint8Array, schema: PrintForm['schema']): CopyForm[] {
  return [
    { label: `${name} as protobuf text`, make: (printer) => printer.print(bytes, { schema, as: 'text' }) },
    { label: `${name} as JSON`, make: (printer) => printer.print(bytes, { schema, as: 'json' }) },
  ];
}

function decodeLine(name: string, bytes: Uint8Array, schema: PrintForm['schema']): CopyForm {
  return { label: `protoc --decode, ${name}`, description: 'for a shell', make: () => protocLine(bytes, schema) };
}
