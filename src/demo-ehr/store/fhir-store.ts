import type { Bundle } from 'fhir/r4';
import { type Answer, answerWith, etagOf, isAnswer, isRefusal, refuse, versionIn } from './answer';
import { capabilityStatement } from './capability-statement';
import { history } from './history';
import { type Interaction, interactionOf, isWrite, type WriteInteraction } from './interaction';
import { Records } from './records';
import type { FhirBackend, FhirRequest, Visible } from './request';
import { isResource, type Resource } from './resource';
import { search } from './search';
import { isKnownType } from './search-parameters';
import { loadSnapshot, saveSnapshot } from './snapshot';
import { applyWrite, integrityOf, isPerformable, requestOfEntry, responseEntry, transact } from './transaction';
import { isDeleted, living, newestOf } from './versions';
import { absence, type Writing } from './writes';

export type StoreOptions = {
  /** FHIR base without trailing slash. */
  base: string;
  now?: (() => Date) | undefined;
  newId?: (() => string) | undefined;
  /** File that keeps the records between runs. */
  snapshot?: string | undefined;
};

/** A FHIR R4 store in memory: every change is kept whole, or taken back. */
export function createStore(options: StoreOptions): FhirBackend {
  const { base, snapshot, now = () => new Date(), newId = () => crypto.randomUUID() } = options;
  const records = (snapshot !== undefined ? loadSnapshot(snapshot) : undefined) ?? new Records();
  let sequence = Math.max(0, ...[...records].flatMap(([, versions]) => versions.map((each) => each.sequence)));
  const nextSequence = () => {
    sequence += 1;
    return sequence;
  };

  function change(work: (writing: Writing) => Answer): Answer {
    try {
      const answer = work({ records, base, now, newId, nextSequence });
      if (isRefusal(answer)) return answer;
      records.keep();
      if (snapshot !== undefined) saveSnapshot(snapshot, records);
      return answer;
    } finally {
      records.takeBack();
    }
  }

  function single(interaction: WriteInteraction, request: FhirRequest): Answer {
    return change((writing) => {
      const answer = applyWrite(interaction, request, writing);
      return isRefusal(answer) ? answer : (integrityOf(interaction, answer, writing) ?? answer);
    });
  }

  function answerTo(request: FhirRequest, visible: Visible): Answer {
    const interaction = interactionOf(request);
    if (isAnswer(interaction)) return interaction;
    if (isWrite(interaction)) return single(interaction, request);
    if (interaction.kind === 'bundle') return perform(request.body, visible);
    return read(interaction, request, records, visible, { base, now });
  }

  function perform(body: unknown, visible: Visible): Answer {
    const bundle = isResource(body) ? body : undefined;
    if (!isPerformable(bundle)) return refuse(400, 'invalid', 'The base takes a Bundle of type transaction or batch');
    if (bundle.type === 'batch') return batch(bundle, visible);
    return change((writing) =>
      transact(bundle, writing, (interaction, request) =>
        read(interaction, request, writing.records, visible, { base, now }),
      ),
    );
  }

  function batch(bundle: Bundle, visible: Visible): Answer {
    const entry = (bundle.entry ?? []).map((each) => {
      const request = requestOfEntry(each);
      if (isAnswer(request)) return responseEntry(undefined, request, base);
      const interaction = interactionOf(request);
      return responseEntry(isAnswer(interaction) ? undefined : interaction, answerTo(request, visible), base);
    });
    return { status: 200, headers: {}, body: { resourceType: 'Bundle', type: 'batch-response', entry } as Bundle };
  }

  return { handle: async (request, visible = () => true) => answerTo(request, visible) };
}

/** Answers a reading interaction from one state of the records. */
function read(
  interaction: Interaction,
  request: FhirRequest,
  records: Records,
  visible: Visible,
  server: { base: string; now: () => Date },
): Answer {
  const { base } = server;
  const mayShow = (resource: Resource) => visible(resource, (reference) => living(records, reference));
  switch (interaction.kind) {
    case 'capabilities':
      return { status: 200, headers: {}, body: capabilityStatement(base, server.now()) };
    case 'search': {
      const found = search(records, interaction.type, interaction.parameters, base, mayShow);
      return isAnswer(found) ? found : { status: 200, headers: {}, body: found };
    }
    case 'history-type':
      return history(records, interaction.type, undefined, request.query, base, mayShow);
    case 'history-instance':
      return history(records, interaction.type, interaction.id, request.query, base, mayShow);
    case 'read':
    case 'vread':
      return instance(interaction, request, records, mayShow, base);
    default:
      return refuse(404, 'not-supported', 'No such address on this server');
  }
}

function instance(
  interaction: Interaction & { kind: 'read' | 'vread' },
  request: FhirRequest,
  records: Records,
  mayShow: (resource: Resource) => boolean,
  base: string,
): Answer {
  const reference = `${interaction.type}/${interaction.id}`;
  if (!isKnownType(interaction.type)) return refuse(404, 'not-supported', `This server keeps no ${interaction.type}`);
  const version =
    interaction.kind === 'read'
      ? newestOf(records, reference)
      : records.get(reference)?.find((each) => each.versionId === interaction.versionId);
  const gone = absence(version);
  if (gone || !version || isDeleted(version)) return gone ?? refuse(404, 'not-found', 'No such resource');
  if (!mayShow(version.resource)) return refuse(403, 'forbidden', 'You may not see this resource');
  const known = request.headers['if-none-match'];
  if (interaction.kind === 'read' && known !== undefined && versionIn(known) === version.versionId) {
    return { status: 304, headers: { ETag: etagOf(version.versionId) } };
  }
  return answerWith(200, version.resource, base);
}
