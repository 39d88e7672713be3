import { toBinary } from '@bufbuild/protobuf';
import { ValueSchema } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MsgSchema } from '../../gen/usp-msg_pb.ts';
import { RecordSchema } from '../../gen/usp-record_pb.ts';
import { randomMsg, randomRecord } from '../testing/random-message.ts';
import { Random } from '../testing/random.ts';
import { goodVectors } from '../testing/vectors.ts';
import { bytesField, fixed32Field, join, tag, varint, varintField } from '../testing/wire-writer.ts';
import { checkSchema } from './check.ts';

const header = (msgType = 1) => bytesField(1, join(bytesField(1, 'id'), varintField(2, msgType)));
const get = bytesField(1, bytesField(1, 'Device.')); // Request.get
const request = (...reqType: Uint8Array[]) => bytesField(1, join(...reqType)); // Body.request
const msg = (...parts: Uint8Array[]) => join(...parts);
const ids = join(bytesField(1, '1.4'), bytesField(2, 'self::us'), bytesField(3, 'self::them'));

const checkMsg = (bytes: Uint8Array) => checkSchema(MsgSchema, bytes);
const checkRecord = (bytes: Uint8Array) => checkSchema(RecordSchema, bytes);

describe('what keeps to the schema passes [R-ENC.0] [R-ENC.1]', () => {
  it.each(goodVectors)('$name', ({ type, bytes }) => {
    expect(checkSchema(type === 'Msg' ? MsgSchema : RecordSchema, bytes)).toBeUndefined();
  });

  it('random Messages and Records that the runtime has encoded', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed);
        expect(checkMsg(toBinary(MsgSchema, randomMsg(random)))).toBeUndefined();
        const record = randomRecord(random, { toId: 'self::us', fromId: 'self::them' });
        expect(checkRecord(toBinary(RecordSchema, record))).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('fields that a later version may have added, of every wire type', () => {
    const later = join(
      varintField(99, 5),
      bytesField(98, Uint8Array.of(0xff, 0xff)),
      fixed32Field(97, 1),
      tag(96, 1),
      new Uint8Array(8),
    );
    const body = bytesField(2, join(request(get), later));
    expect(checkMsg(msg(header(), body, later))).toBeUndefined();
  });
});

describe('exactly one member of each oneof [R-ENC.3]', () => {
  it.each([
    ['no member in the body', msg(header(), bytesField(2, new Uint8Array())), 'body.msg_body'],
    ['no member in the request', msg(header(), bytesField(2, request())), 'body.request.req_type'],
    [
      'a member that we do not know',
      msg(header(), bytesField(2, request(bytesField(60, 'x')))),
      'body.request.req_type',
    ],
    ['the same member twice', msg(header(), bytesField(2, request(get, get))), 'body.request.req_type'],
    ['two members', msg(header(), bytesField(2, join(request(get), bytesField(3, new Uint8Array())))), 'body.msg_body'],
  ])('%s', (_name, bytes, path) => {
    expect(checkMsg(bytes)).toMatchObject({ kind: 'oneof', path });
  });

  it('no operation_resp in an OperateResp', () => {
    const result = bytesField(1, bytesField(1, 'Device.X()'));
    const bytes = msg(header(7), bytesField(2, bytesField(2, bytesField(7, result))));
    expect(checkMsg(bytes)).toMatchObject({
      kind: 'oneof',
      path: 'body.response.operate_resp.operation_results.operation_resp',
    });
  });

  it('no record_type, or two', () => {
    expect(checkRecord(ids)).toMatchObject({ kind: 'oneof', path: 'record_type' });
    const two = join(ids, bytesField(7, bytesField(2, 'x')), bytesField(9, new Uint8Array()));
    expect(checkRecord(two)).toMatchObject({ kind: 'oneof', path: 'record_type' });
  });

  it('counts for more than an unknown enumeration value before it: such a Record is discarded [R-ENC.4]', () => {
    expect(checkRecord(join(ids, varintField(4, 9)))).toMatchObject({ kind: 'oneof' });
  });
});

describe('unknown enumeration values [R-ENC.2]', () => {
  it.each([
    ['one past the last', 2],
    ['a negative one', -1],
    ['one that is known once it is cut to 32 bits', 0x1_0000_0001n],
  ])('payload_security is %s', (_name, value) => {
    const bytes = join(ids, varintField(4, value), bytesField(7, bytesField(2, 'x')));
    expect(checkRecord(bytes)).toMatchObject({ kind: 'enum', path: 'payload_security' });
  });

  it('msg_type, and an access deep within a GetSupportedDMResp', () => {
    expect(checkMsg(msg(header(77), bytesField(2, request(get))))).toMatchObject({
      kind: 'enum',
      path: 'header.msg_type',
    });
    const object = bytesField(5, join(bytesField(1, 'Device.'), varintField(2, 8)));
    const response = bytesField(2, bytesField(2, bytesField(1, object)));
    expect(checkMsg(msg(header(13), bytesField(2, response)))).toMatchObject({
      kind: 'enum',
      path: 'body.response.get_supported_dm_resp.req_obj_results.supported_objs.access',
    });
  });
});

describe('header and body once [R-MSG.6] [R-MSG.7]', () => {
  const body = bytesField(2, request(get));
  it('two headers', () => {
    expect(checkMsg(msg(header(), header(), body))).toMatchObject({ kind: 'repeated', path: 'header' });
  });
  it('two bodies', () => {
    expect(checkMsg(msg(header(), body, body))).toMatchObject({ kind: 'repeated', path: 'body' });
  });
});

describe('bytes that are not of this schema', () => {
  const body = bytesField(2, request(get));
  it.each([
    ['a header that is a number', msg(varintField(1, 1), body)],
    ['a msg_id that is a number', msg(bytesField(1, varintField(1, 1)), body)],
    ['a msg_type that is text', msg(bytesField(1, bytesField(2, 'GET')), body)],
    ['a fixed32 that is a varint', msg(header(), bytesField(2, request(bytesField(1, varintField(2, 1)))))],
    ['a key of a Pair that is a number', pairWith(varintField(1, 1))],
    ['a Pair that runs past its end', pairWith(join(tag(1, 2), varint(9), Uint8Array.of(65)))],
    ['a group within a Pair', pairWith(tag(5, 3))],
    ['a body that runs past the Message', msg(header(), join(tag(2, 2), varint(100), body))],
    ['a request that runs past its body', msg(header(), bytesField(2, join(tag(1, 2), varint(100))))],
    ['groups within groups, a hundred thousand deep', msg(header(), new Uint8Array(100_000).fill(0x0b))],
  ])('%s', (_name, bytes) => {
    expect(checkMsg(bytes)).toMatchObject({ kind: 'malformed' });
  });

  function pairWith(inner: Uint8Array): Uint8Array {
    const event = bytesField(3, join(bytesField(1, 'Device.'), bytesField(3, inner)));
    return msg(header(3), bytesField(2, request(bytesField(8, event))));
  }

  it('messages within messages of an unknown field are one field, however deep', () => {
    let nested: Uint8Array<ArrayBuffer> = new Uint8Array();
    for (let depth = 0; depth < 5_000; depth++) nested = bytesField(90, nested);
    expect(checkMsg(msg(header(), body, nested))).toBeUndefined();
  });
});

it('messages within messages of the schema itself are bounded in depth', () => {
  const listOf = (value: Uint8Array) => bytesField(6, bytesField(1, value));
  let nested = bytesField(3, 'leaf');
  for (let depth = 0; depth < 15; depth++) nested = listOf(nested);
  expect(checkSchema(ValueSchema, nested)).toBeUndefined();
  for (let depth = 0; depth < 5_000; depth++) nested = listOf(nested);
  expect(checkSchema(ValueSchema, nested)).toMatchObject({
    kind: 'malformed',
    detail: expect.stringContaining('too deep') as unknown,
  });
});
