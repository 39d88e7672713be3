import { describe, expect, it } from 'vitest';
import { readerOf } from './decode-text.ts';
import { messageFields } from './field-tree.ts';
import { buildMessage, encodeMessage, type MsgInit } from '../message/message.ts';
import { bytesField, join } from '../testing/wire-writer.ts';
import { valueFields } from '../fields/value-fields.ts';

type Body = NonNullable<NonNullable<MsgInit['body']>['msgBody']>;

function valuesIn(bytes: Uint8Array): string[] {
  const reader = readerOf(bytes, messageFields(bytes));
  return [...valueFields(reader)].map(({ field, of, path, name }) => `${of} ${path} ${name}=${reader.text(field)}`);
}
const values = (msgBody: Body) => valuesIn(encodeMessage(buildMessage('1', { msgBody })));
const pairs = [
  { key: 'A', value: '1' },
  { key: 'B.1.C', value: '2' },
];
const success = (value: object) => ({ operStatus: { case: 'operSuccess' as const, value } });

describe('the values of a Message, each with its parameter or argument', () => {
  it('in a Get Response', () => {
    const reqPathResults = [
      { requestedPath: 'Device.X.', resolvedPathResults: [{ resolvedPath: 'Device.X.1.', resultParams: pairs }] },
    ];
    expect(values({ case: 'response', value: { respType: { case: 'getResp', value: { reqPathResults } } } })).toEqual([
      'param Device.X.1.A A=1',
      'param Device.X.1.B.1.C B.1.C=2',
    ]);
  });

  it('in an Add and its Response', () => {
    const createObjs = [{ objPath: 'Device.X.', paramSettings: [{ param: 'A', value: '1', required: true }] }];
    expect(values({ case: 'request', value: { reqType: { case: 'add', value: { createObjs } } } })).toEqual([
      'param Device.X.A A=1',
    ]);
    const operStatus = success({ instantiatedPath: 'Device.X.7.', uniqueKeys: [{ key: 'K', value: 'k' }] });
    const createdObjResults = [{ requestedPath: 'Device.X.', operStatus }];
    expect(
      values({ case: 'response', value: { respType: { case: 'addResp', value: { createdObjResults } } } }),
    ).toEqual(['param Device.X.7.K K=k']);
  });

  it('in a Set and its Response', () => {
    const updateObjs = [{ objPath: 'Device.X.1.', paramSettings: [{ param: 'A', value: '1' }] }];
    expect(values({ case: 'request', value: { reqType: { case: 'set', value: { updateObjs } } } })).toEqual([
      'param Device.X.1.A A=1',
    ]);
    const updatedInstResults = [{ affectedPath: 'Device.X.1.', updatedParams: [{ key: 'A', value: '1' }] }];
    const updatedObjResults = [{ requestedPath: 'Device.X.1.', operStatus: success({ updatedInstResults }) }];
    expect(
      values({ case: 'response', value: { respType: { case: 'setResp', value: { updatedObjResults } } } }),
    ).toEqual(['param Device.X.1.A A=1']);
  });

  it('in an Operate, its Response and its OperationComplete', () => {
    const inputArgs = [{ key: 'Host', value: 'h' }];
    const operate = { command: 'Device.Ping()', inputArgs };
    expect(values({ case: 'request', value: { reqType: { case: 'operate', value: operate } } })).toEqual([
      'input Device.Ping() Host=h',
    ]);
    const output = { case: 'reqOutputArgs' as const, value: { outputArgs: [{ key: 'Status', value: 'ok' }] } };
    const operationResults = [{ executedCommand: 'Device.Ping()', operationResp: output }];
    expect(
      values({ case: 'response', value: { respType: { case: 'operateResp', value: { operationResults } } } }),
    ).toEqual(['output Device.Ping() Status=ok']);
    const complete = { objPath: 'Device.', commandName: 'Ping()', operationResp: output };
    const notification = { case: 'operComplete' as const, value: complete };
    expect(
      values({ case: 'request', value: { reqType: { case: 'notify', value: { subscriptionId: 's', notification } } } }),
    ).toEqual(['output Device.Ping() Status=ok']);
  });

  it('in an event and a change of a value', () => {
    const event = { objPath: 'Device.', eventName: 'Boot!', params: [{ key: 'Cause', value: 'c' }] };
    const notify = (notification: { case: 'event'; value: object } | { case: 'valueChange'; value: object }) =>
      values({ case: 'request', value: { reqType: { case: 'notify', value: { notification } } } });
    expect(notify({ case: 'event', value: event })).toEqual(['event Device.Boot! Cause=c']);
    expect(notify({ case: 'valueChange', value: { paramPath: 'Device.X.A', paramValue: '1' } })).toEqual([
      'param Device.X.A A=1',
    ]);
  });

  it('where the value comes before its name, and the values before their object', () => {
    const pair = bytesField(2, join(bytesField(2, 'secret'), bytesField(1, 'Password')));
    const resolved = bytesField(4, join(pair, bytesField(1, 'Device.X.1.')));
    const bytes = bytesField(2, bytesField(2, bytesField(1, bytesField(1, resolved))));
    expect(valuesIn(bytes)).toEqual(['param Device.X.1.Password Password=secret']);
  });
});
