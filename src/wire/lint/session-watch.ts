/** Rules on the Records of one Session Context in one direction. */
import { wholeMessage } from '../../usp/fields/field-map.ts';
import { Recent } from '../recent.ts';
import type { Finding } from './finding.ts';
import { toFinding, type Hit, type LintedRecord, type RuleWords } from './rule.ts';
import { streamRules } from './stream-rules.ts';

/** Flows that are remembered. */
const mostFlows = 1_000;

interface Flow {
  readonly sessionId: bigint;
  readonly security: bigint;
  /** The highest sequence_id so far. */
  last: bigint;
}

export class SessionWatch {
  readonly #flows = new Recent<string, Flow>(mostFlows);

  take(record: LintedRecord): Finding[] {
    const { reader, content, from, to, type } = record;
    if (type !== 'session_context' || content === undefined) return [];
    const findings: Finding[] = [];
    const tell = (rule: RuleWords, hit: Hit) => findings.push(toFinding(rule, hit, record));
    const sessionId = reader.amountOf(content, 'session_id');
    const sequenceId = reader.amountOf(content, 'sequence_id');
    const security = reader.amountOf(wholeMessage, 'payload_security');
    const name = `${from}\n${to}`;
    const flow = this.#flows.get(name);
    const at = (field: string) => ({ field: reader.child(content, field) ?? content });
    if (flow?.sessionId !== sessionId) {
      if (flow) {
        const words = `A new Session Context, ${String(sessionId)}, after ${String(flow.sessionId)}.`;
        tell(streamRules.sessionChanged, { words, ...at('session_id') });
      }
      if (sequenceId !== 1n) {
        const words = `The first Record that was seen of this Session Context is ${String(sequenceId)}.`;
        tell(streamRules.sessionStart, { words, ...at('sequence_id') });
      }
      this.#flows.set(name, { sessionId, security, last: sequenceId });
      return findings;
    }
    if (security !== flow.security) {
      const field = reader.child(wholeMessage, 'payload_security');
      tell(streamRules.securityChanged, { words: 'payload_security is not what it was before.', field });
    }
    if (sequenceId > flow.last + 1n) {
      const [first, last] = [flow.last + 1n, sequenceId - 1n];
      const missing = first === last ? `Record ${String(first)}` : `Records ${String(first)} to ${String(last)}`;
      tell(streamRules.sessionGap, {
        words: `${missing} of the Session Context did not pass before it.`,
        ...at('sequence_id'),
      });
    }
    if (sequenceId > flow.last) flow.last = sequenceId;
    return findings;
  }
}
