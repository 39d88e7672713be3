/** DownloadDiagnostics() and UploadDiagnostics() (TR-143). */
import { microTimeText } from '../time-text.ts';
import { destinationOf, hostOfUrl } from './network.ts';
import { failed, numberArg, type AsyncCommand, type CommandCall, type OutputArgs } from './types.ts';

interface Direction {
  readonly url: 'DownloadURL' | 'UploadURL';
  /** Bytes per second of the line. */
  readonly speed: number;
  /** Bytes where the length is not told by the test. */
  readonly fileSize: number;
  /** The argument that counts the test's own bytes. */
  readonly test: 'TestBytesReceived' | 'TestBytesSent';
}

const download: Direction = {
  url: 'DownloadURL',
  speed: 58_000_000,
  fileSize: 200_000_000,
  test: 'TestBytesReceived',
};
const upload: Direction = { url: 'UploadURL', speed: 23_000_000, fileSize: 50_000_000, test: 'TestBytesSent' };

export const downloadDiagnostics: AsyncCommand = (call) => transfer(call, download);
export const uploadDiagnostics: AsyncCommand = (call) => transfer(call, upload);

function transfer(call: CommandCall, direction: Direction): ReturnType<AsyncCommand> {
  const host = hostOfUrl(call.args.get(direction.url) ?? '');
  if (host === undefined) return failed(7027, `${direction.url} is no URL of http or ftp.`);
  const target = destinationOf(host, call.args.get('ProtocolVersion') ?? 'Any');
  if (!target.known) return quick('Error_CannotResolveHostName');
  if (!target.reachable) return { ...quick('Error_InitConnectionFailed'), duration: 5_000 };
  const connections = Math.min(8, numberArg(call, 'NumberOfConnections', 1));
  const seconds = numberArg(call, 'TimeBasedTestDuration', 0);
  const speed = direction.speed * (0.85 + call.random.next() * 0.15) * (connections === 1 ? 0.7 : 1);
  const length = numberArg(call, 'TestFileLength', direction.fileSize);
  const bytes = seconds > 0 ? Math.round(seconds * speed) : length;
  const duration = seconds > 0 ? seconds * 1000 : Math.max(200, Math.round((bytes / speed) * 1000));
  const begun = call.store.now;
  return {
    duration: Math.min(999_000, duration + 120),
    finish: () => ({ output: report(call, direction, { begun, bytes, duration, connections, target }) }),
  };
}

interface Run {
  readonly begun: number;
  readonly bytes: number;
  readonly duration: number;
  readonly connections: number;
  readonly target: { readonly address: string; readonly roundTrip: number };
}

function report(call: CommandCall, direction: Direction, run: Run): OutputArgs {
  const { bytes, connections, duration, target } = run;
  const opened = run.begun * 1000;
  const request = opened + target.roundTrip;
  const begin = request + target.roundTrip * 2;
  const end = begin + duration * 1000;
  const output: OutputArgs[number][] = [
    ['Status', 'Complete'],
    ['IPAddressUsed', target.address],
    ...moments('', request, begin, end),
    ...amounts('', direction, bytes),
    [`${direction.test}UnderFullLoading`, bytes],
    ['TotalBytesReceivedUnderFullLoading', totals(direction, bytes).received],
    ['TotalBytesSentUnderFullLoading', totals(direction, bytes).sent],
    ['PeriodOfFullLoading', duration * 1000],
    ...opening('', opened, request),
  ];
  if (call.args.get('EnablePerConnectionResults') === 'true') {
    for (let number = 1; number <= connections; number++) {
      const prefix = `PerConnectionResult.${String(number)}.`;
      output.push(
        ...moments(prefix, request + number * 300, begin + number * 300, end),
        ...amounts(prefix, direction, Math.round(bytes / connections)),
        ...opening(prefix, opened + number * 300, request + number * 300),
      );
    }
  }
  const interval = numberArg(call, 'TimeBasedTestMeasurementInterval', 0);
  const offset = numberArg(call, 'TimeBasedTestMeasurementOffset', 0);
  const slices = interval > 0 ? Math.min(60, Math.floor((duration / 1000 - offset) / interval)) : 0;
  for (let number = 1; number <= slices; number++) {
    const prefix = `IncrementalResult.${String(number)}.`;
    const from = begin + (offset + (number - 1) * interval) * 1_000_000;
    output.push(
      ...amounts(
        prefix,
        direction,
        Math.round(((bytes * interval * 1000) / duration) * (0.9 + call.random.next() * 0.2)),
      ),
      [`${prefix}StartTime`, microTimeText(from)],
      [`${prefix}EndTime`, microTimeText(from + interval * 1_000_000)],
    );
  }
  return output;
}

function moments(prefix: string, request: number, begin: number, end: number): (readonly [string, string])[] {
  return [
    [`${prefix}ROMTime`, microTimeText(request)],
    [`${prefix}BOMTime`, microTimeText(begin)],
    [`${prefix}EOMTime`, microTimeText(end)],
  ];
}

function opening(prefix: string, from: number, to: number): (readonly [string, string])[] {
  return [
    [`${prefix}TCPOpenRequestTime`, microTimeText(from)],
    [`${prefix}TCPOpenResponseTime`, microTimeText(to)],
  ];
}

function amounts(prefix: string, direction: Direction, bytes: number): (readonly [string, number])[] {
  const { received, sent } = totals(direction, bytes);
  return [
    [`${prefix}${direction.test}`, bytes],
    [`${prefix}TotalBytesReceived`, received],
    [`${prefix}TotalBytesSent`, sent],
  ];
}

/** Headers make what flows 4 % more; the other way go acknowledgements. */
function totals({ test }: Direction, bytes: number): { received: number; sent: number } {
  const main = Math.round(bytes * 1.04);
  const back = Math.round(bytes * 0.02);
  return test === 'TestBytesReceived' ? { received: main, sent: back } : { received: back, sent: main };
}

function quick(status: string) {
  return { duration: 400, finish: () => ({ output: [['Status', status]] as const }) };
}
