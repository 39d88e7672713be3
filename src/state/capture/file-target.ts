/**
 * Where the bytes of a growing file go. With the File System Access API it is written to the disk as it grows;
 * elsewhere it is gathered by the browser, which keeps large parts on its disk, and handed over as a download at the end.
 */
import { UspError } from '../../usp/error.ts';
import { saveFile } from '../storage/save-file.ts';

export interface FileTarget {
  readonly name: string;
  /** What is written is on the disk already while the rest still comes. */
  readonly grows: boolean;
  write(bytes: Uint8Array): Promise<void>;
  /** Milliseconds until what was written since should be made safe; undefined: there is nothing to make safe. */
  readonly due: number | undefined;
  /** Makes what was written safe: it is there whatever becomes of this page. */
  settle(): Promise<void>;
  close(): Promise<void>;
  /** Gives up, as the person wants: a download is not made, a file on the disk keeps what is in it. */
  abandon(): Promise<void>;
  /** Something went wrong: keeps all that was written. @throws where not all of it could be kept */
  rescue(): Promise<void>;
}

export interface FileKind {
  readonly suggested: string;
  readonly type: string;
  readonly description: string;
  readonly extension: `.${string}`;
}

interface SavePicker {
  showSaveFilePicker?: (options: {
    readonly suggestedName: string;
    readonly types: readonly { readonly description: string; readonly accept: Record<string, string[]> }[];
  }) => Promise<FileSystemFileHandle>;
}

/** Can a file be written as it grows? */
export function canGrow(): boolean {
  return 'showSaveFilePicker' in globalThis;
}

/** Asks the person where to. @returns undefined where they said no */
export async function chooseTarget(kind: FileKind): Promise<FileTarget | undefined> {
  const { showSaveFilePicker } = globalThis as SavePicker;
  if (!showSaveFilePicker) return new DownloadTarget(kind);
  try {
    const types = [{ description: kind.description, accept: { [kind.type]: [kind.extension] } }];
    return new DiskTarget(await showSaveFilePicker({ suggestedName: kind.suggested, types }));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/**
 * How often a file is made safe: not before so many milliseconds, and so seldom that it takes no more than a twentieth
 * of the time, as the browser copies the whole file to add to it.
 */
const safety = { pause: 2_000, share: 20 };

export class DiskTarget implements FileTarget {
  readonly grows = true;
  readonly #handle: FileSystemFileHandle;
  readonly #now: () => number;
  #writer: FileSystemWritableFileStream | undefined;
  /** Bytes that are safe, and those written since. */
  #safe = 0;
  #fresh = 0;
  #settled: number;
  #took = 0;
  /** Why what was written since is not in the file. */
  #broken: UspError | undefined;

  constructor(handle: FileSystemFileHandle, now: () => number = () => performance.now()) {
    this.#handle = handle;
    this.#now = now;
    this.#settled = now();
  }

  get name(): string {
    return this.#handle.name;
  }

  get due(): number | undefined {
    if (this.#fresh === 0) return undefined;
    const pause = Math.max(safety.pause, this.#took * safety.share);
    return Math.max(0, this.#settled + pause - this.#now());
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#try(async () => {
      this.#writer ??= await this.#open();
      await this.#writer.write(Uint8Array.from(bytes));
    });
    this.#fresh += bytes.length;
  }

  async settle(): Promise<void> {
    const began = this.#now();
    await this.#try(async () => {
      const writer = this.#writer;
      this.#writer = undefined;
      await writer?.close(); // only now is it in the file itself
    });
    this.#safe += this.#fresh;
    this.#fresh = 0;
    this.#settled = this.#now();
    this.#took = this.#settled - began;
  }

  async close(): Promise<void> {
    await this.#try(async () => (this.#writer ??= await this.#open())); // an empty file is a file, too
    await this.settle();
  }

  abandon(): Promise<void> {
    return this.settle();
  }

  rescue(): Promise<void> {
    return this.settle();
  }

  /** After the first failure nothing is written any more: the browser has thrown away what was not safe. */
  async #try(work: () => Promise<unknown>): Promise<void> {
    if (this.#broken) throw this.#broken;
    try {
      await work();
    } catch (cause) {
      throw (this.#broken = notWritten(this.name, cause));
    }
  }

  async #open(): Promise<FileSystemWritableFileStream> {
    const writer = await this.#handle.createWritable({ keepExistingData: this.#safe > 0 });
    if (this.#safe > 0) await writer.seek(this.#safe);
    return writer;
  }
}

export class DownloadTarget implements FileTarget {
  readonly name: string;
  readonly grows = false;
  readonly due = undefined;
  readonly #type: string;
  #parts: Blob[] = [];

  constructor({ suggested, type }: FileKind) {
    this.name = suggested;
    this.#type = type;
  }

  write(bytes: Uint8Array): Promise<void> {
    this.#parts.push(new Blob([Uint8Array.from(bytes)]));
    return Promise.resolve();
  }

  settle(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    saveFile(this.name, this.#type, new Blob(this.#parts));
    return this.abandon();
  }

  abandon(): Promise<void> {
    this.#parts = [];
    return Promise.resolve();
  }

  rescue(): Promise<void> {
    return this.#parts.length > 0 ? this.close() : this.abandon();
  }
}

/** What the browser's names for it mean. */
const whys = new Map([
  ['NotAllowedError', 'this page may not write there any more'],
  ['NotFoundError', 'it is not there any more'],
  ['NoModificationAllowedError', 'something else is writing to it'],
  ['QuotaExceededError', 'there is no room left'],
]);

function notWritten(name: string, cause: unknown): UspError {
  const { name: kind, message } = cause instanceof Error ? cause : { name: '', message: String(cause) };
  const why = whys.get(kind) ?? message;
  return new UspError({
    origin: 'local',
    reason: 'internal',
    message: `${name} could not be written on: ${why}.`,
    advice: 'See that the file is still there, that its disk has room, and that this page may write to it.',
    cause,
  });
}
