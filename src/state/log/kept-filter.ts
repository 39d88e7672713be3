/** The filter of the log, kept over a reload: not one with a path that compares a secret. */
import { tokens } from '../../model/log-filter/tokens.ts';
import { holdsSecret } from '../model/path-check.ts';
import { readStored, writeStored } from '../stored.ts';
import type { ValueJudge } from './record-secrets.ts';

const key = 'log-filter';

export function readFilter(): string {
  const stored = readStored(key);
  return typeof stored === 'string' ? stored : '';
}

export function keepFilter(text: string, judge: ValueJudge): void {
  const hides = tokens(text).some(({ value }) => holdsSecret(value, (path) => judge.param(path)));
  writeStored(key, hides ? undefined : text);
}
