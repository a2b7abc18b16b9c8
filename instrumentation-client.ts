/**
 * Runs before anything of the page: schemas are walked, not compiled by `new Function`, so that no policy has to allow that.
 * The setting is the one that `config({ jitless: true })` of zod makes, without loading zod where a page can do without it.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
