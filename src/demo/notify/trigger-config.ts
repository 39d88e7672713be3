import { decodePercent } from '../../usp/percent.ts';
import { splitList } from '../../usp/value-types.ts';
import { applySettings } from '../requests/apply-settings.ts';
import type { RequestContext } from '../requests/context.ts';
import { resolvePath } from '../resolve/resolve-path.ts';

/** Carries out TriggerConfigSettings: `Device.X.Y=value` or `="text"`, each with the rights of the Controller. */
export function configure(context: RequestContext, settings: string): void {
  for (const item of splitList(settings).map(decodePercent)) {
    const [, path = '', value = ''] = /^([^=]+)=(.*)$/s.exec(item) ?? [];
    const resolved = resolvePath(context.store, path);
    for (const target of resolved.ok ? resolved.targets : []) {
      if (target.type !== 'parameter') continue;
      const text = /^".*"$/s.test(value) ? value.slice(1, -1) : value;
      const setting = { param: target.param.name, value: text, required: false };
      applySettings(context, target.node, [setting], { adding: false, forced: () => undefined });
    }
  }
}
