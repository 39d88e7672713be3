import { errorMessage, type ParamErrorInit } from '../../usp/message/responses.ts';
import type { Msg } from '../../usp/message/message.ts';
import type { JobResult } from './transaction.ts';

/** The Error Message of an Add or Set that was not to be partial: the first failure, and all details. */
export function failureMessage(msgId: string, paths: readonly string[], results: readonly JobResult[]): Msg {
  const paramErrs: ParamErrorInit[] = [];
  let first: { code: number; message: string } | undefined;
  for (const [index, result] of results.entries()) {
    if (result.ok) continue;
    first ??= result;
    const errors = result.failures.flatMap(({ path, errors }) => errors.map((error) => ({ ...error, path })));
    if (errors.length === 0) {
      paramErrs.push({ paramPath: paths[index] ?? '', errCode: result.code, errMsg: result.message });
    }
    for (const { path, param, code, message } of errors) {
      paramErrs.push({ paramPath: path + param, errCode: code, errMsg: message });
    }
  }
  return errorMessage(msgId, first?.code ?? 7000, first?.message ?? '', paramErrs);
}
