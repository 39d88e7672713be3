/** The lines of a capture file. */
import { printBase64 } from '../../usp/value-types/binary.ts';
import type { LogEntry } from '../entry.ts';
import { captureFormat, captureVersion, type CaptureEnd, type CaptureHeader } from './format.ts';

export function headerLine({ created, by, redaction }: Omit<CaptureHeader, 'version'>): string {
  const version = `${captureVersion.major}.${captureVersion.minor}`;
  return line({ format: captureFormat, version, created: new Date(created).toISOString(), by, redaction });
}

export function entryLine(entry: LogEntry, bytes: Uint8Array | undefined): string {
  return line(bytes ? { ...entry, bytes: printBase64(bytes) } : entry);
}

export function endLine(end: CaptureEnd): string {
  return line({ end });
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
