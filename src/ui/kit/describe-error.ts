/** The words of an error. Knows its kinds by their shape, so that the kit stands on its own. */

/** Advice of several steps is written "1. … 2. …". */
export function stepsOf(advice: string): string[] {
  if (!/^1\. .* 2\. /s.test(advice)) return [];
  return advice.split(/(?:^|\s)\d\. /).filter((step) => step !== '');
}

export interface ErrorWords {
  readonly what: string;
  readonly why: string;
  readonly advice: string;
  readonly params: readonly { readonly path: string; readonly code: number; readonly message: string }[];
  /** What a developer wants to see: code, origin, cause. */
  readonly detail: string;
}

/** What of a UspError, thrown or as plain data, is shown. */
interface UspErrorLike {
  readonly code: number;
  readonly origin: 'local' | 'remote' | 'transport';
  readonly reason: string;
  readonly message: string;
  readonly advice: string;
  readonly params: ErrorWords['params'];
  readonly cause?: unknown;
}

/** What of an MtpProblem is shown. */
interface ProblemLike {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly advice: string;
}

/** Puts anything that was thrown, or a connection's problem, into what, why and what to try. */
export function describeError(error: unknown): ErrorWords {
  if (isUspError(error)) return describeUspError(error);
  if (isProblem(error)) {
    const { what, why, advice } = error;
    return { what: sentence(what), why: sentence(why), advice, params: [], detail: `Problem code: ${error.code}` };
  }
  const thrown = error instanceof Error ? error : undefined;
  return {
    what: sentence(thrown?.message || String(error)),
    why: '',
    advice: '',
    params: [],
    detail: thrown?.stack ?? '',
  };
}

/** Makes a remark a sentence: a capital at its start, a full stop at its end. A host, a path or an address keeps its own. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const start = /^\S*[.:[\d]\S/.test(trimmed) ? trimmed : trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…:]$/.test(start) ? start : `${start}.`;
}

const originWords = {
  local: 'This page refused it',
  remote: 'The device answered',
  transport: 'The way to the device failed',
} as const;

function describeUspError(error: UspErrorLike): ErrorWords {
  const lines = [`Origin: ${error.origin}`, `Reason: ${error.reason}`];
  if (error.code) lines.unshift(`USP error code: ${error.code}`);
  if (error.cause !== undefined) lines.push(`Cause: ${causeText(error.cause)}`);
  return {
    what: sentence(error.message),
    why: error.code ? `${originWords[error.origin]} with error ${error.code}.` : '',
    advice: error.advice,
    params: error.params,
    detail: lines.join('\n'),
  };
}

function causeText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function has(error: unknown, ...keys: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && keys.every((key) => key in error);
}

function isUspError(error: unknown): error is UspErrorLike {
  return has(error, 'code', 'origin', 'reason', 'message', 'advice', 'params');
}

function isProblem(error: unknown): error is ProblemLike {
  return has(error, 'code', 'what', 'why', 'advice');
}
