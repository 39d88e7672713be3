/**
 * What the page is told of devices: at once where something has changed that a person acts on, else at most ten times
 * a second. Every Record of a device is news, and a large answer in a Session Context comes in thousands of them.
 */
import type { Environment } from './environment.ts';
import type { DeviceStatus } from './port.ts';

/** Milliseconds between two reports of one device that say only how far things are. */
const every = 100;

interface Told {
  at: number;
  matters: string;
  /** What has not been told yet. */
  waiting?: DeviceStatus | undefined;
  cancel?: (() => void) | undefined;
}

export class DeviceNews {
  readonly #env: Pick<Environment, 'now' | 'after' | 'post'>;
  readonly #told = new Map<string, Told>();

  constructor(env: Pick<Environment, 'now' | 'after' | 'post'>) {
    this.#env = env;
  }

  tell(status: DeviceStatus): void {
    const matters = whatMatters(status);
    const told = this.#told.get(status.id);
    if (!told || told.matters !== matters || this.#env.now() - told.at >= every) return this.#post(status, matters);
    told.waiting = status;
    told.cancel ??= this.#env.after(told.at + every - this.#env.now(), () => {
      if (told.waiting) this.#post(told.waiting, told.matters);
    });
  }

  gone(id: string): void {
    this.#told.get(id)?.cancel?.();
    this.#told.delete(id);
    this.#env.post({ type: 'device-gone', id });
  }

  #post(status: DeviceStatus, matters: string): void {
    this.#told.get(status.id)?.cancel?.();
    this.#told.set(status.id, { at: this.#env.now(), matters });
    this.#env.post({ type: 'device', status });
  }
}

/** Everything but what grows with each Record. */
function whatMatters({ presence, note, ways, versions, roundTrip, session }: DeviceStatus): string {
  const { state, restarts, refused } = session ?? {};
  const id = session?.sessionId?.toString();
  // That a segmented Message begins to come in, or is whole.
  const partial = (session?.segments ?? 0) > 0;
  return JSON.stringify([presence, note, ways, versions, roundTrip, state, id, restarts, refused, partial]);
}
