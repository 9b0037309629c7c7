import type { Resource } from 'fhir/r4';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';

interface Column {
  readonly name: string;
  readonly path: string;
}

interface Select {
  readonly column?: readonly Column[];
  readonly select?: readonly Select[];
  readonly forEach?: string;
  readonly forEachOrNull?: string;
  readonly unionAll?: readonly Select[];
}

/** A ViewDefinition of SQL on FHIR 2, as far as the views of this project go; an element that is missing here is refused. */
export interface ViewDefinition extends Select {
  readonly resourceType: 'ViewDefinition';
  readonly resource: string;
  readonly where?: readonly { readonly path: string }[];
  readonly constant?: readonly { readonly name: string; readonly valueString: string }[];
}

export type Row = Readonly<Record<string, unknown>>;

const KNOWN = ['column', 'select', 'forEach', 'forEachOrNull', 'unionAll'];

type Evaluate = (path: string, focus: unknown) => unknown[];

/** Keys as `Type/id`; a reference to another type than the one that is asked for has none. */
const FUNCTIONS = {
  getResourceKey: {
    fn: (nodes: unknown[]) =>
      nodes.map(fhirpath.util.valData).map(({ resourceType, id }: Resource) => `${resourceType}/${id}`),
    arity: { 0: [] },
    internalStructures: true,
  },
  getReferenceKey: {
    fn: (nodes: unknown[], type?: { name: string }) =>
      nodes
        .map(fhirpath.util.valData)
        .flatMap(({ reference }: { reference?: string }) => reference ?? [])
        .filter((reference: string) => type === undefined || reference.startsWith(`${type.name}/`)),
    arity: { 0: [], 1: ['TypeSpecifier' as const] },
    internalStructures: true,
  },
};

function evaluator({ constant = [] }: ViewDefinition): Evaluate {
  const constants = Object.fromEntries(constant.map(({ name, valueString }) => [name, valueString]));
  const compiled = new Map<string, (focus: unknown) => unknown[]>();
  return (path, focus) => {
    let run = compiled.get(path);
    if (!run) {
      const expression = fhirpath.compile(path, r4, { userInvocationTable: FUNCTIONS });
      run = (on) => expression(on, constants) as unknown[];
      compiled.set(path, run);
    }
    return run(focus);
  };
}

function oneOf(values: unknown[], name: string): unknown {
  if (values.length > 1) throw new Error(`Column ${name} has more than one value.`);
  const [value = null] = values;
  return value !== null && typeof value === 'object' ? String(value) : value;
}

/** The rows of a select on one focus; undefined stands for the missing focus of forEachOrNull. */
function rowsOf(select: Select, focus: unknown, evaluate: Evaluate): Row[] {
  const { column = [], forEach, forEachOrNull, unionAll } = select;
  const path = forEach ?? forEachOrNull;
  const found = path === undefined ? [focus] : focus === undefined ? [] : evaluate(path, focus);
  const foci = found.length === 0 && forEachOrNull !== undefined ? [undefined] : found;
  return foci.flatMap((one) => {
    const own = Object.fromEntries(
      column.map(({ name, path }) => [name, one === undefined ? null : oneOf(evaluate(path, one), name)]),
    );
    const inner = (select.select ?? []).map((nested) => rowsOf(nested, one, evaluate));
    if (unionAll) inner.push(unionAll.flatMap((nested) => rowsOf(nested, one, evaluate)));
    return inner.reduce<Row[]>(
      (rows, more) => rows.flatMap((row) => more.map((added) => ({ ...row, ...added }))),
      [own],
    );
  });
}

function check(select: Select): void {
  const unknown = Object.keys(select).find((name) => !KNOWN.includes(name));
  if (unknown) throw new Error(`A select with ${unknown} is not understood.`);
  for (const nested of [...(select.select ?? []), ...(select.unionAll ?? [])]) check(nested);
}

/** Evaluates a ViewDefinition over resources with fhirpath.js: slow, and nothing of ours but the order of things. */
export function runView(view: ViewDefinition, resources: readonly Resource[]): Row[] {
  for (const select of view.select ?? []) check(select);
  const evaluate = evaluator(view);
  return resources
    .filter(({ resourceType }) => resourceType === view.resource)
    .filter((resource) => (view.where ?? []).every(({ path }) => evaluate(path, resource)[0] === true))
    .flatMap((resource) => rowsOf({ select: view.select ?? [] }, resource, evaluate));
}
