/** What is to be said of a new row's values. */
import type { SharedKey } from '../../model/edit-fields.ts';

/** What has to be done so that a copy is not the same as its source in a unique key. */
export function mustDiffer({ params, choosable }: SharedKey): string {
  if (choosable.length > 1) return `at least one of ${choosable.join(', ')} must differ`;
  return `${choosable.join('')} must differ, as no two rows have the same ${params.join(', ')}`;
}
