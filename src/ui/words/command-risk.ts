/** Commands that a person should mean: what they do, in words, before they are sent. */

export interface CommandRisk {
  readonly title: string;
  readonly words: string;
  /** What the button that does it says. */
  readonly action: string;
}

const risks = new Map<string, CommandRisk>([
  [
    'Reboot()',
    {
      title: 'Restart the device?',
      words: 'Everyone behind this device is without a connection until it is up again. Its settings stay.',
      action: 'Restart it',
    },
  ],
  [
    'FactoryReset()',
    {
      title: 'Reset the device to its factory settings?',
      words:
        'All settings are lost: WiFi names and passphrases, port mappings, the access to the internet, and maybe the ' +
        'way by which this page reaches it. This can not be undone.',
      action: 'Reset to factory settings',
    },
  ],
  [
    'Activate()',
    {
      title: 'Start the device with this firmware?',
      words:
        'The device restarts with another firmware. Everyone behind it is without a connection until it is up again.',
      action: 'Activate it',
    },
  ],
  [
    'Restore()',
    {
      title: 'Restore the settings from this file?',
      words: 'The present settings are replaced by those of the file, and the device may restart.',
      action: 'Restore them',
    },
  ],
  [
    'Uninstall()',
    {
      title: 'Uninstall this software?',
      words: 'It is removed from the device, with its data.',
      action: 'Uninstall it',
    },
  ],
]);

/** @param command path or name of a command; undefined: it can be run without a question. */
export function commandRisk(command: string): CommandRisk | undefined {
  return risks.get(command.slice(command.lastIndexOf('.') + 1));
}
