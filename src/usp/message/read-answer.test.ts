import { fromText } from '@bufbuild/protobuf/txtpb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MsgSchema } from '../../gen/usp-msg_pb.ts';
import { vectorBytes } from '../testing/vectors.ts';
import type { UspAnswer } from './answer-types.ts';
import { buildMessage, decodeMessage, encodeMessage, type Msg } from './message.ts';
import { nameValues, readAnswer, readParamErrors, readVersions } from './read-answer.ts';

function answerOf(msg: Msg): UspAnswer | undefined {
  const decoded = decodeMessage(encodeMessage(msg));
  const body = decoded.ok ? decoded.msg.body?.msgBody : undefined;
  return body?.case === 'response' ? readAnswer(body.value) : undefined;
}

function fromVector(name: string): UspAnswer | undefined {
  const decoded = decodeMessage(vectorBytes(name));
  if (!decoded.ok) throw new Error(decoded.fault.detail);
  return answerOf(decoded.msg);
}

function fromResponse(text: string): UspAnswer | undefined {
  return answerOf(fromText(MsgSchema, `header { msg_id: "1" } body { response { ${text} } }`));
}

const ssid = 'Device.WiFi.SSID.1.';

describe('every Response is read [R-ENC.0]', () => {
  it('GetResp: one bad path keeps the good ones', () => {
    expect(fromVector('get_resp')).toEqual({
      kind: 'Get',
      results: [
        {
          requestedPath: 'Device.DeviceInfo.',
          objects: [
            {
              path: 'Device.DeviceInfo.',
              params: [
                ['Manufacturer', 'Acme Ünïcöde 📡'],
                ['SerialNumber', ''],
              ],
            },
          ],
        },
        { requestedPath: 'Device.Nope.', error: { code: 7026, message: 'Invalid path' }, objects: [] },
      ],
    });
  });

  it('SetResp', () => {
    expect(fromVector('set_resp_success')).toEqual({
      kind: 'Set',
      results: [
        {
          requestedPath: ssid,
          instances: [
            {
              path: ssid,
              params: [['SSID', 'home']],
              paramErrors: [{ path: 'X', code: 7010, message: 'Unsupported parameter' }],
            },
          ],
        },
      ],
    });
    expect(fromVector('set_resp_failure')).toEqual({
      kind: 'Set',
      results: [
        {
          requestedPath: ssid,
          error: { code: 7021, message: 'Required parameter failed' },
          instances: [
            { path: ssid, params: [], paramErrors: [{ path: 'SSID', code: 7012, message: 'Invalid value' }] },
          ],
        },
      ],
    });
    expect(fromVector('set_resp_empty_success')).toEqual({
      kind: 'Set',
      results: [{ requestedPath: 'Device.WiFi.SSID.[Alias=="x"].', instances: [] }],
    });
  });

  it('AddResp', () => {
    expect(fromVector('add_resp')).toEqual({
      kind: 'Add',
      results: [
        {
          requestedPath: 'Device.LocalAgent.Subscription.',
          instantiatedPath: 'Device.LocalAgent.Subscription.7.',
          uniqueKeys: [
            ['ID', 's1'],
            ['Recipient', 'Device.LocalAgent.Controller.1'],
          ],
          paramErrors: [],
        },
      ],
    });
    const failed = 'oper_status { oper_failure { err_code: 7025 } }';
    const partly =
      'oper_status { oper_success { instantiated_path: "D.2." param_errs { param: "Y" err_code: 7012 err_msg: "no" } } }';
    expect(fromResponse(`add_resp { created_obj_results { ${failed} } created_obj_results { ${partly} } }`)).toEqual({
      kind: 'Add',
      results: [
        {
          requestedPath: '',
          error: { code: 7025, message: '' },
          instantiatedPath: '',
          uniqueKeys: [],
          paramErrors: [],
        },
        {
          requestedPath: '',
          instantiatedPath: 'D.2.',
          uniqueKeys: [],
          paramErrors: [{ path: 'Y', code: 7012, message: 'no' }],
        },
      ],
    });
  });

  it('DeleteResp', () => {
    const path = 'Device.LocalAgent.Subscription.7.';
    expect(fromVector('delete_resp')).toEqual({
      kind: 'Delete',
      results: [
        {
          requestedPath: path,
          affectedPaths: [path],
          unaffectedPaths: [{ path: 'Device.X.1.', code: 7024, message: 'Delete failure' }],
        },
      ],
    });
    const failure = 'requested_path: "D." oper_status { oper_failure { err_code: 7016 err_msg: "gone" } }';
    expect(fromResponse(`delete_resp { deleted_obj_results { ${failure} } }`)).toEqual({
      kind: 'Delete',
      results: [
        { requestedPath: 'D.', error: { code: 7016, message: 'gone' }, affectedPaths: [], unaffectedPaths: [] },
      ],
    });
  });

  it('OperateResp: a Request object, output arguments, a failure', () => {
    expect(fromVector('operate_resp_async')).toEqual({
      kind: 'Operate',
      results: [
        {
          executedCommand: 'Device.IP.Diagnostics.IPPing()',
          outcome: { type: 'request', requestPath: 'Device.LocalAgent.Request.3' },
        },
      ],
    });
    expect(fromVector('operate_resp_sync')).toEqual({
      kind: 'Operate',
      results: [{ executedCommand: 'Device.X()', outcome: { type: 'output', args: [['Status', 'Complete']] } }],
    });
    expect(fromVector('operate_resp_failure')).toEqual({
      kind: 'Operate',
      results: [
        {
          executedCommand: 'Device.X()',
          outcome: { type: 'failure', error: { code: 7022, message: 'Command failure' } },
        },
      ],
    });
  });

  it('GetInstancesResp', () => {
    expect(fromVector('get_instances_resp')).toEqual({
      kind: 'GetInstances',
      results: [{ requestedPath: 'Device.WiFi.SSID.', instances: [{ path: ssid, uniqueKeys: [['Alias', 'cpe-1']] }] }],
    });
    const failed = 'req_path_results { requested_path: "D." err_code: 7026 }';
    expect(fromResponse(`get_instances_resp { ${failed} }`)).toEqual({
      kind: 'GetInstances',
      results: [{ requestedPath: 'D.', error: { code: 7026, message: '' }, instances: [] }],
    });
  });

  it('GetSupportedDMResp', () => {
    expect(fromVector('get_supported_dm_resp')).toEqual({
      kind: 'GetSupportedDM',
      results: [
        {
          requestedPath: 'Device.',
          dataModelInstUri: 'urn:broadband-forum-org:tr-181-2-19-0',
          objects: [
            {
              path: 'Device.WiFi.SSID.{i}.',
              access: 'addDelete',
              isMultiInstance: true,
              params: [{ name: 'SSID', access: 'readWrite', type: 'string', valueChange: 'allowed' }],
              commands: [{ name: 'Reset()', type: 'async', inputArgs: ['Mode'], outputArgs: ['Status'] }],
              events: [{ name: 'Up!', args: ['Reason'] }],
              divergentPaths: ['Device.WiFi.SSID.2.'],
              uniqueKeySets: [['Alias'], ['BSSID', 'Name']],
            },
          ],
        },
      ],
    });
  });

  it('GetSupportedProtocolResp', () => {
    expect(fromVector('get_supported_protocol_resp')).toEqual({
      kind: 'GetSupportedProtocol',
      versions: ['1.3', '1.4'],
    });
  });

  it.each(['notify_resp', 'register_resp', 'deregister_resp'])('%s is no answer to a request of ours', (name) => {
    expect(fromVector(name)).toBeUndefined();
  });
});

describe('enumerations of GetSupportedDM', () => {
  const supported = (text: string) => {
    const answer = fromResponse(`get_supported_dm_resp { req_obj_results { supported_objs { ${text} } } }`);
    return answer?.kind === 'GetSupportedDM' ? answer.results[0]?.objects[0] : undefined;
  };

  it.each([
    ['OBJ_READ_ONLY', 'readOnly'],
    ['OBJ_ADD_DELETE', 'addDelete'],
    ['OBJ_ADD_ONLY', 'addOnly'],
    ['OBJ_DELETE_ONLY', 'deleteOnly'],
  ])('%s is %s', (wire, access) => {
    expect(supported(`access: ${wire}`)?.access).toBe(access);
  });

  it.each([
    ['PARAM_READ_ONLY', 'readOnly'],
    ['PARAM_READ_WRITE', 'readWrite'],
    ['PARAM_WRITE_ONLY', 'writeOnly'],
  ])('%s is %s', (wire, access) => {
    expect(supported(`supported_params { access: ${wire} }`)?.params[0]?.access).toBe(access);
  });

  it.each([
    ['PARAM_UNKNOWN', 'unknown'],
    ['PARAM_BASE_64', 'base64'],
    ['PARAM_BOOLEAN', 'boolean'],
    ['PARAM_DATE_TIME', 'dateTime'],
    ['PARAM_DECIMAL', 'decimal'],
    ['PARAM_HEX_BINARY', 'hexBinary'],
    ['PARAM_INT', 'int'],
    ['PARAM_LONG', 'long'],
    ['PARAM_STRING', 'string'],
    ['PARAM_UNSIGNED_INT', 'unsignedInt'],
    ['PARAM_UNSIGNED_LONG', 'unsignedLong'],
  ])('%s is %s', (wire, type) => {
    expect(supported(`supported_params { value_type: ${wire} }`)?.params[0]?.type).toBe(type);
  });

  it.each([
    ['VALUE_CHANGE_UNKNOWN', 'unknown'],
    ['VALUE_CHANGE_ALLOWED', 'allowed'],
    ['VALUE_CHANGE_WILL_IGNORE', 'willIgnore'],
  ])('%s is %s', (wire, valueChange) => {
    expect(supported(`supported_params { value_change: ${wire} }`)?.params[0]?.valueChange).toBe(valueChange);
  });

  it.each([
    ['CMD_UNKNOWN', 'unknown'],
    ['CMD_SYNC', 'sync'],
    ['CMD_ASYNC', 'async'],
  ])('%s is %s', (wire, type) => {
    expect(supported(`supported_commands { command_type: ${wire} }`)?.commands[0]?.type).toBe(type);
  });
});

describe('what is an error and what only looks like one', () => {
  it('a parameter named errMsg or err_code is a parameter', () => {
    const params = 'result_params { key: "errMsg" value: "7026" } result_params { key: "err_code" value: "7003" }';
    expect(
      fromResponse(`get_resp { req_path_results { resolved_path_results { resolved_path: "D." ${params} } } }`),
    ).toEqual({
      kind: 'Get',
      results: [
        {
          requestedPath: '',
          objects: [
            {
              path: 'D.',
              params: [
                ['errMsg', '7026'],
                ['err_code', '7003'],
              ],
            },
          ],
        },
      ],
    });
  });

  it('an err_code with an empty err_msg is a failure, an err_msg with code 0 is none', () => {
    const results = 'req_path_results { err_code: 7002 } req_path_results { err_msg: "all is well" }';
    expect(fromResponse(`get_resp { ${results} }`)).toEqual({
      kind: 'Get',
      results: [
        { requestedPath: '', error: { code: 7002, message: '' }, objects: [] },
        { requestedPath: '', objects: [] },
      ],
    });
  });

  it.each([
    ['set_resp { updated_obj_results {} }', 'Set'],
    ['add_resp { created_obj_results {} }', 'Add'],
    ['delete_resp { deleted_obj_results {} }', 'Delete'],
  ])('%s: a missing oper_status is no success', (text, kind) => {
    expect(fromResponse(text)).toMatchObject({ kind, results: [{ error: { code: 7003 } }] });
  });

  it('the parameter errors of an Error Message', () => {
    const decoded = decodeMessage(vectorBytes('error'));
    const body = decoded.ok ? decoded.msg.body?.msgBody : undefined;
    expect(body?.case === 'error' && readParamErrors(body.value)).toEqual([
      { path: 'Device.X', code: 7010, message: 'Unsupported parameter' },
    ]);
  });
});

describe('names that a peer chose', () => {
  const hostile = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then'];

  it('stay names, in every map there is', () => {
    const pairs = hostile.map((key) => ({ key, value: 'x' }));
    const expected = hostile.map((key) => [key, 'x']);
    const before = Object.getOwnPropertyNames(Object.prototype);
    const get = buildMessage('1', {
      msgBody: {
        case: 'response',
        value: {
          respType: {
            case: 'getResp',
            value: { reqPathResults: [{ resolvedPathResults: [{ resolvedPath: '__proto__.', resultParams: pairs }] }] },
          },
        },
      },
    });
    expect(answerOf(get)).toMatchObject({ results: [{ objects: [{ path: '__proto__.', params: expected }] }] });
    const operate = buildMessage('1', {
      msgBody: {
        case: 'response',
        value: {
          respType: {
            case: 'operateResp',
            value: {
              operationResults: [{ operationResp: { case: 'reqOutputArgs', value: { outputArgs: pairs } } }],
            },
          },
        },
      },
    });
    expect(answerOf(operate)).toMatchObject({ results: [{ outcome: { args: expected } }] });
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('there twice: the last value counts, as in a protobuf map', () => {
    const pair = (key: string, value: string) => ({ $typeName: 'usp.Pair' as const, key, value });
    expect(nameValues([pair('A', '1'), pair('B', '2'), pair('A', '3')])).toEqual([
      ['A', '3'],
      ['B', '2'],
    ]);
  });

  it('an instance number of 100,000,000 is text in a path, nothing more', () => {
    const path = 'Device.Hosts.Host.100000000.';
    expect(
      fromResponse(`get_instances_resp { req_path_results { curr_insts { instantiated_obj_path: "${path}" } } }`),
    ).toMatchObject({ results: [{ instances: [{ path }] }] });
  });
});

it('versions are a comma-separated list, however it is written', () => {
  expect(readVersions(' 1.3, 1.4 ,,')).toEqual(['1.3', '1.4']);
  expect(readVersions('')).toEqual([]);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readVersions(text).every((version) => version !== '' && !version.includes(','))).toBe(true);
    }),
  );
});
