/** Passwords that the person did not want kept: they outlive a reload of this tab, and no more. */
import { readStored, writeStored } from '../stored.ts';

const key = (connection: string) => `secret:${connection}`;

/** @returns undefined when none was entered in this tab; '' when the person said that there is none. */
export function readSecret(connection: string): string | undefined {
  const stored = readStored(key(connection));
  return typeof stored === 'string' ? stored : undefined;
}

export function writeSecret(connection: string, password: string | undefined): void {
  writeStored(key(connection), password);
}
