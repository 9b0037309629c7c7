import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Answer, refuse } from './answer';
import { type FhirRequest, requestTo } from './request';

export type Handle = (request: FhirRequest, authorization: string | undefined) => Promise<Answer>;
/** May do something before, after or instead of `go`, which carries the request out. */
export type Around = (request: FhirRequest, context: Context, go: () => Promise<Response>) => Promise<Response>;

const largestBody = 5 * 1024 * 1024;
const json = ['application/fhir+json', 'application/json'];
const passedOn = ['if-match', 'if-none-match', 'if-none-exist', 'prefer'];

/** FHIR over HTTP below `prefix` (`/fhir`): reads the request, lets `handle` answer it, writes the answer. */
export function fhirHttp(prefix: string, handle: Handle, around: Around = (_request, _context, go) => go()): Hono {
  const app = new Hono({ strict: false });
  const tooLarge = () => respond(refuse(413, 'too-long', 'The body is larger than this server takes'));
  app.use(bodyLimit({ maxSize: largestBody, onError: tooLarge }));
  app.onError(() => respond(refuse(500, 'exception', 'The server failed')));
  app.all('*', async (context) => {
    const { req } = context;
    const url = new URL(req.url);
    const isHead = req.method === 'HEAD';
    const address = `${url.pathname.slice(prefix.length)}${url.search}`;
    const headers = Object.fromEntries(
      passedOn.flatMap((name) => (req.header(name) ? [[name, req.header(name) ?? '']] : [])),
    );
    const request = requestTo(isHead ? 'GET' : req.method, address, undefined, headers);
    const body = await readBody(req.method, request, req.header('content-type') ?? '', () => req.text());
    const onlyXml = /xml/.test(req.header('accept') ?? '') && !/json|\*\/\*/.test(req.header('accept') ?? '');
    const carryOut = async () => {
      const answer = onlyXml
        ? refuse(406, 'not-supported', 'This server speaks JSON')
        : 'refusal' in body
          ? body.refusal
          : await handle({ ...request, ...body }, req.header('authorization'));
      return respond(answer, req.method === 'GET' || isHead ? '' : headers.prefer);
    };
    const response = await around('refusal' in body ? request : { ...request, ...body }, context, carryOut);
    return isHead ? new Response(null, response) : response;
  });
  return app;
}

type Body = { body?: unknown } | { refusal: Answer };

async function readBody(
  method: string,
  request: FhirRequest,
  contentType: string,
  text: () => Promise<string>,
): Promise<Body> {
  if (method !== 'POST' && method !== 'PUT' && method !== 'PATCH') return {};
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (request.path[1] === '_search') {
    if (mediaType !== 'application/x-www-form-urlencoded') return wrongMediaType('a form');
    return { body: await text() };
  }
  const allowed = method === 'PATCH' ? ['application/json-patch+json'] : json;
  if (!allowed.includes(mediaType)) return wrongMediaType(allowed[0] ?? '');
  try {
    return { body: JSON.parse(await text()) };
  } catch {
    return { refusal: refuse(400, 'structure', 'The body is not JSON') };
  }
}

const wrongMediaType = (wanted: string): Body => ({
  refusal: refuse(415, 'not-supported', `The body should be ${wanted}`),
});

function respond(answer: Answer, prefer = ''): Response {
  const isMinimal = prefer.includes('return=minimal') && answer.headers.ETag !== undefined;
  const text = answer.body === undefined || isMinimal ? null : JSON.stringify(answer.body);
  return new Response(text, {
    status: answer.status as ContentfulStatusCode,
    headers: {
      ...answer.headers,
      'Cache-Control': 'no-store',
      ...(text === null ? {} : { 'Content-Type': 'application/fhir+json; charset=utf-8' }),
    },
  });
}
