type Structure = string | readonly [Structure] | { readonly [name: string]: Structure };

/**
 * DuckDB types as from_json wants them: `STRUCT(code VARCHAR)[]` becomes `[{"code":"VARCHAR"}]`. Knows simple types, STRUCT and lists;
 * throws for anything else.
 */
export function jsonStructure(columns: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, structureOf(type)])));
}

function structureOf(type: string): Structure {
  const text = type.trim();
  if (text.endsWith('[]')) return [structureOf(text.slice(0, -2))];
  if (/^[A-Z]+$/.test(text)) return text;
  const inner = /^STRUCT\((.*)\)$/s.exec(text)?.[1];
  if (inner === undefined) throw new Error(`Not a type that can be read: ${type}`);
  return Object.fromEntries(
    fieldsIn(inner).map((field) => {
      const [, name, rest] = /^\s*(\w+)\s+(.*)$/s.exec(field) ?? [];
      if (name === undefined || rest === undefined) throw new Error(`Not a field that can be read: ${field}`);
      return [name, structureOf(rest)];
    }),
  );
}

/** Splits at the commas that stand in no bracket. */
function fieldsIn(text: string): string[] {
  const fields: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    else if (text[at] === ',' && depth === 0) {
      fields.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...fields, text.slice(start)];
}
