/**
 * The capture file: newline-delimited JSON, UTF-8. A header, an entry of the log a line, and an end that a file which
 * was cut off lacks (docs/capture.md). A reader takes any minor version, and no other major one.
 */
import type { LogEntry } from '../entry.ts';

export const captureFormat = 'usp-console-capture';
export const captureVersion = { major: 1, minor: 0 } as const;

/** What a reader takes at most: what a file says is not to be trusted. */
export const captureBounds = {
  /** Bytes of a line: a Record of 64 MiB in base64, and what is said of it. */
  line: 96 * 1024 * 1024,
  /** Bytes of the first line: what is no capture is found out soon. */
  header: 64 * 1024,
  /** Characters of a text. */
  text: 100_000,
  /** Path Names of an entry. */
  paths: 100,
  codes: 100,
  /** Records that carry one Message. */
  pieces: 1_000_000,
  /** Lines of what was redacted. */
  redacted: 10_000,
} as const;

/** `secrets`: values that are secrets were replaced. `none`: all is as it passed. */
export type CaptureRedaction = 'secrets' | 'none';

export interface CaptureHeader {
  /** `major.minor` */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** What wrote it. */
  readonly by: string;
  readonly redaction: CaptureRedaction;
}

/** `unread`: bytes of which nobody can say what they are. The others as in the field map's values. */
export type RedactedKind = 'param' | 'input' | 'output' | 'event' | 'error' | 'unread';

/** A parameter or argument whose values were replaced. */
export interface RedactedValue {
  readonly of: RedactedKind;
  /** The parameter's path, or the command's or event's with the argument behind a space. */
  readonly path: string;
  /** How many times. */
  readonly count: number;
  /** The first entry with it. */
  readonly entry: number;
}

export interface CaptureEnd {
  /** Entries in the file. */
  readonly entries: number;
  /** Entries that left the log before they could be written. */
  readonly missing: number;
  readonly redacted: readonly RedactedValue[];
  /** Records whose MAC signature does not fit any more, as a value in them was replaced. */
  readonly macs: number;
}

export interface CapturedEntry {
  readonly entry: LogEntry;
  /** The Record; absent where there is none, or it had left the log. */
  readonly bytes?: Uint8Array;
}
