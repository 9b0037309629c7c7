import { randomBytes } from 'node:crypto';

/** 256 random bits that fit in a URL. */
export const randomToken = () => randomBytes(32).toString('base64url');
