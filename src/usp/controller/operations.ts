/** Asynchronous commands, from the Request object in the OperateResp to their OperationComplete. */
import type { Notification, OperateResult } from '../message/answer-types.ts';
import type { OperationStatus } from './types.ts';

type Complete = Extract<Notification, { kind: 'OperationComplete' }>;

interface EarlyComplete {
  readonly agent: string;
  readonly complete: Complete;
  readonly at: number;
  /** Characters. */
  readonly size: number;
}

/** How many, and characters of all the early ones together. */
const bounds = { running: 1_000, early: 100, earlySize: 4_000_000 };

export class Operations {
  #running: OperationStatus[] = [];
  /** OperationCompletes that no running command asked for: the OperateResp may come after them. */
  #early: EarlyComplete[] = [];

  /** The Agent took a command on; its end may already be known. Returns what to report. */
  started(agent: string, commandKey: string, result: OperateResult, sentAt: number, now: number): OperationStatus[] {
    if (result.outcome.type !== 'request') return [];
    const status: OperationStatus = {
      agent,
      command: result.executedCommand,
      commandKey,
      requestPath: result.outcome.requestPath,
      state: 'running',
      startedAt: now,
    };
    const early = this.#early.find(
      (candidate) => candidate.agent === agent && candidate.at >= sentAt && isEndOf(candidate.complete, status),
    );
    if (early) {
      this.#early = this.#early.filter((candidate) => candidate !== early);
      return [status, ended(status, early.complete, early.at)];
    }
    this.#running.push(status);
    if (this.#running.length <= bounds.running) return [status];
    const forgotten = this.#running.shift();
    return forgotten ? [status, { ...forgotten, state: 'lost', endedAt: now }] : [status];
  }

  /** Two runs of one command are told apart by their command_key. */
  completed(agent: string, complete: Complete, now: number): OperationStatus[] {
    const status = this.#running.find((running) => running.agent === agent && isEndOf(complete, running));
    if (!status) {
      this.#keepEarly({ agent, complete, at: now, size: sizeOf(complete) });
      return [];
    }
    this.#running = this.#running.filter((running) => running !== status);
    return [ended(status, complete, now)];
  }

  /** The Agent has booted: what ran on it runs no more. */
  rebooted(agent: string, now: number): OperationStatus[] {
    const lost = this.#running.filter((running) => running.agent === agent);
    this.#running = this.#running.filter((running) => running.agent !== agent);
    return lost.map((status) => ({ ...status, state: 'lost', endedAt: now }));
  }

  /** The oldest make room; one that is larger than all may be together is not kept at all. */
  #keepEarly(early: EarlyComplete): void {
    if (early.size > bounds.earlySize) return;
    this.#early.push(early);
    let size = this.#early.reduce((sum, one) => sum + one.size, 0);
    while (this.#early.length > bounds.early || size > bounds.earlySize) size -= this.#early.shift()?.size ?? 0;
  }
}

function sizeOf({ objPath, commandName, commandKey, outcome }: Complete): number {
  const named = objPath.length + commandName.length + commandKey.length;
  if (outcome.type === 'failure') return named + outcome.error.message.length;
  return outcome.args.reduce((sum, [name, value]) => sum + name.length + value.length, named);
}

function isEndOf(complete: Complete, status: OperationStatus): boolean {
  return complete.commandKey === status.commandKey && `${complete.objPath}${complete.commandName}` === status.command;
}

function ended(status: OperationStatus, complete: Complete, now: number): OperationStatus {
  return { ...status, state: 'complete', endedAt: now, outcome: complete.outcome };
}
