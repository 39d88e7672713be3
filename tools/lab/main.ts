/** `npm run lab`: the demo device over WebSocket and MQTT, for the page to connect to. */
import { parseArgs } from 'node:util';
import type { AgentEvent } from '../../src/demo/agent.ts';
import type { InjectedFault } from '../../src/demo/injection.ts';
import { findProgram } from '../find-program.mjs';
import { startMosquitto, type Mosquitto } from '../testing/mosquitto.ts';
import { startLab, type LabBroker } from './lab.ts';

const usage = `usage: npm run lab -- [options]

  --port N                port of the WebSocket server (default 8181; 0: any)
  --host ADDRESS          address that it listens on (default 127.0.0.1)
  --size home|large       large: a model of 100,000 parameters
  --seed N                another seed, another life in the home (default 1)
  --agent ID              Endpoint ID of the Agent
  --controller ID         a Controller that has every right; may be given several times
  --newcomers full|untrusted|refuse   what all others get (default full)
  --extension-header      answer with Sec-WebSocket-Extensions as obuspa does (browsers refuse it)
  --broker URL            a broker instead of one of our own: mqtt://…, ws://… or wss://…
  --mqtt 5|3.1.1          version towards the broker (default 5)
  --topic TOPIC           topic of the Agent (default usp/agent/<ID>)
  --username, --password  for the broker
  --no-mqtt               WebSocket only
  --session require|allow|forbid      SessionMode towards all Controllers (default allow)
  --record BYTES          the largest Record that the Agent sends in a session (default 0: no limit; least 512)
  --loss, --duplicate, --reorder, --cut SHARE   what happens to Records on the way: 0 (never) to 1 (always)
  --delay MS              every Record takes up to so long
  --rate BYTES            per second, in each direction (default 0: no limit)
  --fault STEP:CODE:PATH  makes a step fail: message, param, set, add, delete or operate; may be given several times
  --log                   print every Record
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8181' },
    host: { type: 'string', default: '127.0.0.1' },
    size: { type: 'string', default: 'home' },
    seed: { type: 'string', default: '1' },
    agent: { type: 'string', default: 'os::00005E-LAB000000001' },
    controller: { type: 'string', multiple: true, default: [] },
    newcomers: { type: 'string', default: 'full' },
    'extension-header': { type: 'boolean', default: false },
    broker: { type: 'string' },
    mqtt: { type: 'string', default: '5' },
    topic: { type: 'string' },
    username: { type: 'string' },
    password: { type: 'string' },
    'no-mqtt': { type: 'boolean', default: false },
    session: { type: 'string', default: 'allow' },
    record: { type: 'string', default: '0' },
    loss: { type: 'string', default: '0' },
    duplicate: { type: 'string', default: '0' },
    reorder: { type: 'string', default: '0' },
    cut: { type: 'string', default: '0' },
    delay: { type: 'string', default: '0' },
    rate: { type: 'string', default: '0' },
    fault: { type: 'string', multiple: true, default: [] },
    log: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) stop(`--${name} is one of ${choices.join(', ')}, not "${value}".`);
  return found;
}

function wholeNumber(name: string, value: string, most: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > most) stop(`--${name} is a number from 0 to ${String(most)}, not "${value}".`);
  return number;
}

function share(name: 'loss' | 'duplicate' | 'reorder' | 'cut'): number {
  const number = Number(values[name]);
  if (values[name].trim() === '' || !(number >= 0 && number <= 1)) {
    stop(`--${name} is a share from 0 to 1, not "${values[name]}".`);
  }
  return number;
}

function recordSize(): number {
  const size = wholeNumber('record', values.record, 64 * 1024 * 1024);
  if (size > 0 && size < 512) stop(`--record is 0 or at least 512, not "${values.record}".`);
  return size;
}

function stop(message: string): never {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}

function readFault(text: string): InjectedFault {
  const [step = '', code = '', ...path] = text.split(':');
  const steps = ['message', 'param', 'set', 'add', 'delete', 'operate'] as const;
  return {
    step: oneOf('fault', step, steps),
    code: wholeNumber('fault', code, 7999),
    path: path.join(':'),
    message: 'Injected by the lab.',
  };
}

function describe(event: AgentEvent): string | undefined {
  if (event.type === 'going-down') return `the device goes down (${event.wish.kind})`;
  if (event.type === 'started') return `the device has started (${event.boot.cause})`;
  if (event.type !== 'record' || !values.log) return undefined;
  const { direction, peer, recordType, msg, dropped, bytes } = event.seen;
  const body = msg?.body?.msgBody;
  const kind =
    body?.case === 'error' ? 'error' : body?.case === 'request' ? body.value.reqType.case : body?.value?.respType.case;
  const what = `${recordType ?? 'no Record'}${kind ? ` ${kind}` : ''}, ${String(bytes.length)} bytes`;
  return `${direction === 'in' ? '<-' : '->'} ${peer ?? 'nobody'}: ${what}${dropped ? ` (dropped: ${dropped})` : ''}`;
}

if (values.help) {
  console.log(usage);
  process.exit(0);
}

const agentId = values.agent;
const topic = values.topic ?? `usp/agent/${agentId.replace(/[^A-Za-z0-9-]+/g, '-')}`;
const version = oneOf('mqtt', values.mqtt, ['5', '3.1.1'] as const);
let mosquitto: Mosquitto | undefined;
const brokers: LabBroker[] = [];
const credentials = {
  ...(values.username !== undefined && { username: values.username }),
  ...(values.password !== undefined && { password: values.password }),
};
if (values.broker !== undefined) {
  brokers.push({ url: values.broker, version, topic, ...credentials });
} else if (!values['no-mqtt'] && findProgram('mosquitto') !== undefined) {
  // The same each time where it is free: a connection that the page has saved goes on.
  mosquitto = await startMosquitto({ firstWsPort: 8182 });
  brokers.push({ url: mosquitto.mqttUrl, version, topic });
}

const lab = await startLab({
  agentId,
  controllers: values.controller,
  newcomers: oneOf('newcomers', values.newcomers, ['full', 'untrusted', 'refuse'] as const),
  size: oneOf('size', values.size, ['home', 'large'] as const),
  seed: wholeNumber('seed', values.seed, 2 ** 32 - 1),
  faults: values.fault.map(readFault),
  session: {
    mode: ({ require: 'Require', allow: 'Allow', forbid: 'Forbid' } as const)[
      oneOf('session', values.session, ['require', 'allow', 'forbid'] as const)
    ],
    maxRecordSize: recordSize(),
  },
  link: {
    loss: share('loss'),
    duplicate: share('duplicate'),
    reorder: share('reorder'),
    cut: share('cut'),
    delay: wholeNumber('delay', values.delay, 10_000),
    rate: wholeNumber('rate', values.rate, 1_000_000_000),
  },
  webSocket: {
    host: values.host,
    port: wholeNumber('port', values.port, 65_535),
    extensionHeader: values['extension-header'],
  },
  brokers,
  onNote: (note) => console.log(`${time()} ${note}`),
  onEvent: (event) => {
    const line = describe(event);
    if (line !== undefined) console.log(`${time()} ${line}`);
  },
});

function time(): string {
  return new Date().toISOString().slice(11, 19);
}

/** What goes behind the page's address to open the connection (docs/links.md). */
function linkLine(fields: string | undefined): string {
  return fields === undefined ? '' : `\n              or the link   <the page's address>#connect=${fields}`;
}

console.log(`
The demo device runs. In the page, enter:

  WebSocket   address       ${lab.webSocketUrl ?? '-'}
              Agent         ${agentId}${linkLine(lab.webSocketUrl && `${lab.webSocketUrl}&agent=${encodeURIComponent(agentId)}`)}`);
for (const { url } of brokers) {
  const address = mosquitto ? mosquitto.wsUrl : /^wss?:/.test(url) ? url : `the WebSocket address of ${url}`;
  console.log(`
  MQTT ${version.padEnd(5)}  address       ${address}
              Agent         ${agentId}
              its topic     ${topic}${linkLine(address.startsWith('ws') ? `${address}&mtp=mqtt&version=${version}&agent=${encodeURIComponent(agentId)},${encodeURIComponent(topic)}` : undefined)}`);
}
if (brokers.length === 0 && !values['no-mqtt'])
  console.log('\n  No MQTT: mosquitto is not installed, and no --broker was given.');
console.log('\nEnd it with Ctrl+C.\n');

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await lab.close();
  await mosquitto?.dispose();
  process.exit(0);
}
process.on('SIGINT', () => void end());
process.on('SIGTERM', () => void end());
