import { MAX_INSTANCE_NUMBER } from './types.ts';

/**
 * An instance number: 1 to 4294967295, decimal, no sign and no leading zero; else undefined.
 * It says which row is meant, never how many there are: nothing may be sized by it.
 */
export function parseInstanceNumber(text: string): number | undefined {
  if (!/^[1-9][0-9]{0,9}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= MAX_INSTANCE_NUMBER ? number : undefined;
}
