import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { toText } from '@bufbuild/protobuf/txtpb';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MsgSchema } from '../../gen/usp-msg_pb.ts';
import { RecordSchema } from '../../gen/usp-record_pb.ts';
import { randomMsg, randomRecord } from '../testing/random-message.ts';
import { Random } from '../testing/random.ts';
import { goodVectors } from '../testing/vectors.ts';
import { bytesField, join, varintField } from '../testing/wire-writer.ts';
import { completeWritten, formOf, variablesIn, writeBytes, type WrittenSchema } from '../text.ts';

const schemas = { Msg: MsgSchema, Record: RecordSchema };
const get = 'header { msg_id: "1" msg_type: GET } body { request { get { param_paths: "Device." } } }';

/** The value that bytes stand for, in the runtime's own canonical bytes. */
function canonical(schema: WrittenSchema, bytes: Uint8Array): Uint8Array {
  return schema === 'Msg'
    ? toBinary(MsgSchema, fromBinary(MsgSchema, bytes))
    : toBinary(RecordSchema, fromBinary(RecordSchema, bytes));
}

function written(schema: WrittenSchema, text: string): Uint8Array {
  const { bytes, problems } = writeBytes(schema, text);
  expect(problems).toEqual([]);
  if (!bytes) throw new Error('no bytes');
  return bytes;
}

/** What is wrong, with the part of the text that is meant. */
function problemsOf(text: string, schema: WrittenSchema = 'Msg'): string[] {
  return writeBytes(schema, text).problems.map(
    ({ severity, start, end, message }) => `${severity} «${text.slice(start, end)}» ${message}`,
  );
}

describe('the wire vectors', () => {
  it.each(goodVectors)('$name: its protobuf text gives its value', ({ type, text, bytes }) => {
    expect(canonical(type, written(type, text))).toEqual(canonical(type, bytes));
  });

  it.each(goodVectors)('$name: its JSON gives its value', ({ type, json, bytes }) => {
    expect(canonical(type, written(type, JSON.stringify(json, undefined, 1)))).toEqual(canonical(type, bytes));
  });
});

describe('protobuf text', () => {
  it('gives back any Message that the runtime prints', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const msg = randomMsg(new Random(seed));
        expect(canonical('Msg', written('Msg', toText(schemas.Msg, msg)))).toEqual(toBinary(MsgSchema, msg));
      }),
    );
  });

  it('gives back any Record that the runtime prints', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const record = randomRecord(new Random(seed), { toId: 'self::a', fromId: 'self::b' });
        expect(canonical('Record', written('Record', toText(RecordSchema, record)))).toEqual(
          toBinary(RecordSchema, record),
        );
      }),
    );
  });

  it('takes comments, separators, angle brackets, lists, single quotes and strings in pieces', () => {
    const loose = `# a Get
      header: < msg_id: '1'; msg_type: GET, >
      body { request { get { param_paths: ["Dev" 'ice.'] } } }`;
    expect(written('Msg', loose)).toEqual(written('Msg', get));
  });

  it('undoes escapes, of bytes and of characters', () => {
    const text = String.raw`header { msg_id: "\303\234 \x41 \u00fc \U0001F4E1 \n\"\\" msg_type: GET } body { error { err_code: 1 } }`;
    expect(fromBinary(MsgSchema, written('Msg', text)).header?.msgId).toBe('Ü A ü 📡 \n"\\');
  });

  it('takes a Message in braces for the payload of a Record', () => {
    const record = `version: "1.4" to_id: "self::a" from_id: "self::b" no_session_context { payload { ${get} } }`;
    const { recordType } = fromBinary(RecordSchema, written('Record', record));
    expect(recordType.case === 'noSessionContext' && recordType.value.payload).toEqual(written('Msg', get));
  });

  it('keeps the order and the defaults that are written', () => {
    expect(written('Msg', 'body { error { err_code: 0 } } header { msg_id: "" }')).toEqual(
      join(bytesField(2, bytesField(3, Uint8Array.of(13, 0, 0, 0, 0))), bytesField(1, bytesField(1, ''))),
    );
  });

  it('tells every problem with its place, and goes on reading', () => {
    expect(problemsOf('header { msg_ids: "1" msg_type: GETT } body { request { get { max_depth: "x" } } }')).toEqual([
      'error «msg_ids» Header has no field msg_ids. Is msg_id meant?',
      expect.stringContaining('error «GETT» msg_type has no value GETT.'),
      'error «"x"» max_depth wants a whole number, not text.',
    ]);
    expect(problemsOf('header { msg_id: "1 } ')).toEqual([
      'error «"1 } » This quote is not closed on its line.',
      'error «» msg_id wants a text in quotes here.',
      'error «» A “}” is missing at the end.',
    ]);
    expect(problemsOf('body { request { get { max_depth: 4294967296 } } }')).toContain(
      'error «4294967296» max_depth takes whole numbers from 0 to 4294967295.',
    );
  });

  it('reads whatever it is given to the end', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('{', '}', '[', ']', ':', '"', "'", 'header', 'body', '7', '\\', '#', '\n', ',', '<', ' '),
        ),
        (parts) => {
          const text = parts.join('');
          for (const { start, end } of writeBytes('Msg', text).problems) {
            expect(start).toBeLessThanOrEqual(end);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });
});

describe('what must not work can be written, and is marked', () => {
  it('two members of a oneof, or none [R-ENC.3]', () => {
    const two = 'header { msg_id: "1" } body { request { get {} } response { get_resp {} } }';
    expect(problemsOf(two)).toEqual([
      'warning «response» Of msg_body only one may be there, and request is already (R-ENC.3).',
    ]);
    expect(writeBytes('Msg', two).bytes).toBeDefined();
    expect(problemsOf('header { msg_id: "1" } body { }')).toEqual([
      'warning «body» Body needs one of: request, response, error (R-ENC.3).',
    ]);
  });

  it('an unknown value of an enumeration [R-ENC.2]', () => {
    const text = 'header { msg_id: "1" msg_type: 99 } body { error { err_code: 1 } }';
    expect(problemsOf(text)).toEqual([expect.stringContaining('warning «99» 99 is no value of')]);
    expect(fromBinary(MsgSchema, writeBytes('Msg', text).bytes ?? new Uint8Array()).header?.msgType).toBe(99);
  });

  it('fields that the schema does not have', () => {
    const text = 'header { msg_id: "1" 99: 5 98: "ab" } body { error { err_code: 1 } }';
    expect(problemsOf(text)).toHaveLength(2);
    expect(writeBytes('Msg', text).bytes).toEqual(
      join(
        bytesField(1, join(bytesField(1, '1'), varintField(99, 5), bytesField(98, 'ab'))),
        bytesField(2, bytesField(3, Uint8Array.of(13, 1, 0, 0, 0))),
      ),
    );
  });

  it('what has to be there and is not [R-MSG.6, R-MSG.7, R-MSG.8]', () => {
    expect(problemsOf('')).toEqual(['warning «» Msg needs header (R-MSG.6).', 'warning «» Msg needs body (R-MSG.7).']);
    expect(problemsOf('header {} body { request { get {} } }')).toEqual([
      'warning «header» Header needs msg_id (R-MSG.8).',
    ]);
    expect(problemsOf('websocket_connect {}', 'Record')).toHaveLength(3);
  });

  it('a field that is there twice', () => {
    expect(problemsOf('header { msg_id: "1" msg_id: "2" } body { error { err_code: 1 } }')).toEqual([
      'warning «msg_id» msg_id is there already.',
    ]);
  });
});

describe('JSON', () => {
  it('is told from text by its brace', () => {
    expect(formOf(' \n{"header":{}}')).toBe('json');
    expect(formOf(get)).toBe('text');
  });

  it('takes maps as objects, whatever their names, in their order and as often as they are there', () => {
    const json = `{"header":{"msgId":"1","msgType":"OPERATE"},"body":{"request":{"operate":{"command":"a",
      "inputArgs":{"__proto__":"1","b":"2","b":"3"}}}}}`;
    const { body } = fromBinary(MsgSchema, written('Msg', json));
    const request = body?.msgBody.case === 'request' ? body.msgBody.value.reqType : undefined;
    expect(request?.case === 'operate' && request.value.inputArgs.map(({ key, value }) => [key, value])).toEqual([
      ['__proto__', '1'],
      ['b', '2'],
      ['b', '3'],
    ]);
  });

  it('tells where it breaks, and what the schema does not have', () => {
    expect(problemsOf('{"header": {"msgId": "1",}}')).toEqual(['error «}» A name in double quotes is expected.']);
    expect(problemsOf('{"head": {}}')).toEqual(['error «"head"» Msg has no field head. Is header meant?']);
    expect(problemsOf('{"header": {"msgId": 1}}')).toEqual(['error «1» msg_id wants a text in quotes, not a number.']);
    expect(problemsOf('{} x')).toEqual(['error «x» There is something behind the end.']);
  });

  it('reads whatever it is given to the end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '[', ']', ':', '"', '"header"', ',', '7', '\\', 'null', ' ')),
        (parts) => {
          const text = `{${parts.join('')}`;
          for (const { start, end } of writeBytes('Msg', text).problems) {
            expect(start).toBeLessThanOrEqual(end);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });
});

describe('variables', () => {
  const variables = (name: string) => ({ msg_id: 'm-7', agent: 'os::a"b', seven: '7' })[name];

  it('stand in quotes, in either form, also for numbers, and need no escaping', () => {
    const text = 'header { msg_id: "{{msg_id}}/{{ agent }}" } body { error { err_code: "{{seven}}" } }';
    const json = '{"header":{"msgId":"{{msg_id}}/{{agent}}"},"body":{"error":{"errCode":"{{seven}}"}}}';
    for (const form of [text, json]) {
      const msg = fromBinary(MsgSchema, writeBytes('Msg', form, variables).bytes ?? new Uint8Array());
      expect(msg.header?.msgId).toBe('m-7/os::a"b');
      expect(msg.body?.msgBody.case === 'error' && msg.body.msgBody.value.errCode).toBe(7);
    }
  });

  it('that are not there are told', () => {
    expect(problemsOf('header { msg_id: "{{nobody}}" }')).toEqual([
      'error «"{{nobody}}"» There is no variable “nobody” here.',
    ]);
    expect(variablesIn('"{{a}} {{b.c}} {{a}}"')).toEqual(['a', 'b.c']);
  });
});

describe('completion', () => {
  const labels = (text: string, schema: WrittenSchema = 'Msg') => {
    const at = text.indexOf('|');
    return completeWritten(schema, text.replace('|', ''), at).items.map(({ label }) => label);
  };

  it('offers the fields of the message in which the cursor stands', () => {
    expect(labels('|')).toEqual(['header', 'body']);
    expect(labels('header { |')).toEqual(['msg_id', 'msg_type']);
    expect(labels('header { msg_id: "}" msg|')).toEqual(['msg_type']);
    expect(labels('header {} body { re|')).toEqual(['request', 'response']);
    expect(labels('body { request { get { } } |')).toEqual([]);
    expect(labels('no_session_context { payload { |', 'Record')).toEqual(['header', 'body']);
  });

  it('offers the names of values behind the colon', () => {
    expect(labels('header { msg_type: GET_INST|')).toEqual(['GET_INSTANCES', 'GET_INSTANCES_RESP']);
    expect(labels('body { request { operate { send_resp: |')).toEqual(['true', 'false']);
    expect(labels('body { request { operate { command: |')).toEqual([]);
  });

  it('does the same for JSON', () => {
    expect(labels('{ "|')).toEqual(['header', 'body']);
    expect(labels('{ "header": { "msgId": "1", "|')).toEqual(['msg_type']);
    expect(labels('{ "header": { "msgType": "NOTIFY|')).toEqual(['NOTIFY', 'NOTIFY_RESP']);
    expect(labels('{"body":{"request":{"set":{"updateObjs":[{"|')).toEqual(['obj_path', 'param_settings']);
    expect(labels('{"body":{"request":{"operate":{"inputArgs":{"|')).toEqual([]);
  });

  it('takes no value for a begun word, however long it is', () => {
    const long = `header { msg_id: "${'f'.repeat(1_000_000)}`;
    expect(completeWritten('Msg', long, long.length)).toEqual({ from: long.length, items: [] });
    const json = `{ "header": { "msgId": "${'0'.repeat(1_000_000)}`;
    expect(completeWritten('Msg', json, json.length)).toEqual({ from: json.length, items: [] });
  });

  it('gives what stands for the begun word', () => {
    const { from, items } = completeWritten('Msg', 'header { msg_i', 14);
    expect([from, items[0]?.insert]).toEqual([9, 'msg_id: "']);
  });
});
