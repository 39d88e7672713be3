/** An error code that a device gave within an answer, as an error with the standard's words for it. */
import { describeErrorCode } from '../usp/error-codes.ts';
import { UspError } from '../usp/error.ts';

/** @param what what was tried, in words: "The device refused to read Device.X." */
export function refusal(what: string, code: number, message: string): UspError {
  const { name, meaning, advice } = describeErrorCode(code);
  const said = message && message !== name ? `${meaning} In its own words: ${message}` : meaning;
  return new UspError({ code, origin: 'remote', reason: 'remote-error', message: `${what}: ${said}`, advice });
}

/** 7026: the path names nothing that exists; 7016: the object does not exist. */
export function isGone(code: number): boolean {
  return code === 7026 || code === 7016;
}

/** An answer without a word on something that was asked. */
export function leftOut(path: string): UspError {
  return new UspError({
    origin: 'remote',
    reason: 'malformed-answer',
    message: `The device answered, but said nothing of ${path}.`,
    advice: 'Ask for it again, or look at the answer in the message log.',
  });
}
