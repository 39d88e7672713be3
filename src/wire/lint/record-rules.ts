/** Rules on the fields of one Record. */
import { endpointIdWarnings, parseEndpointId } from '../../usp/endpoint-id.ts';
import { describeErrorCode } from '../../usp/error-codes.ts';
import { wholeMessage } from '../../usp/fields/field-map.ts';
import { quote, type Hit, type LintedRecord, type Rule } from './rule.ts';

const versions = new Set(['1.0', '1.1', '1.2', '1.3', '1.4']);
const ids = ['to_id', 'from_id'] as const;
const schemesOfPrototypes = new Set<string>(['proto', 'doc']);

export const recordRules: readonly Rule[] = [
  {
    id: 'version',
    requirement: 'R-ENC.1',
    severity: 'error',
    asks: 'A Record says the version of USP that its sender speaks.',
    *check({ version, reader }) {
      if (version === '') yield { words: 'version is missing.', field: reader.child(wholeMessage, 'version') };
    },
  },
  {
    id: 'version-unknown',
    severity: 'warning',
    asks: 'The version is one that this page knows: 1.0 to 1.4.',
    *check({ version, reader }) {
      if (version === '' || versions.has(version)) return;
      const words = `version is ${quote(version)}: others may not understand what comes with it.`;
      yield { words, field: reader.child(wholeMessage, 'version') };
    },
  },
  {
    id: 'endpoint-id',
    requirement: 'R-ARC.2a',
    severity: 'error',
    asks: 'to_id and from_id are Endpoint IDs (with R-ARC.5 and R-ARC.6).',
    *check({ reader }) {
      for (const name of ids) {
        const text = reader.textOf(wholeMessage, name);
        const result = parseEndpointId(text);
        if (result.ok) continue;
        const words = text === '' ? `${name} is missing.` : `${name} ${quote(text)}: ${result.problem}`;
        yield { words, field: reader.child(wholeMessage, name) };
      }
    },
  },
  {
    id: 'endpoint-id-scheme',
    requirement: 'R-ARC.4',
    severity: 'info',
    asks: 'The schemes proto and doc are not for production.',
    *check({ reader }) {
      for (const name of ids) {
        const result = parseEndpointId(reader.textOf(wholeMessage, name));
        if (!result.ok || !schemesOfPrototypes.has(result.id.scheme)) continue;
        const [warning = ''] = endpointIdWarnings(result.id);
        yield { words: `${name}: ${warning}`, field: reader.child(wholeMessage, name) };
      }
    },
  },
  {
    id: 'own-endpoint-id',
    requirement: 'R-ARC.2',
    severity: 'error',
    asks: 'Endpoints with the same Endpoint ID do not speak to each other.',
    *check({ from, to, reader }) {
      if (from === '' || from !== to) return;
      yield { words: 'from_id and to_id are the same.', field: reader.child(wholeMessage, 'from_id') };
    },
  },
  {
    id: 'no-payload',
    requirement: 'R-E2E.26',
    severity: 'error',
    asks: 'Outside of a Session Context a Record has a payload.',
    *check(record) {
      if (record.type !== 'no_session_context' || record.content === undefined) return;
      const payload = record.reader.child(record.content, 'payload');
      if (payload !== undefined && sizeOf(record, payload) > 0) return;
      yield { words: 'The payload is empty.', field: payload ?? record.content };
    },
  },
  {
    id: 'tls-without-session',
    requirement: 'R-E2E.41',
    severity: 'error',
    asks: 'TLS payload security is used only in a Session Context.',
    *check({ reader, type }) {
      const field = reader.child(wholeMessage, 'payload_security');
      if (type !== 'no_session_context' || field === undefined || reader.enumName(field) !== 'TLS12') return;
      yield { words: 'payload_security is TLS12, but the Record is in no Session Context.', field };
    },
  },
  {
    id: 'disconnect-reason',
    requirement: 'R-MTP.9',
    severity: 'warning',
    asks: 'A disconnect Record has reason_code and reason.',
    *check({ reader, type, content }) {
      if (type !== 'disconnect' || content === undefined) return;
      const missing = ['reason_code', 'reason'].filter((name) => {
        const field = reader.child(content, name);
        return field === undefined || (name === 'reason' ? reader.text(field) === '' : reader.amount(field) === 0n);
      });
      if (missing.length > 0) yield { words: `${missing.join(' and ')} missing.`, field: content };
    },
  },
  {
    id: 'disconnect-code',
    requirement: 'R-MTP.9',
    severity: 'warning',
    asks: 'The reason_code of a disconnect Record is one for Records: 7100 to 7199, or a vendor’s.',
    *check({ reader, type, content }) {
      const field = type === 'disconnect' && content !== undefined ? reader.child(content, 'reason_code') : undefined;
      if (field === undefined) return;
      const code = Number(reader.amount(field));
      const { family } = describeErrorCode(code);
      if (code === 0 || family === 'record' || family === 'vendor' || (code >= 7100 && code < 7200)) return;
      yield { words: `reason_code ${String(code)} is no error of Records.`, field };
    },
  },
  {
    id: 'connect-topic',
    severity: 'warning',
    asks: 'A connect Record over MQTT or STOMP says where its sender listens.',
    *check({ reader, type, content }) {
      if (content === undefined) return;
      const name =
        type === 'mqtt_connect' ? 'subscribed_topic' : type === 'stomp_connect' ? 'subscribed_destination' : undefined;
      if (name !== undefined && reader.textOf(content, name) === '') {
        yield { words: `${name} is empty: nobody knows where to answer.`, field: content };
      }
    },
  },
  session('session-id', 'R-E2E.3', 'error', 'A session_id is greater than 1.', function* (record, fields) {
    const id = record.reader.amountOf(fields, 'session_id');
    if (id <= 1n) yield { words: `session_id is ${String(id)}.`, field: record.reader.child(fields, 'session_id') };
  }),
  session('sequence-id', 'R-E2E.14', 'error', 'The sequence_id begins at 1.', function* ({ reader }, fields) {
    if (reader.amountOf(fields, 'sequence_id') > 0n) return;
    yield { words: 'sequence_id is 0.', field: reader.child(fields, 'sequence_id') };
  }),
  session(
    'expected-id',
    'R-E2E.17',
    'error',
    'A Record says which one is expected next, 1 or more.',
    function* ({ reader }, fields) {
      if (reader.amountOf(fields, 'expected_id') > 0n) return;
      yield { words: 'expected_id is 0.', field: reader.child(fields, 'expected_id') };
    },
  ),
  session(
    'sequence-end',
    'R-E2E.9',
    'warning',
    'A Session Context ends before its sequence_id does.',
    function* ({ reader }, fields) {
      const id = reader.amountOf(fields, 'sequence_id');
      if (id < 0xffff_ffff_ffff_ffffn - 10_000n) return;
      yield {
        words: 'sequence_id is near its end: a new Session Context is due.',
        field: reader.child(fields, 'sequence_id'),
      };
    },
  ),
  session(
    'sar-states',
    undefined,
    'error',
    'payloadrec_sar_state is NONE where payload_sar_state is.',
    function* ({ reader }, fields) {
      const whole = reader.amountOf(fields, 'payload_sar_state') === 0n;
      const field = reader.child(fields, 'payloadrec_sar_state');
      if (!whole || field === undefined || reader.amount(field) === 0n) return;
      yield { words: `payload_sar_state is NONE, but payloadrec_sar_state is ${reader.enumName(field)}.`, field };
    },
  ),
  session(
    'plain-payloads',
    undefined,
    'error',
    'In the clear there is at most one payload.',
    function* ({ reader }, fields) {
      const security = reader.child(wholeMessage, 'payload_security');
      if (security !== undefined && reader.amount(security) !== 0n) return;
      const [, second] = reader.all(fields, 'payload');
      if (second !== undefined) yield { words: 'A second payload, though nothing is secured.', field: second };
    },
  ),
];

function session(
  id: string,
  requirement: string | undefined,
  severity: Rule['severity'],
  asks: string,
  check: (record: LintedRecord, fields: number) => Iterable<Hit>,
): Rule {
  return {
    id,
    ...(requirement !== undefined && { requirement }),
    severity,
    asks,
    *check(record) {
      if (record.type !== 'session_context' || record.content === undefined) return;
      for (const hit of check(record, record.content)) yield { field: record.content, ...defined(hit) };
    },
  };
}

/** A hit at a field that is absent is at the session's. */
function defined({ field, ...hit }: Hit): Hit {
  return field === undefined ? hit : { ...hit, field };
}

function sizeOf({ reader }: LintedRecord, field: number): number {
  return reader.end(field) - reader.valueStart(field);
}
