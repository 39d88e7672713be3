/** Device.LocalAgent.Periodic!: to each Controller in its own rhythm. */
import { dateTimeToMillis, parseValue } from '../../usp/value-types.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';

interface Rhythm {
  readonly interval: number;
  readonly phase: number;
  nextAt: number;
}

export class Periodic {
  readonly #rhythms = new Map<ObjectNode, Rhythm>();

  /** Takes in the Controllers as they are now; returns those whose turn it is. */
  due(store: Store): ObjectNode[] {
    const due: ObjectNode[] = [];
    const rows = new Set(store.table('Device.LocalAgent.Controller.').rows.values());
    for (const row of this.#rhythms.keys()) if (!rows.has(row)) this.#rhythms.delete(row);
    for (const row of rows) {
      const interval = store.readNumber(row, 'PeriodicNotifInterval') * 1000;
      const phase = phaseOf(store, row);
      let rhythm = this.#rhythms.get(row);
      if (rhythm?.interval !== interval || rhythm.phase !== phase) {
        this.#rhythms.set(row, (rhythm = { interval, phase, nextAt: nextTurn(store.now, interval, phase) }));
      }
      if (rhythm.nextAt > store.now) continue;
      rhythm.nextAt = nextTurn(store.now, interval, phase);
      if (store.readFlag(row, 'Enable')) due.push(row);
    }
    return due;
  }

  nextTimeout(): number | undefined {
    let next: number | undefined;
    for (const { nextAt } of this.#rhythms.values()) next = Math.min(next ?? Infinity, nextAt);
    return next;
  }
}

/** The first moment after now that lies a whole number of intervals from the phase. */
function nextTurn(now: number, interval: number, phase: number): number {
  if (interval <= 0) return Infinity;
  return phase + (Math.floor((now - phase) / interval) + 1) * interval;
}

/** PeriodicNotifTime; the Unknown Time lets the device choose: midnight UTC will do. */
function phaseOf(store: Store, row: ObjectNode): number {
  const read = parseValue('dateTime', store.read(row, 'PeriodicNotifTime'));
  return (read.ok && read.value.type === 'dateTime' && dateTimeToMillis(read.value.value)) || 0;
}
