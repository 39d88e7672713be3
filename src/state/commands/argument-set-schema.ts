/** Arguments of a command under a name, as they are stored and exported. */
import * as v from 'valibot';

export const argumentSetSchema = v.object({
  /** Supported path of the command. */
  command: v.pipe(v.string(), v.maxLength(1_024)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  args: v.array(v.tuple([v.string(), v.string()])),
  /** Names of secret arguments that were left out. */
  omitted: v.array(v.string()),
});

export type ArgumentSet = v.InferOutput<typeof argumentSetSchema>;
