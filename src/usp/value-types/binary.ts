/** base64 and hexBinary without the DOM's and Node's helpers: the core sees the language and nothing else. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = Uint8Array.from(ALPHABET, (char) => char.charCodeAt(0));
const SEXTETS = new Uint8Array(128);
for (const [sextet, code] of CODES.entries()) SEXTETS[code] = sextet;
const PADDING = 0x3d;

/** Bytes that are made text in one go: the arguments of a call are bounded. A multiple of three. */
const GO = 6_144;

export function printBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += GO) {
    const codes: number[] = [];
    const end = Math.min(bytes.length, from + GO);
    for (let at = from; at < end; at += 3) {
      const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
      codes.push(CODES[group >> 18] ?? 0, CODES[(group >> 12) & 63] ?? 0);
      codes.push(at + 1 < end ? (CODES[(group >> 6) & 63] ?? 0) : PADDING);
      codes.push(at + 2 < end ? (CODES[group & 63] ?? 0) : PADDING);
    }
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join('');
}

/** The bytes, or the problem as a sentence. White space within is skipped; padding is needed, as XML Schema says. */
export function parseBase64(text: string): Uint8Array | string {
  const packed = /[ \t\r\n]/.test(text) ? text.replace(/[ \t\r\n]+/g, '') : text;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return 'Expected base64: letters, digits, "+" and "/" only.';
  if (packed.length % 4 !== 0) return 'The base64 text is not complete: its length must be a multiple of four.';
  const padding = packed.endsWith('==') ? 2 : packed.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((packed.length / 4) * 3 - padding);
  let rest = 0;
  for (let at = 0, out = 0; at < packed.length; at += 4) {
    let group = 0;
    for (let index = at; index < at + 4; index++) group = (group << 6) | (SEXTETS[packed.charCodeAt(index)] ?? 0);
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
