/** base64 and hexBinary without the DOM's and Node's helpers: the core sees the language and nothing else. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SEXTETS = new Map([...ALPHABET].map((char, index) => [char.charCodeAt(0), index]));

export function printBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    parts.push(
      ALPHABET.charAt(group >> 18) +
        ALPHABET.charAt((group >> 12) & 63) +
        (b === undefined ? '=' : ALPHABET.charAt((group >> 6) & 63)) +
        (c === undefined ? '=' : ALPHABET.charAt(group & 63)),
    );
  }
  return parts.join('');
}

/** The bytes, or the problem as a sentence. White space within is skipped; padding is needed, as XML Schema says. */
export function parseBase64(text: string): Uint8Array | string {
  const packed = text.replace(/[ \t\r\n]+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return 'Expected base64: letters, digits, "+" and "/" only.';
  if (packed.length % 4 !== 0) return 'The base64 text is not complete: its length must be a multiple of four.';
  const padding = packed.endsWith('==') ? 2 : packed.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((packed.length / 4) * 3 - padding);
  let rest = 0;
  for (let at = 0, out = 0; at < packed.length; at += 4) {
    let group = 0;
    for (let index = at; index < at + 4; index++) group = (group << 6) | (SEXTETS.get(packed.charCodeAt(index)) ?? 0);
    for (let shift = 16; shift >= 0; shift -= 8) {
      const byte = (group >> shift) & 255;
      if (out < bytes.length) bytes[out++] = byte;
      else rest |= byte;
    }
  }
  // Bits that no byte holds: two texts would stand for the same bytes.
  return rest === 0 ? bytes : 'The base64 text ends in bits that belong to no byte: it was cut or mistyped.';
}

/** Upper-case digits, the canonical form of XML Schema. */
export function printHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

/** The bytes, or the problem as a sentence. */
export function parseHex(text: string): Uint8Array | string {
  if (!/^[0-9A-Fa-f]*$/.test(text)) return 'Expected hex digits: 0-9 and A-F.';
  if (text.length % 2 !== 0) return 'Expected two hex digits for each byte: one is missing.';
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}
