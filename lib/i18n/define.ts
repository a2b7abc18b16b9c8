/** Pairs the languages of one area, so that a missing or surplus text does not compile. */

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

type MessageTree = { readonly [key: string]: string };

/** ICU messages of one area; both languages have the same keys. */
export type AreaMessages<Keys extends string> = Readonly<Record<Language, Readonly<Record<Keys, string>>>>;

export function defineMessages<const En extends MessageTree>(messages: { readonly en: En; readonly zh: { readonly [Key in keyof En]: string } }): AreaMessages<Extract<keyof En, string>> {
  return messages;
}
