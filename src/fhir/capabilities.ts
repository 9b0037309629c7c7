import './no-eval';
import * as z from 'zod/mini';

const list = <T extends z.ZodMiniType>(schema: T) => z.optional(z.array(schema));
const interactions = list(z.looseObject({ code: z.string() }));

/**
 * What the app asks of a CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html). Not compared with `@types/fhir`:
 * servers leave out required elements (date, format), and that is no reason to refuse them.
 */
export const capabilitiesSchema = z.looseObject({
  resourceType: z.literal('CapabilityStatement'),
  fhirVersion: z.optional(z.string()),
  rest: list(
    z.looseObject({
      mode: z.optional(z.string()),
      interaction: interactions,
      resource: list(
        z.looseObject({
          type: z.string(),
          interaction: interactions,
          versioning: z.optional(z.string()),
          conditionalCreate: z.optional(z.boolean()),
          updateCreate: z.optional(z.boolean()),
          searchParam: list(z.looseObject({ name: z.string() })),
        }),
      ),
    }),
  ),
});
export type Capabilities = z.output<typeof capabilitiesSchema>;
