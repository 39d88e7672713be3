/** Which values are kept from the screen until someone asks: one rule for screens, logs, captures and reports. */
import type { SupportedParam } from '../usp/message/answer-types.ts';
import type { ValueFacts } from './tr181/facts.ts';

// By name, as the data model is not always at hand, does not mark all of its own, and knows no vendor's.
const secretName =
  /password|passphrase|passcode|passwd|secret|psk|privatecredential|privatekey|(wep|shared|encryption|network|authentication|security|mac)key$|keyvalue$|authenticationcode$|^p(in|uk)$/i;
/** Where the last name alone does not tell. */
const secretPlace = /\.ControllerTrust\.Challenge\.(\d+|\{i\})\.Value$|ChallengeResponse\(\)\.(Input\.)?Value$/;

const plainTypes = new Set(['boolean', 'dateTime', 'int', 'long', 'unsignedInt', 'unsignedLong', 'decimal']);

/**
 * Should this parameter or argument be masked? Numbers and times are no secrets.
 * @param name a name or, which tells more, a whole path
 * @param param what the device says of it, where known
 * @param facts what the data model says of it, where known
 */
export function isSecret(
  name: string,
  param?: Pick<SupportedParam, 'access' | 'type'>,
  facts?: Pick<ValueFacts, 'secured' | 'hidden' | 'type' | 'choices'>,
): boolean {
  if (param?.access === 'writeOnly' || facts?.secured || facts?.hidden) return true;
  const type = param && param.type !== 'unknown' ? param.type : facts?.type;
  if ((type && plainTypes.has(type)) || facts?.choices) return false;
  return secretName.test(name.slice(name.lastIndexOf('.') + 1)) || secretPlace.test(name);
}
