import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { isRole, type Role } from '../settings';
import { randomToken } from '../smart/random-token';

const cookie = 'demo_ehr_session';

/** Who is logged in, by a random cookie that scripts cannot read. */
export class Sessions {
  private readonly roles = new Map<string, Role>();

  userOf(context: Context): Role | undefined {
    return this.roles.get(getCookie(context, cookie) ?? '');
  }

  /** The open session of this browser. */
  idOf(context: Context): string | undefined {
    const id = getCookie(context, cookie) ?? '';
    return this.isOpen(id) ? id : undefined;
  }

  isOpen = (id: string) => this.roles.has(id);

  login(context: Context, role: unknown): Role | undefined {
    if (!isRole(role)) return undefined;
    this.roles.delete(getCookie(context, cookie) ?? '');
    const id = randomToken();
    this.roles.set(id, role);
    setCookie(context, cookie, id, { httpOnly: true, sameSite: 'Lax', path: '/' });
    return role;
  }

  logout(context: Context): void {
    this.roles.delete(getCookie(context, cookie) ?? '');
    deleteCookie(context, cookie, { path: '/' });
  }
}
