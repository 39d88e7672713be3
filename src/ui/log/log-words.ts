/** A line of the log in words and numbers. */
import type { RedactedValue } from '../../wire/capture/format.ts';
import { visibleText } from '../words/visible-text.ts';
import { recordWord } from '../../state/log/log-view.svelte.ts';
import type { LogEntry } from '../../worker/port.ts';

export const timeModes = ['clock', 'delta', 'since'] as const;
export type TimeMode = (typeof timeModes)[number];

export const timeModeWords: Readonly<Record<TimeMode, string>> = {
  clock: 'Time of day',
  delta: 'Since the line before',
  since: 'Since the first line',
};

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});

/** @param from the time that is counted from; undefined: there is none */
export function timeText(mode: TimeMode, time: number, from: number | undefined): string {
  if (mode === 'clock') return clock.format(time);
  return from === undefined ? '' : `+${seconds(time - from)}`;
}

/** Milliseconds as seconds with three places, and minutes and hours before them where there are any. */
export function seconds(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds));
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor(whole / 60_000) % 60;
  const rest = ((whole % 60_000) / 1000).toFixed(3);
  if (hours === 0 && minutes === 0) return `${rest} s`;
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${rest.padStart(6, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** A round trip: milliseconds while they are few. */
export function roundTripText(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return '';
  return milliseconds < 10_000 ? `${Math.round(milliseconds).toLocaleString()} ms` : seconds(milliseconds);
}

/** The Endpoint at the other side. */
export function peerOf({ kind, from, to }: LogEntry): string {
  return (kind === 'out' ? to : from) ?? '';
}

export function recordText({ recordType }: LogEntry): string {
  return recordType === undefined ? '' : recordWord(recordType);
}

/** Where it stands in its Session Context: its number, and which piece it is. */
export function sessionText({ session, pieces }: LogEntry): string {
  if (!session) return '';
  const { sequenceId, retransmitId, piece } = session;
  const parts = [`#${sequenceId}`];
  if (piece) parts.push(pieces ? `${piece} of ${pieces.length}` : piece);
  if (retransmitId !== undefined) parts.push(`wants #${retransmitId}`);
  return parts.join(' ');
}

/** How it ended; empty where it says nothing of that. */
export function resultText({ result }: LogEntry): string {
  if (!result) return '';
  if (result.ok) return 'OK';
  const codes = result.codes.join(' ');
  if (result.results === undefined || result.results < 2) return codes === '' ? 'failed' : codes;
  return `${result.failed} of ${result.results}${codes === '' ? ' failed' : `: ${codes}`}`;
}

/** What a line is called where there is little room. */
export function lineName({ msgType, recordType, kind }: LogEntry): string {
  return msgType ?? recordType ?? kind;
}

/** What another line is to this one. */
export function relationWords(entry: LogEntry, other: LogEntry): string {
  if (entry.answers === other.seq) return 'The request';
  if (other.answers === entry.seq) return 'The answer';
  if (entry.operation === other.seq) return 'The Operate';
  if (other.operation === entry.seq) return 'The end of the command';
  if (entry.repeats === other.seq) return 'Said before';
  if (other.repeats === entry.seq) return 'Said again';
  return entry.pieces?.includes(other.seq) ? 'A piece of it' : 'The whole Message';
}

/** A value that was replaced in a file, and how often. */
export function redactedWords({ path, count, of }: RedactedValue): string {
  const kinds = {
    param: '',
    input: ' (argument)',
    output: ' (result)',
    event: ' (event)',
    error: ' (error text)',
    unread: '',
  };
  return `${visibleText(path, 300)}${kinds[of]}: ${count.toLocaleString()} ×`;
}
