import { describe, expect, it } from 'vitest';
import { encodeMessage, type Msg } from '../usp/message/message.ts';
import { responseMessage } from '../usp/message/responses.ts';
import { encodeRecord, type PayloadSarState } from '../usp/record/record.ts';
import { sar } from '../usp/session/types.ts';
import { Backlog } from './backlog.ts';
import { WireIndex } from './index-record.ts';
import { LogSearch, type SearchTerm } from './search.ts';

const ids = { fromId: 'proto::agent', toId: 'self::us' };

function getResp(params: readonly (readonly [string, string])[], object = 'Device.WiFi.SSID.1.'): Msg {
  const resultParams = params.map(([key, value]) => ({ key, value }));
  const results = [{ requestedPath: object, resolvedPathResults: [{ resolvedPath: object, resultParams }] }];
  return responseMessage('1', { case: 'getResp', value: { reqPathResults: results } });
}

class Log {
  readonly backlog = new Backlog();
  readonly #index = new WireIndex();

  add(bytes: Uint8Array): void {
    const seq = this.backlog.next;
    this.backlog.add(this.#index.entry({ seq, time: seq, direction: 'in', bytes }), bytes);
  }

  message(msg: Msg): void {
    this.add(
      encodeRecord({ ...ids, recordType: { case: 'noSessionContext', value: { payload: encodeMessage(msg) } } }),
    );
  }

  pieces(msg: Msg, cut: number): void {
    const bytes = encodeMessage(msg);
    [bytes.subarray(0, cut), bytes.subarray(cut)].forEach((payload, index) => {
      const payloadSarState: PayloadSarState = index === 0 ? sar.begin : sar.complete;
      const place = { sessionId: 9n, sequenceId: BigInt(index + 1), expectedId: 1n, payloadSarState };
      this.add(
        encodeRecord({ ...ids, recordType: { case: 'sessionContext', value: { ...place, payload: [payload] } } }),
      );
    });
  }

  search(...terms: SearchTerm[]): LogSearch {
    return new LogSearch(this.backlog, terms);
  }
}

function all(search: LogSearch): readonly (readonly number[])[] {
  while (search.step());
  return search.take().found;
}

const text = (value: string): SearchTerm => ({ in: 'text', value });
const path = (value: string): SearchTerm => ({ in: 'path', value });

describe('a search in the log', () => {
  it('finds texts in the values, whatever the case, newest first', () => {
    const log = new Log();
    log.message(getResp([['SSID', 'Küche und BAD']]));
    log.message(getResp([['SSID', 'Garage']]));
    log.message(getResp([['SSID', 'küche']]));
    expect(all(log.search(text('KÜCHE'), text('garage'), text('nowhere')))).toEqual([[3, 1], [2], []]);
  });

  it('finds what lies across the pieces of a Message, at the entry that makes it whole', () => {
    const log = new Log();
    const msg = getResp([['SSID', 'needle in the hay']]);
    const bytes = encodeMessage(msg);
    log.pieces(msg, new TextDecoder('latin1').decode(bytes).indexOf('needle') + 3);
    expect(all(log.search(text('needle')))).toEqual([[2]]);
  });

  it('finds what lies across two of its windows', () => {
    const log = new Log();
    const filler = 'ä'.repeat(131_000);
    for (let shift = 0; shift < 8; shift++) log.message(getResp([['SSID', `${filler}${'x'.repeat(shift * 13)}nadel`]]));
    expect(all(log.search(text('NADEL')))[0]).toHaveLength(8);
  });

  it('finds Path Names beyond those that an entry carries', () => {
    const log = new Log();
    log.message(getResp(Array.from({ length: 40 }, (_, index) => [`P${index}`, 'v'] as const)));
    log.message(getResp([['SSID', 'Device.WiFi.SSID.1.P30']]));
    expect(all(log.search(path('device.wifi.SSID.*.P30'), path('Device.WiFi.'), path('Device.IP.')))).toEqual([
      [1],
      [2, 1],
      [],
    ]);
  });

  it('reads a Message of very many Path Names, and one in very many pieces, in several goes', () => {
    const log = new Log();
    log.message(getResp(Array.from({ length: 100_000 }, (_, index) => [`P${index}`, ''] as const)));
    const cut = encodeMessage(getResp(Array.from({ length: 1_000 }, (_, index) => [`Q${index}`, ''] as const)));
    const pieces = 2_000;
    const size = Math.ceil(cut.length / pieces);
    for (let id = 1; id <= pieces; id++) {
      const payloadSarState = id === 1 ? sar.begin : id === pieces ? sar.complete : sar.inProcess;
      const payload = [cut.subarray((id - 1) * size, id * size)];
      const place = { sessionId: 9n, sequenceId: BigInt(id), expectedId: 1n, payloadSarState, payload };
      log.add(encodeRecord({ ...ids, recordType: { case: 'sessionContext', value: place } }));
    }
    const search = log.search(path('Device.WiFi.SSID.*.P99999'), path('Device.WiFi.SSID.*.Q999'));
    let steps = 0;
    while (search.step()) steps++;
    expect(search.take().found).toEqual([[1], [pieces + 1]]);
    expect(steps).toBeGreaterThan(2 * (pieces + 1) + 20);
  });

  it('goes on with what comes, and says how far it is', () => {
    const log = new Log();
    for (let index = 0; index < 10; index++) log.message(getResp([['SSID', `old ${index}`]]));
    const search = log.search(text('o'));
    expect(search.take()).toMatchObject({ looked: 0, of: 10 });
    all(search);
    log.message(getResp([['SSID', 'old too']]));
    expect(search.take()).toMatchObject({ looked: 10, of: 11 });
    expect(all(search)).toEqual([[11]]);
    expect(search.step()).toBe(false);
    expect(search.take()).toEqual({ found: [[]], looked: 11, of: 11 });
  });

  it('does not look for what has left the log meanwhile', () => {
    const log = new Log();
    for (let index = 0; index < 100; index++) log.message(getResp([['SSID', 'x']]));
    const search = log.search(text('ssid'));
    log.backlog.bound({ entries: 10, bytes: 1e9 });
    expect(all(search)[0]).toHaveLength(10);
  });
});
