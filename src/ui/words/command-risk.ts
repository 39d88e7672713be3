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
    'Update()',
    {
      title: 'Update this software?',
      words: 'It is stopped, replaced and started anew.',
      action: 'Update it',
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

/** Where the name alone does not tell. */
const risksByPlace: readonly (readonly [place: RegExp, risk: CommandRisk])[] = [
  [
    /\.FirmwareImage\.[^.]+\.Download\(\)$/,
    {
      title: 'Have the device load this firmware?',
      words: 'With AutoActivate the device restarts with it as soon as it is there.',
      action: 'Load it',
    },
  ],
  [
    /^Device\.(IP|PPP|WiFi|Cellular|Ethernet|DSL|Optical)\.((Interface|Radio|SSID)\.[^.]+\.)?Reset\(\)$/,
    {
      title: 'Reset it?',
      words: 'It goes down and comes up again, and whoever is connected through it is cut off: maybe this page too.',
      action: 'Reset it',
    },
  ],
  [
    /\.X_[^.]*(reboot|restart|factory|erase|wipe)[^.]*\(\)$/i,
    {
      title: 'Run this command of the vendor’s own?',
      words: 'By its name it interrupts the device or loses something of it.',
      action: 'Run it',
    },
  ],
];

/** @param command path or name of a command; undefined: it can be run without a question. */
export function commandRisk(command: string): CommandRisk | undefined {
  const byName = risks.get(command.slice(command.lastIndexOf('.') + 1));
  return byName ?? risksByPlace.find(([place]) => place.test(command))?.[1];
}
