/** What an Mtp told its listener, to be waited for: a test needs no sleeps. */
import type { MtpIncoming, MtpListener, MtpOpened, MtpProblem } from '../../src/mtp/mtp.ts';
import type { After } from '../../src/mtp/after.ts';

export interface Dropped {
  readonly why: string;
  readonly bytes?: Uint8Array | undefined;
}

/** The platform's timers in the form that Mtps take them. */
export const realAfter: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

/** A listener that keeps all it hears. Waiting has no limit of its own: the test's is enough. */
export class MtpRecorder implements MtpListener {
  readonly openings: MtpOpened[] = [];
  readonly records: MtpIncoming[] = [];
  readonly drops: Dropped[] = [];
  readonly undeliveries: { readonly why: string; readonly to: string; readonly lasting: boolean }[] = [];
  readonly endings: (MtpProblem | undefined)[] = [];
  #waiting: (() => void)[] = [];

  opened(opened: MtpOpened): void {
    this.openings.push(opened);
    this.#wake();
  }

  received(incoming: MtpIncoming): void {
    this.records.push(incoming);
    this.#wake();
  }

  dropped(why: string, bytes?: Uint8Array): void {
    this.drops.push({ why, bytes });
    this.#wake();
  }

  undelivered(why: string, to: string, lasting: boolean): void {
    this.undeliveries.push({ why, to, lasting });
    this.#wake();
  }

  closed(problem?: MtpProblem): void {
    this.endings.push(problem);
    this.#wake();
  }

  /** Resolves once it was opened; rejects where it was closed instead. */
  async untilOpen(): Promise<MtpOpened> {
    await this.until(() => this.openings.length > 0 || this.endings.length > 0);
    const [opened] = this.openings;
    if (!opened) throw new Error(`closed instead of opened: ${JSON.stringify(this.endings[0])}`);
    return opened;
  }

  /** Resolves with the problem it was closed with, or undefined. */
  async untilClosed(): Promise<MtpProblem | undefined> {
    await this.until(() => this.endings.length > 0);
    return this.endings[0];
  }

  /** Resolves with the n-th Record (from 1), however early it came. */
  async untilRecord(count = 1): Promise<MtpIncoming> {
    await this.until(() => this.records.length >= count || this.endings.length > 0);
    const record = this.records[count - 1];
    if (!record) throw new Error(`closed before Record ${count}: ${JSON.stringify(this.endings[0])}`);
    return record;
  }

  async untilDropped(count = 1): Promise<Dropped> {
    await this.until(() => this.drops.length >= count || this.endings.length > 0);
    const dropped = this.drops[count - 1];
    if (!dropped) throw new Error(`closed before anything was dropped: ${JSON.stringify(this.endings[0])}`);
    return dropped;
  }

  /** Resolves once a condition on what was heard holds. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
