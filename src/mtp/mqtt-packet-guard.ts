/** What a broker may send to us, checked before the library acts on it: it trusts brokers more than we do. */
import type { Packet } from 'mqtt';

/** What a broker sends to a client that publishes and subscribes at QoS 0 and 1 and has no enhanced authentication. */
const FROM_BROKER: ReadonlySet<string> = new Set([
  'connack',
  'publish',
  'puback',
  'suback',
  'unsuback',
  'pingresp',
  'disconnect',
]);
const ANSWERS: ReadonlySet<string> = new Set(['puback', 'suback', 'unsuback']);

/** Why a packet breaks the protocol; undefined where it does not. */
export function objectionTo(packet: Packet): string | undefined {
  if (!FROM_BROKER.has(packet.cmd)) return `A broker sends no ${packet.cmd.toUpperCase()} to a client like this one.`;
  if (packet.cmd === 'publish' && packet.qos > 1) return 'A PUBLISH of QoS 2 came, which was not subscribed to.';
  const isNumbered = ANSWERS.has(packet.cmd) || (packet.cmd === 'publish' && packet.qos > 0);
  const { messageId = 0 } = packet;
  if (isNumbered && (messageId < 1 || messageId > 0xffff)) return `A ${packet.cmd.toUpperCase()} has no number.`;
  return undefined;
}

/**
 * Watches the sizes that MQTT packets announce, before anything of them is kept. MQTT 5.0 lets a client name its
 * limit , which a broker may ignore, and 3.1.1 has none at all: without this one, up to 256 MiB would be gathered first.
 */
export class PacketGuard {
  readonly #maxLength: number;
  /** Bytes of the current packet that are still to come; a header is read where there are none. */
  #rest = 0;
  /** Bytes of the length field read so far; 0 before the first byte of a packet. */
  #lengthBytes = -1;
  #length = 0;
  #isBroken = false;

  /** @param maxLength bytes of a packet behind its fixed header */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** @returns false from the first packet on that is too large, or whose length is no length */
  accept(chunk: Uint8Array): boolean {
    for (let at = 0; at < chunk.length && !this.#isBroken;) {
      if (this.#rest > 0) {
        const step = Math.min(this.#rest, chunk.length - at);
        this.#rest -= step;
        at += step;
      } else {
        this.#takeHeader(chunk[at] ?? 0);
        at++;
      }
    }
    return !this.#isBroken;
  }

  #takeHeader(byte: number): void {
    if (this.#lengthBytes < 0) {
      this.#lengthBytes = 0; // Packet type and flags: the parser's business.
      this.#length = 0;
      return;
    }
    this.#length += (byte & 0x7f) * 128 ** this.#lengthBytes;
    this.#lengthBytes++;
    const isLast = byte < 0x80;
    this.#isBroken = this.#length > this.#maxLength || (!isLast && this.#lengthBytes === 4);
    if (isLast) {
      this.#rest = this.#length;
      this.#lengthBytes = -1;
    }
  }
}
