/**
 * Runs something once after a number of milliseconds; what it returns calls that off. Handed in, since only the
 * worker's host touches timers.
 */
export type After = (milliseconds: number, run: () => void) => () => void;
