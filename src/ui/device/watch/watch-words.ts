/** Lengths of time as the choices of a watch list name them. */
export function spanWords(milliseconds: number): string {
  if (milliseconds < 60_000) return `${String(milliseconds / 1_000)} s`;
  if (milliseconds < 3_600_000) return `${String(milliseconds / 60_000)} min`;
  return `${String(milliseconds / 3_600_000)} h`;
}
