/** A capture that was opened: the log in it, read and kept by a worker of its own. */
import { UspClient, type WorkerLike } from '../../worker/client.ts';
import type { CaptureStatus } from '../../worker/port.ts';
import { LogState } from '../log/log.svelte.ts';

export class OpenCapture {
  readonly id: string;
  readonly name: string;
  readonly log: LogState;
  status: CaptureStatus = $state.raw({ state: 'reading', read: 0, size: 0, entries: 0, faults: [], faultCount: 0 });
  readonly #client: UspClient;
  #asked = false;

  constructor(id: string, file: File, spawn: () => WorkerLike) {
    this.id = id;
    this.name = file.name;
    this.#client = new UspClient(spawn);
    this.log = new LogState(this.#client);
    this.log.bound({ entries: Infinity, bytes: Infinity });
    this.#client.listen((event) => {
      this.log.handle(event);
      if (event.type === 'capture') this.status = event.status;
      if (event.type !== 'worker') return;
      // One that comes after a first that died is not asked again: it would die of the same.
      if (event.state === 'ready' && !this.#asked) {
        this.#asked = true;
        this.#client.openCapture(file);
      } else if (event.state === 'lost') {
        const why = `The part of the page that reads it stopped (${event.why ?? 'nobody knows why'}).`;
        this.#client.dispose();
        this.status = { ...this.status, state: 'failed', why };
      }
    });
  }

  /** Leaves it at what was read. */
  stop(): void {
    this.#client.stopCapture();
  }

  /** Gives back all that it holds. */
  close(): void {
    this.#client.dispose();
    this.log.clear();
  }
}
