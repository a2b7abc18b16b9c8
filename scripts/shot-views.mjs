/**
 * The views that `npm run shots` takes, one entry each: a name, the address, and what a person would do until the view stands.
 * `prepare` gets the page, the language (`en` or `zh`) and the width. Roles and test ids are better handles than texts.
 */

/**
 * @typedef {object} View
 * @property {string} name
 * @property {string} path
 * @property {(page: import('@playwright/test').Page, settings: { language: string, width: number }) => Promise<void>} [prepare]
 * @property {boolean} [fullPage] The whole page instead of the window.
 */

/** @type {readonly View[]} */
export const views = [{ name: 'library', path: '/' }];
