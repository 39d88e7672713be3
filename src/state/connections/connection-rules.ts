/** What is wrong with a connection before it is tried, in plain words, by the field it concerns. Pure. */
import { assessUrl, insecureProblem, mayConnect, type UrlAssessment } from '../../mtp/secure-transport.ts';
import { endpointIdWarnings, parseEndpointId } from '../../usp/endpoint-id.ts';
import { type ConnectionFields, filledAgents, linesOf, recordSizeOf } from './connection-fields.ts';
import { recordSizes } from './connection-schema.ts';

export type FieldName = keyof ConnectionFields | `agents.${number}.endpointId` | `agents.${number}.topic`;

/** How the way is protected, for the words beside the address. */
export type Protection = 'unknown' | 'encrypted' | 'plain-near' | 'plain-far';

export interface ConnectionCheck {
  /** They keep it from being saved. */
  readonly problems: ReadonlyMap<FieldName, string>;
  readonly warnings: ReadonlyMap<FieldName, string>;
  readonly protection: Protection;
}

/** @param pageIsSecure the page itself came over https: some browsers then refuse plain ways. */
export function checkConnection(fields: ConnectionFields, pageIsSecure: boolean): ConnectionCheck {
  const problems = new Map<FieldName, string>();
  const warnings = new Map<FieldName, string>();
  const assessment = assessUrl(fields.url);
  checkAddress(assessment, fields, pageIsSecure, problems, warnings);
  checkOwnId(fields.controllerId.trim(), problems, warnings);
  checkSeconds('timeout', fields.timeout, 1, 3_600, problems);
  const recordProblem = recordSizeProblem(fields);
  if (recordProblem) problems.set('maxRecordSize', recordProblem);
  if (fields.kind === 'mqtt') checkMqtt(fields, problems, warnings);
  else checkAgentId('agentId', fields.agentId.trim(), fields, problems, warnings);
  return { problems, warnings, protection: protectionOf(assessment) };
}

/** The same judgement for an address alone: a saved connection or a link may have to ask before it is opened. */
export function plainNeedsLeave(url: string, allowPlain: boolean): boolean {
  const assessment = assessUrl(url);
  return assessment.ok && !mayConnect(assessment, allowPlain);
}

function protectionOf(assessment: UrlAssessment): Protection {
  if (!assessment.ok) return 'unknown';
  if (assessment.encrypted) return 'encrypted';
  return assessment.scope === 'public' ? 'plain-far' : 'plain-near';
}

function checkAddress(
  assessment: UrlAssessment,
  fields: ConnectionFields,
  pageIsSecure: boolean,
  problems: Map<FieldName, string>,
  warnings: Map<FieldName, string>,
): void {
  if (!assessment.ok) {
    const { what, advice } = assessment.problem;
    problems.set('url', `${capital(what)}. ${advice}`);
    return;
  }
  // R-MTP.0
  if (!mayConnect(assessment, fields.allowPlain)) {
    const { what, why } = insecureProblem(assessment);
    problems.set('allowPlain', `${capital(what)}. ${why}`);
  } else if (!assessment.encrypted) {
    const near = assessment.scope === 'loopback' ? 'It stays on this machine.' : 'It stays on the local network.';
    const where = assessment.scope === 'public' ? 'Everyone on the way can read it.' : near;
    const blocked =
      pageIsSecure && assessment.scope !== 'loopback'
        ? ' This page came over https: some browsers block plain connections from it.'
        : '';
    warnings.set('url', `This connection is not encrypted. ${where}${blocked}`);
  }
}

function checkOwnId(id: string, problems: Map<FieldName, string>, warnings: Map<FieldName, string>): void {
  const { problem, warning } = endpointIdNotes(id);
  if (problem) problems.set('controllerId', problem);
  if (warning) warnings.set('controllerId', warning);
}

/** What is to be said of an Endpoint ID of our own. */
export function endpointIdNotes(id: string): { readonly problem?: string; readonly warning?: string } {
  const parsed = parseEndpointId(id);
  if (!parsed.ok) return { problem: id === '' ? 'This page needs an Endpoint ID of its own.' : parsed.problem };
  // R-ARC.4
  const said = endpointIdWarnings(parsed.id);
  return said.length > 0 ? { warning: said.join(' ') } : {};
}

function checkAgentId(
  field: FieldName,
  id: string,
  fields: ConnectionFields,
  problems: Map<FieldName, string>,
  warnings: Map<FieldName, string>,
): void {
  if (id === '') return;
  const parsed = parseEndpointId(id);
  if (!parsed.ok) problems.set(field, parsed.problem);
  // R-ARC.2
  else if (id === fields.controllerId.trim()) {
    problems.set(field, 'This is the Endpoint ID of the page itself: two Endpoints with one ID must not talk.');
  } else {
    const said = endpointIdWarnings(parsed.id);
    if (said.length > 0) warnings.set(field, said.join(' '));
  }
}

function checkMqtt(fields: ConnectionFields, problems: Map<FieldName, string>, warnings: Map<FieldName, string>): void {
  const filters = linesOf(fields.subscribe);
  const replyTo = fields.replyTo.trim();
  const replyProblem = replyTo === '' ? undefined : topicProblem(replyTo, false);
  if (replyProblem) problems.set('replyTo', replyProblem);
  const badFilter = filters.map((filter) => topicProblem(filter, true)).find((problem) => problem !== undefined);
  if (badFilter) problems.set('subscribe', badFilter);
  if (replyTo === '' && filters.length === 0) {
    // R-MQTT.15, R-MQTT.17
    if (fields.version === '3.1.1') {
      problems.set(
        'replyTo',
        'With MQTT 3.1.1 a broker names no topic for answers: enter one that you may subscribe to.',
      );
    } else {
      warnings.set(
        'replyTo',
        'Without a topic the page can only hear what the broker routes to it by itself, which many brokers do not do.',
      );
    }
  }
  // R-MQTT.22
  else if (replyTo === '' && fields.version === '3.1.1') {
    problems.set('replyTo', 'With MQTT 3.1.1 every message says where its answer goes: enter the topic for answers.');
  }
  if (fields.password && !fields.username && fields.version === '3.1.1') {
    problems.set('username', 'MQTT 3.1.1 takes a password only together with a user name.');
  }
  if (fields.keepAlive.trim() !== '') checkSeconds('keepAlive', fields.keepAlive, 0, 65_535, problems);
  checkAgents(fields, problems, warnings);
}

function checkAgents(
  fields: ConnectionFields,
  problems: Map<FieldName, string>,
  warnings: Map<FieldName, string>,
): void {
  const seen = new Set<string>();
  const filled = filledAgents(fields);
  fields.agents.forEach((row, index) => {
    const endpointId = row.endpointId.trim();
    const topic = row.topic.trim();
    if (endpointId === '' && topic === '') return;
    const idField: FieldName = `agents.${index}.endpointId`;
    const topicField: FieldName = `agents.${index}.topic`;
    if (endpointId === '') problems.set(idField, 'Enter the Endpoint ID of the Agent that listens there.');
    else checkAgentId(idField, endpointId, fields, problems, warnings);
    const badTopic = topic === '' ? 'Enter the topic that this Agent listens to.' : topicProblem(topic, false);
    if (badTopic) problems.set(topicField, badTopic);
    if (endpointId !== '' && seen.has(endpointId)) problems.set(idField, 'This Agent is listed twice.');
    seen.add(endpointId);
  });
  if (filled.length > 1_000) problems.set('agents', 'At most 1,000 Agents can be listed.');
}

/** MQTT 5.0, 4.7: what a topic name or a topic filter may look like. */
export function topicProblem(topic: string, isFilter: boolean): string | undefined {
  if (new TextEncoder().encode(topic).length > 1_024) return 'This topic is too long: at most 1,024 bytes are taken.';
  if (topic.includes('\0')) return 'A topic has no null character.';
  if (!isFilter) {
    return /[+#]/.test(topic) ? 'A topic to send to has no wildcards: leave out + and #.' : undefined;
  }
  const levels = topic.split('/');
  if (levels.some((level) => level.includes('#') && level !== '#') || levels.slice(0, -1).includes('#')) {
    return '# stands alone, as the last level of a filter: usp/controller/#';
  }
  if (levels.some((level) => level.includes('+') && level !== '+')) {
    return '+ stands alone between two slashes: usp/+/controller';
  }
  return undefined;
}

function checkSeconds(
  field: FieldName,
  text: string,
  least: number,
  most: number,
  problems: Map<FieldName, string>,
): void {
  const value = Number(text.trim());
  if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most) {
    problems.set(field, `Enter seconds from ${least} to ${most.toLocaleString('en')}.`);
  } else if (field === 'keepAlive' && !Number.isInteger(value)) {
    problems.set(field, 'Enter whole seconds.');
  }
}

/** What is wrong with the largest Record; outside of a session it does not count. */
export function recordSizeProblem(fields: Pick<ConnectionFields, 'session' | 'maxRecordSize'>): string | undefined {
  const size = recordSizeOf(fields);
  const { least, most } = recordSizes;
  if (size === undefined || (Number.isInteger(size) && size >= least && size <= most)) return undefined;
  return `Enter whole bytes from ${least} to ${most.toLocaleString('en')}, or nothing.`;
}

/** The transport's remarks begin small, for the middle of a sentence. A host or an address keeps its small letters. */
function capital(text: string): string {
  return /^\S*[.:[\d]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
