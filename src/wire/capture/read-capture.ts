/**
 * Reads a capture file as it comes in, in pieces of any size. What is damaged is told with its line and left out; what
 * stands before and after it is read all the same. Nothing in a file makes it throw.
 */
import { parseBase64 } from '../../usp/value-types/binary.ts';
import { count, isObject, oneOf, readEntry, text, type Shape } from './entry-shape.ts';
import {
  captureBounds,
  captureFormat,
  captureVersion,
  type CaptureEnd,
  type CapturedEntry,
  type CaptureHeader,
  type CaptureRedaction,
  type RedactedKind,
  type RedactedValue,
} from './format.ts';

/** Faults that are told one by one; of more only how many. */
const mostFaults = 100;

export interface CaptureFault {
  /** From 1. */
  readonly line: number;
  /** What is wrong and what was expected, in sentences. */
  readonly message: string;
}

const noJson = 'This is no JSON in UTF-8: each line wants one whole object.';
const newline = 0x0a;

export class CaptureReader {
  header: CaptureHeader | undefined;
  /** Absent while there was no end: the file was cut off. */
  end: CaptureEnd | undefined;
  readonly faults: CaptureFault[] = [];
  faultCount = 0;
  /** It is no capture, or one that can't be read: nothing more is taken. */
  refused = false;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  /** The beginning of a line whose end has not come. */
  #rest: Uint8Array[] = [];
  #restSize = 0;
  /** The line is too long: it is passed over to its end. */
  #skipping = false;
  #line = 1;
  #lastSeq = -1;

  /** The entries that these bytes complete, one by one as they are asked for. */
  *push(bytes: Uint8Array): Generator<CapturedEntry, void> {
    let at = 0;
    while (at < bytes.length && !this.refused) {
      const found = bytes.indexOf(newline, at);
      const end = found < 0 ? bytes.length : found;
      this.#keep(bytes.subarray(at, end));
      at = end + 1;
      if (found < 0) return;
      const entry = this.#finishLine();
      if (entry) yield entry;
    }
  }

  /** The file has ended; its last line may lack its end. */
  *close(): Generator<CapturedEntry, void> {
    if (this.#restSize > 0 && !this.refused) {
      const line = this.#line;
      const entry = this.#finishLine();
      if (this.header) this.#replaceFault(line, noJson, 'The file ends within this line: it was cut off here.');
      if (entry) yield entry;
    }
    if (!this.header && !this.refused) this.#refuse(1, notACapture('The file is empty.'));
  }

  #keep(piece: Uint8Array): void {
    if (piece.length === 0 || this.#skipping) return;
    const most = this.header ? captureBounds.line : captureBounds.header;
    if (this.#restSize + piece.length > most) {
      this.#rest = [];
      this.#restSize = 0;
      this.#skipping = true;
      const words = `The line is longer than ${most.toLocaleString('en')} bytes.`;
      if (this.header) this.#fault(this.#line, `${words} No Record is that long; the line is left out.`);
      else this.#refuse(1, notACapture(words));
      return;
    }
    this.#rest.push(piece.slice()); // what was given may be used again by its owner
    this.#restSize += piece.length;
  }

  #finishLine(): CapturedEntry | undefined {
    const pieces = this.#rest;
    const skipped = this.#skipping;
    const line = this.#line++;
    this.#rest = [];
    this.#restSize = 0;
    this.#skipping = false;
    if (skipped || pieces.length === 0) return undefined;
    let value: unknown;
    try {
      const words = pieces.map((piece) => this.#decoder.decode(piece, { stream: true })).join('');
      value = JSON.parse(words + this.#decoder.decode());
    } catch {
      this.#reset();
      return this.#bad(line, noJson);
    }
    if (!isObject(value)) return this.#bad(line, 'Each line wants an object, in braces.');
    if (!this.header) this.#readHeader(line, value);
    else if (this.end) this.#fault(line, 'Nothing may come behind the end line.');
    else if (Object.hasOwn(value, 'end')) this.#readEnd(line, value['end']);
    else return this.#readEntry(line, value);
    return undefined;
  }

  /** A fatal decoder that has thrown in the middle of a stream begins anew. */
  #reset(): void {
    try {
      this.#decoder.decode();
    } catch {
      // It had half a character left.
    }
  }

  #readHeader(line: number, value: Readonly<Record<string, unknown>>): void {
    const { format, version, created, by, redaction } = value;
    if (format !== captureFormat) return this.#refuse(line, notACapture(`Its "format" is not "${captureFormat}".`));
    const [, major] = typeof version === 'string' ? (/^(\d{1,6})\.\d{1,6}$/.exec(version) ?? []) : [];
    if (major === undefined) return this.#refuse(line, '"version" wants a text such as "1.0".');
    if (Number(major) !== captureVersion.major) {
      const words = `This is version ${String(version)} of the capture format; this page reads version ${captureVersion.major}.`;
      return this.#refuse(line, `${words} A newer USP Console may read it.`);
    }
    const time = typeof created === 'string' ? Date.parse(created) : NaN;
    if (Number.isNaN(time)) return this.#refuse(line, '"created" wants a time such as "2026-11-26T10:00:00.000Z".');
    if (!text.fits(by)) return this.#refuse(line, `"by" wants ${text.expected}.`);
    if (!redactions.fits(redaction)) return this.#refuse(line, `"redaction" wants ${redactions.expected}.`);
    this.header = {
      version: version as string,
      created: time,
      by: by as string,
      redaction: redaction as CaptureRedaction,
    };
  }

  #readEntry(line: number, value: Readonly<Record<string, unknown>>): CapturedEntry | undefined {
    const entry = readEntry(value);
    if (typeof entry === 'string') return this.#bad(line, entry);
    if (entry.seq <= this.#lastSeq) {
      return this.#bad(line, `"seq" wants a number above ${this.#lastSeq}, which the line before has.`);
    }
    const { bytes: written } = value;
    let bytes: Uint8Array | undefined;
    if (written !== undefined) {
      const read = typeof written === 'string' ? parseBase64(written) : 'A text is wanted.';
      if (typeof read === 'string') return this.#bad(line, `"bytes" wants the Record in base64. ${read}`);
      if (read.length !== entry.size) {
        const words = `"size" says ${String(entry.size)}, and "bytes" has ${read.length.toLocaleString('en')}`;
        return this.#bad(line, `${words}: they want to be the same.`);
      }
      bytes = read;
    }
    this.#lastSeq = entry.seq;
    return { entry, ...(bytes && { bytes }) };
  }

  #readEnd(line: number, value: unknown): void {
    const end = isObject(value) ? value : {};
    const { entries, missing, macs, redacted } = end;
    if (![entries, missing, macs].every(count.fits) || !redactedList.fits(redacted)) {
      return this.#fault(line, `The end line wants entries, missing and macs, each ${count.expected}, and redacted.`);
    }
    this.end = {
      entries: entries as number,
      missing: missing as number,
      macs: macs as number,
      redacted: redacted as readonly RedactedValue[],
    };
  }

  #bad(line: number, message: string): undefined {
    if (this.header) this.#fault(line, message);
    else this.#refuse(line, notACapture(message));
    return undefined;
  }

  #refuse(line: number, message: string): void {
    this.refused = true;
    this.#fault(line, message);
  }

  #fault(line: number, message: string): void {
    this.faultCount++;
    if (this.faults.length < mostFaults) this.faults.push({ line, message });
  }

  /** Says better what a fault is. */
  #replaceFault(line: number, known: string, message: string): void {
    const at = this.faults.findIndex((fault) => fault.line === line && fault.message === known);
    if (at >= 0) this.faults[at] = { line, message };
  }
}

const redactions = oneOf<CaptureRedaction>({ secrets: true, none: true });
const redactedKinds = oneOf<RedactedKind>({
  param: true,
  input: true,
  output: true,
  event: true,
  error: true,
  unread: true,
});
const redactedList: Pick<Shape, 'fits'> = {
  fits: (value) =>
    Array.isArray(value) &&
    value.length <= captureBounds.redacted &&
    value.every(
      (one: unknown) =>
        isObject(one) &&
        redactedKinds.fits(one['of']) &&
        text.fits(one['path']) &&
        count.fits(one['count']) &&
        count.fits(one['entry']),
    ),
};

function notACapture(why: string): string {
  return `This is no capture of USP Console. ${why} A capture begins with {"format":"${captureFormat}",…}.`;
}
