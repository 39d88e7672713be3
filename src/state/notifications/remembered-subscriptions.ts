/** What a reload leaves behind of the Subscriptions that a page holds: by which they are found again, or deleted. */
import { notifTypes, type NotifType } from '../../model/subscription-plan.ts';
import { readStored, writeStored } from '../stored.ts';

export interface RememberedSubscription {
  readonly id: string;
  readonly notifType: NotifType;
  readonly reference: string;
  /** Milliseconds since the epoch: when the device was asked to make it. */
  readonly since: number;
}

export class RememberedSubscriptions {
  readonly #key: string;
  readonly #hides: (reference: string) => boolean;

  /** @param hides whether a reference holds a secret: then only the ID is remembered, to delete it by */
  constructor(device: string, hides: (reference: string) => boolean) {
    this.#key = `subscriptions:${device}`;
    this.#hides = hides;
  }

  all(): RememberedSubscription[] {
    const stored = readStored(this.#key);
    return Array.isArray(stored) ? stored.filter(isRemembered) : [];
  }

  put(one: RememberedSubscription): void {
    const reference = this.#hides(one.reference) ? '' : one.reference;
    this.#write([...this.#without(one.id), { ...one, reference }]);
  }

  delete(id: string): void {
    this.#write(this.#without(id));
  }

  #without(id: string): RememberedSubscription[] {
    return this.all().filter((other) => other.id !== id);
  }

  #write(all: readonly RememberedSubscription[]): void {
    writeStored(this.#key, all.length > 0 ? all : undefined);
  }
}

function isRemembered(stored: unknown): stored is RememberedSubscription {
  if (typeof stored !== 'object' || stored === null) return false;
  const { id, notifType, reference, since } = stored as Readonly<Record<string, unknown>>;
  const known: readonly unknown[] = notifTypes;
  return (
    typeof id === 'string' && typeof reference === 'string' && typeof since === 'number' && known.includes(notifType)
  );
}
