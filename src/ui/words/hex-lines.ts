/** Bytes as the lines of a hex view: offset, sixteen bytes, their characters. */

export interface HexLine {
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

/** @param limit bytes shown at most; a Record may be megabytes. */
export function hexLines(bytes: Uint8Array, limit = 16_384): HexLine[] {
  const lines: HexLine[] = [];
  for (let at = 0; at < Math.min(bytes.length, limit); at += 16) {
    const row = [...bytes.subarray(at, Math.min(at + 16, limit))];
    lines.push({
      offset: at.toString(16).padStart(8, '0'),
      hex: row.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
    });
  }
  return lines;
}

export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
