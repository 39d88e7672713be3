/** A written message -> bytes, field by field in the order of the text: what is written is what is sent. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { WrittenMessage, WrittenValue } from './written.ts';

export function encodeWritten(message: WrittenMessage): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  write(writer, message);
  return writer.finish() as Uint8Array<ArrayBuffer>;
}

function write(writer: BinaryWriter, message: WrittenMessage): void {
  for (const { number, value } of message.fields) writeValue(writer, number, value);
}

function writeValue(writer: BinaryWriter, number: number, value: WrittenValue): void {
  switch (value.kind) {
    case 'varint':
      writer.tag(number, WireType.Varint).uint64(value.value);
      return;
    case 'fixed32':
      writer.tag(number, WireType.Bit32).fixed32(value.value);
      return;
    case 'fixed64':
      writer.tag(number, WireType.Bit64).fixed64(value.value);
      return;
    case 'bytes':
      writer.tag(number, WireType.LengthDelimited).bytes(value.value);
      return;
    case 'message':
      writer.tag(number, WireType.LengthDelimited).fork();
      write(writer, value.message);
      writer.join();
  }
}
