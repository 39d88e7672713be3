/** Node's timers in the form that the transports take. */
import type { After } from '../../src/mtp/after.ts';

export const nodeAfter: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};
