/** Longest reason of a WebSocket Close frame, in UTF-8 bytes (RFC 6455, 5.5). */
const LONGEST = 123;
const utf8 = new TextEncoder();

/** Cuts a text so that it fits into a Close frame, never within a character. */
export function closeReason(text: string): string {
  const { read } = utf8.encodeInto(text, new Uint8Array(LONGEST));
  return text.slice(0, read);
}
