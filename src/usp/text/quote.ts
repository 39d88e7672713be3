/** Strings and bytes as protobuf's text form writes them. */
import { getTextEncoding } from '@bufbuild/protobuf/wire';

const escapes = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/** UTF-8 as its characters, with controls escaped; what is not UTF-8 as bytes. */
export function quoteText(value: Uint8Array): string {
  let text: string;
  try {
    text = getTextEncoding().decodeUtf8(value, true);
  } catch {
    return quoteBytes(value);
  }
  return `"${text.replace(/[\u0000-\u001f\u007f"\\]/g, (char) => escapes.get(char) ?? octal(char.charCodeAt(0)))}"`;
}

/** Every byte that is no printable ASCII as three octal digits. */
export function quoteBytes(value: Uint8Array): string {
  const parts: string[] = [];
  for (const byte of value) {
    const char = String.fromCharCode(byte);
    parts.push(escapes.get(char) ?? (byte >= 0x20 && byte < 0x7f ? char : octal(byte)));
  }
  return `"${parts.join('')}"`;
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
