/** Which values are kept from the screen until someone asks: write-only ones, and those that are named like secrets. */
import type { SupportedParam } from '../usp/message/answer-types.ts';

const secretName =
  /password|passphrase|passcode|passwd|secret|psk|privatecredential|privatekey|(wep|shared|encryption|network|authentication|security)key$|keyvalue$|^pin$/i;

const plainTypes = new Set(['boolean', 'dateTime', 'int', 'long', 'unsignedInt', 'unsignedLong', 'decimal']);

/** Should this parameter or argument be masked? Its last name decides; numbers and times are no secrets. */
export function isSecret(name: string, param?: Pick<SupportedParam, 'access' | 'type'>): boolean {
  if (param?.access === 'writeOnly') return true;
  if (param && plainTypes.has(param.type)) return false;
  return secretName.test(name.slice(name.lastIndexOf('.') + 1));
}
