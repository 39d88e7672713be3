/** Whatever was thrown, as the one error class that the screens show. */
import { UspError } from '../usp/error.ts';

export function asUspError(thrown: unknown): UspError {
  if (thrown instanceof UspError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new UspError({
    origin: 'local',
    reason: 'internal',
    message: `The page met an error of its own: ${message}`,
    advice: 'Load the page again. Your drafts are kept.',
    cause: thrown,
  });
}
