const maxDepth = 100;

/**
 * Parses a server's text. Undefined when it is no JSON or is nested deeper than any FHIR resource is (100 levels), which
 * would exhaust the stack of whoever walks it. `__proto__` keys are dropped, so that no later copy can change a prototype.
 */
export function parseJson(text: string): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return disarm(parsed) ? parsed : undefined;
}

function disarm(root: unknown): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return false;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
      for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) next.push(child);
    }
    level = next;
  }
  return true;
}
