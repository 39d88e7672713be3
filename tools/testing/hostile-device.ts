/** A device with ill manners: hostile names and values, gaps, doubles, refusals, half answers. Changed by the test at will. */
import { errorBody, response, type Script } from '../../src/usp/testing/scripted-agent.ts';

export const names = {
  markup: '<img src=x onerror="document.title=1">',
  prototype: '__proto__',
  maker: 'constructor',
  bidi: 'Ab\u202etxt_exe\u0007',
} as const;

export const info = 'Device.DeviceInfo.';
export const rows = 'Device.Things.Thing.';
const megabyte = 1024 * 1024;
/** Begins like a search expression, and never ends. */
const endlessSearch = `[${'a'.repeat(megabyte)}`;

const deep = `Device.${'Down.'.repeat(200)}`;

interface Described {
  readonly path: string;
  readonly params?: readonly string[];
  readonly table?: boolean;
}

export class HostileDevice {
  readonly values = new Map<string, readonly (readonly [name: string, value: string])[]>([
    ['Device.', []],
    [
      info,
      [
        ['ModelName', names.markup],
        ['SoftwareVersion', '1\u202e0'],
        ['FriendlyName', 'before'],
        ['Long', 'x'.repeat(megabyte)],
        // What looks for search expressions must not look at it from each of its characters.
        ['Search', endlessSearch],
        [names.markup, '<script>document.title=2</script>'],
        [names.prototype, 'polluted'],
        [names.maker, 'made'],
        [names.bidi, '\u0000\u001b[31m\u2066'],
      ],
    ],
    [
      `${rows}1.`,
      [
        ['Name', names.markup],
        [names.prototype, 'one'],
      ],
    ],
    [`${rows}2.`, [['Name', 'x'.repeat(megabyte)]]],
  ]);
  /** Answers Get and GetInstances with no result at all. */
  half = false;
  /** What it was asked to set; it answers without a result. */
  readonly settings: { readonly path: string; readonly param: string; readonly value: string }[] = [];

  readonly #described: readonly Described[] = [
    { path: 'Device.' },
    { path: info, params: (this.values.get(info) ?? []).map(([name]) => name) },
    { path: info, params: [...(this.values.get(info) ?? []).map(([name]) => name), 'ModelName', 'Thing.'] },
    // The objects above it are missing.
    { path: 'Device.Gap.Wider.{i}.Below.', params: ['Value'], table: true },
    { path: `${rows}{i}.`, params: ['Name', names.prototype], table: true },
    { path: 'Device.Denied.', params: ['Value'] },
    { path: `Device.${names.prototype}.`, params: ['Value'] },
    { path: `Device.${names.maker}.{i}.`, params: ['Value'], table: true },
    { path: deep, params: ['Bottom'] },
    { path: 'no path at all', params: [''] },
    { path: '', params: ['x'] },
  ];

  readonly script: Script = (request) => {
    switch (request.case) {
      case 'getSupportedProtocol':
        return response({ case: 'getSupportedProtocolResp', value: { agentSupportedProtocolVersions: '1.3,1.4' } });
      case 'getSupportedDm':
        if (!request.value.firstLevelOnly) return errorBody(7005, 'too much');
        return response({
          case: 'getSupportedDmResp',
          value: { reqObjResults: request.value.objPaths.map((path) => this.#describe(path)) },
        });
      case 'getInstances':
        return response({
          case: 'getInstancesResp',
          value: { reqPathResults: this.half ? [] : request.value.objPaths.map((path) => this.#instances(path)) },
        });
      case 'get':
        return response({
          case: 'getResp',
          value: { reqPathResults: this.half ? [] : request.value.paramPaths.map((path) => this.#get(path)) },
        });
      case 'set':
        for (const { objPath: path, paramSettings } of request.value.updateObjs) {
          for (const { param, value } of paramSettings) this.settings.push({ path, param, value });
        }
        return response({ case: 'setResp', value: {} });
      default:
        return errorBody(7000, 'no');
    }
  };

  #describe(path: string) {
    const whole = path === 'Device.';
    const found = this.#described.filter((object) => (whole ? object.path !== info : object.path === path));
    if (found.length === 0 && path !== info) return { reqObjPath: path, errCode: 7026, errMsg: names.markup };
    return {
      reqObjPath: path,
      supportedObjs: (path === info || whole ? [...this.#described] : found).map(
        ({ path: at, params = [], table = false }) => ({
          supportedObjPath: at,
          isMultiInstance: table,
          access: table ? (1 as const) : (0 as const),
          supportedParams: params.map((paramName) => ({ paramName, access: 1 as const, valueType: 8 as const })),
          supportedCommands: [{ commandName: 'Do()', inputArgNames: ['a', 'a'], outputArgNames: ['b', 'b'] }],
          supportedEvents: [{ eventName: 'Did!', argNames: ['c', 'c', names.prototype] }],
          uniqueKeySets: [{ keyNames: [names.prototype] }],
          divergentPaths: [names.markup],
        }),
      ),
    };
  }

  #instances(path: string) {
    if (path.startsWith('Device.Denied.')) return { requestedPath: path, errCode: 7006, errMsg: 'not for you' };
    const currInsts = [...this.values.keys()]
      .filter((at) => at.startsWith(path) && at !== path && at.startsWith(rows))
      .flatMap((at) =>
        [1, 2].map(() => ({ instantiatedObjPath: at, uniqueKeys: [{ key: names.prototype, value: 'k' }] })),
      );
    return { requestedPath: path, currInsts };
  }

  #get(path: string) {
    if (path.startsWith('Device.Denied.')) return { requestedPath: path, errCode: 7006, errMsg: 'not for you' };
    const below = path.replace('*.', '');
    const found = [...this.values].filter(([at]) => (path.includes('*') ? at.startsWith(below) : at === below));
    if (found.length === 0) return { requestedPath: path, errCode: 7026, errMsg: 'gone' };
    return {
      requestedPath: path,
      resolvedPathResults: [...found, ...found].map(([resolvedPath, params]) => ({
        resolvedPath,
        resultParams: params.map(([key, value]) => ({ key, value })),
      })),
    };
  }
}
