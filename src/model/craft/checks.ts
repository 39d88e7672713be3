/** Holds what came back against what a person expects of it. */
import type { Check, OutcomeKind } from './crafted.ts';
import { codesOf, valuesOf, type Outcome } from './outcome.ts';

export interface CheckResult {
  readonly check: Check;
  readonly passed: boolean;
  /** What is there instead, in words. */
  readonly found: string;
}

export const outcomeWords: Readonly<Record<OutcomeKind, string>> = {
  answer: 'a Response',
  error: 'an Error',
  silence: 'no answer in time',
  lost: 'the connection or the Agent hung up',
};

/** Without any check, a Response is what is expected. */
export const impliedCheck: Check = { kind: 'outcome', is: 'answer' };

export function judge(checks: readonly Check[], outcome: Outcome): CheckResult[] {
  return (checks.length > 0 ? checks : [impliedCheck]).map((check) => judgeOne(check, outcome));
}

/** A check in words, e.g. for a report. */
export function checkWords(check: Check): string {
  switch (check.kind) {
    case 'outcome':
      return `what comes is ${outcomeWords[check.is]}`;
    case 'type':
      return `it is a ${check.is} Response`;
    case 'code':
      return `the error code is ${String(check.is)}`;
    case 'value':
      return `${check.path} ${check.how} ${check.value === '' ? 'the empty text' : check.value}`;
  }
}

function judgeOne(check: Check, outcome: Outcome): CheckResult {
  switch (check.kind) {
    case 'outcome':
      return { check, passed: outcome.kind === check.is, found: describe(outcome) };
    case 'type':
      return { check, passed: outcome.kind === 'answer' && outcome.answer.kind === check.is, found: describe(outcome) };
    case 'code': {
      const codes = codesOf(outcome);
      return { check, passed: codes.includes(check.is), found: codes.length > 0 ? codes.join(', ') : 'no error code' };
    }
    case 'value':
      return judgeValue(check, outcome);
  }
}

/** Values shown in a report where none fits. */
const shownValues = 5;

function judgeValue(check: Extract<Check, { kind: 'value' }>, outcome: Outcome): CheckResult {
  if (outcome.kind !== 'answer') return { check, passed: false, found: describe(outcome) };
  const fits = fitOf(check);
  if (typeof fits === 'string') return { check, passed: false, found: fits };
  const found: string[] = [];
  for (const [path, value] of valuesOf(outcome.answer)) {
    if (path !== check.path && !path.endsWith(`.${check.path}`)) continue;
    if (fits(value)) return { check, passed: true, found: value };
    if (found.length < shownValues) found.push(value === '' ? 'the empty text' : value);
  }
  return { check, passed: false, found: found.length > 0 ? found.join(', ') : `no value of ${check.path}` };
}

/** Characters of a value that a pattern is held against: the page waits for no pattern that doubles back for ever. */
const longestMatched = 10_000;

/** @returns what is wrong with the pattern, in words */
function fitOf({ how, value: wanted }: Extract<Check, { kind: 'value' }>): ((value: string) => boolean) | string {
  if (how === 'equals') return (value) => value === wanted;
  try {
    const pattern = new RegExp(`^(?:${wanted})$`, 'u');
    return (value) => value.length <= longestMatched && pattern.test(value);
  } catch (error) {
    return `the pattern can't be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function describe(outcome: Outcome): string {
  if (outcome.kind === 'answer') return `a ${outcome.answer.kind} Response`;
  return `${outcomeWords[outcome.kind]}: ${outcome.error.message}`;
}
