import type { Fault } from '../store/fault.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { RequestContext } from './context.ts';

/** Parameters that do not go together, found when a whole Message has been applied (7014, 7025). */
export interface Conflict extends Fault {
  /** Those that contradict each other. */
  readonly params: readonly string[];
}

/** What the device forbids beyond types and access, and what it does by itself when rows come about. */
export interface Rules {
  /** A value of the right type that cannot be taken now. `adding`: the row is just being created. */
  write(context: RequestContext, node: ObjectNode, name: string, value: string, adding: boolean): Fault | undefined;
  /** Fills in what a new row gets from the device; `given` has the parameters that the Controller has set. A fault: it cannot be. */
  added(context: RequestContext, row: ObjectNode, given: ReadonlySet<string>): Fault | undefined;
  /** Looks at an object as it is at the end. */
  conflict(context: RequestContext, node: ObjectNode): Conflict | undefined;
  remove(context: RequestContext, row: ObjectNode): Fault | undefined;
}
