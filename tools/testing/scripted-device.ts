/** A small device for tests of screens: objects with values, and the answers that follow from them. */
import type { ParamAccess, ParamType, SupportedObject, UspAnswer } from '../../src/usp/message/answer-types.ts';
import type { UspRequest } from '../../src/usp/message/request-types.ts';

type ParamDraft = readonly [name: string, type?: ParamType, access?: ParamAccess];

/** An object of the supported data model from a few words. */
export function supportedObject(
  path: string,
  params: readonly ParamDraft[],
  more: Partial<SupportedObject> = {},
): SupportedObject {
  return {
    path,
    access: 'readOnly',
    isMultiInstance: path.endsWith('{i}.'),
    params: params.map(([name, type = 'string', access = 'readOnly']) => ({
      name,
      type,
      access,
      valueChange: 'allowed' as const,
    })),
    commands: [],
    events: [],
    divergentPaths: [],
    uniqueKeySets: [],
    ...more,
  };
}

export class ScriptedDevice {
  readonly supported: SupportedObject[] = [];
  /** Values by object path; the test changes them at will. */
  readonly objects = new Map<string, Map<string, string>>();
  /** Instance numbers given to new rows, by table. */
  readonly #added = new Map<string, number>();

  put(path: string, values: Readonly<Record<string, string>>): void {
    this.objects.set(path, new Map(Object.entries(values)));
  }

  /** Answers as a device would that knows only these objects. Operate is left to the test. */
  readonly answer = (request: UspRequest): UspAnswer | undefined => {
    switch (request.kind) {
      case 'GetSupportedDM':
        return {
          kind: 'GetSupportedDM',
          results: [{ requestedPath: 'Device.', dataModelInstUri: '', objects: this.supported }],
        };
      case 'GetInstances':
        return {
          kind: 'GetInstances',
          results: request.paths.map((path) => ({
            requestedPath: path,
            instances: this.#rows(path).map((row) => ({ path: row, uniqueKeys: [] })),
          })),
        };
      case 'Get':
        return { kind: 'Get', results: request.paths.map((path) => this.#get(path, request.maxDepth ?? 0)) };
      case 'Set':
        for (const object of request.objects) {
          for (const { param, value } of object.params) this.objects.get(object.path)?.set(param, value);
        }
        return {
          kind: 'Set',
          results: request.objects.map(({ path, params }) => ({
            requestedPath: path,
            instances: [{ path, params: params.map(({ param, value }) => [param, value] as const), paramErrors: [] }],
          })),
        };
      case 'Add':
        return {
          kind: 'Add',
          results: request.objects.map(({ path, params }) => {
            const number = (this.#added.get(path) ?? 100) + 1;
            this.#added.set(path, number);
            const instantiatedPath = `${path}${String(number)}.`;
            this.objects.set(instantiatedPath, new Map(params.map(({ param, value }) => [param, value])));
            return { requestedPath: path, instantiatedPath, uniqueKeys: [], paramErrors: [] };
          }),
        };
      case 'Delete':
        for (const path of request.paths) this.objects.delete(path);
        return {
          kind: 'Delete',
          results: request.paths.map((path) => ({ requestedPath: path, affectedPaths: [path], unaffectedPaths: [] })),
        };
      default:
        return undefined;
    }
  };

  #rows(table: string): string[] {
    return [...this.objects.keys()].filter(
      (path) => path.startsWith(table) && /^\d+\.$/.test(path.slice(table.length)),
    );
  }

  #get(path: string, depth: number) {
    const base = path.replace('*.', '');
    const found = [...this.objects].filter(([at]) => {
      if (!at.startsWith(base)) return false;
      const below = at.slice(base.length);
      if (path.includes('*')) return /^\d+\.$/.test(below);
      return depth === 0 || below.split('.').length - 1 < depth;
    });
    if (found.length === 0) return { requestedPath: path, error: { code: 7026, message: 'Invalid path' }, objects: [] };
    return { requestedPath: path, objects: found.map(([at, params]) => ({ path: at, params: [...params] })) };
  }
}
