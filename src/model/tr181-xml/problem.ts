/** Why an XML file could not be read, and where. */

export interface XmlPlace {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
}

export class XmlProblem extends Error {
  readonly place: XmlPlace;

  constructor(message: string, place: XmlPlace) {
    super(message);
    this.place = place;
  }
}

/** A sentence for a person. */
export function describeProblem(problem: XmlProblem, file: string): string {
  const { line, column } = problem.place;
  return `${file}, line ${String(line)}, column ${String(column)}: ${problem.message}`;
}
