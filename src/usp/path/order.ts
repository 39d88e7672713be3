/**
 * Orders paths as a person expects them: segment by segment, instance numbers by their value (2 before 10) and before
 * names, an object before what it holds. Returns 0 only for the same text. Works on any text, without limits.
 */
export function compareInstancePaths(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const start = at === 0 ? 0 : a.lastIndexOf('.', at - 1) + 1;
  const one = a.slice(start, endOf(a, start));
  const other = b.slice(start, endOf(b, start));
  // Equal segments here mean that one text ends where the other goes on.
  return one === other ? a.length - b.length : compareSegments(one, other);
}

function endOf(text: string, start: number): number {
  const dot = text.indexOf('.', start);
  return dot < 0 ? text.length : dot;
}

function compareSegments(a: string, b: string): number {
  // The empty segment is the one after the dot at the end.
  if (a === '' || b === '') return a.length - b.length;
  const aNumeric = isDigits(a);
  if (aNumeric !== isDigits(b)) return aNumeric ? -1 : 1;
  if (aNumeric) {
    const byValue = compareDigits(a.replace(/^0+/, ''), b.replace(/^0+/, ''));
    if (byValue !== 0) return byValue;
  }
  return a < b ? -1 : 1;
}

/** Digits without leading zeros: the longer is the larger, however many there are. */
function compareDigits(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
