import type { MtpProblem } from '../mtp/mtp.ts';
import { UspError, type ParamError } from '../usp/error.ts';

export interface ErrorWords {
  readonly what: string;
  readonly why: string;
  readonly advice: string;
  readonly params: readonly ParamError[];
  /** What a developer wants to see: code, origin, cause. */
  readonly detail: string;
}

/** Puts anything that was thrown, or a connection's problem, into what, why and what to try. */
export function describeError(error: unknown): ErrorWords {
  if (error instanceof UspError) return describeUspError(error);
  if (isProblem(error)) {
    const { what, why, advice } = error;
    return { what, why, advice, params: [], detail: `Problem code: ${error.code}` };
  }
  const thrown = error instanceof Error ? error : undefined;
  return {
    what: thrown?.message || String(error),
    why: '',
    advice: '',
    params: [],
    detail: thrown?.stack ?? '',
  };
}

function describeUspError(error: UspError): ErrorWords {
  const lines = [`Origin: ${error.origin}`, `Reason: ${error.reason}`];
  if (error.code) lines.unshift(`USP error code: ${error.code}`);
  if (error.cause !== undefined) lines.push(`Cause: ${causeText(error.cause)}`);
  return {
    what: error.message,
    why: error.code ? `${originWords[error.origin]} with error ${error.code}.` : '',
    advice: error.advice,
    params: error.params,
    detail: lines.join('\n'),
  };
}

const originWords = {
  local: 'This page refused it',
  remote: 'The device answered',
  transport: 'The way to the device failed',
} as const;

function causeText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function isProblem(error: unknown): error is MtpProblem {
  return typeof error === 'object' && error !== null && 'what' in error && 'why' in error && 'advice' in error;
}
