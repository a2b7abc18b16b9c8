/** What the starter notebook says; one file a language. */
export type StarterTexts = {
  readonly title: string;
  readonly introduction: string;
  readonly graphTitle: string;
  readonly beforeTraining: string;
  readonly trainTitle: string;
  readonly afterTraining: string;
};
