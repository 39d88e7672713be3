/** What a device does otherwise than the standard, in words. */
import type { FindingKind } from '../../state/tr181-view.ts';
import type { Tone } from '../kit/tone.ts';

export interface FindingWords {
  /** For a badge or a filter. */
  readonly label: string;
  /** A sentence. */
  readonly meaning: string;
  readonly tone: Tone;
}

/** In the order in which they are shown. */
export const findingWords: Readonly<Record<FindingKind, FindingWords>> = {
  type: { label: 'other type', meaning: 'The device gives it another type than TR-181.', tone: 'warn' },
  access: { label: 'other access', meaning: 'The device gives other rights to it than TR-181.', tone: 'warn' },
  shape: { label: 'other shape', meaning: 'A table here and one object there.', tone: 'warn' },
  command: { label: 'runs otherwise', meaning: 'Answers at once here and runs on its own there.', tone: 'warn' },
  missing: { label: 'missing', meaning: 'TR-181 needs it wherever its object is.', tone: 'bad' },
  unknown: {
    label: 'not in TR-181',
    meaning: 'TR-181 does not know it, and it is not named X_… as a vendor’s own.',
    tone: 'bad',
  },
  deprecated: { label: 'deprecated', meaning: 'TR-181 is about to drop it, or has dropped it.', tone: 'neutral' },
  vendor: { label: 'vendor’s own', meaning: 'An addition of the vendor, named X_… as TR-106 asks.', tone: 'info' },
};

export const findingKinds = Object.keys(findingWords) as FindingKind[];

const saidWords = new Map([
  ['readOnly', 'read only'],
  ['readWrite', 'read and write'],
  ['writeOnly', 'write only'],
  ['writeOnce', 'written once, with its row'],
  ['addDelete', 'rows can be added and deleted'],
  ['addOnly', 'rows can be added'],
  ['deleteOnly', 'rows can be deleted'],
  ['sync', 'answers at once'],
  ['async', 'runs on its own'],
]);

/** One side of a finding as a person reads it. */
export function saidText(said: string): string {
  return saidWords.get(said) ?? said;
}
