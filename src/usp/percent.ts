/**
 * Percent-escapes undone as UTF-8 (RFC 3986 2.1). Never throws: what is no valid escape is taken as it is, since the
 * text comes from a peer or a person.
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
