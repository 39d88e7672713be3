/** Holds what came back against what a person expects of it. */
import type { PatternResult } from '../../usp/value-types/pattern.ts';
import type { Check, OutcomeKind } from './crafted.ts';
import { codesOf, valuesOf, type Outcome } from './outcome.ts';

export interface CheckResult {
  readonly check: Check;
  readonly passed: boolean;
  /** What is there instead, in words; never the value of a secret, nor what the Agent says of one. */
  readonly found: string;
  /** The value that is wanted is a secret's. */
  readonly secret: boolean;
}

/** Says whether the value of a path is a secret. */
export type SecretPath = (path: string) => boolean;

export const outcomeWords: Readonly<Record<OutcomeKind, string>> = {
  answer: 'a Response',
  error: 'an Error',
  silence: 'no answer in time',
  lost: 'the connection or the Agent hung up',
};

/** Without any check, a Response is what is expected. */
export const impliedCheck: Check = { kind: 'outcome', is: 'answer' };

/** How a check reads the pattern that it wants a value to match. */
export type ReadPattern = (text: string) => PatternResult;

export function judge(
  checks: readonly Check[],
  outcome: Outcome,
  isSecret: SecretPath,
  readPattern: ReadPattern,
): CheckResult[] {
  return (checks.length > 0 ? checks : [impliedCheck]).map((check) => judgeOne(check, outcome, isSecret, readPattern));
}

/** A check in words, e.g. for a report. @param secret the value that it wants is kept back */
export function checkWords(check: Check, secret = false): string {
  switch (check.kind) {
    case 'outcome':
      return `what comes is ${outcomeWords[check.is]}`;
    case 'type':
      return `it is a ${check.is} Response`;
    case 'code':
      return `the error code is ${String(check.is)}`;
    case 'value':
      return `${check.path} ${check.how} ${secret ? 'a value that is kept back' : check.value === '' ? 'the empty text' : check.value}`;
  }
}

function judgeOne(check: Check, outcome: Outcome, isSecret: SecretPath, readPattern: ReadPattern): CheckResult {
  const secret = check.kind === 'value' && isSecret(check.path);
  switch (check.kind) {
    case 'outcome':
      return { check, secret, passed: outcome.kind === check.is, found: describe(outcome) };
    case 'type':
      return {
        check,
        secret,
        passed: outcome.kind === 'answer' && outcome.answer.kind === check.is,
        found: describe(outcome),
      };
    case 'code': {
      const codes = codesOf(outcome);
      return {
        check,
        secret,
        passed: codes.includes(check.is),
        found: codes.length > 0 ? codes.join(', ') : 'no error code',
      };
    }
    case 'value':
      return { check, ...judgeValue(check, outcome, isSecret, readPattern) };
  }
}

/** Values shown in a report where none fits. */
const shownValues = 5;

function judgeValue(
  check: Extract<Check, { kind: 'value' }>,
  outcome: Outcome,
  isSecret: SecretPath,
  readPattern: ReadPattern,
): Omit<CheckResult, 'check'> {
  let secret = isSecret(check.path);
  const result = (passed: boolean, found: string) => ({ passed, found, secret });
  if (outcome.kind !== 'answer') return result(false, describe(outcome));
  const read = check.how === 'matches' ? readPattern(check.value) : undefined;
  if (read && !read.ok) return result(false, read.problem);
  const fits = read?.ok ? read.fits : (value: string) => value === check.value;
  const found: string[] = [];
  for (const [path, value] of valuesOf(outcome.answer)) {
    if (path !== check.path && !path.endsWith(`.${check.path}`)) continue;
    const kept = isSecret(path);
    secret ||= kept;
    const shown = kept ? 'a secret that is kept back' : value === '' ? 'the empty text' : value;
    if (fits(value)) return result(true, shown);
    if (found.length < shownValues) found.push(shown);
  }
  return result(false, found.length > 0 ? found.join(', ') : `no value of ${check.path}`);
}

function describe(outcome: Outcome): string {
  if (outcome.kind === 'answer') return `a ${outcome.answer.kind} Response`;
  return `${outcomeWords[outcome.kind]}: ${outcome.error.summary}`;
}
