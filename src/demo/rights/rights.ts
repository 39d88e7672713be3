/** What a Controller may do: the Roles and Permissions of Device.LocalAgent.ControllerTrust. */
import { matchPath, parsePath, type Path } from '../../usp/path.ts';
import { splitList } from '../../usp/value-types.ts';
import { decodePercent } from '../../usp/percent.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';

/** The parameters of a Permission that hold `rwxn`. */
export type Subject = 'Param' | 'Obj' | 'InstantiatedObj' | 'CommandEvent';
/** Read, write, execute, notify. */
export type Deed = 'r' | 'w' | 'x' | 'n';

export interface Rights {
  /** Whether a path of the instantiated data model allows the deed. */
  may(subject: Subject, deed: Deed, path: string): boolean;
  /** Nothing is forbidden: checks can be left out. */
  readonly full: boolean;
}

export const fullRights: Rights = { may: () => true, full: true };
export const noRights: Rights = { may: () => false, full: false };

interface Permission {
  readonly targets: readonly Path[];
  readonly grants: Readonly<Record<Subject, string>>;
}

/** The rights of a row of Device.LocalAgent.Controller.: those of all its Roles together. */
export function rightsOf(store: Store, controller: ObjectNode | undefined): Rights {
  if (!controller || !store.readFlag(controller, 'Enable')) return noRights;
  const roles = [...store.follow(controller, 'AssignedRole'), ...store.follow(controller, 'InheritedRole')]
    .filter((role) => role.kind === 'object')
    .filter((role) => store.readFlag(role, 'Enable'))
    .map((role) => permissionsOf(store, role));
  if (roles.some(allowsAll)) return fullRights;
  return {
    full: false,
    may: (subject, deed, path) => roles.some((permissions) => grants(permissions, subject, deed, path)),
  };
}

/** The enabled Permissions of a Role, those of the highest Order first. */
function permissionsOf(store: Store, role: ObjectNode): Permission[] {
  const table = store.child(role, 'Permission');
  if (table?.kind !== 'table') return [];
  return [...table.rows.values()]
    .filter((row) => store.readFlag(row, 'Enable'))
    .sort((a, b) => store.readNumber(b, 'Order') - store.readNumber(a, 'Order'))
    .map((row) => ({
      targets: splitList(store.read(row, 'Targets')).flatMap((text) => {
        const parsed = parsePath(decodePercent(text));
        return parsed.ok ? [parsed.path] : [];
      }),
      grants: {
        Param: store.read(row, 'Param'),
        Obj: store.read(row, 'Obj'),
        InstantiatedObj: store.read(row, 'InstantiatedObj'),
        CommandEvent: store.read(row, 'CommandEvent'),
      },
    }));
}

/** The Permission of the highest Order that has the path among its targets decides; without one nothing is allowed. */
function grants(permissions: readonly Permission[], subject: Subject, deed: Deed, path: string): boolean {
  const decides = permissions.find(({ targets }) => targets.some((target) => matchPath(target, path) !== undefined));
  return decides?.grants[subject].includes(deed) ?? false;
}

function allowsAll(permissions: readonly Permission[]): boolean {
  const [only, ...others] = permissions;
  return (
    others.length === 0 &&
    only !== undefined &&
    only.targets.some((path) => path.segments.length === 1) &&
    Object.values(only.grants).every((grant) => grant === 'rwxn')
  );
}
