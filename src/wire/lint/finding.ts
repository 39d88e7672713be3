/** What a rule of the linter has found. Plain data that crosses structured clone. */

/** `error`: it breaks a MUST. `warning`: it breaks a SHOULD, or will fail with many. `info`: worth to know. */
export type Severity = 'error' | 'warning' | 'info';

const byGravity = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** The gravest severity of some findings; undefined where there are none. */
export function gravestOf(findings: readonly Finding[]): Severity | undefined {
  return byGravity.find((severity) => findings.some((finding) => finding.severity === severity));
}

export interface Finding {
  /** The rule's name, e.g. `msg-type-differs`. */
  readonly rule: string;
  /** The standard's requirement; absent where there is none with a number. */
  readonly requirement?: string;
  readonly severity: Severity;
  /** What is wrong here, in words. */
  readonly words: string;
  /** The field in the schema's words, from the Record or the Message that was put together; empty: the whole. */
  readonly path: string;
  /** Offset of the field's tag in those bytes. */
  readonly offset: number;
  /** The field is in the Message that this Record's piece completed, not in the Record. */
  readonly inMessage?: true;
  /** The entry of the log that it is about, where that is an earlier one. */
  readonly entry?: number;
}
