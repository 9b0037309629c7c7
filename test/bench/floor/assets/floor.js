// The floor: as little as a page can do for a SMART launch, the reads of the app, and one field. One file, so that the second page has
// it from the cache; no configuration, no checks, no framework: an app may not be this careless, but it cannot be much faster.
const CLIENT = 'kindreflex';
const SCOPE =
  'launch openid fhirUser patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/Encounter.r ' +
  'patient/DocumentReference.crs patient/Provenance.crs user/Practitioner.r user/PractitionerRole.r online_access';
const QUESTIONNAIRES = ['1-conversation', '2-safety', '3-support', '4-concern', '5-restore-safety', '6-mandate'];

const query = new URLSearchParams(location.search);
const redirect = `${location.origin}/index.html`;
const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

async function launch() {
  const iss = query.get('iss');
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const [metadata, digest] = await Promise.all([
    fetch(`${iss}/.well-known/smart-configuration`, { credentials: 'omit' }).then((answer) => answer.json()),
    crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)),
  ]);
  const state = crypto.randomUUID();
  sessionStorage.floor = JSON.stringify({ iss, verifier, state, token: metadata.token_endpoint });
  const asked = {
    response_type: 'code',
    client_id: CLIENT,
    scope: SCOPE,
    redirect_uri: redirect,
    aud: iss,
    launch: query.get('launch'),
    state,
    nonce: crypto.randomUUID(),
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  };
  location.replace(`${metadata.authorization_endpoint}?${new URLSearchParams(asked)}`);
}

async function open() {
  const { iss, verifier, state, token } = JSON.parse(sessionStorage.floor);
  if (query.get('state') !== state) return;
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: query.get('code'),
    redirect_uri: redirect,
    client_id: CLIENT,
    code_verifier: verifier,
  });
  const session = await (await fetch(token, { method: 'POST', body, credentials: 'omit' })).json();
  const headers = { accept: 'application/fhir+json', authorization: `Bearer ${session.access_token}` };
  const read = async (path) => (await fetch(`${iss}/${path}`, { headers, credentials: 'omit' })).json();
  const forms = QUESTIONNAIRES.map((name) => `https://w3id.org/kindreflex/Questionnaire/kindreflex-${name}`).join(',');
  const reads = [
    `Patient/${session.patient}`,
    `Encounter/${session.encounter}`,
    `RelatedPerson?${new URLSearchParams({ patient: session.patient, _count: 100 })}`,
    `QuestionnaireResponse?${new URLSearchParams({ patient: session.patient, questionnaire: forms, _count: 100 })}`,
  ].map(read);
  const label = document.createElement('label');
  const input = document.createElement('input');
  label.dataset.linkId = 's1.uitkomst';
  label.append('Asked ', input);
  document.body.append(label);
  await Promise.all(reads);
  label.dataset.reads = 'in';
}

if (location.pathname === '/launch.html') launch();
else open();
