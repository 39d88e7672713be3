/** What is on its way to a broker: no more unanswered at a time than it allows, and a bound to what waits. */

/** Publishes one Record and calls `done` once it needs no place any more. */
export type Publish = (topic: string, bytes: Uint8Array, done: () => void) => void;

export class Outbox {
  readonly #publish: Publish;
  /** How many may be unanswered; more is a protocol error (MQTT 5.0, 4.9). */
  readonly #window: number;
  readonly #maxWaiting: number;
  #unanswered = 0;
  #waiting: { readonly topic: string; readonly bytes: Uint8Array }[] = [];
  #waitingBytes = 0;

  /**
   * @param window the broker's Receive Maximum, at QoS 1
   * @param maxWaiting bytes
   */
  constructor(publish: Publish, window: number, maxWaiting: number) {
    this.#publish = publish;
    this.#window = Math.max(1, window);
    this.#maxWaiting = maxWaiting;
  }

  /**
   * @param ahead bytes that wait elsewhere, such as in the socket
   * @returns false where there is no room: nothing was taken
   */
  add(topic: string, bytes: Uint8Array, ahead: number): boolean {
    if (this.#waitingBytes + ahead + bytes.byteLength > this.#maxWaiting) return false;
    this.#waiting.push({ topic, bytes });
    this.#waitingBytes += bytes.byteLength;
    this.#flush();
    return true;
  }

  /** Forgets what waits: the connection is gone. */
  clear(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #flush(): void {
    while (this.#unanswered < this.#window) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#waitingBytes -= next.bytes.byteLength;
      this.#unanswered++;
      let isDone = false;
      this.#publish(next.topic, next.bytes, () => {
        if (isDone) return;
        isDone = true;
        this.#unanswered--;
        this.#flush();
      });
    }
  }
}
