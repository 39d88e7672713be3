/** A Record or Message in the forms that other tools take. What is kept back on the screen is kept back here, too. */
import { FieldReader } from '../../usp/fields/field-reader.ts';
import { wholeMessage, type FieldMap } from '../../usp/fields/field-map.ts';
import { printBase64 } from '../../usp/value-types/binary.ts';
import type { GetSupportedDMRequest, NameValue, ObjectSettings, UspRequest } from '../../usp/message/request-types.ts';

/** The message within a Record's field map; the whole where the map is that of a Message. */
export function messageField(reader: FieldReader): number | undefined {
  if (reader.map.typeName === 'usp.Msg') return wholeMessage;
  for (let field = 0; field < reader.map.length; field++) if (reader.kind(field).embedded) return field;
  return undefined;
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A line for a shell that has protoc and the standard's schema files decode the bytes. */
export function protocLine(bytes: Uint8Array, schema: 'Record' | 'Msg'): string {
  const [type, file] =
    schema === 'Record' ? ['usp_record.Record', 'usp-record-1-4.proto'] : ['usp.Msg', 'usp-msg-1-4.proto'];
  return `printf '%s' '${printBase64(bytes)}' | base64 -d | protoc --decode=${type} ${file}`;
}

/**
 * The call of the console's `usp` (docs/console.md) that sends the same; what is no request of a Controller goes as the
 * bytes of the Record. Undefined for a Message that is neither.
 */
export function consoleCall(reader: FieldReader): string | undefined {
  const request = readRequest(reader);
  if (request) return callOf(request);
  if (reader.map.typeName === 'usp.Msg') return undefined;
  return `await usp.raw(Uint8Array.from(atob('${printBase64(reader.bytes)}'), (char) => char.charCodeAt(0)))`;
}

/** A reader of the same fields in other bytes of the same length, e.g. masked ones. */
export function readerWith(bytes: Uint8Array, map: FieldMap): FieldReader {
  const decoder = new TextDecoder();
  return new FieldReader(bytes, map, (part) => decoder.decode(part));
}

/** The request in a Record, where it is one that a Controller makes; undefined for all else. */
function readRequest(reader: FieldReader): UspRequest | undefined {
  const message = messageField(reader);
  const request = message === undefined ? undefined : reader.find(message, 'body', 'request');
  const body = request === undefined ? undefined : [...reader.children(request)].at(-1);
  if (body === undefined) return undefined;
  const texts = (name: string) => [...reader.all(body, name)].map((field) => reader.text(field));
  const flag = (name: string) => reader.amountOf(body, name) !== 0n;
  switch (reader.kind(body).name) {
    case 'get': {
      const maxDepth = Number(reader.amountOf(body, 'max_depth'));
      return { kind: 'Get', paths: texts('param_paths'), ...(maxDepth > 0 && { maxDepth }) };
    }
    case 'get_instances':
      return { kind: 'GetInstances', paths: texts('obj_paths'), firstLevelOnly: flag('first_level_only') };
    case 'get_supported_dm':
      return {
        kind: 'GetSupportedDM',
        paths: texts('obj_paths'),
        firstLevelOnly: flag('first_level_only'),
        returnCommands: flag('return_commands'),
        returnEvents: flag('return_events'),
        returnParams: flag('return_params'),
        returnUniqueKeySets: flag('return_unique_key_sets'),
      };
    case 'get_supported_protocol':
      return { kind: 'GetSupportedProtocol' };
    case 'set':
      return { kind: 'Set', allowPartial: flag('allow_partial'), objects: settingsIn(reader, body, 'update_objs') };
    case 'add':
      return { kind: 'Add', allowPartial: flag('allow_partial'), objects: settingsIn(reader, body, 'create_objs') };
    case 'delete':
      return { kind: 'Delete', allowPartial: flag('allow_partial'), paths: texts('obj_paths') };
    case 'operate':
      return {
        kind: 'Operate',
        command: reader.textOf(body, 'command'),
        commandKey: reader.textOf(body, 'command_key'),
        sendResp: flag('send_resp'),
        args: [...reader.all(body, 'input_args')].map((pair): NameValue => [
          reader.textOf(pair, 'key'),
          reader.textOf(pair, 'value'),
        ]),
      };
    default:
      return undefined;
  }
}

function settingsIn(reader: FieldReader, body: number, list: string): ObjectSettings[] {
  return [...reader.all(body, list)].map((object) => ({
    path: reader.textOf(object, 'obj_path'),
    params: [...reader.all(object, 'param_settings')].map((setting) => ({
      param: reader.textOf(setting, 'param'),
      value: reader.textOf(setting, 'value'),
      required: reader.amountOf(setting, 'required') !== 0n,
    })),
  }));
}

/** The short call where it says the same, else the request as it is. */
function callOf(request: UspRequest): string {
  switch (request.kind) {
    case 'Get':
      return call('get', pathsText(request.paths), request.maxDepth !== undefined && { maxDepth: request.maxDepth });
    case 'GetInstances':
      return call('getInstances', pathsText(request.paths), request.firstLevelOnly && { firstLevelOnly: true });
    case 'GetSupportedDM':
      return call('getSupportedDM', pathsText(request.paths), supportedOptions(request));
    case 'GetSupportedProtocol':
      return call('getSupportedProtocol');
    case 'Set':
      if (request.objects.every(({ path, params }) => path.endsWith('.') && allRequired(params) && params.length > 0)) {
        const values = request.objects.flatMap(({ path, params }) =>
          params.map(({ param, value }) => [path + param, value] as const),
        );
        return call('set', pairsText(values), request.allowPartial && { allowPartial: true });
      }
      break;
    case 'Add': {
      const [object] = request.objects;
      if (object && request.objects.length === 1 && !request.allowPartial && allRequired(object.params)) {
        const values = object.params.map(({ param, value }) => [param, value] as const);
        return call('add', quoted(object.path), values.length > 0 && pairsText(values));
      }
      break;
    }
    case 'Delete':
      return call('delete', pathsText(request.paths), request.allowPartial && { allowPartial: true });
    case 'Operate': {
      const { command, commandKey = '', sendResp = true, args = [] } = request;
      const options = { ...(commandKey && { commandKey }), ...(!sendResp && { sendResp }) };
      const more = Object.keys(options).length > 0;
      return call('operate', quoted(command), (args.length > 0 || more) && pairsText(args), more && options);
    }
  }
  return call('request', JSON.stringify(request, undefined, 2));
}

function supportedOptions(request: GetSupportedDMRequest): object | false {
  const { firstLevelOnly, returnCommands, returnEvents, returnParams, returnUniqueKeySets } = request;
  const options = {
    ...(firstLevelOnly && { firstLevelOnly }),
    ...(!returnCommands && { returnCommands }),
    ...(!returnEvents && { returnEvents }),
    ...(!returnParams && { returnParams }),
    ...(!returnUniqueKeySets && { returnUniqueKeySets }),
  };
  return Object.keys(options).length > 0 && options;
}

function allRequired(params: ObjectSettings['params']): boolean {
  return params.every(({ required }) => required);
}

/** @param args as they are written; an object is written as JSON, and what is false is left out. */
function call(name: string, ...args: readonly (string | object | false | undefined)[]): string {
  const written = args
    .filter((arg) => arg !== false && arg !== undefined)
    .map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg)));
  return `await usp.${name}(${written.join(', ')})`;
}

function pathsText(paths: readonly string[]): string {
  const [first] = paths;
  return first !== undefined && paths.length === 1 ? quoted(first) : JSON.stringify(paths);
}

/** Pairs, not an object: a name of a peer's is no key. */
function pairsText(values: readonly (readonly [string, string])[]): string {
  return JSON.stringify(values);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
