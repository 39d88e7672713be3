import { beforeEach, describe, expect, it } from 'vitest';
import type { MtpListener, MtpProblem } from '../mtp/mtp.ts';
import { Connection } from './connection.ts';
import type { Environment } from './environment.ts';
import type { ConnectionConfig, ConnectionStatus } from './port.ts';

const config: ConnectionConfig = {
  id: 'c1',
  name: 'broker',
  controllerId: 'self::controller',
  mtp: { kind: 'mqtt', url: 'wss://broker/', version: '5', subscribe: [], agents: [], qos: 1 },
  allowPlain: false,
  session: 'off',
  requestTimeout: 30_000,
};
const refused: MtpProblem = { code: 'refused', what: 'Refused.', why: 'Nobody listens.', advice: 'Start it.' };

/** Clock, timers and transport in the test's hand. */
class Bench {
  now = 1_000;
  timers: { at: number; run: () => void }[] = [];
  attempts: { listener: MtpListener; config: ConnectionConfig; closed: boolean }[] = [];
  found: MtpProblem | undefined;
  log: string[] = [];
  statuses: ConnectionStatus[] = [];
  readonly env: Environment = {
    now: () => this.now,
    after: (milliseconds, run) => {
      const timer = { at: this.now + milliseconds, run };
      this.timers.push(timer);
      return () => (this.timers = this.timers.filter((other) => other !== timer));
    },
    random: () => 0.5,
    transport: async (config, listener) => {
      const attempt = { listener, config, closed: false };
      this.attempts.push(attempt);
      return {
        mtp: {
          open: () => undefined,
          send: () => true,
          refuse: () => undefined,
          close: () => (attempt.closed = true),
        },
      };
    },
    diagnose: async () => this.found,
    post: () => undefined,
  };
  readonly connection = new Connection(config, this.env, {
    opened: () => this.log.push('opened'),
    ended: (reason) => this.log.push(`ended: ${reason}`),
    received: () => this.log.push('received'),
    dropped: () => this.log.push('dropped'),
    undelivered: () => this.log.push('undelivered'),
    changed: (status) => this.statuses.push(status),
  });

  get last() {
    return this.attempts.at(-1)!;
  }

  async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    for (;;) {
      await Promise.resolve();
      const due = this.timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.now = due.at;
      due.run();
    }
    this.now = until;
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  }
}

describe('a connection', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = new Bench();
    bench.connection.connect();
    await bench.pass(0);
  });

  it('tells what it does at every turn', () => {
    bench.last.listener.opened({ encrypted: true });
    expect(bench.statuses.map(({ state }) => state)).toEqual(['connecting', 'open']);
    expect(bench.connection.status.encrypted).toBe(true);
  });

  it('enters a retry state after a failed attempt and after the server ends it [R-MQTT.10] [R-MQTT.33]', async () => {
    bench.last.listener.closed(refused);
    expect(bench.connection.status).toMatchObject({ state: 'waiting', problem: refused, attempt: 1 });
    await bench.pass(bench.connection.status.retryAt! - bench.now);
    expect(bench.attempts).toHaveLength(2);
    bench.last.listener.opened({ encrypted: true });
    bench.last.listener.closed();
    expect(bench.connection.status.state).toBe('waiting');
    expect(bench.log).toEqual(['opened', 'ended: The other side closed the connection.']);
  });

  it('waits longer from try to try, and starts anew once a connection has held', async () => {
    const waits: number[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      bench.last.listener.closed(refused);
      const wait = bench.connection.status.retryAt! - bench.now;
      waits.push(wait);
      await bench.pass(wait);
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(new Set(waits).size).toBe(4);
    bench.last.listener.opened({ encrypted: false });
    await bench.pass(60_000);
    bench.last.listener.closed(refused);
    expect(bench.connection.status.retryAt! - bench.now).toBe(waits[0]);
  });

  it('does not start anew for a connection that ends right after it opened', async () => {
    bench.last.listener.opened({ encrypted: false });
    bench.last.listener.closed(refused);
    await bench.pass(bench.connection.status.retryAt! - bench.now);
    bench.last.listener.opened({ encrypted: false });
    bench.last.listener.closed(refused);
    expect(bench.connection.status.attempt).toBe(2);
  });

  it('keeps the ClientId that the broker assigned for all later connections [R-MQTT.9] [R-MQTT.11]', async () => {
    bench.last.listener.opened({ encrypted: true, assignedClientId: 'auto-17' });
    expect(bench.connection.status.assignedClientId).toBe('auto-17');
    bench.last.listener.closed(refused);
    await bench.pass(bench.connection.status.retryAt! - bench.now);
    expect(bench.last.config.mtp).toMatchObject({ clientId: 'auto-17' });
  });

  it('does not try again where that cannot help, until the person says so', async () => {
    bench.last.listener.closed({ ...refused, final: true });
    await bench.pass(3_600_000);
    expect(bench.attempts).toHaveLength(1);
    expect(bench.connection.status.state).toBe('closed');
    bench.connection.connect();
    await bench.pass(0);
    expect(bench.attempts).toHaveLength(2);
  });

  it('gives up an attempt that never ends', async () => {
    await bench.pass(30_000);
    expect(bench.attempts[0]?.closed).toBe(true);
    expect(bench.connection.status.problem?.code).toBe('timeout');
  });

  it('replaces the first finding by the cause that was found', async () => {
    bench.found = { ...refused, code: 'tls' };
    bench.last.listener.closed(refused);
    await bench.pass(0);
    expect(bench.connection.status.problem?.code).toBe('tls');
  });

  it('keeps a cause that was found too late for its own end for the next of the same kind', async () => {
    let finish: (found: MtpProblem) => void = () => undefined;
    bench.env.diagnose = () => new Promise((resolve) => (finish = resolve));
    bench.last.listener.closed(refused);
    await bench.pass(bench.connection.status.retryAt! - bench.now);
    finish({ ...refused, code: 'tls' });
    await bench.pass(0);
    expect(bench.connection.status.state).toBe('connecting');
    bench.last.listener.closed({ ...refused });
    expect(bench.connection.status.problem?.code).toBe('tls');
  });

  it('hears nothing of an attempt that it has given up', async () => {
    const dead = bench.last.listener;
    dead.closed(refused);
    dead.opened({ encrypted: true });
    dead.received({ bytes: new Uint8Array(1) });
    dead.closed(refused);
    expect(bench.log).toEqual([]);
    expect(bench.connection.status).toMatchObject({ state: 'waiting', attempt: 1 });
  });

  it('stays closed once the person closed it', async () => {
    bench.last.listener.opened({ encrypted: true });
    bench.connection.close();
    await bench.pass(3_600_000);
    expect(bench.connection.status.state).toBe('closed');
    expect(bench.last.closed).toBe(true);
    expect(bench.log).toEqual(['opened', 'ended: you closed the connection']);
    expect(bench.attempts).toHaveLength(1);
  });
});
