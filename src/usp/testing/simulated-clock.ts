/** A clock that stands still until it is told to go on. Times are milliseconds. */
interface Task {
  readonly at: number;
  /** Tasks of one time run in the order in which they were set. */
  readonly order: number;
  run: (() => void) | undefined;
}

export class SimulatedClock {
  #now: number;
  #order = 0;
  /** A binary heap: the task that comes first is at the front. */
  readonly #heap: Task[] = [];

  constructor(start = 0) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** How many tasks wait, cancelled ones included. */
  get pending(): number {
    return this.#heap.length;
  }

  /** Runs a task at a time (at once, if that has passed, when the clock next goes on). Returns what cancels it. */
  at(time: number, run: () => void): () => void {
    const task: Task = { at: Math.max(time, this.#now), order: this.#order++, run };
    this.#push(task);
    return () => {
      task.run = undefined;
    };
  }

  after(delay: number, run: () => void): () => void {
    return this.at(this.#now + delay, run);
  }

  /** When the next task is due. */
  next(): number | undefined {
    while (this.#heap[0] && !this.#heap[0].run) this.#pop();
    return this.#heap[0]?.at;
  }

  /** Goes on to the next task and runs it. Returns false where none waits. */
  step(): boolean {
    if (this.next() === undefined) return false;
    const task = this.#pop();
    if (!task?.run) return false;
    this.#now = task.at;
    task.run();
    return true;
  }

  /** Goes on to a time and runs all that is due until then, that time included. */
  runUntil(time: number): void {
    for (let next = this.next(); next !== undefined && next <= time; next = this.next()) this.step();
    this.#now = Math.max(this.#now, time);
  }

  run(duration: number): void {
    this.runUntil(this.#now + duration);
  }

  #push(task: Task): void {
    const heap = this.#heap;
    let at = heap.push(task) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !before(task, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = task;
  }

  #pop(): Task | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || first === last) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const left = heap[child];
      const right = heap[child + 1];
      if (!left) break;
      let least = left;
      if (right && before(right, left)) {
        least = right;
        child++;
      }
      if (!before(least, last)) break;
      heap[at] = least;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function before(a: Task, b: Task): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
