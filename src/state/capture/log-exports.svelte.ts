/** The files that a log is written to. */
import type { ExportOptions } from '../../wire/capture/export.ts';
import type { LogScope } from '../../wire/scope.ts';
import { version } from '../version.ts';
import { chooseTarget, type FileKind } from './file-target.ts';
import { ExportRun, type ExportSource } from './export-run.svelte.ts';

/** What a person chose. */
export interface ExportChoice {
  /** `next`: what comes from now on. */
  readonly what: 'all' | 'shown' | 'next';
  /** Of this device alone; its name is in the file's. Absent: of all. */
  readonly scope?: LogScope | undefined;
  readonly as: ExportOptions['as'];
  readonly redact: boolean;
}

export interface ExportRange {
  /** The first entry of the log, and the one that comes next. */
  readonly oldest: number;
  readonly next: number;
  /** The entries that the filter lets through. */
  readonly shown: () => number[];
}

const kinds: Readonly<Record<ExportOptions['as'], Omit<FileKind, 'suggested'>>> = {
  capture: { type: 'application/x-ndjson', description: 'USP Console capture', extension: '.ndjson' },
  pcapng: { type: 'application/x-pcapng', description: 'Capture for Wireshark', extension: '.pcapng' },
};

export class LogExports {
  runs: readonly ExportRun[] = $state.raw([]);
  readonly #source: ExportSource;

  constructor(source: ExportSource) {
    this.#source = source;
  }

  /** Asks for a place, and writes there in the background. Nothing where the person wants none after all. */
  async start({ what, scope, as, redact }: ExportChoice, { oldest, next, shown }: ExportRange): Promise<void> {
    await this.#begin({
      as,
      by: `USP Console ${version}`,
      created: Date.now(),
      redaction: redact ? 'secrets' : 'none',
      from: what === 'next' ? next : oldest,
      follow: what === 'next',
      ...(what === 'shown' && { seqs: shown() }),
      ...(scope && { scope }),
    });
  }

  /** Takes a recording that ended early up in another file, from what the first does not have. */
  async goOn(run: ExportRun): Promise<void> {
    run.takenUp = await this.#begin({ ...run.options, created: Date.now(), from: run.saved.next });
  }

  /** @returns false where the person named no file */
  async #begin(options: ExportOptions): Promise<boolean> {
    const kind = kinds[options.as];
    const target = await chooseTarget({ ...kind, suggested: `${nameFor(options)}${kind.extension}` });
    if (!target) return false;
    const run = new ExportRun(this.#source, options, target);
    this.runs = [...this.runs, run];
    void run.run();
    return true;
  }

  /** Takes one that has ended out of the list. */
  dismiss(run: ExportRun): void {
    this.runs = this.runs.filter((one) => one !== run);
  }
}

/** Characters of a device's name in a file's; a peer may make it as long as it likes. */
const longestName = 80;

function nameFor({ created, scope }: ExportOptions): string {
  const device = scope?.agent.slice(0, longestName).replace(/[^\w.-]+/g, '_');
  return ['usp', device, new Date(created).toISOString().replace(/[:.]/g, '-')].filter(Boolean).join('-');
}
