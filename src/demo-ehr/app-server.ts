import { existsSync } from 'node:fs';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { listen } from './listen';

export type AppServerOptions = {
  /** Folder with the built app. */
  dist: string;
  port?: number | undefined;
  /** Site configuration, served as `/kindreflex.config.json`. */
  config: () => unknown;
  /** Origin of the host that may frame the app and that the app may speak to. */
  ehrOrigin: string;
};

/** Serves the built app on 127.0.0.1 as a hospital's web server would; compresses on the fly. */
export async function serveApp(options: AppServerOptions): Promise<{ origin: string; stop(): Promise<void> }> {
  if (!existsSync(options.dist)) throw new Error('The app is not built yet');
  const headers = securityHeaders(options.ehrOrigin);
  const app = new Hono();
  app.use(compress());
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
    const isHashed = context.req.path.startsWith('/assets/') && context.res.status === 200;
    context.res.headers.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-store');
  });
  app.get('/kindreflex.config.json', (context) => context.json(options.config()));
  app.get('*', serveStatic({ root: options.dist }));
  const { port, stop } = await listen(app.fetch, options.port);
  return { origin: `http://127.0.0.1:${port}`, stop };
}

/** The headers that a real deployment should send too. */
export function securityHeaders(ehrOrigin: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${ehrOrigin}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ehrOrigin}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  };
}
