/** What is to be believed of a parameter: what the device says, and for the rest what the data model says. */
import type { SupportedParam } from '../../usp/message/answer-types.ts';
import { isWrittenOnce } from '../tr181/editing.ts';
import type { ValueFacts } from '../tr181/facts.ts';

/** Of a parameter of which the data model says nothing. */
const unsaid: ValueFacts = {
  type: 'unknown',
  facets: {},
  access: 'readOnly',
  mandatory: false,
  hidden: false,
  secured: false,
  startsAction: false,
  status: 'current',
};

/** Undefined where nobody says anything. */
export function saidFacts(param: SupportedParam | undefined, facts: ValueFacts | undefined): ValueFacts | undefined {
  if (!param) return facts;
  const { type, access } = param;
  const once = isWrittenOnce(access, facts);
  return {
    ...(facts ?? unsaid),
    type: type === 'unknown' ? (facts?.type ?? type) : type,
    access: access === 'readOnly' ? 'readOnly' : once ? 'writeOnce' : 'readWrite',
    hidden: access === 'writeOnly' || (facts?.hidden ?? false),
  };
}
