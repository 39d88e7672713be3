import { equals } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MsgSchema } from '../../gen/usp-msg_pb.ts';
import { randomMsg } from '../testing/random-message.ts';
import { Random } from '../testing/random.ts';
import { goodVectors, vectorBytes } from '../testing/vectors.ts';
import { bytesField, fixed32Field, join, varintField } from '../testing/wire-writer.ts';
import { buildMessage, decodeMessage, encodeMessage, MsgType, type MessageFault } from './message.ts';

const header = (msgId = 'id-1', msgType = 1) => bytesField(1, join(bytesField(1, msgId), varintField(2, msgType)));
const get = bytesField(1, bytesField(1, 'Device.'));
const getBody = bytesField(2, bytesField(1, get));
const messages = goodVectors.filter((vector) => vector.type === 'Msg');

function faultOf(bytes: Uint8Array): MessageFault {
  const decoded = decodeMessage(bytes);
  if (decoded.ok) throw new Error('it was taken in');
  return decoded.fault;
}

it('random Messages come back as they were [R-ENC.0]', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const msg = randomMsg(new Random(seed));
      const decoded = decodeMessage(encodeMessage(msg));
      expect(decoded.ok && equals(MsgSchema, decoded.msg, msg)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

describe('a Message with a oneof that has not exactly one member is refused with 7004 [R-ENC.3] [R-ENC.5]', () => {
  it.each([
    ['no body member', join(header(), bytesField(2, new Uint8Array())), undefined],
    ['no Request member', join(header(), bytesField(2, bytesField(1, new Uint8Array()))), 'request'],
    ['two Request members', join(header(), bytesField(2, bytesField(1, join(get, bytesField(9, ''))))), 'request'],
    ['no Response member', join(header(), bytesField(2, bytesField(2, new Uint8Array()))), 'response'],
  ])('%s', (_name, bytes, bodyKind) => {
    const fault = faultOf(bytes);
    expect(fault).toMatchObject({ code: 7004, msgId: 'id-1' });
    expect(fault.bodyKind).toBe(bodyKind);
  });

  it('no notification in a Notify, no oper_status in an OperationStatus', () => {
    const notify = bytesField(2, bytesField(1, bytesField(8, bytesField(1, 'sub'))));
    expect(faultOf(join(header('n', 3), notify))).toMatchObject({ msgId: 'n', bodyKind: 'request' });
    const status = bytesField(1, join(bytesField(1, 'Device.'), bytesField(2, new Uint8Array())));
    const setResp = bytesField(2, bytesField(2, bytesField(4, status)));
    expect(faultOf(join(header('s', 5), setResp)).detail).toContain('oper_status');
  });
});

describe('the header [R-MSG.6]', () => {
  it('is missing', () => expect(faultOf(getBody).detail).toContain('header'));
  it('is there twice', () => expect(faultOf(join(header(), header(), getBody)).detail).toContain('header'));
});

describe('the body [R-MSG.7]', () => {
  it('is missing', () => expect(faultOf(header())).toMatchObject({ msgId: 'id-1' }));
  it('is there twice', () => {
    const fault = faultOf(join(header(), getBody, getBody));
    expect(fault).toMatchObject({ msgId: 'id-1', bodyKind: 'request' });
    expect(fault.detail).toContain('body');
  });
});

describe('the msg_id [R-MSG.8]', () => {
  it('is missing in a Request, in a Response', () => {
    expect(faultOf(join(header(''), getBody)).detail).toContain('msg_id');
    const response = bytesField(2, bytesField(2, bytesField(8, bytesField(1, 'sub'))));
    expect(faultOf(join(header(''), response)).msgId).toBeUndefined();
  });

  it('may be empty in an Error: there may have been none to repeat', () => {
    expect(decodeMessage(vectorBytes('error_record_level')).ok).toBe(true);
  });

  it('is anything else that is text', () => {
    for (const msgId of ['__proto__', ' ', '0', 'ü'.repeat(10_000)]) {
      const decoded = decodeMessage(join(header(msgId), getBody));
      expect(decoded.ok && decoded.msg.header?.msgId).toBe(msgId);
    }
  });
});

describe('the body decides what a Message is, whatever msg_type says [R-MSG.10]', () => {
  it.each([0, 1, 2, 3, 22])('msg_type %d over a Get', (msgType) => {
    const decoded = decodeMessage(join(header('id', msgType), getBody));
    if (!decoded.ok) throw new Error(decoded.fault.detail);
    const body = decoded.msg.body?.msgBody;
    expect(body?.case === 'request' && body.value.reqType.case).toBe('get');
    expect(decoded.unexpectedType).toBe(msgType !== MsgType.GET);
  });

  it('a missing msg_type counts as ERROR, and is told', () => {
    const decoded = decodeMessage(join(bytesField(1, bytesField(1, 'id')), getBody));
    expect(decoded).toMatchObject({ ok: true, unexpectedType: true });
  });

  it.each(messages)('$name has the msg_type that its body stands for', ({ bytes }) => {
    expect(decodeMessage(bytes)).toMatchObject({ ok: true, unexpectedType: false });
  });

  it('what we build says what it is', () => {
    const types = messages.map(({ bytes }) => {
      const decoded = decodeMessage(bytes);
      if (!decoded.ok || !decoded.msg.body) throw new Error('a vector was refused');
      const built = buildMessage('id', decoded.msg.body);
      expect(built.header?.msgType).toBe(decoded.msg.header?.msgType);
      return built.header?.msgType;
    });
    expect(new Set(types).size).toBe(23); // every type there is
  });
});

describe('what breaks the schema is refused [R-MSG.5]', () => {
  it('every cut of every Message, never with an exception', () => {
    for (const { bytes, name } of messages) {
      for (let length = 0; length < bytes.length; length++) {
        expect(decodeMessage(bytes.subarray(0, length)).ok, `${name} cut at ${length}`).toBe(false);
      }
    }
  });

  it('text that is not UTF-8', () => {
    const path = bytesField(2, bytesField(1, bytesField(1, bytesField(1, Uint8Array.of(0xc3, 0x28)))));
    expect(faultOf(join(header(), path))).toMatchObject({ code: 7004, msgId: 'id-1', bodyKind: 'request' });
    const msgId = bytesField(1, bytesField(1, Uint8Array.of(0xed, 0xa0, 0x80))); // a lone surrogate
    const fault = faultOf(join(msgId, getBody));
    expect(fault.msgId).toBeUndefined();
  });

  it('an unknown enumeration value [R-ENC.2]', () => {
    expect(faultOf(join(header('id-9', 23), getBody))).toMatchObject({ msgId: 'id-9', bodyKind: 'request' });
  });

  it('bits turned over: taken or refused, and what is taken is whole', () => {
    fc.assert(
      fc.property(fc.constantFrom(...messages), fc.nat(), fc.nat({ max: 7 }), ({ bytes }, at, bit) => {
        const damaged = Uint8Array.from(bytes);
        const index = at % damaged.length;
        damaged[index] = (damaged[index] ?? 0) ^ (1 << bit);
        const decoded = decodeMessage(damaged);
        if (!decoded.ok) {
          expect(decoded.fault.code).toBe(7004);
          expect(decoded.fault.detail).not.toBe('');
          return;
        }
        expect(decoded.msg.body?.msgBody.case).toBeDefined();
        const again = decodeMessage(encodeMessage(decoded.msg));
        expect(again.ok && equals(MsgSchema, again.msg, decoded.msg)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('what can be read of a damaged Message', () => {
  it('the msg_id and the kind of body before the damage', () => {
    const damaged = join(header('kept'), getBody).subarray(0, -3);
    expect(faultOf(damaged)).toMatchObject({ msgId: 'kept' });
  });

  it('the msg_id of a Message whose body comes first', () => {
    const broken = bytesField(2, bytesField(2, new Uint8Array()));
    expect(faultOf(join(broken, header('late')))).toMatchObject({ msgId: 'late', bodyKind: 'response' });
  });

  it('nothing, where nothing is left', () => {
    expect(faultOf(Uint8Array.of(0xff, 0xff))).not.toHaveProperty('msgId');
  });
});

it('an Error with an empty err_msg, and one with code 0, is an Error all the same', () => {
  const error = bytesField(2, bytesField(3, fixed32Field(1, 7003)));
  for (const body of [error, bytesField(2, bytesField(3, new Uint8Array()))]) {
    const decoded = decodeMessage(join(header('e', 0), body));
    expect(decoded.ok && decoded.msg.body?.msgBody.case).toBe('error');
  }
});
