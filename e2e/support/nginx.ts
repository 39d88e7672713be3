/** A real nginx with the project's own deploy/nginx.conf: own folder, free ports, ended by its process id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findProgram } from '../../tools/find-program.mjs';
import { freePort } from '../../tools/testing/free-port.ts';
import type { Certificate } from './certificate.ts';

export interface NginxOptions {
  readonly certificate: Certificate;
  /** `host:port` of the Agent's WebSocket server. */
  readonly agent: string;
  /** Path that the Agent's server listens on; absent: `/usp`. */
  readonly agentPath?: string;
  /** Leave out the line that hides the Agent's extension header, to see what happens without. */
  readonly withoutHiding?: boolean;
}

export interface Nginx {
  /** `https://localhost:…/` */
  readonly url: string;
  /** `wss://localhost:…/agent` */
  readonly agentUrl: string;
  readonly port: number;
  /** What it has written to its error log. */
  log(): string;
  stop(): Promise<void>;
}

const hidingLine = 'proxy_hide_header Sec-WebSocket-Extensions;';

export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const program = findProgram('nginx');
  if (!program) throw new Error('nginx is not installed. On Debian or Ubuntu: apt-get install nginx-light.');
  const folder = mkdtempSync(join(tmpdir(), 'usp-console-nginx-'));
  const [port, plainPort] = [await freePort(), await freePort()];
  writeFileSync(join(folder, 'usp-console.conf'), adapt(options, port, plainPort));
  writeFileSync(join(folder, 'nginx.conf'), mainConfig(folder));
  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const log = () => readIfThere(join(folder, 'error.log'));
  await listening(child, port, log);
  return {
    url: `https://localhost:${port}/`,
    agentUrl: `wss://localhost:${port}/agent`,
    port,
    log,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The project's configuration with this machine's ports and paths; every value must be found in it. */
function adapt(options: NginxOptions, port: number, plainPort: number): string {
  const { certificate, agent, agentPath = '/usp', withoutHiding = false } = options;
  const changes: [string, string][] = [
    ['server 192.168.1.1:8080;', `server ${agent};`],
    ['proxy_pass http://usp_agent/usp;', `proxy_pass http://usp_agent${agentPath};`],
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`],
    ['/etc/ssl/usp-console/cert.pem', certificate.cert],
    ['/etc/ssl/usp-console/key.pem', certificate.key],
    ['root /var/www/usp-console;', `root ${resolve('dist')};`],
    [hidingLine, withoutHiding ? '' : hidingLine],
  ];
  let text = readFileSync('deploy/nginx.conf', 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`deploy/nginx.conf does not have: ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

function mainConfig(folder: string): string {
  const types = ['/etc/nginx/mime.types', '/opt/homebrew/etc/nginx/mime.types', '/usr/local/etc/nginx/mime.types'];
  const mimeTypes = types.find((path) => existsSync(path));
  if (!mimeTypes) throw new Error('nginx has no mime.types where it is looked for.');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  // Root's own nginx would give its work to a user who can't read a clone in root's home.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  return `
    ${user}
    worker_processes 1;
    pid ${folder}/nginx.pid;
    error_log ${folder}/error.log info;
    events { worker_connections 256; }
    http {
      include ${mimeTypes};
      default_type application/octet-stream;
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n      ')}
      include ${folder}/usp-console.conf;
    }
  `;
}

/** Resolves when the port takes connections; throws with nginx's own words when it ends before. */
async function listening(child: ChildProcess, port: number, log: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended at once:\n${log()}`);
    if (Date.now() > deadline) throw new Error(`nginx does not listen on ${port}:\n${log()}`);
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
    await new Promise((again) => setTimeout(again, 20));
  }
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
