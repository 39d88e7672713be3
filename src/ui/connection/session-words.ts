/** What a person chooses of Session Contexts, in words. */
import type { SessionMode } from '../../worker/port.ts';

export const sessionChoices: readonly { readonly value: SessionMode; readonly label: string }[] = [
  { value: 'off', label: 'Off: each Record stands alone' },
  { value: 'allow', label: 'Allow: follow one that the Agent begins' },
  { value: 'require', label: 'Require: all that we ask goes in one that we begin' },
];

export const recordSizeHelp =
  'A larger Message is sent in several Records of at most this size. Empty: each Message goes in one Record.';
