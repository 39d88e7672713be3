/** Sends one crafted request and waits for what comes back, or for nothing to come. */
import { describeErrorCode } from '../../usp/error-codes.ts';
import { UspError } from '../../usp/error.ts';
import type { NameValue, WrittenRequest } from '../../usp/message/request-types.ts';
import type { WrittenProblem } from '../../usp/text.ts';
import { parseValue } from '../../usp/value-types.ts';
import type { UspClient } from '../../worker/client.ts';
import type { CraftedForm, CraftedRequest } from '../../model/craft/crafted.ts';
import type { Outcome } from '../../model/craft/outcome.ts';
import { asUspError } from '../as-usp-error.ts';

/** What a text is as a request. `bytes` undefined: an error keeps it from being one. */
export interface Crafted {
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
  readonly problems: readonly WrittenProblem[];
}

/** Makes bytes of what a person wrote. @throws UspError where the worker is lost */
export async function craftBytes(
  client: UspClient,
  { form, text }: Pick<CraftedRequest, 'form' | 'text'>,
  variables: readonly NameValue[],
): Promise<Crafted> {
  if (form !== 'bytes') return client.write(schemaOf(form), text, variables);
  const parsed = parseValue('hexBinary', text.replace(/\s+|0x/gi, ''));
  if (parsed.ok && parsed.value.type === 'hexBinary')
    return { bytes: new Uint8Array(parsed.value.value), problems: [] };
  const message = parsed.ok ? 'Hex digits are expected.' : parsed.problem;
  return { bytes: undefined, problems: [{ severity: 'error', start: 0, end: text.length, message }] };
}

/**
 * Sends it. What the Agent does with it is an outcome, also that it does nothing.
 * @throws UspError where it could not be sent, or was cancelled
 */
export async function sendCrafted(
  client: UspClient,
  device: string,
  request: Pick<CraftedRequest, 'form' | 'text' | 'timeout'>,
  variables: readonly NameValue[],
  signal?: AbortSignal,
): Promise<Outcome> {
  const { bytes, problems } = await craftBytes(client, request, variables);
  if (!bytes) throw notWritten(problems);
  const written: WrittenRequest = { kind: 'Written', schema: schemaOf(request.form), bytes };
  const start = performance.now();
  const took = () => ({ tookMs: performance.now() - start });
  const options = {
    ...(request.timeout !== undefined && { timeout: request.timeout }),
    ...(signal && { signal }),
  };
  try {
    const answer = await client.request(device, written, options);
    return { kind: 'answer', answer, ...took() };
  } catch (thrown) {
    const error = asUspError(thrown);
    const kind = endings[error.reason];
    if (!kind) throw error;
    const { code, message, advice, params } = error;
    const summary = error.reason === 'remote-error' ? `${code} ${describeErrorCode(code).name}` : message;
    return { kind, error: { code, message, summary, advice, params }, ...took() };
  }
}

/** The ends of a request that say what the Agent, or the way to it, made of it. */
const endings: Readonly<Partial<Record<UspError['reason'], Exclude<Outcome['kind'], 'answer'>>>> = {
  'remote-error': 'error',
  'malformed-answer': 'error',
  timeout: 'silence',
  'connection-lost': 'lost',
  'session-failed': 'lost',
};

export function schemaOf(form: CraftedForm): WrittenRequest['schema'] {
  return form === 'message' ? 'Msg' : 'Record';
}

function notWritten(problems: readonly WrittenProblem[]): UspError {
  const first = problems.find(({ severity }) => severity === 'error');
  return new UspError({
    origin: 'local',
    reason: 'invalid-argument',
    message: `It can't be made into bytes: ${first?.message ?? 'the text has an error'} Nothing was sent.`,
    advice: 'The place is marked in the text.',
  });
}
