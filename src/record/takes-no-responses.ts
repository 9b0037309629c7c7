import { can } from './can';
import type { RecordContext } from './open-record';
import type { RecordSnapshot } from './snapshot';

/** Whether the host turned out to take no responses from this session: entries may then stand in documents. */
export function takesNoResponses(
  { capabilities, refused }: Pick<RecordSnapshot, 'capabilities' | 'refused'>,
  { scopes }: Pick<RecordContext, 'scopes'>,
): boolean {
  const stated = capabilities.state === 'loaded' ? capabilities.value : undefined;
  return can('QuestionnaireResponse', 'create', { capabilities: stated, scopes, refused }).answer === 'no';
}
