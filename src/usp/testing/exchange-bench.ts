/** One Exchange with its peer played by hand: Records go in as bytes, what comes out is read back from its bytes. */
import { Exchange, type ExchangeOptions } from '../exchange/exchange.ts';
import type { ExchangeEvent, OpenConnection } from '../exchange/types.ts';
import { decodeMessage, encodeMessage, type Msg } from '../message/message.ts';
import { decodeRecord, encodeRecord, type RecordInit, type RecordTypeInit, type UspRecord } from '../record/record.ts';

export const us = 'self::controller';
export const them = 'os::012345-AGENT';

/** A Record that the Exchange has sent. */
export interface Sent {
  readonly connection: string;
  readonly topic: string | undefined;
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly record: UspRecord;
  readonly msg: Msg | undefined;
}

export class ExchangeBench {
  readonly exchange: Exchange;

  constructor(connection: OpenConnection, options: Partial<ExchangeOptions> = {}) {
    this.exchange = new Exchange({ endpointId: us, ...options });
    this.exchange.connectionOpened(connection);
  }

  take(bytes: Uint8Array, replyTo?: string, connection = 'c'): void {
    this.exchange.handleRecord({ connection, bytes, replyTo }, 0);
  }

  /** All that waits to be sent. */
  sent(): Sent[] {
    const all: Sent[] = [];
    for (let out = this.exchange.pollTransmit(); out; out = this.exchange.pollTransmit()) {
      const decoded = decodeRecord(out.bytes);
      if (!decoded.ok) throw new Error(`a Record of ours is damaged: ${decoded.fault.detail}`);
      const { record } = decoded;
      const inside = record.recordType.case === 'noSessionContext' ? record.recordType.value.payload : undefined;
      const message = inside && decodeMessage(inside);
      if (message && !message.ok) throw new Error(`a Message of ours is damaged: ${message.fault.detail}`);
      const { connection, topic, bytes, tag = 0 } = out;
      all.push({ connection, topic, bytes, tag, record, msg: message?.msg });
    }
    return all;
  }

  /** What waits to be sent, each in a word: the case of the Record, or the body of its Message. */
  sentKinds(): string[] {
    return this.sent().map(kindOf);
  }

  events(): ExchangeEvent[] {
    const all: ExchangeEvent[] = [];
    for (let event = this.exchange.pollEvent(); event; event = this.exchange.pollEvent()) all.push(event);
    return all;
  }

  /** Why Records were dropped, of the events that wait. */
  dropped(): string[] {
    return this.events().flatMap((event) =>
      event.type === 'record' && event.seen.dropped ? [event.seen.dropped] : [],
    );
  }
}

export function kindOf(sent: Sent): string {
  const body = sent.msg?.body?.msgBody;
  if (body?.case === 'error') return `error ${body.value.errCode}`;
  if (body?.case === 'request') return body.value.reqType.case ?? 'request';
  if (body?.case === 'response') return body.value.respType.case ?? 'response';
  return sent.record.recordType.case ?? 'nothing';
}

/** A Record from `them` to `us`, with changes. */
export function record(recordType: RecordTypeInit, changes: RecordInit = {}): Uint8Array<ArrayBuffer> {
  return encodeRecord({ toId: us, fromId: them, recordType, ...changes });
}

export function carrying(payload: Uint8Array | Msg, changes: RecordInit = {}): Uint8Array<ArrayBuffer> {
  const bytes = payload instanceof Uint8Array ? payload : encodeMessage(payload);
  return record({ case: 'noSessionContext', value: { payload: bytes } }, changes);
}

export const webSocketConnect = record({ case: 'websocketConnect', value: {} });

export function disconnect(reasonCode = 0, reason = ''): Uint8Array<ArrayBuffer> {
  return record({ case: 'disconnect', value: { reasonCode, reason } });
}
