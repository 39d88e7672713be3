/** IPPing(), TraceRoute(), NSLookupDiagnostics(), NeighboringWiFiDiagnostic() and SelfTestDiagnostics(). */
import { macAddress } from '../home/setup.ts';
import { destinationOf } from './network.ts';
import { numberArg, type AsyncCommand, type CommandCall, type OutputArgs } from './types.ts';

/** No run takes longer: ten minutes. */
const longest = 600_000;

export const ipPing: AsyncCommand = (call) => {
  const repetitions = numberArg(call, 'NumberOfRepetitions', 4);
  const timeout = numberArg(call, 'Timeout', 1_000);
  const target = destinationOf(call.args.get('Host') ?? '', call.args.get('ProtocolVersion') ?? 'Any');
  if (!target.known) return quick([['Status', 'Error_CannotResolveHostName']]);
  const answered = target.reachable && target.roundTrip <= timeout * 1000;
  const each = answered ? 250 : timeout;
  return {
    duration: Math.min(longest, repetitions * each),
    finish: () => {
      if (!answered) {
        return { output: [...pingCounts(target.address, 0, repetitions), ...pingTimes([0])] };
      }
      const times: number[] = [];
      let lost = 0;
      // Of very many runs the first thousand stand for all.
      for (let run = 0; run < Math.min(repetitions, 1_000); run++) {
        if (call.random.chance(0.01)) lost++;
        else times.push(Math.round(target.roundTrip * (0.95 + call.random.next() * 0.3)));
      }
      const counts = pingCounts(target.address, repetitions - lost, lost);
      return { output: [...counts, ...pingTimes(times.length > 0 ? times : [0])] };
    },
  };
};

function pingCounts(address: string, success: number, failure: number): OutputArgs {
  return [
    ['Status', 'Complete'],
    ['IPAddressUsed', address],
    ['SuccessCount', success],
    ['FailureCount', failure],
  ];
}

/** Microseconds in, milliseconds and microseconds out. */
function pingTimes(times: readonly number[]): OutputArgs {
  const average = Math.round(times.reduce((sum, time) => sum + time, 0) / times.length);
  const all = [
    ['Average', average],
    ['Minimum', Math.min(...times)],
    ['Maximum', Math.max(...times)],
  ] as const;
  return [
    ...all.map(([name, time]) => [`${name}ResponseTime`, Math.round(time / 1000)] as const),
    ...all.map(([name, time]) => [`${name}ResponseTimeDetailed`, time] as const),
  ];
}

export const traceRoute: AsyncCommand = (call) => {
  const tries = numberArg(call, 'NumberOfTries', 3);
  const timeout = numberArg(call, 'Timeout', 5_000);
  const most = numberArg(call, 'MaxHopCount', 30);
  const version = call.args.get('ProtocolVersion') ?? 'Any';
  const target = destinationOf(call.args.get('Host') ?? '', version);
  if (!target.known) return quick([['Status', 'Error_CannotResolveHostName']]);
  const hops = Math.min(target.hops, most);
  const arrives = target.reachable && target.hops <= most;
  return {
    duration: Math.min(longest, hops * tries * 40 + (arrives ? 0 : timeout)),
    finish: () => {
      const output: OutputArgs[number][] = [
        ['Status', arrives ? 'Complete' : target.reachable ? 'Error_MaxHopCountExceeded' : 'Error_NoRouteToHost'],
        ['IPAddressUsed', target.address],
        ['ResponseTime', arrives ? Math.round(target.roundTrip / 1000) : 0],
      ];
      for (let hop = 1; hop <= hops; hop++) {
        const isLast = hop === target.hops;
        const prefix = `RouteHops.${String(hop)}.`;
        const base = (target.roundTrip * hop) / target.hops / 1000;
        const times = Array.from({ length: tries }, () =>
          Math.max(1, Math.round(base * (0.8 + call.random.next() * 0.5))),
        );
        output.push(
          [`${prefix}Host`, isLast ? (call.args.get('Host') ?? '') : hopName(hop)],
          [`${prefix}HostAddress`, isLast ? target.address : hopAddress(hop, version)],
          [`${prefix}ErrorCode`, isLast ? 0 : 11],
          [`${prefix}RTTimes`, times.join(',')],
        );
      }
      return { output };
    },
  };
};

function hopName(hop: number): string {
  return hop === 1 ? 'bng-7.isp.example' : `core-${String(hop)}.isp.example`;
}

function hopAddress(hop: number, version: string): string {
  return version === 'IPv6' ? `2001:db8:ff::${String(hop)}` : `203.0.113.${String(hop)}`;
}

export const nsLookup: AsyncCommand = (call) => {
  const repetitions = numberArg(call, 'NumberOfRepetitions', 1) || 1;
  const timeout = numberArg(call, 'Timeout', 1_000);
  const name = call.args.get('HostName') ?? '';
  const server = call.args.get('DNSServer') || '198.51.100.53';
  const target = destinationOf(name, 'Any');
  const serverAt = destinationOf(server, 'Any');
  if (!serverAt.known) return quick([['Status', 'Error_DNSServerNotResolved']]);
  const answered = serverAt.reachable;
  return {
    duration: Math.min(longest, repetitions * (answered ? 60 : timeout)),
    finish: () => {
      const output: OutputArgs[number][] = [
        ['Status', 'Complete'],
        ['SuccessCount', answered && target.known ? repetitions : 0],
      ];
      for (let run = 1; run <= Math.min(repetitions, 100); run++) {
        const prefix = `Result.${String(run)}.`;
        const status = !answered ? 'Error_Timeout' : target.known ? 'Success' : 'Error_HostNameNotResolved';
        output.push(
          [`${prefix}Status`, status],
          [`${prefix}AnswerType`, answered && target.known ? 'NonAuthoritative' : 'None'],
          [`${prefix}HostNameReturned`, target.known ? name : ''],
          [`${prefix}IPAddresses`, target.address],
          [`${prefix}DNSServerIP`, serverAt.address],
          [`${prefix}ResponseTime`, answered ? call.random.between(3, 40) : 0],
        );
      }
      return { output };
    },
  };
};

export const neighboringWifi: AsyncCommand = (call) => {
  const { store, random } = call;
  const radios = [...store.table('Device.WiFi.Radio.').rows.values()].filter(
    (radio) => store.read(radio, 'Status') === 'Up',
  );
  return {
    duration: 1_500 + radios.length * 1_200,
    finish: () => {
      const output: OutputArgs[number][] = [['Status', 'Complete']];
      let number = 0;
      for (const radio of radios) {
        const channels = store.read(radio, 'PossibleChannels').split(',');
        for (let found = random.between(2, 6); found > 0; found--) {
          number++;
          output.push(...neighbour(call, `Result.${String(number)}.`, number, radio.path.slice(0, -1), channels));
        }
      }
      return { output };
    },
  };
};

function neighbour(
  { store, random }: CommandCall,
  prefix: string,
  number: number,
  radioPath: string,
  channels: readonly string[],
): OutputArgs {
  const radio = store.object(`${radioPath}.`);
  const names = [
    'Nest',
    'FRITZ!Box 7590 XY',
    'Kaffeehaus',
    'Linksys',
    'Über uns',
    'do not disturb',
    '',
    'Villa "Kunterbunt"',
  ];
  const standards = store.read(radio, 'SupportedStandards');
  const isSix = store.read(radio, 'OperatingFrequencyBand') === '6GHz';
  const wpa = isSix ? 'WPA3-SAE' : random.pick(['WPA2', 'WPA2-PSK-WPA3-SAE', 'None']);
  return [
    [`${prefix}Radio`, radioPath],
    [`${prefix}SSID`, names[random.between(0, names.length - 1)] ?? ''],
    [`${prefix}BSSID`, macAddress(0x90, number)],
    [`${prefix}Mode`, 'Infrastructure'],
    [`${prefix}Channel`, channels[random.between(0, channels.length - 1)] ?? '1'],
    [`${prefix}SignalStrength`, -random.between(48, 91)],
    [`${prefix}SecurityModeEnabled`, wpa],
    [`${prefix}EncryptionMode`, wpa === 'None' ? '' : 'AES'],
    [`${prefix}OperatingFrequencyBand`, store.read(radio, 'OperatingFrequencyBand')],
    [`${prefix}SupportedStandards`, standards],
    [`${prefix}OperatingStandards`, standards],
    [`${prefix}OperatingChannelBandwidth`, random.pick(['20MHz', '40MHz', '80MHz'])],
    [`${prefix}BeaconPeriod`, 100],
    [`${prefix}Noise`, -random.between(90, 97)],
    [`${prefix}BasicDataTransferRates`, '6,12,24'],
    [`${prefix}SupportedDataTransferRates`, '6,9,12,18,24,36,48,54'],
    [`${prefix}DTIMPeriod`, random.between(1, 3)],
  ];
}

export const selfTest: AsyncCommand = ({ store }) => ({
  duration: 5_000,
  finish: () => ({
    output: [
      ['Status', 'Complete'],
      ['Results', `memory ok, flash ok, ${String(store.table('Device.WiFi.Radio.').rows.size)} radios ok, fibre ok`],
    ],
  }),
});

function quick(output: OutputArgs) {
  return { duration: 400, finish: () => ({ output }) };
}
