/** What a device does otherwise than the standard, in words. */
import type { FindingKind } from '../../state/tr181/tr181-view.ts';
import type { Tone } from '../kit/tone.ts';

export interface FindingWords {
  /** For a badge or a filter. */
  readonly label: string;
  /** A sentence. */
  readonly meaning: string;
  readonly tone: Tone;
}

/** In the order in which they are shown. `%` is the data model that says otherwise. */
const words: Readonly<Record<FindingKind, FindingWords>> = {
  type: { label: 'other type', meaning: 'The device gives it another type than %.', tone: 'warn' },
  access: { label: 'other access', meaning: 'The device gives other rights to it than %.', tone: 'warn' },
  shape: { label: 'other shape', meaning: 'A table here and one object there.', tone: 'warn' },
  command: { label: 'runs otherwise', meaning: 'Answers at once here and runs on its own there.', tone: 'warn' },
  missing: { label: 'missing', meaning: '% needs it wherever its object is.', tone: 'bad' },
  unknown: {
    label: 'not in %',
    meaning: '% does not know it, and it is not named X_… as a vendor’s own.',
    tone: 'bad',
  },
  deprecated: { label: 'deprecated', meaning: '% is about to drop it, or has dropped it.', tone: 'neutral' },
  vendor: { label: 'vendor’s own', meaning: 'An addition of the vendor, named X_… as TR-106 asks.', tone: 'info' },
};

export const findingKinds = Object.keys(words) as FindingKind[];

/** @param source the data model that the device is held against, as it may be shown. */
export function findingWords(kind: FindingKind, source: string): FindingWords {
  const { label, meaning, tone } = words[kind];
  const named = (text: string): string => text.replace('%', () => source);
  return { label: named(label), meaning: named(meaning), tone };
}

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
