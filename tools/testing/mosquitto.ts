/** A real mosquitto for tests: its own ports, its own folder, started and stopped by its process id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../find-program.mjs';
import { freePort } from './free-port.ts';

export interface MosquittoOptions {
  /** User names and passwords; with any, nobody gets in without. */
  readonly users?: Readonly<Record<string, string>>;
  /** Lines of an access control file, see mosquitto.conf(5). */
  readonly acl?: readonly string[];
  /** Further lines of the configuration, before the listeners. */
  readonly config?: readonly string[];
  /** A certificate and its key (PEM files): the WebSocket listener then speaks `wss`. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** The port of the WebSocket listener, where it is free. */
  readonly firstWsPort?: number;
}

export interface Mosquitto {
  readonly wsPort: number;
  readonly tcpPort: number;
  /** `ws://127.0.0.1:…/mqtt`, or `wss://` with TLS. */
  readonly wsUrl: string;
  readonly mqttUrl: string;
  readonly pid: number;
  /** All that mosquitto has said so far. */
  log(): string;
  /** Resolves once the log has the text; at once if it has it already. */
  logged(text: string): Promise<void>;
  /** Ends it; `SIGKILL` says no DISCONNECT to anybody. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same ports, after `stop`. */
  start(): Promise<void>;
  /** `stop` and `start`. */
  restart(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it for good and removes its folder. */
  dispose(): Promise<void>;
}

const START_LIMIT = 15_000;

/** Starts mosquitto on free loopback ports. Throws, with words for a person, where it is not installed. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const program = findProgram('mosquitto');
  if (program === undefined) {
    throw new Error('mosquitto is not installed. On Debian or Ubuntu: apt-get install mosquitto.');
  }
  for (let attempt = 1; ; attempt++) {
    const broker = new Broker(
      program,
      options,
      await freePort(attempt === 1 ? options.firstWsPort : 0),
      await freePort(),
    );
    try {
      await broker.start();
      return broker;
    } catch (error) {
      await broker.dispose();
      // Another process may have taken one of the ports in the meantime.
      if (attempt === 3) throw error;
    }
  }
}

class Broker implements Mosquitto {
  readonly wsPort: number;
  readonly tcpPort: number;
  readonly wsUrl: string;
  readonly mqttUrl: string;
  readonly #program: string;
  readonly #folder: string;
  readonly #configFile: string;
  #child: ChildProcess | undefined;
  #log = '';
  #watchers: (() => void)[] = [];

  constructor(program: string, options: MosquittoOptions, wsPort: number, tcpPort: number) {
    this.#program = program;
    this.wsPort = wsPort;
    this.tcpPort = tcpPort;
    this.wsUrl = `${options.tls ? 'wss' : 'ws'}://127.0.0.1:${wsPort}/mqtt`;
    this.mqttUrl = `mqtt://127.0.0.1:${tcpPort}`;
    this.#folder = mkdtempSync(join(tmpdir(), 'usp-console-mosquitto-'));
    this.#configFile = join(this.#folder, 'mosquitto.conf');
    writeFileSync(this.#configFile, this.#configuration(options));
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  log(): string {
    return this.#log;
  }

  async start(): Promise<void> {
    const from = this.#log.length;
    const child = spawn(this.#program, ['-c', this.#configFile], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    // A run that is broken off leaves none behind.
    const end = (): boolean => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      this.#log += text;
      this.#wake();
    });
    let failed: string | undefined;
    child.once('error', (error) => {
      failed = error.message;
      this.#wake();
    });
    child.once('exit', (code, signal) => {
      failed = `it ended with ${signal ?? `code ${code}`}`;
      this.#wake();
    });
    await this.#until('start', () => {
      if (failed !== undefined) throw new Error(`mosquitto did not start: ${failed}\n${this.#log.slice(from)}`);
      return /mosquitto version \S+ running/.test(this.#log.slice(from));
    });
  }

  async logged(text: string): Promise<void> {
    await this.#until(`say "${text}"`, () => this.#log.includes(text));
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }

  async restart(signal?: NodeJS.Signals): Promise<void> {
    await this.stop(signal);
    await this.start();
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #configuration(options: MosquittoOptions): string {
    const lines = ['per_listener_settings false', 'persistence false', 'log_dest stderr', 'log_type all'];
    // As root, mosquitto would become another user, who can't read the files of this folder.
    if (process.getuid?.() === 0) lines.push('user root');
    if (options.users) {
      lines.push('allow_anonymous false', `password_file ${this.#write('passwords', passwordLines(options.users))}`);
    } else {
      lines.push('allow_anonymous true');
    }
    if (options.acl) lines.push(`acl_file ${this.#write('acl', options.acl)}`);
    lines.push(...(options.config ?? []));
    lines.push(`listener ${this.tcpPort} 127.0.0.1`);
    lines.push(`listener ${this.wsPort} 127.0.0.1`, 'protocol websockets');
    if (options.tls) lines.push(`certfile ${options.tls.cert}`, `keyfile ${options.tls.key}`);
    return lines.join('\n') + '\n';
  }

  #write(name: string, lines: readonly string[]): string {
    const path = join(this.#folder, name);
    writeFileSync(path, lines.join('\n') + '\n', { mode: 0o600 });
    return path;
  }

  #wake(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** Waits for something that mosquitto's own output tells. */
  #until(what: string, happened: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        end();
        reject(new Error(`mosquitto did not ${what} within ${START_LIMIT} ms:\n${this.#log}`));
      }, START_LIMIT);
      const look = (): void => {
        try {
          if (!happened()) return;
          end();
          resolve();
        } catch (error) {
          end();
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      const end = (): void => {
        clearTimeout(timer);
        this.#watchers = this.#watchers.filter((watcher) => watcher !== look);
      };
      this.#watchers.push(look);
      look();
    });
  }
}

/** mosquitto's own form: `user:$7$<iterations>$<salt>$<PBKDF2-SHA-512>`. */
function passwordLines(users: Readonly<Record<string, string>>): string[] {
  return Object.entries(users).map(([name, password]) => {
    const salt = randomBytes(12);
    const hash = pbkdf2Sync(password, salt, 101, 64, 'sha512');
    return `${name}:$7$101$${salt.toString('base64')}$${hash.toString('base64')}`;
  });
}
