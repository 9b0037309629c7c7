import { config } from 'zod/mini';

// Zod would compile its parsers with `new Function`; a content security policy without 'unsafe-eval' reports that as a violation.
config({ jitless: true });
