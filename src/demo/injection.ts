/** Failures on request: so that a person can see what a Controller makes of each error. */
import { matchPath, parsePath } from '../usp/path.ts';
import type { InjectionStep } from './requests/context.ts';
import type { Fault } from './store/fault.ts';

export interface InjectedFault extends Fault {
  readonly step: InjectionStep;
  /** Path of what fails, `*` for any instance; for `message` the Request's kind: `get`, `set` … */
  readonly path: string;
}

/** The first fault that applies to a step; undefined: it goes well. */
export function faultFor(faults: readonly InjectedFault[], step: InjectionStep, path: string): Fault | undefined {
  return faults.find((fault) => {
    if (fault.step !== step) return false;
    if (fault.path === path) return true;
    const pattern = parsePath(fault.path);
    return pattern.ok && matchPath(pattern.path, path) === 'same';
  });
}
