/** Commands that are running, and their rows in Device.LocalAgent.Request. (R-OPR.0 to R-OPR.3). */
import type { Fault } from '../store/fault.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';
import type { CommandResult, Course } from './types.ts';

export interface Operation {
  readonly request: ObjectNode;
  readonly objPath: string;
  readonly commandName: string;
  readonly commandKey: string;
}

interface Running extends Operation {
  readonly course: Course;
  readonly startedAt: number;
  stepsDone: number;
}

export type Completed = (operation: Operation, result: CommandResult) => void;

/** Requests that run at a time. */
const maxRunning = 64;

export class Operations {
  readonly #running = new Map<ObjectNode, Running>();
  readonly #completed: Completed;

  constructor(completed: Completed) {
    this.#completed = completed;
  }

  /** Why no command can begin now. */
  get refusal(): Fault | undefined {
    if (this.#running.size < maxRunning) return undefined;
    return { code: 7005, message: `${String(maxRunning)} commands are running already.` };
  }

  /** Makes the Request of a command that has begun. Two runs of one command are two Requests, side by side. */
  start(
    store: Store,
    course: Course,
    call: { objPath: string; commandName: string; commandKey: string; originator: string },
  ): ObjectNode {
    const request = store.addRow(store.table('Device.LocalAgent.Request.'));
    store.writeAll(request, {
      Alias: `cpe-${String(request.number)}`,
      Originator: call.originator,
      Command: call.objPath + call.commandName,
      CommandKey: call.commandKey,
      Status: 'Active',
    });
    this.#running.set(request, { ...call, request, course, startedAt: store.now, stepsDone: 0 });
    return request;
  }

  /** Cancel() of a Request. */
  cancel(store: Store, request: ObjectNode): Fault | undefined {
    const running = this.#running.get(request);
    if (!running) return { code: 7022, message: 'This Request is at its end already.' };
    running.course.cancelled?.();
    store.write(request, 'Status', 'Canceled');
    this.#end(store, running, { fault: { code: 7023, message: 'Cancelled by a Controller.' } });
    return undefined;
  }

  /** The device restarts: whatever runs is gone, and nobody is told. */
  clear(store: Store): void {
    for (const { request, course } of this.#running.values()) {
      course.cancelled?.();
      store.removeRow(request);
    }
    this.#running.clear();
  }

  nextTimeout(): number | undefined {
    let next: number | undefined;
    for (const running of this.#running.values()) next = Math.min(next ?? Infinity, dueAt(running));
    return next;
  }

  handleTimeout(store: Store, now: number): void {
    for (const running of [...this.#running.values()].sort((a, b) => dueAt(a) - dueAt(b))) {
      for (let step = stepOf(running); step && running.startedAt + step.after <= now; step = stepOf(running)) {
        running.stepsDone++;
        step.run();
      }
      if (running.startedAt + running.course.duration > now) continue;
      const result = running.course.finish();
      store.write(running.request, 'Status', 'fault' in result ? 'Error' : 'Success');
      this.#end(store, running, result);
    }
  }

  #end(store: Store, running: Running, result: CommandResult): void {
    this.#running.delete(running.request);
    store.removeRow(running.request);
    this.#completed(running, result);
  }
}

function stepOf({ course, stepsDone }: Running) {
  return course.steps?.[stepsDone];
}

function dueAt(running: Running): number {
  return running.startedAt + (stepOf(running)?.after ?? running.course.duration);
}
